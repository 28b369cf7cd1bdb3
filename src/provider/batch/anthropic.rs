//! Anthropic's message batches.

use serde_json::{Value, json};

use super::super::anthropic::{address, headers};
use super::{
    Batch, Body, Call, ChatAnswer, End, Endpoint, Fault, Finished, Order, Progress, Reply, State,
    chat, count_at, fault, lines, no_result, parsed, text_at, unreached,
};

/// The interface.
pub const BATCH: Batch = Batch {
    entries: 100_000,
    bytes: 240 << 20,
    upload: None,
    submit,
    list: |endpoint| get(endpoint, "", "?limit=100"),
    is_ordered,
    price: 0.5,
    status: |endpoint, batch| get(endpoint, batch, ""),
    read_status,
    results: |endpoint, batch| get(endpoint, batch, "/results"),
    read_results,
};

fn get(endpoint: &Endpoint, batch: &str, what: &str) -> Call {
    let batch = match batch {
        "" => String::new(),
        batch => format!("/{batch}"),
    };
    let url = format!("{}/batches{batch}{what}", address(endpoint));
    Call::get(url, headers(endpoint))
}

fn submit(endpoint: &Endpoint, order: &Order<'_>) -> Call {
    let requests: Value = order
        .entries
        .iter()
        .map(|entry| json!({"custom_id": entry.id, "params": entry.body()}))
        .collect();
    Call::post(
        format!("{}/batches", address(endpoint)),
        headers(endpoint),
        Body::Json(json!({"requests": requests})),
    )
}

/// Batches have no names, so that one is known by its size and its time; its
/// results tell whether it was the right one.
fn is_ordered(row: &Value, order: &Order<'_>) -> bool {
    let counts = row.get("request_counts").and_then(Value::as_object);
    let count: u64 = counts
        .into_iter()
        .flat_map(|counts| counts.values().filter_map(Value::as_u64))
        .sum();
    let time = |text: &str| text.parse::<jiff::Timestamp>().ok();
    let created = text_at(row, "/created_at").and_then(|text| time(&text));
    let is_later = match (created, time(order.since)) {
        (Some(created), Some(since)) => created.as_second() + SKEW >= since.as_second(),
        _ => true,
    };
    count == order.count && is_later
}

/// Seconds that the vendor's clock may be behind ours.
const SKEW: i64 = 300;

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
