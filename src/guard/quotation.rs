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
pub(super) const SPEECH: usize = 3;

/// Evidence, in nats, that two quotations are the same.
const SAME: f32 = 6.0;

/// Compares the quotations of every part.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    for reading in &article.readings {
        let (source, target) = (&reading.source, &reading.target);
        if source.marks.places.is_empty() && target.marks.places.is_empty() || target.is_blank() {
            continue;
        }
        let (lost, added) = (
            Without::of(reading, Side::Target),
            Without::of(reading, Side::Source),
        );
        match (lost.is_any(), added.is_any()) {
            (true, _) if reading.may_leave_out() => {}
            (true, _) => flags.extend(
                lost.quotations()
                    .into_iter()
                    .map(|one| lost_flag(reading, one)),
            ),
            (_, true) => flags.extend(
                added
                    .quotations()
                    .into_iter()
                    .map(|one| added_flag(reading, one)),
            ),
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
    fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

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

    /// Where the sentences of a bead stand, and how many marks they have.
    fn marks(self, reading: &Reading, bead: &Bead) -> (Range<usize>, usize) {
        let text = self.text(reading);
        let bytes = text.bytes_of(self.sentences(bead));
        let places = &text.marks.places;
        let count = places.partition_point(|at| *at < bytes.end)
            - places.partition_point(|at| *at < bytes.start);
        (bytes, count)
    }
}

/// What one text lacks of the other's quotations.
struct Without<'r> {
    reading: &'r Reading<'r>,
    /// The text that has them.
    has: Side,
    /// How many more it has, however one counts those inside others.
    more: usize,
    /// Its sentences with marks whose counterparts have none, in bytes.
    sentences: Vec<Range<usize>>,
}

impl<'r> Without<'r> {
    fn of(reading: &'r Reading, lacks: Side) -> Self {
        let has = lacks.other();
        let count = |side: Side| {
            let quotations = &side.text(reading).marks.quotations;
            let innermost = quotations.iter().filter(|one| one.is_innermost).count();
            (quotations.len(), innermost)
        };
        let (all, innermost) = count(has);
        let (all_there, innermost_there) = count(lacks);
        let more = all
            .saturating_sub(all_there)
            .min(innermost.saturating_sub(innermost_there));
        let beads = reading.beads.iter().flatten();
        let whole = beads.filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
        let sentences = whole.filter_map(|bead| match lacks.marks(reading, bead) {
            (_, 0) => Some(has.marks(reading, bead)).filter(|(_, marks)| *marks >= 2),
            _ => None,
        });
        Self {
            reading,
            has,
            more,
            sentences: sentences.map(|(bytes, _)| bytes).collect(),
        }
    }

    fn is_any(&self) -> bool {
        self.more > 0 || !self.sentences.is_empty()
    }

    /// Those in sentences without counterpart, and where there are more, those
    /// with the least evidence for one; at least one.
    fn quotations(&self) -> Vec<&'r Quotation> {
        let text = self.has.text(self.reading);
        let own = text.marks.quotations.iter().filter(|one| one.is_innermost);
        let own: Vec<&Quotation> = own.take(MOST_QUOTATIONS).collect();
        let stands_bare = |one: &&Quotation| {
            let mut sentences = self.sentences.iter();
            sentences.any(|bytes| bytes.contains(&one.bytes.start))
        };
        let (mut lost, mut rest): (Vec<&Quotation>, Vec<&Quotation>) =
            own.into_iter().partition(stands_bare);
        let wanted = self.more.max(1).saturating_sub(lost.len());
        if wanted > 0 {
            let evidence = self.evidence();
            rest.sort_by(|one, other| evidence(one).total_cmp(&evidence(other)));
            lost.extend(rest.into_iter().take(wanted));
        }
        lost
    }

    /// Evidence that a quotation is quoted in the other text too.
    fn evidence(&self) -> impl Fn(&Quotation) -> f32 + 'r {
        let (reading, has) = (self.reading, self.has);
        let there = quoted(has.other().text(reading));
        let meanings = Meanings::of(&there);
        move |one| {
            let words = has.text(reading).within(&one.bytes);
            match has {
                Side::Source => evidence(words, &meanings),
                Side::Target => evidence(&there, &Meanings::of(words)),
            }
        }
    }
}

fn lost_flag(reading: &Reading, quotation: &Quotation) -> Flag {
    let message = "This quotation is not quoted in the translation; restore the quotation marks.";
    reading.flag_source(
        "quotation.lost",
        severity(&reading.source, quotation),
        quotation.bytes.clone(),
        message.to_owned(),
    )
}

fn added_flag(reading: &Reading, quotation: &Quotation) -> Flag {
    let message = "This is quoted in the translation and not in the source; check who said it.";
    // Where the source lost a mark, somebody has to decide how far it reached.
    let severity = match reading.source.marks.lone {
        Some(_) => Severity::Warning,
        None => severity(&reading.target, quotation),
    };
    reading.flag_target(
        "quotation.added",
        severity,
        quotation.bytes.clone(),
        message.to_owned(),
    )
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

fn severity(text: &Text, quotation: &Quotation) -> Severity {
    let speech = text.within(&quotation.bytes).len() >= SPEECH;
    if speech {
        Severity::Error
    } else {
        Severity::Warning
    }
}
