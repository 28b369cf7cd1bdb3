//! Answers that came by a vendor's batch: taken apart, checked and kept as
//! if they had just been asked for.

use super::{ChatAsk, Heard, Keeping, Stored, chat_key, logged, store, unpack};
use crate::article::Usage;
use crate::ask::written::asked;
use crate::line::{Asked, Line, Unanswered};
use crate::memory::Fingerprint;
use crate::outcome::ReasonKind;
use crate::provider::{ChatAnswer, Fault};

/// An answer of a batch.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What the memory keeps it under.
    pub key: Fingerprint,
    /// The code that parts its texts.
    pub boundary: String,
    /// The vendor's id of it.
    pub id: String,
    /// The answer with what is to be counted, or why there is none.
    pub answer: Result<ChatAnswer, Fault>,
}

/// Finds the answer to what was asked for.
pub type Find = Box<dyn Fn(&Fingerprint) -> Option<Arrival> + Send + Sync>;

/// The answers of a batch.
pub struct Arrivals {
    /// The answers.
    pub find: Find,
    /// The fingerprint of the prompts that asked for them.
    pub prompt: Option<String>,
}

/// Answers from what has arrived, else from the memory; nothing is sent.
pub(crate) async fn chat(
    line: &Line,
    ask: &ChatAsk<'_>,
    keeping: Keeping<'_>,
    arrivals: &Arrivals,
) -> Result<Heard, Unanswered> {
    let Some(arrival) = (arrivals.find)(&asked(ask.segments, ask.wanted)) else {
        return remembered(line, ask, keeping);
    };
    let read = match &arrival.answer {
        Err(fault) => Err(Unanswered {
            fault: fault.clone(),
            usage: fault.usage,
        }),
        Ok(answer) => {
            let mut usage = answer.usage;
            usage.cost = line.prices.cost(&usage);
            unpack(&answer.text, ask.segments, ask.wanted, &arrival.boundary)
                .map(|unpacked| (unpacked, usage, answer.model.clone()))
                .map_err(|fault| Unanswered { fault, usage })
        }
    };
    let (unpacked, usage, model) = match read {
        Ok(read) => read,
        Err(unanswered) => {
            let failed: Result<Asked<'_, ()>, Unanswered> = Err(unanswered);
            return logged(failed, line, keeping)
                .await
                .map(|_| Heard::default());
        }
    };
    let stored = Stored {
        texts: unpacked.texts,
        summary: unpacked.summary,
        model,
    };
    // A collection that was killed is made again: what is kept is logged.
    if let Some(memory) = keeping.memory
        && memory.recall(&arrival.key).is_none()
    {
        let body = stored.bytes();
        store(memory, vec![(arrival.key, body)], line, keeping.day, usage).await;
    }
    Ok(Heard {
        remembered: vec![false; stored.texts.len()],
        texts: stored.texts,
        summary: stored.summary,
        model: stored.model,
        usage,
        request_id: Some(arrival.id.clone()),
        glossary: None,
    })
}

fn remembered(line: &Line, ask: &ChatAsk<'_>, keeping: Keeping<'_>) -> Result<Heard, Unanswered> {
    let key = chat_key(line, ask);
    let stored = keeping.memory.and_then(|memory| memory.recall(&key));
    let stored = stored.and_then(|body| Stored::read(&body));
    let stored = stored.ok_or_else(|| Unanswered {
        fault: Fault::item(
            ReasonKind::Deferred,
            "this was not part of the batch; submit the article again",
        ),
        usage: Usage::default(),
    })?;
    Ok(stored.heard_again())
}
