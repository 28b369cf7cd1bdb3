//! What words mean to the reader of values, by the keys that they have when
//! the text was read before.

use std::sync::LazyLock;

use super::lexicon::Meaning;
use super::{Language, english_words, indonesian_words};
use crate::word::key;

/// Slots of a table; a power of two, several times the number of words.
const SLOTS: usize = 1024;

/// A language's words by their keys. Key 0 is a free slot.
pub(super) struct Known([(u64, Meaning); SLOTS]);

static INDONESIAN: LazyLock<Known> = LazyLock::new(|| Known::of(indonesian_words::LIST));
static ENGLISH: LazyLock<Known> = LazyLock::new(|| Known::of(english_words::LIST));

/// The table of a language.
pub(super) fn words(language: Language) -> &'static Known {
    match language {
        Language::Indonesian => &INDONESIAN,
        Language::English => &ENGLISH,
    }
}

impl Known {
    fn of(words: &[(&str, Meaning)]) -> Self {
        let mut known = Self([(0, Meaning::Other); SLOTS]);
        // What holds a point is read letter by letter.
        for (word, meaning) in words.iter().filter(|(word, _)| !word.contains('.')) {
            let key = key(word);
            let slot = known.slot(key);
            known.0[slot] = (key, *meaning);
        }
        known
    }

    /// What the word with this key means.
    #[inline]
    pub(super) fn meaning(&self, key: u64) -> Meaning {
        self.0[self.slot(key)].1
    }

    /// The slot that holds the key, or the free one where it would stand.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut slot = key as usize % SLOTS;
        while self.0[slot].0 != key && self.0[slot].0 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_their_letters_mean() {
        for language in [Language::Indonesian, Language::English] {
            let list = match language {
                Language::Indonesian => indonesian_words::LIST,
                Language::English => english_words::LIST,
            };
            for (word, meaning) in list.iter().filter(|(word, _)| !word.contains('.')) {
                assert_eq!(words(language).meaning(key(word)), *meaning, "{word}");
            }
        }
        assert_eq!(
            words(Language::English).meaning(key("sekolah")),
            Meaning::Other
        );
    }
}
