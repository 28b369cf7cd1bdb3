//! The extractive summary: sentences of the translation, chosen by rule.
//!
//! News tells the most important things first, so the lead weighs most; after
//! it count the words that headline and story share. Sentences that lean on
//! another one ("He also …"), cut a quotation in two, or ask, are not chosen.
//! Pure.

use crate::room::{self, Room};

use crate::article::{Summary, SummaryKind, SummarySentence};
use crate::guard::lexicon::Classes;
use crate::guard::text::{Sentence, Text, Token};
use crate::word::ByKey;

#[cfg(test)]
mod tests;

/// A part of the translation from which sentences may be taken.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The part's id.
    pub part: &'a str,
    /// The part's text in the language of the translation.
    pub text: &'a str,
}

/// How much is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most words.
    pub words: usize,
    /// The most sentences.
    pub sentences: usize,
}

/// What the first paragraphs weigh; every later one weighs the last.
const LEAD: [f32; 5] = [4.0, 2.5, 1.5, 1.0, 0.7];

/// What a sentence behind the first of its paragraph weighs.
const LATER: f32 = 0.75;

/// The fewest words of a sentence that says something by itself.
const FEWEST: usize = 6;

/// Words at the beginning of a sentence that lean on an earlier one.
const LEANING: &str = "he she it they his her their its this that these those such there then \
     however but and also moreover furthermore meanwhile therefore thus additionally besides so \
     nevertheless nonetheless yet afterwards instead similarly likewise still hence previously \
     earlier later another both ia dia mereka itu ini namun tetapi selain sementara";

/// Makes a summary out of sentences of the translation, in their order, each
/// with the part it was taken from. The headline tells what the story is about
/// and is not repeated. Where no sentence fits the limits, the first one that
/// stands alone is taken whatever its length; a text without any sentence
/// gives an empty summary.
pub fn summarise(headline: Option<&str>, passages: &[Passage], limits: Limits) -> Summary {
    room::within(|room| summarise_in(room, headline, passages, limits))
}

fn summarise_in(
    room: &Room,
    headline: Option<&str>,
    passages: &[Passage],
    limits: Limits,
) -> Summary {
    let texts: Vec<Text> = passages
        .iter()
        .map(|passage| Text::read(passage.text, room))
        .collect();
    let headline = Text::read(headline.unwrap_or_default(), room);
    let mut candidates = candidates(&headline, &texts);
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
    let mut chosen = choose(&candidates, limits);
    chosen.sort_by_key(|candidate| (candidate.passage, candidate.sentence.bytes.start));
    let sentences = chosen.into_iter().map(|candidate| SummarySentence {
        text: candidate.text(&texts).to_owned(),
        parts: vec![passages[candidate.passage].part.to_owned()],
    });
    Summary {
        kind: SummaryKind::Extractive,
        sentences: sentences.collect(),
    }
}

/// A sentence that stands alone.
struct Candidate<'t> {
    passage: usize,
    sentence: &'t Sentence,
    words: usize,
    score: f32,
}

impl<'t> Candidate<'t> {
    fn text(&self, texts: &'t [Text]) -> &'t str {
        texts[self.passage]
            .text
            .get(self.sentence.bytes.clone())
            .unwrap_or_default()
    }
}

fn candidates<'t>(headline: &Text, texts: &'t [Text]) -> Vec<Candidate<'t>> {
    let weights = weights(headline, texts);
    let leaning: Vec<u64> = LEANING.split_whitespace().map(crate::word::key).collect();
    let mut found = Vec::new();
    for (passage, text) in texts.iter().enumerate() {
        let place = LEAD[passage.min(LEAD.len() - 1)];
        for (number, sentence) in text.sentences.iter().enumerate() {
            let tokens = text.of(sentence);
            if stands_alone(text, sentence, &leaning) {
                let place = if number == 0 { place } else { place * LATER };
                let score = place + content(tokens, &weights);
                found.push(Candidate {
                    passage,
                    sentence,
                    words: spoken(tokens),
                    score,
                });
            }
        }
    }
    found
}

/// Takes the best that fits, and always one.
fn choose<'c, 't>(candidates: &'c [Candidate<'t>], limits: Limits) -> Vec<&'c Candidate<'t>> {
    let mut left = limits.words;
    let mut chosen = Vec::new();
    for candidate in candidates {
        if chosen.len() < limits.sentences.max(1) && candidate.words <= left {
            left -= candidate.words;
            chosen.push(candidate);
        }
    }
    if chosen.is_empty() {
        chosen.extend(candidates.first());
    }
    chosen
}

/// How many words a reader counts: those between blanks.
fn spoken(tokens: &[Token]) -> usize {
    tokens.len()
}

/// How often the story uses a word; words of the headline count more.
fn weights(headline: &Text, texts: &[Text]) -> ByKey<f32> {
    let words: usize = texts.iter().map(|text| text.tokens.len()).sum();
    let mut weights = ByKey::with_capacity_and_hasher(words, Default::default());
    let story = texts
        .iter()
        .flat_map(|text| &text.tokens)
        .map(|token| (token, 1.0));
    let title = headline.tokens.iter().map(|token| (token, 5.0));
    for (token, weight) in story
        .chain(title)
        .filter(|(token, _)| !token.is_function_word())
    {
        *weights.entry(token.word.key).or_insert(0.0) += weight;
    }
    weights
}

/// How much of what the story is about a sentence holds, between 0 and 2 or
/// so: the mean weight of its words, long sentences without advantage.
fn content(tokens: &[Token], weights: &ByKey<f32>) -> f32 {
    let words = tokens.iter().filter(|token| !token.is_function_word());
    let known = words.map(|token| weights.get(&token.word.key).copied().unwrap_or_default());
    let (sum, count) = known.fold((0.0, 0), |(sum, count), weight| {
        (sum + weight.ln_1p(), count + 1)
    });
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// Whether a sentence can be read without its neighbours.
fn stands_alone(text: &Text, sentence: &Sentence, leaning: &[u64]) -> bool {
    let tokens = text.of(sentence);
    let written = text.text.get(sentence.bytes.clone()).unwrap_or_default();
    let leans = tokens
        .iter()
        .take(2)
        .any(|token| leaning.contains(&token.word.key));
    let speaks = written.starts_with(['"', '“', '\'', '‘', '(', '[']);
    tokens.len() >= FEWEST
        && !leans
        && !speaks
        && has_whole_quotations(written)
        && ends(written)
        && has_antecedents(tokens)
}

/// Whether a pronoun of a person comes only after a name.
fn has_antecedents(tokens: &[Token]) -> bool {
    let person = Classes::HE.and(Classes::SHE);
    let pronoun = tokens
        .iter()
        .position(|token| token.entry.classes.any(person));
    let name = tokens.iter().position(|token| {
        !token.is_function_word() && token.word.shape == crate::word::Shape::Capital
    });
    match (pronoun, name) {
        (Some(pronoun), Some(name)) => name < pronoun,
        (Some(_), None) => false,
        _ => true,
    }
}

fn has_whole_quotations(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('"').is_multiple_of(2) && count('“') == count('”')
}

fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')']);
    text.ends_with(['.', '!', '…'])
}
