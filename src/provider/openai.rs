//! OpenAI chat completions, and every service that speaks them.
//!
//! Source: the vendor's published API description of August 2026 and the
//! requests of its own client library; the deviations of compatible servers
//! stand in the table of services.

use serde_json::{Map, Value, json};

use super::fault::{self, Action, Fault, provider_message};
use super::{
    Body, Call, CapField, ChatAnswer, ChatQuestion, Endpoint, Header, KeyHeader, Kind, Limits,
    Reply, SchemaForm, Voice,
};
use crate::article::Usage;
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "openai",
    voice: Voice::Chat { describe, read },
    fault: vendor_fault,
    probe,
    limits: Limits {
        items: usize::MAX,
        characters: 20_000,
        item_characters: 20_000,
    },
};

const PATH: &str = "/chat/completions";

fn describe(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let mut body = Map::new();
    if let Some(model) = &endpoint.model {
        body.insert("model".into(), json!(model));
    }
    body.insert(
        "messages".into(),
        json!([
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ]),
    );
    let cap = match endpoint.service.cap {
        CapField::MaxCompletionTokens => "max_completion_tokens",
        CapField::MaxTokens => "max_tokens",
    };
    body.insert(cap.into(), json!(question.max_output_tokens));
    if let Some(schema) = &question.schema {
        body.insert("response_format".into(), response_format(endpoint, schema));
    }
    for (name, value) in &endpoint.parameters {
        body.insert(name.clone(), value.clone());
    }
    Call::post(
        endpoint.url(endpoint.service.version, PATH),
        headers(endpoint),
        Body::Json(Value::Object(body)),
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

fn headers(endpoint: &Endpoint) -> Vec<Header> {
    let mut headers = endpoint.base_headers();
    if let Some(key) = &endpoint.key {
        match endpoint.service.key_header {
            KeyHeader::Bearer => headers.push(Header::secret(
                "authorization",
                format!("Bearer {}", key.reveal()),
            )),
            KeyHeader::ApiKey => headers.push(Header::secret("api-key", key.reveal())),
            KeyHeader::None => {}
        }
    }
    headers
}

/// Listing models costs nothing and needs the key.
fn probe(endpoint: &Endpoint) -> Call {
    let full = endpoint.url(endpoint.service.version, PATH);
    let base = full.trim_end_matches(PATH);
    Call::get(format!("{base}/models"), headers(endpoint))
}

fn read(reply: &Reply) -> Result<ChatAnswer, Fault> {
    let body = reply
        .json()
        .map_err(|error| fault::unreadable(reply, &error))?;
    let body = match &body {
        Value::Array(wrapped) if wrapped.len() == 1 => &wrapped[0],
        other => other,
    };
    if body.get("error").is_some_and(|error| !error.is_null()) {
        return Err(error_in_success(reply, body));
    }
    let Some(choice) = body.pointer("/choices/0") else {
        return Err(Fault::ask_again(
            ReasonKind::Empty,
            "the reply holds no answer (no choices)",
        ));
    };
    let answer = ChatAnswer {
        text: text_of(choice),
        model: string_at(body, "/model"),
        usage: usage_of(body),
    };
    judge(choice, answer)
}

/// Decides by the finish reason whether the answer is whole.
fn judge(choice: &Value, answer: ChatAnswer) -> Result<ChatAnswer, Fault> {
    if let Some(refusal) = string_at(choice, "/message/refusal")
        && !refusal.is_empty()
    {
        return Err(Fault::item(
            ReasonKind::Refused,
            "the model declined to answer; try another model or a fallback endpoint",
        )
        .paid(answer.usage));
    }
    let finish = choice.get("finish_reason").and_then(Value::as_str);
    match finish {
        Some("stop" | "eos" | "end_turn") if answer.text.trim().is_empty() => {
            Err(empty(choice, answer.usage))
        }
        Some("stop" | "eos" | "end_turn") => Ok(answer),
        Some("length" | "model_length" | "max_tokens") if answer.text.trim().is_empty() => {
            Err(Fault::item(
                ReasonKind::ReasoningOnly,
                "the model used up its output limit before it answered; raise max_output_tokens or turn its thinking off",
            )
            .paid(answer.usage))
        }
        Some("length" | "model_length" | "max_tokens") => Err(Fault::new(
            ReasonKind::Truncated,
            Action::AskForMore,
            "the answer was cut at the output limit; raise max_output_tokens",
        )
        .paid(answer.usage)),
        Some("content_filter") => Err(Fault::item(
            ReasonKind::Blocked,
            "the service's content filter stopped the answer; try a fallback endpoint",
        )
        .paid(answer.usage)),
        Some("error") => Err(Fault::new(
            ReasonKind::BadReply,
            Action::Retry,
            "the service broke off while answering",
        )
        .paid(answer.usage)),
        None => Err(Fault::new(
            ReasonKind::Truncated,
            Action::AskAgain,
            "the answer has no finish reason, so it may be cut",
        )
        .paid(answer.usage)),
        Some(other) => Err(Fault::item(
            ReasonKind::BadReply,
            format!(
                "the answer ended for an unknown reason ({})",
                fault::shown(other, 40)
            ),
        )
        .paid(answer.usage)),
    }
}

fn empty(choice: &Value, usage: Usage) -> Fault {
    let reasoned = ["/message/reasoning_content", "/message/reasoning"]
        .iter()
        .any(|at| string_at(choice, at).is_some_and(|text| !text.trim().is_empty()));
    if reasoned {
        return Fault::ask_again(
            ReasonKind::ReasoningOnly,
            "the model reasoned and gave no answer; turn its thinking off",
        )
        .paid(usage);
    }
    Fault::ask_again(ReasonKind::Empty, "the model answered with no text").paid(usage)
}

/// The answer's text: a string, or text blocks of an array.
fn text_of(choice: &Value) -> String {
    match choice.pointer("/message/content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(blocks)) => blocks
            .iter()
            .filter(|block| block.get("type").and_then(Value::as_str) == Some("text"))
            .filter_map(|block| block.get("text").and_then(Value::as_str))
            .collect(),
        _ => String::new(),
    }
}

fn usage_of(body: &Value) -> Usage {
    let number = |at: &str| body.pointer(at).and_then(Value::as_u64).unwrap_or(0);
    Usage {
        tokens_in: number("/usage/prompt_tokens"),
        tokens_out: number("/usage/completion_tokens"),
        tokens_cached: number("/usage/prompt_tokens_details/cached_tokens"),
        ..Usage::default()
    }
}

fn string_at(value: &Value, at: &str) -> Option<String> {
    value.pointer(at).and_then(Value::as_str).map(str::to_owned)
}

/// OpenRouter and others report an error inside a reply of status 200; its
/// numeric code is the status it should have had.
fn error_in_success(reply: &Reply, body: &Value) -> Fault {
    let code = body
        .pointer("/error/code")
        .and_then(Value::as_u64)
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (400..600).contains(code));
    let mut meant = reply.clone();
    meant.status = code.unwrap_or(502);
    vendor_fault(&meant).unwrap_or_else(|| fault::common_fault(&meant))
}

const MONEY: [&str; 5] = [
    "insufficient_quota",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
];

fn vendor_fault(reply: &Reply) -> Option<Fault> {
    let body = reply.json().ok()?;
    let code = string_at(&body, "/error/code").unwrap_or_default();
    let kind = string_at(&body, "/error/type").unwrap_or_default();
    if reply.status == 429 && (MONEY.contains(&code.as_str()) || kind == "insufficient_quota") {
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
            "the service's content filter stopped the question; try a fallback endpoint",
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
