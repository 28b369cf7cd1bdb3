//! Sixty-four bytes of a text looked at together: what is asked of each is
//! answered by one bit. Where few bytes matter, that is the fastest way to
//! them.

use wide::u8x16;

/// How many bytes are looked at together.
pub const SIZE: usize = 64;

/// Bytes of which one instruction tells something.
pub const LANES: usize = 16;

/// The odd number next to 2^64 over the golden ratio: what is multiplied by it
/// differs most in its upper bits (Knuth, The Art of Computer Programming, 6.4).
pub const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Sixteen bytes of a text.
pub type Lanes = u8x16;

/// Sixty-four bytes of a text, or the last of it.
pub struct Group {
    lanes: [Lanes; SIZE / LANES],
    /// How many of the bytes stand before those that were asked for.
    before: u32,
}

impl Group {
    /// Those of a text from `start` on.
    // As a call it costs more than all that is asked of the bytes.
    #[inline(always)]
    pub fn of(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start..).unwrap_or_default();
        match (rest.first_chunk(), bytes.last_chunk()) {
            (Some(whole), _) => Self::read(whole, 0),
            (None, Some(last)) => Self::read(last, missing(rest)),
            (None, None) => Self::read(&filled(rest), missing(rest)),
        }
    }

    #[inline]
    fn read(bytes: &[u8; SIZE], before: u32) -> Self {
        let (lanes, _) = bytes.as_chunks::<LANES>();
        Self {
            lanes: std::array::from_fn(|at| Lanes::new(lanes[at])),
            before,
        }
    }

    /// A bit for each byte of which something holds, the first byte's lowest;
    /// none behind the text's end.
    #[inline]
    pub fn bits(&self, holds: impl Fn(Lanes) -> Lanes) -> u64 {
        let places = (0..).step_by(LANES);
        let bits = self
            .lanes
            .iter()
            .zip(places)
            .fold(0, |bits, (lanes, place)| {
                bits | u64::from(holds(*lanes).to_bitmask()) << place
            });
        // At the text's end all of them stand before.
        bits.checked_shr(self.before).unwrap_or(0)
    }
}

/// How many bytes a text lacks.
#[inline]
fn missing(text: &[u8]) -> u32 {
    (SIZE - text.len()) as u32
}

/// A short text behind as many zeros as it needs.
#[inline(never)]
fn filled(text: &[u8]) -> [u8; SIZE] {
    let mut filled = [0; SIZE];
    filled[SIZE - text.len()..].copy_from_slice(text);
    filled
}

/// The sixteen bytes of a text from `at` on, the first lowest; zeros behind
/// the text's end.
#[inline(always)]
pub fn sixteen(bytes: &[u8], at: usize) -> u128 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => last(bytes, rest.len()),
    }
}

/// The last bytes of a text, fewer than sixteen.
#[inline(never)]
fn last(bytes: &[u8], count: usize) -> u128 {
    match bytes.last_chunk::<LANES>() {
        Some(chunk) => {
            let before = 8 * (LANES - count) as u32;
            u128::from_le_bytes(*chunk).checked_shr(before).unwrap_or(0)
        }
        None => bytes[bytes.len() - count..]
            .iter()
            .rev()
            .fold(0, |number, byte| (number << 8) | u128::from(*byte)),
    }
}

/// Which bytes are one of `first..=last`.
#[inline]
pub fn between(lanes: Lanes, first: u8, last: u8) -> Lanes {
    let above_first = lanes - Lanes::splat(first);
    above_first
        .min(Lanes::splat(last - first))
        .simd_eq(above_first)
}

/// Which bytes are not greater than `last`.
#[inline]
pub fn up_to(lanes: Lanes, last: u8) -> Lanes {
    lanes.min(Lanes::splat(last)).simd_eq(lanes)
}

/// Which bytes are this one.
#[inline]
pub fn is(lanes: Lanes, byte: u8) -> Lanes {
    lanes.simd_eq(Lanes::splat(byte))
}

/// The marked bytes of a text at or after `from`, in order. `STEP` bytes of
/// each group are looked at, so that a mark can depend on the byte behind it.
#[inline]
pub fn marked<const STEP: usize>(
    bytes: &[u8],
    from: usize,
    marks: impl Fn(&Group) -> u64,
) -> impl Iterator<Item = usize> {
    let (mut start, mut next, mut found) = (from, from, 0_u64);
    std::iter::from_fn(move || {
        while found == 0 {
            if next >= bytes.len() {
                return None;
            }
            start = next;
            let own = STEP.min(bytes.len() - start);
            found = marks(&Group::of(bytes, start)) & (u64::MAX >> (SIZE - own));
            next += STEP;
        }
        let place = start + found.trailing_zeros() as usize;
        found &= found - 1;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_as_one_by_one() {
        let bytes: Vec<u8> = (0..=255).cycle().step_by(7).take(400).collect();
        for from in 0..bytes.len() {
            let small = |group: &Group| group.bits(|lanes| between(lanes, b'a', b'z'));
            let wanted: Vec<usize> = (from..bytes.len())
                .filter(|at| bytes[*at].is_ascii_lowercase())
                .collect();
            let found: Vec<usize> = marked::<64>(&bytes, from, small).collect();
            assert_eq!(found, wanted);
            let before_seven = |group: &Group| group.bits(|lanes| is(lanes, 7)) >> 1;
            let wanted: Vec<usize> = (from..bytes.len() - 1)
                .filter(|at| bytes[at + 1] == 7)
                .collect();
            let found: Vec<usize> = marked::<63>(&bytes, from, before_seven).collect();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn sixteen_bytes_are_those_that_stand_there() {
        let bytes: Vec<u8> = (1..=40).collect();
        for length in 0..bytes.len() {
            for at in 0..=length + 2 {
                let mut wanted = [0; 16];
                let rest = bytes[..length].iter().skip(at).take(16);
                wanted
                    .iter_mut()
                    .zip(rest)
                    .for_each(|(place, byte)| *place = *byte);
                let found = sixteen(&bytes[..length], at);
                assert_eq!(found.to_le_bytes(), wanted, "{at} of {length}");
            }
        }
    }

    #[test]
    fn nothing_stands_behind_the_end() {
        let zero = |group: &Group| group.bits(|lanes| is(lanes, 0));
        assert_eq!(marked::<64>(b"abc", 0, zero).next(), None);
        assert_eq!(marked::<64>(b"", 0, zero).next(), None);
        assert_eq!(marked::<64>(b"abc", 9, zero).next(), None);
        for length in [0, 3, 64, 130] {
            let text = vec![0; length];
            for start in [length, length + 1] {
                assert_eq!(zero(&Group::of(&text, start)), 0, "{length}");
            }
        }
    }
}
