//! What a run tells while it goes and at its end.

use serde_json::{Value, json};

use super::Desk;
use super::support::endpoint::{Endpoint, good, question, reply, with_header};
use super::support::story::{Story, story};

fn lines(told: &str) -> Vec<Value> {
    told.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

fn poisoned(numbers: &'static [usize]) -> Desk {
    let stories: Vec<Story> = (0..10).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| {
        let (_, parts) = question(request);
        let title = parts.first().map(|(_, text)| text.as_str());
        let of_title = |number: &&usize| Some(known[**number].parts[0].0.as_str()) == title;
        if numbers.iter().any(|number| of_title(&number)) {
            return reply(400, &json!({"error": {"message": "poison"}}));
        }
        good(request, &known)
    });
    Desk::with(stories, endpoint)
}

#[test]
fn machines_get_every_line_as_an_object() {
    let desk = poisoned(&[3]);
    let ended = desk.usual(&["--log-json", "--width", "1", "-vv"]).must(3);
    let told = lines(&ended.stderr);
    let of =
        |kind: &str| -> Vec<&Value> { told.iter().filter(|line| line["kind"] == kind).collect() };
    let failed = of("failed");
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["id"], "cerita-3");
    assert_eq!(failed[0]["reason"], "bad_reply");
    assert!(
        failed[0]["next"]
            .as_str()
            .unwrap()
            .contains("--retry-failed")
    );
    let report = of("report");
    assert_eq!(report.len(), 1);
    assert_eq!(report[0]["ok"], 9);
    assert_eq!(report[0]["failed"], 1);
    assert_eq!(report[0]["articles"], 10);
    assert_eq!(report[0]["usage"]["requests"], 10);
    assert_eq!(of("request").len(), 10);
    assert!(told.iter().all(|line| line["time"].is_string()));
}

#[test]
fn machines_get_a_refusal_to_start_as_an_object() {
    let desk = Desk::new(1);
    let ended = desk.usual(&["--log-json", "--width", "none"]).must(2);
    let told = lines(&ended.stderr);
    assert_eq!(told[0]["kind"], "error");
    assert_eq!(told[0]["exit"], 2);
}

#[test]
fn each_failed_article_is_named_with_its_next_step() {
    let desk = poisoned(&[1, 4]);
    let ended = desk.usual(&["--width", "1"]).must(3);
    for id in ["cerita-1", "cerita-4"] {
        let line = ended.stderr.lines().find(|line| line.contains(id)).unwrap();
        assert!(
            line.contains("bad_reply") && line.contains("next:"),
            "{line}"
        );
    }
    ended.told("8 done, 2 failed, 10 requests");
}

#[test]
fn a_pattern_gets_one_line_of_advice() {
    let desk = poisoned(&[1, 2, 3, 4]);
    let ended = desk.usual(&["--width", "1"]).must(3);
    assert_eq!(ended.stderr.matches("many answers").count(), 1);
    let desk = poisoned(&[1]);
    let ended = desk.usual(&["--width", "1"]).must(3);
    assert!(!ended.stderr.contains("many"), "{}", ended.stderr);
}

#[test]
fn a_throttled_run_is_told_to_ask_less() {
    let stories: Vec<Story> = (0..6).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| {
        if request.number < 4 {
            let throttled = reply(429, &json!({"error": {"message": "slow"}}));
            return with_header(throttled, "retry-after-ms", "5");
        }
        good(request, &known)
    });
    let desk = Desk::with(stories, endpoint);
    let ended = desk.usual(&["--width", "1"]).must(0);
    ended.told("4 of 10 requests were throttled; set --requests-per-minute");
}

#[test]
fn quiet_is_quiet_but_for_what_ends_the_run() {
    let desk = Desk::new(3);
    assert_eq!(desk.usual(&["-q"]).must(0).stderr, "");
    let refusing = Endpoint::start(|_| reply(401, &json!({"error": {"message": "no"}})));
    let desk = Desk::with(vec![story(0), story(1)], refusing);
    desk.usual(&["-q"])
        .must(4)
        .told("stopped, the endpoint refuses us");
    desk.usual(&[]).must(4).told("auth");
}
