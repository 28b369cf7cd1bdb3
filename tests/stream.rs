//! Answers that come in pieces, through the binary: the same record as whole
//! ones, and no success unless the answer says that it has ended.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Answer, End, Endpoint, Request, completion, reply};
use support::process::Gate;
use support::story::{Story, story};
use support::vendor::{ANTHROPIC, CHATS, OLLAMA, OPENAI, Vendor, keyed, wants_stream};
use support::{alih, desk, records, stderr};

struct Ended {
    code: i32,
    record: Value,
    stderr: String,
}

fn stories() -> [Story; 1] {
    [story(7)]
}

/// One article through the binary.
fn run(
    vendor: &'static Vendor,
    behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    arguments: &[&str],
) -> (Ended, Vec<Request>) {
    let endpoint = Endpoint::start(behaviour);
    let home = desk(vendor, endpoint.root(), "");
    let mut command = alih(home.path());
    let output = keyed(&mut command)
        .args(["translate", "artikel.txt", "--no-memory"])
        .args(arguments)
        .output()
        .unwrap();
    let told = stderr(&output);
    let record = records(&output.stdout).pop();
    let ended = Ended {
        code: output.status.code().unwrap(),
        record: record.unwrap_or_else(|| panic!("{told}")),
        stderr: told,
    };
    (ended, endpoint.requests())
}

const ON: [&str; 2] = ["--stream", "on"];
const OFF: [&str; 2] = ["--stream", "off"];

/// The record without what differs from run to run.
fn lasting(mut record: Value) -> Value {
    for field in ["started", "finished"] {
        record["provenance"][field] = Value::Null;
    }
    record
}

fn pieces_of(vendor: &Vendor, request: &Request) -> Vec<Vec<u8>> {
    vendor.pieces(&vendor.text(request, &stories()))
}

fn in_pieces(kind: &str, pieces: Vec<Vec<u8>>, end: End) -> Answer {
    Answer::Pieces {
        kind: kind.to_owned(),
        pieces,
        end,
    }
}

#[test]
fn a_stream_makes_the_same_record_as_a_whole_answer() {
    for vendor in &CHATS {
        let faithful = |request: &Request| vendor.faithful(request, &stories());
        let (whole, asked) = run(vendor, faithful, &OFF);
        assert!(!wants_stream(&asked[0]), "{}", vendor.service);
        let (stream, asked) = run(vendor, faithful, &ON);
        assert!(wants_stream(&asked[0]), "{}", vendor.service);
        assert_eq!(stream.code, 0, "{}", stream.stderr);
        assert_eq!(stream.record["outcome"], "ok", "{}", stream.record);
        assert_eq!(stream.record["usage"]["tokens_in"], 900);
        assert_eq!(stream.record["usage"]["tokens_out"], 300);
        assert_eq!(
            lasting(stream.record),
            lasting(whole.record),
            "{}",
            vendor.service
        );
    }
}

#[test]
fn comments_line_ends_and_split_characters_change_nothing() {
    for vendor in &CHATS {
        let (ended, asked) = run(
            vendor,
            |request| {
                let mut stream = Vec::new();
                for (at, piece) in pieces_of(vendor, request).into_iter().enumerate() {
                    if at % 3 == 0 && vendor.service != "ollama" {
                        stream.extend_from_slice(b": PROCESSING\r\n\r\n");
                    }
                    let piece = String::from_utf8(piece).unwrap();
                    stream.extend_from_slice(piece.replace('\n', "\r\n").as_bytes());
                }
                let pieces = stream.chunks(3).map(<[u8]>::to_vec).collect();
                in_pieces(vendor.stream_type(), pieces, End::Whole)
            },
            &ON,
        );
        assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
        assert_eq!(asked.len(), 1);
    }
}

#[test]
fn a_stream_without_a_finish_reason_is_a_failure() {
    for vendor in &CHATS {
        let behave = move |request: &Request| {
            let mut pieces = pieces_of(vendor, request);
            // Whatever says that the answer has ended is among the last three.
            pieces.truncate(pieces.len() - 3);
            in_pieces(vendor.stream_type(), pieces, End::Whole)
        };
        let (ended, asked) = run(vendor, behave, &ON);
        assert_eq!(
            ended.record["reason"]["kind"], "truncated",
            "{}",
            ended.record
        );
        assert!(ended.record["translation"].is_null());
        assert_eq!((ended.code, asked.len()), (4, 2), "{}", vendor.service);
    }
}

#[test]
fn a_stream_that_breaks_off_is_asked_for_again() {
    for vendor in &CHATS {
        let behave = move |request: &Request| {
            let mut pieces = pieces_of(vendor, request);
            if request.number > 0 {
                return in_pieces(vendor.stream_type(), pieces, End::Whole);
            }
            pieces.truncate(pieces.len() / 2);
            in_pieces(vendor.stream_type(), pieces, End::Cut)
        };
        let (ended, asked) = run(vendor, behave, &ON);
        assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
        assert_eq!((ended.code, asked.len()), (0, 2), "{}", vendor.service);
    }
}

#[test]
fn an_answer_that_has_ended_outlives_its_connection() {
    let behave = |request: &Request| {
        let mut pieces = pieces_of(&OPENAI, request);
        pieces.truncate(pieces.len() - 1);
        in_pieces("text/event-stream", pieces, End::Cut)
    };
    let (ended, asked) = run(&OPENAI, behave, &ON);
    assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    assert_eq!(asked.len(), 1);
    assert_eq!(ended.record["usage"]["tokens_out"], 300);
}

#[test]
fn an_error_in_the_middle_is_no_success() {
    let rows: [(&Vendor, Value, &str, usize); 5] = [
        (
            &OPENAI,
            json!({"error": {"code": 502, "message": "provider gone"}, "choices": [{"delta": {"content": ""}, "finish_reason": "error"}]}),
            "network",
            2,
        ),
        (
            &OPENAI,
            json!({"error": {"type": "insufficient_quota", "message": "no credit"}}),
            "quota",
            1,
        ),
        (
            &ANTHROPIC,
            json!({"type": "error", "error": {"type": "api_error", "message": "Internal"}}),
            "network",
            2,
        ),
        (
            &CHATS[2],
            json!({"error": {"code": 500, "message": "x", "status": "INTERNAL"}}),
            "network",
            2,
        ),
        (
            &OLLAMA,
            json!({"error": "an error was encountered while running the model"}),
            "network",
            2,
        ),
    ];
    for (vendor, error, reason, requests) in rows {
        let told = error.clone();
        let behave = move |request: &Request| {
            let mut pieces = pieces_of(vendor, request);
            pieces.truncate(pieces.len() / 2);
            pieces.push(match vendor.service {
                "ollama" => format!("{told}\n").into_bytes(),
                _ => format!("data: {told}\n\n").into_bytes(),
            });
            in_pieces(vendor.stream_type(), pieces, End::Whole)
        };
        let (ended, asked) = run(vendor, behave, &["--stream", "on", "--tries", "2"]);
        assert_eq!(ended.record["reason"]["kind"], reason, "{}", ended.record);
        assert!(ended.record["translation"].is_null());
        assert_eq!((ended.code, asked.len()), (4, requests), "{error}");
    }
}

#[test]
fn silence_in_the_middle_is_not_waited_out() {
    let gate = Gate::default();
    let held = gate.clone();
    let behave = move |request: &Request| {
        let mut pieces = pieces_of(&OPENAI, request);
        match request.number {
            0 => {
                pieces.truncate(10);
                in_pieces("text/event-stream", pieces, End::Silence(held.clone()))
            }
            _ => in_pieces("text/event-stream", pieces, End::Whole),
        }
    };
    let arguments = ["--stream", "on", "--idle-timeout", "0.2", "-v"];
    let (ended, asked) = run(&OPENAI, behave, &arguments);
    gate.open();
    assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    assert_eq!(asked.len(), 2);
    assert!(
        ended.stderr.contains("stopped in the middle of its answer"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_reply_is_read_as_what_it_is_and_not_as_what_was_asked() {
    for vendor in &CHATS {
        let (ended, _) = run(
            vendor,
            |request| {
                let support::vendor::Voice::Chat { whole, .. } = &vendor.voice else {
                    panic!()
                };
                reply(200, &whole(&vendor.text(request, &stories())))
            },
            &ON,
        );
        assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
        let unasked =
            |request: &Request| in_pieces("text/plain", pieces_of(vendor, request), End::Whole);
        let (ended, _) = run(vendor, unasked, &OFF);
        assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    }
}

#[test]
fn a_server_that_knows_no_stream_is_asked_without_one() {
    let behave = |request: &Request| match request.json()["stream"].is_null() {
        false => reply(
            400,
            &json!({"error": {"message": "Unknown parameter: 'stream'.", "param": "stream", "type": "invalid_request_error"}}),
        ),
        true if !request.json()["stream_options"].is_null() => reply(
            400,
            &json!({"error": {"message": "'stream_options' needs a stream", "param": "stream_options"}}),
        ),
        true => reply(200, &completion(&OPENAI.text(request, &stories()))),
    };
    let (ended, asked) = run(&OPENAI, behave, &ON);
    assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    assert_eq!(asked.len(), 3);
    assert!(ended.stderr.contains("rejects stream;"), "{}", ended.stderr);
}

#[test]
fn long_answers_are_asked_for_in_pieces_and_short_ones_are_not() {
    let faithful = |request: &Request| OPENAI.faithful(request, &stories());
    let (_, short) = run(&OPENAI, faithful, &[]);
    assert!(!wants_stream(&short[0]));
    let (_, long) = run(&OPENAI, faithful, &["--max-output-tokens", "12000"]);
    assert!(wants_stream(&long[0]));
}

#[test]
fn nothing_of_an_answer_is_told_where_nobody_watches() {
    let faithful = |request: &Request| OPENAI.faithful(request, &stories());
    let (ended, _) = run(&OPENAI, faithful, &["--stream", "on", "-vv"]);
    assert!(!ended.stderr.contains("Floods"), "{}", ended.stderr);
}

#[test]
fn a_choice_that_is_none_is_refused_before_anything_is_sent() {
    let endpoint = Endpoint::start(|_| Answer::Close);
    for (table, arguments, place) in [
        ("", vec!["--stream", "perhaps"], "--stream"),
        ("stream = \"perhaps\"\n", vec![], "[endpoint.desk] stream"),
    ] {
        let home = desk(&OPENAI, endpoint.root(), table);
        let mut command = alih(home.path());
        let output = keyed(&mut command)
            .args(["translate", "artikel.txt"])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(place), "{}", stderr(&output));
    }
    assert_eq!(endpoint.count(), 0);
}
