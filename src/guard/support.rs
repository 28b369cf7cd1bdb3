//! What some parts of an article say, in both languages.

use std::collections::HashSet;
use std::ops::Range;

use crate::glossary::Glossary;
use crate::word::{Shape, words};

use super::Pair;
use super::anchor::Meanings;
use super::injection::forget_instructions;
use super::text::{Text, Token};
use super::value::{self, Bag, Found};

/// The words, quoted words and values of some parts.
pub struct Support<'a> {
    /// The parts' texts, sources before translations.
    pub sources: Vec<Text<'a>>,
    /// The translations.
    pub targets: Vec<Text<'a>>,
    words: HashSet<u64>,
    quoted: HashSet<u64>,
    quoted_meanings: Meanings,
    meanings: Meanings,
    values: Vec<Vec<Found>>,
}

/// How many letters at the beginning of a name must be the same.
const NAME_PREFIX: usize = 4;

impl<'a> Support<'a> {
    /// Reads what the parts say.
    pub fn read<'p>(pairs: impl Iterator<Item = &'p Pair<'a>>, glossary: &Glossary) -> Self
    where
        'a: 'p,
    {
        let pairs: Vec<&Pair> = pairs.collect();
        let read = |text: &'a str| {
            let mut text = Text::read(text);
            forget_instructions(&mut text);
            text
        };
        let sources: Vec<Text> = pairs.iter().map(|pair| read(pair.source)).collect();
        let targets: Vec<Text> = pairs.iter().map(|pair| read(pair.target)).collect();
        let all = || sources.iter().chain(&targets);
        let mut words: HashSet<u64> =
            all().flat_map(|text| &text.tokens).map(|token| token.word.key).collect();
        words.extend(sources.iter().flat_map(|source| terms(source, glossary)));
        let quoted: Vec<Token> = all().flat_map(quoted).collect();
        let mut meanings = Meanings::none();
        targets.iter().for_each(|text| meanings.add_english(&text.tokens));
        sources.iter().for_each(|text| meanings.add_indonesian(&text.tokens));
        let mut quoted_meanings = Meanings::none();
        quoted_meanings.add_indonesian(&quoted);
        let values = sources.iter().map(|text| value::indonesian(text.text));
        let values = values.chain(targets.iter().map(|text| value::english(text.text))).collect();
        Self {
            words,
            quoted: quoted.iter().map(|token| token.word.key).collect(),
            quoted_meanings,
            meanings,
            values,
            sources,
            targets,
        }
    }

    /// Where values of an English text stand that the parts do not have.
    pub fn unsupported(&self, text: &str) -> Vec<Range<usize>> {
        let claims = value::english(text);
        let bag = Bag::of_all(self.values.iter().map(Vec::as_slice));
        let missing = value::unsupported(&claims, &bag);
        missing.into_iter().map(|found| found.start..found.end).collect()
    }

    /// Whether the parts quote this English word or its like.
    pub fn quotes(&self, token: &Token) -> bool {
        self.quoted.contains(&token.word.key)
            || self.quoted_meanings.has_english(token)
            || (self.targets.iter().all(Text::is_blank)
                && token.is_function_word()
                && !self.quoted.is_empty())
    }

    /// Whether the parts have this English word or its like.
    pub fn knows(&self, text: &str, token: &Token) -> bool {
        self.words.contains(&token.word.key)
            || self.meanings.has_english(token)
            || self.begins_alike(text, token)
    }

    /// Whether the parts have this name, in whatever spelling.
    pub fn knows_name(&self, text: &str, token: &Token) -> bool {
        self.words.contains(&token.word.key)
            || token.word.shape != Shape::Upper && self.meanings.has_english(token)
            || self.begins_alike(text, token)
            || token.word.shape == Shape::Upper && self.is_written_out(text, token)
    }

    /// Whether a capitalised word of the parts begins like this one.
    fn begins_alike(&self, text: &str, token: &Token) -> bool {
        let name = token.word.of(text);
        let Some(head) = name.get(..NAME_PREFIX) else { return false };
        token.word.shape == Shape::Capital
            && self.sources.iter().chain(&self.targets).any(|part| {
                let same = |other: &Token| {
                    let other = other.word.of(part.text);
                    other.get(..NAME_PREFIX).is_some_and(|start| start == head)
                        && other.len().abs_diff(name.len()) <= 3
                };
                part.tokens.iter().any(same)
            })
    }

    /// Whether words that begin with the letters of an acronym stand in a row.
    fn is_written_out(&self, text: &str, token: &Token) -> bool {
        self.sources.iter().chain(&self.targets).any(|part| {
            super::acronym::is_written_out(text, token, part)
        })
    }
}

/// The words of every English form of the glossary's terms in a source.
fn terms(source: &Text, glossary: &Glossary) -> Vec<u64> {
    let found = glossary.matches_among(source.text, &source.tokens);
    let forms = found.iter().flat_map(|found| glossary.entries()[found.entry].accepted());
    forms.flat_map(|form| words(form.as_str())).map(|word| word.key).collect()
}

fn quoted(text: &Text) -> Vec<Token> {
    let stretches = text.quotations.iter().map(|quotation| text.within(&quotation.bytes));
    stretches.flatten().copied().collect()
}
