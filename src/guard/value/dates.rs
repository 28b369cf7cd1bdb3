//! Dates: "Rabu (5/1/2022)", "24-28 Juni", "March 20-21, 2020".

use super::lexicon::Meaning;
use super::phrase::Core;
use super::reader::{Reader, Reading};
use super::{Amount, Date, Form, Found, Language, Need, Otherwise, Value};

/// `5/1/2022`, `(3/7)`, `2022-01-05`.
pub(super) fn numeric(reader: &Reader, at: usize) -> Reading {
    let separator = reader.meaning(at + 1);
    if !matches!(separator, Meaning::Mark(b'/') | Meaning::Dash) || reader.after_letter(at) {
        return None;
    }
    let joined = |at: usize| reader.meaning(at) == separator && reader.glued(at);
    let part = |at: usize| reader.plain(at).filter(|_| reader.glued(at));
    let first = reader.plain(at)?;
    let second = part(at + 2).filter(|_| joined(at + 1))?;
    match part(at + 4).filter(|_| joined(at + 3)) {
        Some(third) if !(joined(at + 5) && part(at + 6).is_some()) => {
            three_fields(reader, at, first, second, third)
        }
        Some(_) => None,
        None if separator == Meaning::Mark(b'/') && is_dated(reader, at) => {
            two_fields(reader, at, first, second)
        }
        None => None,
    }
}

type Field = (u64, usize);

fn three_fields(reader: &Reader, at: usize, first: Field, second: Field, third: Field) -> Reading {
    let next = at + 5;
    if first.1 == 4 {
        let date = Date::new(u16::try_from(first.0).ok(), second.0, third.0)?;
        return Some((dated(reader, date, at, next), next));
    }
    let year = match third.1 {
        4 => third.0,
        2 => 2000 + third.0,
        _ => return None,
    };
    let year = u16::try_from(year).ok();
    ordered(reader, at, next, (year, first.0, second.0))
}

fn two_fields(reader: &Reader, at: usize, first: Field, second: Field) -> Reading {
    if first.1 > 2 || second.1 > 2 {
        return None;
    }
    let (mut found, next) = ordered(reader, at, at + 3, (None, first.0, second.0))?;
    let fraction = reader.fraction(at).filter(|_| first.0 < second.0);
    if let (Otherwise::Nothing, Some(fraction)) = (found.otherwise, fraction) {
        found.otherwise = Otherwise::AsLikely(Value::Number(fraction));
    }
    Some((found, next))
}

/// Day and month in the order of the language; English has both orders.
fn ordered(
    reader: &Reader,
    at: usize,
    next: usize,
    (year, first, second): (Option<u16>, u64, u64),
) -> Reading {
    let day_first = Date::new(year, second, first);
    let month_first = Date::new(year, first, second);
    let date = day_first.or(month_first)?;
    let mut found = dated(reader, date, at, next);
    if let (Some(_), Some(other), Language::English) = (day_first, month_first, reader.language)
        && other != date
    {
        found.form = Form::AmbiguousDate;
        found.otherwise = Otherwise::AsLikely(Value::Date(other));
    }
    Some((found, next))
}

/// Whether `3/7` can be a date: in brackets, or after a day's name.
fn is_dated(reader: &Reader, at: usize) -> bool {
    let before = |steps: usize| at.checked_sub(steps).map(|at| reader.meaning(at));
    let ends = matches!(
        reader.meaning(at + 3),
        Meaning::Mark(b')')
            | Meaning::Dash
            | Meaning::Morning
            | Meaning::Afternoon
            | Meaning::Night
            | Meaning::ClockWord
    );
    match before(1) {
        Some(Meaning::Weekday(_)) => true,
        Some(_) if !ends => false,
        Some(Meaning::Mark(b'(')) => true,
        Some(Meaning::Mark(b',')) => matches!(before(2), Some(Meaning::Weekday(_))),
        Some(Meaning::Dash) => before(3) == Some(Meaning::Mark(b'(')),
        _ => false,
    }
}

fn dated(reader: &Reader, date: Date, at: usize, next: usize) -> Found {
    let mut found = reader.made(Value::Date(date), Need::Required, at, next);
    found.form = Form::Figures;
    found
}

/// An ordinal in words, which may be the day of "the fifth of March".
pub(super) fn ordinal(reader: &Reader, at: usize, number: u8) -> (Found, usize) {
    let day = Amount::whole(u64::from(number));
    if reader.language == Language::English
        && let Some(read) = day_and_month(reader, at, day, at + 1)
    {
        return read;
    }
    if reader.language == Language::Indonesian {
        let (number, next) = compound(reader, number, at + 1);
        if next > at + 1 {
            let number = Amount::whole(number);
            let found = reader.made(Value::Ordinal(number), Need::Required, at, next);
            return (found, next);
        }
    }
    // "first" and "second" have too many translations to insist on them.
    let need = match number {
        0..=2 => Need::Free,
        _ => Need::Required,
    };
    let mut found = reader.made(Value::Ordinal(day), need, at, at + 1);
    if let (Language::English, Some(part)) = (
        reader.language,
        Amount::fraction(1, u32::from(number)).filter(|_| number > 2),
    ) {
        found.otherwise = Otherwise::AsLikely(Value::Number(part));
    }
    (found, at + 1)
}

/// "kesembilan belas", "kedua puluh lima".
fn compound(reader: &Reader, number: u8, at: usize) -> (u64, usize) {
    let number = u64::from(number);
    match (reader.meaning(at), reader.meaning(at + 1)) {
        (Meaning::Belas, _) if number < 10 => (number + 10, at + 1),
        (Meaning::Puluh, Meaning::Digit(ones)) if number < 10 => {
            (number * 10 + u64::from(ones), at + 2)
        }
        (Meaning::Puluh, _) if number < 10 => (number * 10, at + 1),
        _ => (number, at),
    }
}

/// What follows a number and makes it a day or an ordinal: "24 September
/// 1759", "20th March", "the 21st".
pub(super) fn after_number(reader: &Reader, at: usize, core: &Core) -> Reading {
    let ending = reader.meaning(core.next) == Meaning::OrdinalEnding && reader.glued(core.next);
    let next = core.next + usize::from(ending);
    let is_day = ending || matches!(core.plain, Some(1 | 2)) || core.form == Form::Words;
    if is_day
        && core.scale == 0
        && let Some(read) = day_and_month(reader, at, core.amount, next)
    {
        return Some(read);
    }
    if let (Meaning::Ordinal(ones @ 1..10), Form::Words) = (reader.meaning(next + 1), core.form)
        && reader.meaning(next) == Meaning::Dash
    {
        // "twenty-fifth".
        let sum = core.amount.plus(Amount::whole(u64::from(ones)))?;
        let found = reader.made(Value::Ordinal(sum), Need::Required, at, next + 2);
        return Some((found, next + 2));
    }
    ending.then(|| {
        let mut found = reader.made(Value::Ordinal(core.amount), core.need, at, next);
        found.form = core.form;
        (found, next)
    })
}

fn day_and_month(reader: &Reader, at: usize, day: Amount, next: usize) -> Reading {
    let day = day.as_whole()?;
    let of = usize::from(reader.meaning(next) == Meaning::Of);
    let month = match reader.meaning(next + of) {
        Meaning::Month(month) => month,
        Meaning::ShortMonth(month) => month,
        _ => return None,
    };
    // "one may": a verb.
    if reader.language == Language::English && !reader.capital(next + of) {
        return None;
    }
    let after = next + of + 1;
    let (year, after) = year(reader, after).map_or((None, after), |(y, next)| (Some(y), next));
    let date = Date::new(year, u64::from(month), day)?;
    Some((dated(reader, date, at, after), after))
}

/// A year beside a month: "1759", ", 1759", "tahun 1759", "of 1759".
fn year(reader: &Reader, at: usize) -> Option<(u16, usize)> {
    let skipped = match reader.meaning(at) {
        Meaning::Mark(b',') if reader.language == Language::English => 1,
        // "Sept. 2020".
        Meaning::Mark(b'.') if reader.glued(at) => 1,
        Meaning::YearWord | Meaning::Of => 1,
        _ => 0,
    };
    let at = at + skipped;
    let (year, digits) = reader.plain(at)?;
    let follows = reader.meaning(at + 1);
    let counted = matches!(
        follows,
        Meaning::Scale(_) | Meaning::Percent | Meaning::Currency(_) | Meaning::Mark(b'/')
    ) && reader.meaning(at + 1) != Meaning::Mark(b',');
    let likely = (digits == 4 && (1000..3000).contains(&year)) || (digits == 3 && skipped == 0);
    (likely && !counted)
        .then(|| u16::try_from(year).ok())
        .flatten()
        .map(|year| (year, at + 1))
}

/// "March 20", "March 20th, 2020", "Juni 2020", "Juni".
pub(super) fn month_first(reader: &Reader, at: usize) -> Reading {
    let (month, short) = match reader.meaning(at) {
        Meaning::Month(month) => (month, Length::Full),
        Meaning::ShortMonth(month) => (month, Length::Short),
        _ => return None,
    };
    if !reader.capital(at) && (short == Length::Short || reader.language == Language::English) {
        return None;
    }
    if let Some(read) = month_day(reader, at, month) {
        return Some(read);
    }
    let year = year(reader, at + 1);
    if short == Length::Short && year.is_none() {
        return None;
    }
    let next = year.map_or(at + 1, |(_, next)| next);
    let date = Date {
        year: year.map(|(year, _)| year),
        month,
        day: None,
        weekday: None,
    };
    let mut found = dated(reader, date, at, next);
    if year.is_none() {
        found.need = Need::Advised;
        found.form = Form::Words;
    }
    Some((found, next))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Full,
    Short,
}

/// English only: the day after the month.
fn month_day(reader: &Reader, at: usize, month: u8) -> Reading {
    if reader.language == Language::Indonesian {
        return None;
    }
    let skipped = match reader.meaning(at + 1) {
        Meaning::Article => 1,
        Meaning::Mark(b'.') if reader.glued(at + 1) => 1,
        _ => 0,
    };
    let number = at + 1 + skipped;
    let (day, next) = day(reader, number)?;
    let (year, next) = year(reader, next).map_or((None, next), |(y, next)| (Some(y), next));
    let date = Date::new(year, u64::from(month), day)?;
    Some((dated(reader, date, at, next), next))
}

/// A day of the month and the first token after it: "20", "20th", "first".
pub(super) fn day(reader: &Reader, at: usize) -> Option<(u64, usize)> {
    if let Meaning::Ordinal(day) = reader.meaning(at) {
        return Some((u64::from(day), at + 1));
    }
    let (day, digits) = reader.plain(at)?;
    let ending = reader.meaning(at + 1) == Meaning::OrdinalEnding && reader.glued(at + 1);
    let next = at + 1 + usize::from(ending);
    let counted = matches!(
        reader.meaning(next),
        Meaning::Scale(_) | Meaning::Percent | Meaning::Month(_)
    );
    (digits <= 2 && day >= 1 && !counted).then_some((day, next))
}
