//! A fault of the program itself ends one article, never the run.

mod support;

use std::path::Path;
use std::sync::Arc;

use alih::article::{Metadata, RawArticle};
use alih::clean::{Block, BlockKind};
use alih::desk::{Desk, Opening};
use alih::earlier::Earlier;
use alih::halt::Cause;
use alih::input::html::{Page, Verdict};
use alih::intake::{Found, Item};
use alih::line::Event;
use alih::manuscript::{Manuscript, WebStory};
use alih::outcome::{Exit, ReasonKind};
use alih::report::{Report, Strictness};
use alih::run::{Job, Observer, Order, run};
use alih::settings::Environment;
use alih::sink::Sink;
use serde_json::json;
use support::endpoint::{Answer, Endpoint, Request, good, question, reply};
use support::results;
use support::story::{Story, story};

struct Quiet;

impl Observer for Quiet {
    fn tick(&mut self, _: &Report) {}
    fn note(&mut self, _: &str) {}
}

/// A desk with a fault: whoever is told of a second try breaks down.
fn broken_desk(endpoint: &Endpoint) -> Arc<Desk> {
    let told = |event: &Event| {
        assert!(!matches!(event, Event::Retrying { .. }), "a fault");
    };
    opening(endpoint).watched(told).open().unwrap()
}

fn opening(endpoint: &Endpoint) -> Opening {
    let configuration = format!(
        "use = 'desk'\n[endpoint.desk]\nbase_url = '{}'\nmodel = 'mock'\n",
        endpoint.base_url
    );
    Opening::configured(&configuration, Environment::default()).unwrap()
}

fn item(story: &Story) -> Item {
    let article = RawArticle {
        id: Some(story.id.clone()),
        text: story.text(),
        ..RawArticle::default()
    };
    found(story, Manuscript::Text(Box::new(article)))
}

fn found(story: &Story, manuscript: Manuscript) -> Item {
    Item {
        place: story.id.clone(),
        found: Found::Article(manuscript),
        note: None,
        announced: None,
    }
}

/// Cleaning counts on from where a block begins, which here is past counting:
/// a fault wherever sums are checked, as they are in builds for development.
fn uncountable(story: &Story) -> Item {
    let block = |(text, _): &(String, String)| Block {
        kind: BlockKind::Paragraph,
        text: format!("{text}\nBaca juga: Harga Cabai Turun"),
        at: usize::MAX,
    };
    let page = Page {
        title: None,
        metadata: Metadata::default(),
        blocks: story.parts.iter().map(block).collect(),
        verdict: Verdict::Article,
        removed: Vec::new(),
    };
    let id = Some(story.id.clone());
    let file = None;
    found(
        story,
        Manuscript::Web(Box::new(WebStory { id, file, page })),
    )
}

async fn ran(
    home: &Path,
    desk: Arc<Desk>,
    items: impl Iterator<Item = Item> + Send + 'static,
) -> (Exit, Option<Cause>) {
    let (sink, held) = Sink::open(&home.join("hasil.jsonl"), None, Earlier::Continue).unwrap();
    let halt = Arc::clone(&desk.halt);
    let job = Job {
        desk,
        sink,
        held,
        order: Order::Input,
        halt: Arc::clone(&halt),
        expected: None,
        survey: None,
    };
    let report = run(job, items, &mut Quiet).await;
    let cause = halt.cause().cloned();
    (report.exit(cause.as_ref(), Strictness::Lenient), cause)
}

/// The articles without a result, and all ids in their order.
fn written(home: &Path) -> (Vec<String>, Vec<String>) {
    let records = results(&home.join("hasil.jsonl"));
    let id = |record: &serde_json::Value| record["id"].as_str().unwrap().to_owned();
    let failed = records
        .iter()
        .filter(|record| record["outcome"] == "failed");
    for record in failed.clone() {
        assert_eq!(record["reason"]["kind"], ReasonKind::Fault.name());
        support::holds_to_schema(record);
    }
    (failed.map(id).collect(), records.iter().map(id).collect())
}

fn holds(request: &Request, story: &Story) -> bool {
    let (_, parts) = question(request);
    parts.iter().any(|(_, text)| *text == story.parts[0].0)
}

fn busy() -> Answer {
    reply(503, &json!({"error": {"message": "busy"}}))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_that_breaks_down_is_a_line_and_the_others_keep_their_order() {
    let stories: Vec<Story> = (0..60).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| {
        match [3, 17].iter().any(|at| holds(request, &known[*at])) {
            true => busy(),
            false => good(request, &known),
        }
    });
    let home = tempfile::tempdir().unwrap();
    let ids: Vec<String> = stories.iter().map(|story| story.id.clone()).collect();
    let faults: &[usize] = match cfg!(debug_assertions) {
        true => &[3, 9, 17],
        false => &[3, 17],
    };
    let named: Vec<String> = faults.iter().map(|at| ids[*at].clone()).collect();

    let mut items: Vec<Item> = stories.iter().map(item).collect();
    items[9] = uncountable(&stories[9]);
    let (exit, cause) = ran(home.path(), broken_desk(&endpoint), items.into_iter()).await;
    assert_eq!((exit, cause), (Exit::SomeFailed, None));
    assert_eq!(written(home.path()), (named, ids.clone()));

    // A version without the fault does these, and no other.
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| good(request, &known));
    let items: Vec<Item> = stories.iter().map(item).collect();
    let mended = opening(&endpoint).open().unwrap();
    let (exit, _) = ran(home.path(), mended, items.into_iter()).await;
    let (failed, mut all) = written(home.path());
    all.sort();
    let mut expected = ids;
    expected.sort();
    assert_eq!((exit, failed, all), (Exit::Done, Vec::new(), expected));
    assert_eq!(endpoint.count(), faults.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_input_that_breaks_its_reader_is_no_success() {
    let stories: Vec<Story> = (0..9).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| good(request, &known));
    let home = tempfile::tempdir().unwrap();
    let items = stories.into_iter().enumerate().map(|(number, story)| {
        assert!(number < 5, "a fault");
        item(&story)
    });
    let desk = opening(&endpoint).open().unwrap();
    let (exit, cause) = ran(home.path(), desk, items).await;
    assert_eq!(exit, Exit::Fault);
    assert!(matches!(cause, Some(Cause::Fault(_))), "{cause:?}");
    let (failed, all) = written(home.path());
    assert_eq!((failed.len(), all.len()), (0, 5));
}

#[tokio::test]
async fn a_library_is_given_a_record_and_no_panic() {
    let endpoint = Endpoint::start(|_| busy());
    let story = story(1);
    let article = RawArticle {
        id: Some(story.id.clone()),
        text: story.text(),
        ..RawArticle::default()
    };
    let record = broken_desk(&endpoint).article(article).await;
    assert_eq!(record.id, story.id);
    assert_eq!(record.reason.unwrap().kind, ReasonKind::Fault);
    assert!(!record.source.parts.is_empty(), "what was read is kept");
}
