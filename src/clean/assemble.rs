//! From stretches of the text to the article's parts.

use std::borrow::Cow;
use std::ops::Range;

use super::draft::{Draft, Joint, Segment};
use super::{BlockKind, Cleaned, marks};
use crate::article::{Flag, Mark, MarkKind, Part, PartKind, Severity, Span};
use crate::word::lanes::{self, HIGH, between, unlike_blank};

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
        let mut words = Words::default();
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
            let id = format!("p{}", parts.len() + 1);
            notes.extend(marks::quotation_note(&id, &words.text));
            let marks = marks_of(&words.text, leave_out);
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

/// Text with single spaces.
#[derive(Default)]
struct Words {
    text: String,
    space: bool,
}

impl Words {
    fn space(&mut self) {
        self.space = !self.text.is_empty();
    }

    /// Appends `piece` and returns where its words stand, in bytes.
    fn push(&mut self, piece: &str) -> Range<usize> {
        let bytes = piece.as_bytes();
        let mut start = None;
        let mut at = 0;
        while at < bytes.len() {
            if is_space(bytes[at]) {
                self.space();
                at += 1;
                continue;
            }
            let end = run_end(bytes, at);
            if self.space {
                self.text.push(' ');
                self.space = false;
            }
            start.get_or_insert(self.text.len());
            self.text.push_str(&piece[at..end]);
            at = end;
        }
        start.unwrap_or(self.text.len())..self.text.len()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}

/// The end of a run of words with single spaces between them.
fn run_end(bytes: &[u8], from: usize) -> usize {
    let marked = |block: u64| {
        let controls = between(block, 0, 0x1f);
        let blanks = !unlike_blank(block) & HIGH;
        controls | blanks & ((blanks | controls) >> 8)
    };
    let counts = |at: usize| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        is_space(bytes[at]) && (bytes[at] != b' ' || is_space(next))
    };
    lanes::find::<7>(bytes, from, marked, counts)
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

fn marks_of(text: &str, leave_out: Vec<Range<usize>>) -> Vec<Mark> {
    let mut found: Vec<(MarkKind, Range<usize>)> = marks::fused(text)
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
