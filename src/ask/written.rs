//! A question that is written down now and asked at another time, by a
//! vendor's batch.

use super::{ChatAsk, boundary_for, chat_key, output_cap};
use crate::carrier::{self, Carrier, Segment, Wanted};
use crate::line::Line;
use crate::memory::Fingerprint;
use crate::provider::{Call, ChatQuestion, Voice};

/// A question that is written down.
#[derive(Clone, Debug)]
pub struct Written {
    /// What the memory keeps its answer under.
    pub key: Fingerprint,
    /// What is asked for, whatever the prompts say.
    pub asked: Fingerprint,
    /// The code that parts its texts.
    pub boundary: String,
    /// As the endpoint wants it.
    pub call: Call,
}

/// What is asked for: texts, and what is to become of them.
#[must_use]
pub fn asked(segments: &[Segment], wanted: Wanted) -> Fingerprint {
    let mut asked = Fingerprint::builder("asked").field(format!("{wanted:?}"));
    for segment in segments {
        asked = asked.field(&*segment.id).field(&*segment.text);
    }
    asked.finish()
}

/// Writes a question down; none where the endpoint takes none.
pub(crate) fn write(line: &Line, ask: &ChatAsk<'_>) -> Option<Written> {
    let Voice::Chat { describe, .. } = &line.endpoint.kind.voice else {
        return None;
    };
    let boundary = boundary_for(ask.segments);
    let packed = carrier::pack(ask.segments, &boundary);
    let question = ChatQuestion {
        system: ask.system.to_owned(),
        user: ask.prompts.question(ask.notes, &boundary, &packed),
        max_output_tokens: output_cap(line, packed.len()),
        schema: (ask.carrier == Carrier::Schema).then(|| carrier::schema(ask.wanted)),
    };
    Some(Written {
        key: chat_key(line, ask),
        asked: asked(ask.segments, ask.wanted),
        call: describe(&line.endpoint, &question),
        boundary,
    })
}
