//! Acronyms, as far as they carry a signal: an acronym of the translation must
//! come from somewhere, and one of the source must not just be gone.
//!
//! What institutions are called in English is the glossary's business; names
//! in small letters are translated too often to tell anything.

use std::sync::LazyLock;

use crate::article::{Flag, Severity};
use crate::word::{Keys, Shape, key};

use super::text::{Text, Token};
use super::{Article, Reading};

/// Acronyms that English uses for what other languages write out.
const COMMON: &str = "US USA UK UN EU UAE GDP GNP BC AD BCE CE AM PM TV ID DVD CD GMT UTC WIB WITA \
    WIT NGO NGOS VAT SOE SOES SME SMES MSME MSMES AI IT PC HIV AIDS DNA RNA CEO CFO COO MP MPS PM \
    WWI WWII VIP FAQ ATM SUV CCTV PTSD HR PR GPS NATO ASEAN IMF WHO WTO UNESCO UNICEF FIFA UEFA IOC \
    FBI CIA NASA IDR USD IDX JCI AGO DC LA NY NYC PHD MD JR SR OK KM KG MM CM KPH MPH FM DIY POW \
    POWS KO UFO UFOS LGBT LGBTQ BBC CNN GOP ICU ER IQ TB STI STD EV EVS LNG LPG EEZ MOU PPE DPRK \
    ROK PRC HQ RV DJ MC II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI FTA";

/// The most acronyms of one text that are looked for.
const MOST_ACRONYMS: usize = 100;

static KNOWN: LazyLock<Keys> = LazyLock::new(|| COMMON.split_whitespace().map(key).collect());

/// Compares the acronyms of every part.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let (source, target) = (acronyms(&reading.source), acronyms(&reading.target));
        let is_shouted = |text: &Text, acronyms: usize| acronyms * 2 > text.tokens.len();
        if is_shouted(&reading.source, source) || is_shouted(&reading.target, target) {
            continue;
        }
        let lost = first(&reading.source, source).find(|token| is_lost(article, reading, token));
        let added = first(&reading.target, target).find(|token| is_added(article, reading, token));
        flags.extend(match (lost, added) {
            (Some(lost), Some(added)) => Some(changed(reading, lost, added)),
            (None, Some(added)) => Some(unknown(reading, added)),
            (Some(lost), None) if lost.word.end - lost.word.start > 2 => Some(gone(reading, lost)),
            _ => None,
        });
    }
}

fn changed(reading: &Reading, lost: &Token, added: &Token) -> Flag {
    let (was, is) = (
        lost.word.of(reading.pair.source),
        added.word.of(reading.pair.target),
    );
    let message = format!("\"{was}\" seems to have become \"{is}\"; check the acronym.");
    Flag {
        source: Some(reading.source.span_of(lost)),
        target: Some(reading.target.span_of(added)),
        ..reading.flag("acronym.changed", Severity::Error, message)
    }
}

fn unknown(reading: &Reading, added: &Token) -> Flag {
    let is = added.word.of(reading.pair.target);
    let message = format!("\"{is}\" is not in the source; check where it comes from.");
    Flag {
        target: Some(reading.target.span_of(added)),
        ..reading.flag("acronym.added", Severity::Warning, message)
    }
}

fn gone(reading: &Reading, lost: &Token) -> Flag {
    let was = lost.word.of(reading.pair.source);
    let message = format!("\"{was}\" is not in the translation; check what became of it.");
    Flag {
        source: Some(reading.source.span_of(lost)),
        ..reading.flag("acronym.lost", Severity::Warning, message)
    }
}

/// How many acronyms a text has; one that is written in capitals throughout
/// seems to have nothing else.
fn acronyms(text: &Text) -> usize {
    text.tokens.iter().filter(|token| is_acronym(token)).count()
}

/// The first of a text's acronyms; none of those that are not there is looked
/// for.
fn first<'t>(text: &'t Text, acronyms: usize) -> impl Iterator<Item = &'t Token> {
    let found = text.tokens.iter().filter(|token| is_acronym(token));
    found.take(acronyms.min(MOST_ACRONYMS))
}

fn is_acronym(token: &Token) -> bool {
    token.word.shape == Shape::Upper
}

/// Whether an acronym of the source is not in the part's translation, and the
/// glossary does not say what it is called there.
fn is_lost(article: &Article, reading: &Reading, token: &Token) -> bool {
    let same = |other: &Token| is_kin(reading, token, other);
    !KNOWN.contains(&token.word.key)
        && !reading.target.tokens.iter().any(same)
        && !is_term(article, reading, token)
        && !is_written_out(reading.pair.source, token, &reading.target)
}

/// Whether an acronym of the translation has no origin in the part's source.
fn is_added(article: &Article, reading: &Reading, token: &Token) -> bool {
    let same = |other: &Token| is_kin(reading, other, token);
    !KNOWN.contains(&token.word.key)
        && !reading.source.tokens.iter().any(same)
        && !article.document.glossary.is_form(token.word.key)
        && !is_written_out(reading.pair.target, token, &reading.source)
        && !is_written_out(reading.pair.target, token, &reading.target)
}

/// Whether a source word and a target word are the same but for a plural "s"
/// or an ending.
fn is_kin(reading: &Reading, source: &Token, target: &Token) -> bool {
    if source.word.key == target.word.key {
        return true;
    }
    let (one, other) = (
        source.word.of(reading.pair.source),
        target.word.of(reading.pair.target),
    );
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.len() - short.len() <= 3
        && long.get(..short.len()).is_some_and(|head| head == short)
        && long
            .get(short.len()..)
            .is_some_and(|tail| !tail.contains(char::is_uppercase))
}

fn is_term(article: &Article, reading: &Reading, token: &Token) -> bool {
    let glossary = article.document.glossary;
    let text = reading.pair.source;
    glossary
        .matches_among(text, &reading.source.tokens)
        .any(|found| found.start <= token.word.start && token.word.end <= found.end)
}

/// Whether words that begin with the acronym's letters, in either order,
/// stand in a row in the text.
pub(super) fn is_written_out(owner: &str, acronym: &Token, text: &Text) -> bool {
    let letters: Vec<u8> = acronym
        .word
        .of(owner)
        .bytes()
        .filter(u8::is_ascii_uppercase)
        .collect();
    if letters.len() < 2 {
        return false;
    }
    let counts = |token: &&Token| {
        let long = token.word.end - token.word.start > 3;
        long && (letters.len() > 2 || token.word.shape == Shape::Capital)
    };
    let first = |token: &Token| text.text.as_bytes()[token.word.start].to_ascii_uppercase();
    let initials: Vec<u8> = text.tokens.iter().filter(counts).map(first).collect();
    initials
        .windows(letters.len())
        .any(|window| window == letters || window.iter().rev().eq(&letters))
}
