//! Words: the one tokenisation that the checks, the glossary and the language
//! test share.
//!
//! A word is a run of letters and digits. Apostrophes inside a word, marks
//! between digits ("1.234,5", "14:30") and the points of "U.S." belong to it;
//! a possessive "'s" and hyphens do not.

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

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The key that a word of these letters has.
pub fn key(word: &str) -> u64 {
    words(word).first().map_or(OFFSET, |first| first.key)
}

/// Two keys folded into one, in order.
pub fn fold(first: u64, second: u64) -> u64 {
    (first.rotate_left(5) ^ second).wrapping_mul(PRIME)
}

/// All words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut reader = Reader { text, at: 0 };
    while let Some(word) = reader.next_word() {
        found.push(word);
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// What has been read of one word.
struct Partial {
    key: u64,
    capitals: usize,
    smalls: usize,
    digits: usize,
    first_capital: bool,
    dotted: bool,
}

impl Reader<'_> {
    fn next_word(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte.is_ascii_alphanumeric() {
                return Some(self.word());
            }
            if byte.is_ascii() {
                self.at += 1;
                continue;
            }
            let character = self.character()?;
            if character.is_alphanumeric() {
                return Some(self.word());
            }
            self.at += character.len_utf8();
        }
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn word(&mut self) -> Word {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut partial = Partial::new();
        let number = bytes[start].is_ascii_digit();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                partial.ascii(byte);
                self.at += 1;
            } else if !byte.is_ascii() {
                let Some(character) = self.character() else {
                    break;
                };
                if character == '\u{2019}' && self.inner_apostrophe(start, 3) {
                    partial.hash(b'\'');
                } else if character.is_alphanumeric() {
                    partial.other(character);
                } else {
                    break;
                }
                self.at += character.len_utf8();
            } else if self.joins(byte, start, &mut partial) {
                self.at += 1;
            } else {
                break;
            }
        }
        Word {
            start,
            end: self.at,
            key: partial.key,
            shape: partial.shape(number),
        }
    }

    /// Whether the mark at the reader's place belongs to the word around it.
    fn joins(&self, byte: u8, start: usize, partial: &mut Partial) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
        match byte {
            b'\'' if self.inner_apostrophe(start, 1) => {
                partial.hash(b'\'');
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

impl Partial {
    fn new() -> Self {
        Self {
            key: OFFSET,
            capitals: 0,
            smalls: 0,
            digits: 0,
            first_capital: false,
            dotted: false,
        }
    }

    fn hash(&mut self, byte: u8) {
        self.key = (self.key ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    fn ascii(&mut self, byte: u8) {
        if byte.is_ascii_uppercase() {
            self.first_capital |= self.smalls + self.digits == 0;
            self.capitals += 1;
        } else if byte.is_ascii_digit() {
            self.digits += 1;
        } else {
            self.smalls += 1;
        }
        self.hash(byte.to_ascii_lowercase());
    }

    fn other(&mut self, character: char) {
        if character.is_uppercase() {
            self.first_capital |= self.smalls + self.digits == 0;
            self.capitals += 1;
        } else {
            self.smalls += 1;
        }
        for lower in character.to_lowercase() {
            let mut buffer = [0; 4];
            for &byte in lower.encode_utf8(&mut buffer).as_bytes() {
                self.hash(byte);
            }
        }
    }

    fn shape(&self, number: bool) -> Shape {
        match (self.capitals, self.smalls) {
            _ if number => Shape::Number,
            (0, _) => Shape::Lower,
            (1, 0) if self.digits > 0 => Shape::Upper,
            (1, _) if self.first_capital => Shape::Capital,
            (2.., 0) => Shape::Upper,
            _ => Shape::Mixed,
        }
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
