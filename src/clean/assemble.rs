//! From stretches of the text to the article's parts.

use std::borrow::Cow;
use std::ops::Range;

use super::draft::{Draft, Joint, Segment};
use super::marks::{self, Seen};
use super::{BlockKind, Cleaned};
use crate::article::{Flag, Mark, MarkKind, Part, PartKind, Severity, Span};
use crate::bytes::{self, Group, is};

/// Builds the cleaned article.
pub(super) fn assemble(mut draft: Draft) -> Cleaned {
    let mut parts = Vec::with_capacity(draft.segments.len());
    let mut notes = std::mem::take(&mut draft.notes);
    let mut undecided = draft.undecided.iter().peekable();
    let mut first = 0;
    while first < draft.segments.len() {
        let mut next = first + 1;
        while next < draft.segments.len() && draft.segments[next].joint == Joint::Continues {
            next += 1;
        }
        let length = draft.segments[first..next]
            .iter()
            .map(|segment| segment.range.len());
        let mut words = Words::with_room(length.sum());
        let mut leave_out = Vec::new();
        for segment in &draft.segments[first..next] {
            let mut at = segment.range.start;
            while let Some(link) = undecided.next_if(|link| link.start < segment.range.end) {
                let start = link.start.max(at);
                let end = link.end.clamp(start, segment.range.end);
                words.push(&draft.text[at..start]);
                leave_out.push(words.push(&draft.text[start..end]));
                at = end;
            }
            words.push(&draft.text[at..segment.range.end]);
            words.space();
        }
        if !words.text.is_empty() {
            let kind = kind_of(&draft, &draft.segments[first..next], &words.text, next);
            let id = part_id(parts.len() + 1);
            let seen = Seen::of(&words.text);
            notes.extend(marks::quotation_note(&id, &seen));
            let marks = marks_of(&words.text, seen.fused, leave_out);
            notes.extend(marks.iter().filter_map(|mark| link_note(&id, mark)));
            parts.push(Part {
                id,
                kind,
                text: words.text,
                marks,
            });
        }
        first = next;
    }
    notes.extend(marks::fused_note(&parts));
    notes.extend(incomplete_note(&draft));
    Cleaned {
        title: draft.title.take().filter(|title| !title.is_empty()),
        parts,
        removed: draft.removals(),
        metadata: draft.metadata,
        notes,
    }
}

/// `p1`, `p2`, …
fn part_id(number: usize) -> String {
    let mut id = String::with_capacity(4);
    id.push('p');
    push_number(&mut id, number);
    id
}

fn push_number(into: &mut String, number: usize) {
    if number >= 10 {
        push_number(into, number / 10);
    }
    into.push(char::from(b'0' + (number % 10) as u8));
}

/// Text with single spaces.
#[derive(Default)]
struct Words {
    text: String,
    space: bool,
}

impl Words {
    fn with_room(room: usize) -> Self {
        Self {
            text: String::with_capacity(room),
            space: false,
        }
    }

    fn space(&mut self) {
        self.space = !self.text.is_empty();
    }

    /// Appends `piece` and returns where its words stand, in bytes.
    fn push(&mut self, piece: &str) -> Range<usize> {
        let bytes = piece.trim_end_matches(SPACES).as_bytes();
        let mut breaks = breaks(bytes);
        let mut start = None;
        let mut at = 0;
        loop {
            let spaces = spaces_at(&bytes[at..]);
            if spaces > 0 {
                self.space();
            }
            at += spaces;
            if at == bytes.len() {
                break;
            }
            let end = breaks.find(|end| *end > at).unwrap_or(bytes.len());
            if self.space {
                self.text.push(' ');
                self.space = false;
            }
            start.get_or_insert(self.text.len());
            self.text.push_str(&piece[at..end]);
            at = end;
        }
        if bytes.len() < piece.len() {
            self.space();
        }
        start.unwrap_or(self.text.len())..self.text.len()
    }
}

const SPACES: [char; 3] = [' ', '\t', '\n'];

/// How many spaces stand at the beginning.
fn spaces_at(bytes: &[u8]) -> usize {
    let words = bytes
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n'));
    words.unwrap_or(bytes.len())
}

/// Where spaces stand that are more than one blank between two words.
fn breaks(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let marks = |group: &Group| {
        let blanks = group.bits(|lanes| is(lanes, b' '));
        let others = group.bits(|lanes| is(lanes, b'\t') | is(lanes, b'\n'));
        others | blanks & ((blanks | others) >> 1)
    };
    bytes::marked::<{ bytes::SIZE - 1 }>(bytes, 0, marks)
}

fn kind_of(draft: &Draft, segments: &[Segment], words: &str, next: usize) -> PartKind {
    let last = next == draft.segments.len();
    match segments[0].kind {
        BlockKind::Heading => PartKind::SubHeading,
        BlockKind::Caption => PartKind::Caption,
        BlockKind::ListItem => PartKind::ListItem,
        BlockKind::Quotation => PartKind::Quotation,
        BlockKind::Unknown | BlockKind::Paragraph if is_heading(words) && !last => {
            PartKind::SubHeading
        }
        BlockKind::Unknown | BlockKind::Paragraph if is_quotation(words) => PartKind::Quotation,
        BlockKind::Unknown | BlockKind::Paragraph => PartKind::Body,
    }
}

/// A few words without the stop of a sentence.
fn is_heading(words: &str) -> bool {
    words.len() <= 80
        && words.split(' ').count() <= 9
        && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !words.ends_with(['.', ',', ';', ':', '!', '"', '”', '\'', ')', '…', '-', '–'])
}

/// One quotation from the first character to the last.
fn is_quotation(words: &str) -> bool {
    let inner = match words.chars().next() {
        Some('"') => words
            .get(1..words.len() - 1)
            .filter(|_| words.ends_with('"')),
        Some('“') => words
            .strip_prefix('“')
            .and_then(|rest| rest.strip_suffix('”')),
        _ => None,
    };
    inner.is_some_and(|inner| !inner.contains(['"', '“', '”']))
}

fn marks_of(text: &str, fused: Vec<Range<usize>>, leave_out: Vec<Range<usize>>) -> Vec<Mark> {
    if fused.is_empty() && leave_out.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(MarkKind, Range<usize>)> = fused
        .into_iter()
        .map(|range| (MarkKind::Fused, range))
        .collect();
    found.extend(
        leave_out
            .into_iter()
            .map(|range| (MarkKind::LeaveOut, range)),
    );
    found.sort_by_key(|(_, range)| range.start);
    let (mut byte, mut character) = (0, 0);
    found
        .into_iter()
        .map(|(kind, range)| {
            character += text[byte..range.start].chars().count();
            byte = range.start;
            let length = text[range].chars().count();
            Mark {
                kind,
                span: Span {
                    start: character,
                    end: character + length,
                },
            }
        })
        .collect()
}

fn link_note(id: &str, mark: &Mark) -> Option<Flag> {
    (mark.kind == MarkKind::LeaveOut).then(|| Flag {
        check: Cow::Borrowed("clean.inline_link"),
        severity: Severity::Warning,
        part: Some(id.to_owned()),
        source: Some(mark.span),
        target: None,
        message: "A link to another story stands in this paragraph and no rule finds its end; check that it is not in the translation.".to_owned(),
    })
}

/// The text says that it goes on elsewhere, and nothing follows.
fn incomplete_note(draft: &Draft) -> Option<Flag> {
    let last = draft.segments.last()?;
    let goes_on = draft
        .cuts
        .iter()
        .any(|cut| cut.rule == "next_page" && cut.range.start >= last.range.end);
    goes_on.then(|| Flag {
        check: Cow::Borrowed("clean.incomplete"),
        severity: Severity::Warning,
        part: None,
        source: None,
        target: None,
        message: "The text ends where its page says that it continues on another page; get the whole article and try again.".to_owned(),
    })
}
