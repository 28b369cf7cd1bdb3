//! What sixty-four bytes of a text are, told at once: the words among them
//! are then runs of bits.

use crate::bytes::{self, Lanes, between, is};

/// Bit 5 is what makes a letter small; digits have it.
pub(super) const SMALL_BITS: u64 = 0x2020_2020_2020_2020;

/// The same for one byte.
const SMALL_BIT: u8 = 0x20;

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
    pub(super) const SIZE: usize = bytes::SIZE;

    #[inline(never)]
    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let group = bytes::Group::of(bytes, start);
        let small = Lanes::splat(SMALL_BIT);
        let letters = group.bits(|lanes| between(lanes | small, b'a', b'z'));
        Self {
            start,
            letters,
            digits: group.bits(|lanes| between(lanes, b'0', b'9')),
            capitals: letters & group.bits(|lanes| is(lanes & small, 0)),
            others: group.bits(|lanes| lanes),
        }
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
