//! Takes what a person did into a record.
//!
//! Pure but for the checks' rules, which are passed in.

use super::distance::distance;
use super::edits::{ArticleEdits, PartEdit};
use super::part;
use super::recheck::recheck;
use crate::article::{Edit, Record, ReviewState};
use crate::compare::Rules;
use crate::label::Labels;
use crate::outcome::Outcome;
use crate::record::outcome_of;
use crate::safe::safe;

/// Names are not longer, in characters.
const LONGEST_NAME: usize = 80;

/// What is needed besides the edits.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// What the checks are made with; the language is the record's own where
    /// it has one.
    pub rules: Rules<'a>,
    /// The disclosure sentences.
    pub labels: &'a Labels,
    /// Who, where the edits do not say.
    pub by: Option<&'a str>,
    /// Now, RFC 3339, where the edits do not say when.
    pub now: &'a str,
}

/// Why edits do not fit a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The story is another one.
    #[error("the story has changed since the page was built; build the packet again")]
    OtherStory,
    /// There is no such part.
    #[error("it has no part {0}; build the packet again")]
    NoPart(String),
    /// Somebody else changed the part.
    #[error(
        "part {0} was changed by somebody else since the page was built; build the packet again and compare"
    )]
    Changed(String),
    /// An approval without a name.
    #[error("an approval needs a name; give --by NAME")]
    NoName,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Parts whose text is another one now.
    pub parts: usize,
    /// How far the record's edited parts are from the machine's, in
    /// characters.
    pub distance: usize,
    /// Whether the record is another one now.
    pub is_change: bool,
}

/// Takes the edits into the record; it is as it was where they do not fit.
///
/// # Errors
/// When they do not fit.
pub fn apply(record: &mut Record, edits: &ArticleEdits, how: How) -> Result<Done, Refusal> {
    let before = record.clone();
    let name = edits.by.as_deref().map(named).filter(|own| !own.is_empty());
    let by = name.or_else(|| how.by.map(named));
    let at = edits.at.as_deref().filter(|at| is_time(at));
    let at = at.unwrap_or(how.now).to_owned();
    check(record, edits, by.as_deref())?;
    let mut changed = Vec::new();
    for own in &edits.parts {
        if write(record, own, by.as_ref(), &at) {
            changed.push(own.part.clone());
        }
    }
    settle(record, edits);
    let target = before.translation.as_ref().map(|own| own.lang.as_str());
    let rules = Rules {
        target: target.unwrap_or(how.rules.target),
        ..how.rules
    };
    recheck(record, &changed, rules);
    let review = &mut record.review;
    let state = match (edits.approved, review.edits.is_empty()) {
        (true, _) => ReviewState::Approved,
        (false, false) => ReviewState::Edited,
        (false, true) => ReviewState::Machine,
    };
    let touched =
        !changed.is_empty() || state != review.state || review.settled != before.review.settled;
    if touched {
        review.state = state;
        review.by = by.or_else(|| before.review.by.clone());
        review.at = Some(at);
        if record.outcome != Outcome::Failed {
            record.outcome = outcome_of(&record.flags);
        }
        record.label = how.labels.of(record);
    } else {
        record.clone_from(&before);
    }
    Ok(Done {
        parts: changed.len(),
        distance: record.review.edits.iter().map(|edit| edit.distance).sum(),
        is_change: touched,
    })
}

/// A name in one line, with nothing in it that steers anything.
fn named(name: &str) -> String {
    let name: String = safe(name).replace('\n', " ");
    name.trim().chars().take(LONGEST_NAME).collect()
}

fn is_time(text: &str) -> bool {
    text.len() < 40 && text.parse::<jiff::Timestamp>().is_ok()
}

fn check(record: &Record, edits: &ArticleEdits, by: Option<&str>) -> Result<(), Refusal> {
    if record.source.sha256 != edits.sha256 {
        return Err(Refusal::OtherStory);
    }
    for own in &edits.parts {
        let part = || safe(&own.part);
        let now = part::text(record, &own.part).ok_or_else(|| Refusal::NoPart(part()))?;
        if now != own.was && now != text_of(own) {
            return Err(Refusal::Changed(part()));
        }
    }
    let has_name = by.is_some_and(|by| !by.is_empty()) || record.review.by.is_some();
    if edits.approved && !has_name {
        return Err(Refusal::NoName);
    }
    Ok(())
}

/// What a person pastes may hold invisible characters that steer terminals
/// and the writing direction.
fn text_of(edit: &PartEdit) -> String {
    safe(&edit.text.replace("\r\n", "\n")).trim().to_owned()
}

/// Whether the part's text is another one now.
fn write(record: &mut Record, own: &PartEdit, by: Option<&String>, at: &str) -> bool {
    let text = text_of(own);
    let Some(place) = part::text_mut(record, &own.part) else {
        return false;
    };
    if *place == text {
        return false;
    }
    let was = std::mem::replace(place, text.clone());
    let edits = &mut record.review.edits;
    let earlier = edits.iter().position(|edit| edit.part == own.part);
    let machine = match earlier.map(|at| edits.remove(at)) {
        Some(edit) => edit.machine,
        None => was,
    };
    if machine != text {
        edits.push(Edit {
            part: own.part.clone(),
            distance: distance(&machine, &text),
            machine,
            by: by.cloned(),
            at: Some(at.to_owned()),
            source_before: None,
        });
    }
    true
}

/// A flag is ticked off if the edits name it, and open otherwise.
fn settle(record: &mut Record, edits: &ArticleEdits) {
    let settled = std::mem::take(&mut record.review.settled);
    let flags = std::mem::take(&mut record.flags);
    for flag in flags.into_iter().chain(settled) {
        if edits.settled.contains(&flag) {
            record.review.settled.push(flag);
        } else {
            record.flags.push(flag);
        }
    }
}
