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

use std::time::Duration;

/// A refusal, the first since requests were last let through.
#[derive(Debug)]
pub(super) struct Complaint {
    at: Duration,
    rate: Option<f64>,
    hint: Option<Duration>,
}

impl Complaint {
    /// Made when it came, with the rate that the refused request left at.
    pub(super) fn new(at: Duration, rate: Option<f64>) -> Self {
        Self {
            at,
            rate,
            hint: None,
        }
    }

    /// Notes a hint. A wait shorter than a second is the time until the
    /// bucket holds one request; whole seconds are rounded and say nothing.
    pub(super) fn hinted(&mut self, hint: Duration) {
        if !hint.is_zero() && hint < Duration::from_secs(1) {
            self.hint = self.hint.max(Some(hint));
        }
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
            open: before_complaint(self.resumed),
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
/// The most that the first rate to be tried exceeds the lowest estimate by.
const LEAP: f64 = 10.0;
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
        let (rate, ceiling) = match (complaint.rate, complaint.hint) {
            (Some(refused), _) => (
                (refused * lowest.clamp(refused / 4.0, refused)).sqrt(),
                Ceiling::Refused(refused),
            ),
            (None, Some(hint)) => {
                let named = highest.min(1.0 / hint.as_secs_f64());
                (named, Ceiling::Refused(named))
            }
            (None, None) => (
                (lowest * highest).sqrt().min(lowest * LEAP),
                Ceiling::Guessed(highest),
            ),
        };
        Self {
            rate: (rate * BELOW).max(SLOWEST),
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
            Ceiling::Guessed(ceiling) | Ceiling::Refused(ceiling)
                if ceiling > self.rate * CLOSE =>
            {
                self.change(now, (self.rate * ceiling).sqrt().min(ceiling * BELOW));
            }
            Ceiling::Guessed(_) => self.step_beyond(now, PROOF),
            Ceiling::Refused(ceiling) => {
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
        self.floor = self.floor.max(measured);
        if self.floor > refused * 0.95 {
            // The endpoint has become slower, or the road to it uneven.
            self.floor = refused * (1.0 - 0.1 * f64::from(1 << self.refusals)).max(0.5);
        }
        self.refusals = (self.refusals + 1).min(3);
        let mut ceiling = refused;
        if let Some(hint) = complaint.hint {
            let named = 1.0 / hint.as_secs_f64();
            if named > 0.7 * measured {
                ceiling = ceiling.min(named);
            }
        }
        let drained = cycle.accepted - self.floor * cycle.open;
        self.bucket = drained.clamp(1.0, self.bucket * 2.0);
        self.pause = cycle.pause;
        self.ceiling = Ceiling::Refused(ceiling);
        let middle = (self.floor * ceiling).sqrt();
        self.change(now, middle.clamp(ceiling / 2.0, ceiling * BELOW));
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
            Ceiling::Guessed(ceiling) | Ceiling::Refused(ceiling) => ceiling / self.rate - 1.0,
            Ceiling::Open => self.step,
        };
        room.clamp(0.02, PROOF)
    }

    /// Seconds for which a rate that has held is left alone.
    fn patience(&self) -> f64 {
        let (least, most) = PATIENCE_RANGE;
        (self.pause * PATIENCE * f64::from(1 << self.refused_steps)).clamp(least, most)
    }
}
