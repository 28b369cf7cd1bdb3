//! What the source says and the translation does not, and the reverse.

use std::ops::Range;

use crate::article::{Flag, Severity};

use super::alignment::Bead;
use super::anchor::{Anchor, Meanings};
use super::text::Token;
use super::{Article, MOST_FLAGS, Reading, length};

/// The fewest words of a sentence whose loss is more than worth a look.
const SENTENCE_WORDS: usize = 3;

/// What the missing end mark of the last sentence adds to the evidence that
/// its end was cut off, in nats.
const UNFINISHED: f32 = 3.0;

/// How many standard deviations a translation must be too short before a lost
/// stretch is looked for.
const SHORT: f32 = -1.0;

/// Evidence, in nats, below which a sentence is not in one made of two.
const SWALLOWED: f32 = -1.0;

/// The fewest words of a sentence that is told to be made up by its words.
const STRANGE_WORDS: usize = 6;

/// Of so many words of a true sentence at least one is known from the source.
const STRANGE_SHARE: usize = 6;

/// The most anchors of a sentence that are looked at for a lost stretch.
const LONGEST: usize = 300;

/// Evidence against any kinship from which a translation is of something
/// else, in nats.
const UNRELATED: f32 = -12.0;

/// Parts without translation, and the reverse.
pub fn parts(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let (check, message) = match (reading.source.is_blank(), reading.target.is_blank()) {
            (false, true) => (
                "omission.part",
                "This part has no translation; translate it again.",
            ),
            (true, false) if !reading.may_leave_out() => (
                "addition.part",
                "The translation has text where the source has none; remove it.",
            ),
            _ => continue,
        };
        flags.push(reading.flag(check, Severity::Error, message.to_owned()));
    }
}

/// Sentences and halves of sentences that are missing or added.
pub fn sentences(article: &Article, flags: &mut Vec<Flag>) {
    for reading in article
        .readings
        .iter()
        .filter(|reading| is_translated(reading))
    {
        let Some(beads) = &reading.beads else {
            flags.push(uncountable(reading));
            continue;
        };
        let found = beads.iter().filter_map(|bead| {
            match (bead.source.is_empty(), bead.target.is_empty()) {
                (false, true) => Some(missing(reading, bead)),
                (true, false) => added(reading, bead),
                _ => swallowed(reading, bead).or_else(|| cut(article, reading, bead)),
            }
        });
        flags.extend(found.take(MOST_FLAGS));
        flags.extend(unfinished(reading));
    }
}

/// Whether the whole English text is much shorter or longer than its source.
pub fn length(article: &Article, flags: &mut Vec<Flag>) {
    let thresholds = article.document.thresholds;
    let limits = thresholds.document_ratio_lowest..=thresholds.document_ratio_highest;
    let translated = article
        .readings
        .iter()
        .filter(|reading| is_translated(reading));
    let lengths = translated.map(|reading| (reading.source.characters, reading.target.characters));
    let (source, target) = lengths.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let far = length::deviation(source, target).abs() > 6.0;
    if far && !limits.contains(&(target as f32 / source as f32)) {
        flags.push(Flag {
            check: "omission.length".into(),
            severity: Severity::Error,
            part: None,
            source: None,
            target: None,
            message: format!(
                "The translation has {target} characters for {source} of the source; compare the \
                 two from end to end."
            ),
        });
    }
}

/// Parts in another language than English that are much too short or long.
pub fn ratio(article: &Article, flags: &mut Vec<Flag>) {
    let thresholds = article.document.thresholds;
    let limits = thresholds.part_ratio_lowest..=thresholds.part_ratio_highest;
    for reading in article
        .readings
        .iter()
        .filter(|reading| is_translated(reading))
    {
        let (source, target) = (reading.source.characters, reading.target.characters);
        if source >= 80 && !limits.contains(&(target as f32 / source as f32)) {
            flags.push(reading.flag("omission.length", Severity::Error, format!(
                "The translation has {target} characters for {source} of the source; compare them."
            )));
        }
    }
}

fn is_translated(reading: &Reading) -> bool {
    !reading.source.is_blank() && !reading.target.is_blank()
}

fn uncountable(reading: &Reading) -> Flag {
    let (source, target) = (
        reading.source.sentences.len(),
        reading.target.sentences.len(),
    );
    reading.flag(
        "omission.sentence",
        Severity::Error,
        format!("The source has {source} sentences and the translation {target}; compare the two."),
    )
}

fn missing(reading: &Reading, bead: &Bead) -> Flag {
    let words = reading.source.stretch(&bead.source).len();
    let severity = if words < SENTENCE_WORDS {
        Severity::Warning
    } else {
        Severity::Error
    };
    let at = reading.source.bytes_of(&bead.source);
    let message = "This sentence has no counterpart in the translation; add it.";
    reading.flag_source("omission.sentence", severity, at, message.to_owned())
}

fn added(reading: &Reading, bead: &Bead) -> Option<Flag> {
    if reading.may_leave_out() {
        return None;
    }
    let words = reading.target.stretch(&bead.target).len();
    let severity = if words < SENTENCE_WORDS {
        Severity::Warning
    } else {
        Severity::Error
    };
    let at = reading.target.bytes_of(&bead.target);
    let message = "This sentence has no counterpart in the source; remove it.";
    Some(reading.flag_target("addition.sentence", severity, at, message.to_owned()))
}

/// One of two sentences that seem to have been made one, or of two that one
/// seems to have been made into, that has nothing to do with the other side.
fn swallowed(reading: &Reading, bead: &Bead) -> Option<Flag> {
    if bead.source.len() > 1 {
        let meanings = Meanings::of(reading.target.stretch(&bead.target));
        let lost = bead.source.clone().find(|at| {
            let anchors = reading
                .source
                .stretch(&(*at..at + 1))
                .iter()
                .filter_map(Anchor::of);
            anchors
                .map(|anchor| anchor.evidence(&meanings))
                .sum::<f32>()
                < SWALLOWED
        })?;
        let bead = Bead {
            source: lost..lost + 1,
            ..bead.clone()
        };
        return Some(missing(reading, &bead));
    }
    if bead.target.len() > 1 {
        let source = reading.source.stretch(&bead.source);
        let strange = bead.target.clone().find(|at| {
            let tokens = reading.target.stretch(&(*at..at + 1));
            let meanings = Meanings::of(tokens);
            let anchors = source.iter().filter_map(Anchor::of);
            let known = anchors.filter(|anchor| anchor.is_found(&meanings)).count();
            tokens.len() >= STRANGE_WORDS && known * STRANGE_SHARE < tokens.len()
        })?;
        let bead = Bead {
            target: strange..strange + 1,
            ..bead.clone()
        };
        return added(reading, &bead);
    }
    None
}

/// A stretch of the bead's source that nothing in its target stands for.
fn cut(article: &Article, reading: &Reading, bead: &Bead) -> Option<Flag> {
    if bead.evidence < UNRELATED {
        let at = reading.target.bytes_of(&bead.target);
        let message = "This does not say what the source says; translate it again.";
        return Some(reading.flag_target(
            "omission.unrelated",
            Severity::Error,
            at,
            message.into(),
        ));
    }
    let given = reading.source.characters_of(&bead.source);
    let got = reading.target.characters_of(&bead.target);
    if length::deviation(given, got) > SHORT {
        return None;
    }
    let meanings = Meanings::of(reading.target.stretch(&bead.target));
    let source = reading.source.stretch(&bead.source);
    let weigh = |token| Some((token, Anchor::of(token)?.evidence(&meanings)));
    let anchors: Vec<(&Token, f32)> = source.iter().filter_map(weigh).take(LONGEST).collect();
    let last = bead.source.end == reading.source.sentences.len();
    let unfinished = if last && is_unfinished(reading) {
        UNFINISHED
    } else {
        0.0
    };
    let (score, at) = lost_stretch(&anchors, given, got, unfinished)?;
    (score >= article.document.thresholds.omission_evidence).then(|| {
        let message = "This stretch has no counterpart in the translation; add it.";
        reading.flag_source("omission.cut", Severity::Error, at, message.to_owned())
    })
}

/// The stretch of source whose absence best explains which anchors are missed
/// and how short the translation is: the evidence in nats, and where.
fn lost_stretch(
    anchors: &[(&Token, f32)],
    given: usize,
    got: usize,
    unfinished: f32,
) -> Option<(f32, Range<usize>)> {
    let whole = length::evidence(given, got);
    let mut best: Option<(f32, Range<usize>)> = None;
    for (first, (from, _)) in anchors.iter().enumerate() {
        let mut evidence = 0.0;
        for (place, (to, one)) in anchors.iter().enumerate().skip(first) {
            evidence -= one;
            let at = from.word.start..to.word.end;
            let left = given.saturating_sub(at.len());
            let end = if place + 1 == anchors.len() {
                unfinished
            } else {
                0.0
            };
            let score = evidence + length::evidence(left, got) - whole + end;
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, at));
            }
        }
    }
    best
}

fn unfinished(reading: &Reading) -> Option<Flag> {
    if !reading.is_prose() || !is_unfinished(reading) {
        return None;
    }
    let last = reading.target.tokens.last()?.word;
    let message = "The translation ends in mid-sentence; complete it.";
    Some(reading.flag_target(
        "omission.unfinished",
        Severity::Error,
        last.start..last.end,
        message.to_owned(),
    ))
}

/// Whether the source ends with an end mark and the translation does not.
fn is_unfinished(reading: &Reading) -> bool {
    ends(reading.source.text) && !ends(reading.target.text)
}

fn ends(text: &str) -> bool {
    let closing = |mark: char| matches!(mark, '"' | '”' | '’' | '\'' | ')' | ']' | '»');
    let text = text.trim_end().trim_end_matches(closing).trim_end();
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}
