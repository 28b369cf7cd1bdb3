//! An article for an editor as Markdown: source and translation part by
//! part, what to look at, and how it was made.

use super::markdown::inline;
use super::title_of;
use crate::article::{Flag, Record, Severity, TITLE_ID};

/// The record as a Markdown packet.
pub(super) fn render(record: &Record) -> String {
    let mut text = format!("# {}\n\n", inline(title_of(record)));
    if let Some(reason) = &record.reason {
        text.push_str(&format!(
            "**Failed** ({}): {}\n\n",
            reason.kind.name(),
            inline(&reason.message)
        ));
    }
    for label in [&record.label.en, &record.label.id] {
        if !label.is_empty() {
            text.push_str(&format!("*{}*\n\n", inline(label)));
        }
    }
    summary(record, &mut text);
    let translation = record.translation.as_ref();
    if let Some(title) = &record.source.title {
        let target = translation.and_then(|own| own.title.as_deref());
        part(record, TITLE_ID, title, target, &mut text);
    }
    for own in &record.source.parts {
        let target = translation
            .and_then(|all| all.parts.iter().find(|other| other.id == own.id))
            .map(|other| other.text.as_str());
        part(record, &own.id, &own.text, target, &mut text);
    }
    whole(record, &mut text);
    removed(record, &mut text);
    provenance(record, &mut text);
    text
}

fn part(record: &Record, id: &str, source: &str, target: Option<&str>, text: &mut String) {
    text.push_str(&format!("## {}\n\n> {}\n\n", inline(id), inline(source)));
    if let Some(target) = target {
        text.push_str(&format!("{}\n\n", inline(target)));
    }
    notes(record, Some(id), text);
    if let Some(edit) = record.review.edits.iter().find(|edit| edit.part == id) {
        text.push_str(&format!(
            "- [x] edited; the machine wrote: {}\n\n",
            inline(&edit.machine)
        ));
    }
}

fn notes(record: &Record, part: Option<&str>, text: &mut String) {
    let open = record.flags.iter().map(|flag| (" ", flag));
    let settled = record.review.settled.iter().map(|flag| ("x", flag));
    let own = |flag: &Flag| flag.part.as_deref() == part && flag.severity > Severity::Info;
    let mut any = false;
    for (tick, flag) in open.chain(settled).filter(|(_, flag)| own(flag)) {
        let name = match flag.severity {
            Severity::Error => "error",
            Severity::Warning | Severity::Info => "warning",
        };
        text.push_str(&format!(
            "- [{tick}] **{name}** {} ({})\n",
            inline(&flag.message),
            inline(&flag.check)
        ));
        any = true;
    }
    if any {
        text.push('\n');
    }
}

fn whole(record: &Record, text: &mut String) {
    let before = text.len();
    notes(record, None, text);
    if text.len() > before {
        text.insert_str(before, "## The whole article\n\n");
    }
}

fn summary(record: &Record, text: &mut String) {
    let Some(summary) = &record.summary else {
        return;
    };
    text.push_str(&format!("## {}\n\n", super::txt::name(summary)));
    for (number, sentence) in (1..).zip(&summary.sentences) {
        let parts = match sentence.parts.is_empty() {
            true => String::new(),
            false => format!(" ({})", inline(&sentence.parts.join(", "))),
        };
        text.push_str(&format!("{number}. {}{parts}\n", inline(&sentence.text)));
    }
    text.push('\n');
    for number in 1..=summary.sentences.len() {
        notes(record, Some(&format!("summary.{number}")), text);
    }
}

fn removed(record: &Record, text: &mut String) {
    if record.source.removed.is_empty() {
        return;
    }
    text.push_str("## Removed by cleaning\n\n");
    for removal in &record.source.removed {
        text.push_str(&format!(
            "- {}: {}\n",
            inline(&removal.rule),
            inline(&removal.text)
        ));
    }
    text.push('\n');
}

fn provenance(record: &Record, text: &mut String) {
    text.push_str("## Provenance and cost\n\n");
    for (name, value) in super::facts::of(record) {
        if !value.is_empty() {
            text.push_str(&format!("- {name}: {}\n", inline(&value)));
        }
    }
    text.push('\n');
}
