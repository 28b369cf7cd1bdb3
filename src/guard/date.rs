//! Dates, days of the week and times of the day: day and month in their
//! order, no year that nobody wrote, no zone that nobody named.

use super::value::{
    Clock, Date, Form, Found, Match, Need, Otherwise, Pair, Value, Values, Weekday, indonesian,
};
use crate::article::{Flag, Severity};

#[cfg(test)]
mod tests;

/// The day of publication that an input gives, such as `2022-01-05T10:00` or
/// `Rabu, 5 Januari 2022`; none where the text has no full date.
pub fn published(text: &str) -> Option<Date> {
    indonesian(text)
        .into_iter()
        .find_map(|found| match found.value {
            Value::Date(date) => date.day_number().map(|_| date.bare()),
            _ => None,
        })
}

/// Compares the dates and times of a part with those of its translation. The
/// day of publication tells the year of a date that has none.
pub fn check(
    part: &str,
    source: &str,
    target: &str,
    published: Option<Date>,
    flags: &mut Vec<Flag>,
) {
    let source = Values::indonesian(source);
    let target = Values::english(target);
    compare(&Pair::new(part, &source, &target), published, flags);
}

/// How many missing and how many new dates of one part are looked for.
const MOST: usize = 50;

/// Compares dates and times that are already read.
pub fn compare(pair: &Pair, published: Option<Date>, flags: &mut Vec<Flag>) {
    let room = flags.len() + MOST;
    let mut missing = Vec::new();
    for found in timed(&pair.source.found) {
        if flags.len() >= room || missing.len() >= MOST {
            break;
        }
        if let Value::Date(date) = found.value {
            weekday_disagrees(pair, found, date, published, flags);
        }
        match pair.in_target.find(found) {
            Match::Same(same) => same_time(pair, found, same, flags),
            Match::InParts => {}
            Match::OtherSeparators(_) | Match::Missing => {
                if !swapped(pair, found, flags) && found.need != Need::Free {
                    missing.push(found);
                }
            }
        }
    }
    let mut added = Vec::new();
    for found in timed(&pair.target.found) {
        if flags.len() >= room + MOST || added.len() >= MOST {
            break;
        }
        ambiguous(pair, found, flags);
        if pair.in_source.find(found) == Match::Missing
            && found.need != Need::Free
            && !year_invented(pair, found, published, flags)
            && !is_swapped(pair, found)
            && !pair.target.is_name(found, pair.source.text)
        {
            added.push(found);
        }
    }
    weekday_changed(pair, flags);
    if !missing.is_empty() || !added.is_empty() {
        report(pair, &missing, added, flags);
    }
}

/// Dates, decades and times; days of the week are compared as a set.
fn timed(found: &[Found]) -> impl Iterator<Item = &Found> {
    found.iter().filter(|found| {
        matches!(
            found.value,
            Value::Date(_) | Value::Clock(_) | Value::Decade(_)
        )
    })
}

/// The year of a date: its own, or the one that brings it nearest to the day
/// of publication.
fn year_of(date: Date, published: Option<Date>) -> Option<u16> {
    if date.year.is_some() {
        return date.year;
    }
    let published = published?;
    let day = published.day_number()?;
    let year = published.year?;
    (year.saturating_sub(1)..=year.saturating_add(1)).min_by_key(|year| {
        let year = Some(*year);
        Date { year, ..date }
            .day_number()
            .map_or(i64::MAX, |other| (other - day).abs())
    })
}

/// Whether a date lies so near the day of publication that its year needs no
/// telling.
fn is_near(date: Date, published: Option<Date>) -> bool {
    const DAYS: i64 = 200;
    let published = published.and_then(Date::day_number);
    let distance = |published: i64| Some((date.day_number()? - published).abs());
    published
        .and_then(distance)
        .is_some_and(|days| days <= DAYS)
}

/// Whether a date names a day of the week that the calendar does not.
pub(super) fn contradicts_itself(found: &Found, published: Option<Date>) -> bool {
    match found.value {
        Value::Date(date) => other_weekday(date, published).is_some(),
        _ => false,
    }
}

/// The day of the week that the calendar gives a date, where the text gives it
/// another.
fn other_weekday(date: Date, published: Option<Date>) -> Option<Weekday> {
    let named = date.weekday?;
    let year = year_of(date, published);
    let calendar = Date { year, ..date }.calendar_weekday()?;
    (named != calendar).then_some(calendar)
}

/// The newsroom's own mistake: nobody repairs it, but somebody is to look.
fn weekday_disagrees(
    pair: &Pair,
    found: &Found,
    date: Date,
    published: Option<Date>,
    flags: &mut Vec<Flag>,
) {
    let Some(calendar) = other_weekday(date, published) else {
        return;
    };
    let message = format!(
        "The source says \"{}\", but that day was a {}: ask the newsroom which is right.",
        pair.source.words(found),
        calendar.english()
    );
    let check = "date.weekday_disagrees";
    flags.push(pair.flag(check, Severity::Warning, (Some(found), None), message));
}

fn same_time(pair: &Pair, source: &Found, target: &Found, flags: &mut Vec<Flag>) {
    let (Value::Clock(from), Value::Clock(to)) = (source.value, target.value) else {
        return;
    };
    let severity = match (from.zone, to.zone) {
        (Some(from_zone), Some(to_zone)) if from_zone != to_zone => {
            if is_same_moment(from, to) {
                return;
            }
            Severity::Error
        }
        (Some(_), None) => Severity::Warning,
        _ => return,
    };
    let message = format!(
        "\"{}\" became \"{}\": check the time zone.",
        pair.source.words(source),
        pair.target.words(target)
    );
    let both = (Some(source), Some(target));
    flags.push(pair.flag("time.zone", severity, both, message));
}

/// Whether two times with zones are one moment, but for the day.
fn is_same_moment(a: Clock, b: Clock) -> bool {
    const DAY: u32 = 24 * 60 * 60;
    let universal = |clock: Clock| {
        let ahead = clock.zone.map_or(0, |zone| zone.hours_ahead());
        (clock.seconds + DAY - ahead * 3600) % DAY
    };
    universal(a) == universal(b)
}

/// Reports a date whose day and month changed places.
fn swapped(pair: &Pair, found: &Found, flags: &mut Vec<Flag>) -> bool {
    let Value::Date(date) = found.value else {
        return false;
    };
    let Some(swapped) = date.swapped() else {
        return false;
    };
    let wanted = Found {
        value: Value::Date(swapped),
        otherwise: Otherwise::Nothing,
        ..*found
    };
    let Match::Same(target) = pair.in_target.find(&wanted) else {
        return false;
    };
    let message = format!(
        "\"{}\" became \"{}\": the first figure is the day.",
        pair.source.words(found),
        pair.target.words(target)
    );
    let both = (Some(found), Some(target));
    flags.push(pair.flag("date.swapped", Severity::Error, both, message));
    true
}

/// Whether a date of the translation is one of the source with day and month
/// exchanged, and so reported already.
fn is_swapped(pair: &Pair, found: &Found) -> bool {
    let Value::Date(date) = found.value else {
        return false;
    };
    date.swapped()
        .is_some_and(|date| pair.in_source.has_day(date))
}

/// "5/1/2022" is two dates to English readers.
fn ambiguous(pair: &Pair, found: &Found, flags: &mut Vec<Flag>) {
    if found.form == Form::AmbiguousDate {
        let message = format!(
            "\"{}\" can be read with day or month first: write the month's name.",
            pair.target.words(found)
        );
        let check = "date.ambiguous";
        flags.push(pair.flag(check, Severity::Warning, (None, Some(found)), message));
    }
}

/// Reports a year that the translation gives to a date of the source that
/// has none, unless the day of publication tells it.
fn year_invented(
    pair: &Pair,
    found: &Found,
    published: Option<Date>,
    flags: &mut Vec<Flag>,
) -> bool {
    let Value::Date(date) = found.value else {
        return false;
    };
    let without_year = Found {
        value: Value::Date(Date { year: None, ..date }),
        otherwise: Otherwise::Nothing,
        ..*found
    };
    let source = match (date.year, pair.in_source.find(&without_year)) {
        (Some(_), Match::Same(source)) => source,
        _ => return false,
    };
    match source.value {
        Value::Date(original) if original.year.is_none() => {
            if is_near(date, published) {
                return true;
            }
        }
        _ => return false,
    }
    let message = format!(
        "\"{}\" has no year in the source, which says \"{}\": leave the year out.",
        pair.target.words(found),
        pair.source.words(source)
    );
    let both = (Some(source), Some(found));
    flags.push(pair.flag("date.year_invented", Severity::Error, both, message));
    true
}

/// A day of the week that gave way to another.
fn weekday_changed(pair: &Pair, flags: &mut Vec<Flag>) {
    let lost = weekdays(&pair.source.found).find(|(day, _)| !pair.in_target.has_weekday(*day));
    let new = weekdays(&pair.target.found).find(|(day, _)| !pair.in_source.has_weekday(*day));
    if let (Some((from, source)), Some((to, target))) = (lost, new) {
        let message = format!(
            "The source says {} and the translation {}: correct the day of the week.",
            from.english(),
            to.english()
        );
        let both = (Some(source), Some(target));
        flags.push(pair.flag("date.weekday_changed", Severity::Error, both, message));
    }
}

fn weekdays(found: &[Found]) -> impl Iterator<Item = (Weekday, &Found)> {
    found.iter().filter_map(|found| match found.value {
        Value::Weekday(weekday) => Some((weekday, found)),
        Value::Date(date) => date.weekday.map(|weekday| (weekday, found)),
        _ => None,
    })
}

/// Pairs what is missing with what is new, and reports what is left.
fn report(pair: &Pair, missing: &[&Found], mut added: Vec<&Found>, flags: &mut Vec<Flag>) {
    for source in missing {
        let at = added
            .iter()
            .position(|target| is_clock(target) == is_clock(source));
        let target = at.map(|at| added.remove(at));
        flags.push(changed(pair, Some(source), target));
    }
    for target in added {
        flags.push(changed(pair, None, Some(target)));
    }
}

fn is_clock(found: &Found) -> bool {
    matches!(found.value, Value::Clock(_))
}

fn changed(pair: &Pair, source: Option<&Found>, target: Option<&Found>) -> Flag {
    let from = source.map(|found| pair.source.words(found));
    let to = target.map(|found| pair.target.words(found));
    let clock = source.or(target).is_some_and(is_clock);
    let (check, what) = match clock {
        true => ("time.changed", "time"),
        false => ("date.changed", "date"),
    };
    let message = match (from, to) {
        (Some(from), Some(to)) => format!("\"{from}\" became \"{to}\": correct the {what}."),
        (Some(from), None) => format!("\"{from}\" is not in the translation: add the {what}."),
        (None, Some(to)) => format!("\"{to}\" is not in the source: remove or correct the {what}."),
        (None, None) => String::new(),
    };
    // A month alone is a word like others: "April" may be "last month".
    let sure = |found: Option<&Found>| found.is_some_and(|found| found.need == Need::Required);
    let severity = match (source, target) {
        (Some(_), Some(_)) => Severity::Error,
        _ if sure(source) || sure(target) => Severity::Error,
        _ => Severity::Warning,
    };
    pair.flag(check, severity, (source, target), message)
}
