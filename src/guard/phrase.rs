//! Sets of phrases that are looked for at the beginning of a row of words.

use crate::word::{ByKey, Keys, fold, words};

use super::text::Token;

/// Phrases, some of one word and the others by their first two.
pub struct Phrases {
    single: Keys,
    longer: ByKey<Vec<Vec<u64>>>,
}

impl Phrases {
    /// Prepares a set.
    pub fn of(phrases: &[&str]) -> Self {
        let (mut single, mut longer) = (Keys::default(), ByKey::<Vec<_>>::default());
        for phrase in phrases {
            let keys: Vec<u64> = words(phrase).iter().map(|word| word.key).collect();
            match keys[..] {
                [] => {}
                [only] => {
                    single.insert(only);
                }
                [first, second, ..] => longer.entry(fold(first, second)).or_default().push(keys),
            }
        }
        Self { single, longer }
    }

    /// How many words the longest phrase has with which these words begin.
    pub fn begins(&self, tokens: &[Token]) -> Option<usize> {
        let first = tokens.first()?.word.key;
        let longest = tokens.get(1).and_then(|second| {
            let phrases = self.longer.get(&fold(first, second.word.key))?;
            let stands = |phrase: &&Vec<u64>| {
                let words = tokens.get(..phrase.len()).unwrap_or_default();
                words.iter().map(|token| &token.word.key).eq(phrase.iter())
            };
            phrases.iter().filter(stands).map(Vec::len).max()
        });
        longest.or_else(|| self.single.contains(&first).then_some(1))
    }
}
