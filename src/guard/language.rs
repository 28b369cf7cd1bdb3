//! Stretches of the translation that are not English.

use std::cell::OnceCell;

use whatlang::{Detector, Lang};

use crate::article::{Flag, Severity};

use super::lexicon::{self, Classes, Entry};
use super::text::{Sentence, Token};
use super::{Article, MOST_FLAGS, Reading};
use crate::word::{Keys, Shape, each, room, words};

/// The fewest words of a part whose sameness with the source is noticed.
const COPY_WORDS: usize = 3;

/// The fewest words by which a third language can be told.
const OTHER_WORDS: usize = 12;

/// Indonesian function words in one sentence that are more than a name.
const MIXED_WORDS: usize = 4;

/// One of so many words of an English sentence is a function word.
const ENGLISH_SHARE: usize = 6;

/// Sentences that were left in Indonesian or came out in a third language.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        if let Some(flag) = copied_part(reading) {
            flags.push(flag);
            continue;
        }
        let known = OnceCell::new();
        let sentences = reading.target.sentences.iter();
        let found = sentences.filter_map(|one| sentence_flag(article, reading, one, &known));
        flags.extend(found.take(MOST_FLAGS));
    }
}

/// Letters of another script than Latin that the source does not have.
pub fn scripts(article: &Article, flags: &mut Vec<Flag>) {
    for reading in article
        .readings
        .iter()
        .filter(|reading| !reading.pair.target.is_ascii())
    {
        let strange = |letter: char| letter.is_alphabetic() && letter >= '\u{370}';
        let latin =
            |letter: char| matches!(letter, '\u{1d00}'..='\u{1eff}' | '\u{2100}'..='\u{214f}');
        let mut letters = reading.pair.target.char_indices();
        let found = letters.find(|(_, letter)| {
            strange(*letter) && !latin(*letter) && !reading.pair.source.contains(*letter)
        });
        if let Some((at, letter)) = found {
            let message = "The translation has letters of another script; translate this again.";
            let at = at..at + letter.len_utf8();
            flags.push(reading.flag_target("language.script", Severity::Error, at, message.into()));
        }
    }
}

/// Whether a whole answer is the source again.
pub fn is_echo(source: &str, target: &str) -> bool {
    let lexicon = lexicon::table();
    let mut asked = Vec::with_capacity(room(target.len()));
    each(target, |word| asked.push(word.key));
    if !is_indonesian(asked.iter().map(|key| lexicon.entry(*key))) {
        return false;
    }
    let source: Vec<u64> = words(source).iter().map(|word| word.key).collect();
    let mut known = trigrams(&source);
    known.sort_unstable();
    let asked = trigrams(&asked);
    let same = asked
        .iter()
        .filter(|three| known.binary_search(three).is_ok())
        .count();
    !asked.is_empty() && same * 10 >= asked.len() * 9
}

/// Every three words in a row.
fn trigrams(words: &[u64]) -> Vec<[u64; 3]> {
    let three = words.windows(3);
    three.map(|three| [three[0], three[1], three[2]]).collect()
}

/// Whether the words say that the text is Indonesian.
fn is_indonesian(entries: impl Iterator<Item = Entry>) -> bool {
    let (mut indonesian, mut english, mut known) = (0, 0, false);
    for entry in entries {
        indonesian += usize::from(entry.classes.has(Classes::INDONESIAN));
        english += usize::from(entry.classes.has(Classes::ENGLISH));
        known |= entry.indonesian != 0 && entry.english == [0; 2];
    }
    indonesian > english || english == 0 && known
}

/// Whether the function words are Indonesian rather than English.
pub fn is_mostly_indonesian(tokens: &[Token]) -> bool {
    let (indonesian, english) = function_words(tokens);
    indonesian >= 2 && indonesian > english
}

/// How many function words of Indonesian and of English there are.
fn function_words(tokens: &[Token]) -> (usize, usize) {
    let classes = tokens.iter().map(|token| token.entry.classes);
    classes.fold((0, 0), |(indonesian, english), classes| {
        (
            indonesian + usize::from(classes.has(Classes::INDONESIAN)),
            english + usize::from(classes.has(Classes::ENGLISH)),
        )
    })
}

/// A short part, such as a headline, that is the source again.
fn copied_part(reading: &Reading) -> Option<Flag> {
    let (source, target) = (&reading.source.tokens, &reading.target.tokens);
    let same = source.len() == target.len()
        && source
            .iter()
            .zip(target)
            .all(|(one, other)| one.word.key == other.word.key);
    if !same || target.len() < COPY_WORDS || !is_indonesian(target.iter().map(|token| token.entry))
    {
        return None;
    }
    let at = 0..reading.pair.target.len();
    Some(reading.flag_target("language.untranslated", Severity::Error, at, untranslated()))
}

fn untranslated() -> String {
    "This was left in Indonesian; translate it.".to_owned()
}

fn sentence_flag(
    article: &Article,
    reading: &Reading,
    sentence: &Sentence,
    known: &OnceCell<Keys>,
) -> Option<Flag> {
    let tokens = reading.target.of(sentence);
    if !sentence.classes.has(Classes::INDONESIAN) && is_english(tokens) {
        return None;
    }
    let (indonesian, english) = function_words(tokens);
    let flag = |check, severity, message| {
        Some(reading.flag_target(check, severity, sentence.bytes.clone(), message))
    };
    if english * ENGLISH_SHARE >= tokens.len() && indonesian <= english {
        let mixed = indonesian >= MIXED_WORDS && longest_run(tokens) >= MIXED_WORDS;
        return mixed
            .then(|| "Part of this sentence seems to be Indonesian; look at it.".to_owned())
            .and_then(|message| flag("language.mixed", Severity::Warning, message));
    }
    let enough = tokens.len() >= article.document.thresholds.language_words;
    if indonesian > english && indonesian >= 2 || is_copied(reading, tokens, known) {
        let severity = if enough {
            Severity::Error
        } else {
            Severity::Warning
        };
        return flag("language.untranslated", severity, untranslated());
    }
    if tokens.len() >= OTHER_WORDS && is_foreign(reading.target.text, sentence) {
        let message = "This is neither English nor Indonesian; translate it again.";
        return flag("language.other", Severity::Error, message.to_owned());
    }
    None
}

/// Whether there are enough function words of English; the first of them
/// suffice.
fn is_english(tokens: &[Token]) -> bool {
    let mut english = 0;
    tokens.iter().any(|token| {
        english += usize::from(token.entry.classes.has(Classes::ENGLISH));
        english * ENGLISH_SHARE >= tokens.len()
    })
}

/// The most Indonesian function words without an English one between them.
fn longest_run(tokens: &[Token]) -> usize {
    let (longest, _) = tokens.iter().fold((0, 0), |(longest, run), token| {
        let run = match token.entry.classes {
            classes if classes.has(Classes::ENGLISH) => 0,
            classes if classes.has(Classes::INDONESIAN) => run + 1,
            _ => run,
        };
        (run.max(longest), run)
    });
    longest
}

/// Whether the small words of a stretch are nearly all words of the source.
fn is_copied(reading: &Reading, tokens: &[Token], known: &OnceCell<Keys>) -> bool {
    let small = tokens
        .iter()
        .filter(|token| token.word.shape == Shape::Lower);
    let source = reading.source.tokens.iter().map(|token| token.word.key);
    let keys = known.get_or_init(|| source.collect());
    let known = |token: &&Token| keys.contains(&token.word.key);
    let count = small.clone().count();
    count >= COPY_WORDS && small.filter(known).count() * 5 >= count * 4
}

fn is_foreign(text: &str, sentence: &Sentence) -> bool {
    let text = text.get(sentence.bytes.clone()).unwrap_or_default();
    let guess = Detector::new().detect(text);
    guess.is_some_and(|guess| guess.is_reliable() && guess.lang() != Lang::Eng)
}
