//! How an article ended, why, and what the whole run's exit code is.
//!
//! Plain data: the closed set of reasons, the three outcomes and the exit
//! codes are the same in every mode and for every endpoint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How one article ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Complete, and no check raised an error.
    Ok,
    /// Complete, but a check raised an error that a person must look at.
    Review,
    /// Not complete; [`Reason`] says why. No translation is given.
    Failed,
}

/// Why an article has no result. A closed set: scripts may match on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The answer was cut at a length limit.
    Truncated,
    /// The model declined.
    Refused,
    /// A safety filter of the service stopped the question or the answer.
    Blocked,
    /// The answer held no text.
    Empty,
    /// The source came back instead of a translation.
    Echo,
    /// Parts are missing, doubled, swapped or added.
    Mismatch,
    /// The model thought, and answered nothing.
    ReasoningOnly,
    /// The answer could not be read.
    BadReply,
    /// The text or the answer is over a size limit.
    TooLarge,
    /// The article itself cannot be used.
    Input,
    /// The endpoint refuses the key.
    Auth,
    /// The account has no money or quota left.
    Quota,
    /// The endpoint does not know the path or the model.
    NotFound,
    /// The endpoint rejects how it is asked.
    Config,
    /// The endpoint throttles.
    Rate,
    /// No complete answer within the time limits.
    Timeout,
    /// The connection failed.
    Network,
    /// The secure connection could not be trusted.
    Tls,
    /// The run's own limit on cost, requests, tokens or characters.
    Budget,
    /// The endpoint asked for a longer wait than allowed.
    Deferred,
    /// The run was stopped before this article was done.
    Interrupted,
    /// A fault of this program, which later versions may not have.
    Fault,
}

impl ReasonKind {
    /// Every reason.
    pub const ALL: [Self; 22] = [
        Self::Truncated,
        Self::Refused,
        Self::Blocked,
        Self::Empty,
        Self::Echo,
        Self::Mismatch,
        Self::ReasoningOnly,
        Self::BadReply,
        Self::TooLarge,
        Self::Input,
        Self::Auth,
        Self::Quota,
        Self::NotFound,
        Self::Config,
        Self::Rate,
        Self::Timeout,
        Self::Network,
        Self::Tls,
        Self::Budget,
        Self::Deferred,
        Self::Interrupted,
        Self::Fault,
    ];

    /// The name used in records and messages, such as `bad_reply`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Refused => "refused",
            Self::Blocked => "blocked",
            Self::Empty => "empty",
            Self::Echo => "echo",
            Self::Mismatch => "mismatch",
            Self::ReasoningOnly => "reasoning_only",
            Self::BadReply => "bad_reply",
            Self::TooLarge => "too_large",
            Self::Input => "input",
            Self::Auth => "auth",
            Self::Quota => "quota",
            Self::NotFound => "not_found",
            Self::Config => "config",
            Self::Rate => "rate",
            Self::Timeout => "timeout",
            Self::Network => "network",
            Self::Tls => "tls",
            Self::Budget => "budget",
            Self::Deferred => "deferred",
            Self::Interrupted => "interrupted",
            Self::Fault => "fault",
        }
    }

    /// Whether the endpoint as a whole refuses us, so that asking it for
    /// another article is of no use.
    #[must_use]
    pub fn is_about_the_endpoint(self) -> bool {
        matches!(
            self,
            Self::Auth | Self::Quota | Self::NotFound | Self::Config | Self::Tls
        )
    }
}

/// A [`ReasonKind`] with one sentence for the person who reads it.
///
/// The message never holds a key or text of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Which of the closed set.
    pub kind: ReasonKind,
    /// What happened and what to do.
    pub message: String,
}

impl Reason {
    /// A reason with its message.
    #[must_use]
    pub fn new(kind: ReasonKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

/// What the process tells its caller. The same in every mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Every article is ok (or complete with flags, without `--strict`).
    Done,
    /// A fault of this program.
    Fault,
    /// Usage or configuration; found before anything was paid for.
    Usage,
    /// Some articles failed.
    SomeFailed,
    /// No article succeeded, or the endpoint refuses us.
    NoneSucceeded,
    /// All complete, some flagged, under `--strict`.
    Flagged,
    /// Stopped at a budget.
    Budget,
    /// Stopped by SIGINT.
    Interrupted,
    /// Stopped by SIGTERM.
    Terminated,
}

impl Exit {
    /// The number given to the operating system.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Fault => 1,
            Self::Usage => 2,
            Self::SomeFailed => 3,
            Self::NoneSucceeded => 4,
            Self::Flagged => 5,
            Self::Budget => 6,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }
}
