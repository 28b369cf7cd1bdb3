//! The glossary: how certain words are to be translated.
//!
//! A starter ships with the program; a user's entries are laid over it. The
//! entries that occur in a text are found in one pass over its words.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::word::{ByKey, Keys, Word, words};

mod form;
mod table;

#[cfg(test)]
mod tests;

pub use form::Form;
pub use table::{GlossaryError, read};

/// What is to be done with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Translate it by the given words.
    Translate,
    /// Leave it as it is.
    Keep,
    /// Write it out with the short form in brackets the first time; either
    /// will do after that.
    ExpandOnce,
}

impl Kind {
    /// The name by which tables know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Translate => "translate",
            Self::Keep => "keep",
            Self::ExpandOnce => "expand_once",
        }
    }
}

/// One entry of a glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The Indonesian word or words. Its capitals must be capitals in the
    /// text too, its small letters match either.
    pub source: String,
    /// What is to be done with it.
    pub kind: Kind,
    /// The preferred English words.
    pub target: Form,
    /// Other English words that will do.
    pub accept: Vec<Form>,
    /// English words that are wrong.
    pub forbid: Vec<Form>,
    /// A word to the reader of the table.
    pub note: Option<String>,
}

impl Entry {
    /// Every form that will do, the preferred one first.
    pub fn accepted(&self) -> impl Iterator<Item = &Form> {
        std::iter::once(&self.target).chain(&self.accept)
    }
}

/// Where an entry occurs in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The entry's place in [`Glossary::entries`].
    pub entry: usize,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

type Index = ByKey<Vec<usize>>;

/// Which keys may be those of first words: nearly all words of a text are told
/// by it to begin no entry.
#[derive(Clone, Debug)]
struct Firsts([u64; 64]);

impl Default for Firsts {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Firsts {
    fn add(&mut self, key: u64) {
        self.0[Self::row(key)] |= 1 << (key % 64);
    }

    #[inline]
    fn may_have(&self, key: u64) -> bool {
        self.0[Self::row(key)] >> (key % 64) & 1 != 0
    }

    #[inline]
    fn row(key: u64) -> usize {
        (key >> 58) as usize
    }
}

/// Entries with an index by their first word.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    entries: Vec<Entry>,
    keys: Vec<Vec<u64>>,
    firsts: Firsts,
    index: Index,
    forms: Keys,
}

impl Glossary {
    /// A glossary without entries.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The glossary that ships with the program.
    pub fn starter() -> Self {
        let entries = read(include_str!("glossary/starter.csv"));
        Self::of(entries.unwrap_or_default())
    }

    /// A glossary of these entries; of two with the same source the later
    /// one counts.
    pub fn of(entries: Vec<Entry>) -> Self {
        let mut places: HashMap<String, usize> = HashMap::with_capacity(entries.len());
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        for entry in entries {
            match places.get(&entry.source) {
                Some(&place) => kept[place] = entry,
                None => {
                    places.insert(entry.source.clone(), kept.len());
                    kept.push(entry);
                }
            }
        }
        Self::indexed(kept)
    }

    /// This glossary with the user's entries laid over it.
    pub fn with(self, user: Vec<Entry>) -> Self {
        let mut entries = self.entries;
        entries.extend(user);
        Self::of(entries)
    }

    fn indexed(entries: Vec<Entry>) -> Self {
        let keys: Vec<Vec<u64>> = entries
            .iter()
            .map(|entry| words(&entry.source).iter().map(|word| word.key).collect())
            .collect();
        let mut index = Index::default();
        let mut firsts = Firsts::default();
        for (place, keys) in keys.iter().enumerate() {
            if let Some(first) = keys.first() {
                firsts.add(*first);
                index.entry(*first).or_default().push(place);
            }
        }
        for places in index.values_mut() {
            places.sort_by_key(|place| std::cmp::Reverse(keys[*place].len()));
        }
        let accepted = entries.iter().flat_map(Entry::accepted);
        let forms = accepted.filter_map(Form::only_key).collect();
        Self {
            entries,
            keys,
            firsts,
            index,
            forms,
        }
    }

    /// Its entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether a word with this key is, by itself, a form of some entry.
    pub fn is_form(&self, key: u64) -> bool {
        self.forms.contains(&key)
    }

    /// Where entries occur in a text; of two that begin at the same word the
    /// longer one, and none inside another.
    pub fn matches(&self, text: &str) -> Vec<Match> {
        self.matches_among(text, &words(text)).collect()
    }

    /// As [`Glossary::matches`], for a text whose words are known.
    pub fn matches_among<W: AsRef<Word>>(
        &self,
        text: &str,
        words: &[W],
    ) -> impl Iterator<Item = Match> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let first = at;
                let start = words.get(first)?.as_ref().start;
                at += 1;
                if let Some(entry) = self.entry_at(text, &words[first..]) {
                    at = first + self.keys[entry].len();
                    let end = words[at - 1].as_ref().end;
                    return Some(Match { entry, start, end });
                }
            }
        })
    }

    /// The entry that begins with the first of these words.
    #[inline]
    fn entry_at<W: AsRef<Word>>(&self, text: &str, words: &[W]) -> Option<usize> {
        let key = words.first()?.as_ref().key;
        if !self.firsts.may_have(key) {
            return None;
        }
        let mut places = self.index.get(&key)?.iter().copied();
        places.find(|place| self.stands(*place, text, words))
    }

    /// The entries that occur in any of these texts, in the table's order.
    pub fn entries_in<'a, 't>(
        &'a self,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Vec<&'a Entry> {
        let texts: Vec<(&str, Vec<Word>)> =
            texts.into_iter().map(|text| (text, words(text))).collect();
        let known = texts.iter().map(|(text, words)| (*text, words.as_slice()));
        self.entries_among(known)
    }

    /// As [`Glossary::entries_in`], for texts whose words are known.
    pub fn entries_among<'t>(
        &self,
        texts: impl Iterator<Item = (&'t str, &'t [Word])>,
    ) -> Vec<&Entry> {
        let found = texts.flat_map(|(text, words)| self.matches_among(text, words));
        let mut places: Vec<usize> = found.map(|found| found.entry).collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .map(|place| &self.entries[place])
            .collect()
    }

    /// Whether an entry's words stand at the beginning of `words`.
    fn stands<W: AsRef<Word>>(&self, entry: usize, text: &str, words: &[W]) -> bool {
        let keys = &self.keys[entry];
        let Some(words) = words.get(..keys.len()) else {
            return false;
        };
        let same = keys
            .iter()
            .zip(words)
            .all(|(key, word)| *key == word.as_ref().key);
        same && is_one_phrase(text, words) && {
            let (first, last) = (words[0].as_ref(), words[words.len() - 1].as_ref());
            let stretch = text.get(first.start..last.end).unwrap_or_default();
            has_capitals_of(&self.entries[entry].source, stretch)
        }
    }
}

/// Whether only blanks and hyphens stand between the words.
fn is_one_phrase<W: AsRef<Word>>(text: &str, words: &[W]) -> bool {
    words.windows(2).all(|pair| {
        let between = text
            .get(pair[0].as_ref().end..pair[1].as_ref().start)
            .unwrap_or_default();
        between
            .chars()
            .all(|mark| mark.is_whitespace() || mark == '-')
    })
}

/// Whether every capital of the entry is a capital in the text.
fn has_capitals_of(entry: &str, stretch: &str) -> bool {
    let is_letter = |letter: &char| letter.is_alphanumeric();
    let (wanted, got) = (
        entry.chars().filter(is_letter),
        stretch.chars().filter(is_letter),
    );
    wanted
        .zip(got)
        .all(|(wanted, got)| !wanted.is_uppercase() || got.is_uppercase())
}

/// A fingerprint of the entries that were used, equal for equal entries in
/// equal order; none for none.
pub fn fingerprint(entries: &[&Entry]) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let mut hash = Sha256::new();
    for entry in entries {
        let mut field = |text: &str| {
            hash.update(text.as_bytes());
            hash.update([0]);
        };
        field(&entry.source);
        field(entry.kind.name());
        entry.accepted().for_each(|form| field(form.as_str()));
        field("");
        entry.forbid.iter().for_each(|form| field(form.as_str()));
        field("");
    }
    let digest = hash.finalize();
    Some(
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    )
}
