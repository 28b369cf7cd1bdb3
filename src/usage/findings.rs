//! What many records tell together: outcomes, flags by check, how long
//! articles took.

use std::collections::BTreeMap;

use crate::article::{Record, Severity};
use crate::outcome::Outcome;

/// What many records tell together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Articles.
    pub articles: u64,
    /// Of these, to be reviewed.
    pub review: u64,
    /// Of these, failed.
    pub failed: u64,
    /// Failures by reason.
    pub reasons: BTreeMap<&'static str, u64>,
    /// Errors and warnings by check.
    pub checks: BTreeMap<String, u64>,
    /// Seconds that each article took which the endpoint was asked about.
    pub seconds: Vec<f64>,
}

impl Findings {
    /// Counts one record.
    pub fn count(&mut self, record: &Record) {
        self.articles += 1;
        match record.outcome {
            Outcome::Ok => {}
            Outcome::Review => self.review += 1,
            Outcome::Failed => self.failed += 1,
        }
        if let Some(reason) = &record.reason {
            *self.reasons.entry(reason.kind.name()).or_default() += 1;
        }
        for flag in &record.flags {
            if flag.severity > Severity::Info {
                *self.checks.entry(flag.check.to_string()).or_default() += 1;
            }
        }
        if record.usage.requests > 0 {
            self.seconds.extend(seconds(record));
        }
    }

    /// The checks with the most flags, the most first.
    #[must_use]
    pub fn leading_checks(&self, most: usize) -> Vec<(&str, u64)> {
        let all = self.checks.iter();
        let mut all: Vec<(&str, u64)> = all.map(|(name, count)| (name.as_str(), *count)).collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all.truncate(most);
        all
    }

    /// Articles by how long they took: the upper end of each class in
    /// seconds, and how many are in it. Classes double.
    #[must_use]
    pub fn latencies(&self) -> Vec<(String, u64)> {
        const FIRST: f64 = 0.25;
        let class = |seconds: f64| {
            let doublings = (seconds.max(FIRST) / FIRST).log2().ceil();
            (doublings as usize).min(15)
        };
        let last = self.seconds.iter().map(|own| class(*own)).max();
        let Some(last) = last else {
            return Vec::new();
        };
        let mut counts = vec![0; last + 1];
        for own in &self.seconds {
            counts[class(*own)] += 1;
        }
        let name = |class: usize| format!("{} s", FIRST * f64::from(1 << class));
        let classes = counts.into_iter().enumerate();
        classes.map(|(class, count)| (name(class), count)).collect()
    }
}

fn seconds(record: &Record) -> Option<f64> {
    let started: jiff::Timestamp = record.provenance.started.parse().ok()?;
    let finished: jiff::Timestamp = record.provenance.finished.parse().ok()?;
    let seconds = finished.duration_since(started).as_secs_f64();
    (seconds >= 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_are_classed() {
        let findings = Findings {
            seconds: vec![0.0, 0.25, 0.3, 1.9, 1e12],
            ..Findings::default()
        };
        let classes = findings.latencies();
        assert_eq!(classes[0], ("0.25 s".to_owned(), 2));
        assert_eq!(classes[1], ("0.5 s".to_owned(), 1));
        assert_eq!(classes[3], ("2 s".to_owned(), 1));
        assert_eq!(classes.len(), 16);
        assert!(Findings::default().latencies().is_empty());
    }
}
