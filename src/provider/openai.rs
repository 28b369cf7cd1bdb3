//! OpenAI chat completions, and every service that speaks them.
//!
//! Source: the vendor's published API description of August 2026 and the
//! requests of its own client library; the deviations of compatible servers
//! stand in the table of services.

use serde_json::{Value, json};

use super::chat::{Draft, Finish, has_text, number_at};
use super::fault::{Action, Fault, provider_message};
use super::{
    Body, Call, CapField, ChatQuestion, Endpoint, Kind, Limits, Probe, Reply, SchemaForm,
    UsageOption, Voice,
};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "openai",
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

const PATH: &str = "/chat/completions";

fn describe(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let cap = match endpoint.service.cap {
        CapField::MaxCompletionTokens => "max_completion_tokens",
        CapField::MaxTokens => "max_tokens",
    };
    let mut body = json!({
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        cap: question.max_output_tokens,
    });
    if let Some(model) = &endpoint.model {
        body["model"] = json!(model);
    }
    if let Some(schema) = &question.schema {
        body["response_format"] = response_format(endpoint, schema);
    }
    Call::post(
        endpoint.url(endpoint.service.version, PATH),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

fn response_format(endpoint: &Endpoint, schema: &Value) -> Value {
    match endpoint.service.schema {
        SchemaForm::JsonSchema => json!({
            "type": "json_schema",
            "json_schema": {"name": "alih_answer", "strict": true, "schema": schema},
        }),
        SchemaForm::JsonObject => json!({"type": "json_object"}),
    }
}

fn stream(endpoint: &Endpoint, call: &mut Call) {
    if let Body::Json(body) = &mut call.body {
        body["stream"] = json!(true);
        if endpoint.service.usage == UsageOption::Asked {
            body["stream_options"] = json!({"include_usage": true});
        }
    }
}

/// Listing models costs nothing and needs the key.
fn models(endpoint: &Endpoint) -> Call {
    let full = endpoint.url(endpoint.service.version, PATH);
    let base = full.trim_end_matches(PATH);
    Call::get(format!("{base}/models"), endpoint.call_headers())
}

/// Takes a whole reply in, or one chunk of a stream.
fn fold(draft: &mut Draft, value: &Value) {
    draft.note_model(value.get("model"));
    take_usage(draft, value);
    let Some(choice) = value.get("choices").and_then(|choices| choices.get(0)) else {
        return;
    };
    let mut declined = false;
    for message in ["message", "delta"].iter().filter_map(|at| choice.get(*at)) {
        push_content(draft, message.get("content"));
        draft.reasoned |=
            has_text(message, "/reasoning_content") || has_text(message, "/reasoning");
        declined |= has_text(message, "/refusal");
    }
    // A refusal comes in pieces before an ordinary finish reason.
    if declined {
        draft.finish = Some(Finish::Refused);
    }
    if let Some(reason) = choice.get("finish_reason").and_then(Value::as_str)
        && draft.finish.is_none()
    {
        draft.finish = Some(match reason {
            "stop" | "eos" | "end_turn" => Finish::Complete,
            "length" | "model_length" | "max_tokens" => Finish::Cut,
            "content_filter" => Finish::Blocked("content filter".to_owned()),
            "error" => Finish::Broken,
            other => Finish::Unknown(other.to_owned()),
        });
    }
}

/// The answer's text: a string, or text blocks of an array.
fn push_content(draft: &mut Draft, content: Option<&Value>) {
    match content {
        Some(Value::String(text)) => draft.text.push_str(text),
        Some(Value::Array(blocks)) => blocks
            .iter()
            .filter(|block| block.get("type").and_then(Value::as_str) == Some("text"))
            .filter_map(|block| block.get("text").and_then(Value::as_str))
            .for_each(|text| draft.text.push_str(text)),
        _ => {}
    }
}

fn take_usage(draft: &mut Draft, value: &Value) {
    let usage = &mut draft.usage;
    for (figure, at) in [
        (&mut usage.tokens_in, "/usage/prompt_tokens"),
        (&mut usage.tokens_out, "/usage/completion_tokens"),
        (
            &mut usage.tokens_cached,
            "/usage/prompt_tokens_details/cached_tokens",
        ),
    ] {
        *figure = number_at(value, at).unwrap_or(*figure);
    }
}

const MONEY: [&str; 5] = [
    "insufficient_quota",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
];

fn fault(_: &Endpoint, reply: &Reply) -> Option<Fault> {
    let body = reply.json().ok()?;
    let body = body.get(0).unwrap_or(&body);
    let word = |at: &str| body.pointer(at).and_then(Value::as_str).unwrap_or_default();
    let (code, kind) = (word("/error/code"), word("/error/type"));
    if reply.status == 429 && (MONEY.contains(&code) || kind == "insufficient_quota") {
        return Some(Fault::stop(
            ReasonKind::Quota,
            format!(
                "the account has no credit left: {}",
                provider_message(reply)
            ),
        ));
    }
    if code == "content_filter" {
        return Some(Fault::item(
            ReasonKind::Blocked,
            "the service's content filter stopped the question; another endpoint may take it, see --fallback",
        ));
    }
    if code == "context_length_exceeded" || kind == "exceed_context_size_error" {
        return Some(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            "the article does not fit the model's context",
        ));
    }
    None
}
