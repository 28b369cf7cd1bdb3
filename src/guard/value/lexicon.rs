//! Words that mean something to the reader of values, looked up by their
//! letters in a table that is built when the program is compiled.

use crate::bytes::SPREAD;

use super::calendar::Weekday;
use super::{Currency, Measure, Zone};

/// What a word or a mark contributes to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Any other word, and what lies beyond the end.
    Other,
    /// A literal in digits.
    Figure,
    /// A mark such as `(` or `/`.
    Mark(u8),
    /// A hyphen or a dash.
    Dash,
    /// 0 to 9.
    Digit(u8),
    /// 10 to 19.
    Teen(u8),
    /// 20 to 90.
    Tens(u8),
    /// "belas": ten more.
    Belas,
    /// "puluh": ten times.
    Puluh,
    /// "ratus", "hundred".
    Hundred,
    /// A power of ten from a thousand upwards.
    Scale(u8),
    /// "seribu": one times a power of ten.
    OneScale(u8),
    /// An abbreviated power of ten that may stand apart ("jt", "bn").
    ShortScale(u8),
    /// An abbreviated power of ten that is something else when it stands
    /// apart from its figure ("5m"), or that only capitals make ("Rp3 M").
    LetterScale(u8),
    /// "ribuan", "millions": a power of ten without a number.
    Vague(u8),
    /// A dozen.
    Dozen,
    /// A half.
    Half,
    /// "sepertiga": one of so many parts.
    OnePart(u8),
    /// "pertiga", "thirds": parts of so many.
    Parts(u8),
    /// "ketiga", "third".
    Ordinal(u8),
    /// st, nd, rd, th.
    OrdinalEnding,
    /// "both", "keduanya": a number that is not written as one.
    Count(u8),
    /// "VII".
    Roman(u8),
    /// "fifties".
    DecadeWord(u8),
    /// A month's name.
    Month(u8),
    /// A month's name, shortened: only beside a figure.
    ShortMonth(u8),
    /// A day's name.
    Weekday(Weekday),
    /// Money, before a number or after it: "Rp", "USD", "$".
    Currency(Currency),
    /// Money, after a number only: "rupiah"; "Euro 2024" is a tournament.
    Coin(Currency),
    /// Whose dollar it is ("AS", "US").
    DollarOf(Currency),
    /// Percent.
    Percent,
    /// A unit of measure.
    Measure(Measure),
    /// "jam": an hour, or a time of the day.
    Jam,
    /// "pukul".
    ClockWord,
    /// A time zone.
    Zone(Zone),
    /// "Western", "Central", "Eastern" before "Indonesia Time".
    ZoneSide(Zone),
    /// "Indonesia", "Indonesian".
    Indonesia,
    /// Before noon: a.m., "pagi".
    Morning,
    /// After noon: p.m., "sore".
    Afternoon,
    /// "malam": evening, or the night after midnight.
    Night,
    /// "morning", "evening": which half of the day it is is not read.
    DayPart,
    /// Noon or midnight, as an hour.
    TwelveWord(u8),
    /// "dan", "and".
    And,
    /// "hingga", "to", "atau", "or".
    Between,
    /// "of".
    Of,
    /// "a", "the".
    Article,
    /// "koma", "point".
    Point,
    /// "per".
    Per,
    /// "cent" of "per cent".
    Cent,
    /// "poin" of "poin persen".
    PointWord,
    /// A word that makes a number word an idiom: "kaki lima", "roda dua".
    Idiom,
    /// "ke".
    Ke,
    /// "an" of "1950-an".
    An,
    /// "s" of "1950s".
    PluralEnding,
    /// "tahun" before a year.
    YearWord,
    /// Words that make "Minggu" a week: "ini", "lalu", "depan".
    Relative,
}

impl Meaning {
    /// Whether a value may begin with it; most others only go on with one.
    #[inline]
    pub(super) const fn begins_value(self) -> bool {
        matches!(
            self,
            Meaning::Figure
                | Meaning::Digit(_)
                | Meaning::Teen(_)
                | Meaning::Tens(_)
                | Meaning::Hundred
                | Meaning::Scale(_)
                | Meaning::OneScale(_)
                | Meaning::Vague(_)
                | Meaning::Dozen
                | Meaning::Half
                | Meaning::OnePart(_)
                | Meaning::Ordinal(_)
                | Meaning::Count(_)
                | Meaning::Roman(_)
                | Meaning::DecadeWord(_)
                | Meaning::Month(_)
                | Meaning::ShortMonth(_)
                | Meaning::Weekday(_)
                | Meaning::Currency(_)
                | Meaning::Jam
                | Meaning::ClockWord
                | Meaning::TwelveWord(_)
                | Meaning::Ke
        )
    }

    /// Whether it says something only after a value.
    #[inline]
    pub(super) const fn only_joins(self) -> bool {
        matches!(
            self,
            Meaning::Other
                | Meaning::And
                | Meaning::Between
                | Meaning::Of
                | Meaning::Article
                | Meaning::Point
                | Meaning::Per
                | Meaning::Cent
                | Meaning::An
                | Meaning::PluralEnding
                | Meaning::Relative
                | Meaning::DayPart
                | Meaning::Indonesia
                | Meaning::Mark(b',' | b'.' | b')' | b':' | b'\'' | b'/' | b'+')
        )
    }
}

const SLOTS: usize = 1024;
const FILTER: usize = 4096;

/// The longest word that can be in a table.
pub(super) const LONGEST: usize = 16;

/// The letters of a word as one number, lower case, the first letter lowest;
/// 0 for a word that is too long to be in a table.
pub(super) const fn key(word: &[u8]) -> u128 {
    if word.len() > LONGEST {
        return 0;
    }
    let mut key = 0_u128;
    let mut at = word.len();
    while at > 0 {
        at -= 1;
        key = key << 8 | (word[at] | 0x20) as u128;
    }
    key
}

const fn hash(key: u128) -> u64 {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    folded.wrapping_mul(SPREAD)
}

const fn slot(hash: u64) -> usize {
    (hash >> 54) as usize
}

/// A language's words.
pub(super) struct Lexicon {
    keys: [u128; SLOTS],
    meanings: [Meaning; SLOTS],
    /// One bit for each hash of a word in the table: nearly all other words
    /// are turned away here.
    filter: [u64; FILTER / 64],
}

impl Lexicon {
    /// Builds the table; a word that is listed twice, or too long, fails the
    /// compilation.
    pub(super) const fn of(words: &[(&str, Meaning)]) -> Lexicon {
        let mut lexicon = Lexicon {
            keys: [0; SLOTS],
            meanings: [Meaning::Other; SLOTS],
            filter: [0; FILTER / 64],
        };
        let mut at = 0;
        while at < words.len() {
            let (word, meaning) = words[at];
            let key = key(word.as_bytes());
            assert!(key != 0, "a word is too long for the table");
            let hash = hash(key);
            let mut slot = slot(hash);
            while lexicon.keys[slot] != 0 {
                assert!(lexicon.keys[slot] != key, "a word is listed twice");
                slot = (slot + 1) % SLOTS;
            }
            lexicon.keys[slot] = key;
            lexicon.meanings[slot] = meaning;
            lexicon.filter[(hash >> 58) as usize] |= 1 << (hash >> 52 & 63);
            at += 1;
        }
        lexicon
    }

    /// What the word with these letters means.
    #[inline]
    pub(super) fn meaning(&self, key: u128) -> Meaning {
        let hash = hash(key);
        if self.filter[(hash >> 58) as usize] & (1 << (hash >> 52 & 63)) == 0 {
            return Meaning::Other;
        }
        self.find(key, slot(hash))
    }

    fn find(&self, key: u128, mut slot: usize) -> Meaning {
        while self.keys[slot] != 0 {
            if self.keys[slot] == key {
                return self.meanings[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        Meaning::Other
    }
}
