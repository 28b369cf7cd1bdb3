//! What single words tell: the classes of function words and a small
//! dictionary of the most frequent news words.
//!
//! The dictionary does not translate. It only lets a check see that a source
//! sentence and a target sentence talk about the same things.

use std::sync::LazyLock;

use crate::word::{Lookup, first};

use super::{chat, cognate, injection, value};

mod classes;

/// What a word tells, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u16);

impl Classes {
    /// A function word of Indonesian.
    pub const INDONESIAN: Self = Self(1);
    /// A function word of English.
    pub const ENGLISH: Self = Self(2);
    /// Indonesian: plain negation.
    pub const NEGATION: Self = Self(4);
    /// Indonesian: denial, refusal, lack, and what else English may negate.
    pub const DENIAL: Self = Self(8);
    /// English: plain negation.
    pub const NEGATIVE: Self = Self(16);
    /// English: denial, refusal, lack, and what else may stand for "tidak".
    pub const NEGATIVE_SENSE: Self = Self(32);
    /// English: he, him, his.
    pub const HE: Self = Self(64);
    /// English: she, her.
    pub const SHE: Self = Self(128);
    /// A title or noun that says that a man is meant.
    pub const MAN: Self = Self(256);
    /// A title or noun that says that a woman is meant.
    pub const WOMAN: Self = Self(512);
    /// A word that Malay has and Indonesian has not.
    pub const MALAY: Self = Self(1024);
    /// A word that Javanese has and Indonesian has not.
    pub const JAVANESE: Self = Self(2048);
    /// A word that Sundanese has and Indonesian has not.
    pub const SUNDANESE: Self = Self(4096);
    /// A word that may be part of a value, in either language.
    pub const VALUE: Self = Self(8192);
    /// A word that begins a phrase which one of the checks looks for.
    pub const PHRASE: Self = Self(16384);
    /// English: a word that is written with a capital wherever it stands.
    pub const PROPER: Self = Self(32768);

    /// Whether every class of `other` is among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any class of `other` is among these.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A meaning that Indonesian and English words share; 0 is none.
pub type Concept = u16;

/// What the lexicon knows of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its classes.
    pub classes: Classes,
    /// What it means as an Indonesian word.
    pub indonesian: Concept,
    /// What it means as an English word, at most two meanings.
    pub english: [Concept; 2],
}

impl Entry {
    /// Whether it is an everyday word of English, which a title may write with
    /// a capital, and no name.
    pub fn is_everyday_english(&self) -> bool {
        self.english != [0; 2] && !self.classes.has(Classes::PROPER)
    }
}

/// There are fewer words than this.
const WORDS: usize = 5_000;

/// What there is to know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// What it tells.
    pub entry: Entry,
    /// What it has in common with words of the same origin.
    pub cognate: u64,
}

/// Words by key.
pub struct Table(Lookup<Known>);

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

/// All that is known of words, for those who ask about many.
#[inline]
pub fn table() -> &'static Table {
    &TABLE
}

/// What is known of the word with this key.
#[inline]
pub fn entry(key: u64) -> Entry {
    table().entry(key)
}

impl Table {
    /// What the word with this key tells.
    #[inline]
    pub fn entry(&self, key: u64) -> Entry {
        self.known(key)
            .map_or(Entry::default(), |known| known.entry)
    }

    /// What there is to know of the word with this key.
    #[inline]
    pub fn known(&self, key: u64) -> Option<&Known> {
        self.0.get(key)
    }

    fn build() -> Self {
        let mut table = Self(Lookup::with_room(WORDS));
        for (classes, list) in classes::CLASSES {
            for word in list.split_whitespace() {
                table.add(word, *classes);
            }
        }
        for word in value::words() {
            table.add(word, Classes::VALUE);
        }
        for phrase in chat::phrases_of_models().chain(injection::spells()) {
            table.add(phrase, Classes::PHRASE);
        }
        let lines = include_str!("lexicon/concepts.txt").lines();
        let pairs = lines.filter_map(|line| line.split_once(" = "));
        for (concept, (indonesian, english)) in (1..).zip(pairs) {
            for word in indonesian.split_whitespace() {
                let entry = table.entry_mut(word);
                if entry.indonesian == 0 {
                    entry.indonesian = concept;
                }
            }
            for word in english.split_whitespace() {
                if word.starts_with(char::is_uppercase) {
                    table.add(word, Classes::PROPER);
                }
                let meanings = &mut table.entry_mut(word).english;
                if let Some(free) = meanings.iter_mut().find(|known| matches!(**known, 0)) {
                    *free = concept;
                }
            }
        }
        table
    }

    /// Adds classes to a word, or to the first word of a phrase.
    fn add(&mut self, word: &str, classes: Classes) {
        let entry = self.entry_mut(word);
        entry.classes = entry.classes.and(classes);
    }

    fn entry_mut(&mut self, word: &str) -> &mut Entry {
        let (key, first) = first(word).map_or((0, ""), |first| (first.key, first.of(word)));
        let known = self.0.get_or_insert_with(key, || Known {
            entry: Entry::default(),
            cognate: cognate::key(first),
        });
        &mut known.entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::key;

    #[test]
    fn words_of_one_line_share_a_meaning() {
        let source = entry(key("Pemerintah")).indonesian;
        assert_ne!(source, 0);
        assert!(entry(key("government")).english.contains(&source));
        assert!(entry(key("tidak")).classes.has(Classes::NEGATION));
        assert_eq!(entry(key("Wonosobo")), Entry::default());
        assert!(entry(key("Chief")).is_everyday_english());
        assert!(!entry(key("Japanese")).is_everyday_english());
    }

    #[test]
    fn a_known_word_has_the_cognate_of_its_letters() {
        for word in ["Pemerintah", "government", "rumah", "Chief", "di"] {
            let known = table().known(key(word)).unwrap();
            assert_eq!(known.cognate, cognate::key(word));
        }
    }

    #[test]
    fn the_table_need_not_grow() {
        let words = TABLE.0.len();
        assert!((WORDS * 9 / 10..WORDS).contains(&words), "{words} words");
    }
}
