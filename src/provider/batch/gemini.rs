//! Gemini's batches, with the questions in the request itself.

use serde_json::{Value, json};

use super::{
    Batch, Body, Call, ChatAnswer, End, Endpoint, Fault, Finished, Order, Progress, Reply, State,
    chat, count_at, fault, no_result, parsed, text_at,
};

/// The interface. Larger batches would need a file of their own.
pub const BATCH: Batch = Batch {
    entries: 10_000,
    bytes: 18 << 20,
    upload: None,
    submit,
    list: |endpoint| {
        Call::get(
            endpoint.url(endpoint.service.version, "/batches?pageSize=100"),
            endpoint.call_headers(),
        )
    },
    is_ordered: |row, order| {
        ["/metadata/displayName", "/displayName"]
            .iter()
            .any(|at| text_at(row, at).as_deref() == Some(order.name))
    },
    price: 0.5,
    status: get,
    read_status,
    results: get,
    read_results,
};

fn get(endpoint: &Endpoint, batch: &str) -> Call {
    Call::get(
        endpoint.url(endpoint.service.version, &format!("/{batch}")),
        endpoint.call_headers(),
    )
}

fn submit(endpoint: &Endpoint, order: &Order<'_>) -> Call {
    let model = endpoint.model.as_deref().unwrap_or_default();
    let model = format!("models/{}", model.trim_start_matches("models/"));
    let requests: Value = order
        .entries
        .iter()
        .map(|entry| {
            let mut request = entry.body();
            request["model"] = json!(model);
            json!({"request": request, "metadata": {"key": entry.id}})
        })
        .collect();
    Call::post(
        endpoint.url(
            endpoint.service.version,
            &format!("/{model}:batchGenerateContent"),
        ),
        endpoint.call_headers(),
        Body::Json(json!({"batch": {"displayName": order.name, "model": model,
                                    "inputConfig": {"requests": {"requests": requests}}}})),
    )
}

/// The batch itself, or the operation around it.
fn read_status(_: &Endpoint, reply: &Reply) -> Result<Progress, Fault> {
    let body = parsed(reply)?;
    let batch = text_at(&body, "/name").ok_or_else(no_result)?;
    let inner = body.get("metadata").unwrap_or(&body);
    let state = text_at(inner, "/state").unwrap_or_default();
    let state = match state.rsplit('_').next().unwrap_or_default() {
        "SUCCEEDED" => State::Ended(End::Complete),
        "EXPIRED" => State::Ended(End::Expired),
        "CANCELLED" => State::Ended(End::Cancelled),
        "FAILED" => State::Failed(
            text_at(&body, "/error/message").unwrap_or_else(|| "no reason given".into()),
        ),
        _ => State::Waiting,
    };
    let count = |name: &str| count_at(inner, &format!("/batchStats/{name}"));
    Ok(Progress {
        places: match state {
            State::Ended(_) => vec![batch.clone()],
            _ => Vec::new(),
        },
        done: count("successfulRequestCount") + count("failedRequestCount"),
        state,
        batch,
    })
}

/// Where the results stand, by the version of the interface.
const RESULTS: [&str; 3] = [
    "/response/inlinedResponses/inlinedResponses",
    "/metadata/output/inlinedResponses/inlinedResponses",
    "/output/inlinedResponses/inlinedResponses",
];

fn read_results(endpoint: &Endpoint, reply: &Reply) -> Result<Vec<Finished>, Fault> {
    let body = parsed(reply)?;
    let rows = RESULTS
        .iter()
        .find_map(|at| body.pointer(at)?.as_array())
        .map_or(&[][..], Vec::as_slice);
    let finished = rows.iter().filter_map(|row| {
        Some(Finished {
            id: text_at(row, "/metadata/key")?,
            answer: answer(endpoint, row),
        })
    });
    Ok(finished.collect())
}

fn answer(endpoint: &Endpoint, row: &Value) -> Result<ChatAnswer, Fault> {
    if let Some(response) = row.get("response") {
        return chat::read_value(endpoint, response);
    }
    let Some(message) = text_at(row, "/error/message") else {
        return Err(no_result());
    };
    let code = status_of(count_at(row, "/error/code"));
    let error = json!({"error": {"code": code, "message": message}});
    Err(fault::error_in_success(endpoint, &error))
}

/// Rows carry the codes of remote procedure calls.
const STATUSES: [(u64, u16); 8] = [
    (3, 400),
    (4, 504),
    (5, 404),
    (7, 403),
    (8, 429),
    (13, 500),
    (14, 503),
    (16, 401),
];

fn status_of(code: u64) -> u16 {
    let row = STATUSES.iter().find(|(own, _)| *own == code);
    row.map_or(500, |(_, status)| *status)
}
