//! Endpoints that stand in for one another, through the binary: by kind of
//! failure the next one, smaller pieces, or the end; the record says who
//! answered and why.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, Request, completion, reply, with_header};
use support::story::{Story, story};
use support::vendor::{ANTHROPIC, LIBRETRANSLATE, OPENAI, Vendor, keyed};
use support::{alih, records, results, stderr, write_lines};

fn stories() -> Vec<Story> {
    (0..24).map(story).collect()
}

/// An endpoint of a chain: what it is, and how it behaves.
struct Place {
    vendor: &'static Vendor,
    endpoint: Endpoint,
}

fn place(
    vendor: &'static Vendor,
    behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> Place {
    Place {
        vendor,
        endpoint: Endpoint::start(behaviour),
    }
}

fn faithful(vendor: &'static Vendor) -> Place {
    place(vendor, move |request| vendor.faithful(request, &stories()))
}

fn always(vendor: &'static Vendor, status: u16, body: Value) -> Place {
    place(vendor, move |_| reply(status, &body))
}

const NAMES: [&str; 3] = ["first", "second", "third"];

/// A home with these endpoints as a chain and some stories.
fn home(chain: &[&Place], stories: &[Story]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut settings = format!("use = \"first\"\nfallback = {:?}\n", &NAMES[1..chain.len()]);
    for (place, name) in chain.iter().zip(NAMES) {
        settings.push_str(&place.vendor.table(name, place.endpoint.root()));
        settings.push_str(&format!(
            "width = 1\n[endpoint.{name}.prices]\nrequest = 1.0\n"
        ));
    }
    std::fs::write(home.path().join("alih.toml"), settings).unwrap();
    write_lines(&home.path().join("berita.jsonl"), stories);
    home
}

struct Ended {
    code: i32,
    records: Vec<Value>,
    stderr: String,
}

fn run(home: &tempfile::TempDir, arguments: &[&str]) -> Ended {
    let mut command = alih(home.path());
    if !arguments.contains(&"--tries") {
        command.env("ALIH_TRIES", "1");
    }
    let output = keyed(&mut command)
        .args(["translate", "berita.jsonl"])
        .args(arguments)
        .output()
        .unwrap();
    Ended {
        code: output.status.code().unwrap(),
        records: records(&output.stdout),
        stderr: stderr(&output),
    }
}

/// One article through a chain.
fn one(chain: &[&Place], arguments: &[&str]) -> Ended {
    run(&home(chain, &stories()[..1]), arguments)
}

fn error(status: u16, kind: &str, message: &str) -> Value {
    json!({"error": {"code": status, "type": kind, "message": message}})
}

fn refused() -> Value {
    let mut body = completion("");
    body["choices"][0]["message"] =
        json!({"role": "assistant", "content": null, "refusal": "I cannot help with that."});
    body
}

fn blocked() -> Value {
    let mut body = completion("");
    body["choices"][0]["finish_reason"] = json!("content_filter");
    body
}

#[test]
fn what_went_wrong_decides_whether_the_next_one_is_asked() {
    for (status, body, reason) in [
        (200, refused(), "refused"),
        (200, blocked(), "blocked"),
        (200, completion(""), "empty"),
        (
            400,
            error(400, "invalid_request_error", "no idea"),
            "bad_reply",
        ),
        (500, error(500, "server_error", "down"), "network"),
        (503, error(503, "server_error", "overloaded"), "network"),
        (429, error(429, "rate_limit_exceeded", "slow down"), "rate"),
        (429, error(429, "insufficient_quota", "no credit"), "quota"),
        (402, error(402, "billing", "no credit"), "quota"),
        (413, error(413, "too_large", "too large"), "too_large"),
    ] {
        let (first, second) = (always(&OPENAI, status, body.clone()), faithful(&ANTHROPIC));
        let ended = one(&[&first, &second], &[]);
        assert_eq!(ended.code, 0, "{body} {}", ended.stderr);
        let record = &ended.records[0];
        assert_eq!(record["outcome"], "ok", "{record}");
        let provenance = &record["provenance"];
        assert_eq!(provenance["endpoint"], "second");
        assert_eq!(provenance["kind"], "anthropic");
        assert_eq!(provenance["model_answered"], "mock-2026");
        assert_eq!(provenance["fallbacks"][0]["endpoint"], "first");
        assert_eq!(
            provenance["fallbacks"][0]["reason"]["kind"], reason,
            "{body}"
        );
        assert_eq!(provenance["fallbacks"].as_array().unwrap().len(), 1);
        let requests = first.endpoint.count() + second.endpoint.count();
        assert_eq!(record["usage"]["requests"], requests);
        assert_eq!(
            record["usage"]["cost"], requests as f64,
            "each pays its price"
        );
    }
}

#[test]
fn what_somebody_has_to_correct_ends_the_run_and_asks_no_one_else() {
    for (status, body, reason) in [
        (401, error(401, "authentication_error", "bad key"), "auth"),
        (403, error(403, "permission_error", "no"), "auth"),
        (
            404,
            error(404, "not_found_error", "no such model"),
            "not_found",
        ),
    ] {
        let (first, second) = (always(&OPENAI, status, body), faithful(&ANTHROPIC));
        let ended = one(&[&first, &second], &[]);
        assert_eq!(ended.code, 4, "{}", ended.stderr);
        assert_eq!(ended.records[0]["reason"]["kind"], reason);
        assert!(ended.records[0]["provenance"]["fallbacks"].is_null());
        assert_eq!((first.endpoint.count(), second.endpoint.count()), (1, 0));
    }
}

#[test]
fn a_text_that_is_too_long_is_sent_in_smaller_parts_before_anybody_else_is_asked() {
    let first = place(&OPENAI, |request| {
        let parts = support::endpoint::question(request).1.len();
        let system = request.json()["messages"][0]["content"].to_string();
        match parts {
            4 if system.contains("the translated part") => reply(
                400,
                &json!({"error": {"code": "context_length_exceeded", "message": "too long"}}),
            ),
            _ => OPENAI.faithful(request, &stories()),
        }
    });
    let second = faithful(&ANTHROPIC);
    let ended = one(&[&first, &second], &[]);
    assert_eq!(ended.records[0]["outcome"], "ok", "{}", ended.records[0]);
    assert_eq!(ended.records[0]["provenance"]["endpoint"], "first");
    assert!(ended.records[0]["provenance"]["fallbacks"].is_null());
    assert!(first.endpoint.count() >= 3);
    assert_eq!(second.endpoint.count(), 0);
}

/// An OpenAI that summarises no more than so many parts.
fn short_sighted(most: usize) -> Place {
    place(&OPENAI, move |request| {
        let parts = support::endpoint::question(request).1.len();
        let system = request.json()["messages"][0]["content"].to_string();
        match system.contains("the translated part") {
            false if parts > most => reply(
                400,
                &json!({"error": {"code": "context_length_exceeded", "message": "too long"}}),
            ),
            _ => OPENAI.faithful(request, &stories()),
        }
    })
}

#[test]
fn a_summary_of_too_long_an_article_reads_its_beginning_before_anybody_else_is_asked() {
    let (first, second) = (short_sighted(2), faithful(&ANTHROPIC));
    let ended = one(&[&first, &second], &["--only", "summary"]);
    let record = &ended.records[0];
    assert_eq!(record["outcome"], "ok", "{record}");
    assert_eq!(record["provenance"]["summary_by"], "first");
    assert!(record["provenance"]["fallbacks"].is_null());
    assert_eq!(record["flags"][0]["check"], "summary.beginning");
    assert_eq!((first.endpoint.count(), second.endpoint.count()), (2, 0));
    // No summary is made of a headline alone.
    let (first, second) = (short_sighted(1), faithful(&ANTHROPIC));
    let ended = one(&[&first, &second], &["--only", "summary"]);
    let record = &ended.records[0];
    assert_eq!(record["provenance"]["summary_by"], "second");
    let left = &record["provenance"]["fallbacks"][0];
    assert_eq!(left["reason"]["kind"], "too_large", "{record}");
    assert_eq!(record["flags"], json!([]));
    assert_eq!((first.endpoint.count(), second.endpoint.count()), (2, 1));
    assert_eq!(record["usage"]["requests"], 3);
}

#[test]
fn from_model_to_model_to_engine() {
    let first = always(&OPENAI, 200, refused());
    let second = always(
        &ANTHROPIC,
        529,
        json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}),
    );
    let third = faithful(&LIBRETRANSLATE);
    let ended = one(&[&first, &second, &third], &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let record = &ended.records[0];
    assert_eq!(record["provenance"]["endpoint"], "third");
    assert_eq!(record["provenance"]["summary_by"], "extractive");
    assert_eq!(record["summary"]["kind"], "extractive");
    assert!(record["provenance"]["prompt"].is_null());
    assert!(record["provenance"]["glossary"].is_null());
    let left: Vec<&str> = record["provenance"]["fallbacks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| left["reason"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(left, ["refused", "network"]);
    assert_eq!(
        second.endpoint.count(),
        1,
        "a summary is not asked of who was left"
    );
}

#[test]
fn where_nobody_answers_the_last_reason_stands_and_the_others_are_told() {
    let first = always(&OPENAI, 200, refused());
    let second = always(&ANTHROPIC, 500, error(500, "api_error", "Internal"));
    let ended = one(&[&first, &second], &[]);
    assert_eq!(ended.code, 4, "{}", ended.stderr);
    let record = &ended.records[0];
    assert_eq!(record["outcome"], "failed");
    assert_eq!(record["reason"]["kind"], "network");
    assert_eq!(record["provenance"]["endpoint"], "second");
    assert_eq!(
        record["provenance"]["fallbacks"][0]["reason"]["kind"],
        "refused"
    );
    assert!(record["translation"].is_null());
}

/// Ten articles are answered, then the connection is refused for ever.
#[test]
fn a_batch_goes_on_where_the_first_endpoint_goes_down() {
    let answered = Arc::new(AtomicUsize::new(0));
    let first = place(&OPENAI, move |request| {
        match answered.fetch_add(1, Ordering::SeqCst) {
            0..10 => OPENAI.faithful(request, &stories()),
            _ => Answer::Close,
        }
    });
    let second = faithful(&LIBRETRANSLATE);
    let home = home(&[&first, &second], &stories());
    let ended = run(&home, &["-o", "hasil.jsonl", "--width", "2"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let records = results(&home.path().join("hasil.jsonl"));
    assert_eq!(records.len(), 24);
    let by = |name: &str| {
        let of = |record: &&Value| record["provenance"]["endpoint"] == name;
        records.iter().filter(of).count()
    };
    assert_eq!((by("first"), by("second")), (10, 14));
    // Three failures with their stale connections, and those under way.
    assert!(
        first.endpoint.count() <= 10 + 6 * 4,
        "{}",
        first.endpoint.count()
    );
    let told = "first is left (network";
    assert_eq!(ended.stderr.matches(told).count(), 1, "{}", ended.stderr);
    assert!(
        ended.stderr.contains("going on with second"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("14 by a fallback endpoint"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_wait_beyond_the_limit_is_not_waited_where_another_one_can_go_on() {
    let first = place(&OPENAI, |_| {
        let body = error(429, "rate_limit_exceeded", "slow down");
        with_header(reply(429, &body), "retry-after", "3600")
    });
    let second = faithful(&ANTHROPIC);
    let home = home(&[&first, &second], &stories());
    let ended = run(&home, &["--width", "1", "--tries", "3"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.records.len(), 24);
    assert!(first.endpoint.count() <= 2);
    for record in &ended.records {
        assert_eq!(record["provenance"]["endpoint"], "second");
    }
}

#[test]
fn the_run_is_put_off_only_when_nobody_can_go_on() {
    let wait = |seconds: &'static str| {
        move |_: &Request| {
            let body = error(429, "rate_limit_exceeded", "slow down");
            with_header(reply(429, &body), "retry-after", seconds)
        }
    };
    let (first, second) = (
        place(&OPENAI, wait("3600")),
        place(&ANTHROPIC, wait("7200")),
    );
    let home = home(&[&first, &second], &stories());
    let ended = run(&home, &["--width", "1", "--tries", "3"]);
    assert_eq!(ended.code, 4, "{}", ended.stderr);
    assert!(ended.stderr.contains("asks to wait"), "{}", ended.stderr);
    assert!(ended.records.len() < 24);
    let asked = (first.endpoint.count(), second.endpoint.count());
    assert!(asked.0 <= 2 && asked.1 <= 2, "{asked:?} {}", ended.stderr);
}

#[test]
fn an_empty_account_everywhere_ends_the_run() {
    let spent = error(402, "billing_error", "no credit");
    let (first, second) = (
        always(&OPENAI, 402, spent.clone()),
        always(&ANTHROPIC, 402, spent),
    );
    let home = home(&[&first, &second], &stories());
    let ended = run(&home, &["--width", "1"]);
    assert_eq!(ended.code, 4, "{}", ended.stderr);
    assert!(ended.records.len() < 24);
    assert!(first.endpoint.count() <= 2 && second.endpoint.count() <= 2);
}

#[test]
fn a_budget_holds_over_the_whole_chain() {
    let (first, second) = (always(&OPENAI, 200, refused()), faithful(&ANTHROPIC));
    let home = home(&[&first, &second], &stories());
    let ended = run(&home, &["--max-requests", "7"]);
    assert_eq!(ended.code, 6, "{}", ended.stderr);
    assert_eq!(first.endpoint.count() + second.endpoint.count(), 7);
    let ended = run(&home, &["--max-cost", "5", "--fresh", "--width", "1"]);
    assert_eq!(ended.code, 6, "{}", ended.stderr);
}

#[test]
fn what_an_engine_got_wrong_is_asked_of_the_next_one() {
    let first = place(&LIBRETRANSLATE, |request| {
        let Answer::Reply { body, .. } = LIBRETRANSLATE.faithful(request, &stories()) else {
            panic!()
        };
        let wrong = String::from_utf8(body)
            .unwrap()
            .replace("100 houses", "900 houses");
        reply(200, &serde_json::from_str(&wrong).unwrap())
    });
    let second = faithful(&OPENAI);
    let ended = one(&[&first, &second], &[]);
    let record = &ended.records[0];
    assert_eq!(record["outcome"], "ok", "{record}");
    assert_eq!(record["provenance"]["endpoint"], "first");
    assert_eq!(record["provenance"]["repaired"], json!(["p1"]));
    assert_eq!(record["provenance"]["repaired_by"], "second");
    assert!(record["provenance"]["model_answered"].is_null(), "{record}");
    assert_eq!(second.endpoint.count(), 1);
}

#[test]
fn each_answer_is_remembered_under_its_own_endpoint() {
    let (first, second) = (always(&OPENAI, 200, refused()), faithful(&ANTHROPIC));
    let home = home(&[&first, &second], &stories()[..3]);
    assert_eq!(run(&home, &[]).code, 0);
    let (asked, answered) = (first.endpoint.count(), second.endpoint.count());
    let again = run(&home, &[]);
    assert_eq!(again.code, 0);
    assert_eq!(
        first.endpoint.count(),
        asked + 3,
        "a failure is never remembered"
    );
    assert_eq!(second.endpoint.count(), answered, "an answer always is");
}

#[test]
fn a_summary_alone_goes_on_too_but_never_to_an_engine() {
    let (first, second) = (always(&OPENAI, 200, blocked()), faithful(&ANTHROPIC));
    let ended = one(&[&first, &second], &["--only", "summary"]);
    let record = &ended.records[0];
    assert_eq!(record["outcome"], "ok", "{record}");
    assert_eq!(record["provenance"]["endpoint"], "second");
    assert_eq!(record["provenance"]["summary_by"], "second");
    assert_eq!(
        record["provenance"]["fallbacks"][0]["reason"]["kind"],
        "blocked"
    );
    let (first, second) = (faithful(&OPENAI), faithful(&LIBRETRANSLATE));
    let ended = one(&[&first, &second], &["--only", "summary"]);
    assert_eq!(ended.code, 2);
    assert_eq!(first.endpoint.count(), 0);
}

#[test]
fn a_chain_that_cannot_work_is_refused_before_anything_is_sent() {
    let (first, second) = (faithful(&OPENAI), faithful(&ANTHROPIC));
    for (arguments, words) in [
        (&["--fallback", "secnd"][..], "did you mean second?"),
        (&["--fallback", "first"], "name each endpoint once"),
        (&["--fallback", "second,,third"], "name each endpoint once"),
        (&["--fallback", "ollama"], "needs a model"),
    ] {
        let ended = one(&[&first, &second], arguments);
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains(words), "{}", ended.stderr);
    }
    let twice = ["--fallback", "second", "--fallback", "libretranslate"];
    let ended = one(&[&first, &second], &twice);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(second.endpoint.count(), 0);
}
