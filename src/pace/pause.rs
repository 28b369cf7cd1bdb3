//! The closed window that all requests to an endpoint share.

use std::time::Duration;

/// The first wait without a hint; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait without a hint.
const LONGEST: Duration = Duration::from_secs(30);

/// When requests may leave again.
#[derive(Debug, Default)]
pub(super) struct Pause {
    until: Duration,
    /// Complaints in a row without a hint.
    complaints: u32,
    /// Outages in a row without a success between them.
    outages: u32,
}

impl Pause {
    /// Until when nothing may leave.
    pub(super) fn until(&self) -> Duration {
        self.until
    }

    /// Whether the endpoint has yet to show that it is back.
    pub(super) fn on_trial(&self) -> bool {
        self.outages > 1
    }

    /// Something succeeded.
    pub(super) fn over(&mut self) {
        self.complaints = 0;
        self.outages = 0;
    }

    /// The endpoint complained of the rate; `fresh` for the first complaint
    /// since requests were let through.
    pub(super) fn throttled(&mut self, now: Duration, hint: Option<Duration>, fresh: bool) {
        if fresh {
            self.complaints = self.complaints.saturating_add(1);
        }
        let wait = hint.unwrap_or_else(|| backoff(self.complaints));
        self.close(now, wait);
    }

    /// The endpoint served nobody. The first time is left to the one request
    /// that met it, since a single bad answer is no outage.
    pub(super) fn overloaded(&mut self, now: Duration, hint: Option<Duration>, fresh: bool) {
        if fresh {
            self.outages = self.outages.saturating_add(1);
        }
        match hint {
            Some(hint) => self.close(now, hint),
            None if self.on_trial() => self.close(now, backoff(self.outages - 1)),
            None => {}
        }
    }

    fn close(&mut self, now: Duration, wait: Duration) {
        self.until = self.until.max(now.saturating_add(wait));
    }
}

fn backoff(times: u32) -> Duration {
    FIRST
        .saturating_mul(1 << times.saturating_sub(1).min(16))
        .min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let seconds: Vec<f64> = [1, 2, 3, 6, 7, 99]
            .map(|times| backoff(times).as_secs_f64())
            .to_vec();
        assert_eq!(seconds, [0.5, 1.0, 2.0, 16.0, 30.0, 30.0]);
    }

    #[test]
    fn an_absurd_hint_does_not_overflow() {
        let mut pause = Pause::default();
        pause.throttled(Duration::from_secs(1), Some(Duration::MAX), true);
        assert_eq!(pause.until(), Duration::MAX);
    }

    #[test]
    fn a_short_hint_does_not_reopen_a_closed_window() {
        let mut pause = Pause::default();
        pause.throttled(Duration::ZERO, Some(Duration::from_secs(9)), true);
        pause.throttled(Duration::ZERO, Some(Duration::from_secs(1)), false);
        assert_eq!(pause.until(), Duration::from_secs(9));
    }

    #[test]
    fn one_bad_answer_closes_nothing() {
        let mut pause = Pause::default();
        pause.overloaded(Duration::ZERO, None, true);
        assert_eq!(pause.until(), Duration::ZERO);
        pause.overloaded(Duration::ZERO, None, true);
        assert_eq!(pause.until(), FIRST);
        assert!(pause.on_trial());
        pause.over();
        assert!(!pause.on_trial());
    }
}
