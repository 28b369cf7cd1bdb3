//! Even spacing of requests or tokens.

use std::time::Duration;

/// Below this spacing a request that left late is caught up with whatever
/// the endpoint: waits end a little late, which would cost a fast endpoint
/// much of its rate.
const FINE: Duration = Duration::from_millis(20);
/// How much lateness is caught up with then.
const CATCH_UP: Duration = Duration::from_millis(2);

/// The share of the spacing that is caught up with where the rate keeps
/// something back: a third of that.
const SPARED: f64 = 0.006;

/// What is known of the endpoint's bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bucket {
    /// It holds several requests: one that comes a little early is let in.
    Roomy,
    /// Nothing, but the rate keeps something back for what comes early.
    Spared,
    /// Nothing. It may refuse whatever comes early.
    Unknown,
}

/// A gate that lets units through at a rate.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// When the last request left, or would have left on time.
    last: Duration,
    /// Units it took; the first counts twice, since it has a connection to
    /// open and arrives late.
    units: f64,
    used: bool,
}

impl Gate {
    /// When the next request may pass at this rate, in units a second.
    pub(super) fn ready(&self, rate: Option<f64>) -> Duration {
        rate.map_or(Duration::ZERO, |rate| {
            self.last.saturating_add(self.gap(rate))
        })
    }

    /// Lets so many units through now.
    pub(super) fn take(&mut self, now: Duration, units: f64, rate: Option<f64>, bucket: Bucket) {
        self.last = match rate {
            Some(rate) => {
                let caught_up = match (bucket, self.gap(rate)) {
                    (Bucket::Roomy, gap) => CATCH_UP.max(gap / 2),
                    (_, gap) if gap < FINE => CATCH_UP,
                    (Bucket::Spared, gap) => gap.mul_f64(SPARED),
                    (Bucket::Unknown, _) => Duration::ZERO,
                };
                let on_time = self.ready(Some(rate));
                on_time.max(now.saturating_sub(caught_up)).min(now)
            }
            None => now,
        };
        self.units = if self.used { units } else { units * 2.0 };
        self.used = true;
    }

    fn gap(&self, rate: f64) -> Duration {
        Duration::try_from_secs_f64(self.units / rate).unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOW: Option<f64> = Some(20.0);
    const FAST: Option<f64> = Some(500.0);

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn after(now: Duration) -> Gate {
        Gate {
            last: now,
            units: 1.0,
            used: true,
        }
    }

    #[test]
    fn spaces_from_the_real_departure() {
        let mut gate = after(at(0));
        gate.take(at(53), 1.0, SLOW, Bucket::Unknown);
        assert_eq!(gate.ready(SLOW), at(103));
    }

    #[test]
    fn a_lower_rate_holds_for_the_very_next_request() {
        let gate = after(at(100));
        assert_eq!(gate.ready(SLOW), at(150));
        assert_eq!(gate.ready(Some(10.0)), at(200));
        assert_eq!(gate.ready(None), Duration::ZERO);
    }

    #[test]
    fn catches_up_where_the_spacing_is_fine() {
        let mut gate = after(at(98));
        gate.take(at(101), 1.0, FAST, Bucket::Unknown);
        assert_eq!(gate.ready(FAST), at(102));
        gate.take(at(500), 1.0, FAST, Bucket::Unknown);
        assert_eq!(gate.ready(FAST), at(500));
    }

    #[test]
    fn catches_up_where_the_bucket_has_room() {
        let mut gate = after(at(0));
        gate.take(at(60), 1.0, SLOW, Bucket::Roomy);
        assert_eq!(gate.ready(SLOW), at(100));
        gate.take(at(400), 1.0, SLOW, Bucket::Roomy);
        assert_eq!(gate.ready(SLOW), at(425));
    }

    #[test]
    fn catches_up_a_little_where_something_is_kept_back() {
        let mut gate = after(at(0));
        gate.take(at(51), 1.0, SLOW, Bucket::Spared);
        let ready = gate.ready(SLOW);
        assert!(ready < at(101) && ready > at(100), "{ready:?}");
    }

    #[test]
    fn the_first_request_gets_time_to_connect() {
        let mut gate = Gate::default();
        gate.take(at(0), 1.0, SLOW, Bucket::Unknown);
        assert_eq!(gate.ready(SLOW), at(100));
        gate.take(at(100), 1.0, SLOW, Bucket::Unknown);
        assert_eq!(gate.ready(SLOW), at(150));
    }

    #[test]
    fn absurd_units_do_not_overflow() {
        let mut gate = Gate::default();
        gate.take(at(1), 1e300, Some(1e-300), Bucket::Roomy);
        assert_eq!(gate.ready(Some(1e-300)), Duration::MAX);
    }
}
