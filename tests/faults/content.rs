//! The sins of other tools, one test each: whatever an endpoint does, the
//! exit code is never 0 for a translation that is not there.

use serde_json::{Value, json};

use super::ended::{changed, error, first_then_good, good_story, run, with_text, write_story};
use super::support::endpoint::{Endpoint, completion, good, question, reply};
use super::support::story::{Story, story};
use super::support::{alih, records, stderr, translate};

#[test]
fn a_good_answer_is_a_success() {
    let ended = run(good_story);
    ended.is_ok();
    ended.asked(1);
}

#[test]
fn row_14_finish_reason_length_is_asked_again_with_more_room_then_truncated() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("length")
        })
    });
    ended.failed_with("truncated");
    ended.asked(2);
    run(first_then_good(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("length")
        })
    }))
    .is_ok();
}

#[test]
fn row_13_empty_content_is_a_failure() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["message"]["content"] = json!("")
        })
    });
    ended.failed_with("empty");
}

#[test]
fn row_13_no_choices_is_a_failure() {
    run(|request| changed(request, |body| body["choices"] = json!([]))).failed_with("empty");
}

#[test]
fn row_14_no_finish_reason_is_a_failure() {
    run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = Value::Null
        })
    })
    .failed_with("truncated");
}

#[test]
fn row_15_content_filter_is_blocked() {
    let ended = run(|request| {
        changed(request, |body| {
            body["choices"][0]["finish_reason"] = json!("content_filter")
        })
    });
    ended.failed_with("blocked");
    ended.asked(1);
}

#[test]
fn row_15_a_refusal_field_is_refused() {
    run(|request| {
        changed(request, |body| {
            body["choices"][0]["message"] = json!({"content": null, "refusal": "I cannot."});
        })
    })
    .failed_with("refused");
}

#[test]
fn row_15_a_refusal_sentence_is_refused() {
    let ended = run(|request| {
        with_text(request, |_, _| {
            "I'm sorry, but I can't help with that.".into()
        })
    });
    ended.failed_with("refused");
    ended.asked(1);
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
fn row_16_a_400_may_be_a_missing_key() {
    let ended = run(error(400, json!({"detail": "No api key passed in."})));
    ended.failed_with("auth");
}

#[test]
fn row_20_a_rejected_parameter_is_adapted_once() {
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
    ended.asked(2);
    assert!(ended.stderr.contains("max_tokens"), "{}", ended.stderr);
}

#[test]
fn row_20_fifteen_articles_with_one_poisoned_are_fourteen_and_one() {
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
