//! Lines between the headline and the story: time, share buttons, names.

use super::draft::Draft;
use super::rule::{Place, Rule};
use super::{dateline, labels, learn, outlet};
use crate::article::Metadata;

/// A rule for a whole line.
struct Row {
    rule: Rule,
    takes: fn(&str, &mut Metadata) -> bool,
}

const ROWS: &[Row] = &[
    Row {
        rule: Rule {
            name: "published_line",
            reason: "it says when the article was published; that is kept in the metadata",
            place: Place::Head,
            touches: "Selasa, 23 Februari 2016 | 16:37 WIB",
            spares: "Selasa, 23 Februari 2016, hujan turun tanpa henti di kota itu.",
        },
        takes: published,
    },
    Row {
        rule: Rule {
            name: "share_buttons",
            reason: "they are buttons of the page",
            place: Place::Head,
            touches: "Bagikan",
            spares: "Bagikan Beras, Wali Kota Dikerumuni Warga",
        },
        takes: |line, _| is_button(line),
    },
    Row {
        rule: Rule {
            name: "byline_line",
            reason: "it names who worked on the story; that is kept in the metadata",
            place: Place::Head,
            touches: "Penulis: Budi Amir",
            spares: "Penulis: profesi yang makin sepi peminat.",
        },
        takes: byline,
    },
    Row {
        rule: Rule {
            name: "outlet_line",
            reason: "it names the outlet, perhaps with the reporter; both are kept in the metadata",
            place: Place::Head,
            touches: "Budi Amir - detikNews",
            spares: "Budi Amir - Penyanyi Lama",
        },
        takes: outlet_line,
    },
    Row {
        rule: Rule {
            name: "breadcrumb",
            reason: "it is the page's path of sections",
            place: Place::Head,
            touches: "Home > Berita > Daerah",
            spares: "Rumah Sakit > Puskesmas, Kata Menteri",
        },
        takes: |line, _| {
            ["Home", "Beranda", "HOME", "home"]
                .iter()
                .any(|home| line.starts_with(home))
                && line.contains(['>', '/', '»', '›'])
        },
    },
];

/// How many lines the page can put before the story.
const WITHIN_LINES: usize = 10;

/// The longest line of that kind, in bytes.
const LONGEST: usize = 140;

pub(super) fn rules() -> Vec<Rule> {
    ROWS.iter().map(|row| row.rule).collect()
}

/// The stage: reads lines until the first that is long enough for a paragraph.
pub(super) fn run(draft: &mut Draft) {
    for index in 0..draft.segments.len().min(WITHIN_LINES) {
        let segment = draft.segments[index].clone();
        let mut metadata = std::mem::take(&mut draft.metadata);
        let line = draft.words_of(&segment);
        let paragraph = line.len() > LONGEST;
        let row = ROWS
            .iter()
            .find(|row| !paragraph && (row.takes)(line, &mut metadata));
        draft.metadata = metadata;
        match row {
            Some(row) => draft.cut_whole(index, &row.rule),
            None if paragraph => break,
            None => {}
        }
    }
    draft.drop_empty();
}

/// Words on buttons, in whatever case.
pub(super) fn is_button(line: &str) -> bool {
    #[rustfmt::skip]
    const BUTTONS: &[&str] = &[
        "bagikan", "bagikan:", "bagikan ke:", "share", "shares", "share:", "tweet", "komentar",
        "0 komentar", "komentari", "copy link", "salin tautan", "salin link", "print", "cetak",
        "simpan", "whatsapp", "facebook", "twitter", "telegram", "line", "email", "a a a",
        "ukuran font", "dengarkan", "iklan", "advertisement", "advertorial", "load more...",
        "load more", "lihat semua", "selengkapnya", "tulis komentar", "komentari artikel ini",
        "lihat foto", "video pilihan", "next article", "halaman selanjutnya", "halaman berikutnya",
        "show all", "x", "close", "tutup",
    ];
    line.len() <= 25
        && BUTTONS
            .iter()
            .any(|button| button.eq_ignore_ascii_case(line))
}

fn published(line: &str, metadata: &mut Metadata) -> bool {
    if line.len() > 70 || !is_time_line(line) {
        return false;
    }
    learn(&mut metadata.published, line);
    true
}

/// A date with a year and a clock, and nothing else of length.
fn is_time_line(line: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "januari",
        "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
        "november", "desember", "jan", "feb", "mar", "apr", "jun", "jul", "agu", "ags", "agt",
        "sep", "sept", "okt", "nov", "des", "wib", "wita", "wit", "pukul", "jam", "diperbarui",
        "diterbitkan", "dipublikasikan", "terbit", "update", "updated", "published", "am", "pm",
        "at", "on", "pada", "tayang",
    ];
    let mut has_year = false;
    let mut has_clock = false;
    let known = line
        .split(|c: char| c.is_whitespace() || "|,/()-–•".contains(c))
        .filter(|word| !word.is_empty())
        .all(|word| {
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            has_year |= digits == 4
                && word.len() == 4
                && (word.starts_with("19") || word.starts_with("20"));
            has_clock |= (3..=8).contains(&word.len()) && word.contains([':', '.']) && digits >= 3;
            digits > 0
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.')
                || WORDS.contains(&&*word.trim_end_matches(':').to_lowercase())
                || outlet::is_outlet(word)
        });
    known && has_year && (has_clock || line.len() <= 40)
}

fn byline(line: &str, metadata: &mut Metadata) -> bool {
    if let Some(name) = dateline::reporter_name(line) {
        learn(&mut metadata.byline, name);
        return true;
    }
    match labels::parse(line) {
        Some(credits) => {
            credits.keep(metadata);
            true
        }
        None => false,
    }
}

/// `CNN Indonesia`, `Nama - detikNews`, `Tim | CNN Indonesia`.
fn outlet_line(line: &str, metadata: &mut Metadata) -> bool {
    let split = [" - ", " | ", " – "]
        .iter()
        .find_map(|sign| line.split_once(sign));
    let (name, outlet) = split.map_or(("", line), |(name, outlet)| (name.trim(), outlet.trim()));
    if !outlet::is_outlet(outlet) || name.split_whitespace().count() > 5 {
        return false;
    }
    learn(&mut metadata.outlet, outlet);
    learn(&mut metadata.byline, name);
    true
}
