//! Google Gemini, `generateContent`.
//!
//! Source: the vendor's client library and API description of August 2026.
//! The newer Interactions API stores requests unless told otherwise and is
//! not used for unpublished news.

use serde_json::{Value, json};

use super::chat::{Draft, Finish, number_at};
use super::fault::{Action, Fault, provider_message};
use super::{Call, ChatQuestion, Endpoint, Kind, Limits, Probe, Reply, Voice};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "gemini",
    voice: Voice::Chat {
        describe,
        fold,
        stream,
        verify: None,
    },
    fault,
    probe: Probe::Models {
        call: models,
        names: "/models/*/name",
    },
    limits: Limits::CHAT,
};

const WHOLE: &str = ":generateContent";
const PIECES: &str = ":streamGenerateContent?alt=sse";

fn describe(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let mut body = json!({
        "contents": [{"role": "user", "parts": [{"text": question.user}]}],
        "systemInstruction": {"parts": [{"text": question.system}]},
        "generationConfig": {"maxOutputTokens": question.max_output_tokens},
    });
    if let Some(schema) = &question.schema {
        body["generationConfig"]["responseMimeType"] = json!("application/json");
        body["generationConfig"]["responseJsonSchema"] = schema.clone();
    }
    let model = endpoint.model.as_deref().unwrap_or_default();
    let model = model.trim_start_matches("models/");
    Call::post(
        endpoint.url(endpoint.service.version, &format!("/models/{model}{WHOLE}")),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn stream(_: &Endpoint, call: &mut Call) {
    if let Some(base) = call.url.strip_suffix(WHOLE) {
        call.url = format!("{base}{PIECES}");
    }
}

fn models(endpoint: &Endpoint) -> Call {
    Call::get(
        endpoint.url(endpoint.service.version, "/models?pageSize=1000"),
        endpoint.call_headers(),
    )
}

/// Takes a whole reply in, or one event of a stream: both have one shape.
fn fold(draft: &mut Draft, value: &Value) {
    draft.note_model(value.get("modelVersion"));
    take_usage(draft, value);
    if let Some(why) = value
        .pointer("/promptFeedback/blockReason")
        .and_then(Value::as_str)
    {
        draft.finish = Some(Finish::Blocked(why.to_owned()));
    }
    let Some(candidate) = value.pointer("/candidates/0") else {
        return;
    };
    let parts = candidate.pointer("/content/parts");
    for part in parts.and_then(Value::as_array).into_iter().flatten() {
        if part.get("thought").and_then(Value::as_bool) == Some(true) {
            draft.reasoned = true;
        } else if let Some(text) = part.get("text").and_then(Value::as_str) {
            draft.text.push_str(text);
        }
    }
    if let Some(reason) = candidate.get("finishReason").and_then(Value::as_str) {
        draft.finish = Some(finish(reason));
    }
}

/// New reasons keep appearing: an unknown one is no success.
fn finish(reason: &str) -> Finish {
    match reason {
        "STOP" => Finish::Complete,
        "MAX_TOKENS" => Finish::Cut,
        "RECITATION" => {
            Finish::Blocked("RECITATION: the answer resembles published text".to_owned())
        }
        "SAFETY" | "LANGUAGE" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII" | "OTHER" => {
            Finish::Blocked(reason.to_owned())
        }
        other => Finish::Unknown(other.to_owned()),
    }
}

fn take_usage(draft: &mut Draft, value: &Value) {
    let count = |name: &str| number_at(value, &format!("/usageMetadata/{name}"));
    let usage = &mut draft.usage;
    usage.tokens_in = count("promptTokenCount").unwrap_or(usage.tokens_in);
    usage.tokens_cached = count("cachedContentTokenCount").unwrap_or(usage.tokens_cached);
    let thoughts = count("thoughtsTokenCount").unwrap_or(0);
    draft.reasoned |= thoughts > 0;
    if let Some(text) = count("candidatesTokenCount") {
        usage.tokens_out = text.saturating_add(thoughts);
    } else if thoughts > 0 {
        usage.tokens_out = thoughts;
    }
}

fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let body = String::from_utf8_lossy(reply.bytes());
    match reply.status {
        // A quota that is counted by the day does not clear by waiting.
        429 if body.contains("PerDay") => Some(Fault::stop(
            ReasonKind::Quota,
            format!("the day's quota is used up: {said}"),
        )),
        400 if said.contains("token count") && said.contains("exceeds") => Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            "the article does not fit the model's context",
        )),
        400 if body.contains("FAILED_PRECONDITION") => Some(Fault::stop(
            ReasonKind::Config,
            format!("the service cannot be used from here or by this account: {said}"),
        )),
        _ => None,
    }
}
