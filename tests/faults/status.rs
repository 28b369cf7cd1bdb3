//! Rows 13 to 27 and 43: what an endpoint answers by its status, its headers
//! and its error objects.

use serde_json::{Value, json};

use super::ended::{Trial, changed, error, first_then_good, good_story, run, text_of};
use super::support::KEY;
use super::support::endpoint::{Answer, End, Endpoint, Request, question, reply, with_header};
use super::support::vendor::{LIBRETRANSLATE, OPENAI};

fn throttled(headers: &[(&str, &str)]) -> Answer {
    let slow = json!({"error": {"message": "slow down", "code": "rate_limit_exceeded"}});
    headers
        .iter()
        .fold(reply(429, &slow), |answer, (name, value)| {
            with_header(answer, name, value)
        })
}

/// The pause before the second try after this answer came first.
fn pause_after(headers: &'static [(&'static str, &'static str)]) -> u64 {
    let ended = run(first_then_good(move |_| throttled(headers)));
    ended.is_ok().asked(2);
    ended.pauses()[0]
}

#[test]
fn row_13_an_answer_without_text_is_asked_for_once_more() {
    for empty in [json!(""), json!("   \n"), Value::Null] {
        let answer = move |request: &Request| {
            changed(request, |body| {
                body["choices"][0]["message"]["content"] = empty.clone()
            })
        };
        run(answer.clone()).failed_with("empty").asked(2);
        run(first_then_good(answer)).is_ok().asked(2);
    }
}

#[test]
fn row_15_the_next_endpoint_is_asked_what_one_declines() {
    let second =
        Endpoint::start(|request| LIBRETRANSLATE.faithful(request, &super::ended::stories()));
    let ended = Trial::one(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("content_filter")
        })
    })
    .file(
        "alih.toml",
        &LIBRETRANSLATE.table("cadangan", second.root()),
    )
    .with(&["--fallback", "cadangan"])
    .run();
    ended.is_ok().asked(1);
    let record = ended.record();
    assert_eq!(record["provenance"]["endpoint"], "cadangan");
    assert_eq!(
        record["provenance"]["fallbacks"][0]["reason"]["kind"],
        "blocked"
    );
}

#[test]
fn row_16_a_refused_key_ends_the_run_and_names_its_variable() {
    for status in [401, 403] {
        let said = json!({"error": {"message": format!("Incorrect API key provided: {KEY}")}});
        let ended = Trial::many(5, error(status, said)).run();
        ended
            .exits(4)
            .asked(1)
            .told("OPENAI_API_KEY")
            .told("not begun");
        ended.all_are("auth");
    }
}

#[test]
fn row_17_an_unknown_path_or_model_ends_the_run() {
    let ended = Trial::many(
        5,
        error(404, json!({"error": {"message": "no such model"}})),
    )
    .run();
    ended
        .exits(4)
        .asked(1)
        .told("127.0.0.1")
        .told("model mock")
        .told("--model");
    ended.all_are("not_found");
}

#[test]
fn row_18_statuses_that_pass_are_tried_again() {
    for status in [408, 409, 425] {
        run(first_then_good(error(status, json!({}))))
            .is_ok()
            .asked(2);
        let ended = Trial::one(error(status, json!({}))).tries(2).run();
        ended.failed_with("timeout").asked(2);
    }
}

#[test]
fn row_19_what_is_too_large_is_sent_in_smaller_pieces() {
    let too_long =
        json!({"error": {"message": "This model's maximum context length is 900 tokens"}});
    for (status, body) in [(413, json!({})), (400, too_long)] {
        let told = body.clone();
        // A summary that is asked for by itself reads the whole article.
        let ended = Trial::one(move |request| match question(request).1.len() {
            0..=2 => good_story(request),
            _ => reply(status, &told),
        })
        .with(&["--only", "translation"])
        .run();
        assert_eq!(ended.record()["outcome"], "ok", "{}", ended.stderr);
        let parts = ended.record()["translation"]["parts"].as_array().unwrap();
        assert_eq!((ended.code, parts.len()), (0, 3));
        assert!(ended.requests > 2, "{}", ended.requests);
        let ended = run(error(status, body));
        ended.failed_with("too_large");
        assert!(ended.requests <= 8, "{}", ended.requests);
    }
}

#[test]
fn row_20_a_rejection_fails_the_article_and_is_shown_without_its_text() {
    for status in [400, 422] {
        let ended = run(move |request| {
            let (_, parts) = question(request);
            let said = format!(
                "cannot \u{1b}[31mprocess: {} {}",
                parts[1].1,
                "x".repeat(9000)
            );
            reply(status, &json!({"error": {"message": said}}))
        });
        ended
            .failed_with("bad_reply")
            .asked(1)
            .told("[article text]");
        let message = ended.record()["reason"]["message"].as_str().unwrap();
        assert!(message.chars().count() < 500, "{message}");
        assert!(!message.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'));
    }
}

#[test]
fn row_20_three_rejections_alike_in_a_row_end_the_run() {
    let same = error(400, json!({"error": {"message": "temperature must be 1"}}));
    let ended = Trial::many(8, same).run();
    ended.exits(4).asked(3);
    ended.all_are("bad_reply");
    // Rejections that differ are about the articles.
    let ended = Trial::many(8, |request| {
        let said = format!("poison {}", request.number);
        reply(400, &json!({"error": {"message": said}}))
    })
    .run();
    ended.exits(4).asked(8);
}

#[test]
fn row_21_a_throttled_endpoint_is_asked_again_and_by_nobody_meanwhile() {
    assert!(pause_after(&[]) <= 500);
    let ended = Trial::many(6, first_then_good(|_| throttled(&[])))
        .with(&["--width", "4"])
        .run();
    ended.exits(0);
    assert_eq!(ended.outcomes(), ["ok"; 6]);
    assert!(ended.requests <= 10, "{}", ended.requests);
}

#[test]
fn row_22_the_wait_that_is_asked_for_is_kept() {
    for headers in [
        &[("retry-after", "0.2")][..],
        &[("retry-after-ms", "200")],
        &[("retry-after-ms", "200"), ("retry-after", "7")],
    ] {
        let pause = pause_after(headers);
        assert!((200..=220).contains(&pause), "{headers:?}: {pause}");
    }
    let pause = pause_after(&[
        ("date", "Mon, 02 Mar 2026 10:00:00 GMT"),
        ("retry-after", "Mon, 02 Mar 2026 10:00:01 GMT"),
    ]);
    assert!((1000..=1100).contains(&pause), "{pause}");
}

#[test]
fn row_22_a_wait_beyond_the_limit_puts_the_article_off() {
    let ended = run(|_| throttled(&[("retry-after", "3600")]));
    ended
        .failed_with("deferred")
        .asked(1)
        .told("3600 s")
        .told("--max-wait");
    let ended = Trial::many(5, |_| throttled(&[("retry-after", "3600")])).run();
    ended.exits(4).asked(1);
}

#[test]
fn row_23_absurd_waits_are_no_hint() {
    for value in [
        "1e9",
        "-1",
        "NaN",
        "inf",
        "1e308",
        "99999999999999999999",
        "Mon, 02 Mar 1926 10:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "soon",
        "",
    ] {
        let headers = [
            ("date", "Mon, 02 Mar 2026 10:00:00 GMT"),
            ("retry-after", value),
        ];
        let ended = run(first_then_good(move |_| throttled(&headers)));
        ended.is_ok().asked(2);
        assert!(ended.pauses()[0] <= 500, "{value}: {:?}", ended.pauses());
    }
}

#[test]
fn row_24_an_empty_account_ends_the_run() {
    let insufficient =
        json!({"error": {"type": "insufficient_quota", "code": "credit_balance_exhausted"}});
    for (status, body) in [
        (402, json!({"error": "pay"})),
        (456, json!({"message": "Quota exceeded"})),
        (429, insufficient),
    ] {
        let ended = Trial::many(5, error(status, body)).run();
        ended.exits(4).asked(1).told("not begun");
        ended.all_are("quota");
    }
}

#[test]
fn row_25_an_overloaded_endpoint_is_asked_again() {
    let body =
        json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}});
    run(first_then_good(error(529, body.clone())))
        .is_ok()
        .asked(2);
    let ended = Trial::one(error(529, body)).tries(2).run();
    ended.failed_with("network").asked(2).told("overloaded");
}

#[test]
fn row_26_a_server_that_fails_is_asked_again_but_not_for_what_it_cannot() {
    for status in [500, 502, 503, 504] {
        run(first_then_good(error(status, json!({"error": "busy"}))))
            .is_ok()
            .asked(2);
    }
    let ended = run(error(503, json!({"error": "busy"})));
    ended.failed_with("network").asked(4);
    for status in [501, 505] {
        run(error(status, json!({})))
            .failed_with("bad_reply")
            .asked(1);
    }
}

#[test]
fn row_26_a_server_may_say_whether_to_try_again() {
    let ended = run(|_| with_header(reply(500, &json!({})), "x-should-retry", "false"));
    ended.failed_with("network").asked(1);
    run(first_then_good(|_| {
        with_header(reply(501, &json!({})), "x-should-retry", "true")
    }))
    .is_ok()
    .asked(2);
}

#[test]
fn row_27_an_error_object_with_status_200_is_what_it_says() {
    for (error, reason, requests) in [
        (json!({"message": "No credit", "code": 402}), "quota", 1),
        (
            json!({"message": "bad key", "type": "authentication_error"}),
            "auth",
            1,
        ),
        (
            json!({"message": "provider gone", "code": 502}),
            "network",
            2,
        ),
        (
            json!({"message": "slow", "type": "rate_limit_error"}),
            "rate",
            2,
        ),
        (json!({"message": "?"}), "network", 2),
        (json!("out of memory"), "network", 2),
    ] {
        let body = json!({ "error": error });
        let ended = Trial::one(self::error(200, body.clone())).tries(2).run();
        ended.failed_with(reason).asked(requests);
        // Beside an answer that looks good it is an error as well.
        let ended = Trial::one(move |request| {
            changed(request, |reply| reply["error"] = body["error"].clone())
        })
        .tries(2)
        .run();
        ended.failed_with(reason).asked(requests);
    }
}

#[test]
fn row_27_an_error_in_the_middle_of_a_stream_drops_what_came() {
    let broken = |request: &Request| {
        let mut pieces = OPENAI.pieces(&text_of(request));
        pieces.truncate(pieces.len() / 2);
        pieces.push(b"data: {\"error\": {\"code\": 502, \"message\": \"gone\"}}\n\n".to_vec());
        Answer::Pieces {
            kind: "text/event-stream".to_owned(),
            pieces,
            end: End::Whole,
        }
    };
    let good = |request: &Request| OPENAI.stream(&text_of(request), End::Whole);
    let ended = Trial::one(move |request| match request.number {
        0 => broken(request),
        _ => good(request),
    })
    .with(&["--stream", "on"])
    .run();
    ended.is_ok().asked(2);
    let ended = Trial::one(broken).with(&["--stream", "on"]).tries(2).run();
    ended.failed_with("network").asked(2);
    assert!(!ended.stdout.contains("Floods"), "{}", ended.stdout);
}

#[test]
fn row_43_a_wrong_clock_here_or_there_changes_no_wait() {
    for (date, until) in [
        (
            "Mon, 01 Jan 2001 00:00:00 GMT",
            "Mon, 01 Jan 2001 01:00:00 GMT",
        ),
        (
            "Sat, 01 Jan 2101 00:00:00 GMT",
            "Sat, 01 Jan 2101 01:00:00 GMT",
        ),
    ] {
        let ended = run(move |_| throttled(&[("date", date), ("retry-after", until)]));
        ended.failed_with("deferred").asked(1).told("3600 s");
    }
}
