//! Times of the day: "pukul 14.30 WIB", "9:30 a.m.", "0230 UTC".

use super::lexicon::Meaning;
use super::phrase::{self, Core, Counting};
use super::reader::{Reader, Reading};
use super::{Amount, Clock, Form, Found, HalfOfDay, Language, Need, Otherwise, Value, Zone};

const HOUR: u32 = 3600;

/// A time after "pukul" or "jam".
pub(super) fn after_word(reader: &Reader, at: usize) -> Reading {
    let mark = matches!(reader.meaning(at + 1), Meaning::Mark(b':' | b'.'));
    let number = at + 1 + usize::from(mark);
    if reader.meaning(number) == Meaning::Half {
        return half_to(reader, at, number + 1);
    }
    let core = phrase::read(reader, number, Counting::Anything)?;
    let seconds = core.clock.or_else(|| full_hour(&core))?;
    Some(finish(reader, at, number, seconds, core.next))
}

/// "pukul setengah delapan" is half an hour before eight.
fn half_to(reader: &Reader, at: usize, number: usize) -> Reading {
    let core = phrase::read(reader, number, Counting::Anything)?;
    let seconds = full_hour(&core).filter(|seconds| *seconds >= HOUR)? - HOUR / 2;
    Some(finish(reader, at, number, seconds, core.next))
}

/// A time that what follows the figure makes one.
pub(super) fn after_number(reader: &Reader, at: usize, core: &Core) -> Reading {
    if core.clock.is_none() && core.plain.is_none() && core.form != Form::Words {
        return None;
    }
    let half_named = matches!(
        reader.meaning(core.next),
        Meaning::Morning | Meaning::Afternoon | Meaning::Night
    );
    let zone_named = || zone(reader, core.next).is_some();
    let seconds = match core.clock {
        Some(seconds) => {
            let named = half_named || zone_named() || reader.slice(at).contains(':');
            named.then_some(seconds)
        }
        None if zone_named() => four_digits(core),
        None if half_named && reader.language == Language::English => full_hour(core),
        None => None,
    };
    let seconds = seconds.or_else(|| ranges_on(reader, at, core))?;
    Some(finish(reader, at, at, seconds, core.next))
}

/// The second time of "pukul 09.00-11.00".
fn ranges_on(reader: &Reader, at: usize, core: &Core) -> Option<u32> {
    let joined = reader
        .joints
        .last()
        .is_some_and(|joint| joint.links(reader, at));
    let after_clock = matches!(
        reader.found.last(),
        Some(Found {
            value: Value::Clock(_),
            ..
        })
    );
    (joined && after_clock).then_some(core.clock).flatten()
}

/// "9.30" may be a time or a number.
pub(super) fn otherwise(reader: &Reader, at: usize, core: &Core) -> Otherwise {
    let clock = |seconds| Clock {
        seconds,
        half: half_of_day(reader, at, seconds),
        zone: None,
    };
    core.clock.map_or(Otherwise::Nothing, |seconds| {
        Otherwise::AsLikely(Value::Clock(clock(seconds)))
    })
}

/// "noon", "midnight".
pub(super) fn twelve(reader: &Reader, at: usize, hour: u8) -> (Found, usize) {
    let clock = Clock {
        seconds: u32::from(hour) * HOUR,
        half: HalfOfDay::Stated,
        zone: None,
    };
    let found = reader.made(Value::Clock(clock), Need::Free, at, at + 1);
    (found, at + 1)
}

fn full_hour(core: &Core) -> Option<u32> {
    let hour = core.amount.as_whole().filter(|hour| *hour <= 24)?;
    let hour = u32::try_from(hour).ok()?;
    let counted = core.scale == 0 && (core.plain.is_some() || core.form == Form::Words);
    counted.then_some(hour % 24 * HOUR)
}

/// "0230" before a zone.
fn four_digits(core: &Core) -> Option<u32> {
    let number = match core.plain {
        Some(4) => core.amount.as_whole()?,
        Some(1 | 2) => return full_hour(core),
        _ => return None,
    };
    let number = u32::try_from(number).ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours <= 24 && minutes < 60).then_some(hours % 24 * HOUR + minutes * 60)
}

/// Adds half of the day and zone to a time whose figure is at `number`.
fn finish(reader: &Reader, at: usize, number: usize, seconds: u32, next: usize) -> (Found, usize) {
    let mut next = next;
    let mut half = half_of_day(reader, number, seconds);
    let mut seconds = seconds;
    let day_part = reader.meaning(next);
    if let Some(shifted) = in_half(reader.language, day_part, seconds) {
        seconds = shifted;
        half = HalfOfDay::Stated;
        // "dini hari", and the dot of "p.m.".
        let more = match (day_part, reader.meaning(next + 1)) {
            (Meaning::Morning, Meaning::Measure(_)) => 1,
            (_, Meaning::Mark(b'.')) if reader.slice(next).contains('.') => 1,
            _ => 0,
        };
        next += 1 + more;
    }
    let mut zone_named = None;
    if let Some((zone, after)) = zone(reader, next) {
        zone_named = Some(zone);
        next = after;
    }
    let clock = Clock {
        seconds,
        half,
        zone: zone_named,
    };
    let mut found = reader.made(Value::Clock(clock), Need::Required, at, next);
    found.form = Form::Figures;
    (found, next)
}

/// Hours from 13 on and those with a leading zero are of the 24-hour clock.
fn half_of_day(reader: &Reader, number: usize, seconds: u32) -> HalfOfDay {
    let zero = reader.slice(number).starts_with('0') || reader.slice(number).len() == 4;
    if seconds >= 13 * HOUR || (zero && reader.meaning(number) == Meaning::Figure) {
        HalfOfDay::Stated
    } else {
        HalfOfDay::Open
    }
}

/// The time in the half of the day that a word names; none for other words.
fn in_half(language: Language, word: Meaning, seconds: u32) -> Option<u32> {
    let hour = seconds / HOUR;
    let later = match (language, word, hour) {
        (_, Meaning::Morning, 12) => return Some(seconds - 12 * HOUR),
        (_, Meaning::Morning, _) => false,
        (Language::English, Meaning::Afternoon, 0..12) => true,
        (Language::English, Meaning::Afternoon, _) => false,
        // "siang" reaches back to ten in the morning.
        (Language::Indonesian, Meaning::Afternoon, 1..8) => true,
        (Language::Indonesian, Meaning::Afternoon, _) => false,
        (_, Meaning::Night, 6..12) => true,
        (_, Meaning::Night, 12) => return Some(0),
        (_, Meaning::Night, _) => false,
        _ => return None,
    };
    Some(seconds + if later { 12 * HOUR } else { 0 })
}

/// A zone and the first token after it: "WIB", "(WIB)", "UTC+7", "Western
/// Indonesia Time".
fn zone(reader: &Reader, at: usize) -> Option<(Zone, usize)> {
    // "10 p.m. local time (WIB)".
    let local = reader.meaning(at) == Meaning::Other
        && matches!(reader.slice(at), "local time" | "waktu setempat");
    let at = at + usize::from(local);
    let open = usize::from(reader.meaning(at) == Meaning::Mark(b'('));
    let at = at + open;
    let close =
        |next: usize| next + usize::from(open == 1 && reader.meaning(next) == Meaning::Mark(b')'));
    match (reader.meaning(at), reader.meaning(at + 1)) {
        (Meaning::Zone(Zone::Utc), Meaning::Mark(b'+')) => {
            let zone = match reader.plain(at + 2)?.0 {
                7 => Zone::Wib,
                8 => Zone::Wita,
                9 => Zone::Wit,
                _ => return None,
            };
            Some((zone, close(at + 3)))
        }
        (Meaning::Zone(zone), _) => Some((zone, close(at + 1))),
        (Meaning::ZoneSide(zone), Meaning::Indonesia) => Some((zone, at + 2)),
        (Meaning::ZoneSide(Zone::Wib), _)
            if reader.slice(at + 1).trim_start().starts_with("time") =>
        {
            Some((Zone::Wib, at + 1))
        }
        _ => None,
    }
}

/// What "9" says when it is a time: for the full hours.
pub(super) fn hour_amount(clock: Clock) -> Option<Amount> {
    clock
        .seconds
        .is_multiple_of(HOUR)
        .then(|| Amount::whole(u64::from(clock.seconds / HOUR)))
}
