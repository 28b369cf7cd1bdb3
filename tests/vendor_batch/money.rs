//! What a batch costs, before and after.

use serde_json::Value;

use super::Desk;
use super::vendor::Kind;

fn estimate(desk: &Desk, command: &[&str]) -> Value {
    let more = [
        "berita.jsonl",
        "--endpoint",
        "desk",
        "--estimate",
        "--format",
        "json",
    ];
    let ended = desk.run(&[command, &more].concat()).must(0);
    serde_json::from_str(&ended.stdout).unwrap()
}

#[test]
fn the_estimate_is_half_of_the_usual_one() {
    let desk = Desk::new(Kind::OpenAi, 5);
    let usual = estimate(&desk, &["translate"]);
    let batch = estimate(&desk, &["batch", "submit"]);
    let cost = |of: &Value| of["cost"].as_f64().unwrap();
    assert!(cost(&usual) > 0.0);
    assert!((cost(&batch) * 2.0 - cost(&usual)).abs() < 1e-9);
    assert_eq!(batch["batch_price"], 0.5);
    assert_eq!(batch["tokens_in"], usual["tokens_in"]);
    assert_eq!(desk.vendor.endpoint.count(), 0);
    let text = desk.submit(&["--estimate"]).must(0);
    text.told("at 50% of them as a batch");
    desk.submit(&[]).must(0);
    let later = estimate(&desk, &["batch", "submit"]);
    assert_eq!((&later["waiting"], &later["to_do"]), (&5.into(), &0.into()));
}

#[test]
fn records_and_the_log_hold_half_the_price_once() {
    let desk = Desk::new(Kind::Anthropic, 4);
    desk.submit(&[]).must(0);
    desk.vendor.end();
    desk.collect().must(0);
    let half = (900.0 * 1.0 + 300.0 * 4.0) / 1e6 / 2.0;
    for record in desk.results() {
        let cost = record["usage"]["cost"].as_f64().unwrap();
        assert!((cost - half).abs() < 1e-12, "{cost}");
    }
    let logged = desk.run(&["usage", "--format", "json"]).must(0).stdout;
    let logged: Value = serde_json::from_str(&logged).unwrap();
    let cost = logged["rows"][0]["cost"].as_f64().unwrap();
    assert!((cost - 4.0 * half).abs() < 1e-12, "{logged}");
}

#[test]
fn what_a_batch_has_answered_costs_a_run_nothing() {
    let desk = Desk::new(Kind::OpenAi, 3);
    desk.submit(&[]).must(0);
    desk.vendor.end();
    desk.collect().must(0);
    let before = desk.vendor.endpoint.count();
    let run = [
        "translate",
        "berita.jsonl",
        "--endpoint",
        "desk",
        "-o",
        "lagi.jsonl",
    ];
    desk.run(&run).must(0).told("3 from memory");
    assert_eq!(desk.vendor.endpoint.count(), before);
}

#[test]
fn a_budget_ends_the_submission_and_what_was_sent_is_collected() {
    let desk = Desk::new(Kind::OpenAi, 6);
    desk.submit(&["--max-requests", "2"]).must(6);
    assert_eq!(desk.vendor.sizes(), [2]);
    desk.submit(&[]).must(0).told("4 questions sent");
    desk.vendor.end();
    desk.collect().must(0);
    desk.each_id_once();
}
