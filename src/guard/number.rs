//! Numbers, money, percentages and units: every value of the source must be
//! in the translation, and the translation may add none.

use super::value::{Amount, Bag, Form, Found, Match, Need, Pair, Value, Values};
use crate::article::{Flag, Severity};

#[cfg(test)]
mod tests;

/// How many missing and how many new numbers of one part are looked for: who
/// has read fifty flags does not need the rest.
const MOST: usize = 50;

/// Compares the numbers of a part with those of its translation.
pub fn check(part: &str, source: &str, target: &str, flags: &mut Vec<Flag>) {
    let source = Values::indonesian(source);
    let target = Values::english(target);
    compare(&Pair::new(part, &source, &target), flags);
}

/// Compares numbers that are already read.
pub fn compare(pair: &Pair, flags: &mut Vec<Flag>) {
    let room = flags.len() + MOST;
    let mut missing = Vec::new();
    for found in counted(&pair.source.found) {
        if flags.len() >= room || missing.len() >= MOST {
            break;
        }
        match pair.in_target.find(found) {
            Match::Same(same) => {
                same_amount(pair, found, same, flags);
                flags.extend(fewer(pair, found, same));
            }
            Match::OtherSeparators(other) if is_copied(pair, found, other) => {
                flags.push(separator(pair, Some(found), other));
            }
            Match::Missing | Match::OtherSeparators(_) if found.need != Need::Free => {
                missing.push(found);
            }
            Match::Missing | Match::OtherSeparators(_) | Match::InParts => {}
        }
    }
    let mut added = Vec::new();
    for found in counted(&pair.target.found) {
        if added.len() >= MOST {
            break;
        }
        match pair.in_source.find(found) {
            Match::OtherSeparators(source) if is_copied(pair, source, found) => {}
            Match::Missing | Match::OtherSeparators(_) if found.need != Need::Free => {
                added.push(found);
            }
            _ => {}
        }
    }
    missing.retain(|found| !pair.source.is_name(found, pair.target.text));
    added.retain(|found| !pair.target.is_name(found, pair.source.text));
    vague_changed(pair, flags);
    if !missing.is_empty() || !added.is_empty() {
        report(pair, &missing, added, flags);
    }
}

/// A figure that the source repeats and the translation has less often.
fn fewer(pair: &Pair, source: &Found, target: &Found) -> Option<Flag> {
    let figures = source.form == Form::Figures && target.form == Form::Figures;
    let amount = source.amount().filter(|_| figures)?;
    let times = |bag: &Bag| bag.times(amount);
    let is_first = pair.in_source.first(amount) == Some(source);
    let there = times(&pair.in_target);
    if !is_first || there == 0 || there >= times(&pair.in_source) {
        return None;
    }
    let message = format!(
        "\"{}\" is there less often than in the source: look whether one is missing.",
        pair.target.words(target)
    );
    let both = (Some(source), Some(target));
    Some(pair.flag("number.missing", Severity::Warning, both, message))
}

/// "ribuan" that became "millions".
fn vague_changed(pair: &Pair, flags: &mut Vec<Flag>) {
    let is_vague = |found: &&Found| matches!(found.value, Value::Vague(_));
    let mut lost = pair.source.found.iter().filter(is_vague);
    let Some(lost) = lost.find(|found| pair.in_target.find(found) == Match::Missing) else {
        return;
    };
    let mut new = pair.target.found.iter().filter(is_vague);
    if let Some(new) = new.find(|found| pair.in_source.find(found) == Match::Missing) {
        flags.push(changed(pair, "number.scale", lost, new));
    }
}

fn counted(found: &[Found]) -> impl Iterator<Item = &Found> {
    found.iter().filter(|found| found.amount().is_some())
}

/// Whether a figure was taken over as it stood.
fn is_copied(pair: &Pair, source: &Found, target: &Found) -> bool {
    let figure = figure(pair.target.words(target));
    figure.len() > 1 && pair.source.words(source).contains(figure)
}

/// From the first digit of a value to the last.
fn figure(words: &str) -> &str {
    let first = words.find(|c: char| c.is_ascii_digit());
    let last = words.rfind(|c: char| c.is_ascii_digit());
    match (first, last) {
        (Some(first), Some(last)) => &words[first..=last],
        _ => "",
    }
}

fn separator(pair: &Pair, source: Option<&Found>, target: &Found) -> Flag {
    let message = format!(
        "\"{}\" still has Indonesian separators: write it the English way.",
        pair.target.words(target)
    );
    let check = "number.separator";
    pair.flag(check, Severity::Error, (source, Some(target)), message)
}

/// Two equal amounts may still differ in what they count.
fn same_amount(pair: &Pair, source: &Found, target: &Found, flags: &mut Vec<Flag>) {
    if target.form == Form::ForeignFigures {
        flags.push(separator(pair, Some(source), target));
    }
    let Some((check, severity, what)) = difference(source, target) else {
        return;
    };
    let message = format!(
        "\"{}\" became \"{}\": check the {what}.",
        pair.source.words(source),
        pair.target.words(target)
    );
    flags.push(pair.flag(check, severity, (Some(source), Some(target)), message));
}

fn difference(source: &Found, target: &Found) -> Option<(&'static str, Severity, &'static str)> {
    const CURRENCY: &str = "money.currency";
    const UNIT: &str = "number.unit";
    match (source.value, target.value) {
        (Value::Money(_, a), Value::Money(_, b)) => {
            (!a.agrees_with(b)).then_some((CURRENCY, Severity::Error, "currency"))
        }
        (Value::Money(..), _) => Some((CURRENCY, Severity::Warning, "currency")),
        (Value::Percent(_), Value::Percent(_)) => None,
        (Value::Percent(_), _) | (_, Value::Percent(_)) => {
            Some((UNIT, Severity::Warning, "per cent sign"))
        }
        _ => {
            // The "one" of one phrase is easily taken for that of another.
            let sure = source.need == Need::Required || source.form == Form::Figures;
            let units = (source.measure.filter(|_| sure)?, target.measure?);
            (units.0 != units.1).then_some((UNIT, Severity::Warning, "unit"))
        }
    }
}

/// Pairs what is missing with what is new, and reports what is left.
fn report(pair: &Pair, missing: &[&Found], mut added: Vec<&Found>, flags: &mut Vec<Flag>) {
    let mut unpaired = Vec::new();
    for source in missing {
        match added.iter().position(|target| scaled(source, target)) {
            Some(at) => flags.push(changed(pair, "number.scale", source, added.remove(at))),
            None => unpaired.push(*source),
        }
    }
    let mut added = added.into_iter();
    for source in unpaired {
        flags.push(match added.next() {
            Some(target) => changed(pair, "number.changed", source, target),
            None => missing_flag(pair, source),
        });
    }
    flags.extend(added.map(|target| added_flag(pair, target)));
}

/// Whether the amounts have the same digits and differ by a power of ten.
fn scaled(source: &Found, target: &Found) -> bool {
    let same_digits = |a: Option<Amount>, b: Option<Amount>| a?.same_digits(b?);
    same_digits(source.amount(), target.amount()).is_some_and(|power| power != 0)
}

fn severity(found: &Found) -> Severity {
    match found.need {
        Need::Required => Severity::Error,
        Need::Advised | Need::Free => Severity::Warning,
    }
}

fn changed(pair: &Pair, check: &'static str, source: &Found, target: &Found) -> Flag {
    let message = format!(
        "\"{}\" became \"{}\": correct the number.",
        pair.source.words(source),
        pair.target.words(target)
    );
    // What would be an error alone is none the less for what stands in its
    // place, and two wrong numbers in one place are no matter of wording.
    let severity = match (source.need, target.need) {
        (Need::Advised, Need::Advised | Need::Free) | (Need::Free, Need::Advised) => {
            Severity::Warning
        }
        _ => Severity::Error,
    };
    pair.flag(check, severity, (Some(source), Some(target)), message)
}

fn missing_flag(pair: &Pair, source: &Found) -> Flag {
    let message = format!(
        "\"{}\" is not in the translation: add it.",
        pair.source.words(source)
    );
    pair.flag(
        "number.missing",
        severity(source),
        (Some(source), None),
        message,
    )
}

fn added_flag(pair: &Pair, target: &Found) -> Flag {
    let message = format!(
        "\"{}\" is not in the source: remove or correct it.",
        pair.target.words(target)
    );
    pair.flag(
        "number.added",
        severity(target),
        (None, Some(target)),
        message,
    )
}
