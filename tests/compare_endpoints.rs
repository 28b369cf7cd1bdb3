//! Two endpoints on a sample, so that a newsroom can choose.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Endpoint, completion, faithful, good, reply};
use support::story::{Story, story};
use support::{KEY, alih, stderr, write_lines};
use tempfile::TempDir;

/// A faithful model, and one that gets a number wrong.
fn home(stories: &[Story]) -> (TempDir, Endpoint, Endpoint) {
    let known = stories.to_vec();
    let alfa = Endpoint::start(move |request| good(request, &known));
    let known = stories.to_vec();
    let beta = Endpoint::start(move |request| {
        let text = faithful(request, &known).replace("two bridges", "seven bridges");
        reply(200, &completion(&text))
    });
    let home = tempfile::tempdir().unwrap();
    write_lines(&home.path().join("berita.jsonl"), stories);
    let table = |name: &str, url: &str, price: f64| {
        format!(
            "[endpoint.{name}]\nbase_url = \"{url}\"\nmodel = \"model-{name}\"\nkey_env = \"DESK_KEY\"\n\
             prices = {{ input = {price:.1}, output = {price:.1} }}\n"
        )
    };
    let toml = table("alfa", &alfa.base_url, 1.0) + &table("beta", &beta.base_url, 3.0);
    std::fs::write(home.path().join("alih.toml"), toml).unwrap();
    (home, alfa, beta)
}

fn compare(home: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = alih(home.path())
        .env("DESK_KEY", KEY)
        .args(["translate", "berita.jsonl", "--compare"])
        .args(arguments)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code().unwrap(), stdout, stderr(&output))
}

#[test]
fn both_are_held_against_each_other() {
    let stories: Vec<Story> = (0..8).map(story).collect();
    let (home, alfa, beta) = home(&stories);
    let (code, stdout, told) = compare(&home, &["alfa,beta", "--sample", "3", "--repair", "0"]);
    assert_eq!(code, 0, "{told}");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    let articles = report["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 3);
    for article in articles {
        let sides = article["sides"].as_array().unwrap();
        let named = |at: usize| sides[at]["record"]["provenance"]["model_asked"].clone();
        assert_eq!(
            [named(0), named(1)],
            [json!("model-alfa"), json!("model-beta")]
        );
        let agreement = article["agreement"].as_f64().unwrap();
        assert!((0.9..1.0).contains(&agreement), "{agreement}");
        assert!(sides[0]["seconds"].as_f64().unwrap() > 0.0);
    }
    let score = &report["endpoints"];
    assert_eq!(
        (&score[0]["ok"], &score[0]["errors"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(score[1]["review"], 3, "{score}");
    let cost = |at: usize| score[at]["usage"]["cost"].as_f64().unwrap();
    assert!((cost(0) - 3.0 * 1200.0 / 1e6).abs() < 1e-9);
    assert!((cost(1) - 3.0 * cost(0)).abs() < 1e-9);
    assert!(alfa.count() >= 3 && beta.count() >= 3);
}

#[test]
fn the_sample_is_the_same_each_time_and_what_is_known_is_not_paid_again() {
    let stories: Vec<Story> = (0..8).map(story).collect();
    let (home, alfa, _) = home(&stories);
    let ids = || {
        let (_, stdout, _) = compare(&home, &["alfa,beta", "--sample", "4"]);
        let report: Value = serde_json::from_str(&stdout).unwrap();
        let articles = report["articles"].as_array().unwrap().clone();
        let ids: Vec<Value> = articles.iter().map(|own| own["id"].clone()).collect();
        (ids, report["endpoints"][0]["from_memory"].clone())
    };
    let (first, known) = ids();
    assert_eq!(known, 0);
    let asked = alfa.count();
    assert_eq!(ids(), (first, json!(4)));
    assert_eq!(alfa.count(), asked);
}

#[test]
fn it_is_to_be_read_too() {
    let stories: Vec<Story> = (0..2).map(story).collect();
    let (home, _, _) = home(&stories);
    let (code, stdout, told) = compare(
        &home,
        &[
            "alfa,beta:other",
            "--sample",
            "1",
            "--format",
            "text",
            "--repair",
            "0",
        ],
    );
    assert_eq!(code, 0, "{told}");
    for words in [
        " | ",
        "alfa: ok, errors 0",
        "beta: review, errors",
        "agreement 9",
        "cost",
        "seconds",
        "other",
        "they share 9",
    ] {
        assert!(stdout.contains(words), "{words}: {stdout}");
    }
    assert!(!stdout.contains('\u{1b}'));
}

#[test]
fn an_endpoint_that_refuses_ends_it() {
    let stories: Vec<Story> = (0..3).map(story).collect();
    let (home, _, _) = home(&stories);
    let closed = Endpoint::start(|_| reply(401, &json!({"error": {"message": "no"}})));
    let toml = std::fs::read_to_string(home.path().join("alih.toml")).unwrap();
    let more = format!(
        "[endpoint.gama]\nbase_url = \"{}\"\nmodel = \"x\"\nkey_env = \"DESK_KEY\"\n",
        closed.base_url
    );
    std::fs::write(home.path().join("alih.toml"), toml + &more).unwrap();
    let (code, _, told) = compare(&home, &["alfa,gama"]);
    assert_eq!(code, 4);
    assert!(told.contains("the endpoint refuses us"), "{told}");
    assert_eq!(closed.count(), 1);
}

#[test]
fn what_cannot_work_is_a_usage_error() {
    let (home, alfa, beta) = home(&[story(0)]);
    for (arguments, words) in [
        (&["alfa"][..], "two endpoints"),
        (&["alfa,nosuch"], "nosuch"),
        (&["alfa,ollama"], "needs a model"),
        (&["alfa,beta", "-o", "x.jsonl"], "cannot be used with"),
    ] {
        let (code, _, told) = compare(&home, arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(alfa.count() + beta.count(), 0);
}
