//! Text that says the same thing again and again.

use std::ops::Range;

use crate::article::{Flag, Severity};
use crate::bytes::SPREAD;

use super::text::{Sentence, Text, Token};
use super::{Article, MOST_FLAGS, Reading};
use crate::word::fold;

/// Words of the stretch whose return is counted.
const STRETCH: usize = 8;

/// How often the stretch must occur to be a loop.
const TIMES: usize = 3;

/// How far a word's key moves with every word behind it, in bits.
const ROTATION: u32 = 5;

/// Bits of the set that tells which stretches may have occurred before.
const SEEN: usize = 16384;

/// The longest period of a stammer, in words.
const PERIOD: usize = 4;

/// The longest word that is taken for one, in bytes.
const LONGEST_WORD: usize = 60;

/// The fewest words of a sentence whose second occurrence is noticed.
const SENTENCE_WORDS: usize = 6;

/// Loops inside a part.
pub fn loops(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let stretch = looping(&reading.target).filter(|_| looping(&reading.source).is_none());
        if let Some(at) = stretch {
            let message = "The translation repeats itself here; translate this part again.";
            flags.push(reading.flag_target("repetition.loop", Severity::Error, at, message.into()));
        }
    }
}

/// Sentences that occur more often than their like in the source.
pub fn sentences(article: &Article, flags: &mut Vec<Flag>) {
    let repeated = repeated_sentences(article, |reading| &reading.target);
    if repeated.is_empty() || !repeated_sentences(article, |reading| &reading.source).is_empty() {
        return;
    }
    for (reading, at) in repeated {
        let message = "This sentence occurs twice in the translation; compare it with the source.";
        flags.push(reading.flag_target("repetition.sentence", Severity::Error, at, message.into()));
    }
}

/// The second and later occurrences of sentences.
fn repeated_sentences<'a>(
    article: &'a Article<'a>,
    side: impl Fn(&'a Reading<'a>) -> &'a Text<'a>,
) -> Vec<(&'a Reading<'a>, Range<usize>)> {
    if !may_repeat(long_sentences(article, &side).map(|(.., tokens)| signature(tokens))) {
        return Vec::new();
    }
    let all: Vec<_> = long_sentences(article, &side).collect();
    let hashes = all.iter().map(|(.., tokens)| {
        let keys = tokens.iter().map(|token| token.word.key);
        keys.fold(0, fold)
    });
    let mut seen: Vec<(u64, usize)> = hashes.zip(0..).collect();
    seen.sort_unstable();
    let again = seen.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    again
        .map(|pair| {
            let (reading, sentence, _) = all[pair[1].1];
            (reading, sentence.bytes.clone())
        })
        .take(MOST_FLAGS)
        .collect()
}

/// The sentences whose second occurrence is noticed.
fn long_sentences<'a>(
    article: &'a Article<'a>,
    side: &impl Fn(&'a Reading<'a>) -> &'a Text<'a>,
) -> impl Iterator<Item = (&'a Reading<'a>, &'a Sentence, &'a [Token])> {
    let sentences = article.readings.iter().flat_map(move |reading| {
        let text = side(reading);
        let sentences = text.sentences.iter();
        sentences.map(move |sentence| (reading, sentence, text.of(sentence)))
    });
    sentences.filter(|(.., tokens)| tokens.len() >= SENTENCE_WORDS)
}

/// What is the same for sentences of the same words, told fast.
fn signature(tokens: &[Token]) -> u64 {
    let on = |so_far: u64, token: &Token| so_far.rotate_left(ROTATION) ^ token.word.key;
    tokens.iter().fold(0, on).wrapping_mul(SPREAD)
}

/// Whether any hash may have occurred before; to tell that takes no memory
/// that grows with their number.
fn may_repeat(mut hashes: impl Iterator<Item = u64>) -> bool {
    let mut seen = [0_u64; SEEN / 64];
    hashes.any(|hash| {
        let place = (hash >> (64 - SEEN.ilog2())) as usize;
        let (word, bit) = (place / 64, 1 << (place % 64));
        let before = seen[word] & bit != 0;
        seen[word] |= bit;
        before
    })
}

/// Where a text loops, stammers, or has a word that is none.
fn looping(text: &Text) -> Option<Range<usize>> {
    let endless = text
        .tokens
        .iter()
        .find(|token| token.word.end - token.word.start > LONGEST_WORD);
    let endless = endless.map(|token| token.word.start..token.word.end);
    endless
        .or_else(|| stammer(&text.tokens))
        .or_else(|| returning(&text.tokens))
}

/// A few words said four times and more in a row.
fn stammer(tokens: &[Token]) -> Option<Range<usize>> {
    if !may_stammer(tokens) {
        return None;
    }
    let mut runs = [0_usize; PERIOD];
    for at in 0..tokens.len() {
        for (period, run) in (1..).zip(&mut runs) {
            *run = if repeats(tokens, at, period) {
                *run + 1
            } else {
                0
            };
            if *run >= stammers(period) {
                return Some(tokens[at - *run].word.start..tokens[at].word.end);
            }
        }
    }
    None
}

/// How many words in a row that stood so far before make a stammer.
fn stammers(period: usize) -> usize {
    (3 * period).max(4)
}

/// Whether a word is the one that stood so far before.
#[inline]
fn repeats(tokens: &[Token], at: usize, period: usize) -> bool {
    at >= period && tokens[at - period].word.key == tokens[at].word.key
}

/// Whether there is a stammer at all: the shortest repeats four words in a
/// row, and so one of every fourth.
fn may_stammer(tokens: &[Token]) -> bool {
    let mut at = PERIOD - 1;
    while let Some(token) = tokens.get(at) {
        let before = &tokens[at.saturating_sub(PERIOD)..at];
        if before.iter().any(|other| other.word.key == token.word.key)
            && (1..=PERIOD).any(|period| run_at(tokens, at, period) >= stammers(period))
        {
            return true;
        }
        at += PERIOD;
    }
    false
}

/// How many words in a row around this one stood so far before.
fn run_at(tokens: &[Token], at: usize, period: usize) -> usize {
    let same = |at: &usize| repeats(tokens, *at, period);
    let behind = (at..tokens.len()).take_while(same).count();
    match behind {
        0 => 0,
        _ => behind + (0..at).rev().take_while(same).count(),
    }
}

/// A long stretch that comes back at least twice.
fn returning(tokens: &[Token]) -> Option<Range<usize>> {
    if !may_return(tokens) {
        return None;
    }
    let hashes = stretches(tokens).map(|stretch| fold(stretch, 0));
    let mut stretches: Vec<(u64, usize)> = hashes.zip(0..).collect();
    stretches.sort_unstable();
    let again = stretches
        .windows(TIMES)
        .filter(|row| row[0].0 == row[TIMES - 1].0);
    let at = again.map(|row| row[TIMES - 1].1).min()?;
    Some(tokens[at].word.start..tokens[at + STRETCH - 1].word.end)
}

/// Whether any stretch may have occurred before; nearly no text has one.
fn may_return(tokens: &[Token]) -> bool {
    let spread = stretches(tokens).map(|stretch| stretch.wrapping_mul(SPREAD));
    tokens.len() >= STRETCH + TIMES - 1 && may_repeat(spread)
}

/// The keys of every stretch as one, in order. Each word's key moves on with its
/// successors and falls out at the end, so that no stretch is read word by
/// word.
fn stretches(tokens: &[Token]) -> impl Iterator<Item = u64> {
    let (before, last) = tokens.split_at(tokens.len().min(STRETCH - 1));
    let on = |rolling: u64, token: &Token| rolling.rotate_left(ROTATION) ^ token.word.key;
    let mut rolling = before.iter().fold(0, on);
    let gone = tokens.iter().map(|token| token.word.key);
    last.iter().zip(gone).map(move |(token, gone)| {
        let stretch = on(rolling, token);
        // What is left of the first word falls out with the next one.
        rolling = stretch ^ gone.rotate_left(ROTATION * (STRETCH as u32 - 1));
        stretch
    })
}
