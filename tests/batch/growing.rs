//! A crawler that adds to the input while it is read.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use alih::input::lines::ReadOptions;
use alih::intake::{self, Found, Reading};

use super::Desk;
use super::support::ids;
use super::support::process::{Running, until};
use super::support::story::{Story, story};

/// More than the reader has in hand while the first article waits.
const MANY: usize = 300;

fn add(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn an_id_that_was_added_while_the_file_was_read_stood_twice_in_the_output() {
    let stories: Vec<Story> = (0..MANY).map(story).collect();
    let mut known = stories.clone();
    known.push(story(MANY));
    let (desk, gate) = Desk::gated(stories, known);
    let usual = ["berita.jsonl", "-o", "hasil.jsonl"];
    let running = Running::start(desk.home(), &desk.endpoint.base_url, &usual);
    until("a request", || desk.endpoint.count() > 0);
    let new = story(MANY).json() + "\n";
    let again = story(0).json() + "\n";
    add(&desk.path("berita.jsonl"), &format!("{new}{again}"));
    gate.open();
    let (code, _, told) = running.ended();
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("has grown since the run began"), "{told}");
    let done = ids(&desk.path("hasil.jsonl"));
    assert_eq!(done.len(), MANY);

    desk.usual(&[]).must(0).told("the same article came before");
    let mut done = ids(&desk.path("hasil.jsonl"));
    done.sort();
    done.dedup();
    assert_eq!(done.len(), MANY + 1);
    assert_eq!(desk.endpoint.count(), MANY + 1);
}

/// The places of the articles and of everything else, of a file of which so
/// many bytes were there at first.
fn read(name: &str, first: &str, later: &str) -> (Vec<String>, Vec<String>) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(name);
    std::fs::write(&path, first).unwrap();
    let places = intake::places(&[path.display().to_string()], None).unwrap();
    let options = ReadOptions::default();
    let survey = intake::survey(&places, &options).unwrap();
    add(&path, later);
    let reading = Reading::new(options, None, None).surveyed(survey.as_ref());
    let (mut articles, mut others) = (Vec::new(), Vec::new());
    for item in intake::items(places, reading) {
        let place = item.place.replace(&path.display().to_string(), "");
        match item.found {
            Found::Article(article) => articles.push(article.id().unwrap().to_owned()),
            Found::Bad(_) => others.push(format!("bad{place}")),
            Found::Nothing => others.push(item.note.unwrap_or_default()),
        }
    }
    (articles, others)
}

#[test]
fn half_a_line_is_no_article_yet() {
    let grown = "it has grown since the run began; the same command again does the rest";
    let lines = [story(0), story(1)].map(|story| story.json() + "\n");
    let all = lines.concat();
    let row = "id,title,text\nx-1,Judul,Isi berita yang panjang.\nx-2,Judul,Isi berita lain.\n";
    let half = |text: &str| text.len() - 9;
    for (name, text, cut, articles, others) in [
        (
            "a.jsonl",
            all.as_str(),
            half(&all),
            &["cerita-0"][..],
            &[grown][..],
        ),
        ("a.jsonl", &all, lines[0].len(), &["cerita-0"], &[grown]),
        ("a.jsonl", &all, all.len(), &["cerita-0", "cerita-1"], &[]),
        ("a.jsonl", &all, all.len() - 1, &["cerita-0"], &[grown]),
        ("a.csv", row, half(row), &["x-1"], &[grown]),
        ("a.csv", row, row.len(), &["x-1", "x-2"], &[]),
    ] {
        let (first, later) = text.split_at(cut);
        let found = read(name, first, later);
        assert_eq!(found.0, articles, "{name} at {cut}");
        assert_eq!(found.1, others, "{name} at {cut}");
    }
}
