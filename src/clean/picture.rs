//! What stands under pictures: captions, and the credits in and behind them.

use super::outlet;
use super::phrases::Phrases;

/// Words with which a credit begins, in small letters. None of them begins
/// brackets of the story.
#[rustfmt::skip]
static CREDITS: &Phrases = &Phrases::new([
    "foto:", "foto :", "foto/", "foto oleh", "foto by", "fotografer", "antara foto", "dok.", "dok:",
    "dok ", "dok/", "dokumen pribadi)", "dokumentasi pribadi)", "istimewa)", "istimewa/", "ist)",
    "ist/", "ist.", "ilustrasi)", "ilustrasi/", "photo:", "photo by", "shutterstock",
    "getty images", "gettyimages", "istock", "unsplash", "pexels", "pixabay", "freepik",
    "ap photo", "tangkapan layar)", "tangkapan layar/", "kredit foto", "sumber foto",
]);

/// The longest caption, in bytes.
const LONGEST_CAPTION: usize = 250;

/// The longest credit in brackets, in bytes.
const LONGEST_CREDIT: usize = 90;

/// The length of a credit in brackets at the beginning of `text`, brackets
/// included.
pub(super) fn credit_in_brackets(text: &str) -> Option<usize> {
    let close = match text.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    let reach = text.floor_char_boundary(LONGEST_CREDIT);
    let end = text[..reach].find(close)?;
    let inside = text[1..=end].trim_start().to_lowercase();
    CREDITS.opening(&inside).map(|_| end + 1)
}

/// A line that ends with a credit in brackets and says something before it.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > LONGEST_CAPTION || !line.ends_with([')', ']']) {
        return false;
    }
    line.rfind(['(', '['])
        .filter(|&open| open > 0)
        .and_then(|open| Some(open + credit_in_brackets(&line[open..])?))
        .is_some_and(|end| end == line.len())
}

/// `ANTARA/Budi Amir`.
fn is_agency_and_name(line: &str) -> bool {
    if line.len() > 50 {
        return false;
    }
    let Some((agency, name)) = line.split_once('/') else {
        return false;
    };
    outlet::is_outlet(agency)
        && (1..=4).contains(&name.split(' ').count())
        && name.split(' ').all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || c == '.')
        })
}

/// A credit on a line of its own: `Foto: Budi Amir/Kabar`, `(Dok. Pemkab)`.
pub(super) fn is_credit(line: &str) -> bool {
    #[rustfmt::skip]
    static OPENINGS: &Phrases = &Phrases::new([
        "Foto: ", "Foto : ", "FOTO: ", "FOTO : ", "Photo: ", "© ", "©", "Sumber foto: ",
        "Sumber Foto: ", "Dok. ", "Dok: ", "dok. ", "Foto oleh ", "Kredit foto: ", "Ilustrasi: ",
    ]);
    if credit_in_brackets(line) == Some(line.len()) || is_agency_and_name(line) {
        return true;
    }
    let Some(credit) = OPENINGS.behind_opening(line) else {
        return false;
    };
    let credit = ["dok. ", "Dok. ", "dok ", "Dok "]
        .iter()
        .find_map(|opening| credit.strip_prefix(opening))
        .unwrap_or(credit);
    let words = credit.split_whitespace().count();
    let small = credit
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    credit.len() <= 90 && words <= 8 && small <= 1 && !credit.contains(". ")
}
