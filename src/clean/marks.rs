//! What a part's text shows that deserves care: fused words, lost quotation
//! marks.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Flag, MarkKind, Part, Severity};

/// Brands and outlets that are written with a capital inside.
const BRANDS: &[&str] = &[
    "AstraZeneca", "BeritaSatu", "BlackBerry", "BukaLapak", "DreamWorks", "FaceBook", "GitHub", "GoFood",
    "GoRide", "GoSend", "GrabFood", "HarperCollins", "JawaPos", "KapanLagi", "KompasTV", "LinkedIn", "MasterCard",
    "McDonald", "MetroTV", "OpenAI", "PayPal", "PlayStation", "PricewaterhouseCoopers", "ShopeePay", "SpaceX",
    "TikTok", "TransJakarta", "WhatsApp", "WikiLeaks", "YouTube", "SINDOnews", "MotoGP", "DeepSeek",
];

/// Words in which a small letter is followed by a capital and the capital by
/// small letters, in bytes. Names of outlets and brands look the same and are
/// left out where they are known.
pub(super) fn fused(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 1;
    std::iter::from_fn(move || {
        while at + 2 < bytes.len() {
            let here = at;
            at += 1;
            let border = bytes[here].is_ascii_uppercase()
                && bytes[here - 1].is_ascii_lowercase()
                && bytes[here + 1].is_ascii_lowercase()
                && bytes[here + 2].is_ascii_lowercase();
            if !border {
                continue;
            }
            let start = text[..here]
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_alphanumeric() || *c == '-')
                .last()
                .map_or(here, |(start, _)| start);
            let end = here
                + text[here..]
                    .find(|c: char| !(c.is_alphanumeric() || c == '-'))
                    .unwrap_or(text.len() - here);
            let word = &text[start..end];
            at = end.max(at);
            let left = here - start;
            if left >= 3 && !BRANDS.contains(&word) && !word.starts_with("detik") && !is_patronymic(word) {
                return Some(start..end);
            }
        }
        None
    })
}

/// `MacGregor`, `DeGeneres`: the front is one of a few particles.
fn is_patronymic(word: &str) -> bool {
    ["Mac", "Van", "Von", "Della", "Saint", "Fitz"].iter().any(|front| {
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
        message: "A quotation mark has no partner in the source; check who is quoted and how far.".to_owned(),
    })
}
