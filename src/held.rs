//! What an output held when a run began, so that it is not done again.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::article::Record;
use crate::compare::Rules;
use crate::earlier::Earlier;
use crate::input::derive::ContentHash;
use crate::label::Labels;
use crate::outcome::Outcome;
use crate::output::folder::Listing;
use crate::output::head::{Ended, IdHash};
use crate::output::lines::Resume;
use crate::review;

/// What an output held.
#[derive(Debug, Default)]
pub struct Held {
    results: Results,
    changed: AtomicU64,
    replaced: AtomicBool,
}

#[derive(Debug, Default)]
enum Results {
    #[default]
    Nothing,
    Lines(Resume),
    Folder(Listing, Earlier),
}

impl Held {
    pub(crate) fn lines(resume: Resume) -> Self {
        Self {
            results: Results::Lines(resume),
            ..Self::default()
        }
    }

    pub(crate) fn folder(listing: Listing, earlier: Earlier) -> Self {
        Self {
            results: Results::Folder(listing, earlier),
            ..Self::default()
        }
    }

    /// How this article ended, where the output holds its result already, so
    /// that it need not be done. A result for other content is none, and is
    /// counted as changed.
    #[must_use]
    pub fn ended(&self, id: &str, content: &ContentHash) -> Option<Ended> {
        if let Some(record) = self.reviewed(id) {
            let is_same = record.source.sha256 == content.sha256();
            if is_same && record.outcome != Outcome::Failed {
                return Some(Ended {
                    outcome: record.outcome,
                    reason: None,
                    source: Some(content.first_bits()),
                });
            }
            self.replaced.store(true, Ordering::Relaxed);
        }
        let ended = match &self.results {
            Results::Nothing => None,
            Results::Lines(resume) if resume.done.is_empty() => None,
            Results::Lines(resume) => resume.done.get(&IdHash::of(id)).copied(),
            Results::Folder(listing, earlier) => {
                listing.ended(id).filter(|ended| !earlier.redoes(ended))
            }
        };
        let ended = ended?;
        let is_other = |source| source != content.first_bits();
        if ended.source.is_some_and(is_other) {
            self.changed.fetch_add(1, Ordering::Relaxed);
            self.replaced.store(true, Ordering::Relaxed);
            return None;
        }
        Some(ended)
    }

    /// A new record with what a person did to the one that the output holds.
    #[must_use]
    pub fn keep(&self, record: Record, rules: Rules, labels: &Labels) -> Record {
        match self.reviewed(&record.id) {
            Some(old) => review::keep(&old, record, rules, labels),
            None => record,
        }
    }

    fn reviewed(&self, id: &str) -> Option<Cow<'_, Record>> {
        match &self.results {
            Results::Nothing => None,
            Results::Lines(resume) if resume.reviewed.is_empty() => None,
            Results::Lines(resume) => resume.reviewed.get(&IdHash::of(id)).map(Cow::Borrowed),
            Results::Folder(listing, _) => listing.reviewed(id).map(Cow::Owned),
        }
    }

    /// How many results of a file stay; a folder's are known one by one.
    #[must_use]
    pub fn kept(&self) -> u64 {
        match &self.results {
            Results::Nothing | Results::Folder(..) => 0,
            Results::Lines(resume) => resume.kept,
        }
    }

    /// How many articles came whose results here are for other content.
    #[must_use]
    pub fn changed(&self) -> u64 {
        self.changed.load(Ordering::Relaxed)
    }

    /// Whether the output holds results that newer ones replace.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        self.replaced.load(Ordering::Relaxed)
    }

    /// What the user should know about how the output was found.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let Results::Lines(resume) = &self.results else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        if let Some(bytes) = resume.torn {
            notes.push(format!(
                "the output ended in a torn line, as after a crash; its {bytes} bytes are cut off and the article is done again"
            ));
        }
        if resume.superseded > 0 {
            notes.push(format!(
                "the output held {} older results of articles that were done again; they are dropped",
                resume.superseded
            ));
        }
        if !resume.reviewed.is_empty() {
            notes.push(format!(
                "{} of its results were edited, ticked off or approved by a person, who is not overwritten",
                resume.reviewed.len()
            ));
        }
        if resume.kept + resume.dropped > 0 {
            let again = match resume.dropped {
                0 => String::new(),
                dropped => format!("; {dropped} more were not finished and are done again"),
            };
            notes.push(format!(
                "the output holds {} results, which stay{again}",
                resume.kept
            ));
        }
        notes
    }
}
