//! What some parts of an article say, in both languages.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use crate::glossary::Glossary;
use crate::word::{KeyHasher, Keys, Shape, key, words};

use super::Pair;
use super::acronym::is_written_out;
use super::counted;
use super::injection::forget_instructions;
use super::text::{Text, Token};
use super::value::{self, Bag, Found, Language};

/// What some parts say.
pub struct Support<'a> {
    /// The parts' sources.
    pub sources: Vec<Text<'a>>,
    /// The parts' translations.
    pub targets: Vec<Text<'a>>,
    said: Vocabulary,
    quoted: Vocabulary,
    values: Vec<Vec<Found>>,
}

/// How many letters at the beginning of a name must be the same.
const NAME_PREFIX: usize = 4;

/// How much longer one spelling of a name may be than another, in bytes.
const NAME_ENDING: usize = 3;

/// Acronyms with a word that may stand for each.
const SAME: [(&str, &str); 9] = [
    ("id", "identity"),
    ("us", "american"),
    ("us", "usd"),
    ("us", "america"),
    ("uk", "british"),
    ("uk", "britain"),
    ("bce", "bc"),
    ("ce", "ad"),
    ("eu", "european"),
];

impl<'a> Support<'a> {
    /// Reads what the parts say.
    pub fn read<'p>(pairs: impl Iterator<Item = &'p Pair<'a>>, glossary: &Glossary) -> Self
    where
        'a: 'p,
    {
        let pairs: Vec<&Pair> = pairs.collect();
        let obeying_nobody = |mut text: Text<'a>| {
            forget_instructions(&mut text);
            text
        };
        let sources = pairs
            .iter()
            .map(|pair| obeying_nobody(Text::read(pair.source)));
        let sources: Vec<Text> = sources.collect();
        let targets = pairs
            .iter()
            .map(|pair| obeying_nobody(Text::read(pair.target)));
        let targets: Vec<Text> = targets.collect();
        let (mut said, mut quoted) = (Vocabulary::default(), Vocabulary::default());
        for source in &sources {
            said.add_indonesian(&source.tokens);
            quotations(source).for_each(|tokens| quoted.add_indonesian(tokens));
            said.words.extend(terms(source, glossary));
        }
        for (source, target) in sources.iter().zip(&targets) {
            said.add_english(&target.tokens);
            // Where the translation lost marks, that is told of it and not of
            // a summary that has them.
            if target.marks.quotations.len() < source.marks.quotations.len() {
                quoted.add_english(&target.tokens);
            }
            quotations(target).for_each(|tokens| quoted.add_english(tokens));
        }
        let values = sources
            .iter()
            .map(|text| kept(text, value::among(text, Language::Indonesian)));
        let values = values.chain(
            targets
                .iter()
                .map(|text| kept(text, value::among(text, Language::English))),
        );
        Self {
            said,
            quoted,
            values: values.collect(),
            sources,
            targets,
        }
    }

    /// Where values of an English text stand that the parts do not have: what
    /// is read as a value by what it means, other figures as they are written.
    pub fn unsupported(&self, text: &Text, claims: &[Found]) -> Vec<Range<usize>> {
        let bag = Bag::of_all(self.values.iter().map(Vec::as_slice));
        let missing = value::unsupported(claims, &bag);
        let missing = missing.into_iter().map(|found| found.start..found.end);
        let unread = text.tokens.iter().filter(|token| {
            let at = token.word.start;
            let written = token.word.of(text.text);
            (token.word.shape == Shape::Number
                || written.starts_with(|letter: char| letter.is_ascii_digit()))
                && !claims
                    .iter()
                    .any(|found| found.start <= at && at < found.end)
                && !self.said.words.contains(&token.word.key)
        });
        let counted = counted::read(text, claims);
        let parts: Vec<_> = match counted.is_empty() {
            true => Vec::new(),
            false => self
                .texts()
                .zip(&self.values)
                .flat_map(|(text, values)| counted::read(text, values))
                .collect(),
        };
        let of_another = counted
            .into_iter()
            .filter(|claim| claim.is_of_another(&parts))
            .map(|claim| claim.bytes());
        let mut ranges: Vec<Range<usize>> = missing
            .chain(unread.map(|token| token.word.start..token.word.end))
            .chain(of_another)
            .collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        ranges
    }

    /// Whether somebody is quoted with this English word or its like. Function
    /// words of a quotation that was only read in Indonesian may be any.
    pub fn quotes(&self, text: &str, token: &Token) -> bool {
        let untranslated = self.targets.iter().all(Text::is_blank);
        let spelt = || other_spelling(token.word.of(text));
        self.quoted.has(token)
            || spelt().is_some_and(|other| self.quoted.words.contains(&key(&other)))
            || untranslated && token.is_function_word() && !self.quoted.words.is_empty()
    }

    /// Whether the parts have this English word or its like.
    pub fn knows(&self, text: &str, token: &Token) -> bool {
        self.said.has(token) || self.begins_alike(text, token)
    }

    /// Whether the parts have this name, in whatever spelling.
    pub fn knows_name(&self, text: &str, token: &Token) -> bool {
        let known = match token.word.shape {
            Shape::Upper => self.knows_acronym(text, token),
            _ => self.knows(text, token),
        };
        let name = token.word.of(text);
        let one_of = |many: &str| self.said.words.contains(&key(many));
        known || name.strip_suffix('s').is_some_and(one_of) || self.writes_apart(name)
    }

    /// Whether the parts write a word as two: "Sea Lion" for "Sealion".
    fn writes_apart(&self, name: &str) -> bool {
        name.len() > NAME_PREFIX - 1
            && self.texts().any(|part| {
                part.tokens.windows(2).any(|pair| {
                    let (first, second) = (pair[0].word.of(part.text), pair[1].word.of(part.text));
                    let split = name.split_at_checked(first.len());
                    split.is_some_and(|(head, tail)| {
                        head.eq_ignore_ascii_case(first) && tail.eq_ignore_ascii_case(second)
                    })
                })
            })
    }

    fn knows_acronym(&self, text: &str, token: &Token) -> bool {
        let alias = SAME.iter().any(|(acronym, word)| {
            key(acronym) == token.word.key && self.said.words.contains(&key(word))
        });
        alias
            || self.said.words.contains(&token.word.key)
            || self.texts().any(|part| is_written_out(text, token, part))
    }

    fn texts(&self) -> impl Iterator<Item = &Text<'a>> {
        self.sources.iter().chain(&self.targets)
    }

    /// Whether a capitalised word of the parts begins like this one.
    fn begins_alike(&self, text: &str, token: &Token) -> bool {
        let name = token.word.of(text);
        let Some(head) = name.get(..NAME_PREFIX) else {
            return false;
        };
        let alike = |other: &str| {
            other.starts_with(head) && other.len().abs_diff(name.len()) <= NAME_ENDING
        };
        token.word.shape == Shape::Capital
            && self.texts().any(|part| {
                part.tokens
                    .iter()
                    .any(|other| alike(other.word.of(part.text)))
            })
    }
}

/// Words with what they mean and where they come from.
#[derive(Default)]
struct Vocabulary {
    words: Keys,
    concepts: HashSet<u16, BuildHasherDefault<KeyHasher>>,
    cognates: Keys,
}

impl Vocabulary {
    fn add_indonesian(&mut self, tokens: &[Token]) {
        self.add(tokens);
        self.concepts
            .extend(tokens.iter().map(|token| token.entry.indonesian));
    }

    fn add_english(&mut self, tokens: &[Token]) {
        self.add(tokens);
        self.concepts
            .extend(tokens.iter().flat_map(|token| token.entry.english));
    }

    fn add(&mut self, tokens: &[Token]) {
        self.words.extend(tokens.iter().map(|token| token.word.key));
        self.cognates
            .extend(tokens.iter().map(|token| token.cognate));
    }

    /// Whether an English word or its like is among them.
    fn has(&self, token: &Token) -> bool {
        let meant = |concept: &u16| *concept != 0 && self.concepts.contains(concept);
        self.words.contains(&token.word.key)
            || token.cognate != 0 && self.cognates.contains(&token.cognate)
            || token.entry.english.iter().any(meant)
    }
}

/// The American spelling of a British word, and the other way round: "labour",
/// "labor".
fn other_spelling(word: &str) -> Option<String> {
    [("our", "or"), ("or", "our"), ("re", "er"), ("er", "re")]
        .into_iter()
        .find_map(|(one, other)| {
            let (head, tail) = word.rsplit_once(one)?;
            Some(format!("{head}{other}{tail}"))
        })
}

/// The values of a text without those of sentences it forgot.
fn kept(text: &Text, mut values: Vec<Found>) -> Vec<Found> {
    values.retain(|found| text.sentence_at(found.start).is_some());
    values
}

/// The words of every English form of the glossary's terms in a source.
fn terms(source: &Text, glossary: &Glossary) -> Vec<u64> {
    let found = glossary.matches_among(source.text, &source.tokens);
    let forms = found
        .iter()
        .flat_map(|found| glossary.entries()[found.entry].accepted());
    forms
        .flat_map(|form| words(form.as_str()))
        .map(|word| word.key)
        .collect()
}

fn quotations<'t>(text: &'t Text) -> impl Iterator<Item = &'t [Token]> {
    text.marks
        .quotations
        .iter()
        .map(|quotation| text.within(&quotation.bytes))
}
