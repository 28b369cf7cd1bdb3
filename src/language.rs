//! Which language an article is written in.
//!
//! Function words decide; trigrams (whatlang) are asked only where they do
//! not, and only about the languages that are likely. Malay, Javanese and
//! Sundanese share so many words with Indonesian that each is told by words
//! which Indonesian does not have.

use std::borrow::Cow;

use whatlang::{Detector, Lang};

use crate::guard::lexicon::{self, Classes};
use crate::word::{Word, words};

/// A language, as far as this program needs to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Indonesian.
    Indonesian,
    /// English.
    English,
    /// Malay as written in Malaysia, Brunei and Singapore.
    Malay,
    /// Javanese.
    Javanese,
    /// Sundanese.
    Sundanese,
    /// Some other language.
    Other,
    /// Too little text to tell.
    Unknown,
}

impl Language {
    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Indonesian => "Indonesian",
            Self::English => "English",
            Self::Malay => "Malay",
            Self::Javanese => "Javanese",
            Self::Sundanese => "Sundanese",
            Self::Other => "another language",
            Self::Unknown => "no language that can be told",
        }
    }
}

/// The neighbours of Indonesian, with the words that tell each from it.
const NEIGHBOURS: [(Language, Classes); 3] = [
    (Language::Malay, Classes::MALAY),
    (Language::Javanese, Classes::JAVANESE),
    (Language::Sundanese, Classes::SUNDANESE),
];

const OF_NEIGHBOURS: Classes = Classes::MALAY
    .and(Classes::JAVANESE)
    .and(Classes::SUNDANESE);

/// The most words that are read: enough to tell, whatever the length.
const WORDS: usize = 600;

/// The fewest words of a text that can be told.
const FEWEST: usize = 4;

/// The fewest words of a text whose trigrams are believed whatever language
/// they name.
const LONG: usize = 12;

/// The language of a text.
pub fn identify(text: &str) -> Language {
    let start = floor(text, WORDS * 12);
    let text = &text[..start];
    of_words(&words(text), || Cow::Borrowed(text))
}

/// The language of a text whose words are known; the text itself is asked
/// for where they do not tell.
pub fn of_words<'a>(words: &[Word], text: impl FnOnce() -> Cow<'a, str>) -> Language {
    let tally = Tally::of(&words[..words.len().min(WORDS)]);
    if tally.words < FEWEST {
        return by_letters(&text());
    }
    by_function_words(&tally).unwrap_or_else(|| by_trigrams(&text()))
}

/// How many words a text has, and how many of them tell a language.
#[derive(Default)]
struct Tally {
    words: usize,
    indonesian: usize,
    english: usize,
    /// In the order of [`NEIGHBOURS`].
    neighbours: [usize; NEIGHBOURS.len()],
}

impl Tally {
    fn of(words: &[Word]) -> Self {
        let mut tally = Self::default();
        let lexicon = lexicon::table();
        for word in words {
            tally.add(lexicon.entry(word.key).classes);
        }
        tally
    }

    #[inline]
    fn add(&mut self, classes: Classes) {
        self.words += 1;
        self.indonesian += usize::from(classes.has(Classes::INDONESIAN));
        self.english += usize::from(classes.has(Classes::ENGLISH));
        if classes.any(OF_NEIGHBOURS) {
            for ((_, own), count) in NEIGHBOURS.iter().zip(&mut self.neighbours) {
                *count += usize::from(classes.has(*own));
            }
        }
    }

    /// The neighbour of Indonesian with the most telling words, and how many.
    fn nearest_neighbour(&self) -> (Language, usize) {
        let counts = NEIGHBOURS.iter().zip(self.neighbours);
        counts
            .map(|((language, _), count)| (*language, count))
            .max_by_key(|(_, count)| *count)
            .unwrap_or((Language::Unknown, 0))
    }
}

/// The language of which a text has enough function words, and more than of
/// the others.
fn by_function_words(tally: &Tally) -> Option<Language> {
    let (indonesian, english) = (tally.indonesian, tally.english);
    let (neighbour, telling) = tally.nearest_neighbour();
    let enough = (tally.words / 12).max(2);
    if telling >= enough.min(8) && telling * 3 > indonesian && telling > english {
        return Some(neighbour);
    }
    match (indonesian >= enough, english >= enough) {
        (true, _) if indonesian > english * 2 => Some(Language::Indonesian),
        (_, true) if english > indonesian * 2 => Some(Language::English),
        _ => None,
    }
}

fn by_trigrams(text: &str) -> Language {
    if by_letters(text) == Language::Other {
        return Language::Other;
    }
    let long = words(text).len() >= LONG;
    match Detector::new().detect(text) {
        Some(guess) if guess.is_reliable() || long => of_trigrams(guess.lang()),
        _ => Detector::with_allowlist(vec![Lang::Eng, Lang::Ind])
            .detect_lang(text)
            .map_or(Language::Unknown, of_trigrams),
    }
}

fn of_trigrams(language: Lang) -> Language {
    match language {
        Lang::Ind => Language::Indonesian,
        Lang::Eng => Language::English,
        Lang::Jav => Language::Javanese,
        _ => Language::Other,
    }
}

/// Other, where most letters are not Latin; unknown otherwise.
fn by_letters(text: &str) -> Language {
    let letters = text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(WORDS);
    let (latin, other) = letters.fold((0, 0), |(latin, other), letter| {
        if letter < '\u{250}' {
            (latin + 1, other)
        } else {
            (latin, other + 1)
        }
    });
    if other > latin {
        Language::Other
    } else {
        Language::Unknown
    }
}

/// The last border between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let table = [
            (
                Language::Indonesian,
                "Wali kota meresmikan pasar baru yang dibangun sejak tahun lalu.",
            ),
            (
                Language::Indonesian,
                "Harga cabai rawit merah naik tajam di Pasar Induk",
            ),
            (
                Language::English,
                "The mayor opened the new market that had been built since May.",
            ),
            (
                Language::Malay,
                "Polis menahan lelaki itu kerana dia dipercayai mencuri wang syarikat selepas \
                 mesyuarat pada Khamis, manakala rakannya dibebaskan.",
            ),
            (
                Language::Javanese,
                "Wong iku wis menyang pasar nalika udan, nanging dheweke ora tuku apa-apa lan \
                 bali maneh amarga luwih larang.",
            ),
            (
                Language::Sundanese,
                "Jalma éta henteu daék datang ka imah kuring, sarta ieu anu jadi masalah pikeun \
                 urang sadayana.",
            ),
            (
                Language::Other,
                "De burgemeester opende gisteren de nieuwe markt, die sinds vorig jaar gebouwd \
                 werd door arbeiders uit het dorp.",
            ),
            (Language::Other, "市长昨天宣布新市场开幕"),
            (Language::Unknown, "Persib 2-1"),
        ];
        for (language, text) in table {
            assert_eq!(identify(text), language, "{text}");
        }
    }

    #[test]
    fn long_texts_are_read_to_a_limit() {
        let text = "Warga desa itu menolak rencana pembangunan jalan. ".repeat(20_000);
        assert_eq!(identify(&text), Language::Indonesian);
    }
}
