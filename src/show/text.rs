//! For a terminal.

use super::wrap::wrapped;
use super::{Colours, Style, byline, safe, title_of};
use crate::article::{Flag, Record, Severity, SummaryKind};
use crate::outcome::Outcome;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const YELLOW: &str = "\u{1b}[33m";
const PLAIN: &str = "\u{1b}[0m";

struct Page {
    text: String,
    style: Style,
}

/// The record as a person reads it.
pub(super) fn render(record: &Record, style: Style) -> String {
    let mut page = Page {
        text: String::new(),
        style,
    };
    page.headline(record);
    page.translation(record);
    page.summary(record);
    page.reason(record);
    page.flags(&record.flags);
    page.origin(record);
    page.text
}

impl Page {
    fn paint(&mut self, colour: &str, text: &str) {
        match self.style.colours {
            Colours::On => {
                self.text.push_str(colour);
                self.text.push_str(text.trim_end_matches('\n'));
                self.text.push_str(PLAIN);
                self.text.push('\n');
            }
            Colours::Off => self.text.push_str(text),
        }
    }

    fn paragraph(&mut self, text: &str, indent: &str) {
        let lines = wrapped(&safe(text), self.style.columns, indent);
        self.text.push_str(&lines);
    }

    fn painted_paragraph(&mut self, colour: &str, text: &str) {
        let lines = wrapped(&safe(text), self.style.columns, "");
        self.paint(colour, &lines);
    }

    fn headline(&mut self, record: &Record) {
        let title = title_of(record);
        self.painted_paragraph(BOLD, title);
        let facts = byline(record);
        if !facts.is_empty() {
            self.painted_paragraph(DIM, &facts);
        }
        self.text.push('\n');
    }

    fn translation(&mut self, record: &Record) {
        let Some(translation) = &record.translation else {
            return;
        };
        for part in &translation.parts {
            self.paragraph(&part.text, "");
            self.text.push('\n');
        }
    }

    fn summary(&mut self, record: &Record) {
        let Some(summary) = &record.summary else {
            return;
        };
        let name = match summary.kind {
            SummaryKind::Abstractive => "Summary",
            SummaryKind::Extractive => "Summary (sentences of the translation)",
        };
        self.painted_paragraph(BOLD, name);
        for sentence in &summary.sentences {
            let parts = sentence.parts.join(" ");
            let source = if parts.is_empty() {
                String::new()
            } else {
                format!(" [{parts}]")
            };
            self.paragraph(&format!("{}{source}", sentence.text), "  ");
        }
        self.text.push('\n');
    }

    fn reason(&mut self, record: &Record) {
        if let Some(reason) = &record.reason {
            self.painted_paragraph(RED, &format!("Failed: {reason}"));
            self.text.push('\n');
        }
    }

    fn flags(&mut self, flags: &[Flag]) {
        let shown: Vec<&Flag> = flags
            .iter()
            .filter(|flag| flag.severity > Severity::Info)
            .collect();
        if shown.is_empty() {
            return;
        }
        self.painted_paragraph(BOLD, "Look here before publishing");
        for flag in shown {
            let place = flag.part.as_deref().unwrap_or("article");
            let (colour, name) = match flag.severity {
                Severity::Error => (RED, "error"),
                Severity::Warning | Severity::Info => (YELLOW, "warning"),
            };
            self.painted_paragraph(
                colour,
                &format!("{name} {place} {}: {}", flag.check, flag.message),
            );
        }
        self.text.push('\n');
    }

    fn origin(&mut self, record: &Record) {
        let provenance = &record.provenance;
        let mut facts = Vec::new();
        if record.outcome != Outcome::Failed {
            let model = provenance
                .model_answered
                .as_ref()
                .or(provenance.model_asked.as_ref());
            let by = model.map_or_else(String::new, |model| format!(", {model}"));
            facts.push(format!(
                "{} at {}{by}",
                provenance.endpoint, provenance.host
            ));
            for left in &provenance.fallbacks {
                facts.push(format!(
                    "not {} ({})",
                    left.endpoint,
                    left.reason.kind.name()
                ));
            }
            facts.push(cost(record));
        }
        if !record.source.removed.is_empty() {
            facts.push(format!(
                "{} pieces of boilerplate removed",
                record.source.removed.len()
            ));
        }
        if !facts.is_empty() {
            self.painted_paragraph(DIM, &facts.join(" · "));
        }
        for label in [&record.label.en, &record.label.id] {
            if !label.is_empty() {
                self.painted_paragraph(DIM, label);
            }
        }
    }
}

fn cost(record: &Record) -> String {
    let usage = &record.usage;
    if record.provenance.from_memory && usage.requests == 0 {
        return "from memory, nothing paid".to_owned();
    }
    let requests = match usage.requests {
        1 => "1 request".to_owned(),
        many => format!("{many} requests"),
    };
    let amount = if usage.tokens_in + usage.tokens_out > 0 {
        format!(", {} tokens in, {} out", usage.tokens_in, usage.tokens_out)
    } else if usage.characters > 0 {
        format!(", {} characters", usage.characters)
    } else {
        String::new()
    };
    let money = usage
        .cost
        .map_or_else(String::new, |cost| format!(", cost {cost:.4}"));
    format!("{requests}{amount}{money}")
}
