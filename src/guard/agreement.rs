//! Values that are the same on both sides, one by one: the checks have nothing
//! to say of them, and to see that takes no search.

use super::value::{Form, Found, Otherwise, Value, Zone};

/// So many values of one amount are looked at in a search; where there are
/// more readings than these, a search decides.
const MOST: usize = 8;

/// Whether the values of two texts agree so plainly that no search among them
/// would find anything wrong. It may be false where nothing is wrong either.
pub fn is_plain(source: &[Found], target: &[Found]) -> bool {
    let as_likely = |found: &&Found| matches!(found.otherwise, Otherwise::AsLikely(_));
    let readings = |found: &[Found]| found.len() + found.iter().filter(as_likely).count();
    source.len() == target.len()
        && source
            .iter()
            .zip(target)
            .all(|(one, other)| is_same(one, other))
        && readings(source) <= MOST
        && readings(target) <= MOST
        && is_in_one_zone(target)
}

/// Whether two values say and count the same, and the one of the source is no
/// other amount as likely.
fn is_same(source: &Found, target: &Found) -> bool {
    let is_amount = |value: Value| value.amount().is_some();
    source.value == target.value
        && source.measure == target.measure
        && matches!(target.form, Form::Words | Form::Figures)
        && match source.otherwise {
            Otherwise::AsLikely(value) => !is_amount(value) || source.otherwise == target.otherwise,
            Otherwise::Nothing | Otherwise::OtherSeparators(_) => true,
        }
}

/// Whether no two times of the day are of two zones.
fn is_in_one_zone(found: &[Found]) -> bool {
    let zone = |found: &Found| -> Option<Option<Zone>> {
        match found.value {
            Value::Clock(clock) => Some(clock.zone),
            _ => None,
        }
    };
    let mut zones = found.iter().filter_map(zone);
    let first = zones.next();
    zones.all(|zone| Some(zone) == first)
}
