//! Which paragraphs of a translation stand for which parts of its source,
//! where nothing but the texts can tell.
//!
//! A best path as in [`super::alignment`], over whole paragraphs. People join
//! and split paragraphs more freely than sentences, so one may stand for up to
//! [`MOST`].

use std::ops::Range;

use crate::room::{self, Room};

use crate::article::PartKind;

use super::anchor::{Anchor, Meanings};
use super::length;
use super::text::Text;

/// Parts of the source and the paragraphs that stand for them; one side may
/// be empty.
pub type Match = (Range<usize>, Range<usize>);

/// So many paragraphs may have become one.
const MOST: usize = 6;

/// What it costs that a paragraph has no counterpart, in nats.
const ALONE: f32 = -9.0;

/// What it costs for every paragraph that was joined to another, in nats.
const JOINED: f32 = -3.0;

/// What it costs when one of the joined paragraphs of a translation brings
/// nothing of the source, in nats.
const STRANGE: f32 = -9.0;

/// Evidence, in nats, that a paragraph brings something.
const SOMETHING: f32 = 3.0;

/// More pairs than this are not looked at.
const LARGEST: usize = 40_000;

/// Pairs the parts of a source with the paragraphs of a translation, in order;
/// none where there are too many to try. Headings are joined to nothing.
pub fn pair_paragraphs(source: &[(PartKind, &str)], target: &[&str]) -> Option<Vec<Match>> {
    if source.len().saturating_mul(target.len()) > LARGEST {
        return None;
    }
    let grid = Grid::fill(&Evidence::gather(source, target));
    Some(grid.path())
}

struct Evidence {
    kinds: Vec<PartKind>,
    anchors: Vec<Vec<Anchor>>,
    meanings: Vec<Meanings>,
    /// Characters of the source before each part, and of all.
    source: Vec<usize>,
    /// The same of the translation.
    target: Vec<usize>,
}

impl Evidence {
    fn gather(source: &[(PartKind, &str)], target: &[&str]) -> Self {
        room::within(|room| Self::gather_in(room, source, target))
    }

    fn gather_in(room: &Room, source: &[(PartKind, &str)], target: &[&str]) -> Self {
        let kinds = source.iter().map(|(kind, _)| *kind).collect();
        let source = source.iter().map(|(_, text)| Text::read(text, room));
        let source: Vec<Text> = source.collect();
        let target = target.iter().map(|text| Text::read(text, room));
        let target: Vec<Text> = target.collect();
        let anchors = source
            .iter()
            .map(|text| text.tokens.iter().filter_map(Anchor::of).collect());
        Self {
            kinds,
            anchors: anchors.collect(),
            meanings: target
                .iter()
                .map(|text| Meanings::of(&text.tokens))
                .collect(),
            source: lengths(&source),
            target: lengths(&target),
        }
    }

    fn score(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        if source.is_empty() || target.is_empty() {
            return ALONE;
        }
        let joined = source.len() + target.len() - 2;
        let heading = |kind: &PartKind| matches!(kind, PartKind::Headline | PartKind::SubHeading);
        if joined > 0 && self.kinds[source.clone()].iter().any(heading) {
            return f32::NEG_INFINITY;
        }
        let length = |sums: &[usize], range: &Range<usize>| sums[range.end] - sums[range.start];
        let length = length::evidence(length(&self.source, &source), length(&self.target, &target));
        joined as f32 * JOINED + length + self.kinship(source, target)
    }

    fn kinship(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let several = match &self.meanings[target] {
            [only] => return self.found(source, only),
            several => several,
        };
        let without = |left_out: usize| {
            let rest = several.iter().enumerate().filter(|(at, _)| *at != left_out);
            let all = rest.fold(Meanings::none(), |all, (_, one)| all.with(one));
            self.found(source.clone(), &all)
        };
        let whole = without(several.len());
        let strange = (0..several.len()).filter(|at| whole - without(*at) < SOMETHING);
        whole + strange.count() as f32 * STRANGE
    }

    fn found(&self, source: Range<usize>, meanings: &Meanings) -> f32 {
        let anchors = self.anchors[source].iter().flatten();
        anchors.map(|anchor| anchor.evidence(meanings)).sum()
    }
}

fn lengths(texts: &[Text]) -> Vec<usize> {
    let mut sum = 0;
    let mut sums = vec![0];
    for text in texts {
        sum += text.characters;
        sums.push(sum);
    }
    sums
}

/// The best score of every place, and how many paragraphs of each side the
/// step that led there takes.
struct Grid {
    columns: usize,
    scores: Vec<f32>,
    steps: Vec<(usize, usize)>,
}

impl Grid {
    fn fill(evidence: &Evidence) -> Self {
        let (rows, columns) = (evidence.anchors.len(), evidence.meanings.len());
        let cells = (rows + 1) * (columns + 1);
        let mut grid = Self {
            columns,
            scores: vec![f32::NEG_INFINITY; cells],
            steps: vec![(0, 0); cells],
        };
        grid.scores[0] = 0.0;
        for row in 0..=rows {
            for column in 0..=columns {
                for (down, right) in steps() {
                    grid.try_step(evidence, (row, column), (down, right));
                }
            }
        }
        grid
    }

    fn try_step(
        &mut self,
        evidence: &Evidence,
        (row, column): (usize, usize),
        (down, right): (usize, usize),
    ) {
        let (Some(above), Some(before)) = (row.checked_sub(down), column.checked_sub(right)) else {
            return;
        };
        let from = self.scores[above * (self.columns + 1) + before];
        let score = from + evidence.score(above..row, before..column);
        let cell = row * (self.columns + 1) + column;
        if score > self.scores[cell] {
            self.scores[cell] = score;
            self.steps[cell] = (down, right);
        }
    }

    fn path(&self) -> Vec<Match> {
        let mut column = self.columns;
        let mut row = self.scores.len() / (self.columns + 1) - 1;
        let mut path = Vec::with_capacity(row.max(column));
        while row + column > 0 {
            let (down, right) = self.steps[row * (self.columns + 1) + column];
            path.push((row - down..row, column - right..column));
            (row, column) = (row - down, column - right);
        }
        path.reverse();
        path
    }
}

/// One for one, one for none, and one for several.
fn steps() -> impl Iterator<Item = (usize, usize)> {
    let several = (2..=MOST).flat_map(|many| [(many, 1), (1, many)]);
    [(1, 1), (1, 0), (0, 1)].into_iter().chain(several)
}

#[cfg(test)]
mod tests {
    use super::*;

    use PartKind::{Body, Headline};

    const SOURCE: [(PartKind, &str); 4] = [
        (Headline, "Pasar Baru di Solo Dibuka"),
        (
            Body,
            "Wali Kota Surakarta membuka pasar baru dengan 400 kios pada hari Selasa.",
        ),
        (
            Body,
            "Pembangunan pasar itu menelan biaya Rp12 miliar dan berlangsung dua tahun.",
        ),
        (
            Body,
            "Pedagang dari Karanganyar mulai pindah pada bulan Mei.",
        ),
    ];

    const TARGET: [&str; 4] = [
        "New Market Opens in Solo",
        "The mayor of Surakarta opened a new market with 400 stalls on Tuesday.",
        "Building the market cost Rp12 billion and took two years.",
        "Traders from Karanganyar began to move in May.",
    ];

    fn pairs(source: &[(PartKind, &str)], target: &[&str]) -> Vec<Match> {
        pair_paragraphs(source, target).unwrap()
    }

    #[test]
    fn a_paragraph_that_is_missing_is_found_wherever_it_stood() {
        for lost in 0..SOURCE.len() {
            let mut target = TARGET.to_vec();
            target.remove(lost);
            let found = pairs(&SOURCE, &target);
            let alone: Vec<_> = found.iter().filter(|(_, own)| own.is_empty()).collect();
            assert_eq!(alone.len(), 1, "{lost}: {found:?}");
            assert_eq!(alone[0].0, lost..lost + 1, "{found:?}");
        }
    }

    #[test]
    fn a_paragraph_that_was_added_is_found() {
        let mut target = TARGET.to_vec();
        target.insert(2, "Meanwhile the weather in Norway stays cold and dry.");
        let found = pairs(&SOURCE, &target);
        assert!(found.contains(&(2..2, 2..3)), "{found:?}");
    }

    #[test]
    fn joined_and_split_paragraphs_stay_together() {
        let joined = format!("{} {} {}", TARGET[1], TARGET[2], TARGET[3]);
        assert_eq!(
            pairs(&SOURCE, &[TARGET[0], &joined]),
            [(0..1, 0..1), (1..4, 1..2)]
        );
        let source = format!("{} {}", SOURCE[1].1, SOURCE[2].1);
        assert_eq!(
            pairs(&[(Body, &source), SOURCE[3]], &TARGET[1..]),
            [(0..1, 0..2), (1..2, 2..3)]
        );
    }

    #[test]
    fn nothing_and_very_much_are_no_trouble() {
        assert_eq!(pairs(&[], &[]), []);
        assert_eq!(pairs(&[(Body, "satu")], &[]), [(0..1, 0..0)]);
        assert!(pair_paragraphs(&vec![(Body, "a"); 1000], &vec!["b"; 1000]).is_none());
    }
}
