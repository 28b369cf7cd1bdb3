//! Signals, and a reader that goes away.

use std::io::{BufRead, BufReader};

use super::Desk;
use super::support::endpoint::{Endpoint, good};
use super::support::process::{Gate, Running, until};
use super::support::story::{Story, story};
use super::support::{ids, results};

/// An endpoint that answers so many requests at once, and the others when
/// the gate is open.
fn held_after(free: usize) -> (Desk, Gate) {
    let stories: Vec<Story> = (0..30).map(story).collect();
    let known = stories.clone();
    let gate = Gate::default();
    let own = gate.clone();
    let endpoint = Endpoint::start(move |request| {
        if request.number >= free {
            own.pass();
        }
        good(request, &known)
    });
    (Desk::with(stories, endpoint), gate)
}

fn start(desk: &Desk, more: &[&str]) -> Running {
    let arguments = [&["berita.jsonl", "--width", "2"], more].concat();
    Running::start(desk.home(), &desk.endpoint.base_url, &arguments)
}

#[test]
fn row_42_a_signal_lets_work_under_way_end_and_says_what_is_left() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let (desk, gate) = held_after(3);
        let run = start(&desk, &["-o", "hasil.jsonl"]);
        until("five requests", || desk.endpoint.count() == 5);
        run.signal(signal);
        until("the announcement", || run.told().contains("stopping"));
        gate.open();
        let (ended, _, told) = run.ended();
        assert_eq!(ended, code, "{told}");
        assert_eq!(desk.endpoint.count(), 5);
        assert!(told.contains("stopped by a signal"), "{told}");
        assert!(told.contains("not begun"), "{told}");
        let ok = |record: &serde_json::Value| record["outcome"] == "ok";
        let records = results(&desk.path("hasil.jsonl"));
        assert_eq!(records.iter().filter(|record| ok(record)).count(), 5);

        desk.usual(&[]).must(0);
        assert_eq!(desk.endpoint.count(), 30);
        let mut found = ids(&desk.path("hasil.jsonl"));
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 30);
    }
}

#[test]
fn row_42_the_second_signal_ends_it_at_once() {
    let (desk, _gate) = held_after(0);
    let run = start(&desk, &["-o", "hasil.jsonl"]);
    until("two requests", || desk.endpoint.count() == 2);
    run.signal("INT");
    until("the announcement", || run.told().contains("stopping"));
    run.signal("INT");
    let began = std::time::Instant::now();
    let (code, _, told) = run.ended();
    assert_eq!(code, 130, "{told}");
    assert!(began.elapsed().as_secs() < 5);
}

#[test]
fn row_45_when_nobody_reads_any_more_nothing_more_is_paid_for() {
    let (desk, _gate) = held_after(1);
    // Which article is asked first is not certain.
    let mut run = start(&desk, &["--unordered"]);
    let mut first = String::new();
    let mut stdout = BufReader::new(run.stdout());
    stdout.read_line(&mut first).unwrap();
    assert!(first.contains("\"id\":\"cerita-"), "{first}");
    until("two more requests", || desk.endpoint.count() == 3);
    drop(stdout);
    // The endpoint answers none of them: nothing is written that could fail.
    let (code, _, told) = run.ended();
    assert_eq!(code, 0, "{told}");
    assert_eq!(desk.endpoint.count(), 3);
}
