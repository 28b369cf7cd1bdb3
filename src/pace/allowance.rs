//! What an endpoint's headers tell about its limits.
//!
//! Vendors mean two different things by "reset": the time until a bucket is
//! full again (OpenAI, Anthropic, Groq), or the end of a fixed window (most
//! gateways). Nothing in the headers says which, so a reading is believed
//! only once successive answers agree with one of the two.

use std::time::Duration;

/// What one answer's rate headers say about one kind of unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Allowance {
    /// Units that the endpoint allows, in a window or in a full bucket.
    pub limit: Option<f64>,
    /// Units that are left.
    pub remaining: Option<f64>,
    /// Time from the answer to the reset.
    pub reset: Option<Duration>,
}

impl Allowance {
    /// The time until the reset of a bucket from which requests are refused,
    /// and the units that it misses: the whole of it, or the one that was
    /// asked for. Which of the two the endpoint means, nothing says.
    pub(super) fn reset_when_empty(&self) -> Option<(Duration, f64)> {
        let empty = self.remaining.is_none_or(|remaining| remaining < 1.0);
        let missing = self.limit.unwrap_or(1.0).max(1.0);
        self.reset.filter(|_| empty).map(|reset| (reset, missing))
    }
}

/// What one answer's `x-ratelimit-*` or `anthropic-ratelimit-*` headers say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Observed {
    /// About requests.
    pub requests: Allowance,
    /// About tokens.
    pub tokens: Allowance,
}

/// Answers that must agree before a refill rate is believed; twice as many
/// after each contradiction.
const AGREEING: u32 = 3;
/// How far apart the bounds of a believed refill rate may lie.
const TIGHT: f64 = 1.15;
/// How far apart two answers may put the end of the same window: some give
/// it in whole seconds.
const SAME_END: Duration = Duration::from_millis(1100);
/// How long a window's end must have stood still.
const STILL: Duration = Duration::from_secs(3);
/// The share of the limit below which the rest is spread evenly. Above it
/// there is no reason to hold anything back.
const LOW: f64 = 0.1;

/// What an endpoint's answers have told so far about one kind of unit.
#[derive(Debug, Default)]
pub(super) struct Reading {
    refill: Option<Refill>,
    window: Option<Window>,
    latest: Option<Level>,
    /// Whether the endpoint refused a request while it said that many are
    /// left: it counts something else as well.
    doubts_plenty: bool,
}

/// Bounds, in units a second, that all answers since the last contradiction
/// put on the rate at which a bucket refills.
#[derive(Clone, Copy, Debug)]
struct Refill {
    least: f64,
    most: f64,
    answers: u32,
    contradictions: u32,
}

/// The end of a window, and since when and until when it has stood still.
#[derive(Clone, Copy, Debug)]
struct Window {
    end: Duration,
    first_seen: Duration,
    last_seen: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    limit: f64,
    remaining: f64,
    reset: Duration,
}

impl Reading {
    /// Takes in the headers of a successful answer. Refusals are left out:
    /// they find the bucket at a fraction that no header shows.
    pub(super) fn observe(&mut self, now: Duration, allowance: &Allowance) {
        let Some(level) = Level::of(allowance) else {
            return;
        };
        self.latest = Some(level);
        if level.remaining >= level.limit || level.reset.is_zero() {
            return;
        }
        self.window = Some(Window::next(self.window, now, level));
        self.refill = Some(Refill::next(self.refill, level));
    }

    /// The endpoint refused a request. If it did not say that none is left,
    /// it counts something else as well: from now on the allowance is spread
    /// evenly, however much of it is left.
    pub(super) fn refused(&mut self, allowance: &Allowance) {
        let none_left = allowance.remaining.is_some_and(|left| left < 1.0);
        self.doubts_plenty |= !none_left;
    }

    /// Whether the answers so far agree on a meaning.
    pub(super) fn is_trusted(&self) -> bool {
        self.window.is_some_and(|window| window.is_trusted())
            || self.refill.is_some_and(|refill| refill.is_trusted())
    }

    /// The rate, in units a second, that the rest of the allowance bears, or
    /// none while there is plenty. Fewer than `reserve` units, or than a
    /// tenth of the limit, are not plenty.
    pub(super) fn rate(&self, reserve: f64) -> Option<f64> {
        let level = self.latest?;
        let plenty = level.remaining > (level.limit * LOW).max(2.0 * reserve);
        if plenty && !self.doubts_plenty {
            return None;
        }
        let rate = if self.window.is_some_and(|window| window.is_trusted()) {
            Some(level.remaining.max(1.0) / level.reset.as_secs_f64().max(0.001))
        } else {
            let refill = self.refill.filter(Refill::is_trusted);
            refill.map(|refill| refill.rate())
        };
        rate.filter(|rate| rate.is_finite())
    }

    /// Units that a full bucket holds, where it is known to be one, and the
    /// only one.
    pub(super) fn bucket(&self) -> Option<f64> {
        let level = self.latest?;
        let known = self.refill.is_some_and(|refill| refill.is_trusted());
        (known && !self.doubts_plenty).then_some(level.limit)
    }

    /// The wait that a refusal's headers ask for: until the reset, or until
    /// the next unit where it is known how fast they come.
    pub(super) fn wait(&self, allowance: &Allowance) -> Option<Duration> {
        let reset = allowance.reset?;
        if allowance
            .remaining
            .is_some_and(|remaining| remaining >= 1.0)
        {
            return None;
        }
        if self.window.is_some_and(|window| window.is_trusted()) {
            return Some(reset);
        }
        let unit = self
            .refill
            .filter(Refill::is_trusted)
            .and_then(|refill| Duration::try_from_secs_f64(1.0 / refill.rate()).ok());
        Some(unit.map_or(reset, |unit| unit.min(reset)))
    }
}

impl Level {
    fn of(allowance: &Allowance) -> Option<Self> {
        let level = Level {
            limit: allowance.limit?,
            remaining: allowance.remaining?,
            reset: allowance.reset?,
        };
        let sound = level.limit.is_finite() && level.limit > 0.0 && level.remaining >= 0.0;
        sound.then_some(level)
    }
}

impl Window {
    fn next(last: Option<Window>, now: Duration, level: Level) -> Window {
        let end = now.saturating_add(level.reset);
        match last {
            Some(window) if window.end.abs_diff(end) <= SAME_END => Window {
                last_seen: now,
                ..window
            },
            _ => Window {
                end,
                first_seen: now,
                last_seen: now,
            },
        }
    }

    fn is_trusted(&self) -> bool {
        self.last_seen.saturating_sub(self.first_seen) >= STILL
    }
}

impl Refill {
    fn of(level: Level) -> Self {
        // The remaining units are rounded down, and some vendors round the
        // time up to whole seconds. A unit has just been taken, so at least
        // one is missing.
        let missing = level.limit - level.remaining;
        let reset = level.reset.as_secs_f64();
        let rounding = if level.reset.subsec_nanos() == 0 {
            1.0
        } else {
            0.0
        };
        Self {
            least: (missing - 1.0).max(1.0) / reset,
            most: missing / (reset - rounding).max(f64::MIN_POSITIVE),
            answers: 1,
            contradictions: 0,
        }
    }

    fn next(last: Option<Refill>, level: Level) -> Self {
        let this = Self::of(level);
        let Some(last) = last else {
            return this;
        };
        let both = Self {
            least: last.least.max(this.least),
            most: last.most.min(this.most),
            answers: last.answers.saturating_add(1),
            contradictions: last.contradictions,
        };
        if both.most >= both.least * 0.97 {
            both
        } else {
            Self {
                contradictions: last.contradictions.saturating_add(1),
                ..this
            }
        }
    }

    fn is_trusted(&self) -> bool {
        self.answers >= AGREEING << self.contradictions.min(10) && self.most <= self.least * TIGHT
    }

    fn rate(&self) -> f64 {
        (self.least * self.most).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowance(limit: f64, remaining: f64, reset: f64) -> Allowance {
        Allowance {
            limit: Some(limit),
            remaining: Some(remaining),
            reset: Duration::try_from_secs_f64(reset).ok(),
        }
    }

    /// Feeds (time, remaining, reset) triples.
    fn read(limit: f64, answers: &[(f64, f64, f64)]) -> Reading {
        let mut reading = Reading::default();
        for &(now, remaining, reset) in answers {
            reading.observe(
                Duration::from_secs_f64(now),
                &allowance(limit, remaining, reset),
            );
        }
        reading
    }

    fn about(rate: Option<f64>, expected: f64) -> bool {
        rate.is_some_and(|rate| (rate / expected - 1.0).abs() < 0.05)
    }

    #[test]
    fn reads_a_refilling_bucket() {
        let reading = read(
            20.0,
            &[(0.05, 4.0, 0.8), (0.06, 9.0, 0.55), (0.07, 2.0, 0.87)],
        );
        assert!(about(reading.rate(16.0), 20.0), "{:?}", reading.rate(16.0));
    }

    #[test]
    fn reads_a_strict_bucket() {
        let reading = read(
            1.0,
            &[(0.05, 0.0, 0.05), (0.1, 0.0, 0.05), (0.2, 0.0, 0.05)],
        );
        assert!(about(reading.rate(16.0), 20.0));
    }

    #[test]
    fn whole_seconds_say_too_little_about_a_strict_bucket() {
        let reading = read(1.0, &[(0.05, 0.0, 1.0), (0.1, 0.0, 1.0), (0.2, 0.0, 1.0)]);
        assert_eq!(reading.rate(16.0), None);
    }

    #[test]
    fn reads_a_fixed_window() {
        let answers: Vec<(f64, f64, f64)> = (1..=100)
            .map(|n| {
                (
                    f64::from(n) * 0.1,
                    120.0 - f64::from(n),
                    60.0 - f64::from(n) * 0.1,
                )
            })
            .collect();
        let reading = read(120.0, &answers);
        assert!(about(reading.rate(16.0), 0.4), "{:?}", reading.rate(16.0));
    }

    #[test]
    fn the_start_of_a_window_is_no_refill() {
        let answers: Vec<(f64, f64, f64)> = (1..=16)
            .map(|n| (0.05 + f64::from(n) * 0.001, 20.0 - f64::from(n), 59.9))
            .collect();
        assert_eq!(read(20.0, &answers).rate(16.0), None);
    }

    #[test]
    fn plenty_holds_nothing_back() {
        let reading = read(
            10_000.0,
            &[
                (0.1, 9_990.0, 0.06),
                (0.2, 9_988.0, 0.072),
                (0.3, 9_991.0, 0.054),
            ],
        );
        assert!(reading.is_trusted());
        assert_eq!(reading.rate(64.0), None);
    }

    #[test]
    fn plenty_that_is_refused_is_spread_evenly() {
        let mut reading = read(
            1200.0,
            &[
                (0.1, 1199.0, 0.05),
                (0.2, 1199.0, 0.05),
                (0.3, 1199.0, 0.05),
            ],
        );
        reading.refused(&allowance(1200.0, 1199.0, 0.05));
        assert_eq!(reading.bucket(), None);
        assert!(about(reading.rate(16.0), 20.0), "{:?}", reading.rate(16.0));
    }

    #[test]
    fn absurd_headers_are_harmless() {
        for limit in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            for remaining in [f64::NAN, -5.0, 0.0, 1e300] {
                let mut reading = Reading::default();
                for reset in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
                    let allowance = Allowance {
                        limit: Some(limit),
                        remaining: Some(remaining),
                        reset: Some(reset),
                    };
                    reading.observe(Duration::MAX, &allowance);
                    let _ = (reading.wait(&allowance), reading.rate(16.0));
                    reading.refused(&allowance);
                    assert!(reading.rate(16.0).is_none_or(|rate| rate > 0.0));
                }
            }
        }
    }

    #[test]
    fn a_refusal_waits_for_the_next_unit_only() {
        let reading = read(
            20.0,
            &[(0.05, 4.0, 0.8), (0.06, 9.0, 0.55), (0.07, 2.0, 0.87)],
        );
        let wait = reading.wait(&allowance(20.0, 0.0, 0.99)).unwrap();
        assert!(wait > Duration::from_millis(45) && wait < Duration::from_millis(55));
        assert_eq!(
            Reading::default().wait(&allowance(20.0, 0.0, 0.99)),
            Some(Duration::from_millis(990))
        );
    }
}
