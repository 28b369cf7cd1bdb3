//! The end of the article: initials, credits, appeals to follow a channel.
//!
//! Everywhere else the same words can be the story's, so these rules look at
//! the last lines only, and those that take part of a paragraph at the very
//! last one.

use super::draft::{Draft, trimmed};
use super::rule::{Place, Rule};
use crate::article::Metadata;

mod finders;
mod notice;
mod promotion;

/// A rule for the end of a text: where what it takes begins.
struct Row {
    rule: Rule,
    reach: Reach,
    find: fn(&str, &mut Metadata) -> Option<usize>,
}

/// Which lines a rule may look at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Any of the last few.
    Tail,
    /// The last one, once all behind it is gone: earlier, what it takes could
    /// be a heading or an entry of a list.
    Last,
}

const ROWS: &[Row] = &[
    Row {
        rule: Rule {
            name: "initials",
            reason: "they are the editors' initials; they are kept in the metadata",
            place: Place::End,
            touches: "Warga bersyukur. (abc/def)",
            spares: "Warga bersyukur kepada Komisi Pemilihan Umum (KPU)",
        },
        reach: Reach::Tail,
        find: finders::initials,
    },
    Row {
        rule: Rule {
            name: "credits",
            reason: "they name who worked on the story and its source; both are kept in the metadata",
            place: Place::Tail,
            touches: "Penulis: Budi Amir Editor: Siti Hasan",
            spares: "Kata seorang sumber: tidak ada yang tahu pasti.",
        },
        reach: Reach::Tail,
        find: finders::credits,
    },
    Row {
        rule: Rule {
            name: "copyright",
            reason: "it is the outlet's notice and not the story",
            place: Place::Tail,
            touches: "COPYRIGHT © CONTOH 2026",
            spares: "Copyright lagu itu dimiliki keluarga sang penyanyi.",
        },
        reach: Reach::Tail,
        find: finders::copyright,
    },
    Row {
        rule: Rule {
            name: "promotion",
            reason: "it asks readers to follow the outlet elsewhere",
            place: Place::Tail,
            touches: "Cek Berita dan Artikel yang lain di Google News",
            spares: "Warga dapat mendaftar lewat aplikasi WhatsApp di nomor yang sama.",
        },
        reach: Reach::Tail,
        find: promotion::find,
    },
    Row {
        rule: Rule {
            name: "contributor",
            reason: "it names who else worked on the story; that is kept in the metadata",
            place: Place::Tail,
            touches: "Budi Amir berkontribusi dalam penulisan artikel ini.",
            spares: "Ia berkontribusi dalam penulisan artikel ilmiah itu.",
        },
        reach: Reach::Tail,
        find: finders::contributor,
    },
    Row {
        rule: Rule {
            name: "capitals_byline",
            reason: "a last line that is a name in capitals names the reporter; it is kept in the metadata",
            place: Place::Tail,
            touches: "BUDI AMIR | ANTARA",
            spares: "TAMAT SUDAH RIWAYATNYA, KATA WARGA ITU SAMBIL MENANGIS.",
        },
        reach: Reach::Last,
        find: finders::capitals_byline,
    },
    Row {
        rule: Rule {
            name: "next_article",
            reason: "it is the headline of another story",
            place: Place::Tail,
            touches: "Next Article Harga Cabai Naik Lagi",
            spares: "Selanjutnya: pemerintah akan bertemu pedagang.",
        },
        reach: Reach::Tail,
        find: finders::next_article,
    },
    Row {
        rule: Rule {
            name: "tags",
            reason: "they are the page's keywords; they are kept in the metadata",
            place: Place::Tail,
            touches: "Tags: banjir, kota lama",
            spares: "Topik: kesiapan anggaran dibahas dalam rapat itu.",
        },
        reach: Reach::Last,
        find: notice::tags,
    },
    Row {
        rule: Rule {
            name: "notice",
            reason: "it is the site's own notice, the same under every article",
            place: Place::Tail,
            touches: "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
            spares: "Alamat email Anda, kata polisi, harus dijaga baik-baik.",
        },
        reach: Reach::Tail,
        find: notice::find,
    },
    Row {
        rule: Rule {
            name: "bare_credits",
            reason: "they name who worked on the story, without the sign behind the label",
            place: Place::Tail,
            touches: "Penulis Budi Amir | Editor Siti Hasan",
            spares: "Editor Buku Itu Menolak, Kata Hakim.",
        },
        reach: Reach::Last,
        find: finders::bare_credits,
    },
    Row {
        rule: Rule {
            name: "end_sign",
            reason: "it marks the end and says nothing",
            place: Place::End,
            touches: "Warga bersyukur. ***",
            spares: "Harga bisa berubah*",
        },
        reach: Reach::Last,
        find: notice::end_sign,
    },
    Row {
        rule: Rule {
            name: "share_row",
            reason: "it is the row of the page's share buttons",
            place: Place::End,
            touches: "Warga bersyukur. Bagikan Facebook Twitter WhatsApp",
            spares: "Mereka memakai Facebook, Twitter dan WhatsApp",
        },
        reach: Reach::Last,
        find: notice::share_row,
    },
];

/// The share of an article's lines, from its end, that is its tail; at least a
/// few.
const SHARE: usize = 7;
const AT_LEAST: usize = 6;

/// A longer line before the last is a paragraph, in bytes.
const LONGEST_LINE: usize = 700;

pub(super) fn rules() -> Vec<Rule> {
    ROWS.iter().map(|row| row.rule).collect()
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    cut_lines(draft);
    while cut_last_end(draft) {}
}

/// Takes whole lines out of the tail, but never the first line.
fn cut_lines(draft: &mut Draft) {
    let lines = draft.segments.len();
    let tail = (lines / SHARE).max(AT_LEAST).min(lines.saturating_sub(1));
    for index in lines - tail..lines {
        if draft.segments[index].range.len() > LONGEST_LINE {
            continue;
        }
        if let Some((0, rule)) = find(draft, index, Reach::Tail) {
            draft.cut_whole(index, rule);
        }
    }
    draft.drop_cut();
}

/// Takes what one rule finds at the end of the last line; false when none
/// finds anything.
fn cut_last_end(draft: &mut Draft) -> bool {
    let Some(last) = draft.segments.len().checked_sub(1) else {
        return false;
    };
    let Some((from, rule)) = find(draft, last, Reach::Last) else {
        return false;
    };
    if from == 0 && last == 0 {
        return false;
    }
    draft.cut_end(last, from, rule);
    if from == 0 {
        draft.segments.pop();
    }
    true
}

/// What the rules that may look at a line of that reach find in it.
fn find(draft: &mut Draft, index: usize, reach: Reach) -> Option<(usize, &'static Rule)> {
    let words = trimmed(&draft.text[draft.segments[index].range.clone()]);
    ROWS.iter()
        .filter(|row| row.reach == Reach::Tail || reach == Reach::Last)
        .find_map(|row| Some(((row.find)(words, &mut draft.metadata)?, &row.rule)))
}
