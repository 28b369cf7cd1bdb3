//! Words: the one tokenisation that the checks, the glossary and the language
//! test share.
//!
//! A word is a run of letters and digits. Apostrophes inside a word, marks
//! between digits ("1.234,5", "14:30") and the points of "U.S." belong to it;
//! a possessive "'s" and hyphens do not.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

mod group;
pub(crate) mod lanes;

#[cfg(test)]
mod tests;

use group::{Group, SMALL_BITS};
use lanes::block;

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
    let first = Reader::new(word).next_word();
    first.map_or(0, |first| first.key)
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
    let mut words = Vec::with_capacity(room(text));
    words.extend(iterate(text));
    words
}

/// How many words a text seldom has more of: seven bytes are the usual word
/// with its blank.
pub(crate) fn room(text: &str) -> usize {
    text.len() / 6 + 4
}

/// The words of a text, one after the other.
pub fn iterate(text: &str) -> impl Iterator<Item = Word> {
    let mut reader = Reader::new(text);
    std::iter::from_fn(move || reader.next_word())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The bytes around the reader's place.
    group: Group,
}

/// What has been read of a word that holds more than plain letters and digits.
#[derive(Default)]
struct Partial {
    hash: u64,
    block: u64,
    length: usize,
    capitals: usize,
    kinds: u8,
    capital_first: bool,
    dotted: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            group: Group::of(text.as_bytes(), 0),
        }
    }

    #[inline]
    fn next_word(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            let begun = self.at - self.group.start;
            let ahead = match begun {
                0..Group::SIZE => self.group.of_words() >> begun,
                _ => 0,
            };
            if ahead == 0 {
                let next = self.at.max(self.group.start + Group::SIZE);
                if next >= bytes.len() {
                    return None;
                }
                self.at = next;
                self.group = Group::of(bytes, next);
                continue;
            }
            self.at += ahead.trailing_zeros() as usize;
            if bytes[self.at].is_ascii() {
                return Some(self.word());
            }
            let character = self.character()?;
            if character.is_alphanumeric() {
                return Some(self.long_word(self.at));
            }
            self.at += character.len_utf8();
        }
    }

    #[inline(never)]
    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Reads a word that begins with a plain letter or digit.
    #[inline]
    fn word(&mut self) -> Word {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut begun = start - self.group.start;
        let mut length = self.group.run(begun);
        if begun + length == Group::SIZE {
            // It may go on behind the group.
            self.group = Group::of(bytes, start);
            (begun, length) = (0, self.group.run(0));
        }
        let end = start + length;
        let kind = |at: usize| bytes.get(at).map_or(0, |byte| KINDS[usize::from(*byte)]);
        let over = match kind(end) {
            0 => true,
            kind::JOINER => kind(end + 1) & kind::PLAIN == 0,
            _ => false,
        };
        if !over {
            return self.long_word(start);
        }
        self.at = end;
        let letters = Letters::of(&self.group, begun, length);
        Word {
            start,
            end,
            key: finish(hash(bytes, start, length), length),
            shape: letters.shape(),
            spelling: letters.spelling(),
        }
    }

    /// Reads a word with other characters than plain letters and digits.
    #[inline(never)]
    fn long_word(&mut self, start: usize) -> Word {
        let bytes = self.text.as_bytes();
        let mut partial = Partial::default();
        while let Some(&byte) = bytes.get(self.at) {
            let kind = KINDS[usize::from(byte)];
            if kind & kind::PLAIN != 0 {
                partial.plain(byte, kind);
                self.at += 1;
            } else if kind == 0 || !self.goes_on(byte, start, &mut partial) {
                break;
            }
        }
        let number = bytes[start].is_ascii_digit();
        let shape = shape(
            number,
            partial.kinds,
            partial.capitals,
            partial.capital_first,
        );
        Word {
            start,
            end: self.at,
            key: partial.key(),
            shape,
            spelling: Spelling::Other,
        }
    }

    /// Reads a character that is no plain letter or digit, if it belongs to
    /// the word.
    fn goes_on(&mut self, byte: u8, start: usize, partial: &mut Partial) -> bool {
        if byte.is_ascii() {
            let joins = self.joins(byte, start, partial);
            self.at += usize::from(joins);
            return joins;
        }
        let Some(character) = self.character() else {
            return false;
        };
        if character == '\u{2019}' && self.inner_apostrophe(start, 3) {
            partial.push(b'\'');
        } else if character.is_alphanumeric() {
            partial.other(character);
        } else {
            return false;
        }
        self.at += character.len_utf8();
        true
    }

    /// Whether the mark at the reader's place belongs to the word around it.
    fn joins(&self, byte: u8, start: usize, partial: &mut Partial) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
        match byte {
            b'\'' if self.inner_apostrophe(start, 1) => {
                partial.push(b'\'');
                true
            }
            b'.' | b',' | b':' if next.is_ascii_digit() => bytes[self.at - 1].is_ascii_digit(),
            b'.' if next.is_ascii_uppercase() => {
                let after = bytes.get(self.at + 2).copied().unwrap_or(b' ');
                let single = partial.dotted || self.at == start + 1;
                partial.dotted = single
                    && bytes[self.at - 1].is_ascii_uppercase()
                    && !after.is_ascii_alphanumeric();
                partial.dotted
            }
            _ => false,
        }
    }

    /// Whether an apostrophe of `width` bytes stands between letters and
    /// does not begin a possessive.
    fn inner_apostrophe(&self, start: usize, width: usize) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + width).copied().unwrap_or(b' ');
        let after = bytes.get(self.at + width + 1).copied().unwrap_or(b' ');
        let possessive = next | 0x20 == b's' && !after.is_ascii_alphanumeric();
        self.at > start && next.is_ascii_alphabetic() && !possessive
    }
}

/// The hash of plain letters and digits, eight at a time, in small letters.
#[inline]
fn hash(bytes: &[u8], start: usize, length: usize) -> u64 {
    let (mut hash, mut at) = (0, 0);
    while at + 8 < length {
        hash = mix(hash ^ (block(bytes, start + at) | SMALL_BITS));
        at += 8;
    }
    let rest = u64::MAX >> (64 - 8 * (length - at));
    mix(hash ^ ((block(bytes, start + at) | SMALL_BITS) & rest))
}

/// The letters and digits of a word within its group.
struct Letters {
    letters: u64,
    digits: u64,
    capitals: u64,
}

impl Letters {
    #[inline]
    fn of(group: &Group, begun: usize, length: usize) -> Self {
        let own = u64::MAX >> (Group::SIZE - length);
        Self {
            letters: (group.letters >> begun) & own,
            digits: (group.digits >> begun) & own,
            capitals: (group.capitals >> begun) & own,
        }
    }

    #[inline]
    fn shape(&self) -> Shape {
        let number = self.digits & 1 != 0;
        if self.capitals == 0 && !number {
            return Shape::Lower;
        }
        let small = if self.letters == self.capitals {
            0
        } else {
            kind::SMALL
        };
        let digits = if self.digits == 0 { 0 } else { kind::DIGIT };
        let capitals = self.capitals.count_ones() as usize;
        shape(number, small | digits, capitals, self.capitals & 1 != 0)
    }

    #[inline]
    fn spelling(&self) -> Spelling {
        match self.digits {
            0 => Spelling::Letters,
            _ => Spelling::Other,
        }
    }
}

fn finish(hash: u64, length: usize) -> u64 {
    mix(hash ^ (length as u64).rotate_right(8))
}

impl Partial {
    fn push(&mut self, byte: u8) {
        self.block |= u64::from(byte) << (8 * (self.length % 8));
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.hash = mix(self.hash ^ self.block);
            self.block = 0;
        }
    }

    fn plain(&mut self, byte: u8, kind: u8) {
        if kind == kind::CAPITAL {
            self.capital();
        }
        self.kinds |= kind;
        self.push(byte | 0x20);
    }

    fn capital(&mut self) {
        self.capital_first |= self.kinds == 0;
        self.capitals += 1;
    }

    fn other(&mut self, character: char) {
        if character.is_uppercase() {
            self.capital();
            self.kinds |= kind::CAPITAL;
        } else {
            self.kinds |= kind::SMALL;
        }
        for lower in character.to_lowercase() {
            let mut buffer = [0; 4];
            for &byte in lower.encode_utf8(&mut buffer).as_bytes() {
                self.push(byte);
            }
        }
    }

    fn key(&self) -> u64 {
        let rest = !self.length.is_multiple_of(8);
        let hash = if rest {
            mix(self.hash ^ self.block)
        } else {
            self.hash
        };
        finish(hash, self.length)
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
