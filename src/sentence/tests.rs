//! A sentence boundary is marked with `|` in the tables.

use proptest::prelude::*;

use super::{Splitter, sentences};

fn cut(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|r| &text[r]).collect()
}

const CASES: &[&str] = &[
    // Money, streets, numbers, clocks
    "Harganya Rp. 2.500 per butir. | Warga mengeluh.",
    "Rumah itu di Jl. Melati No. 5 Gg. Buntu. | Api padam pukul 14.30 WIB. | Rp1,9 miliar hilang.",
    "Suhu 36.5 derajat. | 29 penerbangan batal.",
    "Perkara No. 45/Pid.Sus-TPK/2020/PN.Jkt.Pst diputus. | Ia menang.",
    // Titles, initials, degrees, companies
    "Bupati H. Amir dan Hj. Siti hadir. | KH. Said juga.",
    "B. J. Habibie lahir di Parepare. | Ia insinyur.",
    "Kata dr. Rina, Sp.OG. di rumah sakit. | Dr. Budi Santoso, S.H., M.Si. setuju.",
    "PT Lautan Tbk. (LAUT) untung. | Sahamnya milik PT Awan Tbk. | Perusahaan itu rugi.",
    "Ia minum vitamin C. | Selain itu ia tidur.",
    "Bayi itu lahir di St. Petersburg. | Ibunya di Komisi XI. | Begitulah.",
    // Quotations and attribution
    "\"Kami siap,\" kata Rudi. | \"Kapan?\" tanya Sari.",
    "\"Pergi!\" teriak warga. | Mereka lari.",
    "“Kami kalah.” | Pelatih itu pergi.",
    "Ia berkata, \"Kami kalah.\" | Pelatih itu pergi.",
    "\"Satu hal. | Dua hal,\" ujarnya.",
    // Glued sentences
    "Itu hak mereka.| \"Tawaran itu baik,\" katanya.",
    "Ia bicara kepada BBC.| Pemerintah diam.",
    "Ia menolak.\" | Warga pulang.",
    "Baca Kompas.Com hari ini. | Situs tempo.co juga.",
    // Brackets, ellipses, addresses
    "Ia datang (kata saksi. Dua orang.) lalu pergi. | Sepi.",
    "Kurung yang tak ditutup (aneh. | Tetap dipotong.",
    "Entahlah... mungkin besok. | Entah… | Besok saja.",
    "Buka https://contoh.go.id/a.b?c=d. | Lalu isi.",
    // Lists
    "1. Bawa kartu. | 2. Isi formulir.",
    "Syaratnya: 1. Bawa kartu.",
    "Baris pertama tanpa titik\n\n| Baris kedua",
    "Satu kalimat\nyang patah.",
    // English
    "Mr. Smith paid U.S. officials $3.50 on Jan. 5. | The deal ended at 5 p.m. | They left.",
    "He said no. | Then he left.",
    "\"We won,\" she said. | \"Really?\" he asked. | Yes!",
    // What holds no word belongs to its neighbour
    "Sudah. \"",
];

/// The marked text, without its marks, and the sentences it must give. A mark
/// between two glued sentences stands without a space before it.
fn read(case: &str) -> (String, Vec<String>) {
    let expected: Vec<String> = case.split('|').map(|s| s.trim().to_owned()).collect();
    let text = case.replace(" | ", " ").replace("| ", "").replace('|', "");
    (text, expected)
}

#[test]
fn every_case_is_cut_where_it_is_marked() {
    for case in CASES {
        let (text, expected) = read(case);
        assert_eq!(cut(&text), expected, "{case}");
    }
}

#[test]
fn a_stop_at_the_very_end_of_a_long_text_without_stops_is_found_once() {
    let text = "kata ".repeat(200_000) + "akhir.";
    assert_eq!(sentences(&text).len(), 1);
}

#[test]
fn hostile_brackets_and_stops_take_linear_time() {
    for piece in ["(", ".", "\"", "(.\"", ". A", "No. ", "! ", "  "] {
        let text = piece.repeat(100_000);
        let _ = sentences(&text);
    }
}

proptest! {
    #[test]
    fn ranges_cover_all_but_white_space_in_order(
        text in "([a-zA-Z0-9 .!?…\"”“'()\n,:;é]|Rp|Tbk|\\. |\n\n){0,120}"
    ) {
        let mut last = 0;
        for range in sentences(&text) {
            prop_assert!(range.start >= last && range.end > range.start);
            prop_assert!(text[last..range.start].trim().is_empty());
            let sentence = &text[range.clone()];
            prop_assert_eq!(sentence.trim(), sentence);
            last = range.end;
        }
        prop_assert!(text[last..].trim().is_empty());
    }

    #[test]
    fn a_plain_stop_is_read_as_any_other(
        text in "([a-zA-Z]{1,6}\\. |[A-Z0-9]\\. |dr\\. |Rp\\. |No\\. |Tbk\\. |[a-z]{2,5} |\n){0,40}[A-Z]"
    ) {
        let stops = memchr::memchr_iter(b'.', text.as_bytes());
        for at in stops.filter(|at| Splitter::new(&text, |_| ()).is_plain(*at)) {
            let (mut short, mut long) = (Vec::new(), Vec::new());
            let next = Splitter::new(&text, |range| short.push(range)).plain_stop(at);
            prop_assert_eq!(next, Splitter::new(&text, |range| long.push(range)).any_stop(at));
            prop_assert_eq!(short, long);
        }
    }

    #[test]
    fn no_input_panics(text in "\\PC{0,200}") {
        let _ = sentences(&text);
    }
}
