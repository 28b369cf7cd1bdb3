//! Faults as they may be shown.

use serde_json::Value;

use crate::host::host_of;
use crate::outcome::ReasonKind;
use crate::provider::{Body, Call, Endpoint, Fault, HeaderText};
use crate::redact::redact;

/// The fault as it may be shown: no key, no text of the article, and the
/// fix where it depends on the settings.
pub(super) fn presentable(endpoint: &Endpoint, mut fault: Fault, call: &Call) -> Fault {
    let mut secrets: Vec<&str> = Vec::new();
    for header in &call.headers {
        if let HeaderText::Secret(secret) = &header.value {
            secrets.push(secret.reveal());
        }
    }
    if let Some(key) = &endpoint.key {
        secrets.push(key.reveal());
    }
    let mut sent = Vec::new();
    match &call.body {
        Body::Json(value) => strings(value, &mut sent),
        Body::Form(fields) => sent.extend(fields.iter().map(|(_, text)| text.as_str())),
        Body::Raw(..) | Body::Empty => {}
    }
    fault.message = redact(&fault.message, &secrets, &sent);
    if fault.reason == ReasonKind::Auth {
        fault.message.push_str(&key_advice(endpoint));
    }
    if fault.reason == ReasonKind::NotFound {
        let model = endpoint.model.as_deref().unwrap_or("none");
        fault.message.push_str(&format!(
            " (asked {} for model {model}; check --model and --base-url)",
            host_of(&call.url)
        ));
    }
    fault
}

fn key_advice(endpoint: &Endpoint) -> String {
    match (&endpoint.key_variable, &endpoint.key) {
        (Some(variable), Some(_)) => format!(" (the key comes from {variable}; correct it)"),
        (Some(variable), None) => format!(" (no key was sent; set {variable})"),
        (None, _) => " (set key_env for this endpoint in alih.toml)".to_owned(),
    }
}

fn strings<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(fields) => fields.values().for_each(|item| strings(item, into)),
        _ => {}
    }
}
