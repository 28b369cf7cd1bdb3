//! Records as people and programs read them.

mod account;
mod ascii;
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
pub use ascii::Letters;
pub use cleaned::{cleaned, cleaned_json};
pub use compared::{Extent, verdict};
pub use wrap::wrapped;

use crate::article::Record;
use crate::json;
use crate::safe::{escaped, is_safe, one_line, safe};

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
    /// Which letters there are.
    pub letters: Letters,
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
        Form::Text => ascii::shown(text::render(record, style), style.letters).into_bytes(),
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
        Form::Jsonl => line(record),
    };
    if bytes.last() != Some(&b'\n') {
        bytes.push(b'\n');
    }
    // Results wait for those before them.
    bytes.shrink_to_fit();
    bytes
}

fn line(record: &Record) -> Vec<u8> {
    let source = record.source.parts.iter().map(|part| part.text.len());
    let translated = record.translation.iter().flat_map(|own| &own.parts);
    let translated = translated.map(|part| part.text.len());
    let texts: usize = source.chain(translated).sum();
    let written = json::bytes(record, texts + texts / 2 + 2048);
    let line = String::from_utf8(written).unwrap_or_default();
    escaped(line).into_bytes()
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

#[cfg(test)]
mod tests;
