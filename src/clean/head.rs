//! Lines between the headline and the story: time, sections, buttons, names.

use super::draft::Draft;
use super::phrases::Phrases;
use super::rule::{Place, Rule};
use super::{dateline, furniture, labels, learn, outlet, places};
use crate::article::Metadata;

/// A rule for a whole line.
struct Row {
    rule: Rule,
    until: Until,
    takes: fn(&str, &mut Metadata) -> bool,
}

/// How far down a rule may look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// To the first line that is long enough for a paragraph.
    Paragraph,
    /// To the first sentence: what it takes could be a heading behind one.
    Sentence,
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
        until: Until::Paragraph,
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
        until: Until::Paragraph,
        takes: |line, _| furniture::is_button(line) || furniture::is_service(line),
    },
    Row {
        rule: Rule {
            name: "counter",
            reason: "the page counts minutes and readers there",
            place: Place::Head,
            touches: "Waktu baca 3 menit",
            spares: "3 hari tanpa air",
        },
        until: Until::Paragraph,
        takes: |line, _| furniture::is_counter(line),
    },
    Row {
        rule: Rule {
            name: "section",
            reason: "it is the name of a section of the site",
            place: Place::Head,
            touches: "Megapolitan",
            spares: "Bisnis Beras",
        },
        until: Until::Sentence,
        takes: |line, _| furniture::is_section(line),
    },
    Row {
        rule: Rule {
            name: "byline_line",
            reason: "it names who worked on the story; that is kept in the metadata",
            place: Place::Head,
            touches: "Penulis: Budi Amir",
            spares: "Penulis: profesi yang makin sepi peminat.",
        },
        until: Until::Paragraph,
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
        until: Until::Paragraph,
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
        until: Until::Paragraph,
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
    let mut sentence_read = false;
    for index in 0..draft.segments.len().min(WITHIN_LINES) {
        let segment = draft.segments[index].clone();
        let mut metadata = std::mem::take(&mut draft.metadata);
        let line = draft.words_of(&segment);
        let paragraph = line.len() > LONGEST;
        let row = ROWS
            .iter()
            .filter(|row| row.until == Until::Paragraph || !sentence_read)
            .find(|row| !paragraph && (row.takes)(line, &mut metadata));
        sentence_read |= row.is_none() && line.ends_with(['.', '"', '”']);
        draft.metadata = metadata;
        match row {
            Some(row) => draft.cut_whole(index, &row.rule),
            None if paragraph => break,
            None => {}
        }
    }
    draft.drop_cut();
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
    static WORDS: &Phrases = &Phrases::new([
        "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "januari",
        "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
        "november", "desember", "jan", "feb", "mar", "apr", "jun", "jul", "agu", "ags", "agt",
        "sep", "sept", "okt", "nov", "des", "january", "february", "march", "may", "june", "july",
        "august", "october", "december", "aug", "oct", "dec", "wib", "wita", "wit", "pukul", "jam", "diperbarui",
        "diterbitkan", "dipublikasikan", "terbit", "update", "updated", "published", "am", "pm",
        "at", "on", "pada", "tayang", "dibuat", "pembaruan", "last",
    ]);
    let mut has_year = false;
    let mut has_clock = false;
    let known = line
        .split(|c: char| {
            matches!(c, '|' | ',' | '/' | '(' | ')' | '-' | '–' | '•') || c.is_whitespace()
        })
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
                || WORDS.has_in_small_letters(word.trim_end_matches(':'))
                || outlet::is_outlet(word)
        });
    known && has_year && (has_clock || line.len() <= 40)
}

fn byline(line: &str, metadata: &mut Metadata) -> bool {
    if let Some(name) = dateline::reporter_name(line) {
        learn(&mut metadata.byline, name);
        return true;
    }
    match labels::parse(line).or_else(|| labels::parse_bare(line)) {
        Some(credits) => {
            credits.keep(metadata);
            true
        }
        None => false,
    }
}

/// What stands between the signs of a line that names who published a story,
/// who wrote it and when.
#[derive(PartialEq, Eq)]
enum Piece {
    Outlet,
    /// `Jurnalis`, `Tim Redaksi`.
    Desk,
    Time,
    Name,
}

/// The first sign that can stand between such pieces, and where.
fn first_sign(line: &str) -> Option<(usize, &'static str)> {
    static SIGNS: &Phrases = &Phrases::new([
        " - ", " | ", " – ", " — ", " · ", " • ", " , ", " / ", ", ", "/ ",
    ]);
    memchr::memchr3_iter(b' ', b',', b'/', line.as_bytes())
        .find_map(|at| Some((at, SIGNS.opening(&line[at..])?)))
}

/// `CNN Indonesia`, `Nama - detikNews`, `Tim | CNN Indonesia`,
/// `Nama, Jurnalis · Kamis 3 Juli 2025`: names, and something that says what
/// they are.
pub(super) fn outlet_line(line: &str, metadata: &mut Metadata) -> bool {
    let Some(pieces) = pieces_of(line) else {
        return false;
    };
    let is_name = |(_, kind): &&(&str, Piece)| *kind == Piece::Name;
    let names = pieces.iter().filter(is_name).count();
    if names > 2 || names == pieces.len() {
        return false;
    }
    for (piece, kind) in pieces {
        match kind {
            Piece::Outlet => learn(&mut metadata.outlet, piece),
            Piece::Name if places::is_city(piece) => learn(&mut metadata.dateline_place, piece),
            Piece::Name => learn(&mut metadata.byline, piece),
            Piece::Time => learn(&mut metadata.published, piece),
            Piece::Desk => {}
        }
    }
    true
}

/// The pieces of such a line; none where one of them is something else or
/// there are too many.
fn pieces_of(line: &str) -> Option<Vec<(&str, Piece)>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((at, sign)) = first_sign(rest) {
        // The rest as a whole may be a date, which has commas.
        if is_time_line(rest) {
            break;
        }
        let piece = rest[..at].trim();
        pieces.push((piece, kind_of_piece(piece)?));
        rest = &rest[at + sign.len()..];
        if pieces.len() > 4 {
            return None;
        }
    }
    let last = rest.trim();
    pieces.push((last, kind_of_piece(last)?));
    Some(pieces)
}

fn kind_of_piece(piece: &str) -> Option<Piece> {
    #[rustfmt::skip]
    static DESKS: &Phrases = &Phrases::new([
        "jurnalis", "wartawan", "reporter", "kontributor", "redaksi", "tim redaksi", "editor",
        "penulis", "tim", "tim liputan", "admin",
    ]);
    if outlet::is_outlet(piece) {
        return Some(Piece::Outlet);
    }
    let team = piece.strip_prefix("Tim ").is_some_and(outlet::is_outlet);
    if team || DESKS.has_in_any_case(piece) {
        return Some(Piece::Desk);
    }
    if is_time_line(piece) {
        return Some(Piece::Time);
    }
    let mut words = piece.split_whitespace();
    let named = words.clone().nth(5).is_none()
        && words.all(|word| {
            word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-'))
        });
    (named && !piece.is_empty()).then_some(Piece::Name)
}
