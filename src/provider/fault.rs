//! What went wrong with a call, and what may be done about it.
//!
//! One table for all endpoints ([`common_fault`]); a kind adds only what its
//! vendor words differently.

mod field;
mod inner;
mod message;

pub use inner::{error_in_success, error_object};
pub use message::{provider_message, shown};

use std::time::Duration;

use super::{Endpoint, Most, Reply};
use crate::article::Usage;
use crate::outcome::{Reason, ReasonKind};

/// What may be done after a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Try again after a growing pause.
    Retry,
    /// Try again at once, not counted: the kept-alive connection was stale.
    RetryNow,
    /// The endpoint throttles: everybody waits.
    SlowDown,
    /// No call to this endpoint can succeed: end the run.
    Stop,
    /// This article fails; others may succeed.
    FailItem,
    /// The answer was paid and is of no use: ask once more.
    AskAgain,
    /// The answer was cut: ask once more with a higher limit.
    AskForMore,
    /// The question is too long: send smaller pieces.
    SendSmaller,
    /// The endpoint rejects a field by name: leave it out, ask once more.
    Adapt(String),
}

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Which of the closed set.
    pub reason: ReasonKind,
    /// What may be done.
    pub action: Action,
    /// What happened and what to do; no key, no article text.
    pub message: String,
    /// What the useless answer cost.
    pub usage: Usage,
    /// How long the endpoint's body asks to wait.
    pub wait: Option<Duration>,
    /// The limit that the endpoint names.
    pub most: Option<Most>,
}

impl Fault {
    /// A fault.
    #[must_use]
    pub fn new(reason: ReasonKind, action: Action, message: impl Into<String>) -> Self {
        Self {
            reason,
            action,
            message: message.into(),
            usage: Usage::default(),
            wait: None,
            most: None,
        }
    }

    /// A fault of this article alone.
    #[must_use]
    pub fn item(reason: ReasonKind, message: impl Into<String>) -> Self {
        Self::new(reason, Action::FailItem, message)
    }

    /// A fault that ends the run.
    #[must_use]
    pub fn stop(reason: ReasonKind, message: impl Into<String>) -> Self {
        Self::new(reason, Action::Stop, message)
    }

    /// A useless answer that is asked for once more.
    #[must_use]
    pub fn ask_again(reason: ReasonKind, message: impl Into<String>) -> Self {
        Self::new(reason, Action::AskAgain, message)
    }

    /// The same fault with what the answer cost.
    #[must_use]
    pub fn paid(mut self, usage: Usage) -> Self {
        self.usage = usage;
        self
    }

    /// As a record shows it.
    #[must_use]
    pub fn to_reason(&self) -> Reason {
        Reason::new(self.reason, self.message.clone())
    }
}

impl From<Reason> for Fault {
    fn from(reason: Reason) -> Self {
        let action = match reason.kind {
            ReasonKind::Refused | ReasonKind::Blocked => Action::FailItem,
            _ => Action::AskAgain,
        };
        Self::new(reason.kind, action, reason.message)
    }
}

/// Names the fault of a reply that is not a success: in the vendor's own
/// wording where the kind knows it, else by the common table.
#[must_use]
pub fn fault_of(endpoint: &Endpoint, reply: &Reply) -> Fault {
    (endpoint.kind.fault)(endpoint, reply).unwrap_or_else(|| common_fault(reply))
}

/// Classifies a reply that is not a success, by the table that holds for
/// every endpoint.
#[must_use]
pub fn common_fault(reply: &Reply) -> Fault {
    let said = provider_message(reply);
    match reply.status {
        200..=299 => Fault::new(
            ReasonKind::BadReply,
            Action::Retry,
            "the reply could not be read",
        ),
        300..=399 => Fault::stop(
            ReasonKind::Config,
            format!(
                "the endpoint redirects{}; redirects are not followed, because key and article would go along: set --base-url to the final address",
                redirect_host(reply)
            ),
        ),
        401 => Fault::stop(
            ReasonKind::Auth,
            format!("the endpoint refuses the key: {said}"),
        ),
        402 | 456 => Fault::stop(
            ReasonKind::Quota,
            format!("the account has no credit or quota left: {said}"),
        ),
        403 if speaks_of_money(&said) => Fault::stop(
            ReasonKind::Quota,
            format!("the account has no credit or quota left: {said}"),
        ),
        403 => Fault::stop(
            ReasonKind::Auth,
            format!("the endpoint refuses access: {said}"),
        ),
        404 => Fault::stop(
            ReasonKind::NotFound,
            format!("the endpoint does not know this path or model: {said}"),
        ),
        405 => Fault::stop(
            ReasonKind::Config,
            format!("the address does not take this kind of request, check --base-url: {said}"),
        ),
        413 => Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the endpoint finds the request too large: {said}"),
        ),
        429 => Fault {
            wait: retry_info(reply),
            ..Fault::new(
                ReasonKind::Rate,
                Action::SlowDown,
                format!("the endpoint throttles: {said}"),
            )
        },
        408 | 409 | 425 => retry(ReasonKind::Timeout, reply.status, &said),
        503 | 529 => Fault::new(
            ReasonKind::Network,
            Action::SlowDown,
            format!(
                "the endpoint is overloaded (status {}): {said}",
                reply.status
            ),
        ),
        498 | 500 | 502 | 504 | 520..=524 => retry(ReasonKind::Network, reply.status, &said),
        400 | 422 => rejected(reply, &said),
        status => Fault::item(
            ReasonKind::BadReply,
            format!("the endpoint answered with status {status}: {said}"),
        ),
    }
}

fn speaks_of_money(said: &str) -> bool {
    let lower = said.to_lowercase();
    ["quota", "billing", "credit"]
        .iter()
        .any(|word| lower.contains(word))
}

fn retry(reason: ReasonKind, status: u16, said: &str) -> Fault {
    Fault::new(
        reason,
        Action::Retry,
        format!("the endpoint failed with status {status}: {said}"),
    )
}

/// A 400 or 422: a parameter to leave out, a missing key in disguise, a text
/// that is too long, or a fault of this article.
fn rejected(reply: &Reply, said: &str) -> Fault {
    let lower = said.to_lowercase();
    if let Some(parameter) = field::named(reply) {
        return Fault::new(
            ReasonKind::Config,
            Action::Adapt(parameter.clone()),
            format!("the endpoint rejects the field \"{parameter}\": {said}"),
        );
    }
    if looks_like_a_missing_key(&lower) {
        return Fault::stop(
            ReasonKind::Auth,
            format!(
                "the endpoint seems to miss a key (status {}): {said}",
                reply.status
            ),
        );
    }
    if [
        "context length",
        "context size",
        "context window",
        "maximum context",
        "too long",
        "text limit",
        "too large",
        "size exceeds",
        "maximum request size",
        "max length",
    ]
    .iter()
    .any(|words| lower.contains(words))
    {
        return Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the endpoint finds the text too long: {said}"),
        );
    }
    let unsupported = lower.contains("not supported") || lower.contains("unsupported");
    if unsupported && lower.contains("language") || lower.contains("language pair") {
        return Fault::stop(
            ReasonKind::Config,
            format!("the endpoint does not offer this language pair: {said}"),
        );
    }
    Fault::item(
        ReasonKind::BadReply,
        format!(
            "the endpoint rejects the request (status {}): {said}",
            reply.status
        ),
    )
}

/// LibreTranslate answers 400 and LiteLLM 400 or 500 where a key is missing.
#[must_use]
pub fn looks_like_a_missing_key(lower: &str) -> bool {
    [
        "api key",
        "api_key",
        "apikey",
        "api-key",
        "authentication",
        "unauthorized",
        "authorization header",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// Google's `RetryInfo`, `"34s"`.
fn retry_info(reply: &Reply) -> Option<Duration> {
    let body = reply.json().ok()?;
    let body = body.get(0).unwrap_or(&body);
    let details = body.pointer("/error/details")?.as_array()?;
    let delay = details
        .iter()
        .find_map(|detail| detail.get("retryDelay")?.as_str())?;
    let seconds: f64 = delay.strip_suffix('s')?.parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(86_400.0)))
}

fn redirect_host(reply: &Reply) -> String {
    let Some(host) = reply
        .header("location")
        .and_then(|to| to.split_once("://"))
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .map(|authority| authority.rsplit('@').next().unwrap_or(authority))
    else {
        return String::new();
    };
    format!(" to {}", shown(host, 80))
}

/// A fault for a reply of status 200 that is not what it should be: a web
/// page of a proxy, JSON that was cut, or something else.
#[must_use]
pub fn unreadable(body: &[u8], error: &serde_json::Error) -> Fault {
    let start = String::from_utf8_lossy(&body[..body.len().min(512)]);
    let start = start.trim_start().to_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Fault::stop(
            ReasonKind::Config,
            "the endpoint answered with a web page; check --base-url (is its /v1 missing, or does a proxy want a login?)",
        );
    }
    if error.is_eof() {
        return Fault::new(
            ReasonKind::BadReply,
            Action::Retry,
            "the reply was cut in the middle",
        );
    }
    Fault::new(
        ReasonKind::BadReply,
        Action::Retry,
        "the reply is not JSON that can be read",
    )
}
