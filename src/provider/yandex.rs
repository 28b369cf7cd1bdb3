//! Yandex Translate, version 2.
//!
//! Source: the vendor's documentation and a published client. The folder
//! that some keys need is the field `folderId` of the settings' parameters.

use serde_json::json;

use super::fault::{Action, Fault, provider_message};
use super::{Call, Endpoint, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, texts};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "yandex",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Word,
    limits: Limits {
        items: 100,
        characters: 9_500,
        item_characters: 9_500,
    },
};

const PATH: &str = "/translate/v2/translate";

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let body = json!({
        "texts": question.texts,
        "sourceLanguageCode": endpoint.code(&question.source),
        "targetLanguageCode": endpoint.code(&question.target),
        "format": "PLAIN_TEXT",
    });
    Call::post(
        endpoint.url("", PATH),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    texts::read(endpoint, reply, "/translations/*/text")
}

fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let lower = said.to_lowercase();
    match reply.status {
        400 if lower.contains("language_code") => Some(texts::wrong_pair(&said)),
        400 if lower.contains("length") => Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the service finds the text too long: {said}"),
        )),
        _ => None,
    }
}
