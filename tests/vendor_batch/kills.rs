//! Kills at every step.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Desk;
use super::support::endpoint::Answer;
use super::support::process::until;
use super::support::story::{Story, story};
use super::vendor::{Kind, Vendor};

/// A desk whose vendor does what it is asked and then says nothing, at the
/// request with this in its target, until it is told to talk.
fn silent_at(kind: Kind, target: &'static str, count: usize) -> (Desk, Arc<AtomicUsize>) {
    let stories: Vec<Story> = (0..count).map(story).collect();
    let met = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&met);
    let silent = AtomicBool::new(true);
    let vendor = Vendor::with(kind, &stories, move |request, answer| {
        if request.target.starts_with(target) && silent.swap(false, Ordering::SeqCst) {
            seen.store(1, Ordering::SeqCst);
            // Nobody is there to hear the answer.
            std::thread::park_timeout(std::time::Duration::from_secs(30));
            return Answer::Close;
        }
        answer
    });
    (Desk::with(stories, vendor), met)
}

fn killed(desk: &Desk, arguments: &[&str], met: &AtomicUsize) {
    let mut child = desk
        .command(arguments)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    until("the request", || met.load(Ordering::SeqCst) == 1);
    child.kill().unwrap();
    child.wait().unwrap();
}

const SUBMIT: [&str; 5] = ["batch", "submit", "berita.jsonl", "--endpoint", "desk"];
const COLLECT: [&str; 4] = ["batch", "collect", "-o", "hasil.jsonl"];

#[test]
fn a_submission_that_is_killed_at_any_step_orders_once() {
    for (kind, target) in [
        (Kind::OpenAi, "POST /v1/files"),
        (Kind::OpenAi, "POST /v1/batches"),
        (Kind::Mistral, "POST /v1/files"),
        (Kind::Mistral, "POST /v1/batch/jobs"),
        (Kind::Anthropic, "POST /v1/messages/batches"),
        (Kind::Gemini, "POST /v1beta/models"),
    ] {
        let (desk, met) = silent_at(kind, target, 10);
        killed(&desk, &SUBMIT, &met);
        desk.submit(&[]).must(0).told("10 under way already");
        assert_eq!(desk.vendor.sizes().len(), 1, "{target}");
        desk.vendor.end();
        desk.collect().must(0);
        desk.each_id_once();
    }
}

#[test]
fn an_order_that_never_arrived_is_made_again() {
    for kind in Kind::ALL {
        let stories: Vec<Story> = (0..4).map(story).collect();
        let vendor = Vendor::start(kind, &stories);
        let books = Arc::clone(&vendor.books);
        // The vendor forgets the first order, and the connection breaks.
        let first = AtomicBool::new(true);
        let lossy = Vendor::with(kind, &stories, move |request, answer| {
            let is_order = request.target.starts_with("POST") && !request.target.contains("/files");
            if is_order && first.swap(false, Ordering::SeqCst) {
                books.lock().unwrap().ended = true;
                return Answer::Close;
            }
            answer
        });
        let desk = Desk::with(stories, lossy);
        let ended = desk.submit(&[]).must(4);
        ended.told("it is not known whether the vendor took the batch");
        desk.vendor.books.lock().unwrap().batches.clear();
        desk.submit(&[]).must(0).told("going on with batch");
        assert_eq!(desk.vendor.sizes().len(), 1, "{kind:?}");
        desk.vendor.end();
        desk.collect().must(0);
        desk.each_id_once();
    }
}

#[test]
fn a_collection_that_is_killed_while_it_fetches_is_made_again() {
    for (kind, target) in [
        (Kind::OpenAi, "GET /v1/batches/b-0"),
        (Kind::OpenAi, "GET /v1/files/good-0"),
        (Kind::Anthropic, "GET /v1/messages/batches/b-0/results"),
    ] {
        let (desk, met) = silent_at(kind, target, 10);
        desk.submit(&[]).must(0);
        desk.vendor.end();
        killed(&desk, &COLLECT, &met);
        desk.collect().must(0);
        desk.each_id_once();
    }
}

#[test]
fn a_collection_that_is_killed_while_it_writes_is_made_again() {
    let desk = Desk::new(Kind::OpenAi, 60);
    desk.submit(&[]).must(0);
    desk.vendor.end();
    for _ in 0..10 {
        let mut child = desk
            .command(&COLLECT)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let path = desk.path("hasil.jsonl");
        let length = |_: &()| std::fs::metadata(&path).map_or(0, |found| found.len());
        let before = length(&());
        until("a result", || {
            length(&()) > before || child.try_wait().unwrap().is_some()
        });
        let _ = child.kill();
        child.wait().unwrap();
    }
    desk.collect().must(0);
    desk.each_id_once();
    let logged = desk.run(&["usage", "--format", "json"]).must(0).stdout;
    let logged: serde_json::Value = serde_json::from_str(&logged).unwrap();
    assert_eq!(logged["rows"][0]["requests"], 60);
    assert_eq!(desk.vendor.sizes(), [60]);
}

/// The figure for a thousand: submitted, killed, collected.
#[test]
#[ignore = "takes a while; a figure, not a guard"]
fn a_thousand_submitted_killed_and_collected() {
    for kind in Kind::ALL {
        let target = match kind {
            Kind::OpenAi => "POST /v1/batches",
            Kind::Mistral => "POST /v1/batch/jobs",
            Kind::Anthropic => "POST /v1/messages/batches",
            Kind::Gemini => "POST /v1beta/models",
        };
        let (desk, met) = silent_at(kind, target, 1_000);
        desk.vendor.books.lock().unwrap().expires = Some(9);
        killed(&desk, &SUBMIT, &met);
        desk.submit(&[]).must(0).told("1,000 under way already");
        desk.vendor.end();
        let began = std::time::Instant::now();
        let first = desk.collect().must(3);
        println!(
            "{kind:?}: collected in {:?}: {}",
            began.elapsed(),
            first.stderr.lines().last().unwrap_or_default()
        );
        desk.each_id_once();
        println!("{}", desk.submit(&[]).must(0).stdout);
        desk.collect().must(0);
        desk.each_id_once();
        println!("{kind:?}: batches {:?}", desk.vendor.sizes());
    }
}
