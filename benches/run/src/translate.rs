//! A translation of sorts: word for word, with numbers, dates and times
//! written the English way, so that the checks of a translation have
//! something to check and nothing to find.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::vocabulary::{MONTHS, WORDS};

static DICTIONARY: LazyLock<HashMap<&'static [u8], &'static str>> = LazyLock::new(|| {
    WORDS
        .iter()
        .map(|(indonesian, english)| (indonesian.as_bytes(), *english))
        .collect()
});

/// The longest word of the dictionary, in bytes.
const LONGEST: usize = 16;

/// Appends the translation of a text.
pub fn translate(text: &str, into: &mut String) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut sentence_begins = true;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            byte if byte.is_ascii_alphabetic() => {
                at = end_of(bytes, at, |b| b.is_ascii_alphabetic() || b == b'-');
                word(&text[start..at], sentence_begins, into);
                sentence_begins = false;
            }
            byte if byte.is_ascii_digit() => {
                at = end_of(bytes, at, |b| b.is_ascii_digit() || b".,/".contains(&b));
                while b".,/".contains(&bytes[at - 1]) {
                    at -= 1;
                }
                number(&text[start..at], text[at..].starts_with(" WIB"), into);
                sentence_begins = false;
            }
            _ => {
                at = end_of(bytes, at, |b| !b.is_ascii_alphanumeric());
                into.push_str(&text[start..at]);
                sentence_begins |= bytes[start..at].iter().any(|byte| b".\"\n".contains(byte));
            }
        }
    }
}

fn end_of(bytes: &[u8], from: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[from..]
        .iter()
        .position(|byte| !belongs(*byte))
        .map_or(bytes.len(), |length| from + length)
}

fn word(word: &str, sentence_begins: bool, into: &mut String) {
    let mut lower = [0; LONGEST];
    let known = lower.get_mut(..word.len()).and_then(|lower| {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        DICTIONARY.get(&*lower)
    });
    match known {
        None => into.push_str(word),
        Some(english) if sentence_begins => {
            let (first, rest) = english.split_at(1);
            into.push_str(&first.to_ascii_uppercase());
            into.push_str(rest);
        }
        Some(english) => into.push_str(english),
    }
}

fn number(number: &str, is_time: bool, into: &mut String) {
    if is_time && let Some((hour, minute)) = number.split_once('.') {
        into.push_str(hour.trim_start_matches('0'));
        into.push(':');
        into.push_str(minute);
        into.push_str(" a.m.");
        return;
    }
    let mut date = number.split('/');
    if let (Some(day), Some(month), Some(year)) = (date.next(), date.next(), date.next())
        && let Some(name) = month
            .parse()
            .ok()
            .and_then(|m: usize| MONTHS.get(m.wrapping_sub(1)))
    {
        for piece in [day, " ", name, " ", year] {
            into.push_str(piece);
        }
        return;
    }
    into.extend(number.chars().map(|mark| match mark {
        '.' => ',',
        ',' => '.',
        other => other,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_dates_and_times() {
        for (indonesian, english) in [
            (
                "Harga beras naik 3,5 persen.",
                "The price of rice rises by 3.5 percent.",
            ),
            ("12.500 rumah", "12,500 houses"),
            ("pada Senin (5/1/2026).", "on Monday (5 January 2026)."),
            ("pukul 09.30 WIB", "At 9:30 a.m. Western Indonesia Time"),
            ("Rp2,4 miliar", "Rp2.4 billion"),
            ("\"Jalan itu\" kata Budi", "\"The road the\" said Budi"),
            ("naïve — ü", "naïve — ü"),
        ] {
            let mut text = String::new();
            translate(indonesian, &mut text);
            let plain = |text: &str| text.to_lowercase();
            assert_eq!(plain(&text), plain(english));
        }
    }

    #[test]
    fn no_word_is_longer_than_the_longest() {
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
    }
}
