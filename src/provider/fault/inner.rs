//! Errors inside replies that call themselves a success.

use serde_json::Value;

use super::{Endpoint, Fault, Reply, fault_of};

/// The error object of a body, where it holds one; some gateways wrap it in
/// an array of one.
#[must_use]
pub fn error_object(body: &Value) -> Option<&Value> {
    let body = match body {
        Value::Array(wrapped) if wrapped.len() == 1 => &wrapped[0],
        other => other,
    };
    body.get("error")
        .is_some_and(|error| !error.is_null())
        .then_some(body)
}

/// Names the fault of an error object that came with status 200, alone or
/// in the middle of a stream. The status it should have had is in its code
/// or its name; where neither tells, the service failed.
#[must_use]
pub fn error_in_success(endpoint: &Endpoint, error: &Value) -> Fault {
    let meant = Reply {
        status: meant_status(error).unwrap_or(500),
        headers: Vec::new(),
        body: error.to_string().into_bytes(),
    };
    fault_of(endpoint, &meant)
}

/// Names of errors and the status that each is given with.
const STATUS_OF_NAME: [(&str, u16); 16] = [
    ("invalid_request_error", 400),
    ("authentication_error", 401),
    ("invalid_api_key", 401),
    ("billing_error", 402),
    ("permission_error", 403),
    ("not_found_error", 404),
    ("model_not_found", 404),
    ("request_too_large", 413),
    ("insufficient_quota", 429),
    ("rate_limit_error", 429),
    ("rate_limit_exceeded", 429),
    ("api_error", 500),
    ("server_error", 500),
    ("server_is_overloaded", 503),
    ("timeout_error", 504),
    ("overloaded_error", 529),
];

fn meant_status(error: &Value) -> Option<u16> {
    let places = ["/error/code", "/error/status", "/error/type", "/status"];
    places.iter().find_map(|at| {
        let code = error.pointer(at)?;
        let number = code
            .as_u64()
            .or_else(|| code.as_str()?.parse().ok())
            .filter(|code| (400..600).contains(code));
        let named = || {
            let name = code.as_str()?;
            STATUS_OF_NAME.iter().find(|(own, _)| *own == name)
        };
        number
            .and_then(|number| u16::try_from(number).ok())
            .or_else(|| named().map(|(_, status)| *status))
    })
}
