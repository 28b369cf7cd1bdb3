//! Where links end. The sentence begins behind `|`; without it, nothing may be
//! decided.

use super::{Evidence, LinkEnd, end};

const ARTICLE: &str =
    "Harga cabai naik, kata Wulan. Wulan menjelaskan bahwa pedagang rugi. Proses jual beli sepi.";

const DECIDED: &[&str] = &[
    "Harga Cabai Naik Lagi, Ini Penyebabnya |Meski ada pasokan baru, harga tetap tinggi.",
    "Harga Cabai Naik Lagi, Ini Penyebabnya |Pasar Induk Kramat Jati tetap sepi.",
    "Cara Cek Harga Cabai di Pasar |Proses jual beli tetap sepi.",
    "Pedagang Minta Harga Cabai Diturunkan per 1 Juli 2026 |\"Kami rugi besar,\" kata Wulan.",
    "Kenapa Harga Cabai Naik? |Tidak ada yang tahu.",
    "Ini Daftar Harga Cabai di Pasar Induk |6. Memastikan stok cabai di gudang.",
    "Panen Raya Cabai di Brebes Gagal Total |Namun, pedagang tetap tenang.",
    "Warga Borong Cabai Jelang Lebaran |Bagi Bonita dan Amir yang tidak kebagian, ini berat.",
    "Harga Cabai Terus Naik |Iran pun kena dampaknya.",
    "Stok Cabai Nasional Menipis |Wulan menjelaskan soal itu kemarin.",
    "Stok Cabai Nasional Kian Terbatas Lagi |Menteri Pertanian Amir Hasan membantah.",
    "Stok Cabai Nasional Menipis |Pemerintah membantah kabar itu.",
];

const UNDECIDED: &[&str] = &[
    "Harga Cabai Amir Hasan mengeluh sejak pagi.",
    "harga cabai naik lagi menurut pedagang Amir Hasan mengeluh.",
    "Pasar Induk Sepi Gunung Merah meletus.",
];

#[test]
fn links_end_where_a_sign_says_so() {
    let evidence = Evidence::new(ARTICLE, Some("Harga Cabai di Pasar"));
    for case in DECIDED {
        let (headline, sentence) = case.split_once('|').expect("a mark");
        let rest = format!("{headline}{sentence}");
        assert_eq!(end(&rest, &evidence), LinkEnd::At(headline.len()), "{case}");
    }
}

#[test]
fn links_without_a_sign_stay_undecided() {
    let evidence = Evidence::new(ARTICLE, None);
    for case in UNDECIDED {
        assert!(
            matches!(end(case, &evidence), LinkEnd::Undecided(_)),
            "{case}: {:?}",
            end(case, &evidence)
        );
    }
}

#[test]
fn a_headline_with_nothing_behind_it_is_the_whole() {
    let evidence = Evidence::new(ARTICLE, None);
    assert_eq!(
        end("Harga Cabai Naik Lagi di Pasar Induk ", &evidence),
        LinkEnd::Whole
    );
}

#[test]
fn a_sign_without_a_letter_was_looked_for_between_the_bytes_of_another() {
    let article = "Kota Lama – Warga berkata hujan turun. Harga Cabai Naik – turun lagi.";
    let evidence = Evidence::new(article, None);
    assert!(!evidence.is_speaker(""));
    assert!(!evidence.stands_alone(""));
    assert!(!evidence.is_repeated(""));
}
