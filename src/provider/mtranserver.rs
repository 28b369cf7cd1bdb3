//! MTranServer: Mozilla's models on one's own machine.
//!
//! Source: the server's source code, version 4.

use serde_json::json;

use super::fault::Fault;
use super::{Call, Endpoint, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, texts};

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "mtranserver",
    voice: Voice::Texts { describe, read },
    fault: |_, _| None,
    probe: Probe::Word,
    limits: Limits {
        items: 50,
        characters: 5_000,
        item_characters: 5_000,
    },
};

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let body = json!({
        "from": endpoint.code(&question.source),
        "to": endpoint.code(&question.target),
        "texts": question.texts,
    });
    Call::post(
        endpoint.url("", "/translate/batch"),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    texts::read(endpoint, reply, "/results/*")
}
