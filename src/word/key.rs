//! Keys of words: hashes of their letters and digits in small letters,
//! sixteen at a time.

use crate::bytes::{SPREAD, sixteen};

/// As many bytes are taken at a time.
pub(super) const BLOCK: usize = 16;

/// Bit 5 of each byte, which makes a letter small; figures have it.
const SMALL: u128 = u128::from_ne_bytes([b' '; BLOCK]);

/// The first so many bytes of a block.
const FIRST: [u128; BLOCK + 1] = {
    let mut masks = [0; BLOCK + 1];
    let mut length = 1;
    while length <= BLOCK {
        masks[length] = u128::MAX >> (8 * (BLOCK - length));
        length += 1;
    }
    masks
};

/// Two odd numbers with as many ones as zeros.
const SALTS: [u64; 2] = [SPREAD, 0xd6e8_feb8_6659_fd93];

/// The hash of a word, as far as it has been read.
#[derive(Clone, Copy, Default)]
pub(super) struct Key(u64);

impl Key {
    /// That of a run of plain letters and figures.
    #[inline(always)]
    pub(super) fn of_plain(bytes: &[u8], start: usize, length: usize) -> u64 {
        if length > BLOCK {
            return Self::of_long(bytes, start, length);
        }
        let block = (sixteen(bytes, start) | SMALL) & FIRST[length];
        Self::default().with(block).value()
    }

    #[inline(never)]
    fn of_long(bytes: &[u8], start: usize, length: usize) -> u64 {
        let blocks = (0..length).step_by(BLOCK).map(|at| {
            let own = (length - at).min(BLOCK);
            (sixteen(bytes, start + at) | SMALL) & FIRST[own]
        });
        blocks.fold(Self::default(), Self::with).value()
    }

    /// With sixteen more bytes, zeros behind the word's end: the two halves
    /// of a product of both halves of a block.
    #[inline(always)]
    pub(super) fn with(self, block: u128) -> Self {
        let (low, high) = (block as u64, (block >> 64) as u64);
        let product = u128::from(low ^ self.0 ^ SALTS[0]) * u128::from(high ^ SALTS[1]);
        Self((product ^ (product >> 64)) as u64)
    }

    #[inline(always)]
    pub(super) fn value(self) -> u64 {
        self.0
    }
}
