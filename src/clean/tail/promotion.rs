//! Appeals to follow the outlet elsewhere. Spelling varies and words are
//! doubled, so what counts is the kind of words and not their order.

use crate::article::Metadata;
use crate::bytes::{self, Group, is};
use crate::clean::outlet;
use crate::clean::phrases::Phrases;
use crate::sentence::sentences;

use super::finders::last_bytes;

/// How such a sentence begins, in small letters.
#[rustfmt::skip]
static OPENINGS: &Phrases = &Phrases::new([
    "cek", "simak", "dapatkan", "ikuti", "follow", "gabung", "bergabung", "mari", "yuk", "ayo",
    "klik", "download", "unduh", "baca", "silakan", "silahkan", "jangan", "update", "temukan",
    "pantau", "join", "kunjungi", "subscribe", "langganan", "tonton", "pilih", "pastikan",
    "caranya", "anda", "nikmati", "fakta", "saksikan", "konten", "untuk", "nantikan", "berlangganan",
    "jadikan", "add", "tambahkan", "informasi", "berita", "dukung",
]);

/// Of these, words with which sentences of a story begin as well: behind them
/// the appeal must come too, or a channel at the end.
const ORDINARY_OPENINGS: &[&str] = &["untuk", "informasi", "berita", "anda", "fakta", "konten"];

/// Words that only an outlet's own channels have.
#[rustfmt::skip]
const CHANNELS: &[&str] = &[
    "google news", "googlenews", "whatsapp channel", "channel whatsapp", "wa channel",
    "saluran whatsapp", "whatsapp.com/channel", "news.google.com", "t.me/", "grup telegram",
    "telegram channel", "channel telegram", "group telegram", "breaking news", "channel youtube",
    "kanal youtube", "cek fakta liputan6", "satu akun di orion", "kecerdasan buatan (ai).",
    "newsletter", "kanal whatsapp", "saluran wa ", "saluran telegram", "kanal telegram", "google play",
    "play store", "app store", "preferred source", "sumber utama di google",
    "sumber pilihan di google", "media sosial kami", "akun instagram @",
];

/// Shops, where anybody's program can be had.
const SHOPS: &[&str] = &["google play", "play store", "app store"];

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
    let mut last = [0; LAST_PIECES];
    let mut pieces = 1;
    for stop in stops(text.as_bytes()) {
        last[pieces % LAST_PIECES] = stop + 1;
        pieces += 1;
    }
    last[..pieces.min(LAST_PIECES)]
        .iter()
        .any(|piece| starts_with_opening(&text[*piece..]))
}

fn stops(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let marks = |group: &Group| {
        group.bits(|lanes| {
            let ends = is(lanes, b'.') | is(lanes, b'!') | is(lanes, b'?');
            ends | is(lanes, b'"') | is(lanes, b')') | is(lanes, b'\n')
        })
    };
    bytes::marked::<{ bytes::SIZE }>(bytes, 0, marks)
}

fn starts_with_opening(sentence: &str) -> bool {
    let words = from_first_word(sentence);
    let may = !words.starts_with(|c: char| c.is_ascii()) || !OPENINGS.near(words).is_empty();
    may && OPENINGS.has_in_any_case(first_word(words))
}

fn has_channel(sentence: &str) -> bool {
    CHANNELS.iter().any(|channel| sentence.contains(channel))
}

/// A sentence that is an appeal by itself.
fn begins(sentence: &str) -> bool {
    let known = [
        "konten ini disempurnakan",
        "dapatkan update berita",
        "dapatkan berita ",
    ];
    if known.iter().any(|opening| sentence.starts_with(opening)) {
        return true;
    }
    if !starts_with_opening(sentence) {
        return false;
    }
    let about_news = sentence.contains("berita") || sentence.contains("artikel");
    if about_news && sentence.contains("lainnya di ") && ends_with_address(sentence) {
        return true;
    }
    let weak = WEAK_CHANNELS
        .iter()
        .any(|channel| sentence.contains(channel));
    if ORDINARY_OPENINGS.contains(&first_word(sentence)) {
        return has_channel(sentence) && (appeals_later(sentence) || ends_with_address(sentence));
    }
    let whole_article =
        about_news && sentence.contains("selengkapnya") && ends_with_address(sentence);
    let own_program =
        has_address(sentence) && (sentence.contains("aplikasi") || sentence.contains("apps "));
    let foreign_program = SHOPS.iter().any(|shop| sentence.contains(shop)) && !about_news;
    (has_channel(sentence) && !foreign_program)
        || (about_news && weak && !sentence.contains('"'))
        || whole_article
        || own_program
}

/// Without the plain signs at its beginning.
fn from_first_word(sentence: &str) -> &str {
    let start = sentence.bytes().position(may_be_in_word);
    &sentence[start.unwrap_or(sentence.len())..]
}

fn may_be_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

fn first_word(sentence: &str) -> &str {
    let words = from_first_word(sentence);
    let length = words.bytes().take_while(|byte| may_be_in_word(*byte));
    let word = &words[..length.count()];
    if word.is_ascii() {
        return word;
    }
    let other = |c: char| !c.is_alphanumeric();
    let word = words.trim_start_matches(other);
    word.split(other).next().unwrap_or_default()
}

/// Whether the appeal stands behind the purpose: `Untuk …, ikuti kami di …`.
fn appeals_later(sentence: &str) -> bool {
    [
        ", ikuti",
        ", silakan ikuti",
        ", follow",
        ", gabung",
        ", bergabung",
        ", klik",
        ", yuk",
    ]
    .iter()
    .any(|appeal| sentence.contains(appeal))
}

fn has_address(sentence: &str) -> bool {
    sentence.split_whitespace().any(is_address)
}

fn ends_with_address(sentence: &str) -> bool {
    sentence
        .split_whitespace()
        .next_back()
        .is_some_and(is_address)
}

/// An outlet's address; offices of state have their own endings.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let name = word
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let host = name.split('/').next().unwrap_or_default();
    outlet::is_address(host)
        && ![".go.id", ".ac.id", ".sch.id", ".or.id"]
            .iter()
            .any(|end| host.ends_with(end))
}

/// A sentence that is an appeal or goes on with one.
fn belongs(sentence: &str) -> bool {
    let weak = WEAK_CHANNELS
        .iter()
        .any(|channel| sentence.contains(channel));
    let button = sentence.len() <= 12;
    begins(sentence) || (starts_with_opening(sentence) && (weak || button || has_channel(sentence)))
}
