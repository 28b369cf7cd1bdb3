//! The page's furniture: buttons, prompts and counters that stand on lines of
//! their own. What counts is the words, not their case nor the signs around
//! them.

use super::page_words::{self, Role};
use super::phrases::Phrases;

/// The longest line that is furniture, in bytes.
const LONGEST: usize = 60;

/// The line in small letters, without the signs around its words.
fn bare(line: &str) -> String {
    let words = line.trim_matches(|c: char| !c.is_alphanumeric());
    if is_plain(words) {
        return words.to_ascii_lowercase();
    }
    let mut bare = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !bare.is_empty() {
            bare.push(' ');
        }
        bare.extend(word.chars().flat_map(char::to_lowercase));
    }
    bare
}

/// Whether words are ASCII with single blanks between them.
fn is_plain(words: &str) -> bool {
    let mut before = b' ';
    words.bytes().all(|byte| {
        let doubled = byte == b' ' && before == b' ';
        before = byte;
        byte.is_ascii() && !doubled && !matches!(byte, b'\t'..=b'\r')
    })
}

/// A prompt, a button or a placeholder of the page.
pub(super) fn is_button(line: &str) -> bool {
    line.len() <= LONGEST && {
        let words = bare(line);
        is_known_button(&words) || is_skip_link(&words)
    }
}

/// What screen readers are told around a box: `Lewati X dan terus membaca`.
fn is_skip_link(words: &str) -> bool {
    (words.starts_with("lewati ") && words.ends_with(" dan terus membaca"))
        || words.starts_with("lewatkan bagian selanjutnya ")
        || words == "akhir dari paling banyak dibaca"
        || words == "akhir dari yang bisa anda baca juga"
}

fn is_known_button(words: &str) -> bool {
    matches!(
        page_words::role(words),
        Some(Role::Button | Role::ButtonOrHeading)
    )
}

/// A service to share with. It may also be a heading of the story, so it
/// counts only next to another button.
pub(super) fn is_service(line: &str) -> bool {
    line.len() <= LONGEST
        && matches!(
            bare(line).as_str(),
            "facebook"
                | "twitter"
                | "x"
                | "whatsapp"
                | "telegram"
                | "line"
                | "email"
                | "linkedin"
                | "pinterest"
                | "threads"
                | "instagram"
                | "messenger"
                | "a"
        )
}

/// `A post shared by Sari (@sari)` and the signature of a tweet.
pub(super) fn is_post_signature(line: &str) -> bool {
    static OPENINGS: &Phrases = &Phrases::new([
        "A post shared by ",
        "Sebuah kiriman dibagikan oleh ",
        "Sebuah kiriman yang dibagikan oleh ",
        "Postingan yang dibagikan oleh ",
        "— ",
    ]);
    line.len() <= 160 && OPENINGS.opening(line).is_some() && line.contains("(@")
}

/// `Halaman: 1 2 3 Selanjutnya`, `Halaman 2 dari 3`.
pub(super) fn is_page_numbers(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let words = bare(line);
    let mut pages = words
        .split([' ', ':', '/', '|'])
        .filter(|word| !word.is_empty());
    let named = pages
        .next()
        .is_some_and(|word| matches!(word, "halaman" | "page" | "hal") || is_small_number(word));
    if !named {
        return false;
    }
    let way = |word: &str| {
        matches!(
            word,
            "selanjutnya" | "berikutnya" | "next" | "sebelumnya" | "dari" | "of" | "semua"
        ) || matches!(word, "all" | "show" | "lihat" | "tampilkan")
    };
    let on =
        words.ends_with("selanjutnya") || words.ends_with("berikutnya") || words.ends_with("next");
    let begins_with_name = !words.starts_with(|c: char| c.is_ascii_digit());
    let rest: Vec<&str> = pages.collect();
    let numbered = rest.iter().any(|word| is_small_number(word));
    rest.iter().all(|word| way(word) || is_small_number(word))
        && ((begins_with_name && numbered) || (!begins_with_name && on))
}

/// The number of a page.
pub(super) fn is_small_number(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2 jam lalu`, `Waktu baca 3 menit`, `1.234 views`: above the story only.
pub(super) fn is_counter(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let words = bare(line);
    let counts = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'k'))
    };
    #[rustfmt::skip]
    let known = |word: &str| {
        matches!(
            word,
            "detik" | "menit" | "jam" | "hari" | "yang" | "lalu" | "waktu" | "durasi" | "estimasi"
            | "baca" | "membaca" | "dilihat" | "dibaca" | "kali" | "view" | "views" | "min" | "mins"
            | "read" | "minutes" | "hours" | "ago" | "pembaca" | "shares" | "komentar" | "comments"
        )
    };
    let mut pieces = words.split([' ', ':']).filter(|word| !word.is_empty());
    words.contains(' ')
        && pieces.clone().any(counts)
        && pieces.all(|word| counts(word) || known(word))
}

/// A section's name: above the story it is part of the page's path.
#[rustfmt::skip]
pub(super) fn is_section(line: &str) -> bool {
    line.len() <= 30 && matches!(
        bare(line).as_str(),
        "home" | "beranda" | "news" | "berita" | "berita utama" | "nasional" | "daerah" | "regional"
        | "ekonomi" | "bisnis" | "ekbis" | "ekonomi bisnis" | "keuangan" | "market" | "politik"
        | "hukum" | "hukum kriminal" | "kriminal" | "metro" | "megapolitan" | "nusantara"
        | "internasional" | "dunia" | "global" | "olahraga" | "sport" | "bola" | "sepak bola"
        | "teknologi" | "tekno" | "sains" | "hiburan" | "entertainment" | "seleb" | "gaya hidup"
        | "lifestyle" | "kesehatan" | "health" | "otomotif" | "travel" | "properti" | "pendidikan"
        | "edukasi" | "humaniora" | "peristiwa" | "headline" | "opini" | "artikel" | "terkini"
    )
}
