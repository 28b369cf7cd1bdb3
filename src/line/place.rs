//! A place among the requests under way.

use std::time::Duration;

use super::{Line, lock};
use crate::outcome::ReasonKind;
use crate::pace::{Observed, Ticket};
use crate::provider::Fault;

/// The right to one request, free for the next one as soon as it is dropped.
pub struct Place<'a> {
    line: &'a Line,
    ticket: Ticket,
}

impl<'a> Place<'a> {
    pub(super) fn new(line: &'a Line, ticket: Ticket) -> Self {
        Self { line, ticket }
    }

    /// Tells the pace what came of the request.
    pub(super) fn ended<T>(
        &self,
        result: &Result<T, Fault>,
        hint: Option<Duration>,
        observed: Option<Observed>,
    ) {
        let Some(observed) = observed else {
            // Without a reply nobody complained: each try has its own pause,
            // and an endpoint that is gone is soon known to be.
            return;
        };
        let now = self.line.now();
        let ticket = &self.ticket;
        let mut pace = lock(&self.line.pace);
        let hint = hint.filter(|wait| *wait <= self.line.shared.patience.longest_wait);
        match result {
            Ok(_) => pace.succeeded(now, ticket, &observed),
            Err(fault) if fault.reason == ReasonKind::Rate => {
                pace.throttled(now, ticket, hint, &observed);
            }
            Err(fault) if fault.reason == ReasonKind::Network => {
                pace.overloaded(now, ticket, hint);
            }
            Err(_) => {}
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        lock(&self.line.pace).left();
        self.line.freed.notify_one();
    }
}
