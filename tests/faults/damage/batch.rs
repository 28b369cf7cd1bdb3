//! Answers that come by a vendor's batch: rows of a file, each under an id.

use alih::outcome::ReasonKind;
use alih::provider::{ChatAnswer, Endpoint, Fault, Reply};
use fastrand::Rng;
use serde_json::{Value, json};

const OWN: &str = "b-000000";
const OTHER: &str = "b-000001";

/// The rows of two answers; their order is the vendor's.
pub fn rows(service: &str, own: Value, other: Value, random: &mut Rng) -> Value {
    let row = |id: &str, whole: Value| match service {
        "anthropic" => {
            json!({"custom_id": id, "result": {"type": "succeeded", "message": whole}})
        }
        "gemini" => json!({"metadata": {"key": id}, "response": whole}),
        _ => json!({"custom_id": id, "error": null,
            "response": {"status_code": 200, "body": whole}}),
    };
    let mut rows = vec![row(OWN, own), row(OTHER, other)];
    if random.bool() {
        rows.reverse();
    }
    Value::Array(rows)
}

/// The file with these rows.
pub fn file(service: &str, rows: &Value) -> Vec<u8> {
    if service == "gemini" {
        let rows = json!({"inlinedResponses": {"inlinedResponses": rows}});
        return json!({ "response": rows }).to_string().into_bytes();
    }
    let lines = rows.as_array().into_iter().flatten();
    let lines: String = lines.map(|row| format!("{row}\n")).collect();
    lines.into_bytes()
}

/// What the program takes for the first answer.
pub fn read(endpoint: &Endpoint, file: Vec<u8>) -> Result<ChatAnswer, Fault> {
    let interface = endpoint.service.batch.unwrap();
    let reply = Reply {
        status: 200,
        headers: Vec::new(),
        body: file,
    };
    let finished = (interface.read_results)(endpoint, &reply)?;
    let own = finished.into_iter().find(|row| row.id == OWN);
    own.map_or_else(
        || Err(Fault::item(ReasonKind::BadReply, "no result for it")),
        |row| row.answer,
    )
}
