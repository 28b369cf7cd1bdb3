//! Markers inside paragraphs: exact spellings at which something begins that
//! is not the story, and a rule that says where it ends.
//!
//! One pass: only bytes that can begin a marker are looked at.

use std::ops::Range;
use std::sync::LazyLock;

use super::BlockKind;
use super::draft::{Cut, Draft, Joint, Segment};
use super::link::{self, Evidence};
use super::rule::Rule;
use crate::article::Metadata;
use crate::bytes::{self, Group, between, is};

mod extent;
mod markers;

use markers::MARKERS;

/// What a marker is about.
pub(super) struct Marker {
    rule: Rule,
    /// Exact spellings; a text that begins with one of them is a candidate.
    openings: &'static [&'static str],
    extent: fn(&Scene) -> Extent,
    keep: fn(&str, &mut Metadata),
}

/// Where a marker was found.
pub(super) struct Scene<'a> {
    kind: BlockKind,
    /// The segment's text.
    text: &'a str,
    /// Where the opening begins, in bytes.
    at: usize,
    /// One past the opening.
    after: usize,
    evidence: &'a Evidence<'a>,
}

/// What belongs to a marker, in bytes of the segment's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It only looked like a marker.
    Nothing,
    /// This is not the story.
    Cut(Range<usize>),
    /// It begins like a link, and ends nobody knows where.
    Undecided(Range<usize>),
}

/// How many bytes of an opening are looked up before it is compared.
const LOOKED_UP: usize = 4;

/// How many places the table of first bytes has.
const PLACES: usize = 4096;

/// The place of an opening's first bytes in the table.
const fn place(first: [u8; LOOKED_UP]) -> usize {
    (u32::from_le_bytes(first).wrapping_mul(0x9E37_79B1) >> 20) as usize % PLACES
}

/// Which places an opening has. Few words of a story have the same.
static HAS_OPENING: [bool; PLACES] = {
    let mut table = [false; PLACES];
    let mut marker = 0;
    while marker < MARKERS.len() {
        let openings = MARKERS[marker].openings;
        let mut opening = 0;
        while opening < openings.len() {
            if let Some(first) = openings[opening].as_bytes().first_chunk() {
                assert!(matches!(first[0], b'A'..=b'Z' | b'(' | b'[' | b'-'));
                table[place(*first)] = true;
            }
            opening += 1;
        }
        marker += 1;
    }
    table
};

/// What a marker may begin with.
struct Opening {
    first: [u8; LOOKED_UP],
    words: &'static [u8],
    marker: &'static Marker,
}

/// Every opening by its first bytes, the longest of the same first.
static OPENINGS: LazyLock<Vec<Opening>> = LazyLock::new(|| {
    let all = MARKERS
        .iter()
        .flat_map(|marker| marker.openings.iter().map(move |words| (marker, words)));
    let mut openings: Vec<Opening> = all
        .filter_map(|(marker, words)| {
            Some(Opening {
                first: *words.as_bytes().first_chunk()?,
                words: words.as_bytes(),
                marker,
            })
        })
        .collect();
    openings.sort_by_key(|opening| (opening.first, std::cmp::Reverse(opening.words.len())));
    openings
});

pub(super) fn rules() -> Vec<Rule> {
    MARKERS.iter().map(|marker| marker.rule).collect()
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    let text = std::mem::take(&mut draft.text);
    let title = draft.title.take();
    let evidence = Evidence::new(&text, title.as_deref());
    let mut segments = Vec::with_capacity(draft.segments.len());
    let first = next_opening(&text, 0).map_or(text.len(), |(_, at, _)| at);
    for segment in std::mem::take(&mut draft.segments) {
        if segment.range.end <= first {
            segments.push(segment);
        } else {
            read_segment(draft, &text, &evidence, segment, &mut segments);
        }
    }
    draft.segments = segments;
    draft.title = title;
    draft.text = text;
    draft.drop_cut();
}

fn read_segment(
    draft: &mut Draft,
    text: &str,
    evidence: &Evidence,
    segment: Segment,
    into: &mut Vec<Segment>,
) {
    let base = segment.range.start;
    let words = &text[segment.range.clone()];
    let kind = segment.kind;
    let mut rest = segment;
    let mut at = 0;
    while let Some((marker, at_opening, after)) = next_opening(words, at) {
        let scene = Scene {
            kind,
            text: words,
            at: at_opening,
            after,
            evidence,
        };
        let read = at;
        at = scene.after;
        match (marker.extent)(&scene) {
            Extent::Nothing => {}
            Extent::Undecided(range) => {
                at = range.end.max(scene.after);
                draft.undecided.push(base + range.start..base + range.end);
            }
            Extent::Cut(range) => {
                let range = with_signs_around(words, range);
                // A stray sign before a marker may already belong to the last cut.
                let range = range.start.max(read)..range.end;
                at = range.end;
                (marker.keep)(words[range.clone()].trim(), &mut draft.metadata);
                let cut = base + range.start..base + range.end;
                rest = split_at(text, rest, cut.clone(), into);
                draft.cuts.push(Cut {
                    range: cut,
                    rule: marker.rule.name,
                });
            }
        }
    }
    into.push(rest);
}

/// What is cut, with the brackets around it and the signs before it: `(Baca
/// juga: …)`, `> Baca juga: …`, `**Baca juga:** …`.
fn with_signs_around(text: &str, cut: Range<usize>) -> Range<usize> {
    let before = text[..cut.start].trim_end();
    let inside = text[cut.clone()].trim_end();
    let behind = text[cut.end..].trim_start();
    for (open, close) in [('(', ')'), ('[', ']')] {
        let Some(front) = before.strip_suffix(open) else {
            continue;
        };
        if inside.ends_with(close) && !inside.contains(open) {
            return front.len()..cut.end;
        }
        if behind.starts_with(close) {
            return front.len()..text.len() - behind.len() + 1;
        }
    }
    let bare = before.trim_end_matches(['*', '>', '→', '•', '»', '►', ' ']);
    let start = if bare == "-" { 0 } else { bare.len() };
    if start < before.len() {
        start..cut.end
    } else {
        cut
    }
}

/// Gives the part of `segment` before `cut` away and returns the part behind.
fn split_at(text: &str, segment: Segment, cut: Range<usize>, into: &mut Vec<Segment>) -> Segment {
    let before = text[segment.range.start..cut.start].trim_end();
    let joint = if before.is_empty() {
        segment.joint
    } else if segment.kind == BlockKind::Unknown && ends_paragraph(before) {
        Joint::Apart
    } else {
        Joint::Continues
    };
    into.push(Segment {
        range: segment.range.start..cut.start,
        kind: segment.kind,
        joint: segment.joint,
    });
    Segment {
        range: cut.end..segment.range.end,
        kind: segment.kind,
        joint,
    }
}

/// Pages put their inserts between paragraphs, so where one stood behind a
/// whole sentence, a lost paragraph break has been found.
fn ends_paragraph(before: &str) -> bool {
    before.ends_with(['.', '?', '!', '"', '”', '…', ':', ')'])
}

/// The next marker's opening at or after byte `from`.
fn next_opening(text: &str, from: usize) -> Option<(&'static Marker, usize, usize)> {
    let bytes = text.as_bytes();
    // Capitals, brackets and hyphens.
    let marks = |group: &Group| {
        group.bits(|lanes| between(lanes, b'A', b'[') | is(lanes, b'(') | is(lanes, b'-'))
    };
    bytes::marked::<{ bytes::SIZE }>(bytes, from, marks).find_map(|at| {
        let (marker, length) = opening_at(&bytes[at..])?;
        Some((marker, at, at + length))
    })
}

/// The marker whose opening stands at the beginning of `bytes`, the longest
/// opening where several do.
fn opening_at(bytes: &[u8]) -> Option<(&'static Marker, usize)> {
    let first = *bytes.first_chunk::<LOOKED_UP>()?;
    if !HAS_OPENING[place(first)] {
        return None;
    }
    let from = OPENINGS.partition_point(|opening| opening.first < first);
    OPENINGS[from..]
        .iter()
        .take_while(|opening| opening.first == first)
        .find(|opening| bytes.starts_with(opening.words))
        .map(|opening| (opening.marker, opening.words.len()))
}

impl Scene<'_> {
    fn before(&self) -> &str {
        self.text[..self.at].trim_end()
    }

    fn rest(&self) -> &str {
        &self.text[self.after..]
    }

    /// Whether a sentence ended before the marker, or nothing stands there.
    fn begins_sentence(&self) -> bool {
        let before = self.before();
        before.is_empty() || ends_paragraph(before) || before.ends_with([']', '>', '\''])
    }

    fn cut(&self, end: usize) -> Extent {
        Extent::Cut(self.at..end)
    }

    /// What follows `from` up to the next marker, where that is near.
    fn up_to_next_marker(&self, from: usize) -> &str {
        let reach = self.text.floor_char_boundary(from + 600);
        let end = next_opening(&self.text[..reach], from).map_or(self.text.len(), |(_, at, _)| at);
        &self.text[from..end]
    }

    /// Ends the marker where the headline at byte `from` ends.
    fn cut_headline(&self, from: usize) -> Extent {
        let headline = self.up_to_next_marker(from);
        match link::end(headline, self.evidence) {
            link::LinkEnd::At(length) => self.cut(from + length),
            link::LinkEnd::Whole => self.cut(from + headline.len()),
            link::LinkEnd::Undecided(furthest) => Extent::Undecided(self.at..from + furthest),
        }
    }
}
