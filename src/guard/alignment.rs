//! Which target sentence stands for which source sentence of a part.
//!
//! A best path through the two lists of sentences (Gale and Church, 1993),
//! scored by the anchors of [`super::anchor`] and by length: one sentence may
//! stand for one or two, or for none.

use std::ops::Range;

use crate::room::{List, Room};

use super::anchor::{Anchor, Meanings};
use super::length;
use super::text::{Sentence, Text};

/// Sentences of the source and those that stand for them; one side may be
/// empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
    /// What their anchors say for the two belonging together, in nats.
    pub evidence: f32,
}

/// Beads in the order of the text.
pub type Beads<'a> = List<'a, Bead>;

/// The steps of a path: how many sentences of each side, and what the step
/// costs in nats, which is the rarer the dearer.
const STEPS: [(usize, usize, f32); 5] = [
    (1, 1, 0.0),
    (1, 0, -9.0),
    (0, 1, -9.0),
    (2, 1, -3.0),
    (1, 2, -3.0),
];

/// How far the path may leave the straight line, in sentences.
const BAND: usize = 6;

/// Evidence of every pair, in nats, from which texts with equally many
/// sentences are taken to go hand in hand.
const PLAIN: f32 = 4.0;

/// Pairs the sentences of two texts; none where their numbers are too far
/// apart to be paired at all.
pub fn align<'a>(source: &Text, target: &Text, room: &'a Room) -> Option<Beads<'a>> {
    let (rows, columns) = (source.sentences.len(), target.sentences.len());
    if rows.abs_diff(columns) >= BAND * 2 {
        return None;
    }
    let plain = (rows == columns)
        .then(|| hand_in_hand(source, target, room))
        .flatten();
    Some(plain.unwrap_or_else(|| {
        let evidence = Evidence::gather(source, target);
        let path = Grid::fill(&evidence, rows, columns).path(rows, columns);
        let beads = path.into_iter();
        let beads = beads.map(|(source, target)| evidence.bead(source, target));
        Beads::from_iter_in(beads, room)
    }))
}

/// Every sentence with the one at its place, where all of them fit well.
fn hand_in_hand<'a>(source: &Text, target: &Text, room: &'a Room) -> Option<Beads<'a>> {
    let mut beads = Beads::with_capacity_in(source.sentences.len(), room);
    let mut meanings = Meanings::none();
    for (row, (one, other)) in source.sentences.iter().zip(&target.sentences).enumerate() {
        meanings.clear();
        meanings.add(target.of(other));
        let anchors = source.of(one).iter().filter_map(Anchor::of);
        let evidence: f32 = anchors.map(|anchor| anchor.evidence(&meanings)).sum();
        let whole = evidence + length::evidence(one.characters, other.characters);
        if whole <= PLAIN {
            return None;
        }
        beads.push(Bead {
            source: row..row + 1,
            target: row..row + 1,
            evidence,
        });
    }
    Some(beads)
}

/// What the steps are scored by, read once.
struct Evidence<'t> {
    anchors: Vec<Anchor>,
    /// Which of the anchors each sentence of the source has.
    ranges: Vec<Range<usize>>,
    meanings: Vec<Meanings>,
    source: &'t [Sentence],
    target: &'t [Sentence],
}

impl<'t> Evidence<'t> {
    fn gather(source: &'t Text, target: &'t Text) -> Self {
        let mut anchors = Vec::with_capacity(source.tokens.len());
        let ranges = source.sentences.iter().map(|sentence| {
            let start = anchors.len();
            anchors.extend(source.of(sentence).iter().filter_map(Anchor::of));
            start..anchors.len()
        });
        let ranges = ranges.collect();
        let meanings = target
            .sentences
            .iter()
            .map(|one| Meanings::of(target.of(one)))
            .collect();
        Self {
            anchors,
            ranges,
            meanings,
            source: &source.sentences,
            target: &target.sentences,
        }
    }

    fn bead(&self, source: Range<usize>, target: Range<usize>) -> Bead {
        let evidence = self.found(source.clone(), target.clone());
        Bead {
            source,
            target,
            evidence,
        }
    }

    /// How well the target sentences stand for the source sentences.
    fn score(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        self.length(source.clone(), target.clone()) + self.found(source, target)
    }

    fn length(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let sum = |sentences: &[Sentence]| sentences.iter().map(|one| one.characters).sum();
        length::evidence(sum(&self.source[source]), sum(&self.target[target]))
    }

    fn found(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let (Some(first), Some(last)) = (self.ranges.get(source.start), source.end.checked_sub(1))
        else {
            return 0.0;
        };
        let anchors = &self.anchors[first.start..self.ranges[last].end.max(first.start)];
        let sum = |meanings: &Meanings| anchors.iter().map(|one| one.evidence(meanings)).sum();
        match &self.meanings[target] {
            [only] => sum(only),
            several => sum(&several
                .iter()
                .fold(Meanings::none(), |all, one| all.with(one))),
        }
    }
}

/// The best score of every reachable place, and the step that led there.
struct Grid {
    columns: usize,
    scores: Vec<f32>,
    steps: Vec<u8>,
}

impl Grid {
    fn fill(evidence: &Evidence, rows: usize, columns: usize) -> Self {
        let width = BAND * 4 + 1;
        let cells = (rows + 1) * width;
        let mut grid = Self {
            columns,
            scores: vec![f32::NEG_INFINITY; cells],
            steps: vec![0; cells],
        };
        for row in 0..=rows {
            for column in row.saturating_sub(BAND * 2)..=columns.min(row + BAND * 2) {
                grid.reach(evidence, row, column);
            }
        }
        grid
    }

    fn reach(&mut self, evidence: &Evidence, row: usize, column: usize) {
        let Some(cell) = self.cell(row, column) else {
            return;
        };
        if row == 0 && column == 0 {
            self.scores[cell] = 0.0;
            return;
        }
        for (number, &(down, right, cost)) in STEPS.iter().enumerate() {
            let (Some(above), Some(before)) = (row.checked_sub(down), column.checked_sub(right))
            else {
                continue;
            };
            let Some(from) = self.cell(above, before) else {
                continue;
            };
            if self.scores[from] == f32::NEG_INFINITY {
                continue;
            }
            let score = self.scores[from] + cost + evidence.score(above..row, before..column);
            if score > self.scores[cell] {
                self.scores[cell] = score;
                self.steps[cell] = number as u8;
            }
        }
    }

    /// Where a place is kept; none outside the band.
    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let offset = (column + BAND * 2).checked_sub(row)?;
        let inside = offset <= BAND * 4 && column <= self.columns;
        inside.then_some(row * (BAND * 4 + 1) + offset)
    }

    fn path(&self, rows: usize, columns: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let (mut row, mut column) = (rows, columns);
        let mut beads = Vec::with_capacity(rows.max(columns));
        while row + column > 0 {
            let Some(cell) = self.cell(row, column) else {
                break;
            };
            let (down, right, _) = STEPS[usize::from(self.steps[cell])];
            let (Some(above), Some(before)) = (row.checked_sub(down), column.checked_sub(right))
            else {
                break;
            };
            beads.push((above..row, before..column));
            (row, column) = (above, before);
        }
        beads.reverse();
        beads
    }
}
