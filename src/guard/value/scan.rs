//! Cuts a text into the few tokens that can be part of a value; stretches of
//! other words become one token.

use super::known::Known;
use super::lexicon::{self, LONGEST, Lexicon, Meaning};
use super::{Currency, Measure, roman, signs};
use crate::guard::lexicon::Classes;
use crate::guard::text::{self, Text};
use crate::word::{Shape, Spelling, Word};

/// A word, figure or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    /// What separates it from the token before.
    pub gap: Gap,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    Glued,
    /// White space.
    Space,
}

/// Cuts a text of which every word is known. `tokens` is filled anew.
///
/// Nearly all words mean nothing here, and not even their letters are read.
pub(super) fn known(text: &Text, lexicon: &Lexicon, meanings: &Known, tokens: &mut Vec<Token>) {
    let mut scan = Scan::new(text.text, lexicon, tokens);
    for token in &text.tokens {
        let word = &token.word;
        if needs_letters(scan.bytes, word) {
            scan.pass_until(word.start);
            scan.read_until(word.end);
            continue;
        }
        let meaning = meaning_of(scan.bytes, token, meanings);
        if scan.last == Last::Other && meaning.only_joins() {
            continue;
        }
        scan.pass_until(word.start);
        if scan.at == word.start {
            scan.push(word.end, meaning);
            scan.space();
        }
    }
    scan.pass_until(text.text.len());
}

/// Whether a word is not just its letters; "a.m." is read as one.
#[inline]
fn needs_letters(bytes: &[u8], word: &Word) -> bool {
    let is_initial = || bytes.get(word.end) == Some(&b'.') && word.end - word.start == 1;
    word.spelling != Spelling::Letters || is_initial()
}

/// What a word means that is just its letters.
#[inline]
fn meaning_of(bytes: &[u8], token: &text::Token, meanings: &Known) -> Meaning {
    let word = &token.word;
    let meaning = match token.entry.classes.has(Classes::VALUE) {
        true => meanings.meaning(word.key),
        false => Meaning::Other,
    };
    match (meaning, word.shape) {
        (Meaning::Other, Shape::Upper) => roman(&bytes[word.start..word.end]),
        _ => meaning,
    }
}

fn roman(letters: &[u8]) -> Meaning {
    roman::numeral(letters).map_or(Meaning::Other, Meaning::Roman)
}

/// Cuts a text of which no word is known, letter by letter. `tokens` is filled
/// anew.
pub(super) fn unknown(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    Scan::new(text, lexicon, tokens).read_until(text.len());
}

/// A text seldom has more than one token in so many bytes.
const BYTES: usize = 16;

#[inline]
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    gap: Gap,
    last: Last,
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
}

/// What the last token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// One that says nothing: others that say nothing join it.
    Other,
    /// One that says something, or none at all.
    Telling,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, lexicon: &'a Lexicon, tokens: &'a mut Vec<Token>) -> Self {
        tokens.clear();
        tokens.reserve(text.len() / BYTES);
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            gap: Gap::Space,
            last: Last::Telling,
            lexicon,
            tokens,
        }
    }

    /// Reads on up to `end`, or beyond it where a token ends later.
    fn read_until(&mut self, end: usize) {
        while self.at < end {
            self.read();
        }
    }

    /// Goes on up to `end`. No word before it says anything but after a value.
    #[inline]
    fn pass_until(&mut self, end: usize) {
        if self.at < end {
            self.pass_to(end);
        }
    }

    #[inline(never)]
    fn pass_to(&mut self, end: usize) {
        while self.at < end {
            if self.last == Last::Other {
                let next = signs::next(self.bytes, self.at, end);
                self.pass(next);
                if next == end {
                    return;
                }
            }
            self.read();
        }
    }

    /// Lets the last token go on up to the blanks before `next`.
    fn pass(&mut self, next: usize) {
        let passed = &self.bytes[self.at..next];
        let blanks = passed.iter().rev().take_while(|byte| is_blank(**byte));
        let blanks = blanks.count();
        if let (Some(last), true) = (self.tokens.last_mut(), blanks < passed.len()) {
            last.end = next - blanks;
            self.gap = Gap::Glued;
        }
        if blanks > 0 {
            self.gap = Gap::Space;
        }
        self.at = next;
    }

    /// Reads one token or blank.
    #[inline]
    fn read(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'0'..=b'9' => self.figure(),
            _ if is_blank(byte) => {
                self.at += 1;
                self.gap = Gap::Space;
            }
            0x80.. => self.character(),
            _ => self.mark(byte),
        }
    }

    /// Adds a token that ends at `end` and goes on from there.
    #[inline]
    fn push(&mut self, end: usize, meaning: Meaning) {
        match self.tokens.last_mut() {
            // Two other words say no more than one, and a joining word after
            // another word joins nothing.
            Some(last) if self.last == Last::Other && meaning.only_joins() => last.end = end,
            _ => {
                self.last = match meaning {
                    Meaning::Other => Last::Other,
                    _ => Last::Telling,
                };
                self.tokens.push(Token {
                    start: self.at,
                    end,
                    meaning,
                    gap: self.gap,
                });
            }
        }
        self.at = end;
        self.gap = Gap::Glued;
    }

    fn word(&mut self) {
        let (length, key) = letters(&self.bytes[self.at..]);
        let meaning = match length {
            // "a.m.", "U.S.": one letter, a dot and one letter are one word.
            1 if self.bytes.get(self.at + 1) == Some(&b'.') => return self.initials(),
            0..=LONGEST => self.lexicon.meaning(key),
            _ => Meaning::Other,
        };
        let word = &self.bytes[self.at..self.at + length];
        let meaning = match (meaning, word[0]) {
            (Meaning::Other, b'I' | b'V' | b'X') => roman(word),
            _ => meaning,
        };
        self.push(self.at + length, meaning);
        self.space();
    }

    /// Goes over the blank that follows nearly every word.
    #[inline]
    fn space(&mut self) {
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
            self.gap = Gap::Space;
        }
    }

    fn initials(&mut self) {
        let (second, _) = letters(&self.bytes[self.at + 2..]);
        let length = if second == 1 { 3 } else { 1 };
        let word = &self.bytes[self.at..self.at + length];
        self.push(self.at + length, self.lexicon.meaning(lexicon::key(word)));
    }

    fn figure(&mut self) {
        let mut field = self.at;
        let mut end = self.digits(field);
        while let Some(byte) = self.bytes.get(end) {
            let goes_on = match byte {
                b'.' | b',' => self.digit_at(end + 1),
                b':' => end - field <= 2 && self.digit_at(end + 1) && self.two_digits_at(end + 1),
                _ => false,
            };
            if !goes_on {
                break;
            }
            field = end + 1;
            end = self.digits(field);
        }
        self.push(end, Meaning::Figure);
        self.space();
    }

    /// Where the digits end that stand from a place on.
    fn digits(&self, from: usize) -> usize {
        let rest = self.bytes[from..].iter();
        from + rest.take_while(|byte| byte.is_ascii_digit()).count()
    }

    fn digit_at(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    fn two_digits_at(&self, at: usize) -> bool {
        self.digit_at(at + 1) && !self.digit_at(at + 2)
    }

    fn mark(&mut self, byte: u8) {
        if byte == b'&' {
            return self.entity();
        }
        let meaning = match byte {
            b'-' => Meaning::Dash,
            b'%' => Meaning::Percent,
            b'$' => Meaning::Currency(Currency::Dollar),
            b'(' | b')' | b'/' | b',' | b'.' | b':' | b'+' | b'\'' => Meaning::Mark(byte),
            _ => Meaning::Other,
        };
        self.push(self.at + 1, meaning);
    }

    /// `&#39;` and `&quot;` are characters, and their digits no number.
    fn entity(&mut self) {
        let name = self.bytes[self.at + 1..].iter().take(8);
        let length = name
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
            .count();
        let end = self.at + 1 + length;
        if self.bytes.get(end) == Some(&b';') {
            self.push(end + 1, Meaning::Mark(b'\''));
        } else {
            self.push(self.at + 1, Meaning::Other);
        }
    }

    fn character(&mut self) {
        let Some(character) = self.text[self.at..].chars().next() else {
            self.at += 1;
            return;
        };
        let end = self.at + character.len_utf8();
        let meaning = match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Meaning::Dash,
            '€' => Meaning::Currency(Currency::Euro),
            '£' => Meaning::Currency(Currency::Pound),
            '¥' => Meaning::Currency(Currency::Yen),
            '\u{2019}' => Meaning::Mark(b'\''),
            '°' => Meaning::Measure(Measure::Degree),
            '½' => Meaning::Half,
            '¼' => Meaning::OnePart(4),
            '⅓' => Meaning::OnePart(3),
            character if character.is_whitespace() => {
                self.at = end;
                self.gap = Gap::Space;
                return;
            }
            _ => Meaning::Other,
        };
        self.push(end, meaning);
    }
}

const LANES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const HIGH: u128 = LANES * 0x80;

/// How many ASCII letters a text begins with, and the first sixteen of them
/// as a [`lexicon::key`]. Sixteen bytes are looked at together, for a loop
/// over single letters is the greater part of all the work here.
#[inline]
fn letters(bytes: &[u8]) -> (usize, u128) {
    let lanes = match bytes.first_chunk::<16>() {
        Some(lanes) => u128::from_le_bytes(*lanes),
        None => {
            let mut lanes = [0; 16];
            lanes[..bytes.len()].copy_from_slice(bytes);
            u128::from_le_bytes(lanes)
        }
    };
    let lower = lanes | (LANES * 0x20);
    let low_bits = lower & !HIGH;
    // The highest bit of a lane says that its letter is beyond `a`, or `z`.
    let from_a = low_bits + LANES * (0x80 - b'a' as u128);
    let past_z = low_bits + LANES * (0x7f - b'z' as u128);
    let is_letter = from_a & !past_z & !lanes & HIGH;
    let length = ((is_letter ^ HIGH).trailing_zeros() / 8) as usize;
    if length >= LONGEST {
        let more = bytes[LONGEST..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        return (LONGEST + more, lower);
    }
    (length, lower & ((1 << (8 * length)) - 1))
}

#[cfg(test)]
mod tests {
    use super::letters;
    use crate::guard::value::lexicon::key;

    #[test]
    fn letters_are_counted_as_one_by_one() {
        let text = "a Ab zZ [x] `y` {Pemerintahannyalah}, sembilanbelasan3 é pertanggungjawabannya";
        for at in 0..text.len() {
            let bytes = &text.as_bytes()[at..];
            let length = bytes
                .iter()
                .take_while(|byte| byte.is_ascii_alphabetic())
                .count();
            let (counted, found) = letters(bytes);
            assert_eq!(counted, length, "at {at}");
            if length <= 16 {
                assert_eq!(found, key(&bytes[..length]), "at {at}");
            }
        }
    }
}
