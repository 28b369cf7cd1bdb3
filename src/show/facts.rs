//! Where a result comes from, what a person did to it, what it cost.

use crate::article::{Record, ReviewState};

/// A name, and a value that may be empty.
pub(super) type Fact = (&'static str, String);

/// Everything there is to tell.
pub(super) fn of(record: &Record) -> Vec<Fact> {
    let mut facts = provenance(record);
    facts.extend(cost(record));
    facts
}

fn provenance(record: &Record) -> Vec<Fact> {
    let own = &record.provenance;
    let fallbacks: Vec<String> = own
        .fallbacks
        .iter()
        .map(|left| format!("{} ({})", left.endpoint, left.reason))
        .collect();
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    let endpoint = match own.kind.is_empty() {
        true => own.endpoint.clone(),
        false => format!("{} ({}) at {}", own.endpoint, own.kind, own.host),
    };
    vec![
        ("Article", record.id.clone()),
        ("Review", review(record)),
        ("Endpoint", endpoint),
        ("Model asked", or_empty(&own.model_asked)),
        ("Model answered", or_empty(&own.model_answered)),
        ("Summary by", or_empty(&own.summary_by)),
        ("Asked again", own.repaired.join(", ")),
        ("Left before", fallbacks.join("; ")),
        ("From memory", memory(record)),
        ("Prompt", or_empty(&own.prompt)),
        ("Glossary", or_empty(&own.glossary)),
        ("Request ids", own.request_ids.join(", ")),
        ("Source hash", record.source.sha256.clone()),
        ("File", or_empty(&record.source.file)),
        ("Worked on", span(&own.started, &own.finished)),
        ("alih", own.alih.clone()),
    ]
}

fn memory(record: &Record) -> String {
    let own = &record.provenance;
    match own.from_memory {
        true => "all of it".to_owned(),
        false => own.parts_from_memory.join(", "),
    }
}

fn span(started: &str, finished: &str) -> String {
    match started == finished {
        true => started.to_owned(),
        false => format!("{started} to {finished}"),
    }
}

/// The human step in a few words.
pub(super) fn review(record: &Record) -> String {
    let review = &record.review;
    let who = review.by.as_deref().unwrap_or("somebody");
    let when = review.at.as_deref().unwrap_or("a time unknown");
    let changed: usize = review.edits.iter().map(|edit| edit.distance).sum();
    let edits = match review.edits.len() {
        0 => String::new(),
        1 => format!("; 1 part edited, {changed} characters"),
        many => format!("; {many} parts edited, {changed} characters"),
    };
    match review.state {
        ReviewState::Machine => "nobody has looked".to_owned(),
        ReviewState::Edited => format!("edited by {who}, {when}{edits}"),
        ReviewState::Approved => format!("approved by {who}, {when}{edits}"),
    }
}

fn cost(record: &Record) -> Vec<Fact> {
    let usage = &record.usage;
    let figure = |value: u64| match value {
        0 => String::new(),
        value => crate::grouped::grouped(value),
    };
    vec![
        ("Requests", crate::grouped::grouped(usage.requests)),
        ("Tokens in", figure(usage.tokens_in)),
        ("Tokens out", figure(usage.tokens_out)),
        ("Tokens cached", figure(usage.tokens_cached)),
        ("Characters", figure(usage.characters)),
        (
            "Cost",
            usage
                .cost
                .map_or_else(String::new, |cost| format!("{cost:.4}")),
        ),
    ]
}
