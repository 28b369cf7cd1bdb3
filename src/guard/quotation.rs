//! Quotations: none lost, none made up, each opened and closed.

use std::ops::Range;

use crate::article::{Flag, Severity};

use super::alignment::Bead;
use super::anchor::{Anchor, Meanings};
use super::marks::Quotation;
use super::text::{Text, Token};
use super::{Article, Reading};

/// The most quotations of one part that are compared.
const MOST_QUOTATIONS: usize = 100;

/// Fewer quoted words are an expression rather than somebody's speech.
const SPEECH: usize = 3;

/// Evidence, in nats, that two quotations are the same.
const SAME: f32 = 6.0;

/// Compares the quotations of every part.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let (source, target) = (&reading.source, &reading.target);
        if source.marks.places.is_empty() && target.marks.places.is_empty() || target.is_blank() {
            continue;
        }
        match (
            fewer(reading, Side::Target, Side::Source),
            fewer(reading, Side::Source, Side::Target),
        ) {
            (true, _) => flags.extend(lost(reading)),
            (_, true) => flags.extend(added(reading)),
            _ => flags.extend(swapped(reading)),
        }
        flags.extend(open(reading));
    }
}

/// One of the two languages.
#[derive(Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn text<'r>(self, reading: &'r Reading) -> &'r Text<'r> {
        match self {
            Self::Source => &reading.source,
            Self::Target => &reading.target,
        }
    }

    fn sentences(self, bead: &Bead) -> &Range<usize> {
        match self {
            Self::Source => &bead.source,
            Self::Target => &bead.target,
        }
    }
}

/// Whether one text has fewer quotations than the other, however one counts
/// those inside others, or none in a sentence where the other has one.
fn fewer(reading: &Reading, one: Side, other: Side) -> bool {
    let (fewer, more) = (one.text(reading), other.text(reading));
    let innermost = |text: &Text| {
        text.marks
            .quotations
            .iter()
            .filter(|quotation| quotation.is_innermost)
            .count()
    };
    let marks = |side: Side, bead: &Bead| {
        let text = side.text(reading);
        let bytes = text.bytes_of(side.sentences(bead));
        let places = &text.marks.places;
        places.partition_point(|at| *at < bytes.end)
            - places.partition_point(|at| *at < bytes.start)
    };
    let beads = reading.beads.iter().flatten();
    let mut beads = beads.filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
    fewer.marks.quotations.len() < more.marks.quotations.len() && innermost(fewer) < innermost(more)
        || beads.any(|bead| marks(one, bead) == 0 && marks(other, bead) >= 2)
}

fn lost(reading: &Reading) -> Option<Flag> {
    if reading.may_leave_out() {
        return None;
    }
    let quoted: Vec<Token> = quoted(&reading.target);
    let meanings = Meanings::of(&quoted);
    let worst = least(&reading.source, |tokens| evidence(tokens, &meanings))?;
    let message = "This quotation is not quoted in the translation; restore the quotation marks.";
    let severity = severity(&reading.source, worst);
    Some(reading.flag_source(
        "quotation.lost",
        severity,
        worst.bytes.clone(),
        message.to_owned(),
    ))
}

fn added(reading: &Reading) -> Option<Flag> {
    let quoted = quoted(&reading.source);
    let worst = least(&reading.target, |tokens| {
        evidence(&quoted, &Meanings::of(tokens))
    })?;
    let message = "This is quoted in the translation and not in the source; check who said it.";
    // Where the source lost a mark, somebody has to decide how far it reached.
    let severity = match reading.source.marks.lone {
        Some(_) => Severity::Warning,
        None => severity(&reading.target, worst),
    };
    Some(reading.flag_target(
        "quotation.added",
        severity,
        worst.bytes.clone(),
        message.to_owned(),
    ))
}

/// Two quotations that changed places.
fn swapped(reading: &Reading) -> Option<Flag> {
    let (source, target) = (&reading.source, &reading.target);
    if source.marks.quotations.len() != target.marks.quotations.len()
        || source.marks.quotations.len() < 2
    {
        return None;
    }
    let meanings: Vec<Meanings> = target
        .marks
        .quotations
        .iter()
        .map(|one| Meanings::of(target.within(&one.bytes)))
        .collect();
    let same = |one: usize, other: usize| {
        evidence(
            source.within(&source.marks.quotations[one].bytes),
            &meanings[other],
        )
    };
    let crossed = |at: &usize| {
        let next = at + 1;
        same(*at, next) > SAME && same(next, *at) > SAME && same(*at, *at) < 0.0
    };
    let at = (0..meanings.len() - 1).find(crossed)?;
    let message = "Two quotations changed places; put them where the source has them.";
    let bytes = target.marks.quotations[at].bytes.clone();
    Some(reading.flag_target(
        "quotation.order",
        Severity::Warning,
        bytes,
        message.to_owned(),
    ))
}

/// Quotation marks without a partner, on either side.
fn open(reading: &Reading) -> Option<Flag> {
    if let Some(at) = reading.source.marks.lone {
        let message = "The source has a quotation mark without a partner; check where it belongs.";
        return Some(reading.flag_source(
            "quotation.open",
            Severity::Warning,
            at..at + 1,
            message.to_owned(),
        ));
    }
    let at = reading.target.marks.lone?;
    let message = "This quotation mark has no partner; open or close the quotation.";
    Some(reading.flag_target(
        "quotation.open",
        Severity::Warning,
        at..at + 1,
        message.to_owned(),
    ))
}

fn quoted(text: &Text) -> Vec<Token> {
    let ranges = text.marks.quotations.iter().filter(|one| one.is_innermost);
    ranges
        .flat_map(|one| text.within(&one.bytes))
        .copied()
        .collect()
}

fn evidence(tokens: &[Token], meanings: &Meanings) -> f32 {
    tokens
        .iter()
        .filter_map(Anchor::of)
        .map(|anchor| anchor.evidence(meanings))
        .sum()
}

/// The quotation of a text for which the measure is least.
fn least<'t>(text: &'t Text, measure: impl Fn(&[Token]) -> f32) -> Option<&'t Quotation> {
    let weigh = |one: &&Quotation| measure(text.within(&one.bytes));
    text.marks
        .quotations
        .iter()
        .filter(|one| one.is_innermost)
        .take(MOST_QUOTATIONS)
        .min_by(|one, other| weigh(one).total_cmp(&weigh(other)))
}

fn severity(text: &Text, quotation: &Quotation) -> Severity {
    let speech = text.within(&quotation.bytes).len() >= SPEECH;
    if speech {
        Severity::Error
    } else {
        Severity::Warning
    }
}
