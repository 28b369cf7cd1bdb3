//! Limits on money, requests, tokens and characters.

use serde_json::Value;

use super::Desk;
use super::support::ids;

const WIDTH: usize = 4;
/// What the endpoint's answer to one article costs.
const COST_OF_ONE: f64 = 1.2;

#[test]
fn a_limit_on_cost_stops_within_the_calls_under_way_and_a_higher_one_goes_on() {
    let desk = Desk::new(40);
    desk.set_prices();
    let width = WIDTH.to_string();
    let run = |most: &str| desk.at_desk(&["--max-cost", most, "--width", &width]);
    let estimate = desk.at_desk(&["--estimate", "--format", "json"]).must(0);
    let estimate: Value = serde_json::from_slice(&estimate.stdout).unwrap();
    let tenth = estimate["cost"].as_f64().unwrap() / 10.0;
    let stopped = run(&tenth.to_string()).must(6);
    stopped.told("--max-cost is reached");
    stopped.told("not begun");
    let paid = desk.endpoint.count();
    let within = (tenth / COST_OF_ONE).ceil() as usize;
    assert!((within..within + WIDTH).contains(&paid), "{paid}, {within}");
    run("1000").must(0);
    assert_eq!(desk.endpoint.count(), 40);
    let mut found = ids(&desk.path("hasil.jsonl"));
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 40);
}

#[test]
fn a_limit_on_requests_holds_exactly() {
    let desk = Desk::new(12);
    desk.usual(&["--max-requests", "5"]).must(6);
    assert_eq!(desk.endpoint.count(), 5);
    desk.usual(&["--max-requests", "7"]).must(0);
    assert_eq!(desk.endpoint.count(), 12);
}

#[test]
fn a_limit_on_tokens_holds() {
    let desk = Desk::new(12);
    desk.usual(&["--max-tokens", "6000", "--width", "1"])
        .must(6)
        .told("--max-tokens");
    assert_eq!(desk.endpoint.count(), 5);
}

#[test]
fn a_limit_on_cost_needs_prices() {
    let desk = Desk::new(1);
    desk.usual(&["--max-cost", "1"]).must(2).told("prices");
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn every_record_says_what_it_cost() {
    let desk = Desk::new(2);
    desk.set_prices();
    desk.at_desk(&[]).must(0).told("cost 2.4000");
    for record in super::support::results(&desk.path("hasil.jsonl")) {
        let cost = record["usage"]["cost"].as_f64().unwrap();
        assert!(
            (cost - COST_OF_ONE).abs() < 1e-9,
            "{}",
            Value::to_string(&record)
        );
    }
}
