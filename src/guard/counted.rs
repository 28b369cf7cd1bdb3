//! What a figure counts: "6 months" is not held up by "four to six people".

use std::sync::LazyLock;

use crate::word::{Keys, Shape, key};

use super::text::{Text, Token};
use super::value::{Found, Value};

/// How far behind a figure the word stands that it counts, in words.
const REACH: usize = 4;

/// Words that so many others may stand for that they tell nothing but that it
/// is no measure.
const PEOPLE: &str = "people person persons others other more men women victims cases residents \
    orang lainnya lain korban warga jiwa kasus buah";

/// Words behind a figure that counts nothing: "ranked 190th in the list".
const PLACES: &str = "in on at di dalam pada";

/// What a figure counts.
pub struct Counted<'t> {
    found: &'t Found,
    /// The words behind it that tell something.
    words: Vec<&'t Token>,
    /// Whether it counts people or cases.
    anybody: bool,
}

/// The figures of a text with what they count.
pub fn read<'t>(text: &'t Text, values: &'t [Found]) -> Vec<Counted<'t>> {
    let numbers = values.iter().filter(|found| {
        matches!(found.value, Value::Number(_)) && !found.is_zero() && !is_year(text, found)
    });
    numbers
        .map(|found| {
            let (anybody, words): (Vec<&Token>, Vec<&Token>) = words(text, values, found)
                .into_iter()
                .partition(|token| ANYBODY.contains(&token.word.key));
            Counted {
                found,
                words,
                anybody: !anybody.is_empty(),
            }
        })
        .collect()
}

/// Whether a figure is written as a year is: nobody counts 2,008 lists in "the
/// 2008 list".
fn is_year(text: &Text, found: &Found) -> bool {
    let written = text.text.get(found.start..found.end).unwrap_or_default();
    written.len() == 4 && (written.starts_with("19") || written.starts_with("20"))
}

static ANYBODY: LazyLock<Keys> = LazyLock::new(|| PEOPLE.split_whitespace().map(key).collect());

static AT_A_PLACE: LazyLock<Keys> = LazyLock::new(|| PLACES.split_whitespace().map(key).collect());

/// The words behind a figure that are no figures themselves, up to the end of
/// its clause or a preposition: "two men in Singkawang" are men.
fn words<'t>(text: &'t Text, values: &[Found], found: &Found) -> Vec<&'t Token> {
    let from = text
        .tokens
        .partition_point(|token| token.word.start < found.end);
    let mut end = found.end;
    let mut words = Vec::new();
    for token in text.tokens[from..].iter().take(REACH) {
        let between = text.text.get(end..token.word.start).unwrap_or_default();
        if between.contains([',', '.', ';', ':', '(', ')', '"']) {
            break;
        }
        end = token.word.end;
        let at = token.word.start;
        let place = values.partition_point(|other| other.end <= at);
        let figure = values.get(place).is_some_and(|other| other.start <= at);
        let tells = !token.is_function_word() || ANYBODY.contains(&token.word.key);
        if !tells && !words.is_empty() || AT_A_PLACE.contains(&token.word.key) {
            break;
        }
        if !figure && tells && token.word.shape == Shape::Lower {
            words.push(token);
        }
    }
    words
}

impl Counted<'_> {
    /// Whether a claim's figure counts something that the parts count with
    /// another figure, while what they count with this one is something else.
    pub fn is_of_another(&self, parts: &[Counted]) -> bool {
        if self.found.measure.is_none() && self.words.is_empty() {
            return false;
        }
        let amount = self.found.amount();
        let (same, others): (Vec<&Counted>, Vec<&Counted>) =
            parts.iter().partition(|part| part.found.amount() == amount);
        let tells = |part: &&Counted| {
            part.found.measure.is_some()
                || !part.words.is_empty()
                || part.anybody && self.found.measure.is_some()
        };
        !same.is_empty()
            && same
                .iter()
                .all(|part| tells(part) && !self.counts_alike(part))
            && others.iter().any(|part| self.counts_alike(part))
    }

    /// Where the figure stands, in bytes.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.found.start..self.found.end
    }

    fn counts_alike(&self, other: &Counted) -> bool {
        match (self.found.measure, other.found.measure) {
            (Some(one), Some(two)) => return one == two,
            (Some(_), None) | (None, Some(_)) => return false,
            (None, None) => {}
        }
        self.words
            .iter()
            .any(|one| other.words.iter().any(|two| means_the_same(one, two)))
    }
}

fn means_the_same(one: &Token, other: &Token) -> bool {
    let meant = |concept: u16| {
        concept != 0
            && (other.entry.english.contains(&concept) || other.entry.indonesian == concept)
    };
    one.word.key == other.word.key
        || one.cognate != 0 && one.cognate == other.cognate
        || one.entry.english.into_iter().any(meant)
}
