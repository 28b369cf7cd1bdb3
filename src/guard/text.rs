//! One text, read once for all checks: words, sentences and quotation marks.

use std::ops::Range;

use crate::article::Span;
use crate::room::{List, Room};
use crate::sentence;
use crate::word::{Shape, Spelling, Word, each, room as room_for};

use super::cognate;
use super::lexicon::{self, Classes, Entry};
use super::marks::{self, Marks};

/// One word with what the lexicon knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The word.
    pub word: Word,
    /// What is known of it.
    pub entry: Entry,
    /// What it has in common with a word of the same origin in the other
    /// language; 0 where there is nothing to compare.
    pub cognate: u64,
}

impl AsRef<Word> for Token {
    fn as_ref(&self) -> &Word {
        &self.word
    }
}

impl Token {
    /// Whether it is a function word of either language.
    pub fn is_function_word(&self) -> bool {
        self.entry
            .classes
            .any(Classes::INDONESIAN.and(Classes::ENGLISH))
    }
}

/// One sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Which tokens it holds.
    pub tokens: Range<usize>,
    /// What its words tell, all together.
    pub classes: Classes,
    /// Its length in characters.
    pub characters: usize,
}

/// A text with all that the checks read off it.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words.
    pub tokens: List<'a, Token>,
    /// Its sentences.
    pub sentences: List<'a, Sentence>,
    /// Its quotation marks.
    pub marks: Marks<'a>,
    /// Its length in characters.
    pub characters: usize,
}

impl<'a> Text<'a> {
    /// Reads a text; what is read of it is kept in `room`, all of which is
    /// given back at once: an article has many short texts.
    pub fn read(text: &'a str, room: &'a Room) -> Self {
        let mut tokens = List::with_capacity_in(room_for(text.len()), room);
        let lexicon = lexicon::table();
        each(text, |word| tokens.push(token(text, word, lexicon)));
        let mut sentences = List::with_capacity_in(text.len() / 120 + 1, room);
        let mut grouped = Grouped::of(text, &tokens, &mut sentences);
        sentence::each(text, |bytes| grouped.add(bytes));
        Self {
            text,
            tokens,
            sentences,
            marks: marks::read(text, room),
            characters: characters(text, 0..text.len()),
        }
    }

    /// Forgets the words of a stretch, given in bytes, and the sentences that
    /// have no other.
    pub fn forget(&mut self, stretch: &Range<usize>) {
        let Span { start, end } = self.span(stretch.clone());
        self.characters = self.characters.saturating_sub(end - start);
        self.tokens
            .retain(|token| !stretch.contains(&token.word.start));
        let sentences = self.sentences.drain(..).map(|sentence| sentence.bytes);
        let sentences: Vec<Range<usize>> = sentences.collect();
        let mut grouped = Grouped::of(self.text, &self.tokens, &mut self.sentences);
        sentences.into_iter().for_each(|bytes| grouped.add(bytes));
    }

    /// What its words tell, all together.
    pub fn classes(&self) -> Classes {
        let classes = self.sentences.iter().map(|sentence| sentence.classes);
        classes.fold(Classes::default(), Classes::and)
    }

    /// The tokens of one sentence.
    pub fn of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The tokens of some sentences in a row.
    pub fn stretch(&self, sentences: &Range<usize>) -> &[Token] {
        match self.sentences.get(sentences.clone()) {
            Some([first, .., last]) => &self.tokens[first.tokens.start..last.tokens.end],
            Some([only]) => self.of(only),
            _ => &[],
        }
    }

    /// Where some sentences in a row stand, in bytes.
    pub fn bytes_of(&self, sentences: &Range<usize>) -> Range<usize> {
        match self.sentences.get(sentences.clone()) {
            Some([first, .., last]) => first.bytes.start..last.bytes.end,
            Some([only]) => only.bytes.clone(),
            _ => 0..0,
        }
    }

    /// The length of some sentences in a row, in characters.
    pub fn characters_of(&self, sentences: &Range<usize>) -> usize {
        let sentences = self.sentences.get(sentences.clone()).unwrap_or_default();
        sentences.iter().map(|sentence| sentence.characters).sum()
    }

    /// The tokens that begin within a stretch in bytes.
    pub fn within(&self, bytes: &Range<usize>) -> &[Token] {
        let first = self
            .tokens
            .partition_point(|token| token.word.start < bytes.start);
        let last = self
            .tokens
            .partition_point(|token| token.word.start < bytes.end);
        self.tokens.get(first..last).unwrap_or_default()
    }

    /// The sentence in which a byte stands.
    pub fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        let place = self
            .sentences
            .partition_point(|sentence| sentence.bytes.end <= at);
        let sentence = self.sentences.get(place)?;
        sentence.bytes.contains(&at).then_some(sentence)
    }

    /// Whether the words of a stretch in bytes were forgotten.
    pub fn forgot(&self, bytes: &Range<usize>) -> bool {
        self.within(bytes).is_empty()
    }

    /// A stretch in bytes as a stretch in characters.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        span(self.text, bytes)
    }

    /// The stretch of one token in characters.
    pub fn span_of(&self, token: &Token) -> Span {
        self.span(token.word.start..token.word.end)
    }

    /// Whether the text has no letter, digit or other word.
    pub fn is_blank(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// A stretch in bytes as a stretch in characters.
pub fn span(text: &str, bytes: Range<usize>) -> Span {
    let count = |range: Range<usize>| text.get(range).map_or(0, |part| part.chars().count());
    let start = count(0..bytes.start);
    Span {
        start,
        end: start + count(bytes),
    }
}

/// How many characters a stretch in bytes has.
fn characters(text: &str, bytes: Range<usize>) -> usize {
    text.get(bytes).map_or(0, |part| match part.is_ascii() {
        true => part.len(),
        false => part.chars().count(),
    })
}

#[inline]
fn token(text: &str, word: Word, lexicon: &lexicon::Table) -> Token {
    let known = lexicon.known(word.key);
    let entry = known.map_or(Entry::default(), |known| known.entry);
    let function = entry.classes.any(Classes::INDONESIAN.and(Classes::ENGLISH));
    let cognate = match (word.shape, known) {
        (Shape::Number | Shape::Upper, _) => word.key,
        _ if function => 0,
        (_, Some(known)) if word.spelling == Spelling::Letters => known.cognate,
        _ => cognate::key(word.of(text)),
    };
    Token {
        word,
        entry,
        cognate,
    }
}

/// Tokens of a text, grouped into sentences.
struct Grouped<'t, 'a> {
    text: &'t str,
    /// Those that are in no sentence yet, and how many are.
    rest: &'t [Token],
    done: usize,
    found: &'t mut List<'a, Sentence>,
}

impl<'t, 'a> Grouped<'t, 'a> {
    fn of(text: &'t str, tokens: &'t [Token], found: &'t mut List<'a, Sentence>) -> Self {
        Self {
            text,
            rest: tokens,
            done: 0,
            found,
        }
    }

    /// Adds the sentence that stands next, unless it has no token.
    fn add(&mut self, bytes: Range<usize>) {
        let mut classes = Classes::default();
        let mut count = 0;
        while let Some(token) = self.rest.get(count)
            && token.word.start < bytes.end
        {
            classes = classes.and(token.entry.classes);
            count += 1;
        }
        if count == 0 {
            return;
        }
        self.found.push(Sentence {
            tokens: self.done..self.done + count,
            classes,
            characters: characters(self.text, bytes.clone()),
            bytes,
        });
        self.rest = &self.rest[count..];
        self.done += count;
    }
}
