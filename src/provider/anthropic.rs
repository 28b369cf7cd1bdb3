//! Anthropic Messages, and servers that speak them.
//!
//! Source: the vendor's client library and documentation of August to
//! October 2026. No sampling parameter is sent: newer versions reject them.

use serde_json::{Value, json};

use super::chat::{Draft, Finish, number_at};
use super::fault::{Fault, provider_message};
use super::{
    Body, Call, ChatQuestion, Endpoint, Header, HeaderText, Kind, Limits, Probe, Reply, Voice,
    push_unless_given,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "anthropic",
    voice: Voice::Chat {
        describe,
        fold,
        stream,
        verify: None,
    },
    fault,
    probe: Probe::Models {
        call: models,
        names: "/data/*/id",
    },
    limits: Limits::CHAT,
};

const PATH: &str = "/messages";
/// Understood by every server; a user's own header of that name wins.
const VERSION: &str = "2023-06-01";
/// Holds a token that gateways want as a bearer token.
const TOKEN_VARIABLE: &str = "ANTHROPIC_AUTH_TOKEN";

/// The instructions are marked for the vendor's cache: they are the same for
/// every article.
fn describe(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let mut body = json!({
        "model": endpoint.model,
        "max_tokens": question.max_output_tokens,
        "system": [{"type": "text", "text": question.system,
                    "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": question.user}],
    });
    if let Some(schema) = &question.schema {
        body["output_config"] = json!({"format": {"type": "json_schema", "schema": schema}});
    }
    Call::post(
        address(endpoint),
        headers(endpoint),
        endpoint.json_body(body),
    )
}

/// Where messages are sent; batches stand below.
pub fn address(endpoint: &Endpoint) -> String {
    endpoint.url(endpoint.service.version, PATH)
}

/// The headers of every call.
pub fn headers(endpoint: &Endpoint) -> Vec<Header> {
    let mut headers = endpoint.call_headers();
    if endpoint.key_variable.as_deref() == Some(TOKEN_VARIABLE)
        && let Some(key) = &endpoint.key
    {
        headers.retain(|header| {
            header.name != "x-api-key" || matches!(header.value, HeaderText::Plain(_))
        });
        let bearer = Header::secret("authorization", format!("Bearer {}", key.reveal()));
        push_unless_given(&mut headers, bearer);
    }
    push_unless_given(&mut headers, Header::plain("anthropic-version", VERSION));
    headers
}

fn stream(_: &Endpoint, call: &mut Call) {
    if let Body::Json(body) = &mut call.body {
        body["stream"] = json!(true);
    }
}

fn models(endpoint: &Endpoint) -> Call {
    let full = address(endpoint);
    let base = full.trim_end_matches(PATH);
    Call::get(format!("{base}/models?limit=1000"), headers(endpoint))
}

/// Takes a whole message in, or one event of a stream.
fn fold(draft: &mut Draft, value: &Value) {
    match value.get("type").and_then(Value::as_str) {
        Some("message") => take_message(draft, value),
        Some("message_start") => {
            if let Some(message) = value.get("message") {
                take_message(draft, message);
            }
        }
        Some("content_block_start") => take_block(draft, value.get("content_block")),
        Some("content_block_delta") => take_block(draft, value.get("delta")),
        Some("message_delta") => {
            take_finish(draft, value.pointer("/delta/stop_reason"));
            take_usage(draft, value);
        }
        _ => {}
    }
}

fn take_message(draft: &mut Draft, message: &Value) {
    draft.note_model(message.get("model"));
    let blocks = message.get("content").and_then(Value::as_array);
    for block in blocks.into_iter().flatten() {
        take_block(draft, Some(block));
    }
    take_finish(draft, message.get("stop_reason"));
    take_usage(draft, message);
}

/// Takes a block or a piece of one in, by its type and not by its place.
fn take_block(draft: &mut Draft, block: Option<&Value>) {
    let Some(block) = block else { return };
    match block.get("type").and_then(Value::as_str) {
        Some("text" | "text_delta") => {
            let text = block.get("text").and_then(Value::as_str);
            draft.text.push_str(text.unwrap_or_default());
        }
        Some("thinking" | "thinking_delta" | "redacted_thinking") => draft.reasoned = true,
        _ => {}
    }
}

fn take_finish(draft: &mut Draft, reason: Option<&Value>) {
    let Some(reason) = reason.and_then(Value::as_str) else {
        return;
    };
    draft.finish = Some(match reason {
        "end_turn" | "stop_sequence" => Finish::Complete,
        "max_tokens" | "model_context_window_exceeded" => Finish::Cut,
        "refusal" => Finish::Refused,
        other => Finish::Unknown(other.to_owned()),
    });
}

/// What the cache held is counted apart from the rest of the question.
fn take_usage(draft: &mut Draft, value: &Value) {
    let count = |name: &str| number_at(value, &format!("/usage/{name}"));
    if let Some(fresh) = count("input_tokens") {
        let written = count("cache_creation_input_tokens").unwrap_or(0);
        let read = count("cache_read_input_tokens").unwrap_or(0);
        draft.usage.tokens_in = fresh.saturating_add(written).saturating_add(read);
        draft.usage.tokens_cached = read;
    }
    draft.usage.tokens_out = count("output_tokens").unwrap_or(draft.usage.tokens_out);
}

/// An account without money is a 429 without `retry-after`, or a 400.
fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let body = reply.json().ok()?;
    let code = body.pointer("/error/details/error_code");
    let spent = code.and_then(Value::as_str) == Some("enforced_spend_limit_reached");
    let said = provider_message(reply);
    let lower = said.to_lowercase();
    let money = ["credit balance", "spend limit", "usage limits"];
    let told = reply.status == 400 && money.iter().any(|words| lower.contains(words));
    (spent || told).then(|| {
        Fault::stop(
            ReasonKind::Quota,
            format!("the account has no credit left: {said}"),
        )
    })
}
