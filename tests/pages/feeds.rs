//! Feeds: each entry once, and none lost.

use serde_json::json;

use crate::support::endpoint::{Endpoint, good, question, reply};
use crate::support::site::{Text, document, feed, long_story, outlet, pages_asked};
use crate::support::story::{Story, story};
use crate::support::{KEY, alih, records, stderr, translate};
use crate::{PERMITTED, translator, with_permission};

fn twenty() -> Vec<(Story, Text)> {
    (0..20)
        .map(|number| match number % 2 {
            0 => (long_story(number), Text::InFeed),
            _ => (story(number), Text::OnPage),
        })
        .collect()
}

#[test]
fn a_feed_is_done_once_and_costs_nothing_the_second_time() {
    let stories = twenty();
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());

    let first = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert!(
        stderr(&first).contains("20 entries, 20 new"),
        "{}",
        stderr(&first)
    );
    let done = records(&first.stdout);
    assert_eq!(done.len(), 20);
    for (record, (story, _)) in done.iter().zip(&stories) {
        let link = format!("{}/berita/{}", site.root(), story.id);
        assert_eq!(record["id"], link.as_str());
        assert_eq!(record["source"]["url"], link.as_str());
        assert_eq!(record["source"]["title"], story.parts[0].0.as_str());
        assert_eq!(
            record["source"]["published"],
            "Mon, 02 Mar 2026 10:00:00 +0700"
        );
        let parts = record["source"]["parts"].as_array().unwrap();
        let texts: Vec<_> = parts
            .iter()
            .map(|part| part["text"].as_str().unwrap())
            .collect();
        let wanted: Vec<_> = story.parts[1..].iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(texts, wanted);
    }
    let asked = pages_asked(&site);
    assert_eq!(asked.len(), 1 + 10, "{asked:?}");
    assert_eq!(endpoint.count(), 20);

    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert!(second.stdout.is_empty());
    assert!(
        stderr(&second).contains("20 entries, none new"),
        "{}",
        stderr(&second)
    );
    assert_eq!(endpoint.count(), 20);
    assert_eq!(pages_asked(&site).len(), 1 + 10 + 1);
}

#[test]
fn without_memory_or_begun_anew_every_entry_is_new() {
    let stories = vec![(story(1), Text::OnPage), (long_story(2), Text::InFeed)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    for arguments in [
        &[address.as_str()][..],
        &[&address, "--no-memory"],
        &[&address, "--fresh"],
    ] {
        let output = with_permission(home.path(), &endpoint.base_url, arguments);
        assert_eq!(
            records(&output.stdout).len(),
            2,
            "{arguments:?} {}",
            stderr(&output)
        );
    }
    assert_eq!(endpoint.count(), 6);
}

#[test]
fn an_entry_whose_article_failed_is_done_again() {
    let stories = vec![(story(1), Text::OnPage), (long_story(2), Text::InFeed)];
    let known: Vec<Story> = stories.iter().map(|(story, _)| story.clone()).collect();
    let poison = known[1].parts[0].0.clone();
    let site = outlet(stories.clone());
    let failing = Endpoint::start(move |request| {
        if question(request).1.iter().any(|(_, text)| *text == poison) {
            return reply(400, &json!({"error": {"message": "poison"}}));
        }
        good(request, &known)
    });
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let first = with_permission(home.path(), &failing.base_url, &[&address]);
    assert_eq!(first.status.code(), Some(3), "{}", stderr(&first));

    let endpoint = translator(&stories);
    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert!(
        stderr(&second).contains("2 entries, 1 new"),
        "{}",
        stderr(&second)
    );
    assert_eq!(endpoint.count(), 1);
}

/// A failure that the output holds is no reason to forget the entry.
#[test]
fn a_held_failure_of_an_entry_can_be_tried_again() {
    let stories = vec![(story(1), Text::OnPage)];
    let site = outlet(stories.clone());
    let failing = Endpoint::start(|_| reply(400, &json!({"error": {"message": "poison"}})));
    let endpoint = translator(&stories);
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let run = |base_url: &str, more: &[&str]| {
        let arguments = [&[address.as_str(), "-o", "kabar.jsonl"], more].concat();
        with_permission(home.path(), base_url, &arguments)
    };
    assert_eq!(run(&failing.base_url, &[]).status.code(), Some(4));
    let held = run(&endpoint.base_url, &[]);
    assert_eq!(
        (held.status.code(), endpoint.count()),
        (Some(4), 0),
        "{}",
        stderr(&held)
    );
    let again = run(&endpoint.base_url, &["--retry-failed"]);
    assert_eq!(
        (again.status.code(), endpoint.count()),
        (Some(0), 1),
        "{}",
        stderr(&again)
    );
    let seen = run(&endpoint.base_url, &[]);
    assert!(
        stderr(&seen).contains("1 entry, none new"),
        "{}",
        stderr(&seen)
    );
}

/// Nothing is marked as seen before its result is written.
#[test]
fn a_full_disk_loses_no_entry() {
    let stories = vec![(story(1), Text::OnPage)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let first = std::process::Command::new(env!("CARGO_BIN_EXE_alih"))
        .env_clear()
        .env("HOME", home.path())
        .env("OPENAI_API_KEY", KEY)
        .current_dir(home.path())
        .args([
            "translate",
            &address,
            "--endpoint",
            "openai",
            "--model",
            "mock",
        ])
        .args(["--base-url", &endpoint.base_url])
        .args(PERMITTED)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(first.status.code(), Some(1), "{}", stderr(&first));
    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert_eq!(records(&second.stdout).len(), 1);
    assert_eq!(endpoint.count(), 1);
}

#[test]
fn two_feeds_of_an_outlet_share_their_entries() {
    let stories = vec![(story(1), Text::OnPage), (story(2), Text::OnPage)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let again = format!("{}/rss?terkini", site.root());
    let other = Endpoint::start({
        let text = feed(site.root(), &stories);
        move |_| document(200, "text/xml", text.clone())
    });
    let arguments = [address.as_str(), &other.base_url];
    let output = with_permission(home.path(), &endpoint.base_url, &arguments);
    assert_eq!(output.status.code(), Some(0), "{again} {}", stderr(&output));
    assert_eq!(records(&output.stdout).len(), 2);
    assert_eq!(pages_asked(&site).len(), 3);
}

#[test]
fn a_feed_may_be_a_file_or_stdin() {
    let stories = vec![(long_story(2), Text::InFeed)];
    let text = feed("https://kabar.example", &stories);
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("terkini.xml"), &text).unwrap();
    let endpoint = translator(&stories);
    let first = translate(home.path(), &endpoint.base_url, &["terkini.xml"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(
        records(&first.stdout)[0]["id"],
        "https://kabar.example/berita/cerita-2"
    );

    let output = alih(home.path())
        .env("OPENAI_API_KEY", KEY)
        .args(["translate", "-", "--endpoint", "openai", "--model", "mock"])
        .args(["--base-url", &endpoint.base_url])
        .write_stdin(text)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("1 entry, none new"),
        "{}",
        stderr(&output)
    );
    assert_eq!(endpoint.count(), 1);
}
