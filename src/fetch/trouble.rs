//! Why a page could not be had, one plain sentence each.

use super::{MOST_BYTES, MOST_REDIRECTS, REPLY_TIME, WHOLE_TIME};
use crate::outcome::{Reason, ReasonKind};
use crate::provider::Fault;

pub(super) fn unusable() -> Reason {
    Reason::new(
        ReasonKind::Input,
        "only http and https addresses without user name and password can be read; correct the address",
    )
}

pub(super) fn too_slow() -> Reason {
    Reason::new(
        ReasonKind::Timeout,
        format!(
            "the page did not come within {} s; try again later",
            WHOLE_TIME.as_secs()
        ),
    )
}

pub(super) fn too_many_redirects() -> Reason {
    Reason::new(
        ReasonKind::Input,
        format!(
            "the page redirects more than {MOST_REDIRECTS} times; open it in a browser and give the address it ends at"
        ),
    )
}

pub(super) fn forbidden(host: &str) -> Reason {
    Reason::new(
        ReasonKind::Input,
        format!(
            "the robots.txt of {host} asks programs not to read this page; save it in a browser and give the file"
        ),
    )
}

/// [`ReasonKind::Input`] is for what another try will not mend.
pub(super) fn of_status(status: u16, host: &str) -> Reason {
    let (kind, advice) = match status {
        404 | 410 | 451 => (ReasonKind::Input, "the page is gone; check the address"),
        401..=403 => (
            ReasonKind::Network,
            "it does not let programs read the page; save it in a browser and give the file",
        ),
        429 => (ReasonKind::Rate, "it is asked too often; try again later"),
        300..400 => (
            ReasonKind::Input,
            "it redirects to nowhere; check the address",
        ),
        400..500 => (ReasonKind::Input, "it refuses the address; check it"),
        _ => (ReasonKind::Network, "it fails; try again later"),
    };
    Reason::new(kind, format!("{host} answers {status}: {advice}"))
}

/// The transport's faults speak of endpoints; these speak of pages.
pub(super) fn unreached(fault: Fault, host: &str) -> Reason {
    let message = match fault.reason {
        ReasonKind::TooLarge => format!(
            "the page at {host} is larger than {} MiB; save its story as text and give that",
            MOST_BYTES >> 20
        ),
        ReasonKind::Timeout => format!(
            "{host} did not deliver the page within {} s; try again later",
            REPLY_TIME.as_secs()
        ),
        ReasonKind::Tls => fault.message,
        _ => format!("the page at {host} could not be had; check the address and the network"),
    };
    Reason::new(fault.reason, message)
}
