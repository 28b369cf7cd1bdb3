//! Reads a language model's reply as its bytes come in.
//!
//! Whether it is a stream of events, JSON line by line or one JSON document
//! is decided by what comes and not by what was asked for, so the same
//! reader serves every reply, whole or in pieces.

mod lines;

use serde_json::Value;

use super::chat::Draft;
use super::fault::{self, Fault};
use super::{ChatAnswer, ChatQuestion, Endpoint, Voice};
use crate::article::Usage;
use lines::{Events, Lines};

/// A reply of status 200 on its way in.
pub struct StreamReader<'a> {
    endpoint: &'a Endpoint,
    question: &'a ChatQuestion,
    labelled: Label,
    framing: Framing,
    draft: Draft,
}

/// What the content type promises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Events,
    Lines,
    Other,
}

enum Framing {
    Undecided(Vec<u8>),
    Events(Events),
    Lines(Lines),
    Whole(Vec<u8>),
}

const MARK: &[u8] = b"\xef\xbb\xbf";
/// How a line of an event stream begins.
const FIELDS: [&[u8]; 5] = [b"data:", b"event:", b"retry:", b"id:", b":"];

impl<'a> StreamReader<'a> {
    /// A reader for the reply to a question.
    #[must_use]
    pub fn new(
        endpoint: &'a Endpoint,
        question: &'a ChatQuestion,
        content_type: Option<&str>,
    ) -> Self {
        let kind = content_type.unwrap_or_default().to_ascii_lowercase();
        let labelled = if kind.contains("event-stream") {
            Label::Events
        } else if kind.contains("ndjson") || kind.contains("jsonl") {
            Label::Lines
        } else {
            Label::Other
        };
        Self {
            endpoint,
            question,
            labelled,
            framing: Framing::Undecided(Vec::new()),
            draft: Draft::default(),
        }
    }

    /// Takes the next bytes in, cut anywhere; `on_text` is given what they
    /// add to the answer.
    ///
    /// # Errors
    /// An error that the stream reports, and events that cannot be read.
    pub fn push(&mut self, bytes: &[u8], on_text: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        let Framing::Undecided(start) = &mut self.framing else {
            return self.take_bytes(bytes, on_text);
        };
        start.extend_from_slice(bytes);
        let Some(framing) = decide(start, self.labelled) else {
            forget_blanks(start);
            return Ok(());
        };
        let mut start = std::mem::take(start);
        self.framing = framing;
        // What was decided on: blanks may have been forgotten, or not yet.
        let told = start.strip_prefix(MARK).unwrap_or(&start);
        let untold = start.len() - told.trim_ascii_start().len();
        if let Framing::Whole(body) = &mut self.framing {
            start.drain(..untold);
            *body = start;
            return Ok(());
        }
        self.take_bytes(&start[untold..], on_text)
    }

    /// Whether a stream has said how its answer ended; what may come after
    /// that are figures.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        let is_stream = matches!(self.framing, Framing::Events(_) | Framing::Lines(_));
        is_stream && self.draft.finish.is_some()
    }

    /// What the answer is said to have cost so far.
    #[must_use]
    pub fn spent(&self) -> Usage {
        self.draft.usage
    }

    /// The answer, once nothing more comes.
    ///
    /// # Errors
    /// An answer that has no end or is not what was asked for.
    pub fn finish(mut self) -> Result<ChatAnswer, Fault> {
        match std::mem::replace(&mut self.framing, Framing::Undecided(Vec::new())) {
            Framing::Undecided(body) | Framing::Whole(body) => self.take_whole(&body)?,
            Framing::Events(events) => self.take_rest(&events.rest())?,
            Framing::Lines(lines) => self.take_rest(&lines.rest())?,
        }
        let answer = self.draft.judge()?;
        if let Voice::Chat {
            verify: Some(verify),
            ..
        } = self.endpoint.kind.voice
        {
            verify(self.endpoint, self.question, &answer)?;
        }
        Ok(answer)
    }

    fn take_bytes(&mut self, mut bytes: &[u8], on_text: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        loop {
            let event = match &mut self.framing {
                Framing::Undecided(body) | Framing::Whole(body) => {
                    body.extend_from_slice(bytes);
                    return Ok(());
                }
                Framing::Events(events) => events.next(&mut bytes),
                Framing::Lines(lines) => lines.next(&mut bytes),
            };
            let Some(event) = event else { return Ok(()) };
            let event = event.trim_ascii();
            if event.is_empty() || event == b"[DONE]" {
                continue;
            }
            let value = serde_json::from_slice(event)
                .map_err(|error| fault::unreadable(event, &error).paid(self.draft.usage))?;
            let had = self.draft.text.len();
            self.draft.take(self.endpoint, &value)?;
            if self.draft.text.len() > had {
                on_text(&self.draft.text[had..]);
            }
        }
    }

    /// The last event of a stream that ends without a line end. One that was
    /// cut is no news: the answer lacks its finish reason then.
    fn take_rest(&mut self, event: &[u8]) -> Result<(), Fault> {
        match serde_json::from_slice(event) {
            Ok(value) => self.draft.take(self.endpoint, &value),
            Err(_) => Ok(()),
        }
    }

    /// One document, or several one after another without the label of it.
    fn take_whole(&mut self, body: &[u8]) -> Result<(), Fault> {
        let mut values = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
        let mut next = values.next();
        if next.is_none() {
            next = Some(serde_json::from_slice(body));
        }
        while let Some(value) = next {
            let value = value.map_err(|error| fault::unreadable(body, &error))?;
            self.draft.take(self.endpoint, &value)?;
            next = values.next();
        }
        Ok(())
    }
}

/// Of blanks before a reply one is as good as a million, and not read again
/// with every piece.
fn forget_blanks(start: &mut Vec<u8>) {
    let mark = if start.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    if start[mark..].trim_ascii_start().is_empty() {
        start.truncate(mark + 1);
    }
}

/// Decides by the first bytes; none as long as they are too few. Depends on
/// how the reply begins and never on how it was cut.
fn decide(start: &[u8], labelled: Label) -> Option<Framing> {
    if MARK.starts_with(start) && start.len() < MARK.len() {
        return None;
    }
    let start = start.strip_prefix(MARK).unwrap_or(start);
    let start = start.trim_ascii_start();
    match (start.first()?, labelled) {
        (b'{' | b'[', Label::Lines) => return Some(Framing::Lines(Lines::default())),
        (b'{' | b'[', _) => return Some(Framing::Whole(Vec::new())),
        (_, Label::Events) => return Some(Framing::Events(Events::default())),
        _ => {}
    }
    if FIELDS.iter().any(|field| start.starts_with(field)) {
        return Some(Framing::Events(Events::default()));
    }
    let may_become = FIELDS.iter().any(|field| field.starts_with(start));
    (!may_become).then(|| Framing::Whole(Vec::new()))
}

#[cfg(test)]
mod tests;
