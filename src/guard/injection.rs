//! Instructions to a machine that stand in the article, and answers that obey
//! them.
//!
//! Such a sentence is news like any other and is translated. It is always told
//! to the editor; and where it stands, less is needed to see that an answer
//! obeyed it instead.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3;
use memchr::memmem::Finder;

use crate::article::{Flag, Severity};
use crate::word::{ByKey, Keys, Shape, key};

use super::anchor::{Anchor, Meanings};
use super::lexicon::Classes;
use super::phrase::Phrases;
use super::text::{Text, Token};
use super::{Article, Reading};

/// Words that tell a machine to drop what it was told, with their English.
const VERBS: &str =
    "abaikan lupakan hiraukan kesampingkan batalkan ignore disregard forget override";
/// What it was told.
const OBJECTS: &str = "instruksi instruksimu perintah petunjuk arahan prompt atas sebelumnya \
    instructions instruction commands command orders prompts above previous earlier directions \
    guidelines";
/// How far apart the two may stand, in words.
const REACH: usize = 8;

/// What such sentences say in so many words.
const PHRASES: &[&str] = &[
    "system prompt",
    "prompt sistem",
    "system message",
    "pesan sistem",
    "you are now",
    "you are an ai",
    "you are a helpful",
    "you are chatgpt",
    "anda adalah asisten",
    "kamu adalah asisten",
    "anda sekarang",
    "kamu sekarang adalah",
    "anda adalah model",
    "do not translate",
    "don't translate",
    "stop translating",
    "jangan terjemahkan",
    "jangan menerjemahkan",
    "berhenti menerjemahkan",
    "instead of translating",
    "alih alih menerjemahkan",
    "respond only",
    "respond with",
    "reply only",
    "reply with",
    "answer only",
    "answer with",
    "output only",
    "output the",
    "print the",
    "jawab hanya",
    "jawab dengan",
    "jawablah dengan",
    "jawablah hanya",
    "balas hanya",
    "balas dengan",
    "balaslah dengan",
    "tulis hanya",
    "tulis saja",
    "tuliskan hanya",
    "cetak kata",
    "keluarkan kata",
    "write only",
    "say only",
    "reveal your",
    "repeat your instructions",
    "new instructions",
    "instruksi baru",
    "perintah baru",
    "end of article",
    "akhir artikel",
    "akhir teks",
    "end of text",
    "your instructions",
    "instruksi anda",
    "instruksimu",
    "ai language model",
    "as an ai you",
    "as an ai model you",
    "as a language model you",
    "as a large language model you",
    "sebagai model bahasa",
    "to the translator",
    "for the translator",
    "to the translation machine",
    "for the translation machine",
    "for the translation engine",
    "for machine translation",
    "kepada penerjemah",
    "untuk model ai",
    "untuk mesin penerjemah",
    "note to ai",
    "catatan untuk ai",
    "tell me a joke",
    "ceritakan lelucon",
    "ceritakan sebuah lelucon",
    "begin system",
    "mode pengembang",
    "developer mode",
];

/// Marks by which programs and models part their messages.
const TAGS: &[&str] = &[
    "<|",
    "|>",
    "[INST]",
    "[/INST]",
    "</",
    "<system",
    "<instruction",
    "<user",
    "<assistant",
    "### ",
    "SYSTEM:",
    "System:",
    "ASSISTANT:",
    "Assistant:",
    "USER:",
    "INSTRUKSI:",
    "<<SYS",
    "```",
];

static FINDERS: LazyLock<Vec<Finder>> = LazyLock::new(|| TAGS.iter().map(Finder::new).collect());
static COMMANDS: LazyLock<Phrases> = LazyLock::new(|| {
    let verbs: Vec<&str> = VERBS.split_whitespace().collect();
    Phrases::of(&verbs)
});
static SPELLS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(PHRASES));
static TARGETS: LazyLock<Keys> = LazyLock::new(|| OBJECTS.split_whitespace().map(key).collect());

/// The phrases by which a text speaks to a machine, and the words that tell it
/// to drop what it was told.
pub(super) fn spells() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().copied().chain(VERBS.split_whitespace())
}

/// Tells where the article speaks to a machine, and what obeyed it.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    let suspects = article.readings.iter().filter_map(|reading| {
        let at = instruction(&reading.source)?;
        let message = "The article tells a machine what to do here; compare this part closely.";
        Some(reading.flag_source(
            "injection.suspected",
            Severity::Warning,
            at,
            message.to_owned(),
        ))
    });
    let suspects: Vec<Flag> = suspects.collect();
    if suspects.is_empty() {
        return;
    }
    flags.extend(suspects);
    let surplus = surplus(article);
    for reading in article
        .readings
        .iter()
        .filter(|reading| !reading.target.is_blank())
    {
        let lost =
            || instruction(&reading.source).is_some() && instruction(&reading.target).is_none();
        let obeyed = || lost().then(|| obeyed(reading, 0..reading.pair.target.len()));
        let found = shouted(&surplus, reading).or_else(|| replaced(reading));
        flags.extend(found.or_else(obeyed));
    }
}

/// The most sentences of a text that are taken out.
const MOST: usize = 20;

/// Takes the sentences out of a text that speak to a machine: they support no
/// claim of a summary.
pub fn forget_instructions(text: &mut Text) {
    for _ in 0..MOST {
        let Some(at) = instruction(text) else { return };
        let stretch = text
            .sentence_at(at.start)
            .map_or(at, |sentence| sentence.bytes.clone());
        let before = text.tokens.len();
        text.forget(&stretch);
        if text.tokens.len() == before {
            return;
        }
    }
}

/// Where an instruction to a machine stands, in bytes.
fn instruction(text: &Text) -> Option<Range<usize>> {
    let tokens = &text.tokens;
    let stretch = |from: usize, to: usize| tokens[from].word.start..tokens[to].word.end;
    let sentences = text.sentences.iter();
    let speaking = sentences.filter(|one| one.classes.has(Classes::PHRASE));
    let mut places = speaking.flat_map(|one| one.tokens.clone());
    let spoken = places.find_map(|at| {
        if !tokens[at].entry.classes.has(Classes::PHRASE) {
            return None;
        }
        let rest = &tokens[at..];
        if let Some(length) = SPELLS.begins(rest) {
            return Some(stretch(at, at + length - 1));
        }
        COMMANDS.begins(rest)?;
        let object = rest
            .iter()
            .take(REACH)
            .position(|token| TARGETS.contains(&token.word.key))?;
        Some(stretch(at, at + object))
    });
    spoken.or_else(|| tag(text))
}

/// Where a mark stands by which programs part their messages.
fn tag(text: &Text) -> Option<Range<usize>> {
    let bytes = text.text.as_bytes();
    memchr3(b'<', b'[', b'#', bytes).or_else(|| memchr3(b'`', b'|', b':', bytes))?;
    let place = |tag: &Finder| Some((tag.find(bytes)?, tag.needle().len()));
    let (start, length) = FINDERS.iter().find_map(place)?;
    text.sentence_at(start).map(|_| start..start + length)
}

/// How often every word is said: in the translation, less in the source.
fn surplus(article: &Article) -> ByKey<isize> {
    let mut counts = ByKey::default();
    for reading in &article.readings {
        for token in &reading.target.tokens {
            *counts.entry(token.word.key).or_default() += 1;
        }
        for token in &reading.source.tokens {
            *counts.entry(token.word.key).or_default() -= 1;
        }
    }
    counts
}

/// A word in capitals that the translation says more often than the source.
fn shouted(surplus: &ByKey<isize>, reading: &Reading) -> Option<Flag> {
    let more = |token: &&Token| {
        token.word.shape == Shape::Upper
            && token.word.end - token.word.start > 3
            && surplus
                .get(&token.word.key)
                .is_some_and(|surplus| *surplus > 0)
    };
    let token = reading.target.tokens.iter().find(more)?;
    Some(obeyed(reading, token.word.start..token.word.end))
}

/// A part that shares next to nothing with its source.
fn replaced(reading: &Reading) -> Option<Flag> {
    let meanings = Meanings::of(&reading.target.tokens);
    let anchors: Vec<Anchor> = reading
        .source
        .tokens
        .iter()
        .filter_map(Anchor::of)
        .collect();
    let found = anchors
        .iter()
        .filter(|anchor| anchor.is_found(&meanings))
        .count();
    let short = reading.target.characters * 2 < reading.source.characters;
    let strange = anchors.len() >= 3 && found * 4 < anchors.len();
    (short || strange).then(|| obeyed(reading, 0..reading.pair.target.len()))
}

fn obeyed(reading: &Reading, at: Range<usize>) -> Flag {
    let message = "The answer seems to obey an instruction in the article; translate it again.";
    reading.flag_target("injection.obeyed", Severity::Error, at, message.to_owned())
}
