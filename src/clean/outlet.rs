//! Outlets: how Indonesian newsrooms write their own names.

use super::phrases::Phrases;

/// Names that are no web address. Spelled as datelines and page titles do.
#[rustfmt::skip]
static NAMES: &Phrases = &Phrases::new([
    "AFP", "ANTARA", "ANTARA FOTO", "ANTARA News", "ANTARA Sumbar", "AP", "Anadolu", "Antara",
    "Antara News", "Antara/PRNewswire", "Ayo Bandung", "BBC", "BBC News Indonesia", "BERITASATU",
    "BISNIS", "Beritasatu", "Bisnis", "Bloomberg", "Bloomberg Businessweek", "Bloomberg Technoz",
    "CNBC Indonesia", "CNN Indonesia", "DW", "DW Indonesia", "Detik", "Disway", "Espos", "FAJAR",
    "GALAMEDIA", "GATRA", "Gatra", "Harian Jogja", "IDN Times", "INFO NASIONAL", "INFO TEMPO",
    "INILAH", "Investor Daily", "JPNN", "JPNN.com", "Jawa Pos", "JawaPos", "KBR", "KBRN", "KOMPAS",
    "KOMPAS TV", "KONTAN", "Katadata", "Kompas", "Kompas TV", "KompasTV", "Kontan", "Liputan6",
    "MINA", "MNC Portal", "Medcom", "Media Indonesia", "Metro TV", "Mongabay Indonesia", "NTVNews",
    "NU Online", "NusaBali", "Okezone", "PIKIRAN RAKYAT", "PRNewswire", "Pikiran Rakyat",
    "RADAR JOGJA", "RMOL", "RRI", "Radar Jogja", "Republika", "Republika Online", "Reuters",
    "SINDO", "SINDOnews", "Sindonews", "Suara Merdeka", "TEMPO", "TEMPO Interaktif",
    "TEMPO Magazine", "TRIBUN", "TRIBUNNEWS", "TVRI", "TVRINews", "Tempo", "Tempo Interaktif",
    "The Jakarta Post", "Tirto", "Tribunnews", "VIVA", "VOA", "VOA Indonesia", "VOI", "Viva",
    "WE Online", "Warta Ekonomi", "Xinhua", "Yonhap", "detikcom", "dpa", "iNews", "kumparan",
    "kumparanNEWS", "tvOne",
]);

/// Outlets whose desks carry a name of their own, such as `detikFinance`.
const FAMILIES: &[&str] = &["detik", "Kompas", "kumparan", "Tribun", "TRIBUN", "Okezone"];

const ADDRESS_ENDINGS: &[&str] = &["com", "id", "co", "net", "tv", "org", "news", "info"];

/// Whether `word` looks like a web address, such as `KOMPAS.com`.
pub(super) fn is_address(word: &str) -> bool {
    let Some((front, ending)) = word.rsplit_once('.') else {
        return false;
    };
    ADDRESS_ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
        && front.len() >= 2
        && front.starts_with(|c: char| c.is_ascii_alphabetic())
        && front
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}

/// Whether `name` is an outlet's or an agency's name, or its web address.
pub(super) fn is_outlet(name: &str) -> bool {
    is_address(name) || NAMES.has(name) || is_desk(name)
}

/// `detikFinance`, `KompasOtomotif`: a family name and a capital.
fn is_desk(name: &str) -> bool {
    !name.contains(' ')
        && FAMILIES.iter().any(|family| {
            name.strip_prefix(family)
                .is_some_and(|desk| desk.starts_with(|c: char| c.is_ascii_uppercase()))
        })
}

/// The length of the outlet's name at the beginning of `text`, if one stands
/// there.
pub(super) fn at_start(text: &str) -> Option<usize> {
    let named = NAMES
        .near(text)
        .iter()
        .filter(|name| text.starts_with(**name) && ends_there(text, name.len()))
        .map(|name| name.len())
        .max();
    if named.is_some() {
        return named;
    }
    if let Some(length) = spaced_address(text) {
        return Some(length);
    }
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let word = text[..length].trim_end_matches(['-', '.']);
    (is_address(word) || is_desk(word)).then_some(word.len())
}

/// Whether the name goes no further: `TRIBUN-MEDAN.COM` is not `TRIBUN`.
fn ends_there(text: &str, length: usize) -> bool {
    let rest = &text[length..];
    let hyphened = rest
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    !hyphened && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '/')
}

/// `TRIBUNNEWS. COM`, a slip that is frequent.
fn spaced_address(text: &str) -> Option<usize> {
    let name = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let ending = text.get(name..)?.strip_prefix(". ")?;
    (name >= 4 && ending.starts_with("COM") && ends_there(ending, 3)).then_some(name + 5)
}

/// Whether `name`, behind a page title, is the site's name, perhaps with a
/// section's: `Regional Kompas.com`, `Okezone Lifestyle`.
pub(super) fn is_site_name(name: &str) -> bool {
    let name = name.trim();
    let mut words = name.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    is_outlet(name)
        || (words.count() <= 1
            && (first.is_some_and(|word| is_address(word) || TITLE_NAMES.contains(&word))
                || last.is_some_and(is_address)))
}

/// Names that begin a site's name in page titles.
#[rustfmt::skip]
const TITLE_NAMES: &[&str] = &[
    "Okezone", "Republika", "ANTARA", "Liputan6", "VIVA", "CNN", "CNBC", "Suara",
];
