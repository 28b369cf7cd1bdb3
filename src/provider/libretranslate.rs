//! LibreTranslate.
//!
//! Source: the server's source code, version 1.9.6. The key travels in the
//! body, arrays are taken in JSON only, and a missing key is a 400.

use serde_json::{Value, json};

use super::fault::{Action, Fault, looks_like_a_missing_key, provider_message};
use super::{
    Body, Call, Endpoint, Kind, Limits, LimitsOf, Pair, Probe, Reply, TextsAnswer, TextsQuestion,
    Voice, pointer, texts,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
///
/// A sentence over 256 output tokens is cut with status 200, so no text, and
/// with it no sentence, is longer than what makes so many even where each
/// takes three characters; the usual server allows a few thousand characters
/// in a request.
pub const KIND: Kind = Kind {
    name: "libretranslate",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Languages {
        call: languages,
        offers,
    },
    limits: Limits {
        items: 50,
        characters: 5_000,
        item_characters: 600,
    },
};

/// A server's owner sets limits of requests; the page that shows them to
/// people reads them here.
pub const LIMITS: LimitsOf = LimitsOf {
    call: |endpoint| {
        Call::get(
            beside(endpoint, "/frontend/settings"),
            endpoint.call_headers(),
        )
    },
    read: read_limits,
};

/// The least that is believed.
const LEAST: usize = 100;

fn read_limits(reply: &Reply, known: Limits) -> Limits {
    let body = reply.json().unwrap_or_default();
    // Without a limit it is -1.
    let limit = body.get("charLimit").and_then(Value::as_u64);
    let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else {
        return known;
    };
    let characters = known.characters.min(limit.max(LEAST));
    Limits {
        characters,
        item_characters: known.item_characters.min(characters),
        ..known
    }
}

/// The address of something beside the translation.
fn beside(endpoint: &Endpoint, path: &str) -> String {
    let full = endpoint.url("", "/translate");
    let base = full.trim_end_matches("/translate");
    format!("{base}{path}")
}

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let mut body = endpoint.json_body(json!({
        "q": question.texts,
        "source": endpoint.code(&question.source),
        "target": endpoint.code(&question.target),
        "format": "text",
    }));
    if let (Some(key), Body::Json(body)) = (&endpoint.key, &mut body) {
        body["api_key"] = json!(key.reveal());
    }
    Call::post(
        endpoint.url("", "/translate"),
        endpoint.call_headers(),
        body,
    )
}

fn languages(endpoint: &Endpoint) -> Call {
    Call::get(beside(endpoint, "/languages"), endpoint.call_headers())
}

fn offers(endpoint: &Endpoint, body: &Value, pair: &Pair) -> bool {
    let target = endpoint.code(&pair.target);
    let is_source =
        |row: &&Value| row.get("code").and_then(Value::as_str) == Some(endpoint.code(&pair.source));
    let Some(row) = body.as_array().and_then(|rows| rows.iter().find(is_source)) else {
        return false;
    };
    let targets = pointer::texts(row, "/targets/*").unwrap_or_default();
    targets.iter().any(|own| own == target)
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = texts::body(endpoint, reply)?;
    let place = match body.get("translatedText") {
        Some(one) if one.is_string() => "/translatedText",
        _ => "/translatedText/*",
    };
    texts::answer(&body, place)
}

fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let lower = said.to_lowercase();
    match reply.status {
        400 | 403 | 500 if looks_like_a_missing_key(&lower) => Some(Fault::stop(
            ReasonKind::Auth,
            format!("the server wants an API key: {said}; set LT_API_KEY"),
        )),
        400 if lower.contains("is not supported") => Some(texts::wrong_pair(&said)),
        400 if lower.contains("limit") => Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!("the server finds the text too long: {said}"),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::reply;
    use super::*;

    #[test]
    fn a_servers_limit_narrows_what_is_known_and_never_widens_it() {
        for (body, characters, item) in [
            (r#"{"charLimit": 2000}"#, 2_000, 600),
            (r#"{"charLimit": 300}"#, 300, 300),
            (r#"{"charLimit": 0}"#, LEAST, LEAST),
            (r#"{"charLimit": 90000}"#, 5_000, 600),
            (r#"{"charLimit": -1}"#, 5_000, 600),
            ("{}", 5_000, 600),
            ("<html>", 5_000, 600),
        ] {
            let limits = read_limits(&reply(200, body), KIND.limits);
            assert_eq!(
                (limits.characters, limits.item_characters),
                (characters, item),
                "{body}"
            );
        }
    }
}
