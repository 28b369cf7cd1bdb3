//! Papago on NAVER Cloud.
//!
//! Source: the vendor's documentation. One text in a request; the key has an
//! id that travels in a header of its own.

use serde_json::json;

use super::fault::{Fault, provider_message};
use super::{Call, Endpoint, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, texts};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "papago",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Word,
    limits: Limits {
        items: 1,
        characters: 4_900,
        item_characters: 4_900,
    },
};

const PATH: &str = "/nmt/v1/translation";

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let body = json!({
        "source": endpoint.code(&question.source),
        "target": endpoint.code(&question.target),
        "text": question.texts.join("\n\n"),
    });
    Call::post(
        endpoint.url("", PATH),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    texts::read(endpoint, reply, "/message/result/translatedText")
}

/// A 429 is also what an application gets that may not use the product.
fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    (reply.status == 429 && said.to_lowercase().contains("quota")).then(|| {
        Fault::stop(
            ReasonKind::Quota,
            format!(
                "the quota is used up, or Papago is not switched on for this application: {said}"
            ),
        )
    })
}
