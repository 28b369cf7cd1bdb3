//! Numbers, money, measures, times and dates of a text, as values.
//!
//! Indonesian and English write the same value differently ("Rp1,5 miliar"
//! and "Rp 1.5 billion", "pukul 15.30" and "3:30 p.m."), so that only values
//! can be compared. Amounts are exact: nothing is rounded.

mod amount;
mod bag;
mod calendar;
mod clocks;
mod dates;
mod english_words;
mod indonesian_words;
mod known;
mod lexicon;
mod literal;
mod money;
mod pair;
mod phrase;
mod ranges;
mod reader;
mod roman;
mod scan;
mod signs;
mod spelled;

#[cfg(test)]
mod tests;

pub use amount::Amount;
pub use bag::{Bag, Match, supported, unsupported};
pub use calendar::{Clock, Date, HALF_DAY, HalfOfDay, Weekday, Zone};
pub use pair::{Pair, Values};
pub(super) use reader::Desk;

use super::text::Text;
use lexicon::Meaning;

/// Which language's rules a text is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::guard) enum Language {
    Indonesian,
    English,
}

/// Every word of either language that can be part of a value.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let lists = indonesian_words::LIST.iter().chain(english_words::LIST);
    lists.map(|(word, _)| *word)
}

/// Whether an English word names a month, in full or cut short.
pub(super) fn is_month(word: &str) -> bool {
    let key = lexicon::key(word.as_bytes());
    let meaning = english_words::WORDS.meaning(key);
    matches!(meaning, Meaning::Month(_) | Meaning::ShortMonth(_))
}

/// The values of a text that is read already, in order, without overlap.
pub(super) fn among(text: &Text, language: Language) -> Vec<Found> {
    let mut found = Vec::new();
    Desk::default().read_known(text, language, &mut found);
    found
}

/// The values of an Indonesian text, in order, without overlap.
pub fn indonesian(text: &str) -> Vec<Found> {
    unknown(text, Language::Indonesian)
}

/// The values of an English text, in order, without overlap.
pub fn english(text: &str) -> Vec<Found> {
    unknown(text, Language::English)
}

fn unknown(text: &str, language: Language) -> Vec<Found> {
    let mut found = Vec::new();
    Desk::default().read_unknown(text, language, &mut found);
    found
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub value: Value,
    /// What else it can be.
    pub otherwise: Otherwise,
    /// How it is written.
    pub form: Form,
    /// How surely the other language must have it too.
    pub need: Need,
    /// The unit beside it.
    pub measure: Option<Measure>,
    /// Its first byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

impl Found {
    /// The amount, for everything that is counted: numbers, percentages,
    /// money and ordinals.
    pub fn amount(&self) -> Option<Amount> {
        self.value.amount()
    }

    /// Whether it denies rather than counts.
    pub fn is_zero(&self) -> bool {
        self.amount() == Some(Amount::whole(0))
    }
}

/// What a stretch of text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A plain number, a year without a month, the digits of a code.
    Number(Amount),
    /// A share in hundredths.
    Percent(Amount),
    /// A sum of money.
    Money(Amount, Currency),
    /// A place in an order.
    Ordinal(Amount),
    /// Ten years: the first of them (1950), or two digits (50) where the
    /// text has no century.
    Decade(u16),
    /// A power of ten without a number: "ribuan", "hundreds of thousands".
    Vague(u8),
    /// A time of the day.
    Clock(Clock),
    /// A date, or a month.
    Date(Date),
    /// A day of the week without a date.
    Weekday(Weekday),
}

impl Value {
    /// The amount, for everything that is counted.
    pub fn amount(self) -> Option<Amount> {
        match self {
            Value::Number(amount)
            | Value::Percent(amount)
            | Value::Money(amount, _)
            | Value::Ordinal(amount) => Some(amount),
            Value::Decade(_)
            | Value::Vague(_)
            | Value::Clock(_)
            | Value::Date(_)
            | Value::Weekday(_) => None,
        }
    }
}

/// A second reading of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// There is none.
    Nothing,
    /// Just as likely: the 50 of "50 to 100 million", the "third" that is a
    /// part.
    AsLikely(Value),
    /// What it says if its separators are those of the other language.
    OtherSeparators(Value),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In words.
    Words,
    /// In figures.
    Figures,
    /// In figures whose separators can only be the other language's.
    ForeignFigures,
    /// A date in figures whose order of day and month cannot be told.
    AmbiguousDate,
}

/// How surely the other language must have a value too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It should: a person is to look.
    Advised,
    /// It may: "one", "first", "half", "both" have many translations.
    Free,
}

/// Whose money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Currency {
    Rupiah,
    /// Dollars of a country that the text does not name.
    Dollar,
    UsDollar,
    SingaporeDollar,
    AustralianDollar,
    HongKongDollar,
    Euro,
    Pound,
    Yen,
    Yuan,
    Ringgit,
    Riyal,
    Won,
    Baht,
    Rupee,
    Ruble,
    Franc,
    Peso,
    Lira,
    Dong,
}

impl Currency {
    /// Whether two texts can mean the same money: "$" is any country's dollar.
    pub fn agrees_with(self, other: Currency) -> bool {
        use Currency::{AustralianDollar, Dollar, HongKongDollar, SingaporeDollar, UsDollar};
        let dollars = [
            Dollar,
            UsDollar,
            SingaporeDollar,
            AustralianDollar,
            HongKongDollar,
        ];
        self == other
            || (self == Dollar && dollars.contains(&other))
            || (other == Dollar && dollars.contains(&self))
    }
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Measure {
    Kilometre,
    Metre,
    Centimetre,
    Millimetre,
    Mile,
    Foot,
    Kilogram,
    Gram,
    Tonne,
    Litre,
    Hectare,
    Acre,
    Degree,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}
