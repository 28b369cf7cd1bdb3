//! An article that is ready to be sent.

use crate::article::{Flag, RawArticle, Severity, Source};
use crate::clean::{Cleaned, clean};
use crate::input::derive::ContentHash;
use crate::language::{self, Language};

/// An article that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its id.
    pub id: String,
    /// Cleaned.
    pub source: Source,
    /// What cleaning noticed.
    pub notes: Vec<Flag>,
}

/// Cleans an article and names it.
#[must_use]
pub fn prepare(raw: RawArticle) -> Prepared {
    let cleaned = clean(&raw);
    let hash = ContentHash::of(raw.title.as_deref(), &raw.text);
    from_cleaned(cleaned, &hash, raw.id, raw.file)
}

/// Names an article that is cleaned.
#[must_use]
pub fn from_cleaned(
    cleaned: Cleaned,
    hash: &ContentHash,
    id: Option<String>,
    file: Option<String>,
) -> Prepared {
    Prepared {
        id: id.unwrap_or_else(|| hash.id()),
        source: Source {
            lang: "id".to_owned(),
            title: cleaned.title,
            metadata: cleaned.metadata,
            file,
            parts: cleaned.parts,
            removed: cleaned.removed,
            sha256: hash.sha256(),
        },
        notes: cleaned.notes,
    }
}

/// Says so where an article does not look Indonesian.
#[must_use]
pub fn language_note(source: &Source) -> Option<Flag> {
    let mut text = String::new();
    for part in &source.parts {
        text.push_str(&part.text);
        text.push('\n');
        if text.len() > 4_000 {
            break;
        }
    }
    let language = language::identify(&text);
    let is_expected = matches!(language, Language::Indonesian | Language::Unknown);
    (!is_expected).then(|| Flag {
        check: "source.language".into(),
        severity: Severity::Warning,
        part: None,
        source: None,
        target: None,
        message: format!(
            "The article looks like {} and not Indonesian; --from states its language.",
            language.name()
        ),
    })
}
