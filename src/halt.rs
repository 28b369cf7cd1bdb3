//! Why a run stops before its articles are done, and the budgets that may
//! stop it. Shared by everything that waits or starts work.

use std::sync::{Mutex, OnceLock};

use tokio::sync::Notify;

use crate::article::Usage;
use crate::outcome::{Reason, ReasonKind};

/// Why no new work is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The endpoint refuses us; no call can succeed.
    Endpoint(Reason),
    /// A budget is used up.
    Budget(Reason),
    /// The endpoint wants a longer wait than allowed.
    Deferred(Reason),
    /// SIGINT.
    Interrupt,
    /// SIGTERM.
    Terminate,
    /// Nobody reads our output any more.
    BrokenPipe,
    /// Results cannot be written.
    Output(String),
    /// The input cannot be read on, through a fault of this program.
    Fault(Reason),
}

impl Cause {
    /// The name that machines get.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Endpoint(_) => "endpoint",
            Self::Budget(_) => "budget",
            Self::Deferred(_) => "deferred",
            Self::Interrupt => "interrupt",
            Self::Terminate => "terminate",
            Self::BrokenPipe => "broken_pipe",
            Self::Output(_) => "output",
            Self::Fault(_) => "fault",
        }
    }

    /// The reason that an article gets which was under way.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Endpoint(reason)
            | Self::Budget(reason)
            | Self::Deferred(reason)
            | Self::Fault(reason) => reason.clone(),
            Self::Interrupt | Self::Terminate | Self::BrokenPipe | Self::Output(_) => Reason::new(
                ReasonKind::Interrupted,
                "the run was stopped before this article was done; run the same command again to continue",
            ),
        }
    }
}

/// The run's limits on spending; none is unlimited.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budgets {
    /// Money, in the currency of the configured prices.
    pub cost: Option<f64>,
    /// Requests.
    pub requests: Option<u64>,
    /// Tokens in and out together.
    pub tokens: Option<u64>,
    /// Characters given to translation engines.
    pub characters: Option<u64>,
}

impl Budgets {
    fn exceeded(&self, spent: &Usage) -> Option<Reason> {
        let over = |name: &str| {
            Reason::new(
                ReasonKind::Budget,
                format!(
                    "the run's limit {name} is reached; raise it and run the same command again"
                ),
            )
        };
        let cost = self
            .cost
            .is_some_and(|most| spent.cost.unwrap_or(0.0) >= most);
        let requests = self.requests.is_some_and(|most| spent.requests >= most);
        let tokens = self
            .tokens
            .is_some_and(|most| spent.tokens_in + spent.tokens_out >= most);
        let characters = self.characters.is_some_and(|most| spent.characters >= most);
        match (cost, requests, tokens, characters) {
            (true, ..) => Some(over("--max-cost")),
            (_, true, ..) => Some(over("--max-requests")),
            (_, _, true, _) => Some(over("--max-tokens")),
            (.., true) => Some(over("--max-characters")),
            _ => None,
        }
    }
}

/// The run's stop sign and purse.
#[derive(Debug, Default)]
pub struct Halt {
    cause: OnceLock<Cause>,
    stopped: Notify,
    budgets: Budgets,
    spent: Mutex<Usage>,
}

impl Halt {
    /// A run with these budgets.
    #[must_use]
    pub fn new(budgets: Budgets) -> Self {
        Self {
            budgets,
            ..Self::default()
        }
    }

    /// Stops the start of new work. The first cause stays.
    pub fn stop(&self, cause: Cause) {
        let _ = self.cause.set(cause);
        self.stopped.notify_waiters();
    }

    /// Why new work must not be started, if it must not.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        self.cause.get()
    }

    /// Returns when the run is stopped.
    pub async fn stopped(&self) {
        let notified = self.stopped.notified();
        tokio::pin!(notified);
        notified.as_mut().enable();
        if self.cause.get().is_none() {
            notified.await;
        }
    }

    /// Takes a request from the purse before it is sent, so that a limit on
    /// requests holds exactly.
    pub fn reserve(&self) -> Result<(), Reason> {
        if let Some(cause) = self.cause() {
            return Err(cause.reason());
        }
        let mut spent = lock(&self.spent);
        if let Some(reason) = self.budgets.exceeded(&spent) {
            drop(spent);
            self.stop(Cause::Budget(reason.clone()));
            return Err(reason);
        }
        spent.requests += 1;
        Ok(())
    }

    /// Notes what a request cost, besides the request itself.
    pub fn note(&self, usage: &Usage) {
        let cost = Usage {
            requests: 0,
            ..*usage
        };
        lock(&self.spent).add(&cost);
    }

    /// What the run has spent so far.
    #[must_use]
    pub fn spent(&self) -> Usage {
        *lock(&self.spent)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
