//! An exact amount: a decimal, or a fraction that no decimal can hold.

/// `mantissa × 10^exponent ÷ divisor`, always in lowest terms, so that two
/// equal amounts are equal field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    mantissa: u64,
    exponent: i16,
    divisor: u32,
}

impl Amount {
    /// One.
    pub const ONE: Amount = Amount {
        mantissa: 1,
        exponent: 0,
        divisor: 1,
    };

    /// A whole number.
    pub fn whole(number: u64) -> Amount {
        Amount::decimal(number, 0)
    }

    /// `mantissa × 10^exponent`.
    pub fn decimal(mut mantissa: u64, mut exponent: i16) -> Amount {
        while mantissa != 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent = exponent.saturating_add(1);
        }
        Amount {
            mantissa,
            exponent: if mantissa == 0 { 0 } else { exponent },
            divisor: 1,
        }
    }

    /// `numerator ÷ denominator`; none for a denominator of zero and for
    /// numbers beyond what an amount can hold.
    pub fn fraction(numerator: u64, denominator: u32) -> Option<Amount> {
        if denominator == 0 {
            return None;
        }
        let common = greatest_common_divisor(numerator, u64::from(denominator));
        let mut mantissa = numerator / common;
        let mut divisor = u64::from(denominator) / common;
        let mut exponent = 0_i16;
        // A two or a five in the divisor is a decimal place.
        for (factor, partner) in [(10, 1), (2, 5), (5, 2)] {
            while divisor.is_multiple_of(factor) {
                divisor /= factor;
                mantissa = mantissa.checked_mul(partner)?;
                exponent -= 1;
            }
        }
        let decimal = Amount::decimal(mantissa, exponent);
        Some(Amount {
            divisor: u32::try_from(divisor).ok()?,
            ..decimal
        })
    }

    /// This amount times `10^power`.
    pub fn scaled(self, power: u8) -> Amount {
        if self.mantissa == 0 {
            return self;
        }
        Amount {
            exponent: self.exponent.saturating_add(i16::from(power)),
            ..self
        }
    }

    /// This amount times a small number.
    pub fn times(self, factor: u32) -> Option<Amount> {
        let common = greatest_common_divisor(u64::from(factor), u64::from(self.divisor));
        let mantissa = self
            .mantissa
            .checked_mul(u64::from(factor) / common)
            .map(|mantissa| Amount::decimal(mantissa, self.exponent))?;
        Some(Amount {
            divisor: self.divisor / u32::try_from(common).ok()?,
            ..mantissa
        })
    }

    /// The sum; none where it is beyond what an amount can hold.
    pub fn plus(self, other: Amount) -> Option<Amount> {
        let exponent = self.exponent.min(other.exponent);
        let divisor = u64::from(self.divisor).checked_mul(u64::from(other.divisor))?;
        let left = self
            .raised(exponent)?
            .checked_mul(u64::from(other.divisor))?;
        let right = other
            .raised(exponent)?
            .checked_mul(u64::from(self.divisor))?;
        let sum = Amount::fraction(left.checked_add(right)?, u32::try_from(divisor).ok()?)?;
        Some(Amount {
            exponent: sum.exponent.saturating_add(exponent),
            ..sum
        })
    }

    /// The mantissa it has when written with a lower exponent.
    fn raised(self, exponent: i16) -> Option<u64> {
        let places = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10_u64.checked_pow(places)?)
    }

    /// The whole number it is, if it is one that fits.
    pub fn as_whole(self) -> Option<u64> {
        (self.divisor == 1)
            .then(|| self.raised(0))
            .flatten()
            .filter(|_| self.exponent >= 0)
    }

    /// By how many powers of ten the other is larger, where both have the
    /// same digits.
    pub fn same_digits(self, other: Amount) -> Option<i16> {
        (self.mantissa == other.mantissa && self.divisor == other.divisor && self.mantissa != 0)
            .then(|| other.exponent.saturating_sub(self.exponent))
    }

    /// The digits of a number that is too long to calculate with, or of a
    /// code, as something that is equal only for equal digits (but for a
    /// collision of 64-bit hashes).
    pub(super) fn digest(digits: impl Iterator<Item = u8>) -> Amount {
        let mut short = Some(0_u64);
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for digit in digits {
            let digit = u64::from(digit);
            short = short
                .and_then(|number| number.checked_mul(10))
                .and_then(|number| number.checked_add(digit));
            hash = (hash ^ digit).wrapping_mul(0x0100_0000_01b3);
        }
        Amount::whole(short.unwrap_or(hash))
    }
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_amounts_are_equal_field_by_field() {
        assert_eq!(Amount::whole(1_500_000), Amount::decimal(15, -1).scaled(6));
        assert_eq!(Amount::fraction(3, 4), Some(Amount::decimal(75, -2)));
        assert_eq!(Amount::fraction(2, 6), Amount::fraction(1, 3));
        assert_eq!(Amount::fraction(10, 5), Some(Amount::whole(2)));
        assert_eq!(Amount::fraction(0, 7), Some(Amount::whole(0)));
        assert_eq!(Amount::fraction(1, 0), None);
    }

    #[test]
    fn sums_keep_decimals_and_fractions_exact() {
        let half = Amount::fraction(1, 2).unwrap();
        assert_eq!(Amount::whole(2).plus(half), Some(Amount::decimal(25, -1)));
        let thirds = Amount::fraction(2, 3).unwrap();
        assert_eq!(Amount::ONE.plus(thirds), Amount::fraction(5, 3));
        assert_eq!(thirds.times(3), Some(Amount::whole(2)));
        assert_eq!(
            Amount::whole(2_000_000).plus(Amount::whole(500_000)),
            Some(Amount::decimal(25, 5))
        );
    }

    #[test]
    fn sums_beyond_the_range_are_none() {
        assert_eq!(Amount::ONE.scaled(255).plus(Amount::ONE), None);
        assert_eq!(Amount::whole(u64::MAX).times(3), None);
    }

    #[test]
    fn whole_numbers_come_back() {
        assert_eq!(Amount::whole(2_022).as_whole(), Some(2_022));
        assert_eq!(Amount::decimal(25, -1).as_whole(), None);
        assert_eq!(Amount::ONE.scaled(40).as_whole(), None);
    }
}
