//! One question to an endpoint, through the translation memory.
//!
//! What was paid for once is never asked again: an answer is stored before
//! it is used, under a hash of everything that could change it. Failures are
//! never stored.

pub mod arrived;
mod listen;
mod texts;
pub mod weigh;
pub mod written;

pub use texts::{Hints, Occurrence, TextsAsk, check_texts, texts};

use serde::{Deserialize, Serialize};

use crate::article::{SummarySentence, Usage};
use crate::carrier::{self, Carrier, Segment, Unpacked, Wanted};
use crate::guard;
use crate::json;
use crate::line::{Asked, Line, Round, Unanswered};
use crate::memory::{CallLog, Entry, Fingerprint, Memory, Turn};
use crate::outcome::ReasonKind;
use crate::prompt::Prompts;
use crate::provider::{Action, ChatAnswer, ChatQuestion, Fault, Voice};
use listen::{Listening, streams};

/// What came back, from the endpoint or the memory.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// One text for each segment.
    pub texts: Vec<String>,
    /// Which of them the memory had.
    pub remembered: Vec<bool>,
    /// The summary's sentences.
    pub summary: Vec<SummarySentence>,
    /// The model that the answer names.
    pub model: Option<String>,
    /// What it cost now; nothing when the memory had it.
    pub usage: Usage,
    /// The vendor's id of the request.
    pub request_id: Option<String>,
    /// The glossary that a translation engine kept to, by its name.
    pub glossary: Option<String>,
}

/// Where answers are kept, and under which day calls are logged.
#[derive(Clone, Copy)]
pub struct Keeping<'a> {
    /// The memory, unless it is switched off.
    pub memory: Option<&'a Memory>,
    /// Whether answers of earlier runs may be used.
    pub reuse: Reuse,
    /// The day, `2026-11-23`.
    pub day: &'a str,
}

impl<'a> Keeping<'a> {
    /// The memory, where its answers may be used.
    fn recalling(&self) -> Option<&'a Memory> {
        self.memory.filter(|_| self.reuse == Reuse::Remember)
    }

    /// The right to ask a question, where it is of use to wait for an answer
    /// that somebody else is waiting for.
    async fn turn(&self, question: Option<Fingerprint>) -> Option<Turn<'a>> {
        Some(self.recalling()?.turn(question?).await)
    }
}

/// Whether answers of earlier runs may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reuse {
    /// They are.
    #[default]
    Remember,
    /// Everything is asked anew, and stored.
    Fresh,
}

/// A question to a language model.
pub struct ChatAsk<'a> {
    /// The instructions.
    pub system: &'a str,
    /// Notes on this article.
    pub notes: &'a str,
    /// The article.
    pub segments: &'a [Segment<'a>],
    /// What is wanted.
    pub wanted: Wanted,
    /// How it travels.
    pub carrier: Carrier,
    /// The templates.
    pub prompts: &'a Prompts,
}

/// A stored answer.
#[derive(Serialize, Deserialize)]
struct Stored {
    texts: Vec<String>,
    summary: Vec<SummarySentence>,
    model: Option<String>,
}

impl Stored {
    fn bytes(&self) -> Vec<u8> {
        let said = self.summary.iter().map(|sentence| &sentence.text);
        let texts = self.texts.iter().chain(said);
        let length: usize = texts.map(String::len).sum();
        json::bytes(self, length + length / 4 + 256)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// As it is heard from the memory.
    fn heard_again(self) -> Heard {
        Heard {
            remembered: vec![true; self.texts.len()],
            texts: self.texts,
            summary: self.summary,
            model: self.model,
            ..Heard::default()
        }
    }
}

/// Asks a language model.
///
/// # Errors
/// The last fault, with what all tries cost.
pub async fn chat(
    line: &Line,
    ask: &ChatAsk<'_>,
    keeping: Keeping<'_>,
) -> Result<Heard, Unanswered> {
    let key = keeping.memory.map(|_| chat_key(line, ask));
    if let Some(heard) = recalled(keeping, key.as_ref()) {
        return Ok(heard);
    }
    let turn = keeping.turn(key).await;
    if turn.as_ref().is_some_and(|turn| turn.waited)
        && let Some(heard) = recalled(keeping, key.as_ref())
    {
        return Ok(heard);
    }
    let Voice::Chat {
        describe, stream, ..
    } = &line.endpoint.kind.voice
    else {
        return Err(unable(line));
    };
    let boundary = boundary_for(ask.segments);
    let question = question(line, ask, &boundary);
    let cap = question.max_output_tokens;
    let tokens = estimate_tokens(question.system.len() + question.user.len()) + u64::from(cap / 4);
    let viewer = line.viewer();
    let in_pieces = streams(&line.endpoint, &question, viewer.is_some());
    let asked = line
        .converse(
            tokens,
            |round| {
                let mut call = match round {
                    Round::Plain => describe(&line.endpoint, &question),
                    Round::More => {
                        let more = ChatQuestion {
                            max_output_tokens: cap.saturating_mul(2),
                            ..question.clone()
                        };
                        describe(&line.endpoint, &more)
                    }
                };
                if in_pieces {
                    stream(&line.endpoint, &mut call);
                }
                call
            },
            |head| {
                let judge = |answer: ChatAnswer| {
                    let usage = answer.usage;
                    let unpacked = unpack(&answer.text, ask.segments, ask.wanted, &boundary)
                        .map_err(|fault| fault.paid(usage))?;
                    Ok(((unpacked, answer.model), usage))
                };
                Listening::new(&line.endpoint, &question, head, viewer, &boundary, judge)
            },
        )
        .await;
    let asked = logged(asked, line, keeping).await?;
    let (unpacked, model) = asked.answer;
    let stored = Stored {
        texts: unpacked.texts,
        summary: unpacked.summary,
        model,
    };
    if let (Some(memory), Some(key)) = (keeping.memory, key) {
        let body = stored.bytes();
        store(memory, vec![(key, body)], line, keeping.day, asked.usage).await;
    }
    drop(asked.place);
    Ok(Heard {
        remembered: vec![false; stored.texts.len()],
        texts: stored.texts,
        summary: stored.summary,
        model: stored.model,
        usage: asked.usage,
        request_id: asked.request_id,
        glossary: None,
    })
}

/// What the memory has of a question.
fn recalled(keeping: Keeping<'_>, key: Option<&Fingerprint>) -> Option<Heard> {
    let memory = keeping.recalling()?;
    Stored::read(&memory.recall(key?)?).map(Stored::heard_again)
}

fn question(line: &Line, ask: &ChatAsk<'_>, boundary: &str) -> ChatQuestion {
    let packed = carrier::pack(ask.segments, boundary);
    ChatQuestion {
        system: ask.system.to_owned(),
        user: ask.prompts.question(ask.notes, boundary, &packed),
        max_output_tokens: output_cap(line, packed.len()),
        schema: (ask.carrier == Carrier::Schema).then(|| carrier::schema(ask.wanted)),
    }
}

/// Takes a language model's answer apart, and looks whether it is one.
///
/// # Errors
/// Parts that are missing, doubled, swapped or empty, a boundary inside a
/// text, a refusal, the source given back.
pub fn unpack(
    text: &str,
    segments: &[Segment],
    wanted: Wanted,
    boundary: &str,
) -> Result<Unpacked, Fault> {
    let unpacked = carrier::unpack(text, segments, wanted, boundary)?;
    if holds(&unpacked, boundary) {
        return Err(leaked());
    }
    let pairs = segments.iter().zip(&unpacked.texts);
    if wanted.translation() && is_echo(pairs.map(|(sent, got)| (&*sent.text, got.as_str()))) {
        return Err(echo());
    }
    Ok(unpacked)
}

/// Whether a text of the answer has the boundary in it, which stands between
/// texts and in none of them.
fn holds(unpacked: &Unpacked, boundary: &str) -> bool {
    let boundary = memchr::memmem::Finder::new(boundary);
    let said = unpacked.summary.iter().map(|sentence| &sentence.text);
    let mut texts = unpacked.texts.iter().chain(said);
    texts.any(|text| boundary.find(text.as_bytes()).is_some())
}

fn leaked() -> Fault {
    Fault::ask_again(
        ReasonKind::Mismatch,
        "the code that parts the question's texts stands in the middle of an answer's text; the model may be too small for the task",
    )
}

/// Whether the answer as a whole is the source again.
fn is_echo<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> bool {
    let source = lines(pairs.clone().map(|(sent, _)| sent));
    let target = lines(pairs.map(|(_, got)| got));
    may_be_echo(&source, &target) && guard::is_echo(&source, &target)
}

/// Texts in one, a line each.
fn lines<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> String {
    let length = texts.clone().map(|text| text.len() + 1).sum();
    let mut joined = String::with_capacity(length);
    for text in texts {
        joined.push_str(text);
        joined.push('\n');
    }
    joined
}

/// Of the target's words, so many are looked at.
const SAMPLES: usize = 8;

/// Whether it is worth reading both texts: of some words spread over the
/// target, each with its successor, half stand in the source too.
fn may_be_echo(source: &str, target: &str) -> bool {
    let step = (target.len() / SAMPLES).max(1);
    let (mut looked, mut found) = (0, 0);
    for at in (0..target.len()).step_by(step) {
        let rest = &target.as_bytes()[at..];
        let mut blanks = memchr::memchr2_iter(b' ', b'\n', rest);
        let (Some(start), Some(_), Some(end)) = (blanks.next(), blanks.next(), blanks.next())
        else {
            break;
        };
        looked += 1;
        let words = &rest[start + 1..end];
        found += usize::from(memchr::memmem::find(source.as_bytes(), words).is_some());
        if (looked - found) * 2 > SAMPLES {
            return false;
        }
    }
    looked == 0 || found * 2 >= looked
}

fn echo() -> Fault {
    Fault::new(
        ReasonKind::Echo,
        Action::AskAgain,
        "the endpoint gave the source text back instead of a translation",
    )
}

/// What was paid for in vain is logged too.
async fn logged<'a, T>(
    asked: Result<Asked<'a, T>, Unanswered>,
    line: &Line,
    keeping: Keeping<'_>,
) -> Result<Asked<'a, T>, Unanswered> {
    if let (Err(unanswered), Some(memory)) = (&asked, keeping.memory)
        && unanswered.usage.requests > 0
    {
        store(memory, Vec::new(), line, keeping.day, unanswered.usage).await;
    }
    asked
}

async fn store(
    memory: &Memory,
    answers: Vec<(Fingerprint, Vec<u8>)>,
    line: &Line,
    day: &str,
    usage: Usage,
) {
    let call = CallLog {
        day: day.to_owned(),
        endpoint: line.endpoint.name.clone(),
        model: line.endpoint.model.clone().unwrap_or_default(),
        usage,
    };
    // A memory that cannot be written becomes a notice there; the answer
    // itself is good, and the result file keeps it.
    let _ = memory
        .keep(Entry {
            answers,
            call: Some(call),
        })
        .await;
}

fn chat_key(line: &Line, ask: &ChatAsk<'_>) -> Fingerprint {
    let endpoint = &line.endpoint;
    let mut key = Fingerprint::builder("chat")
        .field(endpoint.kind.name)
        .optional(endpoint.model.as_deref())
        .field(serde_json::to_vec(&endpoint.parameters).unwrap_or_default())
        .field(ask.system)
        .field(ask.notes);
    for segment in ask.segments {
        key = key.field(&*segment.id).field(&*segment.text);
    }
    key.finish()
}

/// Eight hexadecimal digits that occur in none of the texts, drawn anew for
/// each request so that no article can guess them.
fn boundary_for(segments: &[Segment]) -> String {
    loop {
        let mut bytes = [0; 4];
        if getrandom::fill(&mut bytes).is_err() {
            bytes = fastrand::u32(..).to_le_bytes();
        }
        let boundary = format!("{:08x}", u32::from_le_bytes(bytes));
        let finder = memchr::memmem::Finder::new(&boundary);
        let taken = |segment: &Segment| finder.find(segment.text.as_bytes()).is_some();
        if !segments.iter().any(taken) {
            return boundary;
        }
    }
}

/// Tokens that so many bytes make, roughly. Indonesian needs more than
/// English: about one for three bytes.
fn estimate_tokens(bytes: usize) -> u64 {
    bytes as u64 / 3
}

/// Room for the answer: half as much again as the article, and head-room
/// for a model that reasons first.
fn output_cap(line: &Line, bytes: usize) -> u32 {
    line.endpoint.max_output_tokens.unwrap_or_else(|| {
        let tokens = estimate_tokens(bytes) * 3 / 2 + 4_000;
        u32::try_from(tokens.next_multiple_of(500)).unwrap_or(u32::MAX)
    })
}

fn unable(line: &Line) -> Unanswered {
    Unanswered {
        fault: Fault::stop(
            ReasonKind::Config,
            format!("endpoint {} cannot do this", line.endpoint.name),
        ),
        usage: Usage::default(),
    }
}

#[cfg(test)]
mod tests;
