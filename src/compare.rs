//! Translations that are there already, whoever made them, held against their
//! source.
//!
//! Pure: [`Case`] is a translation next to its source, [`examine`] runs the
//! checks on it. Nothing is asked anywhere.

use schemars::JsonSchema;
use serde::Serialize;

use crate::article::{
    Flag, Mark, PartKind, Record, Severity, Source, Summary, SummarySentence, TITLE_ID,
};
use crate::glossary::Glossary;
use crate::guard::{self, Document, Pair, Thresholds};
use crate::outcome::{Outcome, Reason, ReasonKind};
use crate::record::outcome_of;

mod fields;
mod paragraphs;
mod said;

#[cfg(test)]
mod tests;

pub use crate::prepared::{Prepared, prepare};
pub use fields::{PAIRS, from_json};
pub use said::read as sentences;

/// How the parts of source and translation were brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// By the ids that a record gives them.
    Ids,
    /// One to one: there are equally many.
    OneToOne,
    /// By length and by the names and figures they share.
    Likeness,
    /// Not at all: the two texts are compared as a whole.
    Whole,
}

impl Alignment {
    /// A sentence where an editor should know how it was done.
    #[must_use]
    pub fn notice(self) -> Option<&'static str> {
        match self {
            Self::Ids | Self::OneToOne => None,
            Self::Likeness => Some(
                "The two texts have different numbers of paragraphs; they were paired by length and by the names and figures they share.",
            ),
            Self::Whole => Some(
                "The paragraphs of the two texts cannot be paired; the texts were compared as a whole.",
            ),
        }
    }
}

/// One part in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// Its id: that of the source's part, `p2+p3` where two were joined, or
    /// `t4` for the translation's fourth paragraph that stands for none.
    pub id: String,
    /// What it is.
    #[serde(skip)]
    pub kind: PartKind,
    /// The source, cleaned.
    pub source: String,
    /// The translation.
    pub translation: String,
    /// Stretches of the source that the translation may leave out.
    #[serde(skip)]
    pub marks: Vec<Mark>,
}

/// A translation next to its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The article's id.
    pub id: String,
    /// When it was published, as the input says.
    pub published: Option<String>,
    /// Headline and parts.
    pub rows: Vec<Row>,
    /// How they were brought together.
    pub alignment: Alignment,
    /// The summary, where there is one to check.
    pub summary: Option<Summary>,
    /// What cleaning the source noticed.
    pub notes: Vec<Flag>,
}

/// A translation as other tools give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The translation's headline, where it is known apart from the text.
    pub title: Option<String>,
    /// The translation.
    pub text: String,
    /// The summary's sentences; an empty list where there is none.
    pub summary: Vec<SummarySentence>,
}

/// What the checks are made with.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The terms to be kept to.
    pub glossary: &'a Glossary,
    /// The language of the translations.
    pub target: &'a str,
    /// Where the checks draw their lines.
    pub thresholds: &'a Thresholds,
}

/// The JSON Schema of verdicts.
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::record::schema_of::<Verdict>()
}

/// What the checks found in one translation.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Verdict {
    /// The article's id, or where it stands in the input.
    pub id: String,
    /// `ok`, `review` where a check raised an error, `failed` where there was
    /// nothing to check.
    pub outcome: Outcome,
    /// Why it failed.
    pub reason: Option<Reason>,
    /// How the parts were brought together.
    pub alignment: Option<Alignment>,
    /// What the checks found.
    pub flags: Vec<Flag>,
    /// The texts that the flags' places refer to.
    pub parts: Vec<Row>,
    /// The summary's sentences, to which `summary.N` refers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<String>,
}

impl Verdict {
    /// Nothing could be checked.
    #[must_use]
    pub fn failed(id: String, reason: Reason) -> Self {
        Self {
            id,
            outcome: Outcome::Failed,
            reason: Some(reason),
            alignment: None,
            flags: Vec::new(),
            parts: Vec::new(),
            summary: Vec::new(),
        }
    }
}

/// Something that cannot be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The article's id, where it has one.
    pub id: Option<String>,
    /// Why not.
    pub reason: Reason,
}

impl From<Reason> for Unusable {
    fn from(reason: Reason) -> Self {
        Self { id: None, reason }
    }
}

/// A translation made elsewhere, brought together with its cleaned source.
///
/// # Errors
/// `input` where one of the texts is empty.
pub fn foreign(source: Prepared, given: Foreign) -> Result<Case, Reason> {
    let Prepared { id, source, notes } = source;
    let paragraphs = paragraphs::read(given.title.as_deref(), &given.text, &source.metadata);
    let sources = source_rows(&source);
    if sources.is_empty() {
        return Err(Reason::new(
            ReasonKind::Input,
            "the source has no text left after cleaning; `alih clean` shows what was removed",
        ));
    }
    if paragraphs.is_empty() {
        return Err(Reason::new(
            ReasonKind::Input,
            "there is no translation; name the file or the field that holds it",
        ));
    }
    let (rows, alignment) = paragraphs::pair(sources, &paragraphs);
    let summary = said::summary(given.summary, &rows);
    Ok(Case {
        id,
        published: source.metadata.published,
        rows,
        alignment,
        summary,
        notes,
    })
}

/// A record of this program.
///
/// # Errors
/// The record's own reason where it has no translation.
pub fn record(record: Record) -> Result<Case, Unusable> {
    let Some(translation) = record.translation else {
        let reason = record.reason.unwrap_or_else(|| {
            Reason::new(
                ReasonKind::Input,
                "the record has no translation to check; make one with `alih translate`",
            )
        });
        let id = Some(record.id);
        return Err(Unusable { id, reason });
    };
    let mut rows = source_rows(&record.source);
    let texts = translation.title.iter().map(|text| (TITLE_ID, text));
    let parts = translation.parts.iter();
    let texts: Vec<(&str, &String)> = texts
        .chain(parts.map(|part| (part.id.as_str(), &part.text)))
        .collect();
    for (id, text) in &texts {
        match rows.iter_mut().find(|row| row.id == *id) {
            Some(row) => row.translation.clone_from(text),
            None => rows.push(addition((*id).to_owned(), (*text).clone())),
        }
    }
    let summary = record.summary.and_then(|own| {
        let kind = own.kind;
        said::summary(own.sentences, &rows).map(|summary| Summary { kind, ..summary })
    });
    Ok(Case {
        id: record.id,
        published: record.source.metadata.published,
        rows,
        alignment: Alignment::Ids,
        summary,
        notes: Vec::new(),
    })
}

/// A paragraph of the translation that stands for nothing in the source.
fn addition(id: String, translation: String) -> Row {
    Row {
        id,
        kind: PartKind::Body,
        source: String::new(),
        translation,
        marks: Vec::new(),
    }
}

/// Headline and parts, without their translation. A text that is one line is
/// a part and no headline.
fn source_rows(source: &Source) -> Vec<Row> {
    let row = |id: &str, kind, text: &str, marks: &[Mark]| Row {
        id: id.to_owned(),
        kind,
        source: text.to_owned(),
        translation: String::new(),
        marks: marks.to_vec(),
    };
    if let (Some(only), []) = (&source.title, source.parts.as_slice()) {
        return vec![row("p1", PartKind::Body, only, &[])];
    }
    let title = source.title.iter();
    let title = title.map(|text| row(TITLE_ID, PartKind::Headline, text, &[]));
    let parts = source.parts.iter();
    title
        .chain(parts.map(|part| row(&part.id, part.kind, &part.text, &part.marks)))
        .collect()
}

/// A summary may be of any length here: nobody said how long it was to be.
const ANY_LENGTH: usize = u32::MAX as usize;

/// Runs the checks.
#[must_use]
pub fn examine(case: Case, rules: Rules) -> Verdict {
    let pairs = case.rows.iter().map(|row| Pair {
        part: &row.id,
        kind: row.kind,
        source: &row.source,
        target: &row.translation,
        leave_out: &row.marks,
    });
    let document = Document {
        pairs: pairs.collect(),
        published: case.published.as_deref(),
        glossary: rules.glossary,
        target_language: rules.target,
        thresholds: rules.thresholds,
    };
    let mut flags = case.notes;
    flags.extend(guard::check(&document));
    if let Some(summary) = &case.summary {
        flags.extend(guard::check_summary(summary, &document, ANY_LENGTH));
    }
    flags.extend(notice(case.alignment));
    let sentences = case.summary.into_iter().flat_map(|own| own.sentences);
    Verdict {
        id: case.id,
        outcome: outcome_of(&flags),
        reason: None,
        alignment: Some(case.alignment),
        flags,
        parts: case.rows,
        summary: sentences.map(|sentence| sentence.text).collect(),
    }
}

fn notice(alignment: Alignment) -> Option<Flag> {
    alignment.notice().map(|message| Flag {
        check: "check.alignment".into(),
        severity: Severity::Info,
        part: None,
        source: None,
        target: None,
        message: message.to_owned(),
    })
}
