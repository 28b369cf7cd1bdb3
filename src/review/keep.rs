//! What a person wrote is kept when a story is done again.
//!
//! A changed part is found in the new story by its source; where only the
//! source's wording has changed, the edit stays and is flagged. What the new
//! story has no place for is kept beside it.

use std::collections::HashSet;

use super::distance::distance;
use super::part;
use super::recheck::{is_same, recheck};
use crate::article::{
    Edit, Flag, Orphan, Record, Review, ReviewState, Severity, Summary, TITLE_ID,
};
use crate::compare::Rules;
use crate::label::Labels;
use crate::outcome::Outcome;
use crate::record::outcome_of;

/// Two sources are versions of one part if they share so many of their
/// words, in percent.
const ALIKE: usize = 50;

/// The new record with what a person did to the old one.
#[must_use]
pub fn keep(old: &Record, mut new: Record, rules: Rules, labels: &Labels) -> Record {
    if old.review == Review::default() {
        return new;
    }
    new.review = Review {
        state: ReviewState::Machine,
        by: old.review.by.clone(),
        at: old.review.at.clone(),
        ..Review::default()
    };
    let mut taken = HashSet::new();
    let mut kept = Vec::new();
    for pin in pins(old) {
        match place(&pin, &new, &taken) {
            Some(id) => {
                taken.insert(id.clone());
                kept.push((id, pin));
            }
            None => new.review.orphans.push(pin.into_orphan()),
        }
    }
    let ids: Vec<String> = kept.iter().map(|(id, _)| id.clone()).collect();
    let mut notes = Vec::new();
    for (id, pin) in kept {
        settled_of(old, &pin, &id, &mut new);
        notes.extend(put(pin, id, &mut new));
    }
    notes.extend(keep_summary(old, &mut new));
    recheck(&mut new, &ids, rules);
    notes.extend(gone(&new));
    if !new.review.edits.is_empty() || !new.review.orphans.is_empty() {
        new.review.state = ReviewState::Edited;
    }
    notes.extend(outdated(old));
    new.flags.extend(notes);
    if new.outcome != Outcome::Failed {
        new.outcome = outcome_of(&new.flags);
    }
    new.label = labels.of(&new);
    new
}

/// A text of a person, and the source it was written for.
struct Pin {
    part: String,
    source: String,
    text: String,
    by: Option<String>,
    at: Option<String>,
}

impl Pin {
    fn into_orphan(self) -> Orphan {
        Orphan {
            part: self.part,
            source: self.source,
            text: self.text,
            by: self.by,
            at: self.at,
        }
    }
}

fn pins(old: &Record) -> Vec<Pin> {
    let edits = old.review.edits.iter().filter_map(|edit| {
        let source = edit.source_before.as_deref();
        Some(Pin {
            source: source.or(part::source(old, &edit.part))?.to_owned(),
            text: part::text(old, &edit.part)?.to_owned(),
            part: edit.part.clone(),
            by: edit.by.clone(),
            at: edit.at.clone(),
        })
    });
    let orphans = old.review.orphans.iter().map(|orphan| Pin {
        part: orphan.part.clone(),
        source: orphan.source.clone(),
        text: orphan.text.clone(),
        by: orphan.by.clone(),
        at: orphan.at.clone(),
    });
    edits.chain(orphans).collect()
}

/// The part of the new story that the pin belongs to.
fn place(pin: &Pin, new: &Record, taken: &HashSet<String>) -> Option<String> {
    let translation = new.translation.as_ref()?;
    if pin.part == TITLE_ID {
        return translation.title.as_ref().map(|_| TITLE_ID.to_owned());
    }
    let is_free = |id: &str| !taken.contains(id) && part::text(new, id).is_some();
    let free = new.source.parts.iter().filter(|own| is_free(&own.id));
    let best = free.max_by_key(|own| {
        let is_own = own.id == pin.part;
        (
            own.text == pin.source,
            likeness(&own.text, &pin.source),
            is_own,
        )
    })?;
    (likeness(&best.text, &pin.source) >= ALIKE).then(|| best.id.clone())
}

/// Words in both of all words, in percent.
fn likeness(a: &str, b: &str) -> usize {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    let all = a.len() + b.len() - shared;
    (shared * 100).checked_div(all).unwrap_or(100)
}

/// What was ticked off in a part whose source is the same stays so.
fn settled_of(old: &Record, pin: &Pin, id: &str, new: &mut Record) {
    if part::source(new, id) != Some(&pin.source) {
        return;
    }
    let of_part = old.review.settled.iter();
    let of_part = of_part.filter(|flag| flag.part.as_deref() == Some(&pin.part));
    for flag in of_part {
        let moved = Flag {
            part: Some(id.to_owned()),
            ..flag.clone()
        };
        new.flags.retain(|own| !is_same(own, &moved));
        new.review.settled.push(moved);
    }
}

/// Puts the person's text in the machine's place; a flag where its source is
/// another one now.
fn put(pin: Pin, id: String, new: &mut Record) -> Option<Flag> {
    let is_changed = part::source(new, &id) != Some(&pin.source);
    let place = part::text_mut(new, &id)?;
    let machine = std::mem::replace(place, pin.text.clone());
    new.review.edits.push(Edit {
        part: id.clone(),
        distance: distance(&machine, &pin.text),
        machine,
        by: pin.by,
        at: pin.at,
        source_before: is_changed.then_some(pin.source),
    });
    is_changed.then(|| {
        note(
            "review.source_changed",
            Severity::Error,
            Some(id),
            "The source of this edited part has changed since; compare the edit with it.",
        )
    })
}

/// A summary with an edited sentence is kept whole: sentences of two
/// summaries make none.
fn keep_summary(old: &Record, new: &mut Record) -> Option<Flag> {
    let edits: Vec<&Edit> = old
        .review
        .edits
        .iter()
        .filter(|edit| part::sentence(&edit.part).is_some())
        .collect();
    let own = old.summary.as_ref().filter(|_| !edits.is_empty())?;
    let is_summary = |flag: &Flag| {
        flag.part
            .as_deref()
            .is_some_and(|part| part::sentence(part).is_some())
    };
    new.flags.retain(|flag| !is_summary(flag));
    new.review.edits.extend(edits.into_iter().cloned());
    let sentences = own.sentences.iter().map(|sentence| {
        let mut sentence = sentence.clone();
        sentence.parts = sentence
            .parts
            .iter()
            .filter_map(|id| renamed(old, id, new))
            .collect();
        sentence
    });
    let summary = Summary {
        kind: own.kind,
        sentences: sentences.collect(),
    };
    new.summary = Some(summary);
    Some(note(
        "review.summary_outdated",
        Severity::Error,
        None,
        "The summary was edited before the story changed; compare it with the story.",
    ))
}

/// The id that a part with the same source has now.
fn renamed(old: &Record, id: &str, new: &Record) -> Option<String> {
    let source = part::source(old, id)?;
    let mut parts = new.source.parts.iter();
    parts
        .find(|own| own.text == source)
        .map(|own| own.id.clone())
}

fn gone(new: &Record) -> Option<Flag> {
    (!new.review.orphans.is_empty()).then(|| {
        note(
            "review.part_gone",
            Severity::Warning,
            None,
            "The story no longer has a part that was edited; the edit is kept in review.orphans.",
        )
    })
}

fn outdated(old: &Record) -> Option<Flag> {
    (old.review.state == ReviewState::Approved).then(|| {
        note(
            "review.approval_outdated",
            Severity::Warning,
            None,
            "It was approved before the story changed; look again.",
        )
    })
}

fn note(check: &'static str, severity: Severity, part: Option<String>, message: &str) -> Flag {
    Flag {
        check: check.into(),
        severity,
        part,
        source: None,
        target: None,
        message: message.to_owned(),
    }
}
