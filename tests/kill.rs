//! Killed at any moment, started again: every article once, and only what
//! was under way is paid for twice.
//!
//! The test kills a dozen times; for the full figure:
//! `KILLS=200 ARTICLES=500 cargo test --release --test kill -- --nocapture`

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;
use support::endpoint::{Endpoint, completion, faithful, reply};
use support::process::{Running, until};
use support::story::{Story, story};
use support::{results, write_lines};

const WIDTH: usize = 4;
/// What a reply takes: slow enough to be killed while it is on its way.
const LATENCY: Duration = Duration::from_millis(8);

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// An endpoint that counts the answers it worked out, whether or not anybody
/// was left to hear them.
fn endpoint(stories: Vec<Story>) -> (Endpoint, Arc<AtomicUsize>) {
    let paid = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&paid);
    let endpoint = Endpoint::start(move |request| {
        std::thread::sleep(LATENCY);
        let answer = reply(200, &completion(&faithful(request, &stories)));
        counter.fetch_add(1, Ordering::SeqCst);
        answer
    });
    (endpoint, paid)
}

fn run(home: &std::path::Path, endpoint: &Endpoint, more: &[&str]) -> Running {
    let width = WIDTH.to_string();
    let usual = ["berita.jsonl", "-o", "hasil.jsonl", "--width", &width];
    Running::start(home, &endpoint.base_url, &[&usual[..], more].concat())
}

/// Each article's translation, by its id; an id that stands twice fails.
fn translations(path: &std::path::Path) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for record in results(path) {
        assert_eq!(record["outcome"], "ok", "{record}");
        let id = record["id"].as_str().unwrap().to_owned();
        let before = found.insert(id, record["translation"].clone());
        assert!(before.is_none(), "{} stands twice", record["id"]);
    }
    found
}

#[test]
fn row_41_killed_at_random_moments_the_result_is_the_same_and_nothing_is_paid_twice() {
    let (kills, articles) = (number("KILLS", 12), number("ARTICLES", 120));
    let stories: Vec<Story> = (0..articles).map(story).collect();
    let home = tempfile::tempdir().unwrap();
    write_lines(&home.path().join("berita.jsonl"), &stories);
    let output = home.path().join("hasil.jsonl");
    let (endpoint, paid) = endpoint(stories);

    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 0..kills {
        let mut running = run(home.path(), &endpoint, &[]);
        // While it starts, or some requests later; never so late that
        // nothing is left for the last round.
        let requests = match random.u8(..3) {
            0 => 0,
            _ => random.usize(1..=(articles / kills).max(1)),
        };
        let before = endpoint.count();
        until("the moment", || {
            endpoint.count() >= before + requests || running.has_ended()
        });
        for _ in 0..random.u32(0..200_000) {
            std::hint::spin_loop();
        }
        running.kill();
        println!(
            "killed {} after {} answers",
            round + 1,
            paid.load(Ordering::SeqCst)
        );
    }
    let (code, _, told) = run(home.path(), &endpoint, &[]).ended();
    assert_eq!(code, 0, "{told}");
    let paid = paid.load(Ordering::SeqCst);
    println!("{articles} articles, {kills} kills: {paid} answers were paid for");
    assert!(paid >= articles);
    assert!(paid <= articles + WIDTH * kills, "{paid}");

    let killed = translations(&output);
    assert_eq!(killed.len(), articles);
    std::fs::remove_file(&output).unwrap();
    let (code, _, told) = run(home.path(), &endpoint, &["--no-memory"]).ended();
    assert_eq!(code, 0, "{told}");
    assert_eq!(killed, translations(&output));
}
