//! The vocabulary: SentencePiece's unigram model, as a protocol buffer.

use std::collections::HashMap;

/// A vocabulary in the making. The first pieces are `</s>`, `<unk>` and the
/// 256 bytes that stand in for letters nobody thought of.
pub struct Vocabulary {
    pieces: Vec<(String, f32, Kind)>,
    known: HashMap<String, usize>,
}

#[derive(Clone, Copy)]
enum Kind {
    Normal = 1,
    Unknown = 2,
    Control = 3,
    Byte = 6,
}

/// Stands for the blank before a word.
pub const BLANK: &str = "\u{2581}";

impl Vocabulary {
    /// One without words.
    pub fn new() -> Self {
        let mut own = Self {
            pieces: Vec::new(),
            known: HashMap::new(),
        };
        own.push("</s>", 0.0, Kind::Control);
        own.push("<unk>", 0.0, Kind::Unknown);
        for byte in 0..=255u8 {
            own.push(&format!("<0x{byte:02X}>"), 0.0, Kind::Byte);
        }
        own
    }

    /// Adds a piece unless it is there; its place either way.
    pub fn add(&mut self, piece: &str, score: f32) -> usize {
        match self.known.get(piece) {
            Some(at) => *at,
            None => self.push(piece, score, Kind::Normal),
        }
    }

    fn push(&mut self, piece: &str, score: f32, kind: Kind) -> usize {
        let at = self.pieces.len();
        self.pieces.push((piece.to_owned(), score, kind));
        self.known.insert(piece.to_owned(), at);
        at
    }

    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The pieces' texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|(text, ..)| text.as_str())
    }

    /// Trains it on words: every letter, then again and again the most
    /// frequent pair of neighbours as one piece, until there are so many.
    pub fn train<'a>(words: impl Iterator<Item = &'a str>, size: usize) -> Self {
        let mut own = Self::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
        let mut corpus: Vec<(Vec<String>, usize)> = counts
            .into_iter()
            .map(|(word, count)| {
                let marked = format!("{BLANK}{word}");
                (marked.chars().map(String::from).collect(), count)
            })
            .collect();
        corpus.sort();
        let letters = (' '..='~')
            .filter(|letter| *letter != ' ')
            .map(String::from);
        for letter in std::iter::once(BLANK.to_owned()).chain(letters) {
            own.add(&letter, -12.0);
        }
        let mut rank = 0;
        while own.len() < size {
            let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
            for (word, count) in &corpus {
                for pair in word.windows(2) {
                    *pairs.entry((&pair[0], &pair[1])).or_default() += count;
                }
            }
            let best = pairs
                .into_iter()
                .max_by_key(|(pair, count)| (*count, *pair));
            let Some(((left, right), _)) = best else {
                break;
            };
            let (left, right) = (left.to_owned(), right.to_owned());
            let joined = format!("{left}{right}");
            rank += 1;
            own.add(&joined, -4.0 - (rank as f32).ln());
            for (word, _) in &mut corpus {
                let mut at = 0;
                while at + 1 < word.len() {
                    if word[at] == left && word[at + 1] == right {
                        word[at].clone_from(&joined);
                        word.remove(at + 1);
                    }
                    at += 1;
                }
            }
        }
        own
    }

    /// The file.
    pub fn finish(&self) -> Vec<u8> {
        let mut file = Vec::new();
        for (piece, score, kind) in &self.pieces {
            let mut own = Vec::new();
            bytes(&mut own, 1, piece.as_bytes());
            own.push(2 << 3 | 5);
            own.extend(score.to_le_bytes());
            number(&mut own, 3, *kind as u64);
            bytes(&mut file, 1, &own);
        }
        let mut trainer = Vec::new();
        number(&mut trainer, 3, 1); // unigram
        number(&mut trainer, 4, self.len() as u64);
        number(&mut trainer, 35, 1); // bytes stand in for unknown letters
        number(&mut trainer, 40, 1); // <unk>
        number(&mut trainer, 41, u64::MAX); // no <s>
        number(&mut trainer, 42, 0); // </s>
        number(&mut trainer, 43, u64::MAX); // no <pad>
        bytes(&mut file, 2, &trainer);
        let mut normaliser = Vec::new();
        bytes(&mut normaliser, 1, b"identity");
        for flag in 3..=5 {
            number(&mut normaliser, flag, 1);
        }
        bytes(&mut file, 3, &normaliser);
        file
    }
}

fn varint(into: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        into.push(value as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}

fn number(into: &mut Vec<u8>, field: u64, value: u64) {
    varint(into, field << 3);
    varint(into, value);
}

fn bytes(into: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(into, field << 3 | 2);
    varint(into, value.len() as u64);
    into.extend(value);
}
