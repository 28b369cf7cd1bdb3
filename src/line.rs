//! The line to one endpoint: the only retry loop of the program.
//!
//! Wait for a place, send, read, name the fault, and try again as
//! [`crate::retry`] decides. Everything that several articles share about an
//! endpoint is here: its pool, its pace, and what it taught us about itself.

mod adapted;
mod door;
mod event;
mod place;
mod presentable;
mod prices;
mod reading;
mod rest;
mod terms;

pub use event::{Event, Extent, View, Viewer, Watcher};
pub use place::Place;
pub use prices::Prices;
pub use reading::Reader;
pub use terms::RunTerms;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::article::Usage;
use crate::halt::{Cause, Halt};
use crate::outcome::{Reason, ReasonKind};
use crate::pace::{Admission, Pace};
use crate::provider::{Action, Call, Endpoint, Fault, Limits, Most, Reply, fault_of};
use crate::retry::{self, Next, Patience, RetryBudget, Tries};
use crate::transport::Transport;
use adapted::{Adapted, renamed};
use door::Door;
use presentable::presentable;
use reading::Whole;

/// What every line of a run shares.
pub struct Shared {
    /// The run's stop sign and purse.
    pub halt: Arc<Halt>,
    /// How patient the run is.
    pub patience: Patience,
    /// When the run began.
    pub began: Instant,
    /// Who is told.
    pub watcher: Watcher,
    /// Who sees answers while they come, if anybody does.
    pub viewer: Option<Viewer>,
    /// Retries left to the whole process.
    pub retries: Mutex<RetryBudget>,
}

/// An endpoint in use.
pub struct Line {
    /// What is known of it.
    pub endpoint: Endpoint,
    /// Prices for its tokens and characters.
    pub prices: Prices,
    transport: Transport,
    shared: Arc<Shared>,
    pace: Mutex<Pace>,
    limits: Mutex<Limits>,
    turn: tokio::sync::Mutex<()>,
    freed: Notify,
    adapted: Adapted,
    door: Door,
    terms: Option<RunTerms>,
}

/// An answer with what it took.
pub struct Asked<'a, T> {
    /// The answer.
    pub answer: T,
    /// What all tries cost.
    pub usage: Usage,
    /// The vendor's id of the request.
    pub request_id: Option<String>,
    /// Its place. Keep it until the answer is safe: a crash then loses no more
    /// answers than there are places.
    pub place: Place<'a>,
}

/// No answer, and what it took.
#[derive(Clone, Debug)]
pub struct Unanswered {
    /// Why.
    pub fault: Fault,
    /// What all tries cost.
    pub usage: Usage,
}

/// How a call is to be described: plainly, or with a higher output limit
/// because the last answer was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// The first try, or one like it.
    Plain,
    /// The last answer was cut.
    More,
}

/// What ends with a question that has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stake {
    /// The line, where no other question can succeed.
    Line,
    /// Nothing.
    Nothing,
}

/// What came of one try, how long the endpoint asks to wait, and its id of
/// the request.
type Try<'a, T> = (
    Result<(T, Place<'a>), Fault>,
    Option<Duration>,
    Option<String>,
);

impl Line {
    /// A line to an endpoint.
    #[must_use]
    pub fn new(
        endpoint: Endpoint,
        prices: Prices,
        transport: Transport,
        pace: Pace,
        shared: Arc<Shared>,
    ) -> Self {
        Self {
            limits: Mutex::new(endpoint.limits),
            endpoint,
            prices,
            transport,
            shared,
            pace: Mutex::new(pace),
            turn: tokio::sync::Mutex::new(()),
            freed: Notify::new(),
            adapted: Adapted::default(),
            door: Door::default(),
            terms: None,
        }
    }

    /// The same line with terms that the endpoint is to keep.
    #[must_use]
    pub fn with_terms(self, terms: Option<RunTerms>) -> Self {
        Self { terms, ..self }
    }

    /// The limits of one request, as far as they are known by now.
    #[must_use]
    pub fn limits(&self) -> Limits {
        *lock(&self.limits)
    }

    /// Keeps to a limit that the endpoint names from now on; the limits, if
    /// that narrows them.
    pub fn keep_to(&self, most: Most) -> Option<Limits> {
        let mut limits = lock(&self.limits);
        *limits = limits.narrowed(most)?;
        Some(*limits)
    }

    /// Asks until there is an answer or no hope of one. `describe` and
    /// `read` are pure; `read` also tells what the answer used.
    ///
    /// # Errors
    /// The last fault, with what all tries cost.
    pub async fn ask<T>(
        &self,
        tokens: u64,
        describe: impl Fn(Round) -> Call,
        read: impl Fn(&Reply) -> Result<(T, Usage), Fault>,
    ) -> Result<Asked<'_, T>, Unanswered> {
        self.converse(tokens, describe, |head| Whole::new(head, &read))
            .await
    }

    /// The same for replies that are read as they come; `begin` makes the
    /// reader of one, knowing its head.
    ///
    /// # Errors
    /// The last fault, with what all tries cost.
    pub async fn converse<R: Reader>(
        &self,
        tokens: u64,
        describe: impl Fn(Round) -> Call,
        begin: impl Fn(&Reply) -> R,
    ) -> Result<Asked<'_, R::Answer>, Unanswered> {
        self.pursue(Stake::Line, tokens, describe, begin).await
    }

    async fn pursue<R: Reader>(
        &self,
        stake: Stake,
        tokens: u64,
        describe: impl Fn(Round) -> Call,
        begin: impl Fn(&Reply) -> R,
    ) -> Result<Asked<'_, R::Answer>, Unanswered> {
        let mut tries = Tries::default();
        let mut usage = Usage::default();
        loop {
            let round = if tries.ask_for_more {
                Round::More
            } else {
                Round::Plain
            };
            let (result, hint, request_id) = match self
                .once(tokens, &describe, round, &begin, &mut usage)
                .await
            {
                Ok(done) => done,
                Err(fault) => return Err(Unanswered { fault, usage }),
            };
            let fault = match result {
                Ok((answer, place)) => {
                    self.door.answered();
                    lock(&self.shared.retries).refill();
                    return Ok(Asked {
                        answer,
                        usage,
                        request_id,
                        place,
                    });
                }
                Err(fault) => fault,
            };
            let pause = match tries.next(&fault, hint, &self.shared.patience, fastrand::f64()) {
                Next::After(pause) if lock(&self.shared.retries).spend(&fault) => pause,
                Next::Deferred(_) | Next::GiveUp | Next::After(_) if stake == Stake::Nothing => {
                    return Err(Unanswered { fault, usage });
                }
                Next::Deferred(wait) => {
                    return Err(Unanswered {
                        fault: self.deferred(wait),
                        usage,
                    });
                }
                Next::After(_) | Next::GiveUp => {
                    return Err(Unanswered {
                        fault: self.given_up(fault),
                        usage,
                    });
                }
            };
            if let Action::Adapt(field) = &fault.action {
                self.adapt(field);
            } else {
                self.tell(&Event::Retrying {
                    endpoint: self.endpoint.name.clone(),
                    reason: fault.to_reason(),
                    pause,
                });
            }
            // A throttled endpoint makes everybody wait, in the pace.
            if fault.action != Action::SlowDown && !self.rest(pause).await {
                return Err(Unanswered { fault, usage });
            }
        }
    }

    /// One try: place, send, read. The outer error is one before sending.
    async fn once<R: Reader>(
        &self,
        tokens: u64,
        describe: &impl Fn(Round) -> Call,
        round: Round,
        begin: &impl Fn(&Reply) -> R,
        usage: &mut Usage,
    ) -> Result<Try<'_, R::Answer>, Fault> {
        let place = self.place(tokens).await?;
        let mut call = describe(round);
        self.adapted.apply(&mut call);
        let sent = Instant::now();
        let (head, result) = self.receive(&call, begin).await;
        if let Some(head) = &head {
            self.tell(&Event::Answered {
                endpoint: self.endpoint.name.clone(),
                status: head.status,
                after: sent.elapsed(),
            });
        }
        let observed = head.as_ref().map(crate::pace::observed);
        let request_id = head.as_ref().and_then(request_id_of);
        let hint = match (&head, &result) {
            (Some(head), Err(fault)) => retry::hint(head).or(fault.wait),
            _ => None,
        };
        let result = result.map_err(|fault| presentable(&self.endpoint, fault, &call));
        let mut cost = match &result {
            Ok((_, cost)) => *cost,
            Err(fault) => fault.usage,
        };
        cost.requests = 1;
        cost.cost = self.prices.cost(&cost);
        self.shared.halt.note(&cost);
        usage.add(&cost);
        place.ended(&result, hint, observed);
        Ok((result.map(|(answer, _)| (answer, place)), hint, request_id))
    }

    /// Sends a call and reads its reply. There is a head where the reply
    /// came to its end, whatever it says.
    async fn receive<R: Reader>(
        &self,
        call: &Call,
        begin: &impl Fn(&Reply) -> R,
    ) -> (Option<Reply>, Result<(R::Answer, Usage), Fault>) {
        let mut incoming = match self.transport.open(call).await {
            Ok(incoming) => incoming,
            Err(fault) => return (None, Err(fault)),
        };
        if !(200..300).contains(&incoming.head.status) {
            return match incoming.whole().await {
                Ok(reply) => {
                    let fault = self.fault(&reply);
                    (Some(reply), Err(fault))
                }
                Err(fault) => (None, Err(fault)),
            };
        }
        let mut reader = begin(&incoming.head);
        loop {
            match incoming.piece().await {
                Ok(Some(piece)) => {
                    if let Err(fault) = reader.take(piece.as_ref()) {
                        return (Some(incoming.head), Err(fault));
                    }
                }
                Ok(None) => return (Some(incoming.head), reader.end()),
                // What comes after the answer's own end is not needed.
                Err(_) if reader.has_ended() => return (Some(incoming.head), reader.end()),
                Err(fault) => return (None, Err(fault.paid(reader.spent()))),
            }
        }
    }

    /// What is wrong, in a reply that is no success.
    fn fault(&self, reply: &Reply) -> Fault {
        let mut fault = fault_of(&self.endpoint, reply);
        match reply.header("x-should-retry") {
            Some("false") if fault.action == Action::Retry => fault.action = Action::FailItem,
            Some("true") if fault.action == Action::FailItem => fault.action = Action::Retry,
            _ => {}
        }
        fault
    }

    /// Waits for a place among the requests under way, and for the pace.
    async fn place(&self, tokens: u64) -> Result<Place<'_>, Fault> {
        // One at a time waits: all would be given the same moment.
        let _turn = self.turn.lock().await;
        loop {
            let (freed, shut) = (self.freed.notified(), self.door.shut());
            if let Some(cause) = self.refusal() {
                return Err(not_sent(cause.reason()));
            }
            let admission = lock(&self.pace).admit(self.now(), tokens);
            match admission {
                Admission::Go(ticket) => {
                    let place = Place::new(self, ticket);
                    let reserved = self.shared.halt.reserve();
                    return reserved.map(|()| place).map_err(not_sent);
                }
                Admission::Wait(until) => {
                    let wait = until.saturating_sub(self.now());
                    if wait > self.shared.patience.longest_wait {
                        return Err(self.deferred(wait));
                    }
                    self.rest_until(until).await;
                }
                Admission::Full => tokio::select! {
                    () = freed => {}
                    () = shut => {}
                    () = self.shared.halt.stopped() => {}
                },
            }
        }
    }

    /// Why nothing is sent now.
    fn refusal(&self) -> Option<Cause> {
        self.shared.halt.cause().cloned().or_else(|| self.closed())
    }

    /// Why the endpoint is not asked now, if it is not.
    #[must_use]
    pub fn closed(&self) -> Option<Cause> {
        self.door.cause(self.now())
    }

    /// Why the endpoint is not asked any more, where nobody has been told.
    #[must_use]
    pub fn closing_news(&self) -> Option<Cause> {
        self.door.news()
    }

    fn now(&self) -> Duration {
        self.shared.began.elapsed()
    }

    /// Tells whoever watches.
    pub fn tell(&self, event: &Event) {
        (self.shared.watcher)(event);
    }

    /// The fault of a call that is not tried again; closes the line where no
    /// call can succeed.
    fn given_up(&self, mut fault: Fault) -> Fault {
        let gone = self.door.given_up(&fault);
        if gone.is_some() || self.door.rejected_alike(&fault) {
            fault.action = Action::Stop;
        }
        if fault.action == Action::Stop {
            let until = gone.map(|rest| self.now() + rest);
            self.door.close(Cause::Endpoint(fault.to_reason()), until);
        }
        fault
    }

    fn deferred(&self, wait: Duration) -> Fault {
        let reason = Reason::new(
            ReasonKind::Deferred,
            format!(
                "the endpoint asks to wait {} s, longer than --max-wait; run the same command again later",
                wait.as_secs()
            ),
        );
        let until = Some(self.now() + wait);
        self.door.close(Cause::Deferred(reason.clone()), until);
        not_sent(reason)
    }

    fn adapt(&self, field: &str) {
        if self.adapted.learn(field) {
            self.tell(&Event::Adapted {
                endpoint: self.endpoint.name.clone(),
                field: field.to_owned(),
                instead: renamed(field).map(str::to_owned),
            });
        }
    }

    /// Who sees answers while they come, if anybody does.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.shared.viewer.as_ref()
    }
}

fn not_sent(reason: Reason) -> Fault {
    Fault::new(reason.kind, Action::Stop, reason.message)
}

fn request_id_of(reply: &Reply) -> Option<String> {
    ["x-request-id", "request-id", "x-trace-id", "x-requestid"]
        .iter()
        .find_map(|name| reply.header(name))
        .map(|id| crate::provider::shown(id, 80))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
