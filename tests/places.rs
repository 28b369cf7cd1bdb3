//! A place among the requests under way: who holds it, and until when.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use alih::article::{RawArticle, Record};
use alih::desk::{Desk, Opening};
use alih::line::Event;
use alih::memory::Memory;
use alih::outcome::Outcome;
use alih::settings::Environment;
use rusqlite::Connection;
use support::endpoint::{Endpoint, good};
use support::process::Gate;
use support::story::story;

/// Long enough for any machine; nothing waits so long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// An endpoint that is asked one thing at a time.
fn opening(endpoint: &Endpoint) -> Opening {
    let configuration = format!(
        "use = 'desk'\n[endpoint.desk]\nbase_url = '{}'\nmodel = 'mock'\nwidth = 1\n",
        endpoint.base_url
    );
    Opening::configured(&configuration, Environment::default()).unwrap()
}

async fn article(desk: Arc<Desk>, number: usize) -> Record {
    let story = story(number);
    let article = RawArticle {
        text: story.text(),
        id: Some(story.id),
        ..RawArticle::default()
    };
    desk.article(article).await
}

#[tokio::test]
async fn who_stops_waiting_for_an_article_gives_its_place_back() {
    let gate = Gate::default();
    let own = gate.clone();
    let endpoint = Endpoint::start(move |request| {
        own.pass();
        good(request, &[story(0), story(1)])
    });
    let desk = opening(&endpoint).open().unwrap();
    let first = tokio::spawn(article(Arc::clone(&desk), 0));
    while endpoint.count() == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    gate.open();
    let second = tokio::time::timeout(PATIENCE, article(desk, 1)).await;
    assert_eq!(second.unwrap().outcome, Outcome::Ok);
}

/// Killed at that moment, a run would pay for one more answer than it has
/// places.
#[tokio::test]
async fn an_answer_keeps_its_place_until_it_is_stored() {
    let endpoint = Endpoint::start(|request| good(request, &[story(0), story(1)]));
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("memory.db");
    let (memory, _) = Memory::open(&file).unwrap();
    let answered = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&answered);
    let watch = move |event: &Event| {
        if matches!(event, Event::Answered { .. }) {
            told.fetch_add(1, Ordering::SeqCst);
        }
    };
    let desk = opening(&endpoint).remembering(memory).watched(watch);
    let desk = desk.open().unwrap();

    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let both = [0, 1].map(|number| tokio::spawn(article(Arc::clone(&desk), number)));
    while answered.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(endpoint.count(), 1, "the other process still writes");
    other.execute_batch("COMMIT").unwrap();
    for article in both {
        let record = tokio::time::timeout(PATIENCE, article).await;
        assert_eq!(record.unwrap().unwrap().outcome, Outcome::Ok);
    }
    assert_eq!(endpoint.count(), 2);
}
