//! The field of a request that a rejection is about.

use serde_json::Value;

use super::{Reply, message};

/// Fields without which a request still makes sense, or that another name
/// may replace.
const OPTIONAL_FIELDS: [&str; 25] = [
    "temperature",
    "top_p",
    "top_k",
    "max_tokens",
    "max_completion_tokens",
    "response_format",
    "seed",
    "reasoning_effort",
    "verbosity",
    "service_tier",
    "store",
    "think",
    "thinking",
    "output_config",
    "alternatives",
    "format",
    "model_type",
    "context",
    "keep_alive",
    "stream",
    "stream_options",
    "shift",
    "show_billed_characters",
    "truncate",
    "output_format",
];

/// The optional field that a rejection names: in `param`, in FastAPI's
/// `loc`, in quotation marks in the message, or before its colon.
pub fn named(reply: &Reply) -> Option<String> {
    let body = reply.json().ok()?;
    let body = body.get(0).unwrap_or(&body);
    let named = [
        body.pointer("/error/param").and_then(Value::as_str),
        body.pointer("/detail/0/loc")
            .and_then(Value::as_array)
            .and_then(|path| path.last())
            .and_then(Value::as_str),
    ];
    let known = |name: &str| {
        let first = name.split(['.', '[']).next().unwrap_or(name);
        OPTIONAL_FIELDS
            .iter()
            .find(|field| **field == first)
            .map(|field| (*field).to_owned())
    };
    if let Some(found) = named.into_iter().flatten().find_map(known) {
        return Some(found);
    }
    let message = message::in_body(body)?;
    let quoted = message.split(['\'', '"', '`']).skip(1).step_by(2);
    let before_colon = message.split_once(": ").map(|(name, _)| name);
    quoted.chain(before_colon).find_map(known)
}
