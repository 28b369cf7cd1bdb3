//! What a run came to, and the exit code that follows.

use crate::article::{Record, Usage};
use crate::halt::Cause;
use crate::outcome::{Exit, Outcome, ReasonKind};

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
    /// Articles whose results the output held already.
    pub held: u64,
    /// Articles that came twice with the same content.
    pub repeated: u64,
    /// The first failures.
    pub failures: Vec<Failure>,
    /// Failures by reason.
    pub reasons: Vec<(ReasonKind, u64)>,
    /// What it cost.
    pub usage: Usage,
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
            Some(Cause::Output(_)) => return Exit::Fault,
            Some(Cause::Endpoint(_)) => return Exit::NoneSucceeded,
            Some(Cause::Budget(_)) => return Exit::Budget,
            Some(Cause::BrokenPipe) => return Exit::Done,
            Some(Cause::Deferred(_)) | None => {}
        }
        let complete = self.ok + self.review + self.held;
        let stopped = cause.is_some();
        match (self.failed, complete) {
            (0, _) if !stopped && strictness == Strictness::Strict && self.review > 0 => {
                Exit::Flagged
            }
            (0, _) if !stopped => Exit::Done,
            (_, 0) => Exit::NoneSucceeded,
            _ => Exit::SomeFailed,
        }
    }

    /// The report in a few lines, for stderr.
    #[must_use]
    pub fn lines(&self, cause: Option<&Cause>) -> Vec<String> {
        let mut lines = Vec::new();
        for failure in &self.failures {
            lines.push(format!(
                "failed {}: {}: {}",
                failure.id,
                failure.kind.name(),
                failure.message
            ));
        }
        let unnamed = self.failed.saturating_sub(self.failures.len() as u64);
        if unnamed > 0 {
            let counts: Vec<String> = self
                .reasons
                .iter()
                .map(|(kind, count)| format!("{count} {}", kind.name()))
                .collect();
            lines.push(format!(
                "and {unnamed} more failed (in all: {})",
                counts.join(", ")
            ));
        }
        if let Some(stopped) = stopped(cause) {
            lines.push(stopped);
        }
        lines.push(self.counts());
        lines
    }

    fn counts(&self) -> String {
        let mut counts = vec![format!("{} done", self.ok + self.review)];
        let rows = [
            (self.review, "to review"),
            (self.failed, "failed"),
            (self.from_memory, "from memory"),
            (self.held, "already in the output"),
            (self.repeated, "repeated in the input"),
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

fn stopped(cause: Option<&Cause>) -> Option<String> {
    let text = match cause? {
        Cause::Endpoint(reason) => format!("stopped, the endpoint refuses us: {reason}"),
        Cause::Budget(reason) | Cause::Deferred(reason) => format!("stopped: {reason}"),
        Cause::Interrupt | Cause::Terminate => {
            "stopped by a signal; the same command continues".to_owned()
        }
        Cause::BrokenPipe => return None,
        Cause::Output(problem) => format!("stopped, results cannot be written: {problem}"),
    };
    Some(text)
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
