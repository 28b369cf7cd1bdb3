//! The program in `examples/embed.rs`, and what it shows.

#[path = "../examples/embed.rs"]
mod example;
mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use alih::article::RawArticle;
use alih::desk::{Opening, OpeningError};
use alih::halt::Cause;
use alih::line::Event;
use alih::memory::Memory;
use alih::outcome::{Outcome, ReasonKind};
use alih::settings::Environment;
use support::KEY;
use support::endpoint::{Endpoint, good, reply};
use support::story::story;

#[test]
fn the_example_is_short_and_runs() {
    assert!(include_str!("../examples/embed.rs").lines().count() < 30);
    example::main().unwrap();
}

fn configuration(endpoint: &Endpoint) -> String {
    format!(
        "use = \"desk\"\n[endpoint.desk]\nbase_url = \"{}\"\nmodel = \"mock\"\nkey_env = \"DESK_KEY\"\n",
        endpoint.base_url
    )
}

fn environment() -> Environment {
    Environment {
        variables: vec![("DESK_KEY".to_owned(), KEY.to_owned())],
        ..Environment::default()
    }
}

fn article(number: usize) -> RawArticle {
    RawArticle {
        id: Some(story(number).id),
        text: story(number).text(),
        ..RawArticle::default()
    }
}

#[tokio::test]
async fn progress_memory_and_cancellation() {
    let known = [story(0), story(1)];
    let failures = AtomicUsize::new(0);
    let endpoint = Endpoint::start(move |request| {
        if failures.fetch_add(1, Ordering::SeqCst) == 0 {
            let overloaded = reply(503, &serde_json::json!({"error": {"message": "busy"}}));
            return support::endpoint::with_header(overloaded, "retry-after", "0");
        }
        good(request, &known)
    });
    let home = tempfile::tempdir().unwrap();
    let (memory, _) = Memory::open(&home.path().join("memory.db")).unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let desk = Opening::configured(&configuration(&endpoint), environment())
        .unwrap()
        .remembering(memory)
        .watched(move |event| {
            let kind = match event {
                Event::Answered { status, .. } => status.to_string(),
                Event::Retrying { .. } => "again".to_owned(),
                other => format!("{other:?}"),
            };
            told.lock().unwrap().push(kind);
        })
        .open()
        .unwrap();
    let record = desk.article(article(0)).await;
    assert_eq!(record.outcome, Outcome::Ok);
    assert!(seen.lock().unwrap().contains(&"again".to_owned()));
    assert!(seen.lock().unwrap().contains(&"200".to_owned()));

    desk.halt.stop(Cause::Interrupt);
    let asked = endpoint.count();
    let record = desk.article(article(1)).await;
    assert_eq!(record.reason.unwrap().kind, ReasonKind::Interrupted);
    let record = desk.article(article(0)).await;
    assert_eq!(record.outcome, Outcome::Ok, "it is remembered");
    assert_eq!(endpoint.count(), asked);
}

#[test]
fn a_configuration_that_cannot_work_is_an_error() {
    let opened = |text: &str| Opening::configured(text, environment()).err();
    assert!(matches!(opened("use ="), Some(OpeningError::Toml(_))));
    assert!(matches!(
        opened("use = \"nobody\""),
        Some(OpeningError::Settings(_))
    ));
}
