//! A part and its translation, read once for every check of values.

use std::borrow::Cow;

use super::{Bag, Form, Found};
use crate::article::{Flag, Severity, Span};

/// A text with its values.
#[derive(Clone, Debug, Default)]
pub struct Values<'a> {
    /// The text.
    pub text: &'a str,
    /// Its values, in order.
    pub found: Vec<Found>,
}

impl<'a> Values<'a> {
    /// Reads an Indonesian text.
    pub fn indonesian(text: &'a str) -> Values<'a> {
        Values {
            text,
            found: super::indonesian(text),
        }
    }

    /// Reads an English text.
    pub fn english(text: &'a str) -> Values<'a> {
        Values {
            text,
            found: super::english(text),
        }
    }

    /// The words of a value.
    pub fn words(&self, found: &Found) -> &'a str {
        self.text.get(found.start..found.end).unwrap_or_default()
    }

    /// Whether another text has the words of a value too, as words of their
    /// own: then they are part of a name, such as "Six Flags".
    pub fn is_name(&self, found: &Found, other: &str) -> bool {
        let words = self.words(found);
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        found.form == Form::Words
            && other.match_indices(words).any(|(at, _)| {
                !letter(other[..at].chars().next_back())
                    && !letter(other[at + words.len()..].chars().next())
            })
    }

    /// Where a value stands, in characters.
    pub fn span(&self, found: &Found) -> Span {
        let characters = |end: usize| self.text.get(..end).unwrap_or_default().chars().count();
        Span {
            start: characters(found.start),
            end: characters(found.end),
        }
    }
}

/// A part of an article and its translation.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// The part's id.
    pub part: &'a str,
    /// The Indonesian text.
    pub source: &'a Values<'a>,
    /// The English text.
    pub target: &'a Values<'a>,
    /// The Indonesian text's values, for searching.
    pub in_source: Bag<'a>,
    /// The English text's values, for searching.
    pub in_target: Bag<'a>,
}

impl<'a> Pair<'a> {
    /// Prepares two texts for comparing.
    pub fn new(part: &'a str, source: &'a Values<'a>, target: &'a Values<'a>) -> Pair<'a> {
        Pair {
            part,
            source,
            target,
            in_source: Bag::of(&source.found),
            in_target: Bag::of(&target.found),
        }
    }

    /// A flag about a value of the source, of the target, or of both.
    pub fn flag(
        &self,
        check: &'static str,
        severity: Severity,
        (source, target): (Option<&Found>, Option<&Found>),
        message: String,
    ) -> Flag {
        Flag {
            check: Cow::Borrowed(check),
            severity,
            part: Some(self.part.to_owned()),
            source: source.map(|found| self.source.span(found)),
            target: target.map(|found| self.target.span(found)),
            message,
        }
    }
}
