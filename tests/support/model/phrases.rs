//! Sentences of the tests' own, and the syllables of words that do not exist.

use super::Draw;

pub const SYLLABLES: &[&str] = &[
    "ba", "ca", "da", "ga", "ha", "ja", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "ya",
    "bi", "di", "gi", "ki", "li", "mi", "ni", "pi", "ri", "si", "ti", "bu", "du", "gu", "ku", "lu",
    "mu", "nu", "pu", "ru", "su", "tu", "be", "de", "ke", "le", "me", "ne", "pe", "re", "se", "te",
    "bo", "do", "ko", "lo", "mo", "no", "po", "ro", "so", "to", "ng", "ang", "an", "kan", "nya",
];

const WHO: &[&str] = &[
    "Warga kampung",
    "Gubernur Sari Wulandari",
    "Kepala dinas perikanan",
    "Para petani garam",
    "Tim penyelamat",
    "Menteri Perhubungan",
    "Nelayan di pesisir utara",
    "Dewan kota",
    "Juru bicara bank daerah",
    "Pedagang pasar pagi",
    "Dr. Anggi Prameswari",
    "Guru sekolah dasar",
];
const DID: &[&str] = &[
    "membuka kembali",
    "menunda",
    "meresmikan",
    "menolak rencana",
    "memperbaiki",
    "mengumumkan hasil",
    "membiayai",
    "menutup sementara",
    "memeriksa ulang",
    "menghitung kerugian akibat",
];
const WHAT: &[&str] = &[
    "jembatan gantung",
    "pelabuhan rakyat",
    "jalur kereta lama",
    "pasar ikan",
    "pembangunan waduk",
    "lelang kapal",
    "sekolah terapung",
    "banjir rob",
    "pabrik es",
    "jadwal penerbangan perintis",
];
const MORE: &[&str] = &[
    "pada Senin (3/2/2025)",
    "senilai Rp 2,5 miliar",
    "setelah 17 hari hujan",
    "tanpa menunggu Jakarta",
    "bersama 340 sukarelawan",
    "di tengah musim angin barat",
    "karena harga turun 12 persen",
    "sebelum pukul 14.30 WIB",
    "untuk kedua kalinya tahun ini",
    "di Kabupaten Teluk Bening",
];
const LAST: &[&str] = &[
    ".",
    ", kata seorang pejabat.",
    " dan meminta warga bersabar.",
    ", tetapi belum semua pihak setuju.",
    "; keputusan akhir diambil pekan depan.",
];

/// So many different sentences of Indonesian news.
pub fn sentences(count: usize) -> Vec<String> {
    let mut draw = Draw(11);
    let mut found: Vec<String> = Vec::new();
    let mut pick = |list: &[&'static str]| list[draw.below(list.len())];
    while found.len() < count {
        let sentence = format!(
            "{} {} {} {}{}",
            pick(WHO),
            pick(DID),
            pick(WHAT),
            pick(MORE),
            pick(LAST)
        );
        if !found.contains(&sentence) {
            found.push(sentence);
        }
    }
    found
}
