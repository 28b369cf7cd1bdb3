//! Walks over the tokens of a text and collects its values.

use super::lexicon::{Lexicon, Meaning};
use super::money::Prefix;
use super::phrase::{self, Core, CoreOtherwise, Counting};
use super::ranges::{self, Joint};
use super::scan::{self, Gap, Token};
use super::{
    Amount, Form, Found, Language, Measure, Need, Otherwise, Value, Weekday, clocks, dates,
    english_words, indonesian_words, known, money,
};
use crate::guard::text::Text;

/// A text, its tokens and the values found so far.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub language: Language,
    tokens: &'a [Token],
    pub found: &'a mut Vec<Found>,
    /// How each value hangs together with the one before it.
    pub joints: &'a mut Vec<Joint>,
}

/// So many values a part seldom has more of.
const VALUES: usize = 8;

/// So many tokens the longest part of an article seldom has more of.
const TOKENS: usize = 128;

/// What a text is read with, kept for the next one.
pub(in crate::guard) struct Desk {
    tokens: Vec<Token>,
    joints: Vec<Joint>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            tokens: Vec::with_capacity(TOKENS),
            joints: Vec::with_capacity(VALUES),
        }
    }
}

impl Desk {
    /// Reads a text that holds no other letters than those of its words; the
    /// values are put into `found`.
    pub fn read_known(&mut self, text: &Text, language: Language, found: &mut Vec<Found>) {
        let meanings = known::words(language);
        scan::known(text, lexicon(language), meanings, &mut self.tokens);
        self.read(text.text, language, found);
    }

    /// Reads a text letter by letter; the values are put into `found`.
    pub fn read_unknown(&mut self, text: &str, language: Language, found: &mut Vec<Found>) {
        scan::unknown(text, lexicon(language), &mut self.tokens);
        self.read(text, language, found);
    }

    fn read(&mut self, text: &str, language: Language, found: &mut Vec<Found>) {
        found.clear();
        self.joints.clear();
        found.reserve(VALUES);
        self.joints.reserve(VALUES);
        let mut reader = Reader {
            text,
            language,
            tokens: &self.tokens,
            found,
            joints: &mut self.joints,
        };
        let mut at = 0;
        while let Some(token) = reader.tokens.get(at) {
            at = match token.meaning.begins_value() {
                true => reader.step(at),
                false => at + 1,
            };
        }
    }
}

fn lexicon(language: Language) -> &'static Lexicon {
    match language {
        Language::Indonesian => &indonesian_words::WORDS,
        Language::English => &english_words::WORDS,
    }
}

/// A value and the first token after it.
pub(super) type Reading = Option<(Found, usize)>;

impl<'a> Reader<'a> {
    /// What a token means; [`Meaning::Other`] beyond the end.
    pub fn meaning(&self, at: usize) -> Meaning {
        self.tokens
            .get(at)
            .map_or(Meaning::Other, |token| token.meaning)
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn glued(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::Glued)
    }

    /// A token's text.
    pub fn slice(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    /// A token's first byte; the text's end beyond the last token.
    pub fn start(&self, at: usize) -> usize {
        self.tokens
            .get(at)
            .map_or(self.text.len(), |token| token.start)
    }

    /// One past the last byte of the token before `next`.
    fn end_before(&self, next: usize) -> usize {
        next.checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(self.text.len(), |token| token.end)
    }

    /// Whether a letter touches the token's front: "A1GP", "G20".
    pub fn after_letter(&self, at: usize) -> bool {
        self.start(at)
            .checked_sub(1)
            .is_some_and(|before| match self.text.as_bytes()[before] {
                0..0x80 => self.text.as_bytes()[before].is_ascii_alphabetic(),
                _ => self.text[..before + 1]
                    .chars()
                    .next_back()
                    .is_some_and(char::is_alphabetic),
            })
    }

    /// Whether a word begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.slice(at)
            .starts_with(|letter: char| letter.is_ascii_uppercase())
    }

    /// A whole number in digits only, and how many digits.
    pub fn plain(&self, at: usize) -> Option<(u64, usize)> {
        let text = self.slice(at);
        let digits = self.meaning(at) == Meaning::Figure
            && text.len() <= 9
            && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .map(|number| (number, text.len()))
    }

    /// Whether `3/4` stands at a token, without spaces.
    pub fn is_small_fraction(&self, at: usize) -> bool {
        let small = |at: usize| self.plain(at).is_some_and(|(number, _)| number < 100);
        self.meaning(at + 1) == Meaning::Mark(b'/')
            && small(at)
            && small(at + 2)
            && self.glued(at + 1)
            && self.glued(at + 2)
    }

    /// The value of such a fraction.
    pub fn fraction(&self, at: usize) -> Option<Amount> {
        let (numerator, _) = self.plain(at)?;
        let (denominator, _) = self.plain(at + 2)?;
        Amount::fraction(numerator, u32::try_from(denominator).ok()?)
    }

    /// Reads what begins at a token and tells where to go on.
    fn step(&mut self, at: usize) -> usize {
        match self.read_at(at) {
            Some((found, next)) => {
                ranges::push(self, found, at, next);
                next
            }
            None => at + 1,
        }
    }

    fn read_at(&self, at: usize) -> Reading {
        match self.meaning(at) {
            Meaning::Figure => dates::numeric(self, at)
                .or_else(|| self.slash_fraction(at))
                .or_else(|| self.quantity(at)),
            Meaning::Currency(_) => money::before(self, at).and_then(|prefix| self.priced(&prefix)),
            Meaning::Ke => self.numbered(at),
            Meaning::Ordinal(number) => Some(dates::ordinal(self, at, number)),
            Meaning::Month(_) | Meaning::ShortMonth(_) => dates::month_first(self, at),
            Meaning::Weekday(weekday) => self.weekday(at, weekday),
            Meaning::Jam | Meaning::ClockWord => clocks::after_word(self, at),
            Meaning::TwelveWord(hour) => Some(clocks::twelve(self, at, hour)),
            Meaning::Count(number) => {
                let value = Value::Number(Amount::whole(u64::from(number)));
                Some((self.made(value, Need::Free, at, at + 1), at + 1))
            }
            Meaning::Roman(number) => {
                let value = Value::Number(Amount::whole(u64::from(number)));
                Some((self.made(value, Need::Advised, at, at + 1), at + 1))
            }
            Meaning::Vague(power) => Some(self.vague(at, power)),
            Meaning::DecadeWord(years) => {
                let value = Value::Decade(u16::from(years));
                Some((self.made(value, Need::Required, at, at + 1), at + 1))
            }
            _ => self.quantity(at),
        }
    }

    /// A value in words, from a token up to `next`.
    pub fn made(&self, value: Value, need: Need, at: usize, next: usize) -> Found {
        Found {
            value,
            otherwise: Otherwise::Nothing,
            form: Form::Words,
            need,
            measure: None,
            start: self.start(at),
            end: self.end_before(next),
        }
    }

    /// A number without a currency before it, and all that follows it.
    fn quantity(&self, at: usize) -> Reading {
        let core = phrase::read(self, at, Counting::Anything)?;
        if self.after_letter(at) && core.form != Form::Words {
            return Some(self.in_code(&core, at));
        }
        dates::after_number(self, at, &core)
            .or_else(|| clocks::after_number(self, at, &core))
            .or_else(|| self.decade(at, &core))
            .or_else(|| Some(self.counted(at, &core)))
    }

    /// The digits of a code such as "F35": one digit alone ("P3K") may go
    /// when the code is spelled out.
    fn in_code(&self, core: &Core, at: usize) -> (Found, usize) {
        let need = match core.plain {
            Some(1) => Need::Advised,
            _ => Need::Required,
        };
        let value = Value::Number(core.amount);
        let mut found = self.made(value, need, at, core.next);
        found.form = core.form;
        (found, core.next)
    }

    fn counted(&self, at: usize, core: &Core) -> (Found, usize) {
        if let Some(next) = self.percent(core.next) {
            return (self.amount(core, Value::Percent, at, next), next);
        }
        if let Some((currency, next)) = money::after(self, core.next) {
            let money = |amount| Value::Money(amount, currency);
            return (self.amount(core, money, at, next), next);
        }
        let mut found = self.amount(core, Value::Number, at, core.next);
        let (measure, next) = self.measure(core.next);
        found.measure = measure;
        if measure.is_none() && found.otherwise == Otherwise::Nothing {
            found.otherwise = clocks::otherwise(self, at, core);
        }
        (found, next)
    }

    /// A sum with its currency in front.
    fn priced(&self, prefix: &Prefix) -> Reading {
        let core = phrase::read(self, prefix.number, Counting::Money)?;
        let money = |amount| Value::Money(amount, prefix.currency);
        let next = match money::after(self, core.next) {
            // "Rp 5 rupiah" is one sum; "Rp 16.000/US$" is not.
            Some((currency, next)) if currency == prefix.currency => next,
            _ => core.next,
        };
        let mut found = self.amount(&core, money, prefix.number, next);
        found.start = prefix.start;
        Some((found, next))
    }

    /// Makes a value of an amount and carries its other reading along.
    fn amount(
        &self,
        core: &Core,
        value: impl Fn(Amount) -> Value,
        at: usize,
        next: usize,
    ) -> Found {
        Found {
            otherwise: match core.otherwise {
                CoreOtherwise::AsLikely(amount) => Otherwise::AsLikely(value(amount)),
                CoreOtherwise::OtherSeparators(amount) => Otherwise::OtherSeparators(value(amount)),
                CoreOtherwise::Nothing => Otherwise::Nothing,
            },
            form: core.form,
            ..self.made(value(core.amount), core.need, at, next)
        }
    }

    /// The token after "persen", "%", "per cent", "percentage points".
    fn percent(&self, at: usize) -> Option<usize> {
        let at = at + usize::from(self.meaning(at) == Meaning::Dash && self.glued(at));
        match (self.meaning(at), self.meaning(at + 1)) {
            (Meaning::Percent, _) => Some(at + 1),
            // "a quarter of a percentage point".
            (Meaning::Of, Meaning::Article) if self.meaning(at + 2) == Meaning::Percent => {
                Some(at + 3)
            }
            (Meaning::Per, Meaning::Cent) | (Meaning::PointWord, Meaning::Percent) => Some(at + 2),
            _ => None,
        }
    }

    /// The unit after a number: "km", "28-year-old", "5 jam", "dua minggu".
    fn measure(&self, at: usize) -> (Option<Measure>, usize) {
        let dash = self.meaning(at) == Meaning::Dash && self.glued(at) && self.glued(at + 1);
        let unit = at + usize::from(dash);
        let measure = match self.meaning(unit) {
            Meaning::Measure(measure) => measure,
            Meaning::Jam => Measure::Hour,
            Meaning::YearWord => Measure::Year,
            Meaning::Weekday(Weekday::Sunday) if self.language == Language::Indonesian => {
                Measure::Week
            }
            _ => return (None, at),
        };
        (Some(measure), unit + 1)
    }

    /// "ke-5", "ke-XX", "ke-54".
    fn numbered(&self, at: usize) -> Reading {
        if self.meaning(at + 1) != Meaning::Dash || !self.glued(at + 1) {
            return None;
        }
        let number = match self.meaning(at + 2) {
            Meaning::Figure => phrase::read(self, at + 2, Counting::Anything)?.amount,
            Meaning::Roman(number) => Amount::whole(u64::from(number)),
            _ => return None,
        };
        let need = match number == Amount::ONE {
            true => Need::Free,
            false => Need::Required,
        };
        let mut found = self.made(Value::Ordinal(number), need, at, at + 3);
        found.form = Form::Figures;
        Some((found, at + 3))
    }

    /// "1950-an", "1990s", "1990's", "nineteen-fifties".
    fn decade(&self, at: usize, core: &Core) -> Reading {
        let number = core.amount.as_whole()?;
        if let (Meaning::Vague(1), 2..10) = (self.meaning(core.next), number) {
            // "dua puluhan": in the twenties.
            let value = Value::Decade(u16::try_from(number * 10).ok()?);
            let next = core.next + 1;
            return Some((self.made(value, Need::Required, at, next), next));
        }
        if let (Language::English, Meaning::DecadeWord(years)) = (
            self.language,
            self.meaning(core.next + usize::from(self.meaning(core.next) == Meaning::Dash)),
        ) {
            let century = u16::try_from(number)
                .ok()
                .filter(|n| (10..=20).contains(n))?;
            let next = core.next + 1 + usize::from(self.meaning(core.next) == Meaning::Dash);
            let value = Value::Decade(century * 100 + u16::from(years));
            return Some((self.made(value, Need::Required, at, next), next));
        }
        let digits = core.plain?;
        let is_decade = number.is_multiple_of(10) && matches!(digits, 2 | 4) && number > 0;
        if !is_decade || !self.glued(core.next) {
            return None;
        }
        let next = match (
            self.language,
            self.meaning(core.next),
            self.meaning(core.next + 1),
        ) {
            (Language::Indonesian, Meaning::Dash, Meaning::An) => core.next + 2,
            (Language::English, Meaning::PluralEnding, _) => core.next + 1,
            (Language::English, Meaning::Mark(b'\''), Meaning::PluralEnding)
                if self.glued(core.next + 1) =>
            {
                core.next + 2
            }
            _ => return None,
        };
        let value = Value::Decade(u16::try_from(number).ok()?);
        let mut found = self.made(value, Need::Required, at, next);
        found.form = Form::Figures;
        Some((found, next))
    }

    /// "ribuan", "ratusan ribu", "hundreds of thousands".
    fn vague(&self, at: usize, power: u8) -> (Found, usize) {
        let of = usize::from(self.meaning(at + 1) == Meaning::Of);
        let (power, next) = match self.meaning(at + 1 + of) {
            Meaning::Vague(more) | Meaning::Scale(more) => (power + more, at + 2 + of),
            _ => (power, at + 1),
        };
        (self.made(Value::Vague(power), Need::Free, at, next), next)
    }

    /// "1/2", where it is no date.
    fn slash_fraction(&self, at: usize) -> Reading {
        if !self.is_small_fraction(at) || self.meaning(at + 3) == Meaning::Mark(b'/') {
            return None;
        }
        let value = Value::Number(self.fraction(at)?);
        let mut found = self.made(value, Need::Required, at, at + 3);
        found.form = Form::Figures;
        Some((found, at + 3))
    }

    /// A day's name; "minggu" is more often a week.
    fn weekday(&self, at: usize, weekday: Weekday) -> Reading {
        let is_week = self.language == Language::Indonesian
            && weekday == Weekday::Sunday
            && self.slice(at).eq_ignore_ascii_case("minggu")
            && !self.is_sunday(at);
        (!is_week).then(|| {
            let value = Value::Weekday(weekday);
            (self.made(value, Need::Advised, at, at + 1), at + 1)
        })
    }

    fn is_sunday(&self, at: usize) -> bool {
        let after_day = at > 0 && self.meaning(at - 1) == Meaning::Measure(Measure::Day);
        let before_date =
            self.meaning(at + 1) == Meaning::Mark(b'(') && self.meaning(at + 2) == Meaning::Figure;
        let capital_alone =
            self.capital(at) && !matches!(self.meaning(at + 1), Meaning::Relative | Meaning::Ke);
        after_day || before_date || capital_alone
    }
}
