//! Currencies beside a number, before it and after it.

use super::Currency;
use super::lexicon::Meaning;
use super::reader::Reader;

/// A currency before a number: "Rp 5", "Rp. 5", "US$5", "USD 5".
pub(super) struct Prefix {
    pub currency: Currency,
    /// Its first byte.
    pub start: usize,
    /// The token where the number begins.
    pub number: usize,
}

/// The currency that stands at a token, if a number follows.
pub(super) fn before(reader: &Reader, at: usize) -> Option<Prefix> {
    let Meaning::Currency(named) = reader.meaning(at) else {
        return None;
    };
    let dot = usize::from(reader.meaning(at + 1) == Meaning::Mark(b'.'));
    let number = at + 1 + dot;
    if reader.meaning(number) != Meaning::Figure {
        return None;
    }
    let (currency, start) = match reader.slice(at) {
        "$" => whose_dollar(reader, at),
        _ => (named, reader.start(at)),
    };
    Some(Prefix {
        currency,
        start,
        number,
    })
}

/// "US$", "A$", "S$", "HK$": the letters that touch the sign.
fn whose_dollar(reader: &Reader, at: usize) -> (Currency, usize) {
    const LETTERS: [(&str, Currency); 6] = [
        ("US", Currency::UsDollar),
        ("AS", Currency::UsDollar),
        ("AU", Currency::AustralianDollar),
        ("HK", Currency::HongKongDollar),
        ("S", Currency::SingaporeDollar),
        ("A", Currency::AustralianDollar),
    ];
    let start = reader.start(at);
    let text = &reader.text[..start];
    LETTERS
        .iter()
        .find(|(letters, _)| text.ends_with(letters))
        .map_or((Currency::Dollar, start), |(letters, currency)| {
            (*currency, start - letters.len())
        })
}

/// The currency that follows a number, and the first token after it.
pub(super) fn after(reader: &Reader, at: usize) -> Option<(Currency, usize)> {
    let dash = usize::from(reader.meaning(at) == Meaning::Dash && reader.glued(at));
    let at = at + dash;
    let meaning = |at: usize| match reader.meaning(at) {
        Meaning::Coin(currency) => Meaning::Currency(currency),
        other => other,
    };
    // "5 Rp 3" and "5 US$3" begin another sum.
    let ends = |next: usize| meaning(next) != Meaning::Figure;
    match (meaning(at), meaning(at + 1)) {
        // English: "US dollars", and never "US" alone.
        (Meaning::DollarOf(currency), Meaning::Currency(Currency::Dollar)) if ends(at + 2) => {
            Some((currency, at + 2))
        }
        // "U.S." ends with a dot that is no part of the word.
        (Meaning::DollarOf(currency), Meaning::Mark(b'.'))
            if meaning(at + 2) == Meaning::Currency(Currency::Dollar) && ends(at + 3) =>
        {
            Some((currency, at + 3))
        }
        (Meaning::Currency(Currency::Dollar), Meaning::DollarOf(currency))
            if meaning(at + 2) != Meaning::Currency(Currency::Dollar) =>
        {
            Some((currency, at + 2))
        }
        (Meaning::Currency(currency), _) if ends(at + 1) => Some((currency, at + 1)),
        _ => None,
    }
}
