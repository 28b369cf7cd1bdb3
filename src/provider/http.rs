//! Any translation service whose request can be written down in settings.
//!
//! What is put into the holes of a template is put into parsed values and
//! never looked at again, so that no article can break a request or fill a
//! hole of its own.

mod template;

pub use template::{BodyKind, KEYS, Template, TemplateError};

use serde_json::{Map, Value};

use super::fault::{Action, Fault, common_fault, shown};
use super::{
    Body, Call, Endpoint, Kind, Limits, Method, Probe, Reply, TextsAnswer, TextsQuestion, Voice,
    percent_encode, pointer, texts,
};
use crate::outcome::ReasonKind;
use template::{Filling, fill, fill_text};

/// The row of the table of kinds.
pub const KIND: Kind = Kind {
    name: "http",
    voice: Voice::Texts { describe, read },
    fault,
    probe: Probe::Word,
    limits: Limits {
        items: 50,
        characters: 5_000,
        item_characters: 5_000,
    },
};

/// Endpoints of this kind have a template; settings see to it.
fn describe(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let headers = endpoint.call_headers();
    let Some(template) = endpoint.template.as_deref() else {
        return Call::get(endpoint.base_url.clone(), headers);
    };
    let filling = Filling {
        texts: &question.texts,
        source: endpoint.code(&question.source),
        target: endpoint.code(&question.target),
        title: question.title.as_deref(),
        context: question.context.as_deref(),
        key: endpoint.key.as_ref().map(|key| key.reveal()),
    };
    let url = fill_text(&template.url, &filling, percent_encode);
    if template.method == Method::Get {
        return Call::get(url, headers);
    }
    let filled = fill(&template.body, &filling).unwrap_or_default();
    let body = match (template.body_kind, filled) {
        (BodyKind::Form, Value::Object(fields)) => Body::Form(form(fields)),
        (_, filled) => endpoint.json_body(filled),
    };
    Call::post(url, headers, body)
}

/// A list becomes a field that is repeated.
fn form(fields: Map<String, Value>) -> Vec<(std::borrow::Cow<'static, str>, String)> {
    let mut form = Vec::new();
    for (name, value) in fields {
        let values = match value {
            Value::Array(values) => values,
            one => vec![one],
        };
        for value in values {
            let plain = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            form.push((name.clone().into(), plain));
        }
    }
    form
}

fn read(endpoint: &Endpoint, reply: &Reply) -> Result<TextsAnswer, Fault> {
    let Some(template) = endpoint.template.as_deref() else {
        return Err(Fault::stop(
            ReasonKind::Config,
            "the endpoint has no template; give url, body and response in alih.toml",
        ));
    };
    let body = match &template.error {
        None => texts::body(endpoint, reply)?,
        Some(_) => texts::plain_body(reply)?,
    };
    if let Some(error) = error_at(template, &body) {
        return Err(Fault::ask_again(
            ReasonKind::BadReply,
            format!("the service reports an error: {error}"),
        ));
    }
    let mut answer = texts::answer(&body, &template.texts)?;
    answer.detected = template
        .detected
        .as_ref()
        .and_then(|at| pointer::texts(&body, at).ok()?.into_iter().next());
    Ok(answer)
}

/// What stands where the settings say that errors stand, if anything does.
fn error_at(template: &Template, body: &Value) -> Option<String> {
    let error = body.pointer(template.error.as_deref()?)?;
    match error {
        Value::Null => None,
        Value::String(text) => Some(shown(text, 300)),
        other => Some(shown(&other.to_string(), 300)),
    }
}

/// The settings' own statuses come before the common table.
fn fault(endpoint: &Endpoint, reply: &Reply) -> Option<Fault> {
    let template = endpoint.template.as_deref()?;
    let told = reply.json().ok();
    let told = told.and_then(|body| error_at(template, &body));
    let mut fault = common_fault(reply);
    if let Some(told) = told {
        fault.message = format!("the service answers with status {}: {told}", reply.status);
    }
    if template.retry_statuses.contains(&reply.status) {
        if !matches!(fault.action, Action::Retry | Action::SlowDown) {
            fault.action = Action::Retry;
            fault.reason = ReasonKind::Network;
        }
    } else if template.fatal_statuses.contains(&reply.status) && fault.action != Action::Stop {
        fault.action = Action::Stop;
        fault.reason = ReasonKind::Config;
    }
    Some(fault)
}

#[cfg(test)]
mod tests;
