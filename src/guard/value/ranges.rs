//! What two values that stand side by side lend each other: the million of
//! "50 to 100 million", the month of "24-28 Juni", the day of "Rabu (5/1)".

use super::lexicon::Meaning;
use super::reader::Reader;
use super::{Amount, Clock, Date, Form, Found, Language, Measure, Otherwise, Value};

/// How a value hangs together with the one before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joint {
    /// The value's first token.
    first: usize,
    /// The first token after the value.
    next: usize,
    /// What joins it to the value before.
    link: Link,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Nothing,
    /// A dash or "to": both are of one kind.
    Range,
    /// "and" or a comma.
    List,
}

impl Joint {
    /// Whether only a joining word stands between this value and a token.
    pub fn links(&self, reader: &Reader, at: usize) -> bool {
        link(reader, self.next, at) != Link::Nothing
    }
}

fn link(reader: &Reader, from: usize, to: usize) -> Link {
    let token = |steps: usize| reader.meaning(from + steps);
    match to.checked_sub(from) {
        Some(1) => match token(0) {
            Meaning::Dash | Meaning::Between | Meaning::Ke => Link::Range,
            Meaning::And | Meaning::Mark(b',') => Link::List,
            _ => Link::Nothing,
        },
        Some(2) => match (token(0), token(1)) {
            (Meaning::Between, Meaning::Mark(b'.') | Meaning::Between) => Link::Range,
            (Meaning::Mark(b','), Meaning::And) => Link::List,
            _ => Link::Nothing,
        },
        _ => Link::Nothing,
    }
}

/// Adds a value, of the tokens `first..next`, and lets it and its neighbour
/// complete each other.
pub(super) fn push(reader: &mut Reader, mut found: Found, first: usize, next: usize) {
    let joint = match (reader.joints.last(), reader.found.last().copied()) {
        (Some(&joint), Some(before)) => {
            let between = (joint.next, first);
            if is_double_writing(reader, &before, &found, between, next) {
                return;
            }
            take_weekday(reader, &before, &mut found, between);
            let link = link(reader, between.0, between.1);
            if link != Link::Nothing {
                let power = match scale_in(reader, joint.first, joint.next) {
                    0 => scale_in(reader, first, next),
                    _ => 0,
                };
                complete(reader, &mut found, link, power);
            }
            Joint { first, next, link }
        }
        _ => Joint {
            first,
            next,
            link: Link::Nothing,
        },
    };
    spread_month(reader, &found, joint.link);
    reader.found.push(found);
    reader.joints.push(joint);
}

/// "81 (delapan puluh satu)" is one number.
fn is_double_writing(
    reader: &Reader,
    before: &Found,
    found: &Found,
    (from, to): (usize, usize),
    next: usize,
) -> bool {
    to == from + 1
        && reader.meaning(from) == Meaning::Mark(b'(')
        && reader.meaning(next) == Meaning::Mark(b')')
        && found.form == Form::Words
        && found.amount().is_some()
        && found.amount() == before.amount()
}

/// The day's name before a date belongs to it.
fn take_weekday(
    reader: &mut Reader,
    before: &Found,
    found: &mut Found,
    (from, to): (usize, usize),
) {
    let (Value::Weekday(weekday), Value::Date(date)) = (before.value, found.value) else {
        return;
    };
    let beside = to.checked_sub(from).is_some_and(|tokens| tokens <= 4)
        && (from..to).all(|at| {
            matches!(
                reader.meaning(at),
                Meaning::Mark(b'(' | b',')
                    | Meaning::Morning
                    | Meaning::Afternoon
                    | Meaning::Night
                    | Meaning::DayPart
                    | Meaning::Article
                    | Meaning::Measure(Measure::Day)
            )
        });
    if beside && date.day.is_some() {
        let with = |date: Date| Date {
            weekday: Some(weekday),
            ..date
        };
        found.value = Value::Date(with(date));
        if let Otherwise::AsLikely(Value::Date(other)) = found.otherwise {
            found.otherwise = Otherwise::AsLikely(Value::Date(with(other)));
        }
        found.start = before.start;
        let bracket = (from..to).any(|at| reader.meaning(at) == Meaning::Mark(b'('));
        if bracket && reader.text.as_bytes().get(found.end) == Some(&b')') {
            found.end += 1;
        }
        reader.found.pop();
        reader.joints.pop();
    }
}

/// Lets the last value and the new one, which a scale word of this power
/// multiplies, complete each other.
fn complete(reader: &mut Reader, found: &mut Found, link: Link, power: u8) {
    let language = reader.language;
    let Some(before) = reader.found.last_mut() else {
        return;
    };
    match (before.value, found.value) {
        (Value::Number(left), Value::Number(right)) => {
            lend_scale(before, left, power, Value::Number);
            if link == Link::Range && before.measure.is_none() {
                before.measure = found.measure;
            }
            abbreviated_year(before, left, found, right, link);
        }
        (Value::Number(left), Value::Percent(_)) => {
            lend_scale(before, left, power, Value::Percent);
            if link == Link::Range && before.measure.is_none() {
                before.value = Value::Percent(left);
            }
        }
        (Value::Number(left), Value::Money(_, currency)) => {
            let money = |amount| Value::Money(amount, currency);
            lend_scale(before, left, power, money);
            if link == Link::Range && before.measure.is_none() {
                before.value = money(left);
            }
        }
        (Value::Money(left, currency), Value::Number(right)) if link == Link::Range => {
            let money = |amount| Value::Money(amount, currency);
            lend_scale(before, left, power, money);
            found.value = money(right);
        }
        (Value::Money(left, currency), Value::Money(..)) => {
            lend_scale(before, left, power, |amount| Value::Money(amount, currency));
        }
        (Value::Date(date), Value::Number(day)) if language == Language::English => {
            another_day(date, day, found);
        }
        (Value::Clock(left), Value::Clock(right)) => lend_zone(before, left, right),
        (Value::Number(_), Value::Clock(right)) if link == Link::Range => {
            number_to_clock(before, right);
        }
        _ => {}
    }
}

/// "5-10 juta" may mean 5 million to 10 million.
fn lend_scale(before: &mut Found, left: Amount, power: u8, value: impl Fn(Amount) -> Value) {
    if power > 0 && before.otherwise == Otherwise::Nothing {
        before.otherwise = Otherwise::AsLikely(value(left.scaled(power)));
    }
}

/// The power of ten that the scale words among some tokens make.
fn scale_in(reader: &Reader, first: usize, next: usize) -> u8 {
    (first..next)
        .map(|at| match reader.meaning(at) {
            Meaning::Scale(power) | Meaning::ShortScale(power) | Meaning::LetterScale(power) => {
                power
            }
            _ => 0,
        })
        .fold(0, u8::saturating_add)
}

/// "1995-96".
fn abbreviated_year(before: &Found, left: Amount, found: &mut Found, right: Amount, link: Link) {
    let (Some(left), Some(right)) = (left.as_whole(), right.as_whole()) else {
        return;
    };
    let years = (1000..3000).contains(&left)
        && (1..100).contains(&right)
        && left % 100 < right
        && before.form == Form::Figures
        && found.form == Form::Figures
        && found.measure.is_none();
    if years && link == Link::Range && found.otherwise == Otherwise::Nothing {
        let year = Amount::whole(left / 100 * 100 + right);
        found.otherwise = Otherwise::AsLikely(Value::Number(year));
    }
}

/// "March 20-21", "March 20 and 21".
fn another_day(date: Date, number: Amount, found: &mut Found) {
    let day = number
        .as_whole()
        .filter(|_| date.day.is_some() && found.form == Form::Figures && found.measure.is_none());
    if let Some(day) = day.and_then(|day| Date::new(date.year, u64::from(date.month), day)) {
        found.otherwise = Otherwise::AsLikely(found.value);
        found.value = Value::Date(day);
    }
}

fn lend_zone(before: &mut Found, left: Clock, right: Clock) {
    before.value = Value::Clock(Clock {
        zone: left.zone.or(right.zone),
        ..left
    });
}

/// "09.00-11.00 WIB", "9 to 11 a.m.".
fn number_to_clock(before: &mut Found, right: Clock) {
    if let Otherwise::AsLikely(Value::Clock(clock)) = before.otherwise {
        before.otherwise = Otherwise::AsLikely(before.value);
        before.value = Value::Clock(Clock {
            zone: clock.zone.or(right.zone),
            ..clock
        });
    }
}

/// "24-28 Juni": the numbers before are days of that month.
fn spread_month(reader: &mut Reader, found: &Found, link: Link) {
    let Value::Date(date) = found.value else {
        return;
    };
    if date.day.is_none() {
        return;
    }
    let mut link = link;
    for (before, joint) in reader
        .found
        .iter_mut()
        .zip(reader.joints.iter())
        .rev()
        .take(8)
    {
        let counted = before.measure.is_some() || before.form != Form::Figures;
        let (Value::Number(amount) | Value::Ordinal(amount)) = before.value else {
            return;
        };
        let day = amount.as_whole().filter(|_| !counted);
        let day = day.and_then(|day| Date::new(date.year, u64::from(date.month), day));
        let (Some(day), true) = (day, link != Link::Nothing) else {
            return;
        };
        before.otherwise = Otherwise::AsLikely(before.value);
        before.value = Value::Date(day);
        link = joint.link;
    }
}
