//! Whether a line takes questions: one that cannot answer is closed, for a
//! while or for the rest of the run, and says why.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::lock;
use crate::halt::Cause;
use crate::outcome::ReasonKind;
use crate::provider::{Action, Fault};

/// So many calls in a row that fail on the connection mean that the endpoint
/// is gone.
const GONE: u32 = 3;
/// An endpoint that is gone is looked for again after so long, then after
/// twice as long, …
const REST: Duration = Duration::from_secs(60);
/// … but not later than this.
const LONGEST_REST: Duration = Duration::from_secs(900);

/// So many calls in a row that are rejected in the same words, before any was
/// answered, mean that no call to the endpoint will do.
const ALIKE: u32 = 3;

/// A line's door.
#[derive(Default)]
pub(super) struct Door {
    state: Mutex<State>,
    shut: Notify,
}

#[derive(Default)]
struct State {
    closed: Option<Closed>,
    failed_in_a_row: u32,
    outages: u32,
    rejected: Option<(String, u32)>,
    /// It has answered a call.
    works: bool,
}

struct Closed {
    cause: Cause,
    /// Since the run began; none for the rest of it.
    until: Option<Duration>,
    told: bool,
}

impl Door {
    /// Why no question is taken now.
    pub(super) fn cause(&self, now: Duration) -> Option<Cause> {
        let mut state = lock(&self.state);
        let closed = state.closed.as_ref()?;
        if closed.until.is_some_and(|until| until <= now) {
            state.closed = None;
            return None;
        }
        Some(closed.cause.clone())
    }

    /// Why no question is taken now, where nobody has been told yet.
    pub(super) fn news(&self) -> Option<Cause> {
        let mut state = lock(&self.state);
        let closed = state.closed.as_mut().filter(|closed| !closed.told)?;
        closed.told = true;
        Some(closed.cause.clone())
    }

    /// Closes until then, or for the rest of the run. What is closed stays
    /// so for its first cause.
    pub(super) fn close(&self, cause: Cause, until: Option<Duration>) {
        let mut state = lock(&self.state);
        if state.closed.is_none() {
            state.closed = Some(Closed {
                cause,
                until,
                told: false,
            });
        }
        drop(state);
        self.shut.notify_waiters();
    }

    /// Returns when the line is closed; to be made before [`Self::cause`] is
    /// asked for.
    pub(super) fn shut(&self) -> Notified<'_> {
        self.shut.notified()
    }

    /// A call was answered.
    pub(super) fn answered(&self) {
        let mut state = lock(&self.state);
        state.failed_in_a_row = 0;
        state.outages = 0;
        state.works = true;
    }

    /// A call was given up; whether it is one of several in a row that were
    /// all rejected in the same words, which is about how the endpoint is
    /// asked and not about an article. Where another article was answered,
    /// it is about the articles.
    pub(super) fn rejected_alike(&self, fault: &Fault) -> bool {
        if fault.reason != ReasonKind::BadReply || fault.action != Action::FailItem {
            return false;
        }
        let mut state = lock(&self.state);
        if state.works {
            return false;
        }
        let before = match state.rejected.take() {
            Some((words, count)) if words == fault.message => count,
            _ => 0,
        };
        state.rejected = Some((fault.message.clone(), before + 1));
        before + 1 >= ALIKE
    }

    /// A call was given up; for how long the endpoint is gone, if it is.
    pub(super) fn given_up(&self, fault: &Fault) -> Option<Duration> {
        if fault.reason != ReasonKind::Network {
            return None;
        }
        let mut state = lock(&self.state);
        state.failed_in_a_row += 1;
        if state.failed_in_a_row < GONE {
            return None;
        }
        let doubled = REST.saturating_mul(1 << state.outages.min(8));
        state.outages += 1;
        Some(doubled.min(LONGEST_REST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Reason;

    fn cause() -> Cause {
        Cause::Endpoint(Reason::new(ReasonKind::Network, "gone"))
    }

    #[test]
    fn a_door_opens_again_after_its_time_and_not_before() {
        let door = Door::default();
        assert_eq!(door.cause(Duration::ZERO), None);
        door.close(cause(), Some(Duration::from_secs(60)));
        assert_eq!(door.cause(Duration::from_secs(59)), Some(cause()));
        assert_eq!(door.cause(Duration::from_secs(60)), None);
        door.close(cause(), None);
        assert_eq!(door.cause(Duration::MAX), Some(cause()));
    }

    #[test]
    fn a_closing_is_told_once() {
        let door = Door::default();
        assert_eq!(door.news(), None);
        door.close(cause(), None);
        assert_eq!(door.news(), Some(cause()));
        assert_eq!(door.news(), None);
    }

    #[test]
    fn an_endpoint_is_gone_after_three_failures_and_looked_for_ever_later() {
        let door = Door::default();
        let fault = Fault::new(ReasonKind::Network, Action::Retry, "x");
        let rests: Vec<Option<u64>> = (0..9)
            .map(|_| door.given_up(&fault).map(|rest| rest.as_secs()))
            .collect();
        let rows = [
            None,
            None,
            Some(60),
            Some(120),
            Some(240),
            Some(480),
            Some(900),
        ];
        assert_eq!(rests[..7], rows);
        door.answered();
        assert_eq!(door.given_up(&fault), None);
        let refused = Fault::item(ReasonKind::Refused, "x");
        assert_eq!((0..5).find_map(|_| door.given_up(&refused)), None);
    }

    #[test]
    fn three_rejections_alike_in_a_row_are_about_the_endpoint() {
        let door = Door::default();
        let rejected = |words: &str| door.rejected_alike(&Fault::item(ReasonKind::BadReply, words));
        assert!(!rejected("a") && !rejected("a") && !rejected("b") && !rejected("b"));
        assert!(rejected("b"));
        let refused = Fault::item(ReasonKind::Refused, "x");
        assert!(!(0..5).any(|_| door.rejected_alike(&refused)));
    }

    #[test]
    fn bad_articles_in_a_row_do_not_close_an_endpoint_that_works() {
        let door = Door::default();
        door.answered();
        let rejected = Fault::item(ReasonKind::BadReply, "a");
        assert!(!(0..5).any(|_| door.rejected_alike(&rejected)));
    }
}
