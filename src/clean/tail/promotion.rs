//! Appeals to follow the outlet elsewhere. Spelling varies and words are
//! doubled, so what counts is the kind of words and not their order.

use memchr::memrchr3;

use crate::article::Metadata;
use crate::sentence::sentences;

use super::finders::last_bytes;

/// How such a sentence begins, in small letters.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "cek", "simak", "dapatkan", "ikuti", "follow", "gabung", "bergabung", "mari", "yuk", "ayo",
    "klik", "download", "unduh", "baca", "silakan", "silahkan", "jangan", "update", "temukan",
    "pantau", "join", "kunjungi", "subscribe", "langganan", "tonton", "pilih", "pastikan",
    "caranya", "anda", "nikmati", "fakta", "saksikan", "konten",
];

/// Words that only an outlet's own channels have.
#[rustfmt::skip]
const CHANNELS: &[&str] = &[
    "google news", "googlenews", "whatsapp channel", "channel whatsapp", "wa channel",
    "saluran whatsapp", "whatsapp.com/channel", "news.google.com", "t.me/", "grup telegram",
    "telegram channel", "channel telegram", "group telegram", "breaking news", "channel youtube",
    "kanal youtube", "cek fakta liputan6", "satu akun di orion", "kecerdasan buatan (ai).",
    "newsletter",
];

/// Words that count only together with `berita`.
#[rustfmt::skip]
const WEAK_CHANNELS: &[&str] = &[
    "whatsapp", "telegram", "aplikasi", "notifikasi", "instagram", "facebook", "twitter", "tiktok",
    "ponsel",
];

/// How many pieces between stops the last appeal can have: addresses and
/// abbreviations have stops too.
const LAST_PIECES: usize = 10;

/// Where the last run of such sentences begins.
pub(super) fn find(text: &str, _: &mut Metadata) -> Option<usize> {
    let from = last_bytes(text);
    if !may_end_so(&text[from..]) {
        return None;
    }
    let found = sentences(&text[from..]);
    let mut beginning = None;
    for range in found.into_iter().rev() {
        let sentence = text[from + range.start..from + range.end].to_lowercase();
        if !belongs(&sentence) {
            break;
        }
        if begins(&sentence) {
            beginning = Some(from + range.start);
        }
    }
    beginning
}

/// Whether one of the last pieces between stops begins like an appeal; spares
/// almost every paragraph the closer look.
fn may_end_so(text: &str) -> bool {
    let mut rest = text;
    for _ in 0..LAST_PIECES {
        let bytes = rest.as_bytes();
        let stop = memrchr3(b'.', b'!', b'?', bytes).max(memrchr3(b'"', b')', b'\n', bytes));
        let Some(stop) = stop else {
            return starts_with_opening(rest);
        };
        if starts_with_opening(&rest[stop + 1..]) {
            return true;
        }
        rest = &rest[..stop];
    }
    false
}

fn starts_with_opening(sentence: &str) -> bool {
    let word: &str = sentence
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    OPENINGS
        .iter()
        .any(|opening| opening.eq_ignore_ascii_case(word))
}

fn has_channel(sentence: &str) -> bool {
    CHANNELS.iter().any(|channel| sentence.contains(channel))
}

/// A sentence that is an appeal by itself.
fn begins(sentence: &str) -> bool {
    let about_news = sentence.contains("berita") || sentence.contains("artikel");
    let weak = WEAK_CHANNELS
        .iter()
        .any(|channel| sentence.contains(channel));
    starts_with_opening(sentence)
        && (has_channel(sentence) || (about_news && weak && !sentence.contains('"')))
        || (sentence.starts_with("konten ini disempurnakan"))
}

/// A sentence that is an appeal or goes on with one.
fn belongs(sentence: &str) -> bool {
    let weak = WEAK_CHANNELS
        .iter()
        .any(|channel| sentence.contains(channel));
    begins(sentence) || (starts_with_opening(sentence) && (weak || has_channel(sentence)))
}
