//! Anthropic's message batches.

use serde_json::{Value, json};

use super::super::anthropic::{address, headers};
use super::{
    Batch, Body, Call, ChatAnswer, End, Endpoint, Entry, Fault, Finished, Progress, Reply, State,
    chat, count_at, fault, lines, no_result, parsed, text_at, unreached,
};

/// The interface.
pub const BATCH: Batch = Batch {
    entries: 100_000,
    bytes: 240 << 20,
    upload: None,
    submit,
    status: |endpoint, batch| get(endpoint, batch, ""),
    read_status,
    results: |endpoint, batch| get(endpoint, batch, "/results"),
    read_results,
};

fn get(endpoint: &Endpoint, batch: &str, what: &str) -> Call {
    let url = format!("{}/batches/{batch}{what}", address(endpoint));
    Call::get(url, headers(endpoint))
}

fn submit(endpoint: &Endpoint, entries: &[Entry], _: Option<&str>) -> Call {
    let requests: Value = entries
        .iter()
        .map(|entry| json!({"custom_id": entry.id, "params": entry.body()}))
        .collect();
    Call::post(
        format!("{}/batches", address(endpoint)),
        headers(endpoint),
        Body::Json(json!({"requests": requests})),
    )
}

/// The address that the reply names for the results is not followed: it is
/// known, and the key would go along to wherever it points.
fn read_status(_: &Endpoint, reply: &Reply) -> Result<Progress, Fault> {
    let body = parsed(reply)?;
    let batch = text_at(&body, "/id").ok_or_else(no_result)?;
    let count = |name: &str| count_at(&body, &format!("/request_counts/{name}"));
    let ended = text_at(&body, "/processing_status").as_deref() == Some("ended");
    let end = match (count("expired"), count("canceled")) {
        (0, 0) => End::Complete,
        (0, _) => End::Cancelled,
        _ => End::Expired,
    };
    Ok(Progress {
        done: count("succeeded") + count("errored"),
        places: if ended {
            vec![batch.clone()]
        } else {
            Vec::new()
        },
        state: if ended {
            State::Ended(end)
        } else {
            State::Waiting
        },
        batch,
    })
}

fn read_results(endpoint: &Endpoint, reply: &Reply) -> Result<Vec<Finished>, Fault> {
    lines(reply, |line| {
        Some(Finished {
            id: text_at(line, "/custom_id")?,
            answer: answer(endpoint, line.get("result")?),
        })
    })
}

fn answer(endpoint: &Endpoint, result: &Value) -> Result<ChatAnswer, Fault> {
    match result.get("type").and_then(Value::as_str) {
        Some("succeeded") => match result.get("message") {
            Some(message) => chat::read_value(endpoint, message),
            None => Err(no_result()),
        },
        Some("expired") => Err(unreached("expired")),
        Some("canceled") => Err(unreached("was cancelled")),
        _ => {
            // The whole error object stands in the field of that name.
            let error = result.get("error").unwrap_or(result);
            Err(fault::error_in_success(endpoint, error))
        }
    }
}
