//! Lines anywhere in the article that are the page's and not the story's:
//! links, lists of links, buttons and picture credits.

use super::BlockKind;
use super::draft::Draft;
use super::head::is_button;
use super::rule::{Place, Rule};

const LINK_LINE: Rule = Rule {
    name: "link_line",
    reason: "it is the headline of another story",
    place: Place::Line,
    touches: "Baca juga Harga Cabai Naik Lagi di Pasar Induk",
    spares: "Baca juga menjadi kebiasaan warga kota itu sejak lama.",
};

const LINK_LIST: Rule = Rule {
    name: "link_list",
    reason: "it heads a list of other stories",
    place: Place::Line,
    touches: "Berita Terkait",
    spares: "Terkait Banjir",
};

const BUTTON: Rule = Rule {
    name: "button",
    reason: "it is a button of the page",
    place: Place::Line,
    touches: "Load More...",
    spares: "Tutup Pintu Air",
};

const PICTURE_CREDIT: Rule = Rule {
    name: "picture_credit",
    reason: "it credits a picture that the text does not have",
    place: Place::Line,
    touches: "Foto: Budi Amir/Contohkabar",
    spares: "Foto: bukti yang dibawa warga ke kantor polisi hari itu.",
};

/// Lines that head a list of links, in whatever case, perhaps with a colon.
#[rustfmt::skip]
const LIST_HEADS: &[&str] = &[
    "baca juga", "lihat juga", "simak juga", "berita terkait", "artikel terkait", "terkait",
    "jangan lewatkan", "berita lainnya", "artikel lainnya", "berita populer", "terpopuler",
    "rekomendasi", "pilihan editor", "rekomendasi untuk anda", "baca berita lainnya",
    "topik terkait", "tag terkait", "video terkait", "jangan sampai terlewatkan!",
    "jangan lewatkan!", "read also", "pilihan redaksi", "berita rekomendasi",
];

/// The longest list of links between paragraphs.
const LONGEST_LIST: usize = 6;

pub(super) fn rules() -> Vec<Rule> {
    vec![LINK_LINE, LINK_LIST, BUTTON, PICTURE_CREDIT]
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    let mut index = 0;
    while index < draft.segments.len() {
        index += read_line(draft, index);
    }
    draft.drop_empty();
}

/// Judges the segment at `index`; returns how many segments were judged.
fn read_line(draft: &mut Draft, index: usize) -> usize {
    let segment = &draft.segments[index];
    let line = draft.words_of(segment);
    if line.len() > 250 || segment.kind == BlockKind::Caption {
        return 1;
    }
    if is_list_head(line) {
        let links = links_behind(draft, index);
        if links == 0 && segment.kind == BlockKind::Unknown && !line.contains(' ') {
            return 1;
        }
        for listed in index..=index + links {
            draft.cut_whole(listed, &LINK_LIST);
        }
        return 1 + links;
    }
    let rule = if is_link_line(line) {
        &LINK_LINE
    } else if is_button(line) && line.len() > 1 {
        &BUTTON
    } else if is_picture_credit(line) {
        &PICTURE_CREDIT
    } else {
        return 1;
    };
    draft.cut_whole(index, rule);
    1
}

fn is_list_head(line: &str) -> bool {
    let words = line.trim_end_matches([':', ' ']);
    line.len() <= 40
        && LIST_HEADS
            .iter()
            .any(|head| head.eq_ignore_ascii_case(words))
}

/// How many headlines follow the head of a list. Short lines could be the
/// story's own headings and stay.
fn links_behind(draft: &Draft, index: usize) -> usize {
    draft.segments[index + 1..]
        .iter()
        .take(LONGEST_LIST)
        .take_while(|segment| is_headline(draft.words_of(segment)))
        .count()
}

/// Five words or more in Title Case without the stop of a sentence.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let small = line
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    (5..=25).contains(&words)
        && line.len() <= 200
        && small * 3 <= words
        && !line.ends_with(['.', ',', ':', ';'])
}

/// `Baca juga <headline>` without a colon, which inside a paragraph could be
/// the beginning of a sentence.
fn is_link_line(line: &str) -> bool {
    let rest = ["Baca juga ", "Lihat juga ", "Simak juga "]
        .iter()
        .find_map(|opening| line.strip_prefix(opening));
    rest.is_some_and(|title| {
        is_headline(title) && title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    })
}

fn is_picture_credit(line: &str) -> bool {
    let rest = [
        "Foto: ",
        "Foto : ",
        "FOTO: ",
        "FOTO : ",
        "Photo: ",
        "(Foto: ",
        "[Foto: ",
        "© ",
        "©",
        "Sumber foto: ",
        "Sumber Foto: ",
        "Dok. ",
        "Dok: ",
        "Foto oleh ",
        "Kredit foto: ",
        "Ilustrasi: ",
    ]
    .iter()
    .find_map(|opening| line.strip_prefix(opening));
    rest.is_some_and(|credit| {
        let words = credit.split_whitespace().count();
        let small = credit
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_lowercase))
            .count();
        credit.len() <= 90 && words <= 8 && small <= 1 && !credit.contains(". ")
    })
}
