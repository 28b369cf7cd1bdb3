//! DeepL.
//!
//! Source: the vendor's API description 3.11 of June 2026 and the requests
//! of its own client library. At most 50 texts and 128 KiB in a request;
//! texts of a request know nothing of each other.

use serde_json::{Value, json};

use super::fault::{Action, Fault, provider_message};
use super::{Call, Endpoint, Kind, Limits, Probe, Reply, TextsAnswer, TextsQuestion, Voice, texts};
use crate::outcome::ReasonKind;

/// The row of the table of kinds. So many characters stay below 128 KiB
/// even where each is four bytes long.
pub const KIND: Kind = Kind {
    name: "deepl",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Account { call: usage, told },
    limits: Limits {
        items: 50,
        characters: 28_000,
        item_characters: 28_000,
    },
};

const FREE_HOST: &str = "https://api-free.deepl.com";
const MOST_CONTEXT: usize = 1_000;

/// The address without its version. The free service is another host; its
/// keys say so.
pub fn host(endpoint: &Endpoint) -> &str {
    let free = endpoint.base_url == endpoint.service.base_url
        && endpoint
            .key
            .as_ref()
            .is_some_and(|key| key.reveal().ends_with(":fx"));
    match free {
        true => FREE_HOST,
        false => endpoint
            .base_url
            .trim_end_matches("/v2/translate")
            .trim_end_matches("/v2"),
    }
}

fn address(endpoint: &Endpoint, path: &str) -> String {
    format!("{}/v2{path}", host(endpoint))
}

/// A bare `en` is deprecated as a target.
fn target(endpoint: &Endpoint, language: &str) -> String {
    let code = match language.to_ascii_lowercase().as_str() {
        "en" | "en-us" => "EN-US".to_owned(),
        other => other.to_ascii_uppercase(),
    };
    endpoint
        .configured_code(language)
        .map_or(code, str::to_owned)
}

fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let mut body = json!({
        "text": question.texts,
        "source_lang": endpoint.code(&question.source).to_ascii_uppercase(),
        "target_lang": target(endpoint, &question.target),
        "show_billed_characters": true,
    });
    if let Some(context) = &question.context {
        let start: String = context.chars().take(MOST_CONTEXT).collect();
        body["context"] = json!(start);
    }
    if let Some(glossary) = &question.glossary {
        body["glossary_id"] = json!(glossary);
    }
    Call::post(
        address(endpoint, "/translate"),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn usage(endpoint: &Endpoint) -> Call {
    Call::get(address(endpoint, "/usage"), endpoint.call_headers())
}

/// What is used up of the month's characters.
fn told(body: &Value) -> Result<Option<String>, Fault> {
    let count = |at: &str| body.get(at).and_then(Value::as_u64);
    match (count("character_count"), count("character_limit")) {
        (Some(used), Some(limit)) if used >= limit => Err(Fault::stop(
            ReasonKind::Quota,
            format!("all {limit} characters of this period are used up; wait, or change the plan"),
        )),
        (Some(used), Some(limit)) => Ok(Some(format!("{used} of {limit} characters used"))),
        _ => Ok(None),
    }
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let body = texts::body(endpoint, reply)?;
    let mut answer = texts::answer(&body, "/translations/*/text")?;
    let first = body.pointer("/translations/0/model_type_used");
    answer.model = first.and_then(Value::as_str).map(str::to_owned);
    let each = body.get("translations").and_then(Value::as_array);
    answer.characters = each.and_then(|each| {
        each.iter()
            .map(|one| one.get("billed_characters")?.as_u64())
            .sum()
    });
    Ok(answer)
}

fn fault(endpoint: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    // One of the user's own is for the user to correct.
    let is_ours = !endpoint.parameters.contains_key("glossary_id");
    if is_ours && matches!(reply.status, 400 | 404) && says_glossary(&said) {
        let action = Action::Adapt("glossary_id".to_owned());
        return Some(Fault::new(ReasonKind::Config, action, said));
    }
    let pair = ["target_lang", "source_lang"]
        .iter()
        .any(|name| said.contains(name));
    (reply.status == 400 && pair).then(|| texts::wrong_pair(&said))
}

fn says_glossary(said: &str) -> bool {
    said.to_ascii_lowercase().contains("glossary")
}
