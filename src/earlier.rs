//! What becomes of results that an output already holds.

use crate::outcome::ReasonKind;
use crate::output::head::Ended;
use crate::output::lines::Start;

/// What becomes of results that an output already holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Earlier {
    /// They stay; articles that were never really tried are done again.
    #[default]
    Continue,
    /// Those that succeeded stay; every failed one is done again.
    RetryFailed,
    /// Those that succeeded stay, and those whose input was of no use; the
    /// rest comes again.
    Arrived,
    /// They are dropped.
    Fresh,
}

/// Reasons that are not the article's fault: it was never really tried.
const NOT_TRIED: [ReasonKind; 10] = [
    ReasonKind::Auth,
    ReasonKind::Quota,
    ReasonKind::NotFound,
    ReasonKind::Config,
    ReasonKind::Tls,
    ReasonKind::Budget,
    ReasonKind::Deferred,
    ReasonKind::Fault,
    ReasonKind::Interrupted,
    ReasonKind::Rate,
];

/// Reasons that an article of a batch may have.
const SENT: [ReasonKind; ReasonKind::ALL.len() - 1] = {
    let mut sent = [ReasonKind::Truncated; ReasonKind::ALL.len() - 1];
    let (mut from, mut to) = (0, 0);
    while from < ReasonKind::ALL.len() {
        if !matches!(ReasonKind::ALL[from], ReasonKind::Input) {
            sent[to] = ReasonKind::ALL[from];
            to += 1;
        }
        from += 1;
    }
    sent
};

impl Earlier {
    pub(crate) fn start(self) -> Start<'static> {
        match self {
            Self::Continue => Start::Resume { again: &NOT_TRIED },
            Self::RetryFailed => Start::Resume {
                again: &ReasonKind::ALL,
            },
            Self::Arrived => Start::Resume { again: &SENT },
            Self::Fresh => Start::Fresh,
        }
    }

    /// Whether a stored result is done again.
    pub(crate) fn redoes(self, ended: &Ended) -> bool {
        match self.start() {
            Start::Fresh => true,
            Start::Resume { again } => ended.reason.is_some_and(|reason| again.contains(&reason)),
        }
    }
}
