//! Bytes into text, never lossy without saying so.
//!
//! Order of belief: a byte order mark; a null in every other byte (UTF-16
//! without a mark); strict UTF-8, whatever is declared; the declared
//! encoding; a guess. A wrong declaration of Windows-1252 over UTF-8 bytes is
//! common, the reverse is rare, so strict UTF-8 comes before the declaration.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

#[cfg(test)]
mod tests;

/// How many bytes tell whether a text without a mark is UTF-16.
const SAMPLE: usize = 4096;

/// A text and how it was read.
#[derive(Clone)]
pub struct Decoded<'a> {
    /// The text, without its byte order mark; borrowed where the bytes were
    /// UTF-8 already.
    pub text: Cow<'a, str>,
    /// The encoding it was read as, by its WHATWG name.
    pub encoding: &'static str,
    /// One plain sentence where the reading was a guess or lost something.
    pub note: Option<String>,
}

/// Reads `bytes` as text. `declared` is the label that a header, a page or
/// the user gives, such as `iso-8859-1`; an unknown label counts as none.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return read_as(encoding, &bytes[length..], None);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let why = format!(
            "The text has no byte order mark and was read as {}; save it as UTF-8 if it looks wrong.",
            encoding.name()
        );
        return read_as(encoding, bytes, Some(why));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
            note: None,
        },
        Err(_) => not_utf_8(bytes, declared),
    }
}

fn not_utf_8<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if is_damaged_utf_8(bytes) {
        return read_as(UTF_8, bytes, None);
    }
    let label = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = label.filter(|&encoding| encoding != UTF_8) {
        return read_as(encoding, bytes, None);
    }
    let encoding = guess(bytes);
    let why = format!(
        "The text is not UTF-8 and was read as {}, which is a guess; name the encoding if it looks wrong.",
        encoding.name()
    );
    read_as(encoding, bytes, Some(why))
}

/// More whole UTF-8 sequences than broken ones: a file with a few bad bytes,
/// not a file in another encoding.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().as_bytes();
        whole += valid.iter().filter(|&&byte| byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// Indonesian text in UTF-16 is Latin letters, so nearly every other byte is
/// zero and which one tells the byte order.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    memchr::memchr(0, sample)?;
    let pairs = sample.chunks_exact(2);
    let total = pairs.len();
    if total < 2 {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let (many, few) = (total / 2, total / 20);
    if second > many && first <= few {
        Some(UTF_16LE)
    } else if first > many && second <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"id"), Utf8Detection::Deny)
}

fn read_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], why: Option<String>) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let lost = had_errors.then(|| replaced_note(encoding, bytes, &text));
    Decoded {
        text,
        encoding: encoding.name(),
        note: match (why, lost) {
            (Some(why), Some(lost)) => Some(format!("{why} {lost}")),
            (why, lost) => why.or(lost),
        },
    }
}

fn replaced_note(encoding: &'static Encoding, bytes: &[u8], text: &str) -> String {
    let count = if encoding == UTF_8 {
        bytes
            .utf8_chunks()
            .filter(|chunk| !chunk.invalid().is_empty())
            .count()
    } else {
        text.matches('\u{FFFD}').count()
    };
    let (places, verb) = if count == 1 {
        ("place", "was")
    } else {
        ("places", "were")
    };
    format!(
        "{count} {places} could not be read as {} and {verb} replaced by U+FFFD; check the file's encoding.",
        encoding.name()
    )
}
