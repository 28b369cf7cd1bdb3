//! Endpoints that stand in for one another, in their order.
//!
//! Each keeps its own pace, prices and door. A question goes to the first
//! one; what went wrong there decides whether the next one is asked.

use std::sync::Arc;

use crate::halt::{Cause, Halt};
use crate::line::{Event, Extent, Line};
use crate::outcome::ReasonKind;
use crate::provider::{Action, Fault};

/// What follows after an endpoint had no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next endpoint is asked.
    Next,
    /// The article fails: another endpoint could do no better, or the run is
    /// to end.
    Fail,
    /// The run ends: somebody has to correct the settings.
    Stop,
}

/// The step after a fault.
///
/// | what went wrong | step |
/// |---|---|
/// | declined, filtered, cut, empty, unusable | the next endpoint, for this article |
/// | too long, also in small pieces | the next endpoint, for this article |
/// | out of reach, overloaded, out of credit, a wait beyond the limit | the next endpoint, for a while or for the run |
/// | a wrong key, model, address or certificate | the end of the run |
/// | a budget, a signal, the article itself | no other endpoint |
#[must_use]
pub fn step(fault: &Fault) -> Step {
    use ReasonKind::{Auth, Budget, Config, Input, Interrupted, NotFound, Tls};
    match fault.reason {
        Auth | NotFound | Config | Tls if fault.action == Action::Stop => Step::Stop,
        Budget | Interrupted | Input => Step::Fail,
        _ => Step::Next,
    }
}

/// Endpoints in the order in which they are asked; there is a first one.
pub struct Chain {
    first: Arc<Line>,
    others: Vec<Arc<Line>>,
}

impl Chain {
    /// A chain.
    #[must_use]
    pub fn new(first: Arc<Line>, others: Vec<Arc<Line>>) -> Self {
        Self { first, others }
    }

    /// The endpoint that is asked before all others.
    #[must_use]
    pub fn first(&self) -> &Arc<Line> {
        &self.first
    }

    /// Whether any endpoint stands in.
    #[must_use]
    pub fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// All of them.
    pub fn lines(&self) -> impl Iterator<Item = &Arc<Line>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The one behind a line.
    #[must_use]
    pub fn after(&self, line: &Line) -> Option<&Arc<Line>> {
        let mut rest = self.lines();
        rest.find(|own| std::ptr::eq(own.as_ref(), line))?;
        rest.next()
    }

    /// Whether some of the chain only translate.
    #[must_use]
    pub fn holds_engines(&self) -> bool {
        self.lines().any(|line| !line.endpoint.is_chat())
    }
}

/// Ends the run where none of the endpoints can go on.
pub fn settle<'a>(lines: impl IntoIterator<Item = &'a Arc<Line>>, fault: &Fault, halt: &Halt) {
    if step(fault) == Step::Stop {
        return halt.stop(Cause::Endpoint(fault.to_reason()));
    }
    let mut last = None;
    for line in lines {
        match line.closed() {
            None => return,
            // A wait that ends is the better cause: the run goes on later.
            Some(cause @ Cause::Deferred(_)) => last = Some(cause),
            Some(cause) => last = last.or(Some(cause)),
        }
    }
    if let Some(cause) = last {
        halt.stop(cause);
    }
}

/// Tells that an endpoint is left for the next one.
pub fn tell_onward(from: &Line, to: &Line, fault: &Fault) {
    let (reason, extent) = match from.closing_news() {
        Some(cause) => (cause.reason(), Extent::Run),
        None => (fault.to_reason(), Extent::Article),
    };
    from.tell(&Event::Onward {
        endpoint: from.endpoint.name.clone(),
        reason,
        next: to.endpoint.name.clone(),
        extent,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_failure_has_its_step() {
        use ReasonKind as Kind;
        for (reason, action, expected) in [
            (Kind::Refused, Action::FailItem, Step::Next),
            (Kind::Blocked, Action::FailItem, Step::Next),
            (Kind::TooLarge, Action::FailItem, Step::Next),
            (Kind::Network, Action::Stop, Step::Next),
            (Kind::Timeout, Action::Retry, Step::Next),
            (Kind::Rate, Action::SlowDown, Step::Next),
            (Kind::Deferred, Action::Stop, Step::Next),
            (Kind::Quota, Action::Stop, Step::Next),
            (Kind::Mismatch, Action::AskAgain, Step::Next),
            (Kind::Config, Action::Adapt("seed".into()), Step::Next),
            (Kind::Auth, Action::Stop, Step::Stop),
            (Kind::NotFound, Action::Stop, Step::Stop),
            (Kind::Tls, Action::Stop, Step::Stop),
            (Kind::Config, Action::Stop, Step::Stop),
            (Kind::Budget, Action::Stop, Step::Fail),
            (Kind::Interrupted, Action::Stop, Step::Fail),
        ] {
            let fault = Fault::new(reason, action, "x");
            assert_eq!(step(&fault), expected, "{fault:?}");
        }
    }
}
