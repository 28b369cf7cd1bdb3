//! The article while the stages work on it: one repaired text that is never
//! edited, the stretches of it that still belong to the story, and those that
//! were cut out.

use std::borrow::Cow;
use std::ops::Range;

use super::characters::Origins;
use super::rule::Rule;
use super::{Block, BlockKind};
use crate::article::{Flag, Metadata, Removal};

/// How a stretch stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// It begins a part of its own.
    Apart,
    /// It goes on in the same part.
    Continues,
}

/// A stretch of the text that belongs to the story, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    pub(super) kind: BlockKind,
    pub(super) joint: Joint,
}

/// A stretch that was cut out, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) rule: &'static str,
}

/// The article between two stages.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What the first stage reads; empty afterwards.
    pub(super) unread: Vec<Block>,
    pub(super) text: String,
    pub(super) origins: Origins,
    pub(super) title: Option<String>,
    pub(super) segments: Vec<Segment>,
    pub(super) cuts: Vec<Cut>,
    /// How many of the cuts came before empty segments were last forgotten.
    pub(super) cuts_known: usize,
    /// Links whose end could not be decided, in ascending order.
    pub(super) undecided: Vec<Range<usize>>,
    pub(super) metadata: Metadata,
    pub(super) notes: Vec<Flag>,
    /// What was cut out of a headline that came apart from the text.
    pub(super) title_removals: Vec<Removal>,
}

/// A text without white space around it, which most have not.
pub(super) fn trimmed(text: &str) -> &str {
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_word(bytes.first()) && is_word(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

impl Draft {
    /// The text of a segment, without white space around it.
    pub(super) fn words_of(&self, segment: &Segment) -> &str {
        trimmed(&self.text[segment.range.clone()])
    }

    /// Cuts everything from byte `from` of the segment's trimmed text to the
    /// segment's end.
    pub(super) fn cut_end(&mut self, index: usize, from: usize, rule: &Rule) {
        let whole = self.segments[index].range.clone();
        let lead = self.text[whole.clone()].len() - self.text[whole.clone()].trim_start().len();
        let border = whole.start + lead + from;
        self.cuts.push(Cut {
            range: border..whole.end,
            rule: rule.name,
        });
        self.segments[index].range.end = border;
    }

    /// Cuts the first `length` bytes of the segment's trimmed text.
    pub(super) fn cut_beginning(&mut self, index: usize, length: usize, rule: &Rule) {
        let whole = self.segments[index].range.clone();
        let lead = self.text[whole.clone()].len() - self.text[whole.clone()].trim_start().len();
        let border = whole.start + lead + length;
        self.cuts.push(Cut {
            range: whole.start..border,
            rule: rule.name,
        });
        self.segments[index].range.start = border;
    }

    /// Cuts the whole segment and leaves it empty.
    pub(super) fn cut_whole(&mut self, index: usize, rule: &Rule) {
        self.cut_end(index, 0, rule);
    }

    /// Forgets segments of which nothing is left, if any was cut.
    pub(super) fn drop_cut(&mut self) {
        if self.cuts.len() > self.cuts_known {
            self.drop_empty();
        }
    }

    /// Forgets segments in which nothing is.
    pub(super) fn drop_empty(&mut self) {
        self.cuts_known = self.cuts.len();
        let text = &self.text;
        self.segments
            .retain(|segment| !trimmed(&text[segment.range.clone()]).is_empty());
    }

    /// The log of what was cut, in the order of the text.
    pub(super) fn removals(&mut self) -> Vec<Removal> {
        let text = &self.text;
        let mut cuts: Vec<(Range<usize>, &'static str)> = self
            .cuts
            .iter()
            .filter_map(|cut| {
                let words = text[cut.range.clone()].trim_start();
                let start = cut.range.end - words.len();
                let end = start + words.trim_end().len();
                (end > start).then_some((start..end, cut.rule))
            })
            .collect();
        cuts.sort_by_key(|(range, _)| range.start);
        let starts = cuts.iter().map(|(range, _)| range.start);
        let places = self.origins.translate(text, starts);
        let mut removals = std::mem::take(&mut self.title_removals);
        removals.extend(
            cuts.into_iter()
                .zip(places)
                .map(|((range, rule), at)| Removal {
                    rule: Cow::Borrowed(rule),
                    text: text[range].to_owned(),
                    at,
                }),
        );
        removals
    }
}
