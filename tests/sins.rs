//! The sins of other tools, one test each: whatever an endpoint does, the
//! exit code is never 0 for a translation that is not there.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::endpoint::{
    Answer, Endpoint, Request, completion, faithful, good, question, reply, with_header,
};
use support::story::{Story, story};
use support::{KEY, alih, records, stderr, translate};

struct Ended {
    code: i32,
    record: Option<Value>,
    stderr: String,
    requests: usize,
}

impl Ended {
    fn reason(&self) -> &str {
        let record = self.record.as_ref().expect("a record");
        record["reason"]["kind"].as_str().unwrap_or("none")
    }

    fn failed_with(&self, reason: &str) {
        let record = self.record.as_ref().expect("a record");
        assert_eq!(self.reason(), reason, "{record}");
        assert_eq!(record["outcome"], "failed");
        assert!(record["translation"].is_null(), "{record}");
        assert!(record["summary"].is_null(), "{record}");
        assert_eq!(self.code, 4, "{}", self.stderr);
    }

    fn is_ok(&self) {
        let record = self.record.as_ref().expect("a record");
        assert_eq!(record["outcome"], "ok", "{record}");
        assert_eq!(self.code, 0, "{}", self.stderr);
        assert_eq!(record["translation"]["parts"].as_array().unwrap().len(), 3);
    }
}

fn the_story() -> Story {
    story(7)
}

fn write_story(home: &Path) {
    std::fs::write(home.join("artikel.txt"), the_story().text()).unwrap();
}

/// One article through the binary against this behaviour, at full verbosity;
/// whatever happens, no key and no article text is told.
fn run(behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Ended {
    let endpoint = Endpoint::start(behaviour);
    run_at(&endpoint.base_url, || endpoint.count())
}

fn run_at(base_url: &str, count: impl Fn() -> usize) -> Ended {
    let home = tempfile::tempdir().unwrap();
    write_story(home.path());
    let output = translate(home.path(), base_url, &["artikel.txt", "-vv"]);
    let ended = Ended {
        code: output.status.code().unwrap(),
        record: records(&output.stdout).pop(),
        stderr: stderr(&output),
        requests: count(),
    };
    let everything = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        ended.stderr
    );
    assert!(!everything.contains(KEY), "the key is shown");
    for (id, _) in &the_story().parts {
        let stretch: String = id.chars().take(30).collect();
        assert!(
            !ended.stderr.contains(&stretch),
            "article text is shown: {}",
            ended.stderr
        );
    }
    if let Some(reason) = ended
        .record
        .as_ref()
        .map(|record| record["reason"].to_string())
    {
        assert!(!reason.contains("Banjir merendam"), "{reason}");
    }
    ended
}

fn good_story(request: &Request) -> Answer {
    good(request, &[the_story()])
}

fn text_of(request: &Request) -> String {
    faithful(request, &[the_story()])
}

/// A good reply with one thing changed.
fn changed(request: &Request, change: impl Fn(&mut Value)) -> Answer {
    let mut body = completion(&text_of(request));
    change(&mut body);
    reply(200, &body)
}

fn with_text(request: &Request, change: impl Fn(String, &str) -> String) -> Answer {
    let (boundary, _) = question(request);
    reply(200, &completion(&change(text_of(request), &boundary)))
}

fn error(status: u16, body: Value) -> impl Fn(&Request) -> Answer {
    move |_| reply(status, &body)
}

fn first_then_good(
    first: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    move |request| match request.number {
        0 => first(request),
        _ => good_story(request),
    }
}

#[test]
fn a_good_answer_is_a_success() {
    let ended = run(good_story);
    ended.is_ok();
    assert_eq!(ended.requests, 1);
}

#[test]
fn finish_reason_length_is_asked_again_with_more_room_then_truncated() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("length")
        })
    });
    ended.failed_with("truncated");
    assert_eq!(ended.requests, 2);
    run(first_then_good(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("length")
        })
    }))
    .is_ok();
}

#[test]
fn empty_content_is_a_failure() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["message"]["content"] = json!("")
        })
    });
    ended.failed_with("empty");
}

#[test]
fn no_choices_is_a_failure() {
    run(|request| changed(request, |body| body["choices"] = json!([]))).failed_with("empty");
}

#[test]
fn no_finish_reason_is_a_failure() {
    run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = Value::Null
        })
    })
    .failed_with("truncated");
}

#[test]
fn content_filter_is_blocked() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("content_filter")
        })
    });
    ended.failed_with("blocked");
    assert_eq!(ended.requests, 1);
}

#[test]
fn a_refusal_field_is_refused() {
    run(|request| {
        changed(request, |body| {
            body["choices"][0]["message"] = json!({"content": null, "refusal": "I cannot."});
        })
    })
    .failed_with("refused");
}

#[test]
fn a_refusal_sentence_is_refused() {
    let ended = run(|request| {
        with_text(request, |_, _| {
            "I'm sorry, but I can't help with that.".into()
        })
    });
    ended.failed_with("refused");
    assert_eq!(ended.requests, 1);
}

#[test]
fn a_closed_think_block_is_taken_off() {
    run(|request| {
        with_text(request, |text, _| {
            format!("<think>Let me see.</think>\n{text}")
        })
    })
    .is_ok();
}

#[test]
fn an_unclosed_think_block_is_reasoning_only() {
    run(|request| with_text(request, |text, _| format!("<think>Let me see. {text}")))
        .failed_with("reasoning_only");
}

#[test]
fn the_source_echoed_back_is_an_echo() {
    run(|request| {
        let (boundary, parts) = question(request);
        let mut text: String = parts
            .iter()
            .map(|(id, text)| format!("[[{boundary}:{id}]]\n{text}\n"))
            .collect();
        text.push_str(&format!(
            "[[{boundary}:summary]]\n[p1] Banjir merendam rumah warga.\n[[{boundary}:end]]"
        ));
        reply(200, &completion(&text))
    })
    .failed_with("echo");
}

#[test]
fn a_dropped_part_is_a_mismatch() {
    run(|request| {
        with_text(request, |text, boundary| {
            let start = text.find(&format!("[[{boundary}:p2]]")).unwrap();
            let end = text.find(&format!("[[{boundary}:p3]]")).unwrap();
            format!("{}{}", &text[..start], &text[end..])
        })
    })
    .failed_with("mismatch");
}

#[test]
fn a_doubled_part_is_a_mismatch() {
    run(|request| {
        with_text(request, |text, boundary| {
            text.replace(
                &format!("[[{boundary}:p3]]"),
                &format!("[[{boundary}:p2]]\nAgain.\n[[{boundary}:p3]]"),
            )
        })
    })
    .failed_with("mismatch");
}

#[test]
fn swapped_parts_are_a_mismatch() {
    run(|request| {
        with_text(request, |text, _| {
            text.replace(":p2]]", ":px]]")
                .replace(":p3]]", ":p2]]")
                .replace(":px]]", ":p3]]")
        })
    })
    .failed_with("mismatch");
}

#[test]
fn merged_parts_are_a_mismatch() {
    run(|request| {
        with_text(request, |text, boundary| {
            text.replace(&format!("[[{boundary}:p3]]\n"), "")
        })
    })
    .failed_with("mismatch");
}

#[test]
fn a_200_with_an_error_object_is_a_failure() {
    let ended = run(error(
        200,
        json!({"error": {"message": "No credit", "code": 402}}),
    ));
    ended.failed_with("quota");
    assert_eq!(ended.requests, 1);
}

#[test]
fn a_200_with_a_web_page_is_a_failure() {
    let ended = run(|_| Answer::Reply {
        status: 200,
        headers: Vec::new(),
        body: b"<!DOCTYPE html><title>Login</title>".to_vec(),
    });
    ended.failed_with("config");
    assert!(ended.stderr.contains("--base-url"), "{}", ended.stderr);
}

#[test]
fn a_401_ends_the_run_at_once() {
    let body = json!({"error": {"message": format!("Incorrect API key provided: {KEY}")}});
    let ended = run(error(401, body));
    ended.failed_with("auth");
    assert_eq!(ended.requests, 1);
    assert!(ended.stderr.contains("OPENAI_API_KEY"), "{}", ended.stderr);
}

#[test]
fn a_400_may_be_a_missing_key() {
    let ended = run(error(400, json!({"detail": "No api key passed in."})));
    ended.failed_with("auth");
}

#[test]
fn an_error_that_echoes_the_article_does_not_show_it() {
    let ended = run(|request| {
        let (_, parts) = question(request);
        reply(
            400,
            &json!({"error": {"message": format!("cannot process: {}", parts[1].1)}}),
        )
    });
    ended.failed_with("bad_reply");
    assert!(ended.stderr.contains("[article text]"), "{}", ended.stderr);
}

#[test]
fn a_429_without_retry_after_is_tried_again() {
    let throttled = json!({"error": {"message": "slow", "code": "rate_limit_exceeded"}});
    let ended = run(first_then_good(error(429, throttled)));
    ended.is_ok();
    assert_eq!(ended.requests, 2);
}

#[test]
fn a_429_with_retry_after_is_waited_for() {
    let ended = run(first_then_good(|_| {
        with_header(
            reply(429, &json!({"error": {"message": "slow"}})),
            "retry-after",
            "1",
        )
    }));
    ended.is_ok();
    assert_eq!(ended.requests, 2);
}

#[test]
fn a_429_with_a_long_wait_is_deferred() {
    let ended = run(|_| {
        with_header(
            reply(429, &json!({"error": {"message": "slow"}})),
            "retry-after",
            "3600",
        )
    });
    ended.failed_with("deferred");
    assert_eq!(ended.requests, 1);
}

#[test]
fn a_429_that_is_money_ends_the_run() {
    let ended = run(error(
        429,
        json!({"error": {"type": "insufficient_quota", "code": "credit_balance_exhausted"}}),
    ));
    ended.failed_with("quota");
    assert_eq!(ended.requests, 1);
}

#[test]
fn a_503_once_is_tried_again() {
    let ended = run(first_then_good(error(503, json!({"error": "busy"}))));
    ended.is_ok();
    assert_eq!(ended.requests, 2);
}

#[test]
fn a_503_for_ever_is_a_failure() {
    let ended = run(error(503, json!({"error": "busy"})));
    ended.failed_with("network");
    assert_eq!(ended.requests, 4);
}

#[test]
fn a_body_cut_in_the_middle_is_tried_again() {
    let cut = |request: &Request| {
        let body = completion(&text_of(request)).to_string().into_bytes();
        let after = body.len() / 2;
        Answer::Cut { body, after }
    };
    let ended = run(first_then_good(cut));
    ended.is_ok();
    assert_eq!(ended.requests, 2);
    run(cut).failed_with("network");
}

#[test]
fn a_chunked_body_cut_in_the_middle_is_tried_again() {
    let cut = |request: &Request| {
        let body = completion(&text_of(request)).to_string().into_bytes();
        let after = body.len() / 2;
        Answer::CutStream { body, after }
    };
    run(first_then_good(cut)).is_ok();
    run(cut).failed_with("network");
}

#[test]
fn a_redirect_is_not_followed_and_the_other_host_gets_nothing() {
    let other = Endpoint::start(good_story);
    let location = format!("{}/chat/completions", other.base_url);
    let ended = run(move |_| with_header(reply(307, &json!({})), "location", &location));
    ended.failed_with("config");
    assert_eq!(other.count(), 0);
}

#[test]
fn nothing_listening_is_said() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let ended = run_at(&base_url, || 0);
    ended.failed_with("network");
    assert!(
        ended.stderr.contains("is the server running"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_rejected_parameter_is_adapted_once() {
    let ended = run(|request| {
        if request.json().get("max_tokens").is_some() {
            return good_story(request);
        }
        reply(
            400,
            &json!({"error": {"message": "Unsupported parameter", "param": "max_completion_tokens"}}),
        )
    });
    ended.is_ok();
    assert_eq!(ended.requests, 2);
    assert!(ended.stderr.contains("max_tokens"), "{}", ended.stderr);
}

#[test]
fn fifteen_articles_with_one_poisoned_are_fourteen_and_one() {
    let stories: Vec<Story> = (0..15).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| {
        let (_, parts) = question(request);
        if parts.iter().any(|(_, text)| *text == known[4].parts[0].0) {
            return reply(400, &json!({"error": {"message": "poison"}}));
        }
        good(request, &known)
    });
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("arsip");
    std::fs::create_dir(&folder).unwrap();
    for (number, story) in stories.iter().enumerate() {
        std::fs::write(folder.join(format!("{number:02}.txt")), story.text()).unwrap();
    }
    let output = translate(home.path(), &endpoint.base_url, &["arsip"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let records = records(&output.stdout);
    assert_eq!(records.len(), 15);
    let ok = records
        .iter()
        .filter(|record| record["outcome"] == "ok")
        .count();
    assert_eq!(ok, 14, "{}", stderr(&output));
    assert_eq!(records[4]["reason"]["kind"], "bad_reply");
    assert!(
        stderr(&output).contains("failed 04: bad_reply"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn nothing_configured_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    write_story(home.path());
    let output = alih(home.path())
        .args(["translate", "artikel.txt"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = stderr(&output);
    assert_eq!(
        said.matches("alih translate FILE --endpoint").count(),
        3,
        "{said}"
    );
}

#[test]
fn the_demonstration_works_without_anything() {
    let home = tempfile::tempdir().unwrap();
    let output = alih(home.path()).arg("demo").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Rp 48.6 billion") && text.contains("Summary"),
        "{text}"
    );
    assert!(text.contains("not the work of a"), "{text}");
}

#[test]
fn the_same_article_again_is_free_and_says_so() {
    let endpoint = Endpoint::start(good_story);
    let home = tempfile::tempdir().unwrap();
    write_story(home.path());
    for _ in 0..2 {
        let output = translate(home.path(), &endpoint.base_url, &["artikel.txt"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    assert_eq!(endpoint.count(), 1);
    let output = translate(
        home.path(),
        &endpoint.base_url,
        &["artikel.txt", "--format", "text"],
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("from memory"));
}
