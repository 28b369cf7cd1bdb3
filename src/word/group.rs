//! What sixty-four bytes of a text are, told at once: the words among them
//! are then runs of bits.

use wide::u8x16;

/// Bit 5 is what makes a letter small; digits have it.
pub(super) const SMALL_BITS: u64 = 0x2020_2020_2020_2020;

/// The same for one byte.
const SMALL_BIT: u8 = 0x20;

/// Bytes that are looked at together.
const LANES: usize = 16;

/// Sixty-four bytes of a text and what they are, a bit for each.
pub(super) struct Group {
    /// Where they begin.
    pub(super) start: usize,
    pub(super) letters: u64,
    pub(super) digits: u64,
    pub(super) capitals: u64,
    /// Bytes of characters beyond ASCII.
    others: u64,
}

impl Group {
    pub(super) const SIZE: usize = 64;

    #[inline(never)]
    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let mut group = Self {
            start,
            letters: 0,
            digits: 0,
            capitals: 0,
            others: 0,
        };
        let lanes = sixty_four(bytes, start);
        for (lanes, place) in lanes.as_chunks().0.iter().zip((0..).step_by(LANES)) {
            let lanes = u8x16::new(*lanes);
            let small = lanes & u8x16::splat(SMALL_BIT);
            let letters = bits(between(lanes | u8x16::splat(SMALL_BIT), b'a', b'z'));
            let capitals = letters & bits(small.simd_eq(u8x16::splat(0)));
            group.letters |= letters << place;
            group.capitals |= capitals << place;
            group.digits |= bits(between(lanes, b'0', b'9')) << place;
            group.others |= bits(lanes) << place;
        }
        group
    }

    /// Bytes with which a word may begin.
    #[inline]
    pub(super) fn of_words(&self) -> u64 {
        self.letters | self.digits | self.others
    }

    /// How many plain letters and digits stand together from a byte on, as far
    /// as the group reaches.
    #[inline]
    pub(super) fn run(&self, begun: usize) -> usize {
        let rest = (self.letters | self.digits) >> begun;
        rest.trailing_ones() as usize
    }
}

/// The bytes of a text from `start` on; zeros behind the text's end.
#[inline]
fn sixty_four(bytes: &[u8], start: usize) -> [u8; Group::SIZE] {
    let rest = bytes.get(start..).unwrap_or_default();
    if let Some(whole) = rest.first_chunk() {
        return *whole;
    }
    let mut lanes = [0; Group::SIZE];
    lanes[..rest.len()].copy_from_slice(rest);
    lanes
}

/// Which bytes are one of `first..=last`.
#[inline]
fn between(lanes: u8x16, first: u8, last: u8) -> u8x16 {
    let above_first = lanes - u8x16::splat(first);
    above_first
        .min(u8x16::splat(last - first))
        .simd_eq(above_first)
}

/// The highest bits of the bytes, the first byte's lowest.
#[inline]
fn bits(lanes: u8x16) -> u64 {
    lanes.to_bitmask().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_what_it_is_one_by_one() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for start in 0..bytes.len() {
            let group = Group::of(&bytes, start);
            for (at, byte) in bytes[start..].iter().take(Group::SIZE).enumerate() {
                let is = |bits: u64| bits >> at & 1 == 1;
                assert_eq!(is(group.letters), byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(is(group.digits), byte.is_ascii_digit(), "{byte}");
                assert_eq!(is(group.capitals), byte.is_ascii_uppercase(), "{byte}");
                assert_eq!(is(group.others), !byte.is_ascii(), "{byte}");
            }
            let known = bytes.len() - start;
            if known < Group::SIZE {
                assert_eq!(group.of_words() >> known, 0, "{start}");
            }
        }
    }
}
