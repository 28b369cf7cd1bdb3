//! Mistral's batches: as OpenAI's, with other names for the job.

use serde_json::{Value, json};

use super::openai::{address, places, read_results, results};
use super::{
    Batch, Body, Call, End, Endpoint, Entry, Fault, Order, Progress, Reply, State, count_at,
    jsonl_upload, no_result, parsed, text_at,
};

/// The interface.
pub const BATCH: Batch = Batch {
    entries: 50_000,
    bytes: 190 << 20,
    upload: Some(upload),
    submit,
    list: |endpoint| {
        Call::get(
            address(endpoint, "/batch/jobs?page_size=100"),
            endpoint.call_headers(),
        )
    },
    is_ordered: |row, order| {
        order.file.is_some() && text_at(row, "/input_files/0").as_deref() == order.file
    },
    price: 0.5,
    status: |endpoint, batch| {
        Call::get(
            address(endpoint, &format!("/batch/jobs/{batch}")),
            endpoint.call_headers(),
        )
    },
    read_status,
    results,
    read_results,
};

fn upload(endpoint: &Endpoint, entries: &[Entry]) -> Call {
    let lines = entries
        .iter()
        .map(|entry| json!({"custom_id": entry.id, "body": entry.body()}));
    jsonl_upload(address(endpoint, "/files"), endpoint, lines)
}

fn submit(endpoint: &Endpoint, order: &Order<'_>) -> Call {
    Call::post(
        address(endpoint, "/batch/jobs"),
        endpoint.call_headers(),
        Body::Json(
            json!({"input_files": [order.file], "endpoint": "/v1/chat/completions",
                          "model": endpoint.model, "timeout_hours": 24}),
        ),
    )
}

fn read_status(_: &Endpoint, reply: &Reply) -> Result<Progress, Fault> {
    let body = parsed(reply)?;
    let state = match body.get("status").and_then(Value::as_str).unwrap_or("") {
        "SUCCESS" => State::Ended(End::Complete),
        "TIMEOUT_EXCEEDED" => State::Ended(End::Expired),
        "CANCELLED" => State::Ended(End::Cancelled),
        "FAILED" => State::Failed(
            text_at(&body, "/errors/0/message").unwrap_or_else(|| "no reason given".into()),
        ),
        _ => State::Waiting,
    };
    Ok(Progress {
        batch: text_at(&body, "/id").ok_or_else(no_result)?,
        places: places(&body, &state, ["/output_file", "/error_file"]),
        done: count_at(&body, "/completed_requests"),
        state,
    })
}
