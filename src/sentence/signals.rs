//! The bytes that can mean something to the splitter, found sixty-four at a
//! time: most bytes mean nothing.

use wide::u8x16;

/// Bytes that are looked at together.
const LANES: usize = 16;

/// Bytes that are known at a time.
const GROUP: usize = 64;

/// Stops, quotation marks, opening brackets and line breaks. The last is the
/// first byte of an ellipsis.
const SIGNALS: [u8; 7] = [b'.', b'!', b'?', b'"', b'(', b'\n', 0xe2];

/// Where a text's signals stand.
pub(super) struct Signals<'a> {
    bytes: &'a [u8],
    /// Where the group begins.
    start: usize,
    /// The signals of the group, the first byte's lowest.
    bits: u64,
}

impl<'a> Signals<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            start: 0,
            bits: group(bytes, 0),
        }
    }

    /// The first signal at or after `at`, which never goes back.
    #[inline]
    pub(super) fn next(&mut self, at: usize) -> Option<usize> {
        let mut from = at;
        loop {
            let within = from - self.start;
            if within < GROUP {
                let ahead = self.bits & (u64::MAX << within);
                if ahead != 0 {
                    return Some(self.start + ahead.trailing_zeros() as usize);
                }
                from = self.start + GROUP;
            }
            if from >= self.bytes.len() {
                return None;
            }
            self.start = from;
            self.bits = group(self.bytes, from);
        }
    }
}

/// The signals among the bytes from `start` on.
fn group(bytes: &[u8], start: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk::<GROUP>() {
        Some(whole) => signals(whole),
        None => {
            let mut lanes = [0; GROUP];
            lanes[..rest.len()].copy_from_slice(rest);
            signals(&lanes)
        }
    }
}

#[inline]
fn signals(group: &[u8; GROUP]) -> u64 {
    let mut bits = 0;
    let lanes = group.as_chunks::<LANES>().0;
    for (lanes, place) in lanes.iter().zip((0..).step_by(LANES)) {
        let lanes = u8x16::new(*lanes);
        let mut any = u8x16::splat(0);
        for signal in SIGNALS {
            any |= lanes.simd_eq(u8x16::splat(signal));
        }
        bits |= u64::from(any.to_bitmask()) << place;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_found_as_one_by_one() {
        let bytes: Vec<u8> = (0..=255).cycle().step_by(7).take(700).collect();
        for length in [0, 1, 63, 64, 65, 130, 700] {
            let bytes = &bytes[..length];
            for from in 0..=length {
                let wanted = (from..length).find(|at| SIGNALS.contains(&bytes[*at]));
                assert_eq!(Signals::of(bytes).next(from), wanted, "{length}, {from}");
            }
        }
    }
}
