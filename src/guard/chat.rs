//! Text that belongs to a conversation, to a program or to the question, and
//! not to the news.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::article::{Flag, Severity};
use crate::bytes::{LANES, Lanes, SPREAD, between, sixteen};
use crate::word::{Shape, key};

use super::lexicon::Classes;
use super::marks::Quotation;
use super::phrase::Phrases;
use super::text::{Text, Token};
use super::{Article, Document, Pair, Reading};

/// What a language model says to whoever asked it; each begins a sentence.
const PHRASES: &[&str] = &[
    "here is the translation",
    "here is the english",
    "here is the translated",
    "here is your translation",
    "here is a translation",
    "here is an english",
    "here is the text",
    "here is the summary",
    "here is a summary",
    "here are the translations",
    "here are the translated",
    "here's the translation",
    "here's the english",
    "here's the translated",
    "here's your translation",
    "here's a translation",
    "here's an english",
    "here's the summary",
    "here's a joke",
    "sure here",
    "sure i",
    "sure the translation",
    "certainly here",
    "certainly i",
    "of course here",
    "absolutely here",
    "okay here",
    "translation",
    "english translation",
    "translated text",
    "translated article",
    "the translation is",
    "the english translation",
    "the translated text",
    "below is the translation",
    "below is the english",
    "the following is the translation",
    "the following is a translation",
    "i have translated",
    "i've translated",
    "i translated",
    "i'm sorry but i",
    "i am sorry but i",
    "sorry but i can't",
    "sorry i can't",
    "sorry i cannot",
    "i cannot assist",
    "i can't assist",
    "i can't help with",
    "i cannot help with",
    "i cannot translate",
    "i can't translate",
    "i am unable to translate",
    "i'm unable to translate",
    "i cannot fulfill",
    "i can't fulfill",
    "as an ai i",
    "as an ai my",
    "as an ai assistant",
    "as an ai model i",
    "as an ai language model i",
    "as a language model i",
    "as a large language model i",
    "i am an ai",
    "i'm an ai",
    "let me know if you",
    "let me know if there",
    "please let me know if",
    "i hope this helps",
    "i hope this translation",
    "feel free to",
    "translator's note",
    "note this translation",
    "note the translation",
    "note i have",
    "note the original",
    "note the source",
    "you are a translator",
    "you are a professional translator",
    "you are a helpful assistant",
    "my instructions are",
    "my system prompt",
    "my instructions say",
    "berikut terjemahan",
    "berikut adalah terjemahan",
];

/// Phrases of one or two words count only before a colon.
const SHORT_PHRASE: usize = 2;

/// What a language model says to whoever asked it, in its own words.
pub(super) fn phrases_of_models() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().copied()
}

static INDEX: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(PHRASES));

/// Words by which a short sentence speaks of the translation itself.
static TELLING: LazyLock<[u64; 3]> =
    LazyLock::new(|| ["translation", "translate", "joke"].map(key));

/// Words that show that a story is about language models, in which such
/// phrases may be news.
const SUBJECT: [&str; 4] = ["AI", "ChatGPT", "chatbot", "terjemahan"];

/// Marks of markup, of data formats and of prompts.
const MARKUP: &[&str] = &[
    "**", "__", "```", "##", "</", "<p", "<n", "<t", "<s", "<d", "<b", "<i", "<|", "|>", "[[",
    "]]", "[p", "[/", "{\"", "\":", "\"}", "\\n", "\\u", "&nbsp;", "&quot;", "&amp;", "&lt;",
    "&gt;", "&#", "<<", ">>", "===", "---",
];

/// What the answer of a chatting model holds besides the translation.
pub fn phrases(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let target = &reading.target;
        let sentences = target.sentences.iter();
        for sentence in sentences.filter(|one| one.classes.has(Classes::PHRASE)) {
            let Some(at) = said(target, target.of(sentence)) else {
                continue;
            };
            // What the article itself says in these words is the article's.
            let phrase = target.text.get(at.clone()).unwrap_or_default();
            if reading.pair.source.contains(phrase) {
                continue;
            }
            let severity = if is_subject(reading) {
                Severity::Warning
            } else {
                Severity::Error
            };
            let message = "This is said by the model and not by the article; remove it.";
            flags.push(reading.flag_target("chat.phrase", severity, at, message.to_owned()));
        }
    }
}

/// Markup and control characters that the source does not have.
pub fn characters(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let seen = signals(reading.pair.target.as_bytes());
        if seen & UNUSUAL != 0 {
            flags.extend(control(reading));
        }
        if seen & MARK != 0 {
            flags.extend(markup(reading));
        }
    }
}

/// Texts that no answer may hold, made ready once for many answers.
#[derive(Debug)]
pub struct Secrets {
    finders: Vec<Finder<'static>>,
    /// How far apart a text is looked at, so that two blocks behind one of the
    /// places belong to a secret wherever it stands.
    step: usize,
    /// A bit for each eight bytes in a row of a secret.
    blocks: Vec<u64>,
}

/// Bits of the set of blocks; a power of two, many for each block of a secret.
const BLOCKS: usize = 65536;

impl Secrets {
    /// These texts; empty ones are none.
    pub fn new(texts: &[String]) -> Self {
        let texts = texts.iter().filter(|text| !text.is_empty());
        let mut blocks = vec![0; BLOCKS / 64];
        for block in texts.clone().flat_map(|text| text.as_bytes().windows(8)) {
            let (word, bit) = place(sixteen(block, 0) as u64);
            blocks[word] |= bit;
        }
        let shortest = texts.clone().map(String::len).min().unwrap_or_default();
        let finders = texts.map(|text| Finder::new(text).into_owned());
        Self {
            finders: finders.collect(),
            step: shortest.saturating_sub(15),
            blocks,
        }
    }

    /// Whether a text may hold any of them; nearly none may.
    fn may_stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let known = |block: u64| {
            let (word, bit) = place(block);
            self.blocks[word] & bit != 0
        };
        let both = |at: usize| {
            let blocks = sixteen(bytes, at);
            known(blocks as u64) && known((blocks >> 64) as u64)
        };
        let mut at = 0;
        while self.step > 0 && at < bytes.len() && !both(at) {
            at += self.step;
        }
        at < bytes.len()
    }
}

/// Where the bit of a block stands, and the bit.
#[inline]
fn place(block: u64) -> (usize, u64) {
    let hash = block.wrapping_mul(SPREAD);
    let place = (hash >> (64 - BLOCKS.ilog2())) as usize;
    (place / 64, 1 << (place % 64))
}

/// Stretches of the instructions that the answer must not hold.
pub fn leaks(document: &Document, secrets: &Secrets) -> Vec<Flag> {
    let mut flags = Vec::new();
    let pairs = document.pairs.iter();
    let suspects: Vec<&Pair> = pairs
        .filter(|pair| secrets.may_stand_in(pair.target))
        .collect();
    for finder in &secrets.finders {
        for pair in &suspects {
            let Some(start) = finder.find(pair.target.as_bytes()) else {
                continue;
            };
            // An article about such a question is translated like any other.
            if finder.find(pair.source.as_bytes()).is_some() {
                continue;
            }
            let message = "Part of the question stands in the answer; translate it again.";
            flags.push(Flag {
                check: "chat.leak".into(),
                severity: Severity::Error,
                part: Some(pair.part.to_owned()),
                source: None,
                target: Some(super::text::span(
                    pair.target,
                    start..start + finder.needle().len(),
                )),
                message: message.to_owned(),
            });
        }
    }
    flags
}

/// Whether a sentence is said by a model to whoever asked it.
pub fn is_said(text: &Text, tokens: &[Token]) -> bool {
    said(text, tokens).is_some()
}

/// Where a phrase stands in a sentence: at its beginning, or behind a capital
/// where the sentence before has no end. What somebody is quoted with is his.
fn said(text: &Text, tokens: &[Token]) -> Option<Range<usize>> {
    let may_begin = |at: usize, token: &Token| {
        (token.word.shape == Shape::Capital || at == 0) && token.entry.classes.has(Classes::PHRASE)
    };
    for (at, token) in tokens.iter().enumerate() {
        if !may_begin(at, token) {
            continue;
        }
        let Some(length) = phrase_at(text, &tokens[at..]) else {
            continue;
        };
        let range = token.word.start..tokens[at + length - 1].word.end;
        let within = |quotation: &Quotation| {
            quotation.bytes.start < range.start && range.end <= quotation.bytes.end
        };
        if !text.marks.quotations.iter().any(within) {
            return Some(range);
        }
    }
    None
}

/// How many words of a phrase begin the words; none where none does.
fn phrase_at(target: &Text, tokens: &[Token]) -> Option<usize> {
    let found = INDEX.begins(tokens)?;
    let rest = target
        .text
        .get(tokens[found - 1].word.end..)
        .unwrap_or_default();
    let colon = rest.trim_start_matches(['*', '_', ' ']).starts_with(':');
    (found > SHORT_PHRASE || colon || is_telling(tokens)).then_some(found)
}

/// Whether the sentence speaks of itself.
fn is_telling(tokens: &[Token]) -> bool {
    let count = |key| tokens.iter().filter(|token| token.word.key == key).count();
    tokens.len() <= 12 && TELLING.iter().any(|key| count(*key) > 0)
}

fn is_subject(reading: &Reading) -> bool {
    SUBJECT
        .iter()
        .any(|word| reading.pair.source.contains(word))
}

/// The byte may begin a mark of [`MARKUP`].
const MARK: u8 = 1;
/// The byte is, or may belong to, a character that cannot be printed.
const UNUSUAL: u8 = 2;

const SIGNALS: [u8; 256] = {
    let mut signals = [0; 256];
    let mut at = 0;
    while at < MARKUP.len() {
        signals[MARKUP[at].as_bytes()[0] as usize] = MARK;
        at += 1;
    }
    // Quotation marks and hyphens are too common to be a reason to look.
    signals[b'"' as usize] = 0;
    signals[b'-' as usize] = 0;
    let mut byte = 0;
    while byte < 256 {
        if byte < 0x20 || byte > 0x7e {
            signals[byte] |= UNUSUAL;
        }
        byte += 1;
    }
    signals
};

/// Everything that the bytes may begin.
fn signals(bytes: &[u8]) -> u8 {
    let all = |bytes: &[u8]| {
        let signals = bytes.iter().map(|byte| SIGNALS[usize::from(*byte)]);
        signals.fold(0, |all, one| all | one)
    };
    let (chunks, rest) = bytes.as_chunks::<LANES>();
    let seen = chunks.iter().filter(|chunk| may_signal(**chunk));
    seen.fold(all(rest), |seen, chunk| seen | all(chunk))
}

/// Whether there are other bytes than those of nearly all text: letters,
/// digits and the marks of sentences.
#[inline]
fn may_signal(bytes: [u8; LANES]) -> bool {
    let bytes = Lanes::new(bytes);
    let letters = between(bytes | Lanes::splat(0x20), b'a', b'z');
    let marks = between(bytes, b' ', b'"') | between(bytes, b'+', b';');
    (letters | marks).to_bitmask() != 0xffff
}

fn markup(reading: &Reading) -> Option<Flag> {
    let (source, target) = (reading.pair.source, reading.pair.target);
    let more = |mark: &&&str| target.matches(**mark).count() > source.matches(**mark).count();
    let mark = MARKUP.iter().find(more)?;
    let start = target.find(mark)?;
    let severity = if mark.starts_with('&') {
        Severity::Warning
    } else {
        Severity::Error
    };
    let message =
        "The translation has marks of a format that the source does not have; remove them.";
    Some(reading.flag_target(
        "chat.markup",
        severity,
        start..start + mark.len(),
        message.into(),
    ))
}

fn control(reading: &Reading) -> Option<Flag> {
    let (source, target) = (reading.pair.source, reading.pair.target);
    let wrong = |letter: char| match letter {
        '\n' | '\t' | '\r' => false,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        _ => letter.is_control(),
    };
    let (start, letter) = target.char_indices().find(|(_, letter)| wrong(*letter))?;
    if source.contains(letter) {
        return None;
    }
    let message = "The translation has a character that cannot be printed; remove it.";
    let at = start..start + letter.len_utf8();
    Some(reading.flag_target("chat.control", Severity::Error, at, message.to_owned()))
}
