//! What pages print on lines of their own and stories do not: buttons,
//! prompts, and headings of what stands under a story.
//!
//! One table, since many a phrase is both a button and a heading; its mark
//! says which rules read it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a phrase is on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A button, a prompt or a placeholder: for `furniture`.
    Button,
    /// The heading of tags, buttons or readers' words: for `appendix`.
    Heading,
    /// Now the one and now the other: for both.
    ButtonOrHeading,
    /// A heading too, but without its colon it may be one of the story's own.
    HeadingWithColon,
}

/// Phrases in small letters, without the signs around them.
#[rustfmt::skip]
const PHRASES: &[(Role, &[&str])] = &[
    // Advertisements and the way around them.
    (Role::Button, &[
        "iklan", "advertisement", "advertisment", "advertorial", "pariwara",
        "sponsored", "sponsored content", "konten bersponsor",
        "scroll to continue with content", "scroll to continue", "scroll to resume content",
        "scroll to continue reading", "scroll ke bawah untuk lanjut membaca",
        "scroll ke bawah untuk melanjutkan membaca", "scroll ke bawah untuk melanjutkan",
        "scroll untuk melanjutkan", "scroll untuk melanjutkan membaca",
        "scroll untuk lanjut membaca", "scroll untuk lanjut baca", "scroll untuk baca artikel",
        "scroll untuk membaca", "scroll to read", "gulir ke bawah untuk melanjutkan membaca",
        "gulir ke bawah untuk melanjutkan", "gulir untuk lanjut baca",
        "gulir untuk lanjut membaca", "geser ke bawah untuk lanjut membaca",
        "lanjutkan membaca", "lanjutkan membaca di bawah", "lanjut membaca", "lanjut baca",
        "continue reading", "konten berlanjut setelah iklan", "artikel berlanjut setelah iklan",
        "artikel dilanjutkan setelah iklan", "berita berlanjut setelah iklan",
    ]),
    // Tags.
    (Role::Heading, &[
        "tag", "tags", "tag populer", "tag terpopuler", "tag terkait", "topik terkait",
        "topik populer", "kata kunci", "keywords", "hashtag",
    ]),
    (Role::HeadingWithColon, &["topik", "label"]),
    // Sharing.
    (Role::ButtonOrHeading, &[
        "bagikan", "bagikan ke", "bagikan artikel", "bagikan artikel ini", "share", "share this",
        "like this",
    ]),
    (Role::Button, &[
        "bagikan di", "bagikan berita", "bagikan berita ini", "shares", "share this article",
        "share artikel", "share on", "share via", "tweet", "copy link", "copy url",
        "salin tautan", "salin link", "salin url", "link copied", "tautan disalin",
        "link berhasil disalin", "tautan berhasil disalin", "print", "cetak", "simpan", "like",
        "loading",
    ]),
    // Readers' words.
    (Role::ButtonOrHeading, &[
        "komentar", "tulis komentar", "tinggalkan komentar", "tinggalkan balasan",
        "leave a reply", "komentari artikel ini",
    ]),
    (Role::Button, &[
        "komentari", "comment", "comments", "0 komentar", "beri komentar", "leave a comment",
        "belum ada komentar", "no comments", "lihat komentar", "lihat semua komentar",
        "jadilah yang pertama berkomentar",
    ]),
    // Reading aloud and large.
    (Role::Button, &[
        "ukuran font", "ukuran huruf", "ukuran teks", "font size", "text size", "a a a",
        "a- a", "a+ a", "a- a a", "a+ a a",
        "perbesar", "perkecil", "dengarkan", "dengarkan artikel", "dengarkan artikel ini",
        "dengarkan berita", "dengarkan berita ini", "listen", "listen to this article",
        "mode gelap", "dark mode",
    ]),
    // Following and paying.
    (Role::ButtonOrHeading, &["follow us", "ikuti kami", "ikuti kami di"]),
    (Role::Button, &[
        "follow", "google news", "ikuti kami di google news",
        "add as a preferred source on google", "add as preferred source on google",
        "jadikan sumber pilihan di google", "jadikan sebagai sumber utama di google",
        "jadikan sumber utama di google", "jadikan kami sumber utama di google", "subscribe",
        "berlangganan", "langganan sekarang", "newsletter", "dukung jurnalisme kami",
    ]),
    // Ways on.
    (Role::Button, &[
        "load more", "muat lainnya", "lihat semua", "lihat lainnya", "selengkapnya",
        "lihat selengkapnya", "baca selengkapnya", "baca selengkapnya di sini",
        "baca berita selengkapnya di sini", "simak selengkapnya di sini", "read more",
        "see more", "see all", "show all", "lihat foto", "lihat galeri", "lihat galeri foto",
        "video pilihan", "video terpopuler", "next page", "next", "prev", "previous",
        "selanjutnya", "sebelumnya", "halaman selanjutnya", "halaman berikutnya",
        "halaman sebelumnya", "kembali ke atas", "back to top", "close", "tutup",
        "klik di sini", "saksikan video pilihan di bawah ini",
        "saksikan video pilihan berikut ini", "saksikan video pilihan ini",
    ]),
    // What stands in place of a post or a video.
    (Role::Button, &[
        "view this post on instagram", "lihat postingan ini di instagram", "tonton di youtube",
        "watch on youtube",
    ]),
];

static ROLES: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    PHRASES
        .iter()
        .flat_map(|(role, phrases)| phrases.iter().map(|phrase| (*phrase, *role)))
        .collect()
});

/// What a phrase in small letters is on a page, where it is known.
pub(super) fn role(phrase: &str) -> Option<Role> {
    ROLES.get(phrase).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrase_stands_once() {
        let phrases: usize = PHRASES.iter().map(|(_, phrases)| phrases.len()).sum();
        assert_eq!(ROLES.len(), phrases);
    }

    #[test]
    fn each_phrase_is_written_as_it_is_looked_up() {
        for phrase in ROLES.keys() {
            let bare = phrase.trim_matches(|c: char| !c.is_alphanumeric());
            assert_eq!(*phrase, bare.to_lowercase());
        }
    }
}
