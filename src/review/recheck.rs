//! The checks again, for parts that a person changed.

use crate::article::{Flag, Record};
use crate::compare::{self, Rules};

/// Replaces the flags of these parts by what the checks find now; what was
/// ticked off stays so.
pub(super) fn recheck(record: &mut Record, parts: &[String], rules: Rules) {
    if parts.is_empty() {
        return;
    }
    let is_of = |flag: &Flag| flag.part.as_ref().is_some_and(|part| parts.contains(part));
    record.flags.retain(|flag| !is_of(flag));
    let Ok(case) = compare::record(record.clone()) else {
        return;
    };
    let settled = &record.review.settled;
    let found = compare::examine(case, rules).flags.into_iter();
    let fresh = found.filter(|flag| is_of(flag) && !settled.iter().any(|own| is_same(own, flag)));
    record.flags.extend(fresh);
}

/// The same finding, wherever in the part it now stands.
pub(super) fn is_same(a: &Flag, b: &Flag) -> bool {
    a.check == b.check && a.part == b.part && a.message == b.message
}
