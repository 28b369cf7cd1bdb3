//! When the next request to one endpoint may leave.
//!
//! A state machine without a clock: every call is given the time since the
//! start of the run. The transport asks [`Pace::admit`] before each request
//! and reports each answer once, with the ticket it was given.
//!
//! Until the endpoint complains, requests leave as fast as the width allows.
//! After its first 429 they leave evenly, at a rate that `search` learns.
//! A rate that settings or the endpoint's own headers name is used at once.
//!
//! Let one task at a time wait for admission (a fair lock around the waiting
//! will do): all waiters are given the same moment, and one of them gets it.

mod allowance;
mod gate;
mod headers;
mod pause;
mod search;
mod width;

#[cfg(test)]
mod tests;

use std::time::Duration;

pub use allowance::{Allowance, Observed};
pub use headers::observed;

use allowance::Reading;
use gate::{Bucket, Gate};
use pause::Pause;
use search::{Cycle, Search};
use width::Width;

/// What settings say about an endpoint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Requests that may be in flight at once; none is taken as one.
    pub width: usize,
    /// Requests that the endpoint allows in a minute.
    pub requests_per_minute: Option<f64>,
    /// Tokens that the endpoint allows in a minute.
    pub tokens_per_minute: Option<f64>,
}

/// The answer to "may a request leave now?".
#[derive(Debug)]
#[must_use]
pub enum Admission {
    /// Send now, and report the answer with this ticket.
    Go(Ticket),
    /// Ask again at this time since the start of the run.
    Wait(Duration),
    /// Everything that may be in flight is: ask again after the next answer.
    Full,
}

/// The right to one request, whose place stays taken until [`Pace::left`].
#[derive(Debug)]
pub struct Ticket {
    /// How often the endpoint had complained when it was issued.
    epoch: u64,
    /// Which rate it was sent at, as [`Search`] counts them.
    stage: u64,
    /// That rate, in requests a second.
    rate: Option<f64>,
    /// Whether the width, rather than the rate, decided when it left.
    at_full_width: bool,
}

/// The share of a rate that the endpoint names which is used: what is kept
/// back absorbs the uneven way to it.
const SHARE_OF_NAMED: f64 = 0.985;
/// The same for a rate from settings. Who gives one wants no refusal at all,
/// and nothing tells how much the endpoint forgives.
const SHARE_OF_GIVEN: f64 = 0.98;
/// What a complaint takes off a known rate. One that follows soon takes
/// three times as much.
const FIRST_CUT: f64 = 0.01;
/// A bucket of so many requests forgives one that comes early.
const ROOMY: f64 = 3.0;
/// After so many successes a complaint is a hitch on the way and not another
/// sign that the rate is wrong.
const HITCH: u64 = 50;
/// A known rate at which fewer requests succeed before the next complaint is
/// not believed any more.
const HASTY: f64 = 4.0;
/// What each success gives back of that, at first. Each complaint halves it:
/// a rate that is too high must not come back again and again.
const REGAIN: f64 = 0.0001;
/// A known rate that has lost so much is not believed any more.
const LEAST_TRUST: f64 = 0.8;

/// One endpoint's pace.
#[derive(Debug)]
pub struct Pace {
    limits: Limits,
    width: Width,
    in_flight: usize,
    request_gate: Gate,
    token_gate: Gate,
    request_reading: Reading,
    token_reading: Reading,
    /// What complaints have left of a known rate.
    trust: f64,
    cut: f64,
    regain: f64,
    search: Option<Search>,
    /// Whether the endpoint refused what its own headers had named.
    disbelieves: bool,
    cycle: Cycle,
    complaint: Option<search::Complaint>,
    epoch: u64,
    pause: Pause,
}

impl Pace {
    /// An endpoint that nothing is known about but these limits.
    pub fn new(limits: Limits) -> Self {
        let usable = |rate: Option<f64>| rate.filter(|rate| rate.is_finite() && *rate > 0.0);
        Self {
            limits: Limits {
                width: limits.width.max(1),
                requests_per_minute: usable(limits.requests_per_minute),
                tokens_per_minute: usable(limits.tokens_per_minute),
            },
            width: Width::new(limits.width.max(1)),
            in_flight: 0,
            request_gate: Gate::default(),
            token_gate: Gate::default(),
            request_reading: Reading::default(),
            token_reading: Reading::default(),
            trust: 1.0,
            cut: FIRST_CUT,
            regain: REGAIN,
            search: None,
            disbelieves: false,
            cycle: Cycle::default(),
            complaint: None,
            epoch: 0,
            pause: Pause::default(),
        }
    }

    /// Whether a request of about so many tokens may leave now.
    pub fn admit(&mut self, now: Duration, tokens: u64) -> Admission {
        if self.pause.until() > now {
            return Admission::Wait(self.pause.until());
        }
        self.resume(now);
        if self.in_flight >= self.allowed() {
            self.width.bound();
            return Admission::Full;
        }
        let (rate, token_rate) = (self.request_rate(), self.token_rate());
        let ready = self
            .request_gate
            .ready(rate)
            .max(self.token_gate.ready(token_rate));
        if ready > now {
            if let Some(search) = &mut self.search {
                search.bound();
            }
            return Admission::Wait(ready);
        }
        self.request_gate.take(now, 1.0, rate, self.bucket());
        self.token_gate
            .take(now, tokens as f64, token_rate, Bucket::Roomy);
        self.in_flight += 1;
        Admission::Go(Ticket {
            epoch: self.epoch,
            stage: self.search.as_ref().map_or(0, Search::stage),
            rate,
            at_full_width: rate.is_none() || self.in_flight >= self.allowed(),
        })
    }

    /// The endpoint answered, and gave what was asked for.
    pub fn succeeded(&mut self, now: Duration, ticket: &Ticket, observed: &Observed) {
        self.pause.over();
        self.width.succeeded();
        self.cycle.accepted += 1;
        self.trust = (self.trust + self.regain).min(1.0);
        self.request_reading.observe(now, &observed.requests);
        self.token_reading.observe(now, &observed.tokens);
        if self.search.is_some() && self.is_named() {
            // It took a few answers to understand the headers.
            self.search = None;
        }
        if let Some(search) = &mut self.search
            && search.stage() == ticket.stage
            && self.complaint.is_none()
        {
            search.passed(now);
        }
    }

    /// The endpoint said that requests come too fast (429, `slow_down`).
    /// `hint` is what `retry-after-ms` or `Retry-After` say, as they say it:
    /// jitter belongs on top of the wait and would blur the rate.
    pub fn throttled(
        &mut self,
        now: Duration,
        ticket: &Ticket,
        hint: Option<Duration>,
        observed: &Observed,
    ) {
        let hint = hint.or_else(|| self.hint_of(observed));
        let fresh = ticket.epoch == self.epoch;
        self.pause.throttled(now, hint, fresh);
        if fresh {
            self.epoch += 1;
            self.complaint = Some(search::Complaint::new(now, ticket.rate));
            self.request_reading.refused(&observed.requests);
            if ticket.at_full_width {
                self.width.decrease();
            }
        }
        let Some(complaint) = &mut self.complaint else {
            return;
        };
        // Rate headers tell what `Retry-After` rounds up.
        match (hint, observed.requests.reset_when_empty()) {
            (Some(hint), Some((reset, bucket))) if reset <= hint => complaint.hinted(reset, bucket),
            (Some(hint), _) => complaint.hinted(hint, 1.0),
            (None, _) => {}
        }
    }

    /// The endpoint cannot serve anyone for the moment (500 to 504, 529, no
    /// connection). One such answer narrows the width; more of them without
    /// a success between pause everything, and one request at a time tries.
    pub fn overloaded(&mut self, now: Duration, ticket: &Ticket, hint: Option<Duration>) {
        let fresh = ticket.epoch == self.epoch;
        self.pause.overloaded(now, hint, fresh);
        if fresh {
            self.epoch += 1;
            self.width.decrease();
        }
    }

    /// The place of a request is free, whatever became of it.
    pub fn left(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Until when nothing leaves; zero when nothing holds requests back.
    pub fn paused_until(&self) -> Duration {
        self.pause.until()
    }

    /// How many requests may be in flight at present.
    pub fn width(&self) -> usize {
        self.allowed()
    }

    /// How many requests are in flight.
    pub fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Requests a second that leave at most; none while only the width
    /// limits them.
    pub fn request_rate(&self) -> Option<f64> {
        let given = self.limits.requests_per_minute;
        let named = self.request_reading.rate(self.limits.width as f64);
        let known = smaller(
            given.map(|rate| rate / 60.0 * SHARE_OF_GIVEN),
            named.map(|rate| rate * SHARE_OF_NAMED),
        );
        smaller(
            known.map(|rate| rate * self.trust),
            self.search.as_ref().map(Search::rate),
        )
    }

    /// Whether the endpoint's headers name its rate, as far as is known.
    fn is_named(&self) -> bool {
        self.request_reading.is_trusted() && !self.disbelieves
    }

    fn bucket(&self) -> Bucket {
        match self.request_reading.bucket() {
            Some(requests) if requests >= ROOMY && self.is_named() => Bucket::Roomy,
            _ if self.limits.requests_per_minute.is_some() && self.search.is_none() => {
                Bucket::Spared
            }
            _ => Bucket::Unknown,
        }
    }

    fn token_rate(&self) -> Option<f64> {
        let known = smaller(
            self.limits.tokens_per_minute.map(|rate| rate / 60.0),
            self.token_reading.rate(0.0),
        );
        known.map(|rate| rate * SHARE_OF_NAMED * self.trust)
    }

    fn allowed(&self) -> usize {
        if self.pause.on_trial() {
            1
        } else {
            self.width.allowed()
        }
    }

    /// What the headers say about the wait when no retry header does.
    fn hint_of(&self, observed: &Observed) -> Option<Duration> {
        self.request_reading
            .wait(&observed.requests)
            .max(self.token_reading.wait(&observed.tokens))
    }

    /// Draws the conclusions from a complaint once its pause is over: only
    /// then have the other requests of the same burst come back.
    fn resume(&mut self, now: Duration) {
        let Some(complaint) = self.complaint.take() else {
            return;
        };
        if self.cycle.accepted >= HITCH {
            self.cut = FIRST_CUT;
        }
        let cycle = self.cycle.close(&complaint, now, self.in_flight);
        let known = self.limits.requests_per_minute.is_some() || self.is_named();
        if known && self.search.is_none() {
            if complaint.rate().is_none() && self.request_rate().is_some() {
                // Only from now on it is kept to.
                return;
            }
            if cycle.accepted() >= HASTY && self.trust - self.cut >= LEAST_TRUST {
                self.trust -= self.cut;
                self.cut *= 3.0;
                self.regain /= 2.0;
                return;
            }
        }
        self.disbelieves |= self.request_reading.is_trusted();
        match &mut self.search {
            Some(search) => search.failed(now, &complaint, &cycle),
            None => self.search = Some(Search::begin(now, &complaint, &cycle)),
        }
    }
}

fn smaller(first: Option<f64>, second: Option<f64>) -> Option<f64> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.min(second)),
        (first, second) => first.or(second),
    }
}
