//! Records as people and programs read them.

mod cleaned;
mod compared;
mod markdown;
mod text;
mod wrap;

pub use cleaned::{cleaned, cleaned_json};
pub use compared::{Extent, verdict};
pub use wrap::wrapped;

use crate::article::Record;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// For a document.
    Markdown,
    /// One indented object.
    Json,
    /// One line.
    Jsonl,
}

impl Form {
    /// The form of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "jsonl" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// The form that a file's extension asks for.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "txt" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// The extension of files in this form.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
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

/// A record in a form, with its final line end.
#[must_use]
pub fn render(record: &Record, form: Form, style: Style) -> Vec<u8> {
    let mut bytes = match form {
        Form::Text => text::render(record, style).into_bytes(),
        Form::Markdown => markdown::render(record).into_bytes(),
        Form::Json => serde_json::to_vec_pretty(record).unwrap_or_default(),
        Form::Jsonl => serde_json::to_vec(record).unwrap_or_default(),
    };
    if bytes.last() != Some(&b'\n') {
        bytes.push(b'\n');
    }
    bytes
}

/// Foreign text that may go to a terminal or a document: control characters
/// and characters that turn the writing direction are dropped.
#[must_use]
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || is_safe(*c)).collect()
}

fn is_safe(c: char) -> bool {
    !(c.is_control() || turns_direction(c))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
