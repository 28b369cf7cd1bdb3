//! What sixty-four bytes of a text are, told at once: the words among them
//! are then runs of bits.

use crate::bytes::{self, Lanes, between, is};

/// Bit 5 of a byte, which makes a letter small.
const SMALL_BIT: u8 = 0x20;

/// Marks that may join what stands on their two sides.
pub(super) const JOINERS: [u8; 4] = [b'.', b',', b':', b'\''];

/// Sixty-four bytes of a text and what they are, a bit for each.
pub(super) struct Group {
    /// Where they begin.
    pub(super) start: usize,
    /// Plain letters and digits.
    pub(super) plain: u64,
    pub(super) digits: u64,
    pub(super) capitals: u64,
    /// Bytes of characters beyond ASCII.
    others: u64,
    /// Bytes with which a word of plain letters and digits may go on.
    links: u64,
}

impl Group {
    pub(super) const SIZE: usize = bytes::SIZE;

    #[inline(never)]
    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let group = bytes::Group::of(bytes, start);
        let small = Lanes::splat(SMALL_BIT);
        let letters = group.bits(|lanes| between(lanes | small, b'a', b'z'));
        let digits = group.bits(|lanes| between(lanes, b'0', b'9'));
        let others = group.bits(|lanes| lanes);
        let joiners = group.bits(|lanes| {
            let [first, rest @ ..] = JOINERS;
            let rest = rest.into_iter().map(|joiner| is(lanes, joiner));
            rest.fold(is(lanes, first), |any, joiner| any | joiner)
        });
        let plain = letters | digits;
        // What stands behind the group is not known.
        let behind = (plain >> 1) | (1 << (Self::SIZE - 1));
        Self {
            start,
            plain,
            digits,
            capitals: letters & group.bits(|lanes| is(lanes & small, 0)),
            others,
            links: others | (joiners & behind),
        }
    }

    /// Bytes with which a word may begin.
    #[inline(always)]
    pub(super) fn of_words(&self) -> u64 {
        self.plain | self.others
    }

    /// How many plain letters and digits stand together from a byte on, as far
    /// as the group reaches.
    #[inline(always)]
    pub(super) fn run(&self, begun: usize) -> usize {
        (self.plain >> begun).trailing_ones() as usize
    }

    /// Whether plain letters and digits, so many from a byte on, are a whole
    /// word.
    #[inline(always)]
    pub(super) fn ends(&self, begun: usize, length: usize) -> bool {
        let end = begun + length;
        length > 0 && end < Self::SIZE && self.links >> end & 1 == 0
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
                assert_eq!(is(group.plain), byte.is_ascii_alphanumeric(), "{byte}");
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
