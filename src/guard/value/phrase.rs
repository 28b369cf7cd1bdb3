//! The number at the heart of a value: a figure or words, with what
//! multiplies and divides it.

use super::lexicon::Meaning;
use super::literal::{self, Shape};
use super::reader::Reader;
use super::spelled::{self, Counted};
use super::{Amount, Form, Language, Need};

/// A number before anything is known about what it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Core {
    pub amount: Amount,
    pub otherwise: CoreOtherwise,
    pub form: Form,
    pub need: Need,
    /// Digits of a figure without separators and scale.
    pub plain: Option<usize>,
    /// Seconds since midnight, if the figure can be a time.
    pub clock: Option<u32>,
    /// The power of ten that a scale word multiplied it by.
    pub scale: u8,
    /// The first token after it.
    pub next: usize,
}

/// Another reading of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CoreOtherwise {
    Nothing,
    AsLikely(Amount),
    OtherSeparators(Amount),
}

impl CoreOtherwise {
    fn map(self, change: impl Fn(Amount) -> Amount) -> CoreOtherwise {
        match self {
            CoreOtherwise::Nothing => CoreOtherwise::Nothing,
            CoreOtherwise::AsLikely(amount) => CoreOtherwise::AsLikely(change(amount)),
            CoreOtherwise::OtherSeparators(amount) => {
                CoreOtherwise::OtherSeparators(change(amount))
            }
        }
    }
}

/// Whether the number counts money, which decides what "M" means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    Money,
    Anything,
}

/// Reads the number that begins at a token.
pub(super) fn read(reader: &Reader, at: usize, counting: Counting) -> Option<Core> {
    match reader.meaning(at) {
        Meaning::Figure => Some(figure(reader, at, counting)),
        Meaning::Half => Some(half(reader, at)),
        Meaning::OnePart(parts) => {
            let need = match parts {
                // A quarter is also a season of the books.
                4 => Need::Free,
                _ => Need::Required,
            };
            let amount = Amount::fraction(1, u32::from(parts))?;
            Some(Core {
                need,
                ..in_words(amount, at + 1)
            })
        }
        Meaning::Dozen => Some(Core {
            need: Need::Free,
            ..in_words(Amount::whole(12), at + 1)
        }),
        _ => words(reader, at),
    }
}

fn in_words(amount: Amount, next: usize) -> Core {
    Core {
        amount,
        otherwise: CoreOtherwise::Nothing,
        form: Form::Words,
        need: Need::Required,
        plain: None,
        clock: None,
        scale: 0,
        next,
    }
}

fn words(reader: &Reader, at: usize) -> Option<Core> {
    let spelled = spelled::read(reader, at)?;
    let mut core = in_words(spelled.amount, spelled.next);
    let idiom = at > 0 && reader.meaning(at - 1) == Meaning::Idiom;
    if spelled.counted == Counted::No || spelled.amount == Amount::ONE || idiom {
        core.need = Need::Free;
    }
    add_half(reader, &mut core);
    divide(reader, &mut core);
    of_a_million(reader, &mut core);
    multiply(reader, &mut core, Counting::Anything);
    Some(core)
}

fn figure(reader: &Reader, at: usize, counting: Counting) -> Core {
    let literal = literal::read(reader.slice(at), reader.language);
    let mut core = Core {
        otherwise: match literal.otherwise {
            None => CoreOtherwise::Nothing,
            Some(literal::Otherwise::AsLikely(amount)) => CoreOtherwise::AsLikely(amount),
            Some(literal::Otherwise::OtherSeparators(amount)) => {
                CoreOtherwise::OtherSeparators(amount)
            }
        },
        form: match (literal.shape, reader.language) {
            (Shape::Foreign, Language::English) => Form::ForeignFigures,
            _ => Form::Figures,
        },
        plain: match literal.shape {
            Shape::Plain(digits) => Some(digits),
            _ => None,
        },
        clock: literal.clock,
        ..in_words(literal.amount, at + 1)
    };
    if literal.amount == Amount::ONE {
        core.need = Need::Free;
    }
    if reader.after_letter(at) && counting == Counting::Anything {
        return core;
    }
    mixed_fraction(reader, &mut core);
    add_half(reader, &mut core);
    multiply(reader, &mut core, counting);
    core
}

/// "3 2/3".
fn mixed_fraction(reader: &Reader, core: &mut Core) {
    let at = core.next;
    let is_fraction = core.plain.is_some()
        && reader.is_small_fraction(at)
        && !reader.glued(at)
        && !matches!(reader.meaning(at + 3), Meaning::Mark(b'/'));
    let sum = is_fraction
        .then(|| reader.fraction(at))
        .flatten()
        .and_then(|part| core.amount.plus(part));
    if let Some(sum) = sum {
        core.amount = sum;
        core.plain = None;
        core.next = at + 3;
    }
}

/// "setengah", "half a million".
fn half(reader: &Reader, at: usize) -> Core {
    let mut core = in_words(Amount::decimal(5, -1), at + 1);
    core.need = Need::Free;
    let skipped = match reader.meaning(at + 1) {
        Meaning::Article | Meaning::Dash => 2,
        _ => 1,
    };
    match reader.meaning(at + skipped) {
        Meaning::Hundred | Meaning::Scale(_) | Meaning::Dozen => {
            core.next = at + skipped;
            core.need = Need::Required;
            multiply(reader, &mut core, Counting::Anything);
        }
        // "half a percent".
        Meaning::Percent | Meaning::Measure(_) => core.next = at + skipped,
        _ => {}
    }
    core
}

/// "dua setengah", "two and a half", "2½".
#[inline]
fn add_half(reader: &Reader, core: &mut Core) {
    let follows = reader.meaning(core.next);
    if matches!(follows, Meaning::Half | Meaning::And | Meaning::Dash) {
        add_half_after(reader, core);
    }
}

fn add_half_after(reader: &Reader, core: &mut Core) {
    let at = core.next;
    let glued = |at: usize| reader.meaning(at) == Meaning::Dash;
    let half = match reader.language {
        Language::Indonesian => at,
        Language::English => {
            let and = at + usize::from(glued(at));
            let article = and + 1 + usize::from(glued(and + 1));
            let half = article + 1 + usize::from(glued(article + 1));
            let words = reader.meaning(and) == Meaning::And
                && reader.meaning(article) == Meaning::Article
                && reader.meaning(half) == Meaning::Half;
            match words {
                true => half,
                false if reader.glued(at) => at,
                false => return,
            }
        }
    };
    if reader.meaning(half) != Meaning::Half || core.amount.as_whole().is_none() {
        return;
    }
    if let Some(sum) = core.amount.plus(Amount::decimal(5, -1)) {
        core.amount = sum;
        core.need = Need::Required;
        core.plain = None;
        core.next = half + 1;
    }
}

/// "dua pertiga", "dua per tiga", "two-thirds", "one-fifth".
fn divide(reader: &Reader, core: &mut Core) {
    let Some(numerator) = core.amount.as_whole().filter(|number| *number < 100) else {
        return;
    };
    let dash = usize::from(reader.meaning(core.next) == Meaning::Dash);
    let at = core.next + dash;
    let (parts, next) = match (reader.meaning(at), reader.meaning(at + 1)) {
        (Meaning::Parts(parts), _) => (parts, at + 1),
        (Meaning::OnePart(parts), _) => (parts, at + 1),
        (Meaning::Ordinal(parts), _)
            if (numerator == 1 || dash == 1)
                && parts > 2
                && reader.language == Language::English =>
        {
            (parts, at + 1)
        }
        (Meaning::Half, _) if numerator == 1 && reader.language == Language::English => (2, at + 1),
        (Meaning::Per, Meaning::Digit(parts)) => (parts, at + 2),
        _ => return,
    };
    if let Some(amount) = Amount::fraction(numerator, u32::from(parts)) {
        core.amount = amount;
        core.next = next;
        core.need = match parts {
            2 => Need::Free,
            _ => Need::Required,
        };
    }
}

/// "three quarters of a million".
fn of_a_million(reader: &Reader, core: &mut Core) {
    let at = core.next;
    let words = [reader.meaning(at), reader.meaning(at + 1)];
    let scale = reader.meaning(at + 2);
    if words == [Meaning::Of, Meaning::Article] && matches!(scale, Meaning::Scale(_)) {
        core.next = at + 2;
    }
}

/// "1,5 juta", "$5m", "Rp3 M", "two dozen".
#[inline]
fn multiply(reader: &Reader, core: &mut Core, counting: Counting) {
    let multiplies = matches!(
        reader.meaning(core.next),
        Meaning::Dash
            | Meaning::Puluh
            | Meaning::Hundred
            | Meaning::Vague(_)
            | Meaning::Scale(_)
            | Meaning::ShortScale(_)
            | Meaning::LetterScale(_)
            | Meaning::Dozen
    );
    if multiplies {
        multiply_on(reader, core, counting);
    }
}

fn multiply_on(reader: &Reader, core: &mut Core, counting: Counting) {
    loop {
        let dash = reader.meaning(core.next) == Meaning::Dash
            && reader.glued(core.next)
            && reader.glued(core.next + 1);
        let at = core.next + usize::from(dash && reader.language == Language::English);
        let power = match reader.meaning(at) {
            Meaning::Puluh if core.scale == 0 => 1,
            Meaning::Hundred => 2,
            // "1,5 jutaan".
            Meaning::Vague(power @ 3..) if reader.language == Language::Indonesian => power,
            Meaning::Scale(power) => power,
            Meaning::ShortScale(power) => power,
            Meaning::LetterScale(power) if core.scale == 0 => {
                letter(reader, core, at, power, counting);
                return;
            }
            Meaning::Dozen => {
                if let Some(amount) = core.amount.times(12) {
                    core.amount = amount;
                    core.plain = None;
                    core.need = Need::Required;
                    core.next = at + 1;
                }
                return;
            }
            _ => return,
        };
        core.amount = core.amount.scaled(power);
        core.otherwise = core.otherwise.map(|amount| amount.scaled(power));
        core.plain = None;
        core.clock = None;
        core.scale = core.scale.saturating_add(power);
        core.need = Need::Required;
        core.next = at + 1;
    }
}

/// A single letter is a scale where it counts money; elsewhere it may be one.
fn letter(reader: &Reader, core: &mut Core, at: usize, power: u8, counting: Counting) {
    let capital = reader.slice(at).as_bytes()[0].is_ascii_uppercase();
    let belongs = match reader.language {
        Language::Indonesian => capital,
        Language::English => reader.glued(at) || (capital && counting == Counting::Money),
    };
    if !belongs {
        return;
    }
    let scaled = core.amount.scaled(power);
    match counting {
        Counting::Money => {
            core.amount = scaled;
            core.otherwise = core.otherwise.map(|amount| amount.scaled(power));
            core.scale = power;
            core.need = Need::Required;
        }
        Counting::Anything => core.otherwise = CoreOtherwise::AsLikely(scaled),
    }
    core.plain = None;
    core.next = at + 1;
}
