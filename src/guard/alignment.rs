//! Which target sentence stands for which source sentence of a part.
//!
//! A best path through the two lists of sentences (Gale and Church, 1993),
//! scored by the anchors of [`super::anchor`] and by length: one sentence may
//! stand for one or two, or for none.

use std::ops::Range;

use super::anchor::{Anchor, Meanings};
use super::length;
use super::text::Text;

/// Sentences of the source and those that stand for them; one side may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bead {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
}

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

/// Pairs the sentences of two texts; none where their numbers are too far
/// apart to be paired at all.
pub fn align(source: &Text, target: &Text) -> Option<Vec<Bead>> {
    let (rows, columns) = (source.sentences.len(), target.sentences.len());
    if rows.abs_diff(columns) >= BAND * 2 {
        return None;
    }
    let grid = Grid::fill(&Evidence::gather(source, target), rows, columns);
    Some(grid.path(rows, columns))
}

/// What the steps are scored by, read once.
struct Evidence {
    anchors: Vec<Vec<Anchor>>,
    meanings: Vec<Meanings>,
    source_lengths: Vec<usize>,
    target_lengths: Vec<usize>,
}

impl Evidence {
    fn gather(source: &Text, target: &Text) -> Self {
        let anchors = |tokens: &[_]| tokens.iter().filter_map(Anchor::of).collect();
        Self {
            anchors: source
                .sentences
                .iter()
                .map(|one| anchors(source.of(one)))
                .collect(),
            meanings: target
                .sentences
                .iter()
                .map(|one| Meanings::of(target.of(one)))
                .collect(),
            source_lengths: source.sentences.iter().map(|one| one.characters).collect(),
            target_lengths: target.sentences.iter().map(|one| one.characters).collect(),
        }
    }

    /// How well the target sentences stand for the source sentences.
    fn score(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let given = self.source_lengths[source.clone()].iter().sum();
        let got = self.target_lengths[target.clone()].iter().sum();
        let found = match &self.meanings[target] {
            [only] => self.found(source, only),
            several => {
                let all = several
                    .iter()
                    .fold(Meanings::none(), |all, one| all.with(one));
                self.found(source, &all)
            }
        };
        found + length::evidence(given, got)
    }

    fn found(&self, source: Range<usize>, meanings: &Meanings) -> f32 {
        let anchors = self.anchors[source].iter().flatten();
        anchors.map(|anchor| anchor.evidence(meanings)).sum()
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

    fn path(&self, rows: usize, columns: usize) -> Vec<Bead> {
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
            beads.push(Bead {
                source: above..row,
                target: before..column,
            });
            (row, column) = (above, before);
        }
        beads.reverse();
        beads
    }
}
