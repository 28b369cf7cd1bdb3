//! What a run came to, and the exit code that follows.

mod advice;

use serde_json::{Map, Value, json};

use crate::article::{Record, Usage};
use crate::halt::Cause;
use crate::outcome::{Exit, Outcome, ReasonKind};
use crate::tell::{Kind, Saying};

/// So many failures are named one by one; the rest is counted.
const NAMED: usize = 20;

/// Whether flags change the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Strictness {
    /// They do not.
    #[default]
    Lenient,
    /// Articles with errors among their flags make exit code 5.
    Strict,
}

/// A failed article, for the end of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its id.
    pub id: String,
    /// Why.
    pub kind: ReasonKind,
    /// One sentence.
    pub message: String,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Articles that are ok.
    pub ok: u64,
    /// Articles that are complete and flagged with an error.
    pub review: u64,
    /// Articles that failed.
    pub failed: u64,
    /// Of the complete ones, those that the memory had.
    pub from_memory: u64,
    /// Of the complete ones, those that another endpoint than the first one
    /// did.
    pub by_fallback: u64,
    /// Articles whose results the output held already.
    pub held: u64,
    /// Of these, failed ones.
    pub held_failed: u64,
    /// Of these, those to be reviewed.
    pub held_review: u64,
    /// Articles that came twice with the same content.
    pub repeated: u64,
    /// Articles whose results the output held for other content.
    pub changed: u64,
    /// Articles of the input, repeated ones included, where that is known.
    pub expected: Option<u64>,
    /// Requests that the endpoint throttled.
    pub throttled: u64,
    /// The first failures.
    pub failures: Vec<Failure>,
    /// Failures by reason.
    pub reasons: Vec<(ReasonKind, u64)>,
    /// What it cost.
    pub usage: Usage,
    /// What does failed articles again, where it is not the same command.
    pub again: Option<&'static str>,
}

/// What the report needs of a record.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The article's id.
    pub id: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What it cost.
    pub usage: Usage,
    /// Whether the memory had all of it.
    pub from_memory: bool,
    /// Whether another endpoint was left for it.
    pub by_fallback: bool,
}

impl Ended {
    /// What the report needs of this record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        Self {
            id: record.id.clone(),
            outcome: record.outcome,
            failure: record.reason.as_ref().map(|reason| Failure {
                id: record.id.clone(),
                kind: reason.kind,
                message: reason.message.clone(),
            }),
            usage: record.usage,
            from_memory: record.provenance.from_memory,
            by_fallback: !record.provenance.fallbacks.is_empty(),
        }
    }
}

impl Report {
    /// Counts one article.
    pub fn count(&mut self, ended: Ended) {
        self.usage.add(&ended.usage);
        match ended.outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Review => self.review += 1,
            Outcome::Failed => self.failed += 1,
        }
        if ended.outcome != Outcome::Failed && ended.from_memory {
            self.from_memory += 1;
        }
        if ended.outcome != Outcome::Failed && ended.by_fallback {
            self.by_fallback += 1;
        }
        if let Some(failure) = ended.failure {
            match self
                .reasons
                .iter_mut()
                .find(|(kind, _)| *kind == failure.kind)
            {
                Some((_, count)) => *count += 1,
                None => self.reasons.push((failure.kind, 1)),
            }
            if self.failures.len() < NAMED {
                self.failures.push(failure);
            }
        }
    }

    /// Adds what another run came to.
    pub fn absorb(&mut self, other: Self) {
        for (count, more) in [
            (&mut self.ok, other.ok),
            (&mut self.review, other.review),
            (&mut self.failed, other.failed),
            (&mut self.from_memory, other.from_memory),
            (&mut self.held, other.held),
            (&mut self.held_failed, other.held_failed),
            (&mut self.held_review, other.held_review),
            (&mut self.repeated, other.repeated),
            (&mut self.changed, other.changed),
        ] {
            *count += more;
        }
        self.usage.add(&other.usage);
        for (kind, count) in other.reasons {
            match self.reasons.iter_mut().find(|(own, _)| *own == kind) {
                Some((_, own)) => *own += count,
                None => self.reasons.push((kind, count)),
            }
        }
        self.failures.extend(other.failures);
        self.failures.truncate(NAMED);
    }

    /// Counts an article whose result the output held already.
    pub fn hold(&mut self, outcome: Outcome) {
        self.held += 1;
        match outcome {
            Outcome::Ok => {}
            Outcome::Review => self.held_review += 1,
            Outcome::Failed => self.held_failed += 1,
        }
    }

    /// Articles that were looked at in this run.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.ok + self.review + self.failed
    }

    /// The exit code.
    #[must_use]
    pub fn exit(&self, cause: Option<&Cause>, strictness: Strictness) -> Exit {
        match cause {
            Some(Cause::Interrupt) => return Exit::Interrupted,
            Some(Cause::Terminate) => return Exit::Terminated,
            Some(Cause::Output(_) | Cause::Fault(_)) => return Exit::Fault,
            Some(Cause::Endpoint(_)) => return Exit::NoneSucceeded,
            Some(Cause::Budget(_)) => return Exit::Budget,
            Some(Cause::BrokenPipe) => return Exit::Done,
            Some(Cause::Deferred(_)) | None => {}
        }
        let complete = self.ok + self.review + self.held - self.held_failed;
        let flagged = self.review + self.held_review > 0;
        let stopped = cause.is_some();
        match (self.failed + self.held_failed, complete) {
            (0, _) if !stopped && strictness == Strictness::Strict && flagged => Exit::Flagged,
            (0, _) if !stopped => Exit::Done,
            (_, 0) => Exit::NoneSucceeded,
            _ => Exit::SomeFailed,
        }
    }

    /// Articles that were not begun, where the input's number is known.
    #[must_use]
    pub fn left(&self) -> Option<u64> {
        let seen = self.done() + self.held + self.repeated;
        self.expected.map(|expected| expected.saturating_sub(seen))
    }

    /// The report, for stderr.
    #[must_use]
    pub fn sayings(&self, cause: Option<&Cause>) -> Vec<Saying> {
        let mut sayings: Vec<Saying> = self
            .failures
            .iter()
            .filter(|failure| !is_said_by(cause, failure))
            .map(|failure| failure.saying(self.again))
            .collect();
        let said = cause.map_or(0, |cause| self.failed_with(cause.reason().kind));
        let unnamed = self.failed.saturating_sub(said + sayings.len() as u64);
        if unnamed > 0 {
            let counts: Vec<String> = self
                .reasons
                .iter()
                .map(|(kind, count)| format!("{count} {}", kind.name()))
                .collect();
            let text = format!(
                "and {unnamed} more failed (in all: {}); each has its record",
                counts.join(", ")
            );
            sayings.push(Saying::new(Kind::Failed, text, json!({"unnamed": unnamed})));
        }
        sayings.extend(cause.and_then(stopped));
        sayings.push(self.summary(cause));
        let advice = match self.again {
            Some(again) if self.failed > 0 => Some(format!("{again} does failed articles again")),
            Some(_) => None,
            None => advice::advice(self),
        };
        if let Some(advice) = advice {
            sayings.push(Saying::new(Kind::Advice, advice, Value::Null));
        }
        sayings
    }

    fn summary(&self, cause: Option<&Cause>) -> Saying {
        let reasons: Map<String, Value> = self
            .reasons
            .iter()
            .map(|(kind, count)| (kind.name().to_owned(), (*count).into()))
            .collect();
        let fields = json!({
            "ok": self.ok,
            "review": self.review,
            "failed": self.failed,
            "reasons": reasons,
            "from_memory": self.from_memory,
            "by_fallback": self.by_fallback,
            "held": self.held,
            "held_failed": self.held_failed,
            "held_review": self.held_review,
            "repeated": self.repeated,
            "changed": self.changed,
            "articles": self.expected,
            "left": self.left(),
            "throttled": self.throttled,
            "usage": self.usage,
            "stopped": cause.map(Cause::name),
        });
        Saying::new(Kind::Report, self.counts(cause), fields)
    }

    fn failed_with(&self, kind: ReasonKind) -> u64 {
        let row = self.reasons.iter().find(|(own, _)| *own == kind);
        row.map_or(0, |(_, count)| *count)
    }

    /// Articles that were under way when the run stopped, and did not fail by
    /// themselves.
    fn put_off(&self, cause: Option<&Cause>) -> u64 {
        match cause {
            None | Some(Cause::Endpoint(_)) => 0,
            Some(cause) => self.failed_with(cause.reason().kind),
        }
    }

    fn counts(&self, cause: Option<&Cause>) -> String {
        let put_off = self.put_off(cause);
        let mut counts = vec![format!("{} done", self.ok + self.review)];
        let rows = [
            (self.review, "to review"),
            (self.failed - put_off, "failed"),
            (put_off, "begun and put off"),
            (self.left().unwrap_or(0), "not begun"),
            (self.from_memory, "from memory"),
            (self.by_fallback, "by a fallback endpoint"),
            (self.held, "already in the output"),
            (
                self.held_failed,
                "of those failed (--retry-failed does them again)",
            ),
            (self.repeated, "repeated in the input"),
            (self.changed, "changed since their last result"),
        ];
        for (count, name) in rows {
            if count > 0 {
                counts.push(format!("{count} {name}"));
            }
        }
        counts.push(match self.usage.requests {
            1 => "1 request".to_owned(),
            many => format!("{many} requests"),
        });
        if let Some(cost) = self.usage.cost {
            counts.push(format!("cost {cost:.4}"));
        }
        counts.join(", ")
    }
}

impl Failure {
    fn saying(&self, again: Option<&'static str>) -> Saying {
        let next = again.unwrap_or_else(|| advice::next_step(self.kind));
        Saying::new(
            Kind::Failed,
            format!(
                "failed {}: {}: {} (next: {next})",
                self.id,
                self.kind.name(),
                self.message
            ),
            json!({"id": self.id, "reason": self.kind, "reason_message": self.message, "next": next}),
        )
    }
}

/// What stopped the run is said once, and not for each article that was
/// under way.
fn is_said_by(cause: Option<&Cause>, failure: &Failure) -> bool {
    cause.is_some_and(|cause| cause.reason().kind == failure.kind)
}

fn stopped(cause: &Cause) -> Option<Saying> {
    let (kind, text) = match cause {
        Cause::Endpoint(reason) => (
            Kind::Error,
            format!("stopped, the endpoint refuses us: {reason}"),
        ),
        Cause::Budget(reason) | Cause::Deferred(reason) => {
            (Kind::Note, format!("stopped: {reason}"))
        }
        Cause::Interrupt | Cause::Terminate => (
            Kind::Note,
            "stopped by a signal; the same command continues".to_owned(),
        ),
        Cause::BrokenPipe => return None,
        Cause::Output(problem) => (
            Kind::Error,
            format!("stopped, results cannot be written: {problem}"),
        ),
        Cause::Fault(reason) => (
            Kind::Error,
            format!("the rest of the input was not read: {reason}"),
        ),
    };
    Some(Saying::new(kind, text, Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(ok: u64, review: u64, failed: u64) -> Report {
        Report {
            ok,
            review,
            failed,
            ..Report::default()
        }
    }

    #[test]
    fn what_failed_earlier_is_no_success_now() {
        use Strictness::{Lenient, Strict};
        for (ok, held, strictness, code) in [
            (0, [Outcome::Ok, Outcome::Failed], Lenient, 3),
            (0, [Outcome::Failed, Outcome::Failed], Lenient, 4),
            (1, [Outcome::Failed, Outcome::Failed], Lenient, 3),
            (1, [Outcome::Ok, Outcome::Review], Lenient, 0),
            (1, [Outcome::Ok, Outcome::Review], Strict, 5),
        ] {
            let mut report = report(ok, 0, 0);
            held.into_iter().for_each(|outcome| report.hold(outcome));
            assert_eq!(report.exit(None, strictness).code(), code, "{held:?}");
        }
    }

    #[test]
    fn exit_codes_are_the_same_everywhere() {
        use Strictness::{Lenient, Strict};
        let reason = || crate::outcome::Reason::new(ReasonKind::Auth, "x");
        for (counts, cause, strictness, code) in [
            ((3, 0, 0), None, Strict, 0),
            ((2, 1, 0), None, Lenient, 0),
            ((2, 1, 0), None, Strict, 5),
            ((2, 0, 1), None, Strict, 3),
            ((0, 1, 1), None, Lenient, 3),
            ((0, 0, 1), None, Lenient, 4),
            ((5, 0, 1), Some(Cause::Endpoint(reason())), Lenient, 4),
            ((5, 0, 1), Some(Cause::Budget(reason())), Lenient, 6),
            ((5, 0, 1), Some(Cause::Deferred(reason())), Lenient, 3),
            ((0, 0, 1), Some(Cause::Deferred(reason())), Lenient, 4),
            ((5, 0, 0), Some(Cause::Interrupt), Lenient, 130),
            ((5, 0, 0), Some(Cause::Terminate), Lenient, 143),
            ((5, 0, 0), Some(Cause::Output("full".into())), Lenient, 1),
        ] {
            let (ok, review, failed) = counts;
            let exit = report(ok, review, failed).exit(cause.as_ref(), strictness);
            assert_eq!(exit.code(), code, "{counts:?} {cause:?}");
        }
    }
}
