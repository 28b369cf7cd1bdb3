//! Sets of phrases that are looked for at the beginning of a row of words.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::word::{KeyHasher, words};

use super::text::Token;

/// Phrases by their first word.
pub struct Phrases(HashMap<u64, Vec<Vec<u64>>, BuildHasherDefault<KeyHasher>>);

impl Phrases {
    /// Prepares a set.
    pub fn of(phrases: &[&str]) -> Self {
        let mut index: HashMap<u64, Vec<Vec<u64>>, _> = HashMap::default();
        for phrase in phrases {
            let keys: Vec<u64> = words(phrase).iter().map(|word| word.key).collect();
            if let Some(first) = keys.first() {
                index.entry(*first).or_default().push(keys);
            }
        }
        Self(index)
    }

    /// How many words the longest phrase has with which these words begin.
    pub fn begins(&self, tokens: &[Token]) -> Option<usize> {
        let phrases = self.0.get(&tokens.first()?.word.key)?;
        let stands = |phrase: &&Vec<u64>| {
            let words = tokens.get(..phrase.len());
            words.is_some_and(|words| {
                words
                    .iter()
                    .zip(*phrase)
                    .all(|(token, key)| token.word.key == *key)
            })
        };
        phrases.iter().filter(stands).map(Vec::len).max()
    }
}
