use serde_json::json;

use super::super::tests::{chat_question, endpoint, reply};
use super::super::{Voice, read_chat};
use super::*;

const BATCHING: [&str; 4] = ["openai", "mistral", "anthropic", "gemini"];

fn entries(endpoint: &Endpoint) -> Vec<Entry> {
    let Voice::Chat { describe, .. } = endpoint.kind.voice else {
        unreachable!()
    };
    let entry = |id: &str| Entry {
        id: id.to_owned(),
        call: describe(endpoint, &chat_question()),
    };
    vec![entry("a-1"), entry("a-2")]
}

fn order<'a>(entries: &'a [Entry], file: Option<&'a str>) -> Order<'a> {
    Order {
        name: "alih-1",
        file,
        entries,
        count: entries.len() as u64,
        since: "2026-11-23T10:00:00Z",
    }
}

fn interface(endpoint: &Endpoint) -> &'static Batch {
    endpoint.service.batch.unwrap()
}

/// What a vendor answers, of which only the wrapping differs.
fn good(service_name: &str) -> Value {
    match service_name {
        "anthropic" => {
            json!({"type": "message", "content": [{"type": "text", "text": "Rice."}],
                   "stop_reason": "end_turn", "usage": {"input_tokens": 3}})
        }
        "gemini" => {
            json!({"candidates": [{"content": {"parts": [{"text": "Rice."}]}, "finishReason": "STOP"}],
                   "usageMetadata": {"promptTokenCount": 3}})
        }
        _ => json!({"choices": [{"message": {"content": "Rice."}, "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 3}}),
    }
}

#[test]
fn questions_are_submitted_as_documented() {
    for (service_name, url, pointer) in [
        ("openai", "https://api.openai.com/v1/files", ""),
        ("mistral", "https://api.mistral.ai/v1/files", ""),
        (
            "anthropic",
            "https://api.anthropic.com/v1/messages/batches",
            "/requests/1/custom_id",
        ),
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/models/some-model:batchGenerateContent",
            "/batch/inputConfig/requests/requests/1/metadata/key",
        ),
    ] {
        let endpoint = endpoint(service_name);
        let batch = interface(&endpoint);
        let entries = entries(&endpoint);
        let call = match batch.upload {
            Some(upload) => upload(&endpoint, &entries),
            None => (batch.submit)(&endpoint, &order(&entries, None)),
        };
        assert_eq!(call.url, url);
        assert!(!call.headers.is_empty(), "{service_name}");
        if let Body::Json(body) = &call.body {
            assert_eq!(body.pointer(pointer), Some(&json!("a-2")), "{service_name}");
        }
    }
}

#[test]
fn a_file_of_questions_is_a_form_with_a_line_for_each() {
    for (service_name, own) in [
        (
            "openai",
            json!({"method": "POST", "url": "/v1/chat/completions"}),
        ),
        ("mistral", json!({})),
    ] {
        let endpoint = endpoint(service_name);
        let entries = entries(&endpoint);
        let call = interface(&endpoint).upload.unwrap()(&endpoint, &entries);
        let Body::Raw(kind, bytes) = call.body else {
            panic!()
        };
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches(&format!("--{boundary}")).count(), 3);
        assert!(text.ends_with(&format!("\r\n--{boundary}--\r\n")));
        let lines: Vec<Value> = text
            .lines()
            .filter(|line| line.starts_with('{'))
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        for (line, id) in lines.iter().zip(["a-1", "a-2"]) {
            let mut expected = own.clone();
            expected["custom_id"] = json!(id);
            expected["body"] = entries[0].body();
            assert_eq!(line, &expected);
        }
        let submitted = (interface(&endpoint).submit)(&endpoint, &order(&entries, Some("file-1")));
        let Body::Json(body) = submitted.body else {
            panic!()
        };
        assert!(body.to_string().contains("\"file-1\""));
    }
    assert_eq!(
        read_upload(&reply(200, r#"{"id":"file-1"}"#)).unwrap(),
        "file-1"
    );
    assert!(read_upload(&reply(200, "{}")).is_err());
}

#[test]
fn progress_is_read_in_every_vendors_words() {
    use End::{Cancelled, Complete, Expired};
    let ended = State::Ended;
    for (service_name, body, state, done, places) in [
        (
            "openai",
            json!({"id": "b", "status": "validating"}),
            State::Waiting,
            0,
            &[][..],
        ),
        (
            "openai",
            json!({"id": "b", "status": "in_progress", "output_file_id": "early",
                   "request_counts": {"completed": 3, "failed": 1}}),
            State::Waiting,
            4,
            &[],
        ),
        (
            "openai",
            json!({"id": "b", "status": "expired", "output_file_id": "o", "error_file_id": "e"}),
            ended(Expired),
            0,
            &["o", "e"],
        ),
        (
            "openai",
            json!({"id": "b", "status": "completed", "output_file_id": "o", "error_file_id": null}),
            ended(Complete),
            0,
            &["o"],
        ),
        (
            "openai",
            json!({"id": "b", "status": "failed", "errors": {"data": [{"message": "bad line"}]}}),
            State::Failed("bad line".into()),
            0,
            &[],
        ),
        (
            "mistral",
            json!({"id": "b", "status": "RUNNING", "completed_requests": 2}),
            State::Waiting,
            2,
            &[],
        ),
        (
            "mistral",
            json!({"id": "b", "status": "TIMEOUT_EXCEEDED", "output_file": "o"}),
            ended(Expired),
            0,
            &["o"],
        ),
        (
            "mistral",
            json!({"id": "b", "status": "FAILED", "errors": [{"message": "bad"}]}),
            State::Failed("bad".into()),
            0,
            &[],
        ),
        (
            "anthropic",
            json!({"id": "b", "processing_status": "in_progress", "request_counts": {"succeeded": 2, "errored": 1}}),
            State::Waiting,
            3,
            &[],
        ),
        (
            "anthropic",
            json!({"id": "b", "processing_status": "ended", "results_url": "https://evil.example/x"}),
            ended(Complete),
            0,
            &["b"],
        ),
        (
            "anthropic",
            json!({"id": "b", "processing_status": "ended", "request_counts": {"canceled": 2}}),
            ended(Cancelled),
            0,
            &["b"],
        ),
        (
            "anthropic",
            json!({"id": "b", "processing_status": "ended", "request_counts": {"expired": 2, "canceled": 1}}),
            ended(Expired),
            0,
            &["b"],
        ),
        (
            "gemini",
            json!({"name": "b", "metadata": {"state": "BATCH_STATE_RUNNING",
                   "batchStats": {"successfulRequestCount": "2"}}}),
            State::Waiting,
            2,
            &[],
        ),
        (
            "gemini",
            json!({"name": "b", "metadata": {"state": "JOB_STATE_SUCCEEDED"}, "done": true}),
            ended(Complete),
            0,
            &["b"],
        ),
        (
            "gemini",
            json!({"name": "b", "state": "BATCH_STATE_EXPIRED"}),
            ended(Expired),
            0,
            &["b"],
        ),
    ] {
        let endpoint = endpoint(service_name);
        let read = interface(&endpoint).read_status;
        let progress = read(&endpoint, &reply(200, &body.to_string())).unwrap();
        assert_eq!(progress.batch, "b");
        assert_eq!(progress.state, state, "{body}");
        assert_eq!(progress.done, done, "{body}");
        assert_eq!(progress.places, places, "{body}");
    }
}

/// Results of three entries: a good one, one over the limit, one unreached.
fn results_of(service_name: &str) -> String {
    let good = good(service_name);
    let rows = match service_name {
        "anthropic" => vec![
            json!({"custom_id": "late", "result": {"type": "expired"}}),
            json!({"custom_id": "good", "result": {"type": "succeeded", "message": good}}),
            json!({"custom_id": "large", "result": {"type": "errored", "error": {"type": "error",
                   "error": {"type": "invalid_request_error", "message": "prompt is too long"}}}}),
        ],
        "gemini" => {
            return json!({"name": "b", "response": {"inlinedResponses": {"inlinedResponses": [
                {"error": {"code": 4, "message": "deadline"}, "metadata": {"key": "late"}},
                {"response": good, "metadata": {"key": "good"}},
                {"error": {"code": 3, "message": "The input token count (9) exceeds the maximum"},
                 "metadata": {"key": "large"}}]}}})
            .to_string();
        }
        _ => vec![
            json!({"custom_id": "late", "response": null, "error": {"code": "batch_expired", "message": "x"}}),
            json!({"custom_id": "good", "response": {"status_code": 200, "body": good}, "error": null}),
            json!({"custom_id": "large", "response": {"status_code": 400, "body":
                   {"error": {"message": "too long", "code": "context_length_exceeded"}}}}),
        ],
    };
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    lines.join("\r\n") + "\n\n"
}

#[test]
fn every_result_finds_its_entry_and_unreached_ones_can_be_sent_again() {
    for service_name in BATCHING {
        let endpoint = endpoint(service_name);
        let read = interface(&endpoint).read_results;
        let finished = read(&endpoint, &reply(200, &results_of(service_name))).unwrap();
        let ids: Vec<&str> = finished.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, ["late", "good", "large"], "{service_name}");
        let late = finished[0].answer.as_ref().unwrap_err();
        assert_eq!(late.action, Action::Retry, "{service_name}");
        let is_named = late.reason == ReasonKind::Timeout;
        assert_eq!(is_named, service_name != "gemini", "{service_name}");
        let answer = finished[1].answer.as_ref().unwrap();
        assert_eq!((answer.text.as_str(), answer.usage.tokens_in), ("Rice.", 3));
        let large = finished[2].answer.as_ref().unwrap_err();
        assert_eq!(large.action, Action::SendSmaller, "{service_name}");
    }
}

#[test]
fn a_row_is_judged_as_a_reply_of_its_own_would_be() {
    for service_name in BATCHING {
        let endpoint = endpoint(service_name);
        let whole = read_chat(
            &endpoint,
            &chat_question(),
            &reply(200, &good(service_name).to_string()),
        );
        assert_eq!(whole, chat::read_value(&endpoint, &good(service_name)));
    }
}

#[test]
fn results_that_were_cut_are_not_taken_for_all() {
    for service_name in BATCHING {
        let endpoint = endpoint(service_name);
        let text = results_of(service_name);
        let text = text.trim_end();
        let cut = reply(200, &text[..text.len() - 2]);
        assert!((interface(&endpoint).read_results)(&endpoint, &cut).is_err());
    }
}

#[test]
fn an_order_is_known_again_in_the_vendors_list() {
    for (service_name, list) in [
        (
            "openai",
            json!({"data": [{"id": "other", "input_file_id": "file-2"},
                            {"id": "taken", "input_file_id": "file-1"},
                            {"id": "b", "input_file_id": "file-1"}]}),
        ),
        (
            "mistral",
            json!({"data": [{"id": "other", "input_files": ["file-2"]},
                            {"id": "b", "input_files": ["file-1"]}]}),
        ),
        (
            "gemini",
            json!({"operations": [{"name": "other", "metadata": {"displayName": "alih-2"}},
                                  {"name": "b", "metadata": {"displayName": "alih-1"}}]}),
        ),
        (
            "anthropic",
            json!({"data": [
                {"id": "old", "created_at": "2026-11-22T10:00:00Z", "request_counts": {"processing": 2}},
                {"id": "large", "created_at": "2026-11-23T10:00:01Z", "request_counts": {"processing": 3}},
                {"id": "b", "created_at": "2026-11-23T10:00:01.123Z", "request_counts": {"succeeded": 1, "processing": 1}}]}),
        ),
    ] {
        let endpoint = endpoint(service_name);
        let entries = entries(&endpoint);
        let order = order(&entries, Some("file-1"));
        let found = |list: &Value| {
            let reply = reply(200, &list.to_string());
            find(interface(&endpoint), &reply, &order, &["taken".to_owned()]).unwrap()
        };
        assert_eq!(found(&list).as_deref(), Some("b"), "{service_name}");
        assert_eq!(found(&json!({"data": []})), None);
    }
}

#[test]
fn calls_stay_with_the_endpoint() {
    for (service_name, status, results) in [
        ("openai", "/v1/batches/b", "/v1/files/b/content"),
        ("mistral", "/v1/batch/jobs/b", "/v1/files/b/content"),
        (
            "anthropic",
            "/v1/messages/batches/b",
            "/v1/messages/batches/b/results",
        ),
        ("gemini", "/v1beta/b", "/v1beta/b"),
    ] {
        let endpoint = endpoint(service_name);
        let batch = interface(&endpoint);
        let root = endpoint.base_url.trim_end_matches("/v1");
        for (call, path) in [
            ((batch.status)(&endpoint, "b"), status),
            ((batch.results)(&endpoint, "b"), results),
        ] {
            assert_eq!(call.url, format!("{root}{path}"));
            assert_eq!(call.body, Body::Empty);
            assert!(!call.headers.is_empty());
        }
    }
}
