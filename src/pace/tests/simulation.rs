//! A run in virtual time: one dispatcher, a queue of articles, and requests
//! that take 0.4 to 1.6 times the latency.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use super::endpoint::{Answer, Endpoint};
use crate::pace::{Admission, Limits, Observed, Pace, Ticket};

/// What is run.
pub(super) struct Setting {
    pub(super) articles: usize,
    pub(super) width: usize,
    pub(super) latency: f64,
    /// The longest way to the endpoint, in seconds.
    pub(super) way: f64,
    /// How late a timer wakes at most, in seconds.
    pub(super) late: f64,
    pub(super) requests_per_minute: Option<f64>,
    pub(super) tokens_per_minute: Option<f64>,
}

impl Setting {
    pub(super) fn new(articles: usize, width: usize) -> Self {
        Self {
            articles,
            width,
            latency: 0.05,
            way: 0.0009,
            late: 0.0002,
            requests_per_minute: None,
            tokens_per_minute: None,
        }
    }
}

/// How it went.
pub(super) struct Outcome {
    pub(super) done: usize,
    pub(super) requests: usize,
    pub(super) wasted: usize,
    pub(super) seconds: f64,
    pub(super) most_in_flight: usize,
    pub(super) inside_pause: usize,
}

/// Tokens of each request.
const TOKENS: u64 = 1000;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A request reaches the endpoint.
    Arrival(usize),
    /// Its answer comes back.
    Answered(usize),
    /// The dispatcher wakes.
    Wake,
}

struct Request {
    ticket: Option<Ticket>,
    answer: Option<(Answer, Observed)>,
}

struct Run<'a> {
    setting: &'a Setting,
    endpoint: Endpoint,
    random: fastrand::Rng,
    pace: Pace,
    events: BinaryHeap<Reverse<(Duration, u64, Event)>>,
    order: u64,
    requests: Vec<Request>,
    waiting: usize,
    serving: usize,
    awake_at: Option<Duration>,
    outcome: Outcome,
}

/// Runs until every article is done, or until nothing more can happen.
pub(super) fn run(setting: &Setting, endpoint: Endpoint, seed: u64) -> Outcome {
    let mut run = Run {
        setting,
        endpoint,
        random: fastrand::Rng::with_seed(seed),
        pace: Pace::new(Limits {
            width: setting.width,
            requests_per_minute: setting.requests_per_minute,
            tokens_per_minute: setting.tokens_per_minute,
        }),
        events: BinaryHeap::new(),
        order: 0,
        requests: Vec::new(),
        waiting: setting.articles,
        serving: 0,
        awake_at: None,
        outcome: Outcome {
            done: 0,
            requests: 0,
            wasted: 0,
            seconds: 0.0,
            most_in_flight: 0,
            inside_pause: 0,
        },
    };
    run.dispatch(Duration::ZERO);
    while let Some(Reverse((now, _, event))) = run.events.pop() {
        run.handle(now, event);
    }
    run.outcome
}

impl Run<'_> {
    fn at(&mut self, time: Duration, event: Event) {
        self.order += 1;
        self.events.push(Reverse((time, self.order, event)));
    }

    fn seconds(&mut self, least: f64, most: f64) -> Duration {
        Duration::from_secs_f64(least + (most - least) * self.random.f64())
    }

    fn dispatch(&mut self, now: Duration) {
        while self.waiting > 0 {
            match self.pace.admit(now, TOKENS) {
                Admission::Go(ticket) => self.send(now, ticket),
                Admission::Full => return,
                Admission::Wait(until) => {
                    assert!(until > now, "a wait that is over");
                    if self.awake_at != Some(until) {
                        self.awake_at = Some(until);
                        let late = self.seconds(0.0, self.setting.late);
                        self.at(until + late, Event::Wake);
                    }
                    return;
                }
            }
        }
    }

    fn send(&mut self, now: Duration, ticket: Ticket) {
        self.waiting -= 1;
        self.outcome.requests += 1;
        if now < self.pace.paused_until() {
            self.outcome.inside_pause += 1;
        }
        let most = &mut self.outcome.most_in_flight;
        *most = (*most).max(self.pace.in_flight());
        self.requests.push(Request {
            ticket: Some(ticket),
            answer: None,
        });
        let way = self.seconds(0.0002, self.setting.way);
        self.at(now + way, Event::Arrival(self.requests.len() - 1));
    }

    fn handle(&mut self, now: Duration, event: Event) {
        match event {
            Event::Wake => {
                self.awake_at = None;
                self.dispatch(now);
            }
            Event::Arrival(index) => {
                let answer = self.endpoint.arrive(now.as_secs_f64(), self.serving);
                self.requests[index].answer = Some(answer);
                self.serving += 1;
                let latency = self.setting.latency;
                let taken = self.seconds(0.4 * latency, 1.6 * latency);
                self.at(now + taken, Event::Answered(index));
            }
            Event::Answered(index) => {
                self.serving -= 1;
                self.answered(now, index);
                self.dispatch(now);
            }
        }
    }

    fn answered(&mut self, now: Duration, index: usize) {
        let request = &mut self.requests[index];
        let ticket = request.ticket.take().expect("one answer each");
        let (answer, observed) = request.answer.take().expect("it arrived");
        self.pace.left();
        match answer {
            Answer::Success => {
                self.pace.succeeded(now, &ticket, &observed);
                self.outcome.done += 1;
                self.outcome.seconds = now.as_secs_f64();
                return;
            }
            Answer::Throttled(hint) => self.pace.throttled(now, &ticket, hint, &observed),
            Answer::Overloaded => self.pace.overloaded(now, &ticket, None),
        }
        self.outcome.wasted += 1;
        self.waiting += 1;
    }
}
