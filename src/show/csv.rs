//! A table for spreadsheets, a row for each article. No cell is a formula.

use std::borrow::Cow;

use super::{safe, title_of, txt};
use crate::article::{Record, ReviewState, Severity};
use crate::outcome::Outcome;

const COLUMNS: [&str; 21] = [
    "id",
    "outcome",
    "reason",
    "review",
    "reviewed_by",
    "title",
    "summary",
    "translation",
    "source_title",
    "source",
    "errors",
    "warnings",
    "flags",
    "outlet",
    "published",
    "url",
    "endpoint",
    "model",
    "cost",
    "label_en",
    "label_id",
];

/// The first row.
pub(super) fn opening() -> String {
    row(COLUMNS.map(str::to_owned))
}

/// The record's row.
pub(super) fn render(record: &Record) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let count = |severity| {
        let flags = record.flags.iter();
        flags
            .filter(|flag| flag.severity == severity)
            .count()
            .to_string()
    };
    let flags: Vec<String> = record
        .flags
        .iter()
        .filter(|flag| flag.severity > Severity::Info)
        .map(|flag| {
            let part = flag.part.as_deref().unwrap_or("article");
            format!("{part}: {} ({})", flag.message, flag.check)
        })
        .collect();
    let translation = record.translation.iter().flat_map(|own| &own.parts);
    let translation: Vec<&str> = translation.map(|part| part.text.as_str()).collect();
    let source: Vec<&str> = record
        .source
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    let metadata = &record.source.metadata;
    let provenance = &record.provenance;
    let model = provenance
        .model_answered
        .as_ref()
        .or(provenance.model_asked.as_ref());
    row([
        record.id.clone(),
        outcome(record.outcome).to_owned(),
        record
            .reason
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        state(record.review.state).to_owned(),
        text(&record.review.by),
        match record.translation {
            Some(_) => title_of(record).to_owned(),
            None => String::new(),
        },
        record.summary.as_ref().map(txt::joined).unwrap_or_default(),
        translation.join("\n\n"),
        text(&record.source.title),
        source.join("\n\n"),
        count(Severity::Error),
        count(Severity::Warning),
        flags.join("\n"),
        text(&metadata.outlet),
        text(&metadata.published),
        text(&metadata.url),
        provenance.endpoint.clone(),
        model.cloned().unwrap_or_default(),
        record
            .usage
            .cost
            .map(|cost| format!("{cost:.6}"))
            .unwrap_or_default(),
        record.label.en.clone(),
        record.label.id.clone(),
    ])
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "ok",
        Outcome::Review => "review",
        Outcome::Failed => "failed",
    }
}

fn state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Machine => "machine",
        ReviewState::Edited => "edited",
        ReviewState::Approved => "approved",
    }
}

fn row(cells: [String; COLUMNS.len()]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let cells = cells.iter().map(|cell| harmless(&safe(cell)).into_owned());
    // Writing to memory fails for want of memory only.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A spreadsheet takes a cell that begins so for a formula, the wide forms
/// included (OWASP, "CSV Injection"). After an apostrophe it is text.
fn harmless(cell: &str) -> Cow<'_, str> {
    match cell.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%') => {
            Cow::Owned(format!("'{cell}"))
        }
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in [
            "=1+1",
            "+62",
            "-2",
            "@SUM(A1)",
            " \n=cmd()",
            "＝1",
            "|x",
            "%x",
        ] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "1=1", "a-b", "Rp 5"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
