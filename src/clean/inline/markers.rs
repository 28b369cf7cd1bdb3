//! The markers that Indonesian outlets use inside their paragraphs.

use super::{Marker, extent};
use crate::article::Metadata;
use crate::clean::learn;
use crate::clean::rule::{Place, Rule};

fn nothing(_: &str, _: &mut Metadata) {}

fn syndicated_from(removed: &str, metadata: &mut Metadata) {
    let words = removed
        .split_whitespace()
        .skip_while(|word| !["di", "dari"].contains(word));
    if let Some(outlet) = words
        .skip(1)
        .find(|word| *word != "laman" && *word != "situs")
    {
        learn(
            &mut metadata.syndicated_from,
            outlet.trim_matches([',', '.']),
        );
    }
}

/// All of them. Spellings are exact: in small letters most of these words are
/// words of the story.
pub(super) const MARKERS: &[Marker] = &[
    Marker {
        rule: Rule {
            name: "scroll_prompt",
            reason: "it tells the reader of a page to go on below an advertisement",
            place: Place::Inline,
            touches: "Warga bersyukur. SCROLL TO CONTINUE WITH CONTENT Hujan reda sejak pagi.",
            spares: "Ia menekan tombol scroll to continue pada layar.",
        },
        openings: &[
            "SCROLL TO CONTINUE WITH CONTENT",
            "SCROLL TO RESUME CONTENT",
            "SCROLL TO CONTINUE",
            "Scroll to Continue with Content",
            "Scroll Untuk Melanjutkan",
            "Scroll untuk melanjutkan",
            "Scroll ke bawah untuk melanjutkan membaca",
            "SCROLL UNTUK MELANJUTKAN",
            "SCROLL UNTUK LANJUT BACA",
            "GULIR UNTUK LANJUT BACA",
            "Gulir ke bawah untuk melanjutkan membaca",
            "LANJUTKAN MEMBACA DI BAWAH",
        ],
        extent: extent::opening_alone,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "advertisement",
            reason: "it stands where the page had an advertisement",
            place: Place::Inline,
            touches: "Warga bersyukur. ADVERTISEMENT Hujan reda sejak pagi.",
            spares: "Ia memenangi ASIA ADVERTISEMENT AWARDS tahun ini.",
        },
        openings: &["ADVERTISEMENT", "ADVERTISMENT"],
        extent: extent::opening_between_sentences,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "embed",
            reason: "it stands where the page had a video, a picture or a post",
            place: Place::Inline,
            touches: "Warga bersyukur. [Gambas:Video 20detik] Hujan reda.",
            spares: "Dana itu \"milik [Direktur Utama] sendiri\", kata saksi.",
        },
        openings: &["[Gambas:", "[Gambas :", "[gambas:"],
        extent: extent::square_brackets,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "next_page",
            reason: "it leads to another page of the same article",
            place: Place::Inline,
            touches: "Warga bersyukur. Bersambung ke halaman berikutnya... Hujan reda.",
            spares: "Lanjut ke halaman berikutnya dari buku itu, ia menangis.",
        },
        openings: &[
            "Bersambung ke ",
            "Berlanjut ke ",
            "Berlanjut di ",
            "Lanjut ke ",
            "Lanjutkan ke ",
            "Lanjut di ",
            "Baca di halaman",
            "Baca halaman",
            "Baca selengkapnya di",
            "Baca berita selengkapnya di",
            "Simak berita selengkapnya",
            "Simak selengkapnya di",
            "Simak di halaman",
            "Simak halaman",
            "Selengkapnya di ",
            "Selengkapnya baca di ",
            "Klik halaman",
            "Buka halaman",
            "Lihat halaman",
            "Halaman selanjutnya",
            "Halaman Selanjutnya",
            "Halaman berikutnya",
            "Halaman Berikutnya",
        ],
        extent: extent::next_page,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "video_teaser",
            reason: "it advertises a video that is not part of the story",
            place: Place::Inline,
            touches: "Warga bersyukur. Simak juga Video 'Banjir Surut di Kota Lama': Hujan reda.",
            spares: "Simak video rekaman itu, kata jaksa, dan nilai sendiri.",
        },
        openings: &[
            "Simak Video",
            "Simak video",
            "Simak juga Video",
            "Simak juga video",
            "Simak Juga Video",
            "Lihat Video",
            "Lihat video",
            "Lihat juga Video",
            "Lihat juga video",
            "Lihat Juga Video",
            "Tonton Video",
            "Tonton video",
            "Tonton juga Video",
            "Tonton juga video",
            "Tonton Juga Video",
            "Saksikan Video",
            "Saksikan video",
            "Saksikan juga Video",
            "Saksikan juga video",
            "Saksikan Live",
            "Saksikan live",
        ],
        extent: extent::video,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "link",
            reason: "it is the headline of another story",
            place: Place::Inline,
            touches: "Warga bersyukur. Baca juga:Harga Cabai Naik Lagi, Ini Sebabnya Hujan reda sejak pagi.",
            spares: "Ia berpesan, baca juga buku lain agar paham.",
        },
        openings: &[
            "Baca juga",
            "Baca Juga",
            "BACA JUGA",
            "Baca pula",
            "Baca Pula",
            "Baca:",
            "BACA:",
            "Lihat juga",
            "Lihat Juga",
            "LIHAT JUGA",
            "Simak juga",
            "Simak Juga",
            "SIMAK JUGA",
            "Simak pula",
            "Simak:",
            "Tonton juga",
            "Tonton Juga",
            "Pilihan Editor",
            "Pilihan editor",
            "PILIHAN EDITOR",
            "Pilihan Redaksi",
            "Baca selengkapnya:",
            "Baca Selengkapnya:",
            "Berita terkait:",
            "Berita Terkait:",
            "Artikel terkait:",
            "Artikel Terkait:",
            "Baca artikel lain:",
            "Menarik Dibaca:",
            "Menarik dibaca:",
        ],
        extent: extent::link,
        keep: nothing,
    },
    Marker {
        rule: Rule {
            name: "syndicated",
            reason: "it says where the article was published first; that is kept in the metadata",
            place: Place::End,
            touches: "Warga bersyukur. Artikel ini telah tayang di Contohkabar.com dengan judul Hujan Reda",
            spares: "Ia menulis bahwa artikel ini telah tayang di koran lama.",
        },
        openings: &[
            "Artikel ini telah tayang",
            "Artikel ini telah terbit",
            "Artikel ini telah naik",
            "Artikel ini telah dipublikasikan",
            "Artikel ini sudah tayang",
            "Artikel ini sudah terbit",
            "Artikel ini pertama kali tayang",
            "Artikel ini tayang di",
            "Artikel asli tayang di",
            "Berita ini telah tayang",
            "Berita ini sudah tayang",
        ],
        extent: extent::syndication,
        keep: syndicated_from,
    },
    Marker {
        rule: Rule {
            name: "photographer",
            reason: "it is the credit of a picture, which crawlers fuse to the caption",
            place: Place::Inline,
            touches: "Warga bersyukur. KOMPAS.com/BUDI AMIRSuasana pasar pada pagi hari.",
            spares: "Data itu dikutip KOMPAS.com/riset pekan lalu.",
        },
        openings: &[
            "KOMPAS.com/",
            "KOMPAS.COM/",
            "KOMPAS/",
            "ANTARA FOTO/",
            "TRIBUNNEWS.COM/",
            "TRIBUNNEWS/",
        ],
        extent: extent::photographer,
        keep: nothing,
    },
];
