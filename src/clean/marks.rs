//! What a part's text shows that deserves care: fused words, lost quotation
//! marks.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Flag, MarkKind, Part, Severity};
use crate::word::lanes::{self, between};

/// Brands and outlets that are written with a capital inside.
#[rustfmt::skip]
const BRANDS: &[&str] = &[
    "AstraZeneca", "BeritaSatu", "BlackBerry", "BukaLapak", "DreamWorks", "FaceBook", "GitHub",
    "GoFood", "GoRide", "GoSend", "GrabFood", "HarperCollins", "JawaPos", "KapanLagi", "KompasTV",
    "LinkedIn", "MasterCard", "McDonald", "MetroTV", "OpenAI", "PayPal", "PlayStation",
    "PricewaterhouseCoopers", "ShopeePay", "SpaceX", "TikTok", "TransJakarta", "WhatsApp",
    "WikiLeaks", "YouTube", "SINDOnews", "MotoGP", "DeepSeek",
];

/// Words in which a small letter is followed by a capital and the capital by
/// small letters, in bytes. Names of outlets and brands look the same and are
/// left out where they are known.
pub(super) fn fused(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = next_rise(bytes, from) {
        from = at + 1;
        let goes_on = bytes
            .get(at + 2..at + 4)
            .is_some_and(|after| after.iter().all(u8::is_ascii_lowercase));
        if goes_on && at + 1 >= done {
            let word = word_around(text, at + 1);
            done = word.end;
            if at + 1 - word.start >= 3 && !is_brand(&text[word.clone()]) {
                found.push(word);
            }
        }
    }
    found
}

/// The first small letter at or after `from` with a capital behind it.
fn next_rise(bytes: &[u8], from: usize) -> Option<usize> {
    let marked = |block: u64| between(block, b'a', b'z') & (between(block, b'A', b'Z') >> 8);
    let at = lanes::find::<7>(bytes, from, marked, |_| true);
    (at < bytes.len()).then_some(at)
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
pub(super) fn quotation_note(id: &str, text: &str) -> Option<Flag> {
    let straight = memchr::memchr_iter(b'"', text.as_bytes()).count();
    let (mut open, mut close) = (0, 0);
    for at in memchr::memchr_iter(0xE2, text.as_bytes()) {
        match text.as_bytes().get(at + 1..at + 3) {
            Some([0x80, 0x9C]) => open += 1,
            Some([0x80, 0x9D]) => close += 1,
            _ => {}
        }
    }
    (straight % 2 == 1 || open != close).then(|| Flag {
        check: Cow::Borrowed("clean.quotes_unbalanced"),
        severity: Severity::Info,
        part: Some(id.to_owned()),
        source: None,
        target: None,
        message: "A quotation mark has no partner in the source; check who is quoted and how far."
            .to_owned(),
    })
}
