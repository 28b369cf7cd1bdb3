//! Words: the one tokenisation that the checks, the glossary and the language
//! test share.
//!
//! A word is a run of letters and digits. Apostrophes inside a word, marks
//! between digits ("1.234,5", "14:30") and the points of "U.S." belong to it;
//! a possessive "'s" and hyphens do not.

use std::hash::Hasher;

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
    let first = Reader { text: word, at: 0 }.next_word();
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
    iterate(text).collect()
}

/// The words of a text, one after the other.
pub fn iterate(text: &str) -> impl Iterator<Item = Word> {
    let mut reader = Reader { text, at: 0 };
    std::iter::from_fn(move || reader.next_word())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
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

impl Reader<'_> {
    fn next_word(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            match KINDS[usize::from(*bytes.get(self.at)?)] {
                0 | kind::JOINER => self.at += 1,
                kind::OTHER => {
                    let character = self.character()?;
                    if character.is_alphanumeric() {
                        return Some(self.word());
                    }
                    self.at += character.len_utf8();
                }
                _ => return Some(self.word()),
            }
        }
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn word(&mut self) -> Word {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let (mut end, mut kinds, mut capitals) = (start, 0, 0);
        let next = loop {
            let Some(&byte) = bytes.get(end) else {
                break b' ';
            };
            let kind = KINDS[usize::from(byte)];
            if kind & kind::PLAIN == 0 {
                break byte;
            }
            kinds |= kind;
            capitals += usize::from(kind & kind::CAPITAL) >> 1;
            end += 1;
        };
        let after = bytes.get(end + 1).copied().unwrap_or(b' ');
        let over = match KINDS[usize::from(next)] {
            0 => true,
            kind::JOINER => KINDS[usize::from(after)] & kind::PLAIN == 0,
            _ => false,
        };
        if !over {
            return self.long_word(start);
        }
        self.at = end;
        let capital_first = KINDS[usize::from(bytes[start])] == kind::CAPITAL;
        let shape = shape(
            bytes[start].is_ascii_digit(),
            kinds,
            capitals,
            capital_first,
        );
        Word {
            start,
            end,
            key: plain_key(bytes, start, end),
            shape,
        }
    }

    /// Reads a word with other characters than plain letters and digits.
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

/// Bit 5 is what makes a letter small; digits have it.
const SMALL_BITS: u64 = 0x2020_2020_2020_2020;

/// The key of a word of plain letters and digits.
fn plain_key(bytes: &[u8], start: usize, end: usize) -> u64 {
    let mut hash = 0;
    let mut at = start;
    while at < end {
        let length = (end - at).min(8);
        let mask = u64::MAX >> (64 - 8 * length);
        let block = match bytes[at..].first_chunk::<8>() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => bytes[at..end]
                .iter()
                .rev()
                .fold(0, |block, byte| (block << 8) | u64::from(*byte)),
        };
        hash = mix(hash ^ ((block | SMALL_BITS) & mask));
        at += 8;
    }
    finish(hash, end - start)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Shape)> {
        words(text)
            .iter()
            .map(|word| (word.of(text), word.shape))
            .collect()
    }

    #[test]
    fn words_end_where_the_rules_say() {
        use Shape::{Capital, Lower, Mixed, Number, Upper};
        let table: &[(&str, &[(&str, Shape)])] = &[
            (
                "anak-anak Jum'at",
                &[("anak", Lower), ("anak", Lower), ("Jum'at", Capital)],
            ),
            (
                "don't, Trump's",
                &[("don't", Lower), ("Trump", Capital), ("s", Lower)],
            ),
            (
                "U.S. and A. Ali",
                &[
                    ("U.S", Upper),
                    ("and", Lower),
                    ("A", Capital),
                    ("Ali", Capital),
                ],
            ),
            ("Rp1.234,5. KPK", &[("Rp1.234,5", Capital), ("KPK", Upper)]),
            (
                "14.30 G20 GoTo é’t",
                &[
                    ("14.30", Number),
                    ("G20", Upper),
                    ("GoTo", Mixed),
                    ("é’t", Lower),
                ],
            ),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(&read(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_ignore_case_and_marks() {
        assert_eq!(key("U.S."), key("us"));
        assert_eq!(key("1.234,5"), key("12345"));
        assert_eq!(key("Don’t"), key("don't"));
        assert_ne!(key("ab"), key("ba"));
    }

    proptest::proptest! {
        #[test]
        fn words_stand_in_order_at_character_borders(text in "\\PC*") {
            let mut last = 0;
            for word in words(&text) {
                assert!(word.start >= last && word.end > word.start);
                assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
                last = word.end;
            }
        }
    }
}
