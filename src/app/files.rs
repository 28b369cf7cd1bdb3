//! How many files the program may have open: every request under way takes one.

use super::{Stop, usage};
use crate::settings::{Settings, SummaryBy};

/// So many are open beside connections: input, output, the memory with its
/// log, the terminal, what the libraries need.
const OTHERS: u64 = 48;

/// Sees to it that all requests may be under way at once.
pub(super) fn allow(settings: &Settings) -> Result<(), Stop> {
    let needed = requests(settings) + OTHERS;
    match raised(needed) {
        Some(allowed) if allowed < needed => Err(usage(format!(
            "so many requests at once need {needed} open files, and {allowed} are allowed; lower --width, or raise `ulimit -n`"
        ))),
        _ => Ok(()),
    }
}

/// The most requests that are under way at once.
fn requests(settings: &Settings) -> u64 {
    let summary = match &settings.summary_by {
        SummaryBy::Endpoint(second) => Some(&**second),
        SummaryBy::SameEndpoint | SummaryBy::Extractive => None,
    };
    let others = settings.fallbacks.iter().chain(summary);
    let all = std::iter::once(&settings.endpoint).chain(others);
    all.map(|endpoint| endpoint.width as u64).sum()
}

/// How many files may be open, once the limit is raised as far as it is for us
/// to raise; none where there is no limit.
#[cfg(unix)]
fn raised(needed: u64) -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let allowed = limit.current.filter(|allowed| *allowed < needed)?;
    let most = limit.maximum.map_or(needed, |most| most.min(needed));
    let raised = Rlimit {
        current: Some(most),
        maximum: limit.maximum,
    };
    Some(match setrlimit(Resource::Nofile, raised) {
        Ok(()) => most,
        Err(_) => allowed,
    })
}

#[cfg(not(unix))]
fn raised(_: u64) -> Option<u64> {
    None
}
