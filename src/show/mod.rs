//! Records as people and programs read them.

mod account;
mod cleaned;
mod compared;
mod csv;
pub mod duel;
mod facts;
pub mod html;
mod markdown;
mod ninjs;
mod packet;
mod plot;
mod text;
mod txt;
mod word;
mod wrap;

pub use account::account;
pub use cleaned::{cleaned, cleaned_json};
pub use compared::{Extent, verdict};
pub use wrap::wrapped;

use crate::article::Record;
use crate::word::lanes;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// Plain text.
    Txt,
    /// For a document.
    Markdown,
    /// For an editor: source, translation, flags and provenance.
    Packet,
    /// A web page that stands alone.
    Html,
    /// A bilingual document for a word processor.
    Word,
    /// IPTC ninjs 3.1, one object a line.
    Ninjs,
    /// A table with one row for each article.
    Csv,
    /// One indented object.
    Json,
    /// One line.
    Jsonl,
}

/// A form, its name, its files' extension, other extensions that ask for it.
type Row = (Form, &'static str, &'static str, &'static [&'static str]);

const FORMS: [Row; 10] = [
    (Form::Text, "text", "txt", &[]),
    (Form::Txt, "txt", "txt", &["txt"]),
    (Form::Markdown, "markdown", "md", &["md", "markdown"]),
    (Form::Packet, "packet", "md", &[]),
    (Form::Html, "html", "html", &["html", "htm"]),
    (Form::Word, "word", "html", &[]),
    (Form::Ninjs, "ninjs", "json", &[]),
    (Form::Csv, "csv", "csv", &["csv"]),
    (Form::Json, "json", "json", &["json"]),
    (Form::Jsonl, "jsonl", "jsonl", &["jsonl", "ndjson"]),
];

impl Form {
    /// The form of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let row = FORMS.iter().find(|(_, own, ..)| *own == name);
        row.map(|(form, ..)| *form)
    }

    /// The form that a file's extension asks for.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let row = FORMS.iter().find(|(.., own)| own.contains(&extension));
        row.map(|(form, ..)| *form)
    }

    /// The extension of files in this form.
    #[must_use]
    pub fn extension(self) -> &'static str {
        let row = FORMS.iter().find(|(form, ..)| *form == self);
        row.map_or("txt", |(_, _, extension, _)| extension)
    }

    /// Whether a record can be read back from it.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    /// What stands before the first record of a document.
    #[must_use]
    pub fn opening(self, title: &str) -> String {
        match self {
            Self::Html => html::document_opening(title),
            Self::Word => word::opening(title),
            Self::Csv => csv::opening(),
            _ => String::new(),
        }
    }

    /// What stands after the last one.
    #[must_use]
    pub fn closing(self) -> String {
        match self {
            Self::Html => html::document_closing(),
            Self::Word => word::CLOSING.to_owned(),
            _ => String::new(),
        }
    }
}

/// How text is set on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns.
    pub columns: usize,
    /// Whether it is coloured.
    pub colours: Colours,
}

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// A record in a form, with its final line end; [`Form::opening`] and
/// [`Form::closing`] stand around all of a document's.
#[must_use]
pub fn render(record: &Record, form: Form, style: Style) -> Vec<u8> {
    let mut bytes = match form {
        Form::Text => text::render(record, style).into_bytes(),
        Form::Txt => txt::render(record).into_bytes(),
        Form::Markdown => markdown::render(record).into_bytes(),
        Form::Packet => packet::render(record).into_bytes(),
        Form::Html => html::among(record).into_bytes(),
        Form::Word => word::render(record).into_bytes(),
        Form::Ninjs => ninjs::render(record).into_bytes(),
        Form::Csv => csv::render(record).into_bytes(),
        Form::Json => {
            escaped(serde_json::to_string_pretty(record).unwrap_or_default()).into_bytes()
        }
        Form::Jsonl => escaped(serde_json::to_string(record).unwrap_or_default()).into_bytes(),
    };
    if bytes.last() != Some(&b'\n') {
        bytes.push(b'\n');
    }
    bytes
}

/// JSON whose strings hold nothing that steers a terminal: such characters
/// are written as escapes, which is the same JSON.
#[must_use]
pub fn escaped(json: String) -> String {
    let Some(first) = steering_from(&json, 0) else {
        return json;
    };
    let mut safe = String::with_capacity(json.len() + 64);
    let (mut copied, mut next) = (0, Some(first));
    while let Some((at, c)) = next {
        safe.push_str(&json[copied..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        copied = at + c.len_utf8();
        next = steering_from(&json, copied);
    }
    safe.push_str(&json[copied..]);
    safe
}

/// The first character at or after `from` that steers, and where it stands.
fn steering_from(json: &str, from: usize) -> Option<(usize, char)> {
    let marked = |block| {
        (block & lanes::HIGH) | lanes::between(block, 0, 0x1f) | lanes::between(block, 0x7f, 0x7f)
    };
    let character = |at| json.get(at..).and_then(|rest: &str| rest.chars().next());
    // Of the bytes of one character only the first is where one begins.
    let steers = |at| character(at).is_some_and(|c| c != '\n' && !is_safe(c));
    let at = lanes::find::<8>(json.as_bytes(), from, marked, steers);
    character(at).map(|c| (at, c))
}

/// Foreign text that may go to a terminal or a document: control characters
/// and characters that turn the writing direction are dropped.
#[must_use]
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || is_safe(*c)).collect()
}

/// The same in one line.
fn one_line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c => is_safe(c).then_some(c),
        })
        .collect()
}

/// The headline, in the language of the translation where there is one.
pub(crate) fn title_of(record: &Record) -> &str {
    let translated = record
        .translation
        .as_ref()
        .and_then(|own| own.title.as_deref());
    translated
        .or(record.source.title.as_deref())
        .unwrap_or(&record.id)
}

/// Outlet, place, reporters and date in a line.
fn byline(record: &Record) -> String {
    let metadata = &record.source.metadata;
    let facts = [
        &metadata.outlet,
        &metadata.dateline_place,
        &metadata.byline,
        &metadata.published,
    ];
    let facts: Vec<&str> = facts
        .into_iter()
        .filter_map(|fact| fact.as_deref())
        .collect();
    facts.join(" · ")
}

fn is_safe(c: char) -> bool {
    !(c.is_control() || turns_direction(c))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
