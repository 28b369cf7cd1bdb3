//! Sixteen bytes of a text at once.

use wide::u8x16;

/// Bytes that are looked at together.
pub const LANES: usize = 16;

/// Which bytes are one of `first..=last`.
#[inline]
pub fn between(lanes: u8x16, first: u8, last: u8) -> u8x16 {
    let above_first = lanes - u8x16::splat(first);
    let most = u8x16::splat(last - first);
    above_first.min(most).simd_eq(above_first)
}
