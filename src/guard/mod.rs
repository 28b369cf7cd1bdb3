//! Fidelity checks: where a translation or a summary cannot be trusted.
//!
//! This file is the table of contents: `CHECKS` lists every check in the
//! order in which its flags appear. Checks are pure and never ask anyone;
//! each text is read once ([`text::Text`]) and shared between them.

use serde::{Deserialize, Serialize};

use crate::article::{Flag, Mark, PartKind};
use crate::glossary::Glossary;
use crate::room::{self, Room};

mod acronym;
mod address;
mod agreement;
mod alignment;
mod anchor;
mod attribution;
mod chat;
mod cognate;
mod counted;
pub mod date;
mod figures;
mod gender;
mod grounding;
mod injection;
mod language;
mod length;
pub mod lexicon;
mod marks;
mod negation;
pub mod number;
mod omission;
mod paragraphs;
mod phrase;
mod quotation;
mod reading;
mod repetition;
mod support;
mod term;
pub mod text;
pub mod value;

pub use chat::{Secrets, leaks};
pub use grounding::check_summary;
pub use language::is_echo;
pub use paragraphs::pair_paragraphs;
pub use reading::{Pairing, Reading};

/// One part of an article in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The part's id, [`crate::article::TITLE_ID`] for the headline.
    pub part: &'a str,
    /// What the part is.
    pub kind: PartKind,
    /// The source text, cleaned.
    pub source: &'a str,
    /// The translation; empty where it is missing.
    pub target: &'a str,
    /// Stretches of the source that the translation may leave out.
    pub leave_out: &'a [Mark],
}

/// An article in both languages, with what the checks need to know of it.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The headline, where there is one, and the parts, in reading order.
    pub pairs: Vec<Pair<'a>>,
    /// When it was published, as the input says.
    pub published: Option<&'a str>,
    /// The terms to be kept to.
    pub glossary: &'a Glossary,
    /// The language of the translation, such as `en-US`.
    pub target_language: &'a str,
    /// Where the checks draw their lines.
    pub thresholds: &'a Thresholds,
}

impl Document<'_> {
    /// Whether the translation is English, which most checks need.
    pub fn is_english(&self) -> bool {
        let language = self
            .target_language
            .split(['-', '_'])
            .next()
            .unwrap_or_default();
        language.is_empty() || language.eq_ignore_ascii_case("en")
    }
}

/// Where the checks draw their lines. The defaults are measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Evidence, in nats, from which a stretch of a sentence counts as left
    /// out.
    pub omission_evidence: f32,
    /// The lowest length of an English document for one of its source.
    pub document_ratio_lowest: f32,
    /// The highest length of an English document for one of its source.
    pub document_ratio_highest: f32,
    /// The lowest length of a part in another language than English for one
    /// of its source.
    pub part_ratio_lowest: f32,
    /// The highest length of a part in another language than English for one
    /// of its source.
    pub part_ratio_highest: f32,
    /// The fewest words by which a sentence can be told to be untranslated.
    pub language_words: usize,
}

impl Thresholds {
    /// Whether the checks can work with them.
    ///
    /// # Errors
    /// Which one cannot be used, and why.
    pub fn validate(&self) -> Result<(), String> {
        let ratios = [
            (
                "document_ratio",
                self.document_ratio_lowest,
                self.document_ratio_highest,
            ),
            (
                "part_ratio",
                self.part_ratio_lowest,
                self.part_ratio_highest,
            ),
        ];
        if !(self.omission_evidence > 0.0 && self.omission_evidence.is_finite()) {
            return Err("omission_evidence must be a number above 0".to_owned());
        }
        for (name, lowest, highest) in ratios {
            if !(0.0 <= lowest && lowest < highest) {
                return Err(format!(
                    "{name}_lowest must be below {name}_highest, and neither below 0"
                ));
            }
        }
        Ok(())
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            omission_evidence: 8.0,
            document_ratio_lowest: 0.65,
            document_ratio_highest: 1.40,
            part_ratio_lowest: 0.40,
            part_ratio_highest: 2.50,
            language_words: 8,
        }
    }
}

/// The languages of a translation in which a check makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Languages {
    /// Whatever the language.
    Any,
    /// English only.
    English,
    /// Every language but English, for which there is a finer check.
    Others,
}

/// One check: where it makes sense, and how it is made.
struct Check {
    languages: Languages,
    run: fn(&Article, &mut Vec<Flag>),
}

const fn check_of(languages: Languages, run: fn(&Article, &mut Vec<Flag>)) -> Check {
    Check { languages, run }
}

/// Every check, in the order of its flags.
const CHECKS: &[Check] = &[
    check_of(Languages::Any, omission::parts),
    check_of(Languages::English, omission::sentences),
    check_of(Languages::English, omission::length),
    check_of(Languages::Others, omission::ratio),
    check_of(Languages::English, language::check),
    check_of(Languages::Any, language::scripts),
    check_of(Languages::Any, repetition::loops),
    check_of(Languages::Any, repetition::sentences),
    check_of(Languages::English, figures::check),
    check_of(Languages::Others, figures::digits),
    check_of(Languages::English, quotation::check),
    check_of(Languages::English, acronym::check),
    check_of(Languages::Any, address::check),
    check_of(Languages::English, negation::check),
    check_of(Languages::English, gender::check),
    check_of(Languages::English, term::check),
    check_of(Languages::Any, chat::phrases),
    check_of(Languages::Any, chat::characters),
    check_of(Languages::Any, injection::check),
];

/// A document with its parts read.
pub struct Article<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// Its pairs, read, in order.
    pub readings: Vec<Reading<'a>>,
}

/// The most flags of one check on one part: an editor reads no more, and a
/// hostile text could make any number.
const MOST_FLAGS: usize = 20;

/// Checks a translation; the flags in the order of `CHECKS`.
pub fn check(document: &Document) -> Vec<Flag> {
    room::within(|room| check_in(room, document))
}

fn check_in(room: &Room, document: &Document) -> Vec<Flag> {
    let pairing = if document.is_english() {
        Pairing::Sentences
    } else {
        Pairing::Parts
    };
    let readings = document
        .pairs
        .iter()
        .map(|pair| Reading::new(*pair, pairing, room))
        .collect();
    let article = Article { document, readings };
    let mut flags = Vec::new();
    for check in CHECKS {
        let fits = match check.languages {
            Languages::Any => true,
            Languages::English => document.is_english(),
            Languages::Others => !document.is_english(),
        };
        if fits {
            (check.run)(&article, &mut flags);
        }
    }
    flags
}

#[cfg(test)]
mod tests;
