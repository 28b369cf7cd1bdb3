//! A translation engine remembers by part.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::support::endpoint::{Answer, Endpoint, Request, reply};
use super::support::story::{Story, story};
use super::support::{alih, results, write_lines};
use super::{Desk, Ended};

const ADDED: (&str, &str) = (
    "Pemerintah daerah menyalurkan bantuan makanan kepada warga yang mengungsi.",
    "The local government distributed food aid to residents who had taken refuge.",
);

fn engine(stories: Vec<Story>) -> Endpoint {
    Endpoint::start(move |request| answer(request, &stories))
}

fn answer(request: &Request, stories: &[Story]) -> Answer {
    let known: HashMap<&str, &str> = stories
        .iter()
        .flat_map(|story| &story.parts)
        .map(|(id, en)| (id.as_str(), en.as_str()))
        .chain([ADDED])
        .collect();
    let texts: Vec<Value> = texts_of(request)
        .iter()
        .map(|text| json!(known.get(text.as_str()).unwrap_or(&"(unknown text)")))
        .collect();
    reply(200, &json!({"translatedText": texts}))
}

fn texts_of(request: &Request) -> Vec<String> {
    let body = request.json();
    let texts = body["q"].as_array().cloned().unwrap_or_default();
    texts
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

fn run(desk: &Desk, more: &[&str]) -> Ended {
    let output = alih(desk.home())
        .args(["translate", "berita.jsonl", "-o", "hasil.jsonl"])
        .args(["--endpoint", "libretranslate"])
        .args(["--base-url", desk.endpoint.root()])
        .args(more)
        .output()
        .unwrap();
    Ended::of(output)
}

#[test]
fn of_a_hundred_articles_only_the_changed_paragraph_is_sent() {
    let stories: Vec<Story> = (0..100).map(story).collect();
    let desk = Desk::with(stories.clone(), engine(stories.clone()));
    assert_eq!(run(&desk, &[]).code, 0);
    let before = desk.endpoint.count();

    let mut changed = stories;
    changed[41].parts[3] = (ADDED.0.to_owned(), ADDED.1.to_owned());
    write_lines(&desk.path("berita.jsonl"), &changed);
    run(&desk, &[]).must(0).told("99 already in the output");
    let asked: Vec<String> = desk.endpoint.requests()[before..]
        .iter()
        .flat_map(texts_of)
        .collect();
    assert_eq!(asked, [ADDED.0]);

    let records = results(&desk.path("hasil.jsonl"));
    assert_eq!(records.len(), 100);
    let record = records
        .iter()
        .find(|record| record["id"] == "cerita-41")
        .unwrap();
    assert_eq!(
        record["provenance"]["parts_from_memory"],
        json!(["title", "p1", "p2"])
    );
    assert_eq!(record["translation"]["parts"][2]["text"], ADDED.1);
}

#[test]
fn a_limit_on_characters_holds() {
    let stories: Vec<Story> = (0..10).map(story).collect();
    let desk = Desk::with(stories.clone(), engine(stories));
    run(&desk, &["--max-characters", "800", "--width", "1"])
        .must(6)
        .told("--max-characters");
    assert!(desk.endpoint.count() <= 3, "{}", desk.endpoint.count());
}

#[test]
fn an_estimate_counts_the_characters_that_would_be_sent() {
    let stories: Vec<Story> = (0..4).map(story).collect();
    let desk = Desk::with(stories.clone(), engine(stories.clone()));
    let estimate = || -> Value {
        let ended = run(&desk, &["--estimate", "--format", "json"]).must(0);
        serde_json::from_slice(&ended.stdout).unwrap()
    };
    let characters: usize = stories
        .iter()
        .flat_map(|story| &story.parts)
        .map(|(text, _)| text.chars().count())
        .sum();
    assert_eq!(estimate()["characters"], characters);
    assert_eq!(desk.endpoint.count(), 0);
    let told = run(&desk, &[]);
    assert!(told.code == 0, "{}", told.stderr);
    std::fs::remove_file(desk.path("hasil.jsonl")).unwrap();
    assert_eq!(estimate()["characters"], 0);
    assert_eq!(estimate()["from_memory"], 4);
}

#[test]
fn an_engine_too_is_asked_once_for_a_story_of_several_outlets() {
    let outlet = |number: usize| Story {
        id: format!("media-{number}"),
        ..story(0)
    };
    let desk = Desk::with((0..12).map(outlet).collect(), engine(vec![story(0)]));
    run(&desk, &["--width", "8"])
        .must(0)
        .told("12 done, 11 from memory, 1 request");
}
