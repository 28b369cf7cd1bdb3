//! Lines anywhere in the article that are the page's and not the story's:
//! links, lists of links, buttons and picture credits.

use super::BlockKind;
use super::draft::Draft;
use super::link::is_headline;
use super::phrases::Phrases;
use super::rule::{Place, Rule};
use super::{furniture, picture};

const LINK_LINE: Rule = Rule {
    name: "link_line",
    reason: "it is the headline of another story",
    place: Place::Line,
    touches: "Video: Harga Cabai Naik Lagi di Pasar Induk",
    spares: "Video: rekaman itu menunjukkan air masuk pukul dua pagi.",
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
static LIST_HEADS: &Phrases = &Phrases::new([
    "baca juga", "lihat juga", "simak juga", "berita terkait", "artikel terkait", "terkait",
    "jangan lewatkan", "berita lainnya", "artikel lainnya", "berita populer", "terpopuler",
    "rekomendasi", "pilihan editor", "rekomendasi untuk anda", "baca berita lainnya",
    "topik terkait", "tag terkait", "video terkait", "jangan sampai terlewatkan!",
    "jangan lewatkan!", "read also", "also read", "pilihan redaksi", "berita rekomendasi",
    "artikel pilihan", "berita pilihan", "artikel populer", "paling populer", "baca lainnya",
    "berita terbaru", "berita terkini", "artikel rekomendasi", "related articles",
    "paling banyak dibaca", "yang bisa anda baca juga", "artikel lain", "berita lain",
    "mungkin anda suka", "anda mungkin suka", "next article", "previous article",
]);

/// The longest list of links between paragraphs.
const LONGEST_LIST: usize = 6;

const POST: Rule = Rule {
    name: "post_signature",
    reason: "it signs a post that the text does not have",
    place: Place::Line,
    touches: "— Budi Amir (@budi_contoh) 3 Juli 2026",
    spares: "Akun Budi Amir (@budi.contoh) menghapus unggahan itu kemarin.",
};

const PAGE_NUMBERS: Rule = Rule {
    name: "page_numbers",
    reason: "they lead to the other pages of the same article",
    place: Place::Line,
    touches: "Halaman: 1 2 3 Selanjutnya",
    spares: "Halaman 2 laporan itu hilang",
};

pub(super) fn rules() -> Vec<Rule> {
    vec![
        LINK_LINE,
        LINK_LIST,
        BUTTON,
        PICTURE_CREDIT,
        POST,
        PAGE_NUMBERS,
    ]
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    let mut index = 0;
    while index < draft.segments.len() {
        index += read_line(draft, index);
    }
    draft.drop_cut();
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
        if links == 0 && !line.contains(' ') {
            // Alone, one word is rather a heading of the story.
            return 1;
        }
        for listed in index..=index + links {
            draft.cut_whole(listed, &LINK_LIST);
        }
        return 1 + links;
    }
    let heading = segment.kind == BlockKind::Heading;
    let rule = if is_link_line(line) {
        &LINK_LINE
    } else if furniture::is_button(line)
        || (!heading && furniture::is_service(line) && stands_by_a_button(draft, index))
    {
        &BUTTON
    } else if picture::is_credit(line) {
        &PICTURE_CREDIT
    } else if furniture::is_post_signature(line) {
        &POST
    } else if furniture::is_page_numbers(line) || is_page_list(draft, index, line) {
        &PAGE_NUMBERS
    } else {
        return 1;
    };
    let numbers = if *rule == PAGE_NUMBERS {
        numbers_behind(draft, index)
    } else {
        0
    };
    for listed in index..=index + numbers {
        draft.cut_whole(listed, rule);
    }
    1 + numbers
}

/// Whether the line before, which may be cut out by now, or the one behind is
/// a button too.
fn stands_by_a_button(draft: &Draft, index: usize) -> bool {
    let is_button =
        |line: &str| line.is_empty() || furniture::is_button(line) || furniture::is_service(line);
    let before = index.checked_sub(1).map(|before| &draft.segments[before]);
    let behind = draft.segments.get(index + 1);
    before
        .into_iter()
        .chain(behind)
        .any(|segment| is_button(draft.words_of(segment)))
}

/// `Halaman:` with numbers on the lines behind it.
fn is_page_list(draft: &Draft, index: usize, line: &str) -> bool {
    ["Halaman:", "Halaman :", "Halaman", "Page:"].contains(&line)
        && numbers_behind(draft, index) > 1
}

/// How many lines behind the one at `index` are nothing but a page's number.
fn numbers_behind(draft: &Draft, index: usize) -> usize {
    draft.segments[index + 1..]
        .iter()
        .take(LONGEST_LIST)
        .take_while(|segment| furniture::is_small_number(draft.words_of(segment)))
        .count()
}

pub(super) fn is_list_head(line: &str) -> bool {
    let words = line.trim_end_matches([':', ' ']);
    line.len() <= 40 && LIST_HEADS.has_in_any_case(words)
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

/// `Baca juga <headline>` and `Video: <headline>`, which inside a paragraph
/// could be the beginning of a sentence.
fn is_link_line(line: &str) -> bool {
    #[rustfmt::skip]
    static OPENINGS: &Phrases = &Phrases::new([
        "Baca juga ", "Lihat juga ", "Simak juga ", "VIDEO: ", "Video: ", "FOTO: ", "Foto: ",
        "INFOGRAFIS: ", "Infografis: ", "TONTON: ", "Live Streaming: ",
    ]);
    OPENINGS.behind_opening(line).is_some_and(|title| {
        is_headline(title) && title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    })
}
