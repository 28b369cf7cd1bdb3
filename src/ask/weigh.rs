//! What a question would take, without asking it.

use super::texts::{TextsAsk, texts_key};
use super::{ChatAsk, Keeping, Reuse, chat_key, estimate_tokens};
use crate::article::Usage;
use crate::carrier::{self, Segment};
use crate::line::Line;

/// What a question would take. Tokens are estimates; what a model reasons
/// before it answers is not in them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// What would be spent.
    pub usage: Usage,
    /// Characters of the articles that would be sent.
    pub sent: u64,
    /// Segments of the question.
    pub segments: u64,
    /// Of these, those that the memory has.
    pub remembered: u64,
}

impl Weight {
    /// Adds another question's.
    pub fn add(&mut self, other: &Self) {
        self.usage.add(&other.usage);
        self.sent += other.sent;
        self.segments += other.segments;
        self.remembered += other.remembered;
    }
}

/// The marks around a segment make about so many tokens.
const TOKENS_OF_A_MARK: u64 = 10;
/// English has about so many bytes to a token.
const ENGLISH_BYTES: u64 = 4;

/// What [`super::chat`] would spend; `summary_words` is the most that a
/// summary may have.
#[must_use]
pub fn chat(line: &Line, ask: &ChatAsk<'_>, keeping: Keeping<'_>, summary_words: usize) -> Weight {
    let segments = ask.segments.len() as u64;
    let known = keeping.reuse == Reuse::Remember
        && keeping
            .memory
            .is_some_and(|memory| memory.recall(&chat_key(line, ask)).is_some());
    if known {
        return Weight {
            segments,
            remembered: segments,
            ..Weight::default()
        };
    }
    let packed = carrier::pack(ask.segments, "00000000");
    let user = ask.prompts.question(ask.notes, "00000000", &packed);
    let bytes: usize = ask.segments.iter().map(|own| own.text.len()).sum();
    let mut tokens_out = TOKENS_OF_A_MARK;
    if ask.wanted.translation() {
        tokens_out += bytes as u64 / ENGLISH_BYTES + segments * TOKENS_OF_A_MARK;
    }
    if ask.wanted.summary() {
        tokens_out += summary_words as u64 * 3 / 2 + TOKENS_OF_A_MARK;
    }
    let usage = Usage {
        requests: 1,
        tokens_in: estimate_tokens(ask.system.len() + user.len()),
        tokens_out,
        ..Usage::default()
    };
    Weight {
        usage: priced(line, usage),
        sent: characters(ask.segments),
        segments,
        remembered: 0,
    }
}

/// What asking an engine for the texts would spend.
#[must_use]
pub fn texts(line: &Line, ask: &TextsAsk<'_>, keeping: Keeping<'_>) -> Weight {
    let segments = ask.segments;
    let known = match (keeping.memory, keeping.reuse) {
        (Some(memory), Reuse::Remember) => {
            let keys: Vec<_> = segments
                .iter()
                .map(|segment| texts_key(line, ask, segment, ask.glossary(line)))
                .collect();
            memory.recall_many(&keys)
        }
        _ => vec![None; segments.len()],
    };
    let missing: Vec<&Segment> = segments
        .iter()
        .zip(&known)
        .filter(|(_, known)| known.is_none())
        .map(|(segment, _)| segment)
        .collect();
    let sent = characters(missing.iter().copied());
    let usage = Usage {
        requests: ask.requests(line, missing.iter().copied()),
        characters: sent,
        ..Usage::default()
    };
    Weight {
        usage: priced(line, usage),
        sent,
        segments: segments.len() as u64,
        remembered: (segments.len() - missing.len()) as u64,
    }
}

fn priced(line: &Line, usage: Usage) -> Usage {
    Usage {
        cost: line.prices.cost(&usage),
        ..usage
    }
}

fn characters<'a>(segments: impl IntoIterator<Item = &'a Segment<'a>>) -> u64 {
    segments
        .into_iter()
        .map(|segment| segment.text.chars().count() as u64)
        .sum()
}
