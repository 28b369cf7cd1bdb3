//! Azure AI Translator, interfaces 3.0 and 2026-06-06.
//!
//! Source: the vendor's published interface descriptions and the requests of
//! its own client library. The two share address, headers and errors; the
//! table of services says which one is spoken.

use serde_json::{Value, json};

use super::fault::{Action, Fault, provider_message};
use super::{
    Body, Call, Endpoint, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, merge,
    percent_encode, texts,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds. The service takes 50,000 characters and
/// may need 15 s for them.
pub const KIND: Kind = Kind {
    name: "azure",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Word,
    limits: Limits {
        items: 500,
        characters: 10_000,
        item_characters: 10_000,
    },
};

const FIRST: &str = "3.0";

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let version = endpoint.service.version;
    let from = endpoint.code(&question.source);
    let to = endpoint.code(&question.target);
    let mut url = endpoint.url("", "/translate");
    url.push_str(&format!("?api-version={version}"));
    let body = if version == FIRST {
        push_pair(&mut url, "from", from);
        push_pair(&mut url, "to", to);
        push_pair(&mut url, "textType", "plain");
        for (name, value) in &endpoint.parameters {
            let plain = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            push_pair(&mut url, name, &plain);
        }
        let each = question.texts.iter().map(|text| json!({"text": text}));
        each.collect()
    } else {
        let target = target(endpoint, to);
        let each = question
            .texts
            .iter()
            .map(|text| json!({"text": text, "language": from, "targets": [target]}));
        json!({"inputs": each.collect::<Value>()})
    };
    Call::post(url, endpoint.call_headers(), Body::Json(body))
}

fn push_pair(url: &mut String, name: &str, value: &str) {
    url.push_str(&format!(
        "&{}={}",
        percent_encode(name),
        percent_encode(value)
    ));
}

/// The newer interface has the options with the target: `tone`, `gender`,
/// `deploymentName`.
fn target(endpoint: &Endpoint, language: &str) -> Value {
    let mut target = json!({"language": language});
    if let Some(model) = &endpoint.model {
        target["deploymentName"] = json!(model);
    }
    if let Value::Object(target) = &mut target {
        merge(target, &endpoint.parameters);
    }
    target
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = texts::body(endpoint, reply)?;
    let place = match body {
        Value::Array(_) => "/*/translations/0/text",
        _ => "/value/*/translations/0/text",
    };
    let mut answer = texts::answer(&body, place)?;
    answer.characters = reply
        .header("x-metered-usage")
        .and_then(|count| count.trim().parse().ok());
    Ok(answer)
}

/// Error codes have six digits, the first three of them the status.
fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let lower = said.to_lowercase();
    match reply.status {
        401 => Some(Fault::stop(
            ReasonKind::Auth,
            format!(
                "the service refuses the key: {said}; the key of a regional resource also needs AZURE_TRANSLATOR_REGION"
            ),
        )),
        400 if lower.contains("language") && lower.contains("valid") => {
            Some(texts::wrong_pair(&said))
        }
        400 if lower.contains("exceed") => Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the service finds the text too long: {said}"),
        )),
        _ => None,
    }
}
