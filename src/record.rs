//! Records, put together in one place.

use crate::article::{
    Flag, Provenance, Record, Review, SCHEMA, Severity, Source, Summary, Translation, Usage,
};
use crate::label::{Labels, Made};
use crate::outcome::{Outcome, Reason};
use crate::prepared::Prepared;

/// A record without what follows from the rest.
pub struct Draft {
    /// The article's id.
    pub id: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed.
    pub reason: Option<Reason>,
    /// The article as it was cleaned.
    pub source: Source,
    /// The translation.
    pub translation: Option<Translation>,
    /// The summary.
    pub summary: Option<Summary>,
    /// What the checks found.
    pub flags: Vec<Flag>,
    /// What it cost.
    pub usage: Usage,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The record of a draft.
#[must_use]
pub fn build(draft: Draft, labels: &Labels) -> Record {
    let review = Review::default();
    let label = labels.label(Made {
        is_translated: draft.translation.is_some(),
        summary: draft.summary.as_ref(),
        provenance: &draft.provenance,
        review: &review,
    });
    Record {
        schema: SCHEMA,
        id: draft.id,
        outcome: draft.outcome,
        reason: draft.reason,
        source: draft.source,
        translation: draft.translation,
        summary: draft.summary,
        flags: draft.flags,
        usage: draft.usage,
        provenance: draft.provenance,
        review,
        label,
    }
}

/// The record of an article that failed before anything was asked.
#[must_use]
pub fn failed(
    prepared: Prepared,
    reason: Reason,
    provenance: Provenance,
    labels: &Labels,
) -> Record {
    let draft = Draft {
        id: prepared.id,
        outcome: Outcome::Failed,
        reason: Some(reason),
        source: prepared.source,
        translation: None,
        summary: None,
        flags: prepared.notes,
        usage: Usage::default(),
        provenance,
    };
    build(draft, labels)
}

/// Complete: a person must look where a check raised an error.
#[must_use]
pub fn outcome_of(flags: &[Flag]) -> Outcome {
    if flags.iter().any(|flag| flag.severity == Severity::Error) {
        Outcome::Review
    } else {
        Outcome::Ok
    }
}

/// The JSON Schema (draft 2020-12) of records, made from their types. Later
/// versions may add fields, so it forbids none.
#[must_use]
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings
        .into_generator()
        .into_root_schema_for::<Record>()
        .to_value()
}

/// Now, RFC 3339 in UTC, to the millisecond.
#[must_use]
pub fn now() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

/// Today in UTC, `2026-11-23`.
#[must_use]
pub fn today() -> String {
    now()[..10].to_owned()
}
