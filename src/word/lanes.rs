//! Eight bytes of a text at once: a loop over single bytes would be the
//! greater part of all reading.
//!
//! Whatever is asked about the bytes is answered by the highest bit of each.

/// A one in each of eight bytes.
pub const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each of eight bytes.
pub const HIGH: u64 = ONES * 0x80;

/// The eight bytes of a text from `at` on, the first lowest; zeros behind the
/// text's end.
#[inline]
pub fn block(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => rest
            .iter()
            .rev()
            .fold(0, |block, byte| (block << 8) | u64::from(*byte)),
    }
}

/// Which bytes are one of `first..=last`, all of ASCII.
#[inline]
pub fn between(block: u64, first: u8, last: u8) -> u64 {
    let low = block & !HIGH;
    let from_first = low + ONES * u64::from(0x80 - first);
    let past_last = low + ONES * u64::from(0x7f - last);
    from_first & !past_last & !block & HIGH
}

/// Which bytes are no blank.
#[inline]
pub fn unlike_blank(block: u64) -> u64 {
    let other = block ^ (ONES * u64::from(b' '));
    (((other & !HIGH) + !HIGH) | other) & HIGH
}

/// The first byte at or after `from` that is marked and of which `counts`
/// holds; the text's end where there is none. `STEP` bytes of each block are
/// looked at, so that a mark can depend on the bytes behind it.
#[inline]
pub fn find<const STEP: usize>(
    bytes: &[u8],
    from: usize,
    marked: impl Fn(u64) -> u64,
    counts: impl Fn(usize) -> bool,
) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let mut found = marked(block(bytes, at)) & (u64::MAX >> (64 - 8 * STEP));
        while found != 0 {
            let place = at + found.trailing_zeros() as usize / 8;
            if place >= bytes.len() {
                return bytes.len();
            }
            if counts(place) {
                return place;
            }
            found &= found - 1;
        }
        at += STEP;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_as_one_by_one() {
        let bytes: Vec<u8> = (0..=255).cycle().step_by(7).take(400).collect();
        for from in 0..bytes.len() {
            let small = |at: usize| bytes[at].is_ascii_lowercase();
            let found = find::<8>(&bytes, from, |block| between(block, b'a', b'z'), |_| true);
            let wanted = (from..bytes.len()).find(|at| small(*at));
            assert_eq!(found, wanted.unwrap_or(bytes.len()));
            let blank = |at: usize| bytes[at] != b' ';
            let found = find::<7>(&bytes, from, unlike_blank, |_| true);
            let wanted = (from..bytes.len()).find(|at| blank(*at));
            assert_eq!(found, wanted.unwrap_or(bytes.len()));
        }
    }
}
