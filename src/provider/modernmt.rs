//! ModernMT.
//!
//! Source: the requests of the vendor's client library. A question is a GET
//! in the vendor's eyes, sent as a POST; the status stands in the body too.

use serde_json::{Value, json};

use super::fault::Fault;
use super::{
    Call, Endpoint, Header, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, texts,
};

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "modernmt",
    voice: Voice::Texts { describe, read },
    fault: |_, _| None,
    probe: Probe::Word,
    limits: Limits {
        items: 50,
        characters: 8_000,
        item_characters: 8_000,
    },
};

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let mut headers = endpoint.call_headers();
    headers.push(Header::plain("x-http-method-override", "GET"));
    let body = json!({
        "source": endpoint.code(&question.source),
        "target": endpoint.code(&question.target),
        "q": question.texts,
        "format": "text/plain",
    });
    Call::post(
        endpoint.url("", "/translate"),
        headers,
        endpoint.json_body(body),
    )
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = texts::body(endpoint, reply)?;
    let place = match body.get("data") {
        Some(one) if one.is_object() => "/data/translation",
        _ => "/data/*/translation",
    };
    let mut answer = texts::answer(&body, place)?;
    let billed = |one: &Value| one.get("billedCharacters")?.as_u64();
    let each = body.get("data").and_then(Value::as_array);
    answer.characters = each.and_then(|each| each.iter().map(billed).sum());
    Ok(answer)
}
