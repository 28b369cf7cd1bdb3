//! The same command again goes on where the last one ended.

use std::fs;

use super::support::endpoint::{Endpoint, good, reply};
use super::support::story::{Story, story};
use super::support::{ids, results, write_lines};
use super::{Desk, Ended};

fn all_ids(desk: &Desk) -> Vec<String> {
    desk.stories.iter().map(|story| story.id.clone()).collect()
}

#[test]
fn the_same_command_twice_asks_nothing_twice() {
    let desk = Desk::new(20);
    desk.usual(&[]).must(0);
    assert_eq!(desk.endpoint.count(), 20);
    let first = fs::read(desk.path("hasil.jsonl")).unwrap();
    let again = desk.usual(&[]).must(0);
    again.told("the output holds 20 results, which stay");
    again.told("0 done, 20 already in the output, 0 requests");
    assert_eq!(desk.endpoint.count(), 20);
    assert_eq!(fs::read(desk.path("hasil.jsonl")).unwrap(), first);
}

#[test]
fn a_lost_output_is_made_again_from_memory() {
    let desk = Desk::new(10);
    desk.usual(&[]).must(0);
    fs::remove_file(desk.path("hasil.jsonl")).unwrap();
    desk.usual(&[]).must(0).told("10 from memory, 0 requests");
    assert_eq!(desk.endpoint.count(), 10);
    assert_eq!(ids(&desk.path("hasil.jsonl")), all_ids(&desk));
    assert!(
        results(&desk.path("hasil.jsonl"))
            .iter()
            .all(|record| record["provenance"]["from_memory"] == true)
    );
}

#[test]
fn without_memory_everything_is_asked_again() {
    let desk = Desk::new(3);
    for _ in 0..2 {
        desk.run(&["berita.jsonl", "--no-memory"]).must(0);
    }
    assert_eq!(desk.endpoint.count(), 6);
    assert!(!desk.path(".local").exists());
}

#[test]
fn fresh_begins_anew() {
    let desk = Desk::new(3);
    desk.usual(&[]).must(0);
    desk.usual(&["--fresh"]).must(0);
    assert_eq!(desk.endpoint.count(), 6);
    assert_eq!(ids(&desk.path("hasil.jsonl")), all_ids(&desk));
}

#[test]
fn row_41_a_torn_last_line_is_cut_off_and_said() {
    let desk = Desk::new(6);
    desk.usual(&[]).must(0);
    let path = desk.path("hasil.jsonl");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 100]).unwrap();
    let again = desk.usual(&[]).must(0);
    again.told("torn line");
    again.told("the output holds 5 results");
    assert_eq!(ids(&path), all_ids(&desk));
    assert_eq!(desk.endpoint.count(), 6);
}

#[test]
fn a_file_that_is_not_ours_is_not_touched() {
    let desk = Desk::new(2);
    fs::write(desk.path("hasil.jsonl"), "{\"mine\": 1}\n").unwrap();
    desk.usual(&["--fresh"]).must(2).told("line 1");
    assert_eq!(desk.endpoint.count(), 0);
    assert_eq!(
        fs::read(desk.path("hasil.jsonl")).unwrap(),
        b"{\"mine\": 1}\n"
    );
}

#[test]
fn failed_articles_are_tried_again_when_that_is_asked_for() {
    let stories: Vec<Story> = (0..6).map(story).collect();
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| match request.number {
        2 => reply(400, &serde_json::json!({"error": {"message": "poison"}})),
        _ => good(request, &known),
    });
    let desk = Desk::with(stories, endpoint);
    desk.usual(&["--width", "1"]).must(3);
    assert_eq!(desk.endpoint.count(), 6);
    let again = desk.usual(&[]).must(3);
    again.told("6 already in the output, 1 of those failed (--retry-failed");
    assert_eq!(desk.endpoint.count(), 6);
    desk.usual(&["--retry-failed"])
        .must(0)
        .told("1 more were not finished");
    assert_eq!(desk.endpoint.count(), 7);
    let mut found = ids(&desk.path("hasil.jsonl"));
    found.sort();
    assert_eq!(found, all_ids(&desk));
}

#[test]
fn a_changed_article_replaces_its_old_result() {
    let changed = |desk: &Desk, output: &str| {
        let mut stories = desk.stories.clone();
        let id = stories[2].id.clone();
        stories[2] = Story { id, ..story(90) };
        write_lines(&desk.path("berita.jsonl"), &stories);
        desk.run(&["berita.jsonl", "-o", output]).must(0)
    };
    let desk = || {
        let stories: Vec<Story> = (0..5).map(story).collect();
        let mut known = stories.clone();
        known.push(story(90));
        Desk::with(
            stories,
            Endpoint::start(move |request| good(request, &known)),
        )
    };
    let lines = desk();
    lines.usual(&[]).must(0);
    changed(&lines, "hasil.jsonl").told("1 changed since");
    let mut found = ids(&lines.path("hasil.jsonl"));
    found.sort();
    assert_eq!(found, all_ids(&lines));
    assert_eq!(lines.endpoint.count(), 6);
    let houses = |record: &serde_json::Value| record["translation"]["title"].to_string();
    assert!(
        results(&lines.path("hasil.jsonl"))
            .iter()
            .any(|record| houses(record).contains("190"))
    );

    let folder = desk();
    folder.run(&["berita.jsonl", "-o", "hasil/"]).must(0);
    changed(&folder, "hasil/");
    assert_eq!(folder.endpoint.count(), 6);
}

#[test]
fn a_kill_between_a_replacement_and_the_end_leaves_no_double() {
    let desk = Desk::new(4);
    desk.usual(&[]).must(0);
    let path = desk.path("hasil.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let first = text.lines().next().unwrap();
    fs::write(&path, format!("{text}{first}\n")).unwrap();
    desk.usual(&[]).must(0).told("1 older results");
    let mut found = ids(&path);
    found.sort();
    assert_eq!(found, all_ids(&desk));
}

#[test]
fn a_folder_is_continued_too() {
    let desk = Desk::new(8);
    for _ in 0..2 {
        desk.run(&["berita.jsonl", "-o", "hasil/"]).must(0);
    }
    assert_eq!(desk.endpoint.count(), 8);
    assert_eq!(fs::read_dir(desk.path("hasil")).unwrap().count(), 8);
}

#[test]
fn a_failed_article_leaves_no_document_that_counts_as_done() {
    let stories = vec![story(0)];
    let known = stories.clone();
    let endpoint = Endpoint::start(move |request| match request.number {
        0 => reply(400, &serde_json::json!({"error": {"message": "poison"}})),
        _ => good(request, &known),
    });
    let desk = Desk::with(stories, endpoint);
    let run = || -> Ended { desk.run(&["berita.jsonl", "-o", "hasil/", "--format", "markdown"]) };
    run().must(4);
    assert_eq!(fs::read_dir(desk.path("hasil")).unwrap().count(), 0);
    run().must(0);
    assert_eq!(fs::read_dir(desk.path("hasil")).unwrap().count(), 1);
}
