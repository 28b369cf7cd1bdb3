//! When to try again. Pure: no clock, no randomness, no waiting.
//!
//! One table for every endpoint. A server's own hint wins over the growing
//! pause; hints that make no sense are ignored; a hint beyond the allowed
//! wait defers the article instead of sleeping for hours.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::provider::{Action, Fault, Reply};

/// How patient a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// Tries of one call, the first included; with 0 no call is sent twice,
    /// whatever the fault.
    pub tries: u32,
    /// The first pause; each next one may be twice as long.
    pub first: Duration,
    /// No pause of our own is longer.
    pub cap: Duration,
    /// A wait that the endpoint asks for and that is longer defers.
    pub longest_wait: Duration,
}

/// What to do after a fault.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Try again after this pause.
    After(Duration),
    /// The endpoint wants a longer wait than allowed.
    Deferred(Duration),
    /// Do not try again.
    GiveUp,
}

/// The tries of one call so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    failed: u32,
    stale: u32,
    asked_again: bool,
    adapted: Vec<String>,
    /// Whether the call is to be described with a higher output limit.
    pub ask_for_more: bool,
}

/// A stale connection is replaced at once, but not for ever.
const STALE_TRIES: u32 = 3;
/// Fields that are left out for one call at most.
const ADAPTATIONS: usize = 3;

impl Tries {
    /// Decides after a fault. `chance` is in 0..1 and spreads the pauses.
    pub fn next(
        &mut self,
        fault: &Fault,
        hint: Option<Duration>,
        patience: &Patience,
        chance: f64,
    ) -> Next {
        if patience.tries == 0 {
            return Next::GiveUp;
        }
        match &fault.action {
            Action::Stop | Action::FailItem | Action::SendSmaller => Next::GiveUp,
            Action::RetryNow if self.stale < STALE_TRIES => {
                self.stale += 1;
                Next::After(Duration::ZERO)
            }
            Action::Adapt(field)
                if self.adapted.len() < ADAPTATIONS && !self.adapted.contains(field) =>
            {
                self.adapted.push(field.clone());
                Next::After(Duration::ZERO)
            }
            Action::Adapt(_) => Next::GiveUp,
            Action::AskAgain if !self.asked_again => {
                self.asked_again = true;
                Next::After(Duration::ZERO)
            }
            Action::AskForMore if !self.ask_for_more => {
                self.ask_for_more = true;
                Next::After(Duration::ZERO)
            }
            Action::AskAgain | Action::AskForMore => Next::GiveUp,
            Action::Retry | Action::RetryNow | Action::SlowDown => {
                self.pause(hint, patience, chance)
            }
        }
    }

    fn pause(&mut self, hint: Option<Duration>, patience: &Patience, chance: f64) -> Next {
        self.failed += 1;
        if self.failed >= patience.tries {
            return Next::GiveUp;
        }
        match hint {
            Some(wait) if wait > patience.longest_wait => Next::Deferred(wait),
            Some(wait) => Next::After(wait.mul_f64(1.0 + 0.1 * chance)),
            None => {
                let doubled = patience
                    .first
                    .saturating_mul(1 << (self.failed - 1).min(16));
                Next::After(doubled.min(patience.cap).mul_f64(chance))
            }
        }
    }
}

/// No hint is believed beyond this.
const ABSURD: f64 = 86_400.0;

/// How long a reply asks to wait: `retry-after-ms`, then `retry-after` in
/// seconds or as an HTTP date (against the reply's own `date`, so that a
/// wrong clock here does not matter), then the time of the vendor's own
/// rate headers. Negative, absurd and unreadable values are no hint.
#[must_use]
pub fn hint(reply: &Reply) -> Option<Duration> {
    let milliseconds = reply
        .header("retry-after-ms")
        .and_then(number)
        .map(|milliseconds| milliseconds / 1000.0);
    let seconds = || reply.header("retry-after").and_then(number);
    milliseconds
        .and_then(sensible)
        .or_else(|| seconds().and_then(sensible))
        .or_else(|| retry_date(reply).and_then(sensible))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

fn sensible(seconds: f64) -> Option<Duration> {
    (seconds.is_finite() && (0.0..=ABSURD).contains(&seconds))
        .then(|| Duration::from_secs_f64(seconds))
}

fn retry_date(reply: &Reply) -> Option<f64> {
    let until = http_date(reply.header("retry-after")?)?;
    let now = http_date(reply.header("date")?)?;
    #[expect(clippy::cast_precision_loss, reason = "seconds of a day fit")]
    Some((until.as_second() - now.as_second()) as f64)
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

/// Retries that the whole process may make: many failures in a row empty
/// it, and then calls fail fast instead of each insisting on its own tries.
#[derive(Debug)]
pub struct RetryBudget {
    left: u32,
}

const BUDGET: u32 = 500;

impl Default for RetryBudget {
    fn default() -> Self {
        Self { left: BUDGET }
    }
}

impl RetryBudget {
    /// Takes what one retry costs; `false` when the budget is empty.
    pub fn spend(&mut self, fault: &Fault) -> bool {
        let cost = match (&fault.action, fault.reason) {
            (Action::SlowDown | Action::Adapt(_) | Action::RetryNow, _) => 0,
            (_, crate::outcome::ReasonKind::Timeout) => 10,
            _ => 5,
        };
        let enough = self.left >= cost;
        self.left = self.left.saturating_sub(cost);
        enough
    }

    /// Gives a little back for a success.
    pub fn refill(&mut self) {
        self.left = (self.left + 1).min(BUDGET);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::ReasonKind;

    const PATIENCE: Patience = Patience {
        tries: 4,
        first: Duration::from_millis(500),
        cap: Duration::from_secs(30),
        longest_wait: Duration::from_secs(60),
    };

    fn fault(action: Action) -> Fault {
        Fault::new(ReasonKind::Network, action, "x")
    }

    fn hint_of(headers: &[(&str, &str)]) -> Option<Duration> {
        hint(&Reply {
            status: 429,
            headers: headers
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect(),
            body: Vec::new(),
        })
    }

    #[test]
    fn what_must_not_be_sent_twice_is_not() {
        let once = Patience {
            tries: 0,
            ..PATIENCE
        };
        for action in [
            Action::Retry,
            Action::RetryNow,
            Action::SlowDown,
            Action::AskAgain,
            Action::AskForMore,
            Action::Adapt("x".to_owned()),
        ] {
            let next = Tries::default().next(&fault(action), None, &once, 0.5);
            assert_eq!(next, Next::GiveUp);
        }
    }

    #[test]
    fn hints_are_read_in_every_form_and_absurd_ones_ignored() {
        let date = ("date", "Mon, 23 Nov 2026 10:00:00 GMT");
        for (headers, seconds) in [
            (&[("retry-after", "7")][..], Some(7.0)),
            (&[("retry-after", "0.25")], Some(0.25)),
            (
                &[("retry-after-ms", "1500"), ("retry-after", "9")],
                Some(1.5),
            ),
            (
                &[("retry-after", "Mon, 23 Nov 2026 10:00:30 GMT"), date],
                Some(30.0),
            ),
            (
                &[("retry-after", "Mon, 23 Nov 2026 09:00:00 GMT"), date],
                None,
            ),
            (
                &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"), date],
                None,
            ),
            (&[("retry-after", "Mon, 23 Nov 2026 10:00:30 GMT")], None),
            (&[("retry-after", "-1")], None),
            (&[("retry-after", "1e9")], None),
            (&[("retry-after", "NaN")], None),
            (&[("retry-after", "inf")], None),
            (&[("retry-after", "soon")], None),
            (&[("retry-after", "3600")], Some(3600.0)),
            (&[("retry-after-ms", "-5"), ("retry-after", "2")], Some(2.0)),
            (&[], None),
        ] {
            let want = seconds.map(Duration::from_secs_f64);
            assert_eq!(hint_of(headers), want, "{headers:?}");
        }
    }

    #[test]
    fn pauses_grow_within_their_cap_and_end() {
        let mut tries = Tries::default();
        let mut pauses = Vec::new();
        while let Next::After(pause) = tries.next(&fault(Action::Retry), None, &PATIENCE, 1.0) {
            pauses.push(pause.as_millis());
        }
        assert_eq!(pauses, [500, 1000, 2000]);
    }

    #[test]
    fn a_long_hint_defers_and_a_short_one_is_kept() {
        let mut tries = Tries::default();
        let long = Duration::from_secs(61);
        let deferred = tries.next(&fault(Action::SlowDown), Some(long), &PATIENCE, 0.5);
        assert_eq!(deferred, Next::Deferred(long));
        let short = Duration::from_secs(10);
        let next = tries.next(&fault(Action::SlowDown), Some(short), &PATIENCE, 1.0);
        assert_eq!(next, Next::After(Duration::from_secs(11)));
    }

    #[test]
    fn what_costs_money_is_asked_once_more_at_most() {
        for action in [
            Action::AskAgain,
            Action::AskForMore,
            Action::Adapt("seed".into()),
        ] {
            let mut tries = Tries::default();
            let first = tries.next(&fault(action.clone()), None, &PATIENCE, 1.0);
            assert_eq!(first, Next::After(Duration::ZERO));
            let second = tries.next(&fault(action), None, &PATIENCE, 1.0);
            assert_eq!(second, Next::GiveUp);
        }
        for action in [Action::Stop, Action::FailItem, Action::SendSmaller] {
            let next = Tries::default().next(&fault(action), None, &PATIENCE, 1.0);
            assert_eq!(next, Next::GiveUp);
        }
    }

    #[test]
    fn an_empty_budget_refuses_retries_until_something_succeeds() {
        let mut budget = RetryBudget::default();
        let many = (0..1000)
            .take_while(|_| budget.spend(&fault(Action::Retry)))
            .count();
        assert_eq!(many, 100);
        for _ in 0..5 {
            budget.refill();
        }
        assert!(budget.spend(&fault(Action::Retry)));
    }

    proptest::proptest! {
        #[test]
        fn no_header_makes_a_wait_that_is_absurd(
            after in "\\PC{0,40}|[-+0-9.eE]{0,30}|[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{1,6} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
            milliseconds in "[-+0-9.eEinfNa]{0,30}",
            date in "Mon, 23 Nov 2026 10:00:00 GMT|\\PC{0,30}",
            chance in 0.0..1.0,
        ) {
            let headers = [
                ("retry-after", after.as_str()),
                ("retry-after-ms", milliseconds.as_str()),
                ("date", date.as_str()),
            ];
            let hint = hint_of(&headers);
            proptest::prop_assert!(hint.is_none_or(|wait| wait <= Duration::from_secs(86_400)));
            let next = Tries::default().next(&fault(Action::SlowDown), hint, &PATIENCE, chance);
            if let Next::After(pause) = next {
                proptest::prop_assert!(pause <= PATIENCE.longest_wait.mul_f64(1.1));
            }
        }

        #[test]
        fn a_number_of_seconds_is_the_wait(seconds in 0..86_400_u32, fraction in 0..1000_u32) {
            let text = format!("{seconds}.{fraction:03}");
            let hint = hint_of(&[("retry-after", &text)]).unwrap();
            let wanted = f64::from(seconds) + f64::from(fraction) / 1000.0;
            proptest::prop_assert!((hint.as_secs_f64() - wanted).abs() < 1e-6);
        }
    }
}
