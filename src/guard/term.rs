//! The glossary's terms: the required or an accepted form, and no forbidden
//! one.

use std::collections::HashSet;

use crate::article::{Flag, Severity};
use crate::glossary::{Entry, Kind, Match};

use super::{Article, Reading};

/// Checks every term where it first occurs.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    let glossary = article.document.glossary;
    let mut done = HashSet::new();
    for reading in &article.readings {
        for found in glossary.matches_among(reading.pair.source, &reading.source.tokens) {
            if done.insert(found.entry) && !reading.target.is_blank() {
                flags.extend(term(
                    article,
                    reading,
                    &glossary.entries()[found.entry],
                    &found,
                ));
            }
        }
    }
}

fn term(article: &Article, reading: &Reading, entry: &Entry, found: &Match) -> Option<Flag> {
    let (text, words) = (reading.pair.target, &reading.target.tokens);
    let wrong = entry
        .forbid
        .iter()
        .find_map(|form| Some((form, form.find(text, words)?)));
    let at = found.start..found.end;
    if let Some((form, (first, last))) = wrong {
        let message = format!(
            "\"{}\" must not be translated as \"{}\"; use \"{}\".",
            entry.source,
            form.as_str(),
            entry.target.as_str()
        );
        let bytes = words[first].word.start..words[last].word.end;
        return Some(Flag {
            target: Some(reading.target.span(bytes)),
            ..reading.flag_source("term.forbidden", Severity::Warning, at, message)
        });
    }
    if entry
        .accepted()
        .any(|form| form.find(text, words).is_some())
        || is_written_out(article, entry)
    {
        return None;
    }
    let message = format!(
        "\"{}\" should be \"{}\" in English; check it.",
        entry.source,
        entry.target.as_str()
    );
    Some(reading.flag_source("term.missing", Severity::Warning, at, message))
}

/// Whether a term that is written out once is so in any part.
fn is_written_out(article: &Article, entry: &Entry) -> bool {
    entry.kind == Kind::ExpandOnce
        && article.readings.iter().any(|reading| {
            let (text, words) = (reading.pair.target, &reading.target.tokens);
            entry
                .accepted()
                .any(|form| form.find(text, words).is_some())
        })
}
