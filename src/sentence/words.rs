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

/// What kind of abbreviation `token`, without its last dot, is.
///
/// Spelled as they are written: `dr.` (physician) and `Dr.` differ, and `sen`
/// or `kol` are words where `Sen.` and `Kol.` are not.
pub(super) fn abbreviation(token: &str) -> Option<Abbreviation> {
    if token.len() > LONGEST {
        return None;
    }
    match token {
        "Dr" | "dr" | "drg" | "Drg" | "drh" | "Drh" | "Prof" | "Ir" | "Hj" | "KH" | "Ust"
        | "Ustaz" | "Pdt" | "Rm" | "Tn" | "Ny" | "Nn" | "Sdr" | "Sdri" | "Yth" | "Rr" | "Tb"
        | "St" | "Drs" | "Dra" | "Jend" | "Letjen" | "Mayjen" | "Brigjen" | "Irjen" | "Komjen"
        | "Kol" | "Letkol" | "May" | "Kapt" | "Lettu" | "Pol" | "Kombes" | "AKBP" | "AKP"
        | "Jl" | "Jln" | "jl" | "Gg" | "Kab" | "Kec" | "Kel" | "Kp" | "Ds" | "Prov" | "PT"
        | "CV" | "UD" | "vs" | "Vs" | "jo" | "cq" | "Mr" | "Mrs" | "Ms" | "Messrs" | "Gen"
        | "Col" | "Sen" | "Rep" | "Gov" | "Mt" | "Lt" | "Capt" | "Sgt" | "Rev" | "Hon" | "Pres"
        | "Maj" | "Adm" | "Cmdr" | "Supt" | "Ft" | "tgk" | "Tgk" | "Abd" | "Muh" | "apt" => {
            Some(Abbreviation::BeforeName)
        }
        "No" | "no" | "Rp" | "RP" | "rp" | "hal" | "Hal" | "hlm" | "Hlm" | "Vol" | "vol"
        | "tgl" | "Tgl" | "bln" | "thn" | "tlp" | "Tlp" | "telp" | "Telp" | "Tel" | "Jkt"
        | "Psl" | "psl" | "Art" | "art" | "Fig" | "fig" | "pp" | "Nos" | "Jan" | "Feb" | "Mar"
        | "Apr" | "Aug" | "Agt" | "Ags" | "Sep" | "Sept" | "Oct" | "Okt" | "Nov" | "Dec"
        | "Des" => Some(Abbreviation::BeforeNumber),
        "Tbk" | "tbk" | "Ltd" | "Inc" | "Co" | "Corp" | "Pte" | "Bhd" | "Sdn" | "Plc" | "Jr"
        | "Sr" | "Lc" | "SH" | "MH" | "SE" | "MM" | "SIK" | "MSi" | "MPd" | "SPd" | "SSos"
        | "Bros" | "Esq" | "Dept" | "Univ" => Some(Abbreviation::AfterName),
        _ => None,
    }
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
