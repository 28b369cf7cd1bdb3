//! One part in both languages, read once for all checks.

use std::ops::Range;

use crate::room::Room;

use crate::article::{Flag, MarkKind, PartKind, Severity, Span};

use super::Pair;
use super::alignment::{Beads, align};
use super::text::Text;

/// How finely the two languages are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Sentence by sentence, which takes English.
    Sentences,
    /// Part by part.
    Parts,
}

/// One part, read.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The part.
    pub pair: Pair<'a>,
    /// Its source, without the words that may be left out.
    pub source: Text<'a>,
    /// Its translation.
    pub target: Text<'a>,
    /// Which sentences belong together; none where that cannot be told.
    pub beads: Option<Beads<'a>>,
}

impl<'a> Reading<'a> {
    /// Reads a part.
    pub fn new(pair: Pair<'a>, pairing: Pairing, room: &'a Room) -> Self {
        let mut source = Text::read(pair.source, room);
        let left_out = pair
            .leave_out
            .iter()
            .filter(|mark| mark.kind == MarkKind::LeaveOut);
        for mark in left_out {
            source.forget(&bytes(pair.source, mark.span));
        }
        let target = Text::read(pair.target, room);
        let comparable = pairing == Pairing::Sentences && !source.is_blank() && !target.is_blank();
        let beads = comparable.then(|| align(&source, &target, room)).flatten();
        Self {
            pair,
            source,
            target,
            beads,
        }
    }

    /// Whether the part is running text, which short forms are not.
    pub fn is_prose(&self) -> bool {
        matches!(
            self.pair.kind,
            PartKind::Body | PartKind::Quotation | PartKind::Caption
        )
    }

    /// Whether some of the source may be left out.
    pub fn may_leave_out(&self) -> bool {
        self.pair
            .leave_out
            .iter()
            .any(|mark| mark.kind == MarkKind::LeaveOut)
    }

    /// A flag on this part.
    pub fn flag(&self, check: &'static str, severity: Severity, message: String) -> Flag {
        Flag {
            check: check.into(),
            severity,
            part: Some(self.pair.part.to_owned()),
            source: None,
            target: None,
            message,
        }
    }

    /// A flag on a stretch of this part's source, in bytes.
    pub fn flag_source(
        &self,
        check: &'static str,
        severity: Severity,
        at: Range<usize>,
        message: String,
    ) -> Flag {
        Flag {
            source: Some(self.source.span(at)),
            ..self.flag(check, severity, message)
        }
    }

    /// A flag on a stretch of this part's translation, in bytes.
    pub fn flag_target(
        &self,
        check: &'static str,
        severity: Severity,
        at: Range<usize>,
        message: String,
    ) -> Flag {
        Flag {
            target: Some(self.target.span(at)),
            ..self.flag(check, severity, message)
        }
    }
}

/// A stretch in characters as a stretch in bytes.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = places.clone().nth(span.start).unwrap_or(text.len());
    let end = places.nth(span.end).unwrap_or(text.len());
    start..end.max(start)
}
