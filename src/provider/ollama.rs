//! Ollama's own interface.
//!
//! Source: the server's source code of August 2026. Unlike the compatible
//! route it takes the size of the context, without which the server cuts
//! long questions and says nothing.

use serde_json::{Value, json};

use super::chat::{Draft, Finish, has_text, number_at};
use super::fault::{Action, Fault, provider_message};
use super::{Body, Call, ChatAnswer, ChatQuestion, Endpoint, Kind, Limits, Probe, Reply, Voice};
use crate::outcome::ReasonKind;

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "ollama",
    voice: Voice::Chat {
        describe,
        fold,
        stream,
        verify: Some(verify),
    },
    fault,
    probe: Probe::Models {
        call: models,
        names: "/models/*/name",
    },
    limits: Limits::CHAT,
};

const PATH: &str = "/api/chat";

fn describe(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let mut body = json!({
        "model": endpoint.model,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "stream": false,
        "think": false,
        "truncate": false,
        "shift": false,
        "options": {
            "num_ctx": context(question),
            "num_predict": question.max_output_tokens,
        },
    });
    if let Some(schema) = &question.schema {
        body["format"] = schema.clone();
    }
    Call::post(
        address(endpoint, PATH),
        endpoint.call_headers(),
        endpoint.json_body(body),
    )
}

/// Users paste the address of the compatible route too.
fn address(endpoint: &Endpoint, path: &str) -> String {
    let base = endpoint.base_url.trim_end_matches(PATH);
    format!("{}{path}", base.trim_end_matches("/v1"))
}

/// The address in `OLLAMA_HOST`: scheme and port may be missing, and where
/// it says on which addresses a server listens, this machine is meant.
pub fn address_of(variable: &str) -> String {
    let (scheme, rest) = variable.split_once("://").unwrap_or(("http", variable));
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let port_at = authority
        .rfind(':')
        .filter(|at| !authority[*at..].contains(']'));
    let (host, port) = match port_at {
        Some(at) => (&authority[..at], &authority[at..]),
        None if variable.contains("://") => (authority, ""),
        None => (authority, ":11434"),
    };
    let host = match host {
        "" | "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        host => host,
    };
    format!("{scheme}://{host}{port}{path}")
}

/// Most tokens that the question can be: tokenizers make one of two bytes
/// at worst, and templates add some.
fn room(question: &ChatQuestion) -> u64 {
    (question.system.len() + question.user.len()) as u64 / 2 + 256
}

/// The context to ask for. In doubling steps, because the server loads the
/// model anew for each other size.
fn context(question: &ChatQuestion) -> u64 {
    (room(question) + u64::from(question.max_output_tokens)).next_power_of_two()
}

fn stream(_: &Endpoint, call: &mut Call) {
    if let Body::Json(body) = &mut call.body {
        body["stream"] = json!(true);
    }
}

fn models(endpoint: &Endpoint) -> Call {
    Call::get(address(endpoint, "/api/tags"), endpoint.call_headers())
}

/// Takes a whole reply in, or one line of a stream: both have one shape.
fn fold(draft: &mut Draft, value: &Value) {
    draft.note_model(value.get("model"));
    let text = value.pointer("/message/content").and_then(Value::as_str);
    draft.text.push_str(text.unwrap_or_default());
    draft.reasoned |= has_text(value, "/message/thinking");
    let usage = &mut draft.usage;
    usage.tokens_in = number_at(value, "/prompt_eval_count").unwrap_or(usage.tokens_in);
    usage.tokens_out = number_at(value, "/eval_count").unwrap_or(usage.tokens_out);
    if value.get("done").and_then(Value::as_bool) == Some(true) {
        // Older servers give no reason.
        let reason = value.get("done_reason").and_then(Value::as_str);
        draft.finish = Some(match reason.unwrap_or("stop") {
            "stop" => Finish::Complete,
            "length" => Finish::Cut,
            other => Finish::Unknown(other.to_owned()),
        });
    }
}

/// Sizes that servers give a context of their own accord.
const USUAL: [u64; 4] = [2_048, 4_096, 8_192, 32_768];

/// Detects a question that the server cut: it counted more tokens than were
/// asked for, or as many as a usual context holds though the question is
/// much longer. A small count alone is no sign, because a cached question
/// may be counted short.
fn verify(endpoint: &Endpoint, question: &ChatQuestion, answer: &ChatAnswer) -> Result<(), Fault> {
    let counted = answer.usage.tokens_in;
    let set = endpoint.parameters.get("options");
    let set = set.and_then(|options| number_at(options, "/num_ctx"));
    let full = match set {
        Some(size) => counted.saturating_add(answer.usage.tokens_out) >= size,
        None => counted > room(question),
    };
    let least = (question.system.len() + question.user.len()) as u64 / 8;
    let stuck = counted < least
        && USUAL
            .iter()
            .any(|size| (size - size / 32..=size + 1).contains(&counted));
    if full || stuck {
        return Err(Fault::new(
            ReasonKind::TooLarge,
            Action::SendSmaller,
            format!(
                "the server cut the question to fit the model's context ({counted} tokens counted); choose a model with a larger context, or raise options.num_ctx"
            ),
        )
        .paid(answer.usage));
    }
    Ok(())
}

fn fault(endpoint: &Endpoint, reply: &Reply) -> Option<Fault> {
    let said = provider_message(reply);
    let model = endpoint.model.as_deref().unwrap_or("MODEL");
    match reply.status {
        404 if said.contains("model") => Some(Fault::stop(
            ReasonKind::NotFound,
            format!("the server does not have the model; run \"ollama pull {model}\""),
        )),
        400 if said.contains("think") => Some(Fault::new(
            ReasonKind::Config,
            Action::Adapt("think".to_owned()),
            format!("the model does not take the field \"think\": {said}"),
        )),
        _ => None,
    }
}
