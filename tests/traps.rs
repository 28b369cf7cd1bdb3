//! The traps that vendors lay, one test each, through the binary. Streams
//! have tests of their own in `stream.rs`.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Answer, End, Endpoint, Request, completion, reply, with_header};
use support::story::{Story, story};
use support::vendor::{
    ANTHROPIC, AZURE, GEMINI, GOOGLE, OLLAMA, OPENAI, Vendor, keyed, wants_stream,
};
use support::{alih, desk, records, stderr};

struct Ended {
    code: i32,
    record: Value,
    stderr: String,
    requests: Vec<Request>,
}

impl Ended {
    fn failed_with(&self, reason: &str) {
        assert_eq!(
            self.record["reason"]["kind"], reason,
            "{}",
            self.record["reason"]
        );
        assert!(self.record["translation"].is_null() && self.record["summary"].is_null());
        assert_eq!(self.code, 4, "{}", self.stderr);
    }

    fn is_ok(&self) {
        assert_eq!(self.record["outcome"], "ok", "{}", self.record);
        assert_eq!(self.code, 0, "{}", self.stderr);
    }

    fn message(&self) -> &str {
        self.record["reason"]["message"].as_str().unwrap()
    }
}

fn stories() -> [Story; 1] {
    [story(7)]
}

fn run_with(
    vendor: &'static Vendor,
    behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    arguments: &[&str],
) -> Ended {
    let endpoint = Endpoint::start(behaviour);
    let home = desk(vendor, endpoint.root(), "");
    let mut command = alih(home.path());
    let output = keyed(&mut command)
        .args(["translate", "artikel.txt", "--tries", "2"])
        .args(arguments)
        .output()
        .unwrap();
    let told = stderr(&output);
    let record = records(&output.stdout).pop();
    Ended {
        code: output.status.code().unwrap(),
        record: record.unwrap_or_else(|| panic!("{told}")),
        stderr: told,
        requests: endpoint.requests(),
    }
}

fn run(
    vendor: &'static Vendor,
    behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> Ended {
    run_with(vendor, behaviour, &[])
}

/// This first, then a faithful answer.
fn once(
    vendor: &'static Vendor,
    first: Answer,
) -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    move |request| match request.number {
        0 => first.clone(),
        _ => vendor.faithful(request, &stories()),
    }
}

fn text(request: &Request) -> String {
    OPENAI.text(request, &stories())
}

#[test]
fn a_429_of_openai_that_is_money_is_not_waited_for() {
    for code in [
        "insufficient_quota",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
    ] {
        let body = json!({"error": {"type": "insufficient_quota", "code": code, "message": "You exceeded your current quota"}});
        let ended = run(&OPENAI, move |_| {
            with_header(reply(429, &body), "retry-after", "1")
        });
        ended.failed_with("quota");
        assert_eq!(ended.requests.len(), 1, "{code}");
    }
}

#[test]
fn a_429_of_anthropic_that_is_money_is_not_waited_for() {
    let body = json!({"type": "error", "error": {"type": "rate_limit_error", "message": "spend limit",
        "details": {"error_code": "enforced_spend_limit_reached"}}});
    let ended = run(&ANTHROPIC, move |_| reply(429, &body));
    ended.failed_with("quota");
    assert_eq!(ended.requests.len(), 1);
}

#[test]
fn a_403_of_google_by_the_minute_is_waited_for_and_one_by_the_day_is_not() {
    let says = |message: &str| json!({"error": {"code": 403, "message": message, "errors": [{"reason": "userRateLimitExceeded"}]}});
    let minute = reply(403, &says("User Rate Limit Exceeded"));
    let ended = run(
        &GOOGLE,
        once(&GOOGLE, with_header(minute, "retry-after", "0")),
    );
    ended.is_ok();
    assert_eq!(ended.requests.len(), 2);
    let day = json!({"error": {"code": 403, "message": "Daily Limit Exceeded", "errors": [{"reason": "dailyLimitExceeded"}]}});
    let ended = run(&GOOGLE, move |_| reply(403, &day));
    ended.failed_with("quota");
    assert_eq!(ended.requests.len(), 1);
}

#[test]
fn a_prompt_that_gemini_blocks_is_blocked() {
    let body = json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 900}});
    let ended = run(&GEMINI, move |_| reply(200, &body));
    ended.failed_with("blocked");
    assert!(
        ended.message().contains("PROHIBITED_CONTENT"),
        "{}",
        ended.message()
    );
    assert_eq!(ended.requests.len(), 1);
    assert_eq!(ended.record["usage"]["tokens_in"], 900);
}

#[test]
fn recitation_of_gemini_is_blocked_and_says_what_it_means() {
    let body = json!({"candidates": [{"content": {"parts": [{"text": "Floods"}]}, "finishReason": "RECITATION"}]});
    let ended = run(&GEMINI, move |_| reply(200, &body));
    ended.failed_with("blocked");
    assert!(
        ended.message().contains("resembles published text"),
        "{}",
        ended.message()
    );
}

#[test]
fn an_error_of_openrouter_in_a_200_is_an_error() {
    for (body, reason, requests) in [
        (
            json!({"error": {"code": 502, "message": "Provider returned error"}}),
            "network",
            2,
        ),
        (
            json!({"error": {"code": 402, "message": "Insufficient credits"}}),
            "quota",
            1,
        ),
        (
            json!({"id": "x", "choices": [{"finish_reason": "error", "message": {"content": "Floods"}, "error": {"code": 502}}]}),
            "bad_reply",
            2,
        ),
    ] {
        let told = body.clone();
        let ended = run(&OPENAI, move |_| reply(200, &told));
        ended.failed_with(reason);
        assert_eq!(ended.requests.len(), requests, "{body}");
    }
}

#[test]
fn comments_and_carriage_returns_in_a_stream_are_no_text() {
    let ended = run_with(
        &OPENAI,
        |request| {
            let mut pieces = vec![b": OPENROUTER PROCESSING\r\n\r\n".to_vec()];
            for piece in OPENAI.pieces(&text(request)) {
                let piece = String::from_utf8(piece).unwrap();
                pieces.push(piece.replace('\n', "\r\n").into_bytes());
                pieces.push(b": OPENROUTER PROCESSING\r\n\r\n".to_vec());
            }
            Answer::Pieces {
                kind: "text/event-stream".to_owned(),
                pieces,
                end: End::Whole,
            }
        },
        &["--stream", "on"],
    );
    assert!(wants_stream(&ended.requests[0]));
    ended.is_ok();
}

#[test]
fn a_stream_of_nothing_is_a_failure() {
    for kind in ["text/event-stream", "application/x-ndjson"] {
        let nothing = move |_: &Request| Answer::Pieces {
            kind: kind.to_owned(),
            pieces: Vec::new(),
            end: End::Whole,
        };
        let ended = run_with(&OPENAI, nothing, &["--stream", "on"]);
        assert_eq!(ended.code, 4, "{}", ended.stderr);
        assert!(ended.record["translation"].is_null());
    }
}

#[test]
fn a_stream_that_ends_early_is_a_failure() {
    let early = |request: &Request| {
        let mut pieces = OPENAI.pieces(&text(request));
        pieces.truncate(pieces.len() - 3);
        Answer::Pieces {
            kind: "text/event-stream".to_owned(),
            pieces,
            end: End::Whole,
        }
    };
    let ended = run_with(&OPENAI, early, &["--stream", "on"]);
    ended.failed_with("truncated");
}

#[test]
fn a_thinking_block_before_the_text_is_not_the_text() {
    let ended = run(&ANTHROPIC, |request| {
        let text = ANTHROPIC.text(request, &stories());
        reply(
            200,
            &json!({"type": "message", "stop_reason": "end_turn", "content": [
            {"type": "thinking", "thinking": "Let me think about floods.", "signature": "s"},
            {"type": "redacted_thinking", "data": "x"},
            {"type": "text", "text": text}]}),
        )
    });
    ended.is_ok();
    assert!(
        !ended.record["translation"]
            .to_string()
            .contains("Let me think")
    );
}

#[test]
fn inline_thinking_is_not_the_text() {
    for opening in [
        "<think>\nHm, floods.\n</think>\n\n",
        "<thinking>Hm.</thinking>\n",
        "Hm, floods.\n</think>\n",
    ] {
        let ended = run(&OPENAI, move |request| {
            reply(200, &completion(&format!("{opening}{}", text(request))))
        });
        ended.is_ok();
        assert!(!ended.record["translation"].to_string().contains("Hm"));
    }
    run(&OPENAI, |_| reply(200, &completion("<think>\nHm, floods."))).failed_with("reasoning_only");
}

#[test]
fn a_refusal_is_one_in_every_vendors_words() {
    let mut openai = completion("");
    openai["choices"][0]["message"] =
        json!({"role": "assistant", "content": null, "refusal": "I can't help with that."});
    run(&OPENAI, move |_| reply(200, &openai)).failed_with("refused");
    let anthropic = json!({"type": "message", "content": [], "stop_reason": "refusal", "stop_details": {"type": "refusal", "category": "violence"}});
    run(&ANTHROPIC, move |_| reply(200, &anthropic)).failed_with("refused");
}

#[test]
fn an_empty_401_of_azure_names_key_and_region() {
    let ended = run(&AZURE, |_| Answer::Reply {
        status: 401,
        headers: Vec::new(),
        body: Vec::new(),
    });
    ended.failed_with("auth");
    assert!(
        ended.message().contains("AZURE_TRANSLATOR_REGION"),
        "{}",
        ended.message()
    );
    assert!(ended.message().contains("TEST_KEY"), "{}", ended.message());
    assert_eq!(ended.requests.len(), 1);
}

#[test]
fn a_byte_order_mark_of_azure_is_no_text() {
    let ended = run(&AZURE, |request| {
        match AZURE.faithful(request, &stories()) {
            Answer::Reply {
                status,
                headers,
                body,
            } => {
                let body = [b"\xef\xbb\xbf", body.as_slice()].concat();
                Answer::Reply {
                    status,
                    headers,
                    body,
                }
            }
            other => other,
        }
    });
    ended.is_ok();
}

#[test]
fn an_error_of_ollama_in_the_middle_of_a_stream_is_no_success() {
    let ended = run_with(
        &OLLAMA,
        |request| {
            let mut pieces = OLLAMA.pieces(&OLLAMA.text(request, &stories()));
            pieces.truncate(4);
            pieces.push(b"{\"error\":\"llama runner process has terminated\"}\n".to_vec());
            Answer::Pieces {
                kind: "application/x-ndjson".to_owned(),
                pieces,
                end: End::Whole,
            }
        },
        &["--stream", "on"],
    );
    ended.failed_with("network");
}

/// The server counted as many tokens as its own context holds, though the
/// question is longer: it cut the question and said nothing.
#[test]
fn a_count_of_ollama_near_the_context_is_a_cut_question() {
    let text = format!(
        "Judul\n\n{}",
        "Warga mengungsi ke balai desa karena banjir merendam rumah mereka.\n\n".repeat(250)
    );
    let endpoint = Endpoint::start(|request| {
        let body = request.json();
        let asked = body["options"]["num_ctx"].as_u64().unwrap();
        let sent = body["messages"].to_string().len() as u64;
        assert!(asked > sent / 3, "the context is asked for");
        assert_eq!(
            (&body["truncate"], &body["shift"]),
            (&json!(false), &json!(false))
        );
        reply(
            200,
            &json!({"message": {"content": "Residents took refuge."}, "done": true, "done_reason": "stop",
            "prompt_eval_count": 2_048.min(sent / 9), "eval_count": 20}),
        )
    });
    let home = desk(&OLLAMA, endpoint.root(), "");
    std::fs::write(home.path().join("artikel.txt"), text).unwrap();
    let mut command = alih(home.path());
    let output = keyed(&mut command)
        .args(["translate", "artikel.txt"])
        .output()
        .unwrap();
    let record = records(&output.stdout).pop().unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(record["translation"].is_null());
    assert!(endpoint.count() > 1, "smaller pieces are tried");
}

#[test]
fn a_rejected_parameter_is_adapted_once_and_said() {
    let ended = run(
        &OPENAI,
        |request| match request.json()["max_completion_tokens"].is_null() {
            true => OPENAI.faithful(request, &stories()),
            false => reply(
                400,
                &json!({"error": {"message": "Unsupported parameter: 'max_completion_tokens'", "param": "max_completion_tokens", "code": "unsupported_parameter"}}),
            ),
        },
    );
    ended.is_ok();
    assert_eq!(ended.requests.len(), 2);
    assert!(
        ended
            .stderr
            .contains("rejects max_completion_tokens; sending max_tokens"),
        "{}",
        ended.stderr
    );
    let ended = run(&OPENAI, |_| {
        reply(
            400,
            &json!({"error": {"message": "x", "param": "max_completion_tokens"}}),
        )
    });
    assert!(ended.requests.len() <= 3, "it never loops");
    assert_eq!(ended.code, 4);
}

fn throttled(headers: &[(&str, &str)]) -> Answer {
    let body = json!({"error": {"type": "rate_limit_exceeded", "code": "rate_limit_exceeded", "message": "slow down"}});
    headers
        .iter()
        .fold(reply(429, &body), |answer, (name, value)| {
            with_header(answer, name, value)
        })
}

#[test]
fn a_retry_after_in_parts_of_a_second_is_waited_for() {
    let ended = run(
        &OPENAI,
        once(&OPENAI, throttled(&[("retry-after", "0.05")])),
    );
    ended.is_ok();
    assert_eq!(ended.requests.len(), 2);
}

#[test]
fn a_retry_after_that_is_a_date_is_taken_against_the_replys_own_clock() {
    let now = ("date", "Mon, 23 Nov 2026 10:00:00 GMT");
    let soon = throttled(&[("retry-after", "Mon, 23 Nov 2026 10:00:00 GMT"), now]);
    run(&OPENAI, once(&OPENAI, soon)).is_ok();
    let late = throttled(&[("retry-after", "Mon, 23 Nov 2026 12:00:00 GMT"), now]);
    let ended = run(&OPENAI, move |_| late.clone());
    ended.failed_with("deferred");
    assert!(ended.message().contains("7200 s"), "{}", ended.message());
}

#[test]
fn a_retry_after_of_an_hour_is_not_waited_for() {
    let ended = run(&OPENAI, |_| throttled(&[("retry-after", "3600")]));
    ended.failed_with("deferred");
    assert_eq!(ended.requests.len(), 1);
    assert!(ended.message().contains("3600 s"), "{}", ended.message());
}

#[test]
fn a_retry_after_below_nothing_is_no_hint() {
    let ended = run(&OPENAI, once(&OPENAI, throttled(&[("retry-after", "-1")])));
    ended.is_ok();
    assert_eq!(ended.requests.len(), 2);
}
