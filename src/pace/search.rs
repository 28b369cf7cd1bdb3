//! Learning the rate of an endpoint that does not name it.
//!
//! A search between a floor, a rate known to be borne, and a ceiling, a rate
//! that was refused. Two facts about token buckets carry it. First, at a
//! refusal the bucket is empty, so what is accepted between two refusals,
//! divided by the time between them, is never more than the rate. Second, a
//! rate that is too high is found out only when the bucket has drained, so
//! how many requests prove a rate depends on how many the bucket holds. The
//! rate of a bucket of one is thus found in a few requests, and a large
//! bucket is not mistaken for a high rate.
//!
//! A hint shorter than a second ends the search at once: it is exact.

use std::time::Duration;

/// A refusal, the first since requests were last let through.
#[derive(Debug)]
pub(super) struct Complaint {
    at: Duration,
    rate: Option<f64>,
    /// The rate that its hint names, if that is the wait for one request.
    for_one: Option<f64>,
    /// The same, if that is the wait for a full bucket.
    for_all: Option<f64>,
}

impl Complaint {
    /// Made when it came, with the rate that the refused request left at.
    pub(super) fn new(at: Duration, rate: Option<f64>) -> Self {
        Self {
            at,
            rate,
            for_one: None,
            for_all: None,
        }
    }

    /// The rate that the refused request left at.
    pub(super) fn rate(&self) -> Option<f64> {
        self.rate
    }

    /// Notes a hint, and how many requests a bucket holds that is full by
    /// then. A wait of whole seconds is rounded and says nothing.
    pub(super) fn hinted(&mut self, hint: Duration, bucket: f64) {
        let seconds = hint.as_secs_f64();
        if !hint.is_zero() && seconds < 1.0 {
            let slower = |rate: Option<f64>, other: f64| Some(other.min(rate.unwrap_or(other)));
            self.for_one = slower(self.for_one, 1.0 / seconds);
            self.for_all = slower(self.for_all, bucket / seconds);
        }
    }

    /// The rate that the hint names where the requests before left at once:
    /// the longest wait of a burst is the time that one request takes.
    fn names_after_a_burst(&self, highest: f64) -> Option<f64> {
        let for_all = self.for_all.filter(|rate| *rate <= highest);
        for_all.or(self.for_one)
    }

    /// The rate that the hint names where the requests before left at this
    /// one: the spacing would have been enough with the wait on top of it.
    /// A bucket that forgives more may refill faster, but never slower.
    fn names_at(&self, paced: f64, lowest: f64) -> Option<f64> {
        let for_one = self.for_one.map(|rate| 1.0 / (1.0 / paced + 1.0 / rate));
        let for_all = self.for_all.filter(|rate| *rate < paced);
        let plausible = |rate: &f64| *rate > lowest;
        for_one.filter(plausible).or(for_all.filter(plausible))
    }
}

/// What was accepted since the last refusal, or since the start.
#[derive(Debug, Default)]
pub(super) struct Cycle {
    since: Duration,
    resumed: Duration,
    pub(super) accepted: u64,
}

/// A cycle that ended with a refusal.
#[derive(Debug)]
pub(super) struct Closed {
    accepted: f64,
    in_flight: f64,
    /// Seconds from the last refusal, or the start, to this one.
    length: f64,
    /// Of these, seconds in which requests were let through.
    open: f64,
    /// Seconds from this refusal until requests were let through.
    pause: f64,
}

impl Closed {
    /// Requests that were accepted in it.
    pub(super) fn accepted(&self) -> f64 {
        self.accepted
    }

    /// The rate that these came to, its pause included.
    fn borne(&self) -> f64 {
        self.accepted.max(1.0) / (self.length + self.pause)
    }
}

impl Cycle {
    /// Ends the cycle and begins the next.
    pub(super) fn close(
        &mut self,
        complaint: &Complaint,
        now: Duration,
        in_flight: usize,
    ) -> Closed {
        let before_complaint = |from| complaint.at.saturating_sub(from).as_secs_f64();
        let closed = Closed {
            accepted: self.accepted as f64,
            in_flight: in_flight as f64,
            length: before_complaint(self.since).max(0.001),
            open: before_complaint(self.resumed).max(0.001),
            pause: now.saturating_sub(complaint.at).as_secs_f64(),
        };
        *self = Self {
            since: complaint.at,
            resumed: now,
            accepted: 0,
        };
        closed
    }
}

/// A ceiling this close above the rate ends the search.
const CLOSE: f64 = 1.04;
/// The share of a refused rate that is the most to be tried next.
const BELOW: f64 = 0.97;
/// The share of a rate that a hint names which is tried next.
const BELOW_NAMED: f64 = 0.985;
/// What a request that came early takes off such a rate.
const EARLY: f64 = 0.01;
/// A refusal that names more than this share of the rate came early.
const NEARLY: f64 = 0.9;
/// After so many requests a count of them says something about the rate.
const TELLING: f64 = 10.0;
/// A wait this long after a burst may be that for the end of a window.
const LONG: f64 = 0.25;
/// A rate that a hint names is left alone for so many times longer.
const LASTING: f64 = 12.0;
/// The most that the first rate to be tried exceeds the lowest estimate by.
const LEAP: f64 = 10.0;
/// The most that a rate that has held is raised by at once where the ceiling
/// is a guess, which may be a hundred times too high.
const STRIDE: f64 = 3.0;
/// The first step beyond a rate that has held, for each request that the
/// bucket holds; each further one is twice as large. A large bucket hides a
/// small step for long, and forgives a large one.
const STEP: f64 = 0.01;
/// Bounds of that first step.
const STEP_RANGE: (f64, f64) = (0.03, 0.2);
/// A rate that has held is left alone for so many times what a refusal
/// costs.
const PATIENCE: f64 = 20.0;
/// Bounds of that time, in seconds.
const PATIENCE_RANGE: (f64, f64) = (5.0, 600.0);
/// The lowest rate to be tried: two requests a minute.
const SLOWEST: f64 = 1.0 / 30.0;
/// How closely a rate is proven at least before a higher one is tried.
const PROOF: f64 = 0.25;

/// What is known of rates above the present one.
#[derive(Clone, Copy, Debug)]
enum Ceiling {
    /// Nothing.
    Open,
    /// Drawn from the first burst, which may have been too short to tell.
    Guessed(f64),
    /// This rate was refused.
    Refused(f64),
    /// A hint named this rate.
    Named(f64),
}

/// The search, in requests a second.
#[derive(Debug)]
pub(super) struct Search {
    rate: f64,
    floor: f64,
    ceiling: Ceiling,
    /// Requests that the bucket holds after a pause, at most.
    bucket: f64,
    /// How often the rate has changed.
    stage: u64,
    /// Successes among the requests that left at this rate.
    clean: f64,
    /// Whether a request has had to wait for the rate since it changed.
    bound: bool,
    since: Duration,
    step: f64,
    pause: f64,
    /// The highest ceiling that was lifted since a step beyond it was borne.
    lifted: f64,
    /// Steps beyond a rate that had held, refused in a row.
    refused_steps: i32,
    /// Refusals since a rate was last proven.
    refusals: i32,
}

impl Search {
    /// Begins after the first refusal.
    pub(super) fn begin(now: Duration, complaint: &Complaint, cycle: &Closed) -> Self {
        let accepted = (cycle.accepted + cycle.in_flight).max(1.0);
        let lowest = accepted / (cycle.length + cycle.pause);
        let highest = (accepted + 1.0) / cycle.length;
        let named = match complaint.rate {
            Some(refused) => complaint.names_at(refused, 0.7 * lowest),
            None => complaint
                .names_after_a_burst(highest)
                .filter(|rate| *rate * LONG > 1.0 || *rate > 0.7 * cycle.borne()),
        };
        let (rate, ceiling) = match (named, complaint.rate) {
            (Some(named), _) => (named * BELOW_NAMED, Ceiling::Named(named)),
            (None, Some(refused)) => (
                (refused * lowest.clamp(refused / 4.0, refused)).sqrt() * BELOW,
                Ceiling::Refused(refused),
            ),
            (None, None) => (
                (lowest * highest).sqrt().min(lowest * LEAP) * BELOW,
                Ceiling::Guessed(highest),
            ),
        };
        Self {
            rate: rate.max(SLOWEST),
            floor: 0.0,
            ceiling,
            bucket: accepted.min(lowest * cycle.pause).max(1.0),
            stage: 1,
            clean: 0.0,
            bound: false,
            since: now,
            step: STEP_RANGE.0,
            pause: cycle.pause,
            lifted: 0.0,
            refused_steps: 0,
            refusals: 0,
        }
    }

    /// The rate at present, in requests a second.
    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    /// Which rate that is; requests carry it so that their answers count for
    /// the right one.
    pub(super) fn stage(&self) -> u64 {
        self.stage
    }

    /// A request had to wait for the rate. Without that the rate shows
    /// nothing about the endpoint and does not grow.
    pub(super) fn bound(&mut self) {
        self.bound = true;
    }

    /// A request that left at this rate succeeded.
    pub(super) fn passed(&mut self, now: Duration) {
        self.clean += 1.0;
        let proof = self.proof();
        if !self.bound || self.clean * proof < self.bucket + proof {
            return;
        }
        self.refusals = 0;
        self.floor = self.floor.max(self.rate * (1.0 - proof));
        match self.ceiling {
            Ceiling::Guessed(ceiling) | Ceiling::Refused(ceiling) | Ceiling::Named(ceiling)
                if ceiling > self.rate * CLOSE =>
            {
                let middle = (self.rate * ceiling).sqrt().min(ceiling * BELOW);
                let most = match self.ceiling {
                    Ceiling::Guessed(_) => self.rate * STRIDE,
                    _ => middle,
                };
                self.change(now, middle.min(most));
            }
            Ceiling::Guessed(_) => self.step_beyond(now, PROOF),
            Ceiling::Refused(ceiling) | Ceiling::Named(ceiling) => {
                if now.saturating_sub(self.since).as_secs_f64() >= self.patience() {
                    self.lifted = self.lifted.max(ceiling);
                    let (least, most) = STEP_RANGE;
                    self.step_beyond(now, (self.bucket * STEP).clamp(least, most));
                }
            }
            Ceiling::Open => {
                if self.rate > self.lifted {
                    self.lifted = 0.0;
                    self.refused_steps = 0;
                }
                self.step_beyond(now, (self.step * 2.0).min(1.0));
            }
        }
    }

    /// A request was refused.
    pub(super) fn failed(&mut self, now: Duration, complaint: &Complaint, cycle: &Closed) {
        let refused = complaint.rate.unwrap_or(self.rate);
        let measured = (cycle.accepted - 1.0).max(0.0) / cycle.length;
        if matches!(self.ceiling, Ceiling::Open) {
            self.refused_steps = (self.refused_steps + 1).min(3);
        }
        let named = complaint.names_at(refused, (0.7 * measured).max(NEARLY * self.floor));
        self.floor = self.floor.max(measured);
        if self.floor > refused * 0.95 {
            // The endpoint has become slower, or the road to it uneven.
            self.floor = refused * (1.0 - 0.1 * f64::from(1 << self.refusals)).max(0.5);
        }
        self.refusals = (self.refusals + 1).min(3);
        let drained = cycle.accepted - self.floor * cycle.open;
        self.bucket = drained.clamp(1.0, self.bucket * 2.0);
        self.pause = cycle.pause;
        match (named, self.ceiling) {
            (Some(named), Ceiling::Named(_)) if named > NEARLY * refused => {
                let rate = refused * (1.0 - EARLY);
                let rate = if cycle.accepted >= TELLING {
                    rate.min((cycle.accepted / cycle.open).max(NEARLY * refused))
                } else {
                    rate
                };
                self.change_below(now, Ceiling::Named(rate / BELOW_NAMED), rate);
            }
            (Some(named), _) => {
                self.change_below(now, Ceiling::Named(named), named * BELOW_NAMED);
            }
            (None, _) => {
                let middle = (self.floor * refused).sqrt();
                let rate = middle.clamp(refused / 2.0, refused * BELOW);
                self.change_below(now, Ceiling::Refused(refused), rate);
            }
        }
    }

    fn change_below(&mut self, now: Duration, ceiling: Ceiling, rate: f64) {
        self.ceiling = ceiling;
        self.change(now, rate);
    }

    fn step_beyond(&mut self, now: Duration, step: f64) {
        self.ceiling = Ceiling::Open;
        self.step = step;
        self.change(now, self.rate * (1.0 + step));
    }

    fn change(&mut self, now: Duration, rate: f64) {
        self.rate = rate.max(SLOWEST);
        self.stage += 1;
        self.clean = 0.0;
        self.bound = false;
        self.since = now;
    }

    /// How closely the present rate has to be proven: the nearer the
    /// ceiling, the closer.
    fn proof(&self) -> f64 {
        let room = match self.ceiling {
            Ceiling::Guessed(ceiling) | Ceiling::Refused(ceiling) | Ceiling::Named(ceiling) => {
                ceiling / self.rate - 1.0
            }
            Ceiling::Open => self.step,
        };
        room.clamp(0.02, PROOF)
    }

    /// Seconds for which a rate that has held is left alone.
    fn patience(&self) -> f64 {
        let (least, most) = PATIENCE_RANGE;
        let times = match self.ceiling {
            Ceiling::Named(_) => LASTING,
            _ => 1.0,
        };
        let once = (self.pause * PATIENCE).max(least);
        (once * times * f64::from(1 << self.refused_steps)).min(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(rate: Option<f64>, milliseconds: u64, bucket: f64) -> Option<f64> {
        let mut complaint = Complaint::new(Duration::ZERO, rate);
        complaint.hinted(Duration::from_millis(milliseconds), bucket);
        let named = match rate {
            Some(paced) => complaint.names_at(paced, 14.0),
            None => complaint.names_after_a_burst(1000.0),
        };
        named.map(f64::round)
    }

    #[test]
    fn a_wait_names_the_rate_of_a_burst_and_of_a_pace() {
        assert_eq!(named(None, 50, 1.0), Some(20.0));
        assert_eq!(named(Some(25.0), 10, 1.0), Some(20.0));
        assert_eq!(named(Some(40.0), 25, 1.0), Some(20.0));
    }

    #[test]
    fn a_wait_for_a_full_bucket_is_not_taken_for_that_of_one_request() {
        assert_eq!(named(None, 980, 20.0), Some(20.0));
        assert_eq!(named(Some(25.0), 980, 20.0), Some(20.0));
    }

    #[test]
    fn whole_seconds_name_nothing() {
        assert_eq!(named(None, 1000, 1.0), None);
        assert_eq!(named(Some(25.0), 1000, 20.0), None);
    }
}
