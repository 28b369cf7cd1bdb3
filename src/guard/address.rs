//! Web addresses, e-mail addresses and account names, which nobody may
//! translate.

use std::ops::Range;

use memchr::memchr3_iter;

use crate::article::{Flag, Severity};
use crate::bytes::{LANES, Lanes, is};

use super::{Article, MOST_FLAGS};

/// Every address of the source stands in the translation, and no other.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let (source, target) = (reading.pair.source, reading.pair.target);
        let (wanted, found) = (addresses(source), addresses(target));
        let mut unclaimed: Vec<Range<usize>> = found;
        for address in wanted.into_iter().take(MOST_FLAGS) {
            let text = &source[address.clone()];
            match unclaimed
                .iter()
                .position(|other| is_same(text, &target[other.clone()]))
            {
                Some(place) => {
                    unclaimed.remove(place);
                }
                None if reading.source.forgot(&address) => {}
                None => {
                    let message = "This address is missing or changed; copy it as it is.";
                    let severity = Severity::Error;
                    let flag =
                        reading.flag_source("address.changed", severity, address, message.into());
                    flags.push(flag);
                }
            }
        }
        for address in unclaimed.into_iter().take(MOST_FLAGS) {
            let message = "This address is not in the source; remove it.";
            let severity = Severity::Error;
            flags.push(reading.flag_target("address.added", severity, address, message.into()));
        }
    }
}

/// Addresses differ by case only in what names a person or a folder.
fn is_same(one: &str, other: &str) -> bool {
    if one.contains('/') {
        one == other
    } else {
        one.eq_ignore_ascii_case(other)
    }
}

/// Where addresses stand in a text, in order.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    if !may_have(bytes) {
        return Vec::new();
    }
    let places = memchr3_iter(b'@', b':', b'.', bytes).filter_map(|at| match bytes[at] {
        b':' => bytes[at..].starts_with(b"://").then_some(at),
        b'.' => bytes[..at].ends_with(b"www").then(|| at - 3),
        _ => Some(at),
    });
    let mut found: Vec<Range<usize>> = Vec::new();
    for place in places.take(MOST) {
        if found.last().is_some_and(|last| place < last.end) {
            continue;
        }
        found.extend(around(text, place).filter(|range| is_address(&text[range.clone()])));
    }
    found
}

/// Whether a text may have a sign of an address. Nearly all texts have none,
/// and every sentence ends with a point, which is none by itself.
fn may_have(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(pairs) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if may_begin(pairs) {
            return true;
        }
        at += LANES;
    }
    let rest = &bytes[at..];
    let pairs = rest.windows(2).any(|pair| matches!(pair, b":/" | b"ww"));
    pairs || rest.contains(&b'@')
}

/// Whether an account's sign, or the first two letters of another, begin
/// within these bytes.
#[inline]
fn may_begin(bytes: &[u8; LANES + 1]) -> bool {
    let [lanes @ .., _] = *bytes;
    let [_, next @ ..] = *bytes;
    let (lanes, next) = (Lanes::new(lanes), Lanes::new(next));
    let scheme = is(lanes, b':') & is(next, b'/');
    let world = is(lanes, b'w') & is(next, b'w');
    (is(lanes, b'@') | scheme | world).to_bitmask() != 0
}

/// The most signs of an address that are followed in one text.
const MOST: usize = 1000;

/// The longest address that is looked at, in bytes.
const REACH: usize = 2048;

/// The stretch without blanks and brackets around a place, without the marks
/// that belong to the sentence.
fn around(text: &str, place: usize) -> Option<Range<usize>> {
    let inside = |byte: &u8| byte.is_ascii_graphic() && !b"\"'<>()[]{}|`,;".contains(byte);
    let bytes = text.as_bytes();
    let first = place.saturating_sub(REACH);
    let before = bytes[first..place]
        .iter()
        .rev()
        .take_while(|byte| inside(byte))
        .count();
    let after = bytes[place..]
        .iter()
        .take(REACH)
        .take_while(|byte| inside(byte))
        .count();
    let range = place - before..place + after;
    let end = text
        .get(range.clone())?
        .trim_end_matches(['.', ':', '!', '?', '*', '_'])
        .len();
    Some(range.start..range.start + end)
}

fn is_address(text: &str) -> bool {
    match text.split_once('@') {
        Some((_, name)) => name.starts_with(|letter: char| letter.is_ascii_alphanumeric()),
        None => text.len() > 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let text = "Lihat https://contoh.id/a?b=1, (www.contoh.go.id) atau redaksi@contoh.id. \
                    Akun @warta_kita: 5 @ Rp2.000.";
        let found: Vec<&str> = addresses(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            found,
            [
                "https://contoh.id/a?b=1",
                "www.contoh.go.id",
                "redaksi@contoh.id",
                "@warta_kita"
            ]
        );
    }

    #[test]
    fn addresses_are_found_wherever_they_begin() {
        for address in ["a@b", "@c", "x://yz", "www.d"] {
            for before in 0..40 {
                let text = format!("{} {address}", "b ".repeat(before));
                let found = addresses(&text).into_iter().map(|range| &text[range]);
                assert_eq!(found.collect::<Vec<_>>(), [address], "{text}");
            }
        }
        assert!(addresses("Pukul 7:30, w.w. dan lainnya: semua. Tidak ada apa-apa.").is_empty());
    }

    #[test]
    fn hostile_runs_stay_cheap() {
        assert!(addresses(&"@".repeat(100_000)).is_empty());
        assert_eq!(addresses(&"://".repeat(100_000)).len(), 2);
    }
}
