//! What words mean to the reader of values, by the keys that they have when
//! the text was read before.

use std::sync::LazyLock;

use super::lexicon::Meaning;
use super::{Language, english_words, indonesian_words};
use crate::word::{Lookup, key};

/// A language's words by their keys.
pub(super) struct Known(Lookup<Meaning>);

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
        let mut known = Lookup::with_room(words.len());
        // What holds a point is read letter by letter.
        for (word, meaning) in words.iter().filter(|(word, _)| !word.contains('.')) {
            *known.get_or_insert_with(key(word), || *meaning) = *meaning;
        }
        Self(known)
    }

    /// What the word with this key means.
    #[inline]
    pub(super) fn meaning(&self, key: u64) -> Meaning {
        self.0.get(key).copied().unwrap_or(Meaning::Other)
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
