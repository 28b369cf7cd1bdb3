//! Figures: what a run of digits and separators says in each language.

use super::{Amount, Language};

/// What a run of digits and separators says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    /// What it says in its text's language.
    pub amount: Amount,
    /// How it is written.
    pub shape: Shape,
    /// What it says when it is read otherwise.
    pub otherwise: Option<Otherwise>,
    /// Seconds since midnight, if it can be a time of the day.
    pub clock: Option<u32>,
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits only: how many.
    Plain(usize),
    /// With separators of its language.
    Separated,
    /// With separators of the other language, and readable only so.
    Foreign,
    /// Neither: a code, a version, an outline number.
    Code,
}

/// Another reading of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// As likely, because writers mix both styles.
    AsLikely(Amount),
    /// What the other language's separators would make of it.
    OtherSeparators(Amount),
}

/// Reads `text`, which begins with a digit and holds digits, dots, commas and
/// colons.
pub(super) fn read(text: &str, language: Language) -> Literal {
    let bytes = text.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        return Literal {
            amount: Amount::digest(bytes.iter().map(|digit| digit - b'0')),
            shape: Shape::Plain(bytes.len()),
            otherwise: None,
            clock: None,
        };
    }
    let parts = Parts::of(bytes);
    let reading = |thousands, decimal| match &parts {
        Some(parts) => parts.separated(thousands, decimal),
        None => separated(bytes, thousands, decimal),
    };
    let dot_groups = reading(b'.', b',');
    let comma_groups = reading(b',', b'.');
    let (native, foreign) = match language {
        Language::Indonesian => (dot_groups, comma_groups),
        Language::English => (comma_groups, dot_groups),
    };
    let (amount, shape) = match (native, foreign) {
        (Some(amount), _) => (amount, Shape::Separated),
        (None, Some(amount)) => (amount, Shape::Foreign),
        (None, None) => (code(bytes), Shape::Code),
    };
    Literal {
        amount,
        shape,
        otherwise: native.and(foreign).and_then(|foreign| match language {
            Language::English => Some(Otherwise::OtherSeparators(foreign)),
            // English thousands inside Indonesian: nobody writes the last
            // zero of a decimal "1,500".
            Language::Indonesian => {
                (text.contains(',') && text.ends_with('0')).then_some(Otherwise::AsLikely(foreign))
            }
        }),
        clock: clock(bytes),
    }
}

/// What nearly every figure with a mark is: digits, one mark, and digits.
struct Parts {
    before: usize,
    mark: u8,
    after: usize,
    /// All digits.
    mantissa: u64,
    zero_first: bool,
}

/// The most digits that every `u64` can hold.
const MOST_DIGITS: usize = 19;

impl Parts {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (mut mantissa, mut place) = (0_u64, None);
        if bytes.len() > MOST_DIGITS + 1 {
            return None;
        }
        for (at, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_digit() {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
            } else if place.replace(at).is_some() {
                return None;
            }
        }
        let before = place?;
        Some(Self {
            before,
            mark: bytes[before],
            after: bytes.len() - before - 1,
            mantissa,
            zero_first: bytes[0] == b'0',
        })
    }

    /// The number with the given marks; none if it is not written so.
    fn separated(&self, thousands: u8, decimal: u8) -> Option<Amount> {
        let places = match self.mark {
            // "0.125" is no thousand, and neither is "1234.567".
            mark if mark == thousands => {
                let grouped = self.before <= 3 && !self.zero_first && self.after == 3;
                grouped.then_some(0)?
            }
            mark if mark == decimal => i16::try_from(self.after).ok()?,
            _ => return None,
        };
        Some(Amount::decimal(self.mantissa, -places))
    }
}

/// Reads a number with the given marks; none if it is not written so.
fn separated(bytes: &[u8], thousands: u8, decimal: u8) -> Option<Amount> {
    let mut mantissa = 0_u64;
    let mut places = 0_i16;
    let mut group = 0_usize;
    let mut groups = 0_usize;
    let mut in_decimals = false;
    for &byte in bytes {
        if byte.is_ascii_digit() {
            mantissa = mantissa
                .checked_mul(10)?
                .checked_add(u64::from(byte - b'0'))?;
            group += 1;
            places += i16::from(in_decimals);
        } else if in_decimals || (groups > 0 && group != 3) {
            return None;
        } else if byte == thousands {
            // "0.125" is no thousand, and neither is "1234.567".
            if groups == 0 && (group > 3 || bytes[0] == b'0') {
                return None;
            }
            groups += 1;
            group = 0;
        } else if byte == decimal {
            in_decimals = true;
        } else {
            return None;
        }
    }
    (in_decimals || group == 3).then(|| Amount::decimal(mantissa, -places))
}

fn code(bytes: &[u8]) -> Amount {
    Amount::digest(
        bytes
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .map(|digit| digit - b'0'),
    )
}

/// `14.30`, `9:30`, `04.04.09` as seconds since midnight.
fn clock(bytes: &[u8]) -> Option<u32> {
    let parts = |byte: &u8| matches!(byte, b'.' | b':');
    let (hours, rest) = bytes.split_at_checked(bytes.iter().take(3).position(parts)?)?;
    let (minutes, seconds) = match rest {
        [_, minutes @ ..] if minutes.len() == 2 => (minutes, &b"00"[..]),
        [_, tens, ones, mark, seconds @ ..] if parts(mark) && seconds.len() == 2 => {
            (&[*tens, *ones][..], seconds)
        }
        _ => return None,
    };
    let (hours, minutes, seconds) = (field(hours, 24)?, field(minutes, 59)?, field(seconds, 59)?);
    Some(hours % 24 * 3600 + minutes * 60 + seconds)
}

/// A number of one or two digits.
fn field(digits: &[u8], largest: u32) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let number = match *digits {
        [ones] => digit(ones)?,
        [tens, ones] => digit(tens)? * 10 + digit(ones)?,
        _ => return None,
    };
    (number <= largest).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indonesian_separators() {
        for (text, mantissa, exponent) in [
            ("1.234", 1234, 0),
            ("7.000.000", 7, 6),
            ("2,5", 25, -1),
            ("1.234,56", 123_456, -2),
            ("9.4", 94, -1),
            ("0.125", 125, -3),
            ("1,234.5", 12_345, -1),
            ("5.000,00", 5_000, 0),
            ("0,0053817", 53_817, -7),
        ] {
            let literal = read(text, Language::Indonesian);
            assert_eq!(
                literal.amount,
                Amount::decimal(mantissa, exponent),
                "{text}"
            );
        }
    }

    #[test]
    fn english_separators_know_the_other_reading() {
        let left = read("1.200", Language::English);
        assert_eq!(left.amount, Amount::decimal(12, -1));
        let other = Otherwise::OtherSeparators(Amount::whole(1200));
        assert_eq!(left.otherwise, Some(other));
        assert_eq!(read("2,4", Language::English).shape, Shape::Foreign);
        assert_eq!(read("5.000.000", Language::English).shape, Shape::Foreign);
        assert_eq!(read("1,200.5", Language::English).shape, Shape::Separated);
    }

    #[test]
    fn one_mark_is_read_as_any_number_of_them() {
        let figures = [
            "1.234", "0.125", "1234.567", "9.4", "2,50", "12:30", "0,0", "123456,7",
        ];
        let long = [
            "1234567890123456789.1",
            "12345678901234567.12",
            "1.1234567890123456789",
        ];
        for text in figures.into_iter().chain(long) {
            let bytes = text.as_bytes();
            let parts = Parts::of(bytes);
            assert_eq!(parts.is_some(), bytes.len() <= MOST_DIGITS + 1, "{text}");
            for (thousands, decimal) in [(b'.', b','), (b',', b'.')] {
                let wanted = separated(bytes, thousands, decimal);
                let found = parts
                    .as_ref()
                    .map(|parts| parts.separated(thousands, decimal));
                assert_eq!(found.unwrap_or(wanted), wanted, "{text}");
            }
        }
        assert!(Parts::of(b"1.234.567").is_none());
    }

    #[test]
    fn outline_numbers_and_versions_are_codes() {
        assert_eq!(read("400.3.1", Language::Indonesian).shape, Shape::Code);
        assert_eq!(read("1,2,3", Language::English).shape, Shape::Code);
    }

    #[test]
    fn clocks_have_two_digits_of_minutes() {
        assert_eq!(read("9.30", Language::Indonesian).clock, Some(34_200));
        assert_eq!(read("24.00", Language::Indonesian).clock, Some(0));
        assert_eq!(read("04.04.09", Language::Indonesian).clock, Some(14_649));
        assert_eq!(read("9.3", Language::Indonesian).clock, None);
        assert_eq!(read("9:75", Language::English).clock, None);
    }
}
