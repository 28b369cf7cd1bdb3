//! Records, put together in one place.

use crate::article::{
    Flag, Label, Provenance, Record, Review, SCHEMA, Severity, Source, Summary, SummaryKind,
    Translation, Usage,
};
use crate::outcome::{Outcome, Reason};
use crate::pipeline::Prepared;

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
pub fn build(draft: Draft) -> Record {
    let label = label(&draft);
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
        review: Review::default(),
        label,
    }
}

/// The record of an article that failed before anything was asked.
#[must_use]
pub fn failed(prepared: Prepared, reason: Reason, provenance: Provenance) -> Record {
    build(Draft {
        id: prepared.id,
        outcome: Outcome::Failed,
        reason: Some(reason),
        source: prepared.source,
        translation: None,
        summary: None,
        flags: prepared.notes,
        usage: Usage::default(),
        provenance,
    })
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

/// The sentence that tells readers how the text was made.
fn label(draft: &Draft) -> Label {
    let made = draft.translation.is_some() || draft.summary.is_some();
    if !made {
        return Label::default();
    }
    if draft.provenance.endpoint == crate::demo::NAME {
        return Label {
            en: "Reference translation bundled with alih, written by people; not the work of a machine.".into(),
            id: "Terjemahan acuan bawaan alih, ditulis oleh manusia; bukan hasil mesin.".into(),
        };
    }
    let extractive = draft
        .summary
        .as_ref()
        .is_some_and(|summary| summary.kind == SummaryKind::Extractive);
    let (en, id) = match (draft.translation.is_some(), extractive) {
        (true, true) => (
            "Translated from Indonesian by machine, with an automatic selection of its sentences as summary; not reviewed by a person.",
            "Diterjemahkan dari bahasa Indonesia oleh mesin, dengan kalimat pilihan otomatis sebagai ringkasan; belum diperiksa manusia.",
        ),
        (true, false) => (
            "Translated from Indonesian by machine; not reviewed by a person.",
            "Diterjemahkan dari bahasa Indonesia oleh mesin; belum diperiksa manusia.",
        ),
        (false, _) => (
            "Summarised from Indonesian by machine; not reviewed by a person.",
            "Diringkas dari bahasa Indonesia oleh mesin; belum diperiksa manusia.",
        ),
    };
    Label {
        en: en.to_owned(),
        id: id.to_owned(),
    }
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
