//! An article that is ready to be sent.

use serde::{Deserialize, Serialize};

use crate::article::{Flag, Metadata, RawArticle, Severity, Source};
use crate::clean::{Cleaned, clean};
use crate::input::derive::ContentHash;
use crate::language::{self, Language};
use crate::room::{self, List, Room};
use crate::word::{Word, each, room as room_for};

/// An article that is ready to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prepared {
    /// Its id.
    pub id: String,
    /// Cleaned.
    pub source: Source,
    /// What cleaning noticed.
    pub notes: Vec<Flag>,
}

impl Prepared {
    /// What could not be read, or not cleaned: it still has a record.
    #[must_use]
    pub fn unread(id: String, content: &ContentHash) -> Self {
        Self {
            id,
            source: Source {
                lang: "id".to_owned(),
                title: None,
                metadata: Metadata::default(),
                file: None,
                parts: Vec::new(),
                removed: Vec::new(),
                sha256: content.sha256(),
            },
            notes: Vec::new(),
        }
    }
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

/// The words of a source, read once for all that is asked of them before the
/// article is sent.
pub(crate) struct SourceWords<'a> {
    words: List<'a, Word>,
    /// Where the words of each text end, the headline first.
    ends: List<'a, usize>,
}

impl<'a> SourceWords<'a> {
    pub(crate) fn of(source: &Source, room: &'a Room) -> Self {
        let length = texts(source).map(str::len).sum();
        let mut read = Self {
            words: List::with_capacity_in(room_for(length), room),
            ends: List::with_capacity_in(source.parts.len() + 1, room),
        };
        for text in texts(source) {
            each(text, |word| read.words.push(word));
            read.ends.push(read.words.len());
        }
        read
    }

    /// All texts with their words, the headline first.
    pub(crate) fn texts<'s>(
        &'s self,
        source: &'s Source,
    ) -> impl Iterator<Item = (&'s str, &'s [Word])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let own = starts.zip(&self.ends);
        texts(source).zip(own.map(|(start, end)| &self.words[start..*end]))
    }

    /// Says so where the article does not look Indonesian. The headline is no
    /// witness: it may be all names.
    pub(crate) fn language_note(&self, source: &Source) -> Option<Flag> {
        let headline = self.ends.first().filter(|_| source.title.is_some());
        let words = &self.words[headline.copied().unwrap_or(0)..];
        note_of(language::of_words(words, || opening(source).into()))
    }
}

/// The headline, where there is one, and the parts.
fn texts(source: &Source) -> impl Iterator<Item = &str> {
    let parts = source.parts.iter().map(|part| part.text.as_str());
    source.title.as_deref().into_iter().chain(parts)
}

/// The first parts, as many as tell a language.
fn opening(source: &Source) -> String {
    let mut text = String::new();
    for part in &source.parts {
        text.push_str(&part.text);
        text.push('\n');
        if text.len() > OPENING {
            break;
        }
    }
    text
}

/// So many bytes of an article tell its language.
const OPENING: usize = 4_000;

/// Says so where an article does not look Indonesian.
#[must_use]
pub fn language_note(source: &Source) -> Option<Flag> {
    room::within(|room| SourceWords::of(source, room).language_note(source))
}

fn note_of(language: Language) -> Option<Flag> {
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
