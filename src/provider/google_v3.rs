//! Google Cloud Translation Advanced (v3).
//!
//! Source: the vendor's discovery document of August 2026. The key is a
//! ready access token; the base address names project and location.

use serde_json::{Value, json};

use super::fault::Fault;
use super::{
    Call, Endpoint, Kind, Limits, Pair, Probe, Reply, TextsAnswer, TextsQuestion, Voice, google,
    texts,
};

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "google-v3",
    voice: Voice::Texts { describe, read },
    fault: google::fault,
    probe: Probe::Languages {
        call: languages,
        offers,
    },
    limits: Limits {
        items: 1_000,
        characters: 25_000,
        item_characters: 25_000,
    },
};

const PATH: &str = ":translateText";

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let url = endpoint.url("", PATH);
    let mut body = json!({
        "contents": question.texts,
        "mimeType": "text/plain",
        "sourceLanguageCode": endpoint.code(&question.source),
        "targetLanguageCode": endpoint.code(&question.target),
    });
    if let Some(model) = &endpoint.model {
        body["model"] = json!(full_name(&url, model));
    }
    Call::post(url, endpoint.call_headers(), endpoint.json_body(body))
}

/// A model's full name begins with project and location, which the address
/// holds too.
fn full_name(url: &str, model: &str) -> String {
    match url.trim_end_matches(PATH).split_once("/v3/") {
        Some((_, place)) if !model.contains('/') => format!("{place}/models/general/{model}"),
        _ => model.to_owned(),
    }
}

fn languages(endpoint: &Endpoint) -> Call {
    let full = endpoint.url("", PATH);
    let base = full.trim_end_matches(PATH);
    Call::get(
        format!("{base}/supportedLanguages"),
        endpoint.call_headers(),
    )
}

fn offers(endpoint: &Endpoint, body: &Value, pair: &Pair) -> bool {
    let list = body.get("languages").and_then(Value::as_array);
    let has = |language: &str, role: &str| {
        list.into_iter().flatten().any(|row| {
            row.get("languageCode").and_then(Value::as_str) == Some(endpoint.code(language))
                && row.get(role).and_then(Value::as_bool) != Some(false)
        })
    };
    has(&pair.source, "supportSource") && has(&pair.target, "supportTarget")
}

/// With a glossary there are two lists, and the glossary's is the one.
fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = texts::body(endpoint, reply)?;
    let place = match body.get("glossaryTranslations") {
        Some(_) => "/glossaryTranslations/*/translatedText",
        None => "/translations/*/translatedText",
    };
    texts::answer(&body, place)
}
