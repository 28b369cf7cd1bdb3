//! Where a result comes from, what a person did to it, what it cost.

use jiff::Timestamp;

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

/// When the work began, and how long it took.
fn span(started: &str, finished: &str) -> String {
    let times = || -> Result<f64, jiff::Error> {
        let (start, end): (Timestamp, Timestamp) = (started.parse()?, finished.parse()?);
        Ok(end.duration_since(start).as_secs_f64())
    };
    match times() {
        Ok(seconds) if seconds >= 0.05 => format!("{}, for {seconds:.1} s", moment(started)),
        Ok(_) => moment(started),
        Err(_) if started == finished => started.to_owned(),
        Err(_) => [started, finished].join(" to "),
    }
}

/// A time as people read it, to the second; what is none stays as it is.
fn moment(text: &str) -> String {
    match text.parse::<Timestamp>() {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => text.to_owned(),
    }
}

/// The human step in a few words.
pub(super) fn review(record: &Record) -> String {
    let review = &record.review;
    let who = review.by.as_deref().unwrap_or("somebody");
    let when = review
        .at
        .as_deref()
        .map_or_else(|| "a time unknown".to_owned(), moment);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_people_read_them_and_what_is_none_stays() {
        let (start, end) = ("2026-03-02T08:00:00.120Z", "2026-03-02T08:00:12.5Z");
        assert_eq!(span(start, end), "2026-03-02 08:00:00 UTC, for 12.4 s");
        assert_eq!(span(start, start), "2026-03-02 08:00:00 UTC");
        assert_eq!(span("x", "y"), "x to y");
        assert_eq!(
            moment("2026-03-02T15:00:00+07:00"),
            "2026-03-02 08:00:00 UTC"
        );
        assert_eq!(moment("Senin"), "Senin");
    }
}
