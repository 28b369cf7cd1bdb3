//! Apertium APy.
//!
//! Source: the server's source code of October 2025. It has a released pair
//! from Indonesian to Malay and none to English. One text per request; long
//! texts are cut with status 200 (from about 10,000 characters when several
//! requests run at once), and pieces under 1,000 characters are safe.

use serde_json::Value;

use super::fault::{Fault, provider_message};
use super::{
    Body, Call, Endpoint, Kind, Limits, Pair, Probe, Reply, TextsAnswer, TextsQuestion, Voice,
    primary, texts,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "apertium",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Languages {
        call: languages,
        offers,
    },
    limits: Limits {
        items: 1,
        characters: 990,
        item_characters: 990,
    },
};

/// Two-letter codes as the server's pairs name them.
const CODES: [(&str, &str); 3] = [("id", "ind"), ("en", "eng"), ("ms", "zlm")];

fn code<'a>(endpoint: &'a Endpoint, language: &'a str) -> &'a str {
    let two = primary(language);
    let three = CODES.iter().find(|(own, _)| *own == two);
    endpoint
        .configured_code(language)
        .unwrap_or(three.map_or(two, |(_, three)| three))
}

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let pair = format!(
        "{}|{}",
        code(endpoint, &question.source),
        code(endpoint, &question.target)
    );
    let form = vec![
        ("langpair".into(), pair),
        ("q".into(), question.texts.join("\n\n")),
        ("markUnknown".into(), "no".to_owned()),
        ("format".into(), "txt".to_owned()),
    ];
    Call::post(
        endpoint.url("", "/translate"),
        endpoint.call_headers(),
        Body::Form(form),
    )
}

fn languages(endpoint: &Endpoint) -> Call {
    let full = endpoint.url("", "/translate");
    let base = full.trim_end_matches("/translate");
    Call::get(format!("{base}/listPairs"), endpoint.call_headers())
}

fn offers(endpoint: &Endpoint, body: &Value, pair: &Pair) -> bool {
    let rows = body.get("responseData").and_then(Value::as_array);
    let is = |row: &Value, field: &str, language: &str| {
        row.get(field).and_then(Value::as_str) == Some(code(endpoint, language))
    };
    rows.into_iter().flatten().any(|row| {
        is(row, "sourceLanguage", &pair.source) && is(row, "targetLanguage", &pair.target)
    })
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let mut answer = texts::read(endpoint, reply, "/responseData/translatedText")?;
    for text in &mut answer.texts {
        text.truncate(text.trim_end_matches('\n').len());
    }
    Ok(answer)
}

fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    (reply.status == 400 && said.to_lowercase().contains("pair")).then(|| {
        Fault::stop(
            ReasonKind::Config,
            format!("the server does not have this language pair ({said}); Apertium has Indonesian to Malay: use --to ms"),
        )
    })
}
