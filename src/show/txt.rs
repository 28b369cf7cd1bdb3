//! Plain text, a paragraph a line.

use super::{one_line, title_of};
use crate::article::{PartKind, Record, Severity, Summary, SummaryKind};

/// The record as plain text.
pub(super) fn render(record: &Record) -> String {
    let mut text = format!("{}\n\n", one_line(title_of(record)));
    if let Some(reason) = &record.reason {
        text.push_str(&format!("Failed: {}\n\n", one_line(&reason.to_string())));
    }
    if let Some(translation) = &record.translation {
        for (part, source) in translation.parts.iter().zip(&record.source.parts) {
            let mark = match source.kind {
                PartKind::ListItem => "* ",
                _ => "",
            };
            text.push_str(&format!("{mark}{}\n\n", one_line(&part.text)));
        }
    }
    if let Some(summary) = &record.summary {
        text.push_str(&format!(
            "{}: {}\n\n",
            name(summary),
            one_line(&joined(summary))
        ));
    }
    flags(record, &mut text);
    for label in [&record.label.en, &record.label.id] {
        if !label.is_empty() {
            text.push_str(&format!("{}\n", one_line(label)));
        }
    }
    text.push('\n');
    text
}

fn flags(record: &Record, text: &mut String) {
    let shown = record.flags.iter();
    let shown: Vec<_> = shown
        .filter(|flag| flag.severity > Severity::Info)
        .collect();
    if shown.is_empty() {
        return;
    }
    text.push_str("Look here before publishing:\n");
    for flag in shown {
        text.push_str(&format!(
            "* {}, {}: {}\n",
            one_line(flag.part.as_deref().unwrap_or("article")),
            one_line(&flag.check),
            one_line(&flag.message)
        ));
    }
    text.push('\n');
}

pub(super) fn name(summary: &Summary) -> &'static str {
    match summary.kind {
        SummaryKind::Abstractive => "Summary",
        SummaryKind::Extractive => "Summary (sentences of the translation)",
    }
}

/// The summary as one text.
pub(super) fn joined(summary: &Summary) -> String {
    let sentences = summary.sentences.iter();
    let sentences: Vec<&str> = sentences.map(|own| own.text.as_str()).collect();
    sentences.join(" ")
}
