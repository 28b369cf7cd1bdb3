//! OpenAI's batches: a file of questions, a job, a file of answers.

use serde_json::{Value, json};

use super::{
    Batch, Body, Call, End, Endpoint, Entry, Fault, Finished, Order, Progress, Reply, State, chat,
    count_at, fault, jsonl_upload, lines, no_result, parsed, text_at, unreached,
};

/// The interface.
pub const BATCH: Batch = Batch {
    entries: 50_000,
    bytes: 190 << 20,
    upload: Some(upload),
    submit,
    list: |endpoint| {
        Call::get(
            address(endpoint, "/batches?limit=100"),
            endpoint.call_headers(),
        )
    },
    is_ordered: |row, order| {
        order.file.is_some() && text_at(row, "/input_file_id").as_deref() == order.file
    },
    price: 0.5,
    status: |endpoint, batch| {
        Call::get(
            address(endpoint, &format!("/batches/{batch}")),
            endpoint.call_headers(),
        )
    },
    read_status,
    results,
    read_results,
};

const CHAT: &str = "/chat/completions";

pub(super) fn address(endpoint: &Endpoint, path: &str) -> String {
    let chat = endpoint.url(endpoint.service.version, CHAT);
    format!("{}{path}", chat.trim_end_matches(CHAT))
}

fn upload(endpoint: &Endpoint, entries: &[Entry]) -> Call {
    let lines = entries.iter().map(|entry| {
        json!({"custom_id": entry.id, "method": "POST",
               "url": "/v1/chat/completions", "body": entry.body()})
    });
    jsonl_upload(address(endpoint, "/files"), endpoint, lines)
}

fn submit(endpoint: &Endpoint, order: &Order<'_>) -> Call {
    Call::post(
        address(endpoint, "/batches"),
        endpoint.call_headers(),
        Body::Json(
            json!({"input_file_id": order.file, "endpoint": "/v1/chat/completions",
                          "completion_window": "24h"}),
        ),
    )
}

fn read_status(_: &Endpoint, reply: &Reply) -> Result<Progress, Fault> {
    let body = parsed(reply)?;
    let state = match body.get("status").and_then(Value::as_str).unwrap_or("") {
        "completed" => State::Ended(End::Complete),
        "expired" => State::Ended(End::Expired),
        "cancelled" => State::Ended(End::Cancelled),
        "failed" => State::Failed(
            text_at(&body, "/errors/data/0/message").unwrap_or_else(|| "no reason given".into()),
        ),
        _ => State::Waiting,
    };
    Ok(Progress {
        batch: text_at(&body, "/id").ok_or_else(no_result)?,
        places: places(&body, &state, ["/output_file_id", "/error_file_id"]),
        done: count_at(&body, "/request_counts/completed")
            + count_at(&body, "/request_counts/failed"),
        state,
    })
}

pub(super) fn places(body: &Value, state: &State, files: [&str; 2]) -> Vec<String> {
    match state {
        State::Waiting => Vec::new(),
        _ => files.iter().filter_map(|at| text_at(body, at)).collect(),
    }
}

pub(super) fn results(endpoint: &Endpoint, file: &str) -> Call {
    Call::get(
        address(endpoint, &format!("/files/{file}/content")),
        endpoint.call_headers(),
    )
}

pub(super) fn read_results(endpoint: &Endpoint, reply: &Reply) -> Result<Vec<Finished>, Fault> {
    lines(reply, |line| {
        Some(Finished {
            id: text_at(line, "/custom_id")?,
            answer: answer(endpoint, line),
        })
    })
}

/// A row is a reply of its own, with its own status.
fn answer(endpoint: &Endpoint, line: &Value) -> Result<chat::ChatAnswer, Fault> {
    if let Some(body) = line
        .pointer("/response/body")
        .filter(|body| !body.is_null())
    {
        let status = count_at(line, "/response/status_code");
        if (200..300).contains(&status) {
            return chat::read_value(endpoint, body);
        }
        return Err(fault::fault_of(
            endpoint,
            &Reply {
                status: u16::try_from(status).unwrap_or(500),
                headers: Vec::new(),
                body: body.to_string().into_bytes(),
            },
        ));
    }
    Err(match text_at(line, "/error/code").as_deref() {
        Some("batch_expired") => unreached("expired"),
        Some("batch_cancelled") => unreached("was cancelled"),
        Some(_) => fault::error_in_success(endpoint, line),
        None => no_result(),
    })
}
