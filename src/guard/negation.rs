//! "Not" where the source has "tidak", and nowhere else.

use std::ops::Range;
use std::sync::LazyLock;

use crate::article::{Flag, Severity};
use crate::word::key;

use super::alignment::Bead;
use super::lexicon::Classes;
use super::text::{Text, Token};
use super::{Article, MOST_FLAGS, Reading};

/// Beginnings of words in which "un" negates nothing.
const UNNEGATIVE: [&str; 4] = ["uni", "under", "until", "unle"];

/// Words before which "tidak" negates nothing.
static ADDING: LazyLock<[u64; 9]> = LazyLock::new(|| {
    [
        "hanya", "saja", "lama", "cuma", "sekadar", "kalah", "sengaja", "jarang", "sedikit",
    ]
    .map(key)
});

/// Compares negation sentence by sentence.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let beads = reading.beads.iter().flatten();
        let found = beads.filter_map(|bead| compare(reading, bead));
        flags.extend(found.take(MOST_FLAGS));
    }
}

fn compare(reading: &Reading, bead: &Bead) -> Option<Flag> {
    let tells = |text: &Text, sentences: &Range<usize>, class| {
        text.sentences[sentences.clone()]
            .iter()
            .any(|one| one.classes.has(class))
    };
    let paired = !bead.source.is_empty() && !bead.target.is_empty();
    let negated = tells(&reading.source, &bead.source, Classes::NEGATION)
        || tells(&reading.target, &bead.target, Classes::NEGATIVE);
    if !paired || !negated {
        return None;
    }
    let source = reading.source.stretch(&bead.source);
    let target = reading.target.stretch(&bead.target);
    lost(reading, source, target).or_else(|| added(reading, source, target))
}

fn lost(reading: &Reading, source: &[Token], target: &[Token]) -> Option<Flag> {
    let mut negations = source
        .iter()
        .enumerate()
        .filter(|(at, _)| is_negation(source, *at));
    let (_, first) = negations.next()?;
    if target
        .iter()
        .any(|token| is_negative(reading.pair.target, token))
    {
        return None;
    }
    let message = "The source negates here and the translation does not; compare the two.";
    let at = first.word.start..first.word.end;
    Some(reading.flag_source("negation.lost", Severity::Warning, at, message.to_owned()))
}

fn added(reading: &Reading, source: &[Token], target: &[Token]) -> Option<Flag> {
    let denies = Classes::NEGATION.and(Classes::DENIAL);
    if source.iter().any(|token| token.entry.classes.any(denies)) {
        return None;
    }
    let negative = target
        .iter()
        .find(|token| token.entry.classes.has(Classes::NEGATIVE))?;
    let message = "The translation negates here and the source does not; compare the two.";
    let at = negative.word.start..negative.word.end;
    Some(reading.flag_target("negation.added", Severity::Warning, at, message.to_owned()))
}

/// Whether a source word negates; "tidak hanya" and its like only add.
fn is_negation(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).map(|token| token.word.key);
    tokens[at].entry.classes.has(Classes::NEGATION)
        && !next.is_some_and(|next| ADDING.contains(&next))
}

/// Whether an English word can stand for a negation.
fn is_negative(text: &str, token: &Token) -> bool {
    if token
        .entry
        .classes
        .any(Classes::NEGATIVE.and(Classes::NEGATIVE_SENSE))
    {
        return true;
    }
    let word = token.word.of(text);
    let begins = |beginning: &str| {
        word.get(..beginning.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    };
    let un = begins("un") && !UNNEGATIVE.iter().any(|beginning| begins(beginning));
    word.len() > 5 && (un || begins("non") || word.ends_with("less") || word.ends_with("n't"))
}
