//! Notices, keywords and signs under a story.

use crate::article::Metadata;
use crate::clean::furniture;
use crate::clean::phrases::Phrases;

/// How notices begin that sites print under every article, in small letters.
#[rustfmt::skip]
static NOTICES: &Phrases = &Phrases::new([
    "alamat email anda tidak akan dipublikasikan", "your email address will not be published",
    "situs ini menggunakan cookie", "website ini menggunakan cookie", "kami menggunakan cookie",
    "dengan melanjutkan, anda menyetujui", "this site uses", "we use cookies",
    "komentar menjadi tanggung", "komentar sepenuhnya menjadi tanggung", "isi komentar menjadi",
    "jadilah yang pertama", "belum ada komentar", "silakan login untuk berkomentar",
    "hak cipta dilindungi undang-undang", "all rights reserved", "copyright 20", "copyright©",
    "hak cipta © ", "artikel ini merupakan hasil kerja sama", "artikel ini merupakan kerja sama",
    "disclaimer: artikel ini", "disclaimer: berita ini", "disclaimer: konten ini",
    "artikel ini dibuat dengan bantuan", "artikel ini ditulis dengan bantuan",
    "artikel ini disusun dengan bantuan", "konten ini dibuat dengan bantuan",
    "fakta atau hoaks? untuk mengetahui kebenaran",
    "isi artikel ini menjadi tanggung jawab", "isi di luar tanggung jawab",
    "punya informasi atau saran? hubungi redaksi", "punya info atau saran? hubungi redaksi",
    "masukkan email anda", "masukkan alamat email anda", "dapatkan berita terbaru langsung di email",
    "dapatkan informasi terbaru langsung di email", "kirim tulisan anda ke ", "kirimkan tulisan anda ke ",
    "langganan newsletter", "daftar newsletter", "save my name, email",
    "simpan nama, email, dan situs web saya",
]);

/// A whole line that is such a notice.
pub(super) fn find(text: &str, _: &mut Metadata) -> Option<usize> {
    if text.len() > 350 {
        return None;
    }
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let reach = words.floor_char_boundary(80);
    NOTICES.open_in_small_letters(&words[..reach]).then_some(0)
}

/// `Tags: banjir, kota lama`, `#Banjir #KotaLama`.
pub(super) fn tags(text: &str, metadata: &mut Metadata) -> Option<usize> {
    const LABELS: &[&str] = &[
        "tag",
        "tags",
        "topik",
        "topik terkait",
        "kata kunci",
        "keywords",
        "keyword",
        "hashtag",
    ];
    if text.len() > 300 || text.ends_with(['.', '!', '?', '"', '”']) {
        return None;
    }
    let list = match text.split_once(':') {
        Some((label, list)) => {
            let label = label.trim();
            LABELS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(label))
                .then_some(list)?
        }
        None => hashtags(text)?,
    };
    let tags: Vec<&str> = list
        .split([',', '#', ';', '|'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .collect();
    if tags.iter().any(|tag| tag.split(' ').count() > 6) {
        return None;
    }
    if metadata.tags.is_empty() {
        metadata.tags = tags.into_iter().map(str::to_owned).collect();
    }
    Some(0)
}

/// A line in which every word is a hashtag, or a single one of a few words.
fn hashtags(text: &str) -> Option<&str> {
    let is_hashtag = |word: &str| {
        word.strip_prefix('#')
            .is_some_and(|tag| tag.starts_with(char::is_alphabetic))
    };
    let words = text.split_whitespace().count();
    let all = text.split_whitespace().all(is_hashtag);
    (all || (is_hashtag(text) && words <= 4 && text.len() <= 40)).then_some(text)
}

/// Asterisks behind the last sentence.
pub(super) fn end_sign(text: &str, _: &mut Metadata) -> Option<usize> {
    let bare = text
        .strip_suffix("*)")
        .and_then(|front| front.trim_end_matches('*').strip_suffix('('))
        .or_else(|| text.ends_with("**").then(|| text.trim_end_matches('*')))?;
    let story = bare.trim_end();
    let ended = story.is_empty() || story.ends_with(['.', '"', '”', '!', '?', ')']);
    ended.then_some(story.len())
}

/// Three share buttons or more behind the last sentence.
pub(super) fn share_row(text: &str, _: &mut Metadata) -> Option<usize> {
    let mut beginning = text.len();
    let mut buttons = 0;
    while let Some(space) = text[..beginning].trim_end().rfind(' ') {
        let word = text[space + 1..beginning].trim_end();
        if !furniture::is_service(word)
            && !matches!(word, "Bagikan" | "Share" | "Bagikan:" | "Share:")
        {
            break;
        }
        beginning = space + 1;
        buttons += 1;
    }
    let before = text[..beginning].trim_end();
    (buttons >= 3 && before.ends_with(['.', '"', '”', ')', '!', '?'])).then_some(beginning)
}
