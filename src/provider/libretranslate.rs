//! LibreTranslate.
//!
//! Source: the server's source code, version 1.9.6. The key travels in the
//! body, arrays are taken in JSON only, and a missing key is a 400.

use serde_json::{Value, json};

use super::fault::{Action, Fault, looks_like_a_missing_key, provider_message};
use super::{
    Body, Call, Endpoint, Kind, Limits, Most, Pair, Probe, Reply, TextsAnswer, TextsQuestion,
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
        400 if lower.contains("limit") => Some(Fault {
            most: limit(&said),
            ..Fault::new(
                ReasonKind::TooLarge,
                Action::SendSmaller,
                format!("the server finds the text too long: {said}"),
            )
        }),
        _ => None,
    }
}

/// The limit in "request (N) exceeds text limit (M)". A server words its
/// limit on texts as it words the one on characters; N tells them apart, for
/// no more texts than [`KIND`] allows are ever sent.
fn limit(said: &str) -> Option<Most> {
    let mut numbers = said.split('(').skip(1).filter_map(|rest| {
        let (number, _) = rest.split_once(')')?;
        number.trim().parse::<usize>().ok()
    });
    let (sent, most) = (numbers.next()?, numbers.next()?);
    Some(match sent <= KIND.limits.items {
        true => Most::Items(most),
        false => Most::ItemCharacters(most),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_limit_is_read_from_its_refusal() {
        for (said, expected) in [
            (
                "Invalid request: request (4) exceeds text limit (3)",
                Some(Most::Items(3)),
            ),
            (
                "Invalid request: request (900) exceeds text limit (500)",
                Some(Most::ItemCharacters(500)),
            ),
            ("request exceeds text limit", None),
            ("request (x) exceeds text limit (3)", None),
            ("", None),
        ] {
            assert_eq!(limit(said), expected, "{said}");
        }
    }

    #[test]
    fn a_limit_narrows_and_never_widens() {
        let limits = KIND.limits;
        assert_eq!(limits.narrowed(Most::Items(90)), None);
        assert_eq!(limits.narrowed(Most::ItemCharacters(90_000)), None);
        assert_eq!(limits.narrowed(Most::Items(0)).unwrap().items, 1);
        assert_eq!(
            limits
                .narrowed(Most::ItemCharacters(300))
                .unwrap()
                .item_characters,
            300
        );
        assert_eq!(
            limits
                .narrowed(Most::ItemCharacters(5))
                .unwrap()
                .item_characters,
            100
        );
    }
}
