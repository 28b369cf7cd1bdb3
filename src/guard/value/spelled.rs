//! Numbers in words: "dua ratus lima puluh ribu", "two hundred and fifty
//! thousand".

use super::lexicon::Meaning;
use super::reader::Reader;
use super::{Amount, Language};

/// A number in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelled {
    pub amount: Amount,
    /// The first token after it.
    pub next: usize,
    /// Whether a number stands there at all, or only "million".
    pub counted: Counted,
}

/// Whether a scale word has a number before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Yes,
    /// "a hundred", "several million".
    No,
}

/// What was read last, which decides what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Digit,
    Teen,
    Tens,
    Hundred,
    Scale,
}

struct Sum {
    /// Everything above the last scale word.
    total: u64,
    /// Hundreds and tens below it.
    group: u64,
    /// What a multiplier may still multiply.
    pending: u64,
    last: Last,
    counted: Counted,
}

/// Reads the number that begins at a token; none if none does.
pub(super) fn read(reader: &Reader, at: usize) -> Option<Spelled> {
    let mut sum = Sum {
        total: 0,
        group: 0,
        pending: 0,
        last: Last::Nothing,
        counted: Counted::Yes,
    };
    let mut next = at;
    loop {
        let word = next + joint(reader, next, sum.last);
        if sum.add(reader.meaning(word)).is_none() {
            break;
        }
        next = word + 1;
    }
    let whole = Amount::whole(sum.total.checked_add(sum.group)?.checked_add(sum.pending)?);
    (sum.last != Last::Nothing).then(|| {
        let (amount, next) = decimals(reader, whole, next);
        Spelled {
            amount,
            next,
            counted: sum.counted,
        }
    })
}

/// How many tokens may be skipped between two words of one number: the
/// hyphen of "twenty-five", the "and" of "hundred and five".
fn joint(reader: &Reader, at: usize, last: Last) -> usize {
    if reader.language == Language::Indonesian || last == Last::Nothing {
        return 0;
    }
    let follows = reader.meaning(at + 1);
    match reader.meaning(at) {
        Meaning::Dash if reader.glued(at) && reader.glued(at + 1) => match follows {
            Meaning::Digit(_) if last == Last::Tens => 1,
            Meaning::Hundred | Meaning::Scale(_) => 1,
            _ => 0,
        },
        // "two million and three million" are two numbers.
        Meaning::And
            if last == Last::Hundred
                || (last == Last::Scale
                    && !matches!(reader.meaning(at + 2), Meaning::Scale(_))) =>
        {
            match follows {
                Meaning::Digit(_) | Meaning::Teen(_) | Meaning::Tens(_) => 1,
                _ => 0,
            }
        }
        _ => 0,
    }
}

impl Sum {
    /// Takes the next word in; none if it is not part of this number.
    fn add(&mut self, meaning: Meaning) -> Option<()> {
        self.last = match meaning {
            Meaning::Digit(digit) => self.small(u64::from(digit), Last::Digit)?,
            Meaning::Teen(number) => self.small(u64::from(number), Last::Teen)?,
            Meaning::Tens(number) => self.small(u64::from(number), Last::Tens)?,
            Meaning::Belas if self.last == Last::Digit => {
                self.pending += 10;
                Last::Teen
            }
            Meaning::Puluh if self.last == Last::Digit => {
                self.pending *= 10;
                Last::Tens
            }
            Meaning::Hundred => self.hundred()?,
            Meaning::OneScale(2) if matches!(self.last, Last::Nothing | Last::Scale) => {
                self.group += 100;
                Last::Hundred
            }
            Meaning::OneScale(power) if self.last == Last::Nothing && power > 2 => {
                self.total = 10_u64.pow(u32::from(power));
                Last::Scale
            }
            Meaning::Scale(power) => self.scale(power)?,
            _ => return None,
        };
        Some(())
    }

    fn small(&mut self, number: u64, kind: Last) -> Option<Last> {
        let fits = match self.last {
            Last::Nothing | Last::Hundred | Last::Scale => true,
            Last::Tens => kind == Last::Digit && number > 0,
            Last::Digit | Last::Teen => false,
        };
        fits.then(|| {
            self.pending += number;
            kind
        })
    }

    fn hundred(&mut self) -> Option<Last> {
        match self.last {
            Last::Nothing => self.counted = Counted::No,
            Last::Digit | Last::Teen | Last::Tens => {}
            Last::Hundred | Last::Scale => return None,
        }
        self.group = self.group.checked_add(self.pending.max(1) * 100)?;
        self.pending = 0;
        Some(Last::Hundred)
    }

    fn scale(&mut self, power: u8) -> Option<Last> {
        let factor = 10_u64.checked_pow(u32::from(power))?;
        let group = self.group + self.pending;
        if self.last == Last::Nothing {
            self.counted = Counted::No;
            self.total = factor;
        } else if group == 0 {
            // "seratus ribu triliun": the scale is of all that came before.
            self.total = self.total.checked_mul(factor)?;
        } else {
            self.total = self.total.checked_add(group.checked_mul(factor)?)?;
        }
        self.group = 0;
        self.pending = 0;
        Some(Last::Scale)
    }
}

/// "dua koma lima", "one-point-three": digit by digit, then a scale.
fn decimals(reader: &Reader, whole: Amount, at: usize) -> (Amount, usize) {
    let skip = |at: usize| at + usize::from(reader.meaning(at) == Meaning::Dash);
    let point = skip(at);
    if reader.meaning(point) != Meaning::Point {
        return (whole, at);
    }
    let mut next = point + 1;
    let mut digits = 0_u64;
    let mut places = 0_i16;
    while let Meaning::Digit(digit) = reader.meaning(skip(next)) {
        if places == 9 {
            break;
        }
        digits = digits * 10 + u64::from(digit);
        places += 1;
        next = skip(next) + 1;
    }
    match whole.plus(Amount::decimal(digits, -places)) {
        Some(amount) if places > 0 => (amount, next),
        _ => (whole, at),
    }
}
