//! What cleaning made of an article.

use serde::Serialize;

use super::safe;
use crate::article::{Flag, PartKind, Source};
use crate::prepared::Prepared;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    source: &'a Source,
    flags: &'a [Flag],
}

/// One JSON object in a line.
#[must_use]
pub fn cleaned_json(prepared: &Prepared) -> String {
    let line = Line {
        id: &prepared.id,
        source: &prepared.source,
        flags: &prepared.notes,
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}

/// Parts, metadata, removals and notes, to be read.
#[must_use]
pub fn cleaned(prepared: &Prepared) -> String {
    let source = &prepared.source;
    let mut text = String::new();
    text.push_str(&format!(
        "{}\n\n",
        source.title.as_deref().unwrap_or("(no headline)")
    ));
    for part in &source.parts {
        let kind = match part.kind {
            PartKind::Headline => "headline",
            PartKind::SubHeading => "sub-heading",
            PartKind::Body => "body",
            PartKind::Quotation => "quotation",
            PartKind::Caption => "caption",
            PartKind::ListItem => "list item",
        };
        text.push_str(&format!("[{} {kind}] {}\n\n", part.id, part.text));
    }
    let metadata = serde_json::to_string(&source.metadata).unwrap_or_default();
    text.push_str(&format!("metadata: {metadata}\n"));
    for removal in &source.removed {
        let removed = removal.text.replace('\n', " ");
        text.push_str(&format!(
            "removed by {} at {}: {removed}\n",
            removal.rule, removal.at
        ));
    }
    for note in &prepared.notes {
        let part = note.part.as_deref().unwrap_or("article");
        text.push_str(&format!("note {part} {}: {}\n", note.check, note.message));
    }
    text.push('\n');
    safe(&text)
}
