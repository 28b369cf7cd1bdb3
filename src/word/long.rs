//! Words that hold more than plain letters and digits, read character by
//! character.

use super::group::JOINERS;
use super::key::{BLOCK, Key};
use super::{Spelling, Word, kind, shape};

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => kind::SMALL,
            b'A'..=b'Z' => kind::CAPITAL,
            b'0'..=b'9' => kind::DIGIT,
            128.. => kind::OTHER,
            _ => 0,
        };
        byte += 1;
    }
    let mut joiner = 0;
    while joiner < JOINERS.len() {
        kinds[JOINERS[joiner] as usize] = kind::JOINER;
        joiner += 1;
    }
    kinds
};

/// What has been read of a word that holds more than plain letters and digits.
#[derive(Default)]
struct Partial {
    key: Key,
    /// The last bytes, which are not in the key yet.
    block: u128,
    length: usize,
    capitals: usize,
    kinds: u8,
    capital_first: bool,
    dotted: bool,
}

/// Reads a word with other characters than plain letters and digits; where
/// none begins, where to read on.
#[inline(never)]
pub(super) fn long_word(text: &str, start: usize) -> Result<Word, usize> {
    let bytes = text.as_bytes();
    match character(text, start) {
        Some(first) if first.is_alphanumeric() => {}
        Some(other) => return Err(start + other.len_utf8()),
        None => return Err(bytes.len()),
    }
    let mut reader = LongReader {
        text,
        start,
        at: start,
        partial: Partial::default(),
    };
    while let Some(&byte) = bytes.get(reader.at) {
        let kind = KINDS[usize::from(byte)];
        if kind & kind::PLAIN != 0 {
            reader.partial.plain(byte, kind);
            reader.at += 1;
        } else if kind == 0 || !reader.goes_on(byte) {
            break;
        }
    }
    let partial = reader.partial;
    let number = bytes[start].is_ascii_digit();
    let shape = shape(
        number,
        partial.kinds,
        partial.capitals,
        partial.capital_first,
    );
    Ok(Word {
        start,
        end: reader.at,
        key: partial.key(),
        shape,
        spelling: Spelling::Other,
    })
}

/// Reads one word, character by character.
struct LongReader<'a> {
    text: &'a str,
    start: usize,
    at: usize,
    partial: Partial,
}

impl LongReader<'_> {
    /// Reads a character that is no plain letter or digit, if it belongs to
    /// the word.
    fn goes_on(&mut self, byte: u8) -> bool {
        if byte.is_ascii() {
            let joins = self.joins(byte);
            self.at += usize::from(joins);
            return joins;
        }
        let Some(character) = character(self.text, self.at) else {
            return false;
        };
        if character == '\u{2019}' && self.inner_apostrophe(3) {
            self.partial.push(b'\'');
        } else if character.is_alphanumeric() {
            self.partial.other(character);
        } else {
            return false;
        }
        self.at += character.len_utf8();
        true
    }

    /// Whether the mark at the reader's place belongs to the word around it.
    fn joins(&mut self, byte: u8) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
        match byte {
            b'\'' if self.inner_apostrophe(1) => {
                self.partial.push(b'\'');
                true
            }
            b'.' | b',' | b':' if next.is_ascii_digit() => bytes[self.at - 1].is_ascii_digit(),
            b'.' if next.is_ascii_uppercase() => {
                let after = bytes.get(self.at + 2).copied().unwrap_or(b' ');
                let single = self.partial.dotted || self.at == self.start + 1;
                self.partial.dotted = single
                    && bytes[self.at - 1].is_ascii_uppercase()
                    && !after.is_ascii_alphanumeric();
                self.partial.dotted
            }
            _ => false,
        }
    }

    /// Whether an apostrophe of `width` bytes stands between letters and
    /// does not begin a possessive.
    fn inner_apostrophe(&self, width: usize) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + width).copied().unwrap_or(b' ');
        let after = bytes.get(self.at + width + 1).copied().unwrap_or(b' ');
        let possessive = next | 0x20 == b's' && !after.is_ascii_alphanumeric();
        self.at > self.start && next.is_ascii_alphabetic() && !possessive
    }
}

impl Partial {
    fn push(&mut self, byte: u8) {
        self.block |= u128::from(byte) << (8 * (self.length % BLOCK));
        self.length += 1;
        if self.length.is_multiple_of(BLOCK) {
            self.key = self.key.with(self.block);
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
        match self.length % BLOCK {
            0 => self.key.value(),
            _ => self.key.with(self.block).value(),
        }
    }
}

/// The character that begins at a byte.
fn character(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
