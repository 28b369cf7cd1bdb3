//! Google Cloud Translation Basic (v2), and services of its shape.
//!
//! Source: the vendor's discovery document of August 2026. The format is
//! always named, because the default is HTML.

use serde_json::{Value, json};

use super::fault::{Action, Fault, provider_message};
use super::{
    Call, Endpoint, Kind, Limits, Pair, Probe, Reply, TextsAnswer, TextsQuestion, Voice, pointer,
    texts,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds. The vendor recommends no more characters
/// than these.
pub const KIND: Kind = Kind {
    name: "google",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Languages {
        call: languages,
        offers,
    },
    limits: Limits {
        items: 100,
        characters: 5_000,
        item_characters: 5_000,
    },
};

const PATH: &str = "/language/translate/v2";

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let mut body = json!({
        "q": question.texts,
        "source": endpoint.code(&question.source),
        "target": endpoint.code(&question.target),
        "format": "text",
    });
    if let Some(model) = &endpoint.model {
        body["model"] = json!(model);
    }
    Call::post(
        endpoint.url("", PATH),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn languages(endpoint: &Endpoint) -> Call {
    let full = endpoint.url("", PATH);
    Call::get(
        format!("{full}/languages?target=en"),
        endpoint.call_headers(),
    )
}

fn offers(endpoint: &Endpoint, body: &Value, pair: &Pair) -> bool {
    let codes = pointer::texts(body, "/data/languages/*/language").unwrap_or_default();
    [&pair.source, &pair.target]
        .iter()
        .all(|language| codes.iter().any(|code| code == endpoint.code(language)))
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    texts::read(endpoint, reply, "/data/translations/*/translatedText")
}

/// A quota is a 403: by the minute it clears, by the day it does not.
pub fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let body = String::from_utf8_lossy(reply.bytes()).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| body.contains(word));
    match reply.status {
        403 | 429 if says(&["daily limit", "dailylimit", "perday", "billing"]) => {
            Some(Fault::stop(
                ReasonKind::Quota,
                format!("the day's quota is used up or billing is off: {said}"),
            ))
        }
        403 if says(&["rate limit", "ratelimit", "per minute"]) => Some(Fault::new(
            ReasonKind::Rate,
            Action::SlowDown,
            format!("the service throttles: {said}"),
        )),
        400 if says(&["too many text segments", "text is too long", "exceeds"]) => {
            Some(Fault::new(
                ReasonKind::TooLarge,
                Action::SendSmaller,
                format!("the service finds the text too long: {said}"),
            ))
        }
        400 if says(&["language pair", "invalid value", "language is invalid"]) => {
            Some(texts::wrong_pair(&said))
        }
        _ => None,
    }
}
