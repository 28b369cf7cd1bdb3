//! A simulated endpoint.

use std::time::Duration;

use crate::pace::{Allowance, Observed};

/// How it says when to come back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    /// It does not.
    Bare,
    /// `Retry-After` in whole seconds, rounded up.
    WholeSeconds,
    /// `retry-after-ms`.
    Milliseconds,
    /// Rate headers alone.
    Headers,
    /// Rate headers and `Retry-After`.
    HeadersAndSeconds,
    /// The same, with the reset in whole seconds.
    HeadersInSeconds,
    /// Rate headers on refusals only, and `Retry-After`.
    HeadersOnRefusals,
    /// Rate headers on successes only, and `Retry-After`.
    HeadersOnSuccesses,
    /// The limit is that of a minute, the reset the time until the next
    /// request, and `Retry-After` is there as well.
    HeadersOfAMinute,
    /// They tell of the bucket of a minute, which is nearly full while a
    /// smaller one is empty, and `Retry-After` is there as well.
    HeadersOfALargerBucket,
}

/// What it answers.
pub(super) enum Answer {
    Success,
    Throttled(Option<Duration>),
    Overloaded,
}

#[derive(Clone, Copy)]
enum Limit {
    None,
    Bucket { rate: f64, size: f64 },
    Window { size: f64, seconds: f64 },
}

pub(super) struct Endpoint {
    limit: Limit,
    style: Style,
    level: f64,
    last: f64,
    change: Option<(f64, f64)>,
    outage: Option<(f64, f64)>,
    at_once: Option<usize>,
    /// What a refused request takes from the bucket.
    penalty: f64,
}

impl Endpoint {
    pub(super) fn unlimited() -> Self {
        Self {
            limit: Limit::None,
            style: Style::Bare,
            level: 0.0,
            last: 0.0,
            change: None,
            outage: None,
            at_once: None,
            penalty: 0.0,
        }
    }

    pub(super) fn bucket(rate: f64, size: f64, style: Style) -> Self {
        Self {
            limit: Limit::Bucket { rate, size },
            style,
            level: size,
            ..Self::unlimited()
        }
    }

    pub(super) fn window(size: f64, seconds: f64, style: Style) -> Self {
        Self {
            limit: Limit::Window { size, seconds },
            style,
            level: size,
            ..Self::unlimited()
        }
    }

    pub(super) fn changing(mut self, at: f64, rate: f64) -> Self {
        self.change = Some((at, rate));
        self
    }

    pub(super) fn out_between(mut self, from: f64, to: f64) -> Self {
        self.outage = Some((from, to));
        self
    }

    pub(super) fn at_most_at_once(mut self, most: usize, style: Style) -> Self {
        self.at_once = Some(most);
        self.style = style;
        self
    }

    pub(super) fn counting_refusals(mut self) -> Self {
        self.penalty = 1.0;
        self
    }

    /// A request arrives while so many others are being served.
    pub(super) fn arrive(&mut self, now: f64, serving: usize) -> (Answer, Observed) {
        if self
            .outage
            .is_some_and(|(from, to)| (from..to).contains(&now))
        {
            return (Answer::Overloaded, Observed::default());
        }
        if self.at_once.is_some_and(|most| serving >= most) {
            return (Answer::Throttled(self.hint(0.05)), Observed::default());
        }
        self.refill(now);
        if matches!(self.limit, Limit::None) {
            return (Answer::Success, Observed::default());
        }
        let accepted = self.level >= 1.0 - 1e-9;
        self.level -= if accepted { 1.0 } else { self.penalty };
        let observed = self.headers(now, accepted);
        if accepted {
            return (Answer::Success, observed);
        }
        let wait = match self.limit {
            Limit::Bucket { rate, .. } => (1.0 - self.level) / rate,
            Limit::Window { seconds, .. } => seconds - now % seconds,
            Limit::None => 0.0,
        };
        (Answer::Throttled(self.hint(wait)), observed)
    }

    fn refill(&mut self, now: f64) {
        match &mut self.limit {
            Limit::None => {}
            Limit::Bucket { rate, size } => {
                if let Some((at, next)) = self.change
                    && now >= at
                {
                    *rate = next;
                }
                self.level = (self.level + (now - self.last) * *rate).min(*size);
            }
            Limit::Window { size, seconds } => {
                if (now / *seconds).floor() > (self.last / *seconds).floor() {
                    self.level = *size;
                }
            }
        }
        self.last = now;
    }

    fn hint(&self, wait: f64) -> Option<Duration> {
        match self.style {
            Style::Bare | Style::Headers => None,
            Style::Milliseconds => Some(Duration::from_millis((wait * 1000.0).ceil() as u64)),
            _ => Some(Duration::from_secs_f64(wait.ceil().max(1.0))),
        }
    }

    fn headers(&self, now: f64, accepted: bool) -> Observed {
        let told = match self.style {
            Style::Bare | Style::WholeSeconds | Style::Milliseconds => false,
            Style::HeadersOnRefusals => !accepted,
            Style::HeadersOnSuccesses => accepted,
            _ => true,
        };
        if !told {
            return Observed::default();
        }
        let (limit, reset) = match self.limit {
            Limit::None => return Observed::default(),
            Limit::Bucket { rate, .. } if self.style == Style::HeadersOfAMinute => {
                (rate * 60.0, (1.0 - self.level).max(0.0) / rate)
            }
            Limit::Bucket { rate, size } => (size, (size - self.level) / rate),
            Limit::Window { size, seconds } => (size, seconds - now % seconds),
        };
        let (limit, remaining) = match (self.style, self.limit) {
            (Style::HeadersOfALargerBucket, Limit::Bucket { rate, size }) => {
                (rate * 60.0, rate * 60.0 - (size - self.level))
            }
            _ => (limit, self.level),
        };
        let reset = match self.style {
            Style::HeadersInSeconds => reset.ceil(),
            _ => (reset * 1000.0).ceil() / 1000.0,
        };
        Observed {
            requests: Allowance {
                limit: Some(limit),
                remaining: Some(remaining.floor().max(0.0)),
                reset: Some(Duration::from_secs_f64(reset)),
            },
            tokens: Allowance::default(),
        }
    }
}
