//! What sixty-four bytes of a text are, told at once: the words among them
//! are then runs of bits.

use super::lanes::{HIGH, between, block};

/// Bit 5 is what makes a letter small; digits have it.
pub(super) const SMALL_BITS: u64 = 0x2020_2020_2020_2020;

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

    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let mut group = Self {
            start,
            letters: 0,
            digits: 0,
            capitals: 0,
            others: 0,
        };
        for eight in 0..8 {
            let block = block(bytes, start + 8 * eight);
            let letters = between(block | SMALL_BITS, b'a', b'z');
            let place = 8 * eight;
            group.letters |= gather(letters) << place;
            group.digits |= gather(between(block, b'0', b'9')) << place;
            group.capitals |= gather(letters & !(block << 2)) << place;
            group.others |= gather(block) << place;
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
        (rest.trailing_ones() as usize).min(Self::SIZE - begun)
    }
}

/// The highest bits of eight bytes as eight bits, the first byte's lowest.
#[inline]
fn gather(bytes: u64) -> u64 {
    ((bytes & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_gathered_in_the_order_of_their_bytes() {
        for bits in 0..=255_u64 {
            let bytes = (0..8).filter(|at| bits >> at & 1 == 1);
            let bytes = bytes.fold(0x7f7f_7f7f_7f7f_7f7f, |all, at| all | 0x80 << (8 * at));
            assert_eq!(gather(bytes), bits);
        }
    }
}
