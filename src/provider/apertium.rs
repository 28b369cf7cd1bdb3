//! Apertium APy.
//!
//! Source: the server's source code of October 2025. It has a released pair
//! from Indonesian to Malay and none to English. One text per request; long
//! texts are cut with status 200 (from about 10,000 characters when several
//! requests run at once), and pieces under 1,000 characters are safe.

use serde_json::Value;

use super::fault::{self, Fault, provider_message};
use super::{
    Body, Call, Endpoint, Kind, Limits, Reply, TextsAnswer, TextsQuestion, Voice, primary,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "apertium",
    voice: Voice::Texts { describe, read },
    fault: vendor_fault,
    probe,
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
        ("langpair", pair),
        ("q", question.texts.join("\n\n")),
        ("markUnknown", "no".to_owned()),
        ("format", "txt".to_owned()),
    ];
    Call::post(
        endpoint.url("", "/translate"),
        endpoint.base_headers(),
        Body::Form(form),
    )
}

fn probe(endpoint: &Endpoint) -> Call {
    let full = endpoint.url("", "/translate");
    let base = full.trim_end_matches("/translate");
    Call::get(format!("{base}/listPairs"), endpoint.base_headers())
}

fn read(reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = reply
        .json()
        .map_err(|error| fault::unreadable(reply, &error))?;
    let Some(text) = body
        .pointer("/responseData/translatedText")
        .and_then(Value::as_str)
    else {
        return Err(Fault::ask_again(
            ReasonKind::BadReply,
            "the reply holds no translatedText; check --base-url",
        ));
    };
    Ok(TextsAnswer {
        texts: vec![text.trim_end_matches('\n').to_owned()],
        ..TextsAnswer::default()
    })
}

fn vendor_fault(reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    (reply.status == 400 && said.to_lowercase().contains("pair")).then(|| {
        Fault::stop(
            ReasonKind::Config,
            format!("the server does not have this language pair ({said}); Apertium has Indonesian to Malay: use --to ms"),
        )
    })
}
