//! The embedded engine: no address, no key, no network.
//!
//! Its call goes along a road of this process, see [`crate::engine`].

use serde_json::json;

use super::{
    Body, Call, Endpoint, Fault, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice,
    texts,
};

/// The row of the table of kinds. The engine cuts sentences itself; whole
/// articles give it more of one length to put together.
pub const KIND: Kind = Kind {
    name: "local",
    voice: Voice::Texts { describe, read },
    fault: |_, _| None,
    probe: Probe::Word,
    limits: Limits {
        items: usize::MAX,
        characters: 20_000,
        item_characters: 20_000,
    },
};

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let body = json!({
        "texts": question.texts,
        "source": endpoint.code(&question.source),
        "target": endpoint.code(&question.target),
    });
    Call::post(endpoint.base_url.clone(), Vec::new(), Body::Json(body))
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    texts::read(endpoint, reply, "/texts/*")
}
