//! For a document.

use super::{safe, title_of};
use crate::article::{PartKind, Record, Severity, SummaryKind};

/// The record as Markdown.
pub(super) fn render(record: &Record) -> String {
    let mut text = String::new();
    text.push_str(&format!("# {}\n\n", inline(title_of(record))));
    if let Some(reason) = &record.reason {
        text.push_str(&format!(
            "**Failed** ({}): {}\n\n",
            reason.kind.name(),
            inline(&reason.message)
        ));
    }
    if let Some(summary) = &record.summary {
        if summary.kind == SummaryKind::Extractive {
            text.push_str("*Sentences of the translation:*\n\n");
        }
        for sentence in &summary.sentences {
            text.push_str(&format!("> {}\n", inline(&sentence.text)));
        }
        text.push('\n');
    }
    if let Some(translation) = &record.translation {
        for (part, source) in translation.parts.iter().zip(&record.source.parts) {
            let mark = match source.kind {
                PartKind::SubHeading => "## ",
                PartKind::ListItem => "- ",
                PartKind::Quotation => "> ",
                PartKind::Headline | PartKind::Body | PartKind::Caption => "",
            };
            text.push_str(&format!("{mark}{}\n\n", inline(&part.text)));
        }
    }
    flags(record, &mut text);
    for label in [&record.label.en, &record.label.id] {
        if !label.is_empty() {
            text.push_str(&format!("*{}*\n\n", inline(label)));
        }
    }
    text
}

fn flags(record: &Record, text: &mut String) {
    let shown = record
        .flags
        .iter()
        .filter(|flag| flag.severity > Severity::Info);
    let mut any = false;
    for flag in shown {
        if !any {
            text.push_str("## Look here before publishing\n\n");
            any = true;
        }
        let place = flag.part.as_deref().unwrap_or("article");
        text.push_str(&format!(
            "- {}, {}: {}\n",
            inline(place),
            inline(&flag.check),
            inline(&flag.message)
        ));
    }
    if any {
        text.push('\n');
    }
}

/// Foreign text in a line: nothing in it can be markup, an image or a link
/// with a text of its own.
pub(super) fn inline(text: &str) -> String {
    let mut safe_text = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let text = safe(text);
    let mut rest = text.chars();
    for at in 0.. {
        let Some(c) = rest.next() else { break };
        match c {
            '\n' => safe_text.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                safe_text.push('\\');
                safe_text.push(c);
            }
            // At the beginning these make lists and underlined headings.
            '-' | '+' | '=' if at == 0 => {
                safe_text.push('\\');
                safe_text.push(c);
            }
            '.' | ')' if at == digits && digits > 0 && !rest.as_str().starts_with(is_word) => {
                safe_text.push('\\');
                safe_text.push(c);
            }
            _ => safe_text.push(c),
        }
    }
    safe_text
}

fn is_word(c: char) -> bool {
    !c.is_whitespace()
}
