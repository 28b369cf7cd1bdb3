//! The values of a text, sorted so that any one of them is found quickly.

use super::Weekday;
use super::clocks::hour_amount;
use super::{Amount, Clock, Date, Form, Found, HALF_DAY, HalfOfDay, Need, Otherwise, Value};

/// What values are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A number that stands for itself.
    Amount(Amount),
    /// What a figure would say with the other language's separators.
    Separators(Amount),
    /// The day or the year of a date.
    PartOfDate(u16),
    Decade(u16),
    Seconds(u32),
    /// Year, month, day.
    Date(u16, u8, u8),
    /// Month and day of a date, with a year or without.
    Day(u8, u8),
    /// Year and month of a date.
    YearMonth(u16, u8),
    /// The month of a date.
    Month(u8),
    /// A month without a day.
    MonthAlone(u8),
    Weekday(Weekday),
    Vague(u8),
}

/// The values of one text, or of several.
#[derive(Clone, Debug, Default)]
pub struct Bag<'a> {
    entries: Vec<(Key, usize)>,
    found: Vec<&'a [Found]>,
}

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match<'a> {
    /// It is there.
    Same(&'a Found),
    /// It is there if the separators are those of the other language.
    OtherSeparators(&'a Found),
    /// Its parts are there, each for itself, or in another value.
    InParts,
    /// It is not there.
    Missing,
}

/// How many equal values are looked at to find the one with the same unit.
const EQUALS: usize = 8;

impl<'a> Bag<'a> {
    /// The values of one text.
    pub fn of(found: &'a [Found]) -> Bag<'a> {
        let mut bag = Bag::default();
        bag.add(found);
        bag.sort();
        bag
    }

    /// The values of several texts.
    pub fn of_all(texts: impl IntoIterator<Item = &'a [Found]>) -> Bag<'a> {
        let mut bag = Bag::default();
        for found in texts {
            bag.add(found);
        }
        bag.sort();
        bag
    }

    fn sort(&mut self) {
        self.entries.sort_unstable();
    }

    fn add(&mut self, found: &'a [Found]) {
        if found.is_empty() {
            return;
        }
        let base = self.found.iter().map(|found| found.len()).sum::<usize>();
        self.found.push(found);
        self.entries.reserve(found.len() * 2);
        for (at, found) in found.iter().enumerate() {
            self.add_value(found.value, base + at);
            match found.otherwise {
                Otherwise::Nothing => {}
                Otherwise::AsLikely(value) => self.add_value(value, base + at),
                Otherwise::OtherSeparators(value) => {
                    if let Some(amount) = value.amount() {
                        self.entries.push((Key::Separators(amount), base + at));
                    }
                }
            }
        }
    }

    fn add_value(&mut self, value: Value, at: usize) {
        match value {
            Value::Number(amount)
            | Value::Percent(amount)
            | Value::Money(amount, _)
            | Value::Ordinal(amount) => self.entries.push((Key::Amount(amount), at)),
            Value::Decade(years) => {
                self.entries.push((Key::Decade(years), at));
                self.entries.push((Key::Decade(years % 100), at));
            }
            Value::Vague(power) => self.entries.push((Key::Vague(power), at)),
            Value::Clock(clock) => self.entries.push((Key::Seconds(clock.seconds), at)),
            Value::Date(date) => self.add_date(date, at),
            Value::Weekday(weekday) => self.entries.push((Key::Weekday(weekday), at)),
        }
    }

    fn add_date(&mut self, date: Date, at: usize) {
        self.entries.push((Key::Month(date.month), at));
        if let Some(weekday) = date.weekday {
            self.entries.push((Key::Weekday(weekday), at));
        }
        if let Some(year) = date.year {
            self.entries.push((Key::PartOfDate(year), at));
            self.entries.push((Key::YearMonth(year, date.month), at));
        }
        match date.day {
            Some(day) => {
                self.entries.push((Key::PartOfDate(u16::from(day)), at));
                self.entries.push((Key::Day(date.month, day), at));
                if let Some(year) = date.year {
                    self.entries.push((Key::Date(year, date.month, day), at));
                }
            }
            None => self.entries.push((Key::MonthAlone(date.month), at)),
        }
    }

    fn equals(&self, key: Key) -> impl Iterator<Item = &'a Found> + '_ {
        let first = self.entries.partition_point(|(other, _)| *other < key);
        self.entries[first..]
            .iter()
            .take_while(move |(other, _)| *other == key)
            .take(EQUALS)
            .filter_map(|(_, at)| self.get(*at))
    }

    fn get(&self, at: usize) -> Option<&'a Found> {
        let mut at = at;
        for found in &self.found {
            match found.get(at) {
                Some(found) => return Some(found),
                None => at -= found.len(),
            }
        }
        None
    }

    fn has(&self, key: Key) -> bool {
        self.equals(key).next().is_some()
    }

    /// Whether a whole number stands there, by itself or in a date.
    pub fn has_whole(&self, number: u16) -> bool {
        self.has(Key::Amount(Amount::whole(u64::from(number)))) || self.has(Key::PartOfDate(number))
    }

    /// How often an amount stands there, up to a handful.
    pub fn times(&self, amount: Amount) -> usize {
        self.equals(Key::Amount(amount)).count()
    }

    /// Where an amount stands first.
    pub fn first(&self, amount: Amount) -> Option<&'a Found> {
        self.equals(Key::Amount(amount)).next()
    }

    /// Whether a day of the week is named.
    pub fn has_weekday(&self, weekday: Weekday) -> bool {
        self.has(Key::Weekday(weekday))
    }

    /// Whether a date with this month and day is named, in whatever year.
    pub fn has_day(&self, date: Date) -> bool {
        date.day
            .is_some_and(|day| self.has(Key::Day(date.month, day)))
    }

    /// Looks for a value of another text in any of its readings.
    pub fn find(&self, wanted: &Found) -> Match<'a> {
        let first = self.find_value(wanted.value, wanted);
        if matches!(first, Match::Same(_) | Match::InParts) {
            return first;
        }
        match wanted.otherwise {
            Otherwise::Nothing => first,
            Otherwise::AsLikely(other) => match self.find_value(other, wanted) {
                Match::Missing => first,
                second => second,
            },
            Otherwise::OtherSeparators(other) => match self.find_value(other, wanted) {
                Match::Same(found) => Match::OtherSeparators(found),
                Match::Missing => first,
                second => second,
            },
        }
    }

    fn find_value(&self, value: Value, wanted: &Found) -> Match<'a> {
        match value {
            Value::Number(amount)
            | Value::Percent(amount)
            | Value::Money(amount, _)
            | Value::Ordinal(amount) => self.find_amount(amount, wanted),
            Value::Decade(years) => self.find_decade(years),
            Value::Vague(power) => self
                .equals(Key::Vague(power))
                .next()
                .map_or(Match::Missing, Match::Same),
            Value::Clock(clock) => self.find_clock(clock),
            Value::Date(date) => self.find_date(date),
            Value::Weekday(weekday) => self
                .equals(Key::Weekday(weekday))
                .next()
                .map_or(Match::Missing, Match::Same),
        }
    }

    fn find_amount(&self, amount: Amount, wanted: &Found) -> Match<'a> {
        let mut same = self.equals(Key::Amount(amount));
        if let Some(first) = same.next() {
            let best = std::iter::once(first)
                .chain(same)
                .find(|found| is_alike(found, wanted));
            return Match::Same(best.unwrap_or(first));
        }
        if let Some(found) = self.equals(Key::Separators(amount)).next() {
            return Match::OtherSeparators(found);
        }
        let whole = amount
            .as_whole()
            .and_then(|whole| u16::try_from(whole).ok());
        let Some(whole) = whole else {
            return Match::Missing;
        };
        let hour = (whole <= 24).then(|| u32::from(whole) % 24 * 3600);
        let in_parts = self.has(Key::PartOfDate(whole))
            || hour.is_some_and(|hour| {
                self.has(Key::Seconds(hour))
                    || self.has(Key::Seconds((hour + HALF_DAY) % (2 * HALF_DAY)))
            });
        if in_parts {
            Match::InParts
        } else {
            Match::Missing
        }
    }

    fn find_decade(&self, years: u16) -> Match<'a> {
        let bare = self.equals(Key::Decade(years % 100)).find(|found| {
            matches!(found.value, Value::Decade(other) if years < 100 || other < 100 || other == years)
        });
        match bare {
            Some(found) => Match::Same(found),
            // "30-an" may be an age: "about 30", "in their thirties".
            None if years < 100 && self.has_whole(years) => Match::InParts,
            None => Match::Missing,
        }
    }

    fn find_clock(&self, clock: Clock) -> Match<'a> {
        let same = self.equals(Key::Seconds(clock.seconds)).next();
        let other_half = || {
            self.equals(Key::Seconds((clock.seconds + HALF_DAY) % (2 * HALF_DAY)))
                .find(|found| {
                    let half = |value| match value {
                        Value::Clock(clock) => Some(clock.half),
                        _ => None,
                    };
                    let other = match found.otherwise {
                        Otherwise::AsLikely(other) => half(other),
                        _ => None,
                    };
                    let other = half(found.value).or(other);
                    clock.half == HalfOfDay::Open || other == Some(HalfOfDay::Open)
                })
        };
        if let Some(found) = same.or_else(other_half) {
            return Match::Same(found);
        }
        if let Some(found) = self.converted(clock) {
            return Match::Same(found);
        }
        let hour = |clock| hour_amount(clock).is_some_and(|hour| self.has(Key::Amount(hour)));
        let twelve_hour = Clock {
            seconds: clock.seconds.checked_sub(HALF_DAY).unwrap_or(clock.seconds),
            ..clock
        };
        if hour(clock) || hour(twelve_hour) {
            return Match::InParts;
        }
        Match::Missing
    }

    /// The same moment in another zone that the text names.
    fn converted(&self, clock: Clock) -> Option<&'a Found> {
        const HOUR: u32 = 3600;
        let zone = clock.zone?;
        let day = 2 * HALF_DAY;
        let universal = (clock.seconds + day - zone.hours_ahead() * HOUR) % day;
        [0, 7, 8, 9].into_iter().find_map(|ahead| {
            self.equals(Key::Seconds((universal + ahead * HOUR) % day))
                .find(|found| {
                    matches!(found.value, Value::Clock(Clock { zone: Some(other), .. })
                        if other.hours_ahead() == ahead)
                })
        })
    }

    fn find_date(&self, date: Date) -> Match<'a> {
        let same = |key| self.equals(key).next().map(Match::Same);
        let lone_year = || date.year.is_none_or(|year| self.has_whole(year));
        let found = match (date.year, date.day) {
            (Some(year), Some(day)) => same(Key::Date(year, date.month, day)).or_else(|| {
                // The year may stand apart, but not with another year's date.
                self.equals(Key::Day(date.month, day))
                    .find(|found| matches!(found.value, Value::Date(Date { year: None, .. })))
                    .filter(|_| lone_year())
                    .map(Match::Same)
            }),
            (None, Some(day)) => same(Key::Day(date.month, day)),
            (Some(year), None) => same(Key::YearMonth(year, date.month)).or_else(|| {
                (self.has(Key::Month(date.month)) && lone_year()).then_some(Match::InParts)
            }),
            (None, None) => same(Key::Month(date.month)),
        };
        found.unwrap_or_else(|| match date.day {
            Some(day)
                if self.has(Key::MonthAlone(date.month))
                    && self.has(Key::Amount(Amount::whole(u64::from(day))))
                    && lone_year() =>
            {
                Match::InParts
            }
            _ => Match::Missing,
        })
    }
}

/// Whether two values of one amount are of one kind too.
fn is_alike(a: &Found, b: &Found) -> bool {
    a.measure == b.measure
        && match (a.value, b.value) {
            (Value::Money(_, a), Value::Money(_, b)) => a == b,
            (a, b) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
        }
}

/// The values of a sentence that none of the texts has: what a summary
/// invents. Free words such as "one" and "first" are not asked for.
pub fn unsupported<'c>(claim: &'c [Found], texts: &Bag) -> Vec<&'c Found> {
    claim
        .iter()
        .filter(|found| match found.form {
            Form::Figures | Form::ForeignFigures => true,
            Form::Words => found.need == Need::Required && !found.is_zero(),
            Form::AmbiguousDate => false,
        })
        .filter(|found| match texts.find(found) {
            Match::Same(same) => !is_same_money(found, same),
            Match::InParts => false,
            Match::OtherSeparators(_) | Match::Missing => true,
        })
        .collect()
}

/// Whether every value of a sentence is in the texts.
pub fn supported(claim: &[Found], texts: &Bag) -> bool {
    unsupported(claim, texts).is_empty()
}

fn is_same_money(a: &Found, b: &Found) -> bool {
    match (a.value, b.value) {
        (Value::Money(_, a), Value::Money(_, b)) => a.agrees_with(b),
        _ => true,
    }
}
