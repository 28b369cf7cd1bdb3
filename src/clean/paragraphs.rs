//! Paragraph breaks that a crawler lost, put back between whole sentences.

use super::BlockKind;
use super::draft::{Draft, Joint, Segment};
use crate::bytes::{self, Group, is};
use crate::sentence::sentences;

/// Longer lines of unknown kind are cut, in bytes. Newsrooms write paragraphs
/// of two to four sentences.
const LONGEST: usize = 1_000;

/// A paragraph is full from here on, in bytes.
const FULL: usize = 320;

/// A quotation of several sentences stays whole up to here, in bytes.
const LONGEST_QUOTATION: usize = 1_500;

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    let mut segments = Vec::with_capacity(draft.segments.len());
    for segment in std::mem::take(&mut draft.segments) {
        if segment.kind == BlockKind::Unknown && segment.range.len() > LONGEST {
            cut(&draft.text, segment, &mut segments);
        } else {
            segments.push(segment);
        }
    }
    draft.segments = segments;
}

fn cut(text: &str, segment: Segment, into: &mut Vec<Segment>) {
    let base = segment.range.start;
    let words = &text[segment.range.clone()];
    let mut start = 0;
    let mut open_quotation = false;
    let mut joint = segment.joint;
    let ranges = sentences(words);
    for (index, sentence) in ranges.iter().enumerate() {
        open_quotation = leaves_open(&words[sentence.clone()], open_quotation);
        let Some(next) = ranges.get(index + 1) else {
            break;
        };
        let length = sentence.end - start;
        let rest = words.len() - next.start;
        let may_end = !open_quotation || length >= LONGEST_QUOTATION;
        if length >= FULL && may_end && rest >= FULL / 3 {
            into.push(Segment {
                range: base + start..base + next.start,
                kind: segment.kind,
                joint,
            });
            joint = Joint::Apart;
            start = next.start;
        }
    }
    into.push(Segment {
        range: base + start..segment.range.end,
        kind: segment.kind,
        joint,
    });
}

/// Where straight quotation marks stand, and what may be curved ones.
fn quotes(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let marks = |group: &Group| group.bits(|lanes| is(lanes, b'"') | is(lanes, 0xE2));
    bytes::marked::<{ bytes::SIZE }>(bytes, 0, marks)
}

/// Whether a quotation is open behind `sentence`.
fn leaves_open(sentence: &str, mut open: bool) -> bool {
    let bytes = sentence.as_bytes();
    for at in quotes(bytes) {
        match &bytes[at..] {
            [b'"', ..] => open = !open,
            [0xE2, 0x80, 0x9C, ..] => open = true,
            [0xE2, 0x80, 0x9D, ..] => open = false,
            _ => {}
        }
    }
    open
}
