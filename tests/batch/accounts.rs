//! What it would take, what it took, and what is kept.

use std::fs;

use serde_json::Value;

use super::support::alih;
use super::{Desk, Ended};

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

impl Desk {
    fn alih(&self, arguments: &[&str]) -> Ended {
        Ended::of(alih(self.home()).args(arguments).output().unwrap())
    }

    /// An endpoint named `desk` with prices: 0.9 for a question and 0.3 for
    /// an answer of the mock.
    pub fn set_prices(&self) {
        let configuration = format!(
            "[endpoint.desk]\nbase_url = \"{}\"\nmodel = \"mock\"\nkey_env = \"OPENAI_API_KEY\"\nprices = {{ input = 1000.0, output = 1000.0 }}\n",
            self.endpoint.base_url
        );
        fs::write(self.path("alih.toml"), configuration).unwrap();
    }

    /// The usual command at the endpoint with prices.
    pub fn at_desk(&self, more: &[&str]) -> Ended {
        let usual = ["translate", "berita.jsonl", "-o", "hasil.jsonl"];
        let output = alih(self.home())
            .env("OPENAI_API_KEY", super::support::KEY)
            .args([&usual[..], &["--endpoint", "desk"], more].concat())
            .output()
            .unwrap();
        Ended::of(output)
    }
}

#[test]
fn an_estimate_asks_and_changes_nothing() {
    let desk = Desk::new(12);
    desk.set_prices();
    let estimate = json(
        &desk
            .at_desk(&["--estimate", "--format", "json"])
            .must(0)
            .stdout,
    );
    assert_eq!(estimate["articles"], 12);
    assert_eq!(estimate["to_do"], 12);
    assert_eq!(estimate["requests"], 12);
    assert_eq!(estimate["parts"], 48);
    assert!(estimate["cost"].as_f64().unwrap() > 1.0);
    assert!(estimate["tokens_in"].as_u64().unwrap() > 12 * 300);
    assert_eq!(desk.endpoint.count(), 0);
    assert!(!desk.path("hasil.jsonl").exists());
    assert!(!desk.path(".local").exists());

    let text = String::from_utf8(desk.at_desk(&["--estimate"]).must(0).stdout).unwrap();
    assert!(
        text.contains("articles") && text.contains("12 to do"),
        "{text}"
    );
}

#[test]
fn an_estimate_knows_what_is_done_and_what_is_remembered() {
    let desk = Desk::new(6);
    desk.run(&["berita.jsonl", "--max-requests", "4", "--width", "1"])
        .must(6);
    let estimate = |more: &[&str]| {
        json(
            &desk
                .usual(&[&["--estimate", "--format", "json"], more].concat())
                .must(0)
                .stdout,
        )
    };
    let remembered = estimate(&[]);
    assert_eq!(remembered["from_memory"], 4);
    assert_eq!(remembered["requests"], 2);
    assert_eq!(estimate(&["--fresh"])["requests"], 6);
    assert_eq!(estimate(&["--no-memory"])["requests"], 6);
    desk.usual(&[]).must(0);
    let held = estimate(&[]);
    assert_eq!((&held["held"], &held["to_do"]), (&6.into(), &0.into()));
    assert_eq!(desk.endpoint.count(), 6);
}

#[test]
fn usage_is_told_by_day_endpoint_and_model() {
    let desk = Desk::new(5);
    desk.set_prices();
    desk.at_desk(&[]).must(0);
    let ledger = json(&desk.alih(&["usage", "--format", "json"]).must(0).stdout);
    assert_eq!(ledger["total"]["requests"], 5);
    assert_eq!(ledger["total"]["tokens_in"], 4_500);
    assert!((ledger["total"]["cost"].as_f64().unwrap() - 6.0).abs() < 1e-9);
    assert_eq!(ledger["rows"][0]["endpoint"], "desk");
    assert_eq!(ledger["rows"][0]["model"], "mock");
    let text = String::from_utf8(desk.alih(&["usage"]).must(0).stdout).unwrap();
    assert!(text.contains("4,500") && text.contains("total"), "{text}");
    let later = desk.alih(&["usage", "--since", "2999-01-01"]).must(0);
    assert!(String::from_utf8_lossy(&later.stdout).contains("nothing is logged"));
    desk.alih(&["usage", "--since", "soon"])
        .must(2)
        .told("--since");
}

#[test]
fn what_failed_and_was_paid_for_is_in_the_usage_too() {
    use super::support::endpoint::{Endpoint, completion, reply};
    use super::support::story::story;
    let endpoint = Endpoint::start(|_| reply(200, &completion("I'm sorry, but I can't help.")));
    let desk = Desk::with(vec![story(0)], endpoint);
    desk.usual(&[]).must(4);
    let ledger = json(&desk.alih(&["usage", "--format", "json"]).must(0).stdout);
    assert_eq!(ledger["total"]["requests"], desk.endpoint.count());
    assert!(ledger["total"]["tokens_out"].as_u64().unwrap() >= 300);
}

#[test]
fn what_is_remembered_can_be_seen_and_forgotten() {
    let desk = Desk::new(4);
    let empty = json(&desk.alih(&["memory", "--format", "json"]).must(0).stdout);
    assert_eq!(empty["answers"], 0);
    assert!(!desk.path(".local").exists());
    desk.run(&["berita.jsonl"]).must(0);
    let shown = json(&desk.alih(&["memory", "--format", "json"]).must(0).stdout);
    assert_eq!(shown["answers"], 4);
    assert!(shown["file"].as_str().unwrap().ends_with("alih/memory.db"));
    desk.alih(&["memory", "forget"]).must(2);
    let kept = desk
        .alih(&["memory", "forget", "--older-than", "30"])
        .must(0);
    assert_eq!(kept.stdout, b"0 answers forgotten\n");
    let gone = desk.alih(&["memory", "forget", "--all"]).must(0);
    assert_eq!(gone.stdout, b"4 answers forgotten\n");
    desk.run(&["berita.jsonl"]).must(0);
    assert_eq!(desk.endpoint.count(), 8);
}
