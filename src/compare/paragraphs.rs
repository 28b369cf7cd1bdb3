//! The translation's paragraphs, and the parts of the source they stand for.

use crate::article::{MarkKind, Metadata, PartKind, Span};
use crate::guard::pair_paragraphs;

use super::{Alignment, Row, addition};

/// The paragraphs of a translation as it was read, its headline first. Nothing
/// is cleaned: what does not belong there is for the checks to find.
pub fn read(title: Option<&str>, text: &str, metadata: &Metadata) -> Vec<String> {
    let mut paragraphs: Vec<String> = title
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .map(str::to_owned)
        .into_iter()
        .collect();
    for block in blocks(text) {
        let plain = without_dateline(without_signs(&block), metadata).trim();
        if plain.chars().any(char::is_alphanumeric) {
            paragraphs.push(plain.to_owned());
        }
    }
    paragraphs
}

/// Blocks between blank lines; lines, where no line is blank.
fn blocks(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if !lines.contains(&"") {
        return lines.into_iter().map(str::to_owned).collect();
    }
    lines
        .split(|line| line.is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| block.join(" "))
        .collect()
}

/// Without the signs by which Markdown tells headings, quotations and lists.
fn without_signs(block: &str) -> &str {
    let plain = block.trim_start_matches('#');
    if plain.starts_with(' ') && plain.len() < block.len() {
        return plain.trim_start();
    }
    ["> ", "- ", "* "]
        .iter()
        .find_map(|sign| block.strip_prefix(sign))
        .unwrap_or(block)
}

/// How far into a paragraph a dateline may reach, in bytes.
const DATELINE: usize = 80;

/// Without the dateline that cleaning took off the source too.
fn without_dateline<'t>(text: &'t str, metadata: &Metadata) -> &'t str {
    let names = [&metadata.outlet, &metadata.dateline_place];
    let names = names.into_iter().flatten();
    let is_dateline = |head: &str| {
        let head = head.to_lowercase();
        names
            .clone()
            .any(|name| head.contains(name.to_lowercase().as_str()))
    };
    [" - ", " – ", " — ", " -- ", "- ", "– ", "— "]
        .iter()
        .filter_map(|sign| text.split_once(sign))
        .find(|(head, _)| head.len() <= DATELINE && is_dateline(head))
        .map_or(text, |(_, rest)| rest)
}

/// Brings rows and paragraphs together.
pub fn pair(rows: Vec<Row>, paragraphs: &[String]) -> (Vec<Row>, Alignment) {
    if rows.len() == paragraphs.len() {
        let paired = rows.into_iter().zip(paragraphs);
        let rows = paired.map(|(row, text)| Row {
            translation: text.clone(),
            ..row
        });
        return (rows.collect(), Alignment::OneToOne);
    }
    let sources: Vec<(PartKind, &str)> = rows
        .iter()
        .map(|row| (row.kind, row.source.as_str()))
        .collect();
    let targets: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let Some(matches) = pair_paragraphs(&sources, &targets) else {
        let whole = joined(&rows, paragraphs.join(" "));
        return (whole.into_iter().collect(), Alignment::Whole);
    };
    let paired = matches.into_iter().map(|(source, target)| {
        let text = paragraphs[target.clone()].join(" ");
        joined(&rows[source], text.clone())
            .unwrap_or_else(|| addition(format!("t{}", target.start + 1), text))
    });
    (paired.collect(), Alignment::Likeness)
}

/// Rows as one, with this translation; none of none.
fn joined(rows: &[Row], translation: String) -> Option<Row> {
    let (first, rest) = rows.split_first()?;
    let mut whole = Row {
        translation,
        ..first.clone()
    };
    for row in rest {
        let offset = whole.source.chars().count() + 1;
        whole.source.push(' ');
        whole.source.push_str(&row.source);
        whole.kind = row.kind;
        let leave_out = row
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::LeaveOut);
        whole.marks.extend(leave_out.map(|mark| {
            let mut mark = *mark;
            mark.span = Span {
                start: mark.span.start + offset,
                end: mark.span.end + offset,
            };
            mark
        }));
        whole.id.push('+');
        whole.id.push_str(&row.id);
    }
    Some(whole)
}
