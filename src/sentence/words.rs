//! The words that decide whether a stop ends a sentence.

/// What an abbreviation stands next to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// A title or a kind of place: a name always follows.
    BeforeName,
    /// The stop belongs to it only before a figure.
    BeforeNumber,
    /// A degree or a company's form: may also be a sentence's last word.
    AfterName,
}

/// The longest abbreviation, in bytes.
const LONGEST: usize = 7;

/// The abbreviations, spelled as they are written: `dr.` (physician) and `Dr.`
/// differ, and `sen` or `kol` are words where `Sen.` and `Kol.` are not.
const LISTS: [(Abbreviation, &str); 3] = [
    (
        Abbreviation::BeforeName,
        "Dr dr drg Drg drh Drh Prof Ir Hj KH Ust Ustaz Pdt Rm Tn Ny Nn Sdr Sdri Yth Rr Tb St Drs \
         Dra Jend Letjen Mayjen Brigjen Irjen Komjen Kol Letkol May Kapt Lettu Pol Kombes AKBP \
         AKP Jl Jln jl Gg Kab Kec Kel Kp Ds Prov PT CV UD vs Vs jo cq Mr Mrs Ms Messrs Gen Col \
         Sen Rep Gov Mt Lt Capt Sgt Rev Hon Pres Maj Adm Cmdr Supt Ft tgk Tgk Abd Muh apt",
    ),
    (
        Abbreviation::BeforeNumber,
        "No no Rp RP rp hal Hal hlm Hlm Vol vol tgl Tgl bln thn tlp Tlp telp Telp Tel Jkt Psl psl \
         Art art Fig fig pp Nos Jan Feb Mar Apr Aug Agt Ags Sep Sept Oct Okt Nov Dec Des",
    ),
    (
        Abbreviation::AfterName,
        "Tbk tbk Ltd Inc Co Corp Pte Bhd Sdn Plc Jr Sr Lc SH MH SE MM SIK MSi MPd SPd SSos Bros \
         Esq Dept Univ",
    ),
];

/// How many there are.
const COUNT: usize = {
    let mut words = 0;
    let mut list = 0;
    while list < LISTS.len() {
        let bytes = LISTS[list].1.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            words += (bytes[at] == b' ') as usize;
            at += 1;
        }
        words += 1;
        list += 1;
    }
    words
};

/// All of them, each as a number, sorted by it.
static TABLE: [(u64, Abbreviation); COUNT] = {
    let mut table = [(0, Abbreviation::BeforeName); COUNT];
    let mut filled = 0;
    let mut list = 0;
    while list < LISTS.len() {
        let (kind, words) = LISTS[list];
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let mut number = 0;
            while at < bytes.len() && bytes[at] != b' ' {
                number = (number << 8) | bytes[at] as u64;
                at += 1;
            }
            at += 1;
            let mut place = filled;
            while place > 0 && table[place - 1].0 > number {
                table[place] = table[place - 1];
                place -= 1;
            }
            table[place] = (number, kind);
            filled += 1;
        }
        list += 1;
    }
    table
};

/// What kind of abbreviation `token`, without its last dot, is.
pub(super) fn abbreviation(token: &str) -> Option<Abbreviation> {
    if token.len() > LONGEST {
        return None;
    }
    let number = token
        .bytes()
        .fold(0, |number, byte| (number << 8) | u64::from(byte));
    let place = TABLE.binary_search_by_key(&number, |row| row.0);
    place.ok().map(|place| TABLE[place].1)
}

/// Whether `word` begins sentences and is no part of a name, so that a stop
/// before it ends a sentence even behind an abbreviation.
#[rustfmt::skip]
pub(super) fn begins_sentences(word: &str) -> bool {
    matches!(
        word,
        "Ia" | "Dia" | "Beliau" | "Mereka" | "Kami" | "Kita" | "Saya" | "Namun" | "Tetapi"
        | "Tapi" | "Menurut" | "Sementara" | "Sedangkan" | "Kemudian" | "Selain" | "Selanjutnya"
        | "Saat" | "Ketika" | "Pada" | "Di" | "Dari" | "Dalam" | "Dengan" | "Untuk" | "Oleh"
        | "Ini" | "Itu" | "Hal" | "Karena" | "Akibat" | "Jika" | "Kalau" | "Bila" | "Meski"
        | "Meskipun" | "Walau" | "Walaupun" | "Adapun" | "Bahkan" | "Sebelumnya" | "Setelah"
        | "Sebelum" | "Sejak" | "Hingga" | "Akan" | "Juga" | "Perusahaan" | "Pemerintah"
        | "Acara" | "Kegiatan" | "Korban" | "Pelaku" | "Polisi" | "Sebagai" | "Seperti" | "Tidak"
        | "Belum" | "Para" | "Salah" | "Lebih" | "Maka" | "Jadi" | "The" | "He" | "She" | "It"
        | "They" | "We" | "But" | "And" | "In" | "On" | "At" | "A" | "An" | "This" | "That"
        | "These" | "Those" | "However" | "Meanwhile" | "After" | "Before" | "When" | "If" | "As"
        | "For" | "His"
    )
}

/// Whether `word` is the last piece of a web address, whatever its case.
pub(super) fn is_address_ending(word: &str) -> bool {
    [
        "com", "co", "id", "net", "org", "go", "ac", "tv", "news", "info",
    ]
    .iter()
    .any(|ending| word.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_abbreviation_is_found_and_stands_once() {
        for (kind, words) in LISTS {
            for word in words.split(' ') {
                assert_eq!(abbreviation(word), Some(kind), "{word}");
            }
        }
        assert!(TABLE.windows(2).all(|two| two[0].0 < two[1].0));
        for other in ["", "sen", "kol", "Presiden", "Dr."] {
            assert_eq!(abbreviation(other), None, "{other}");
        }
    }
}
