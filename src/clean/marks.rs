//! What a part's text shows that deserves care: fused words, lost quotation
//! marks.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Flag, MarkKind, Part, Severity};
use crate::bytes::{self, Group, between, is};

/// Brands and outlets that are written with a capital inside.
#[rustfmt::skip]
const BRANDS: &[&str] = &[
    "AstraZeneca", "BeritaSatu", "BlackBerry", "BukaLapak", "DreamWorks", "FaceBook", "GitHub",
    "GoFood", "GoRide", "GoSend", "GrabFood", "HarperCollins", "JawaPos", "KapanLagi", "KompasTV",
    "LinkedIn", "MasterCard", "McDonald", "MetroTV", "OpenAI", "PayPal", "PlayStation",
    "PricewaterhouseCoopers", "ShopeePay", "SpaceX", "TikTok", "TransJakarta", "WhatsApp",
    "WikiLeaks", "YouTube", "SINDOnews", "MotoGP", "DeepSeek",
];

/// What was seen in a part's text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Words in which a small letter is followed by a capital and the capital
    /// by small letters, in bytes. Names of outlets and brands look the same
    /// and are left out where they are known.
    pub(super) fused: Vec<Range<usize>>,
    straight_quotes: usize,
    opening_quotes: usize,
    closing_quotes: usize,
}

impl Seen {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        let mut done = 0;
        let bytes = text.as_bytes();
        for at in noteworthy(bytes) {
            match &bytes[at..] {
                [b'"', ..] => seen.straight_quotes += 1,
                [0xE2, 0x80, 0x9C, ..] => seen.opening_quotes += 1,
                [0xE2, 0x80, 0x9D, ..] => seen.closing_quotes += 1,
                [_, _, after @ ..] if at + 1 >= done && goes_on_small(after) => {
                    done = seen.add_fused(text, at + 1);
                }
                _ => {}
            }
        }
        seen
    }

    /// Adds the word that has a capital at byte `at`, unless it is a name; says
    /// where it ends.
    fn add_fused(&mut self, text: &str, at: usize) -> usize {
        let word = word_around(text, at);
        let end = word.end;
        if at - word.start >= 3 && !is_brand(&text[word.clone()]) {
            self.fused.push(word);
        }
        end
    }
}

fn goes_on_small(bytes: &[u8]) -> bool {
    bytes
        .get(..2)
        .is_some_and(|next| next.iter().all(u8::is_ascii_lowercase))
}

/// Quotation marks, and small letters with a capital behind them.
fn noteworthy(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let marks = |group: &Group| {
        let quotes = group.bits(|lanes| is(lanes, b'"') | is(lanes, 0xE2));
        let small = group.bits(|lanes| between(lanes, b'a', b'z'));
        let capitals = group.bits(|lanes| between(lanes, b'A', b'Z'));
        quotes | small & (capitals >> 1)
    };
    bytes::marked::<{ bytes::SIZE - 1 }>(bytes, 0, marks)
}

/// The word that has a letter at byte `at`.
fn word_around(text: &str, at: usize) -> Range<usize> {
    let in_word = |c: char| c.is_alphanumeric() || c == '-';
    let start = text[..at].trim_end_matches(in_word).len();
    let end = at
        + text[at..]
            .find(|c: char| !in_word(c))
            .unwrap_or(text.len() - at);
    start..end
}

fn is_brand(word: &str) -> bool {
    BRANDS.contains(&word) || word.starts_with("detik") || is_patronymic(word)
}

/// `MacGregor`, `DeGeneres`: the front is one of a few particles.
fn is_patronymic(word: &str) -> bool {
    ["Mac", "Van", "Von", "Della", "Saint", "Fitz"]
        .iter()
        .any(|front| {
            word.strip_prefix(front)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        })
}

/// One note for all fused words of the article.
pub(super) fn fused_note(parts: &[Part]) -> Option<Flag> {
    let marks = parts
        .iter()
        .flat_map(|part| part.marks.iter().map(move |mark| (part, mark)))
        .filter(|(_, mark)| mark.kind == MarkKind::Fused);
    let count = marks.clone().count();
    let (part, first) = marks.into_iter().next()?;
    Some(Flag {
        check: Cow::Borrowed("clean.fused_words"),
        severity: Severity::Info,
        part: Some(part.id.clone()),
        source: Some(first.span),
        target: None,
        message: format!(
            "{count} words look fused by the crawler, the first of them here; check how they were translated."
        ),
    })
}

/// A note where quotation marks of a part do not come in pairs.
pub(super) fn quotation_note(id: &str, seen: &Seen) -> Option<Flag> {
    let uneven = seen.straight_quotes % 2 == 1 || seen.opening_quotes != seen.closing_quotes;
    uneven.then(|| Flag {
        check: Cow::Borrowed("clean.quotes_unbalanced"),
        severity: Severity::Info,
        part: Some(id.to_owned()),
        source: None,
        target: None,
        message: "A quotation mark has no partner in the source; check who is quoted and how far."
            .to_owned(),
    })
}
