//! Words: the one tokenisation that the checks, the glossary and the language
//! test share.
//!
//! A word is a run of letters and digits. Apostrophes inside a word, marks
//! between digits ("1.234,5", "14:30") and the points of "U.S." belong to it;
//! a possessive "'s" and hyphens do not.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::bytes::eight;

mod group;
mod long;

#[cfg(test)]
mod tests;

use group::{Group, SMALL_BITS};
use long::{character, long_word};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Without a capital.
    Lower,
    /// A capital first, the rest small.
    Capital,
    /// Two capitals or more and no small letter: "KPK", "G20", "U.S.".
    Upper,
    /// Capitals in other places: "GoTo".
    Mixed,
    /// It begins with a digit.
    Number,
}

/// What a word is spelled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// The letters of ASCII and nothing else.
    Letters,
    /// Figures, marks or other letters too.
    Other,
}

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Hash of its letters and digits without regard to case; the marks in
    /// numbers and in "U.S." do not count.
    pub key: u64,
    /// How it is written.
    pub shape: Shape,
    /// What it is spelled with.
    pub spelling: Spelling,
}

impl Word {
    /// The word as it stands in `text`, the text it was cut from.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl AsRef<Word> for Word {
    fn as_ref(&self) -> &Word {
        self
    }
}

/// A set of keys.
pub type Keys = HashSet<u64, BuildHasherDefault<KeyHasher>>;

/// A table by keys.
pub type ByKey<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// A hasher for keys of words, which are hashes already.
#[derive(Clone, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(*byte);
        }
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(mix(number.into()));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key ^ key.rotate_left(32);
    }
}

/// What a byte can be to a word.
mod kind {
    pub const SMALL: u8 = 1;
    pub const CAPITAL: u8 = 2;
    pub const DIGIT: u8 = 4;
    /// It begins or continues a character beyond ASCII.
    pub const OTHER: u8 = 8;
    /// It may join what stands on its two sides.
    pub const JOINER: u8 = 16;
    pub const PLAIN: u8 = SMALL | CAPITAL | DIGIT;
}

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => kind::SMALL,
            b'A'..=b'Z' => kind::CAPITAL,
            b'0'..=b'9' => kind::DIGIT,
            b'.' | b',' | b':' | b'\'' => kind::JOINER,
            128.. => kind::OTHER,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The key that a word of these letters has.
pub fn key(word: &str) -> u64 {
    first(word).map_or(0, |first| first.key)
}

/// The first word of a text.
pub(crate) fn first(text: &str) -> Option<Word> {
    Reader::new(text).next_word()
}

/// Two keys folded into one, in order.
pub fn fold(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(5) ^ second)
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    value ^ (value >> 29)
}

/// All words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(room(text.len()));
    each(text, |word| words.push(word));
    words
}

/// Does something with every word of a text, in order: quicker than to take
/// them one by one.
#[inline]
pub(crate) fn each(text: &str, mut take: impl FnMut(Word)) {
    let mut reader = Reader::new(text);
    while let Some(word) = reader.next_word() {
        take(word);
    }
}

/// How many words a text of so many bytes seldom has more of: seven bytes are
/// the usual word with its blank.
pub(crate) fn room(length: usize) -> usize {
    length / 6 + 4
}

struct Reader<'a> {
    text: &'a str,
    /// The bytes around the reader's place.
    group: Group,
    /// Bytes of the group with which a word may yet begin.
    ahead: u64,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let group = Group::of(text.as_bytes(), 0);
        let ahead = group.of_words();
        Self { text, group, ahead }
    }

    #[inline(always)]
    fn next_word(&mut self) -> Option<Word> {
        loop {
            while self.ahead == 0 {
                let next = self.group.start + Group::SIZE;
                if next >= self.text.len() {
                    return None;
                }
                self.turn_to(next);
            }
            let begun = self.ahead.trailing_zeros() as usize;
            let start = self.group.start + begun;
            let length = self.group.run(begun);
            if begun + length == Group::SIZE && begun > 0 {
                // It may go on behind the group.
                self.turn_to(start);
                continue;
            }
            let word = if length == 0 {
                match other_word(self.text, start) {
                    Ok(word) => word,
                    Err(end) => {
                        self.go_on_at(end);
                        continue;
                    }
                }
            } else if is_over(self.text.as_bytes(), start + length) {
                plain_word(self.text.as_bytes(), &self.group, start, length)
            } else {
                long_word(self.text, start)
            };
            self.go_on_at(word.end);
            return Some(word);
        }
    }

    #[inline(always)]
    fn turn_to(&mut self, start: usize) {
        self.group = Group::of(self.text.as_bytes(), start);
        self.ahead = self.group.of_words();
    }

    /// Leaves out all before `at`, which may stand behind the group.
    #[inline(always)]
    fn go_on_at(&mut self, at: usize) {
        match at - self.group.start {
            within @ 0..Group::SIZE => self.ahead &= u64::MAX << within,
            _ => self.turn_to(at),
        }
    }
}

/// A word that begins with a character beyond ASCII; where none does, where
/// to read on.
#[inline(never)]
fn other_word(text: &str, start: usize) -> Result<Word, usize> {
    match character(text, start) {
        Some(letter) if letter.is_alphanumeric() => Ok(long_word(text, start)),
        Some(other) => Err(start + other.len_utf8()),
        None => Err(text.len()),
    }
}

/// Whether a run of plain letters and digits that ends at `end` is a word
/// there.
#[inline(always)]
fn is_over(bytes: &[u8], end: usize) -> bool {
    let kind = |at: usize| bytes.get(at).map_or(0, |byte| KINDS[usize::from(*byte)]);
    match kind(end) {
        0 => true,
        kind::JOINER => kind(end + 1) & kind::PLAIN == 0,
        _ => false,
    }
}

/// A word of plain letters and digits, all of which the group shows.
#[inline(always)]
fn plain_word(bytes: &[u8], group: &Group, start: usize, length: usize) -> Word {
    let letters = Letters::of(group, start - group.start, length);
    let (shape, spelling) = match (letters.digits, letters.capitals) {
        (0, 0) => (Shape::Lower, Spelling::Letters),
        (0, 1) => (Shape::Capital, Spelling::Letters),
        (0, _) => (letters.shape(), Spelling::Letters),
        _ => (letters.shape(), Spelling::Other),
    };
    Word {
        start,
        end: start + length,
        key: finish(hash(bytes, start, length), length),
        shape,
        spelling,
    }
}

/// The hash of plain letters and digits, eight at a time, in small letters.
#[inline(always)]
fn hash(bytes: &[u8], start: usize, length: usize) -> u64 {
    let (mut hash, mut at, mut rest) = (0, start, length);
    while rest > 8 {
        hash = with_block(hash, eight(bytes, at) | SMALL_BITS);
        at += 8;
        rest -= 8;
    }
    let own = u64::MAX >> (64 - 8 * rest);
    with_block(hash, (eight(bytes, at) | SMALL_BITS) & own)
}

#[inline(always)]
fn with_block(hash: u64, block: u64) -> u64 {
    (hash.rotate_left(27) ^ block).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The letters and digits of a word within its group; the first is lowest.
struct Letters {
    letters: u64,
    digits: u64,
    capitals: u64,
}

impl Letters {
    #[inline(always)]
    fn of(group: &Group, begun: usize, length: usize) -> Self {
        let own = u64::MAX >> (Group::SIZE - length);
        Self {
            letters: (group.letters >> begun) & own,
            digits: (group.digits >> begun) & own,
            capitals: (group.capitals >> begun) & own,
        }
    }

    #[inline(never)]
    fn shape(&self) -> Shape {
        let number = self.digits & 1 != 0;
        let small = if self.letters == self.capitals {
            0
        } else {
            kind::SMALL
        };
        let digits = if self.digits == 0 { 0 } else { kind::DIGIT };
        let capitals = self.capitals.count_ones() as usize;
        shape(number, small | digits, capitals, self.capitals & 1 != 0)
    }
}

#[inline(always)]
fn finish(hash: u64, length: usize) -> u64 {
    mix(hash ^ (length as u64).rotate_right(8))
}

fn shape(number: bool, kinds: u8, capitals: usize, capital_first: bool) -> Shape {
    let has = |kind: u8| kinds & kind != 0;
    match capitals {
        _ if number => Shape::Number,
        0 => Shape::Lower,
        1 if has(kind::DIGIT) && !has(kind::SMALL) => Shape::Upper,
        1 if capital_first => Shape::Capital,
        2.. if !has(kind::SMALL) => Shape::Upper,
        _ => Shape::Mixed,
    }
}
