//! Words: the one tokenisation that the checks, the glossary and the language
//! test share.
//!
//! A word is a run of letters and digits. Apostrophes inside a word, marks
//! between digits ("1.234,5", "14:30") and the points of "U.S." belong to it;
//! a possessive "'s" and hyphens do not.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::ControlFlow;

mod group;
mod key;
mod long;
mod lookup;

#[cfg(test)]
mod tests;

use crate::bytes::SPREAD;
use group::Group;
use key::Key;
use long::long_word;
pub(crate) use lookup::Lookup;

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

/// The key that a word of these letters has.
pub fn key(word: &str) -> u64 {
    first(word).map_or(0, |first| first.key)
}

/// The first word of a text.
pub(crate) fn first(text: &str) -> Option<Word> {
    let mut found = None;
    read(text, |word| {
        found = Some(word);
        ControlFlow::Break(())
    });
    found
}

/// Two keys folded into one, in order.
pub fn fold(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(5) ^ second)
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 31)).wrapping_mul(SPREAD);
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
    read(text, |word| {
        take(word);
        ControlFlow::Continue(())
    });
}

/// How many words a text of so many bytes seldom has more of: seven bytes are
/// the usual word with its blank.
pub(crate) fn room(length: usize) -> usize {
    length / 6 + 4
}

/// Reads the words of a text until `take` has enough.
#[inline(always)]
fn read(text: &str, mut take: impl FnMut(Word) -> ControlFlow<()>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let group = Group::of(bytes, start);
        // Bytes of the group with which a word may yet begin.
        let mut ahead = group.of_words();
        let mut next = start + Group::SIZE;
        while ahead != 0 {
            let begun = ahead.trailing_zeros() as usize;
            let length = group.run(begun);
            if begun + length + 1 >= Group::SIZE && begun > 0 {
                // Whether it goes on is seen behind the group.
                next = start + begun;
                break;
            }
            let read = match group.ends(begun, length) {
                true => Ok(plain_word(bytes, &group, begun, length)),
                false => long_word(text, start + begun),
            };
            let end = match read {
                Ok(word) if take(word).is_break() => return,
                Ok(word) => word.end,
                Err(end) => end,
            };
            if end - start >= Group::SIZE {
                next = end;
                break;
            }
            ahead &= u64::MAX << (end - start);
        }
        start = next;
    }
}

/// A word of plain letters and digits, all of which the group shows.
#[inline(always)]
fn plain_word(bytes: &[u8], group: &Group, begun: usize, length: usize) -> Word {
    let start = group.start + begun;
    let letters = Letters::of(group, begun, length);
    let (shape, spelling) = letters.writing();
    Word {
        start,
        end: start + length,
        key: Key::of_plain(bytes, start, length),
        shape,
        spelling,
    }
}

/// The letters and digits of a word within its group; the first is lowest.
struct Letters {
    length: usize,
    digits: u64,
    capitals: u64,
}

impl Letters {
    #[inline(always)]
    fn of(group: &Group, begun: usize, length: usize) -> Self {
        let own = (1 << length) - 1;
        Self {
            length,
            digits: (group.digits >> begun) & own,
            capitals: (group.capitals >> begun) & own,
        }
    }

    #[inline(always)]
    fn writing(&self) -> (Shape, Spelling) {
        match (self.digits, self.capitals) {
            (0, 0) => (Shape::Lower, Spelling::Letters),
            (0, 1) => (Shape::Capital, Spelling::Letters),
            (0, _) => (self.shape(), Spelling::Letters),
            _ => (self.shape(), Spelling::Other),
        }
    }

    #[inline(never)]
    fn shape(&self) -> Shape {
        let number = self.digits & 1 != 0;
        let count = |bits: u64| bits.count_ones() as usize;
        let (digits, capitals) = (count(self.digits), count(self.capitals));
        let small = match digits + capitals == self.length {
            true => 0,
            false => kind::SMALL,
        };
        let digits = if digits == 0 { 0 } else { kind::DIGIT };
        shape(number, small | digits, capitals, self.capitals & 1 != 0)
    }
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
