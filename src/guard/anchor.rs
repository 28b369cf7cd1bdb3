//! Evidence that a stretch of source has a counterpart in a stretch of
//! target.
//!
//! Every word of the source that can be recognised in English (a number, a
//! name, an acronym, a word of the dictionary or of common origin) is an
//! anchor. An anchor that is found speaks for a counterpart, one that is not
//! found against it; how much, in nats, follows from how often such anchors
//! are found in true translations and by chance. The sum is the evidence.

use crate::bytes::SPREAD;
use crate::word::Shape;

use super::text::Token;

/// Bits of a [`Meanings`] set.
const BITS: u64 = 2048;

/// What an anchor says when it is found and when it is not, in nats.
#[derive(Clone, Copy, Debug)]
struct Weight {
    found: f32,
    missed: f32,
}

/// What kind of word an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Name,
    Known,
    Plain,
}

/// The logarithm of the odds, from how often an anchor of each [`Kind`] is
/// found in the true counterpart and in a sentence that has nothing to do with
/// it. Measured on machine translations of news and encyclopaedia sentences.
const WEIGHTS: [Weight; 4] = [
    Weight {
        found: 2.7,
        missed: -1.6,
    },
    Weight {
        found: 2.7,
        missed: -1.4,
    },
    Weight {
        found: 2.3,
        missed: -1.1,
    },
    Weight {
        found: 2.3,
        missed: -0.35,
    },
];

/// A word of the source that may be recognised in the target.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// Bits of [`Meanings`]; the same one twice where there is only one.
    bits: [u16; 2],
    kind: Kind,
}

impl Anchor {
    /// The anchor that a source word makes, if it makes one.
    #[inline]
    pub fn of(token: &Token) -> Option<Self> {
        let concept = concept_bit(token.entry.indonesian);
        let cognate = cognate_bit(token.cognate);
        let bits = [concept.or(cognate)?, cognate.or(concept)?];
        let kind = match token.word.shape {
            Shape::Number => Kind::Number,
            Shape::Upper | Shape::Mixed => Kind::Name,
            _ if concept.is_some() => Kind::Known,
            Shape::Capital => Kind::Name,
            Shape::Lower => Kind::Plain,
        };
        Some(Self { bits, kind })
    }

    /// What the anchor says about a counterpart with these meanings.
    #[inline]
    pub fn evidence(&self, meanings: &Meanings) -> f32 {
        let weight = &WEIGHTS[self.kind as usize];
        if self.is_found(meanings) {
            weight.found
        } else {
            weight.missed
        }
    }

    /// Whether the meanings hold this one.
    #[inline]
    pub fn is_found(&self, meanings: &Meanings) -> bool {
        meanings.has(self.bits[0]) || meanings.has(self.bits[1])
    }
}

/// What the words of a stretch of target mean, as a set that may, rarely,
/// claim a meaning it does not hold.
#[derive(Clone, Debug)]
pub struct Meanings([u64; (BITS / 64) as usize]);

impl Meanings {
    /// The set without any meaning.
    pub fn none() -> Self {
        Self([0; (BITS / 64) as usize])
    }

    /// What these English words mean.
    pub fn of(tokens: &[Token]) -> Self {
        let mut meanings = Self::none();
        meanings.add(tokens);
        meanings
    }

    /// Forgets all meanings.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Adds what these English words mean.
    #[inline]
    pub fn add(&mut self, tokens: &[Token]) {
        for token in tokens {
            let [one, other] = token.entry.english;
            for meaning in [u64::from(one), u64::from(other), token.cognate] {
                if meaning != 0 {
                    self.set(bit(meaning));
                }
            }
        }
    }

    #[inline]
    fn set(&mut self, bit: u16) {
        self.0[usize::from(bit) / 64] |= 1 << (bit % 64);
    }

    /// The meanings of both.
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (mine, theirs) in both.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
        both
    }

    #[inline]
    fn has(&self, bit: u16) -> bool {
        self.0[usize::from(bit) / 64] & (1 << (bit % 64)) != 0
    }
}

#[inline]
fn concept_bit(concept: u16) -> Option<u16> {
    (concept != 0).then(|| bit(u64::from(concept)))
}

#[inline]
fn cognate_bit(cognate: u64) -> Option<u16> {
    (cognate != 0).then(|| bit(cognate))
}

#[inline]
fn bit(value: u64) -> u16 {
    (value.wrapping_mul(SPREAD) >> 53) as u16
}
