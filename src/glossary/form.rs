//! An English word or phrase of the glossary, ready to be looked for.

use crate::word::{Word, words};

/// An English word or phrase. It is found with any ending: "ministry" in
/// "ministries", "demonstrat" in "demonstrators"; a form without small letters
/// only as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    text: String,
    keys: Vec<u64>,
    stem: Vec<u8>,
}

impl Form {
    /// Prepares a form.
    pub fn new(text: &str) -> Self {
        let text = text.trim().to_owned();
        let parts = words(&text);
        let mut keys: Vec<u64> = parts.iter().map(|word| word.key).collect();
        let last = parts.last().map_or("", |word| word.of(&text));
        let stem = if last.chars().any(char::is_lowercase) {
            stem(last)
        } else {
            Vec::new()
        };
        if !stem.is_empty() {
            keys.pop();
        }
        Self { text, keys, stem }
    }

    /// The form as the table has it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The key of a form that is a single acronym.
    pub(super) fn only_key(&self) -> Option<u64> {
        match self.keys[..] {
            [key] if self.stem.is_empty() => Some(key),
            _ => None,
        }
    }

    /// Where the form first stands among the words of a text: the first and
    /// the last of its words.
    pub fn find<W: AsRef<Word>>(&self, text: &str, words: &[W]) -> Option<(usize, usize)> {
        let length = self.keys.len() + usize::from(!self.stem.is_empty());
        if length == 0 {
            return None;
        }
        let at = words
            .windows(length)
            .position(|window| self.stands(text, window))?;
        Some((at, at + length - 1))
    }

    fn stands<W: AsRef<Word>>(&self, text: &str, window: &[W]) -> bool {
        let same = self
            .keys
            .iter()
            .zip(window)
            .all(|(key, word)| *key == word.as_ref().key);
        same && window
            .last()
            .is_some_and(|word| self.ends_with(text, word.as_ref()))
    }

    /// Whether the last word is the form's, whatever its ending.
    fn ends_with(&self, text: &str, word: &Word) -> bool {
        if self.stem.is_empty() {
            return !word.of(text).contains(char::is_lowercase);
        }
        let bytes = word.of(text).as_bytes();
        bytes
            .get(..self.stem.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(&self.stem))
    }
}

/// The word without the endings that change in the plural.
fn stem(word: &str) -> Vec<u8> {
    let word = word.to_lowercase();
    let stem = match word.strip_suffix('y') {
        Some(stem) if stem.len() > 3 => stem,
        _ => &word,
    };
    stem.as_bytes().to_vec()
}
