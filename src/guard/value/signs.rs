//! Marks that tell something of a value wherever they stand, or that begin what
//! does, looked for sixteen bytes at a time.

use crate::bytes::{LANES, Lanes, between, is};

/// The first of these marks within `from..to`; `to` where there is none. Words
/// and other marks are passed.
#[inline]
pub(super) fn next(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut at = from;
    while at < to {
        let Some(lanes) = bytes[at..].first_chunk::<LANES>() else {
            let mut rest = bytes[at..to].iter();
            return rest
                .position(|byte| tells(*byte))
                .map_or(to, |place| at + place);
        };
        let found = telling(Lanes::new(*lanes));
        if found != 0 {
            return to.min(at + found.trailing_zeros() as usize);
        }
        at += LANES;
    }
    to
}

/// Currencies, the percent sign, `&` of an entity, an opening bracket, a
/// hyphen and every character beyond ASCII; the apostrophe stands among them
/// and does no harm.
#[inline]
fn tells(byte: u8) -> bool {
    matches!(byte, b'$'..=b'(' | b'-' | 0x80..)
}

/// Which bytes tell something, a bit for each.
#[inline]
fn telling(lanes: Lanes) -> u32 {
    let among = between(lanes, b'$', b'(');
    (among | is(lanes, b'-') | lanes).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_as_one_by_one() {
        let bytes: Vec<u8> = (0..=255).cycle().step_by(7).take(400).collect();
        for from in 0..bytes.len() {
            for to in [from, from + 1, from + 15, from + 40, bytes.len()] {
                let to = to.min(bytes.len());
                let wanted = (from..to).find(|at| tells(bytes[*at]));
                assert_eq!(next(&bytes, from, to), wanted.unwrap_or(to), "{from} {to}");
            }
        }
    }
}
