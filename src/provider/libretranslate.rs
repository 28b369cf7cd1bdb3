//! LibreTranslate.
//!
//! Source: the server's source code, version 1.9.6. The key travels in the
//! body, arrays are taken in JSON only, and a missing key is a 400.

use serde_json::{Map, Value, json};

use super::fault::{self, Fault, looks_like_a_missing_key, provider_message};
use super::{
    Action, Body, Call, Endpoint, Kind, Limits, Reply, TextsAnswer, TextsQuestion, Voice, primary,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
///
/// A sentence over 256 output tokens is cut with status 200, so texts are
/// kept to pieces of about a sentence group; the usual server allows a few
/// thousand characters in a request.
pub const KIND: Kind = Kind {
    name: "libretranslate",
    voice: Voice::Texts { describe, read },
    fault: vendor_fault,
    probe,
    limits: Limits {
        items: 50,
        characters: 5_000,
        item_characters: 1_500,
    },
};

fn code<'a>(endpoint: &'a Endpoint, language: &'a str) -> &'a str {
    endpoint
        .configured_code(language)
        .unwrap_or_else(|| primary(language))
}

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let mut body = Map::new();
    body.insert("q".into(), json!(question.texts));
    body.insert("source".into(), json!(code(endpoint, &question.source)));
    body.insert("target".into(), json!(code(endpoint, &question.target)));
    body.insert("format".into(), json!("text"));
    for (name, value) in &endpoint.parameters {
        body.insert(name.clone(), value.clone());
    }
    if let Some(key) = &endpoint.key {
        body.insert("api_key".into(), json!(key.reveal()));
    }
    Call::post(
        endpoint.url("", "/translate"),
        endpoint.base_headers(),
        Body::Json(Value::Object(body)),
    )
}

fn probe(endpoint: &Endpoint) -> Call {
    let full = endpoint.url("", "/translate");
    let base = full.trim_end_matches("/translate");
    Call::get(format!("{base}/languages"), endpoint.base_headers())
}

fn read(reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = reply
        .json()
        .map_err(|error| fault::unreadable(reply, &error))?;
    if body.get("error").is_some_and(|error| !error.is_null()) {
        let mut meant = reply.clone();
        meant.status = 400;
        return Err(vendor_fault(&meant).unwrap_or_else(|| fault::common_fault(&meant)));
    }
    let texts = match body.get("translatedText") {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(texts)) => texts
            .iter()
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect(),
        _ => {
            return Err(Fault::ask_again(
                ReasonKind::BadReply,
                "the reply holds no translatedText; check --base-url",
            ));
        }
    };
    Ok(TextsAnswer {
        texts,
        ..TextsAnswer::default()
    })
}

fn vendor_fault(reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let lower = said.to_lowercase();
    match reply.status {
        400 | 403 | 500 if looks_like_a_missing_key(&lower) => Some(Fault::stop(
            ReasonKind::Auth,
            format!("the server wants an API key: {said}; set LT_API_KEY"),
        )),
        400 if lower.contains("is not supported") => Some(Fault::stop(
            ReasonKind::Config,
            format!("the server does not offer this language pair: {said}"),
        )),
        400 if lower.contains("limit") => Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the server finds the text too long: {said}"),
        )),
        _ => None,
    }
}
