//! What some parts of an article say, in both languages.

use std::ops::Range;
use std::rc::Rc;

use crate::room::Room;

use crate::glossary::Glossary;
use crate::word::{Shape, key, words};

use super::Pair;
use super::acronym::is_written_out;
use super::counted;
use super::injection::forget_instructions;
use super::text::{Text, Token};
use super::value::{self, Bag, Found, Language};

/// A part of an article, read in both languages.
pub struct Part<'a> {
    source: Side<'a>,
    target: Side<'a>,
}

/// A text without what it tells a machine, and its values.
struct Side<'a> {
    text: Text<'a>,
    values: Vec<Found>,
}

impl<'a> Part<'a> {
    /// Reads a part.
    pub fn read(pair: &Pair<'a>, room: &'a Room) -> Self {
        Self {
            source: Side::read(pair.source, Language::Indonesian, room),
            target: Side::read(pair.target, Language::English, room),
        }
    }
}

impl<'a> Side<'a> {
    fn read(text: &'a str, language: Language, room: &'a Room) -> Self {
        let mut text = Text::read(text, room);
        let mut values = value::among(&text, language);
        forget_instructions(&mut text);
        values.retain(|found| text.sentence_at(found.start).is_some());
        Self { text, values }
    }
}

/// What some parts say.
pub struct Support<'a> {
    parts: Vec<Rc<Part<'a>>>,
    said: Vocabulary,
    quoted: Vocabulary,
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
    /// What these parts say.
    pub fn of(parts: Vec<Rc<Part<'a>>>, glossary: &Glossary) -> Self {
        let (mut said, mut quoted) = (Vocabulary::default(), Vocabulary::default());
        for part in &parts {
            let (source, target) = (&part.source.text, &part.target.text);
            said.add_indonesian(&source.tokens);
            said.words.extend(terms(source, glossary));
            said.add_english(&target.tokens);
            quotations(source).for_each(|tokens| quoted.add_indonesian(tokens));
            // Where the translation lost marks, that is told of it and not of
            // a summary that has them.
            if target.marks.quotations.len() < source.marks.quotations.len() {
                quoted.add_english(&target.tokens);
            }
            quotations(target).for_each(|tokens| quoted.add_english(tokens));
        }
        said.sort();
        quoted.sort();
        Self {
            parts,
            said,
            quoted,
        }
    }

    /// Where values of an English text stand that the parts do not have: what
    /// is read as a value by what it means, other figures as they are written.
    pub fn unsupported(&self, text: &Text, claims: &[Found]) -> Vec<Range<usize>> {
        let missing = self.missing(claims).map(|found| found.start..found.end);
        let unread = text.tokens.iter().filter(|token| {
            let at = token.word.start;
            let written = token.word.of(text.text);
            (token.word.shape == Shape::Number
                || written.starts_with(|letter: char| letter.is_ascii_digit()))
                && !claims
                    .iter()
                    .any(|found| found.start <= at && at < found.end)
                && !self.said.has_word(token.word.key)
        });
        let counted = counted::read(text, claims);
        let parts: Vec<_> = match counted.is_empty() {
            true => Vec::new(),
            false => self
                .sides()
                .flat_map(|side| counted::read(&side.text, &side.values))
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

    /// The values that the parts do not have.
    fn missing<'c>(&self, claims: &'c [Found]) -> impl Iterator<Item = &'c Found> {
        let missing = match claims {
            [] => Vec::new(),
            _ => {
                let values = self.sides().map(|side| side.values.as_slice());
                value::unsupported(claims, &Bag::of_all(values))
            }
        };
        missing.into_iter()
    }

    /// Whether somebody is quoted with this English word or its like. Function
    /// words of a quotation that was only read in Indonesian may be any.
    pub fn quotes(&self, text: &str, token: &Token) -> bool {
        let untranslated = || self.targets().all(Text::is_blank);
        let spelt = || other_spelling(token.word.of(text));
        self.quoted.has(token)
            || spelt().is_some_and(|other| self.quoted.has_word(key(&other)))
            || token.is_function_word() && !self.quoted.words.is_empty() && untranslated()
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
        let one_of = |many: &str| self.said.has_word(key(many));
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
        let alias = SAME
            .iter()
            .any(|(acronym, word)| key(acronym) == token.word.key && self.said.has_word(key(word)));
        alias
            || self.said.has_word(token.word.key)
            || self.texts().any(|part| is_written_out(text, token, part))
    }

    /// The parts' translations.
    pub fn targets(&self) -> impl Iterator<Item = &Text<'a>> {
        self.parts.iter().map(|part| &part.target.text)
    }

    /// All sources, and then all translations.
    fn sides(&self) -> impl Iterator<Item = &Side<'a>> {
        let sources = self.parts.iter().map(|part| &part.source);
        sources.chain(self.parts.iter().map(|part| &part.target))
    }

    fn texts(&self) -> impl Iterator<Item = &Text<'a>> {
        self.sides().map(|side| &side.text)
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

/// Words with what they mean and where they come from, each list in order.
#[derive(Default)]
struct Vocabulary {
    words: Vec<u64>,
    concepts: Vec<u16>,
    cognates: Vec<u64>,
}

impl Vocabulary {
    fn add_indonesian(&mut self, tokens: &[Token]) {
        self.add(tokens);
        self.concepts
            .extend(tokens.iter().map(|token| token.entry.indonesian));
    }

    fn add_english(&mut self, tokens: &[Token]) {
        self.add(tokens);
        for token in tokens {
            self.concepts.extend(token.entry.english);
        }
    }

    fn add(&mut self, tokens: &[Token]) {
        self.words.extend(tokens.iter().map(|token| token.word.key));
        self.cognates
            .extend(tokens.iter().map(|token| token.cognate));
    }

    fn sort(&mut self) {
        self.words.sort_unstable();
        self.concepts.sort_unstable();
        self.cognates.sort_unstable();
    }

    fn has_word(&self, key: u64) -> bool {
        self.words.binary_search(&key).is_ok()
    }

    /// Whether an English word or its like is among them.
    fn has(&self, token: &Token) -> bool {
        let meant = |concept: &u16| *concept != 0 && self.concepts.binary_search(concept).is_ok();
        self.has_word(token.word.key)
            || token.cognate != 0 && self.cognates.binary_search(&token.cognate).is_ok()
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

/// The words of every English form of the glossary's terms in a source.
fn terms(source: &Text, glossary: &Glossary) -> Vec<u64> {
    let found = glossary.matches_among(source.text, &source.tokens);
    let forms = found.flat_map(|found| glossary.entries()[found.entry].accepted());
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
