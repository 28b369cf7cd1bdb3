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
    "Harga Cabai Naik Berapa? Ini Kata Menaker |Menaker Amir Hasan mengatakan rumusnya dibahas.",
    "Buaya Masuk Pasar, BKSDA Turun Tangan |BKSDA memasang perangkap di dua titik.",
    "Cuaca Besok: Hujan Lebat di Jawa |BMKG meminta warga waspada.",
    "Artis Sari Dewi Melahirkan Anak Pertama |Sari mengunggah foto bayinya.",
    "Sri Hasan: Ekonomi Tumbuh 5 Persen |Sri Hasan menjelaskan bahwa konsumsi naik.",
    "Resep Ikan Bakar, Cocok untuk Makan Siang |Bahan yang diperlukan mudah didapat.",
    "Mahasiswa Tolak Kenaikan Uang Kuliah |Massa aksi membakar ban di depan kampus.",
    "Cerita Nelayan, 20 Tahun Tanpa Kapal Sendiri |Sehari-hari ia meminjam perahu.",
    "Harga Naik, Pedagang Turun ke Jalan |Bupati Kota Lama Darwan Hakim mengatakan harga wajar.",
    "Israel Kembali Bombardir Gaza |Kementerian Kesehatan Gaza melaporkan korban.",
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
fn a_judge_was_seen_in_the_name_of_a_regent() {
    let rest = "Harga Cabai di Pasar Turun Bupati Kota Lama Darwan Hakim mengatakan harga wajar.";
    let evidence = Evidence::new(ARTICLE, None);
    let beginning = rest.find("Bupati").expect("the title");
    assert_eq!(end(rest, &evidence), LinkEnd::At(beginning));
}

#[test]
fn the_end_of_a_longer_name_does_not_begin_a_sentence() {
    let evidence = Evidence::new(ARTICLE, None);
    for (headline, sentence) in [
        (
            "Jalan Rusak di Kota Lama ",
            "Warga Kota Lama Sulastri mengeluh sejak pagi.",
        ),
        (
            "Banjir di Kota Lama ",
            "Kepala Pelaksana BPBD menyebut air surut.",
        ),
        (
            "Tarif Naik, Penumpang Mengeluh ",
            "Juru Bicara KAI Amir Hasan membantah.",
        ),
    ] {
        let rest = format!("{headline}{sentence}");
        let end = end(&rest, &evidence);
        assert!(
            !matches!(end, LinkEnd::At(at) if at > headline.len()),
            "{rest}: {end:?}"
        );
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
