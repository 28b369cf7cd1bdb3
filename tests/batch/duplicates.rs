//! One id, one article: found before anything is paid for.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use alih::input::derive::ContentHash;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::support::endpoint::{Endpoint, good, reply};
use super::support::story::{Story, story};
use super::support::{alih, ids, write_lines};
use super::{Desk, Ended};

fn with_id(number: usize, id: &str) -> Story {
    Story {
        id: id.to_owned(),
        ..story(number)
    }
}

#[test]
fn row_44_one_id_for_two_articles_is_found_before_anything_is_paid_for() {
    let desk = Desk::new(3);
    let twice = [desk.stories[0].clone(), story(1), with_id(2, "cerita-0")];
    write_lines(&desk.path("berita.jsonl"), &twice);
    let ended = desk.usual(&[]).must(2);
    ended.told("berita.jsonl line 1 and berita.jsonl line 3");
    ended.told("\"cerita-0\"");
    assert_eq!(desk.endpoint.count(), 0);
    assert!(!desk.path("hasil.jsonl").exists());
}

#[test]
fn it_is_found_across_files_tables_and_compression() {
    let desk = Desk::new(3);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    writeln!(packed, "{}", with_id(1, "x-1").json()).unwrap();
    fs::write(desk.path("a.jsonl.gz"), packed.finish().unwrap()).unwrap();
    fs::write(
        desk.path("b.csv"),
        "id,title,text\nx-1,Judul,Isi berita lain.\n",
    )
    .unwrap();
    let ended = desk.run(&["a.jsonl.gz", "b.csv"]).must(2);
    ended.told("a.jsonl.gz line 1 and b.csv line 2");
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn files_of_one_name_in_two_folders_are_told_apart_or_refused() {
    let desk = Desk::new(2);
    for (folder, story) in ["a", "b"].iter().zip(&desk.stories) {
        fs::create_dir(desk.path(folder)).unwrap();
        fs::write(desk.path(folder).join("01.txt"), story.text()).unwrap();
    }
    desk.run(&["a", "b"]).must(2).told("a/01.txt and b/01.txt");
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn row_44_the_same_article_twice_is_done_once_and_reported() {
    let desk = Desk::new(2);
    let mut lines: String = desk.stories.iter().map(|own| own.json() + "\n").collect();
    // The same article as another crawl wrote it.
    let again = desk.stories[0]
        .json()
        .replace("\"id\"", "\"crawled\":2,\"id\"");
    lines.push_str(&again);
    fs::write(desk.path("berita.jsonl"), lines).unwrap();
    let ended = desk.usual(&[]).must(0);
    ended.told("berita.jsonl line 3: the same article came before");
    ended.told("1 repeated in the input");
    assert_eq!(desk.endpoint.count(), 2);
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 2);
}

#[test]
fn a_story_that_several_outlets_print_was_paid_for_by_each() {
    let desk = Desk::new(1);
    let outlets: Vec<Story> = (0..12).map(|n| with_id(0, &format!("media-{n}"))).collect();
    write_lines(&desk.path("berita.jsonl"), &outlets);
    let ended = desk.usual(&["--width", "8"]).must(0);
    ended.told("12 done, 11 from memory, 1 request");
    assert_eq!(desk.endpoint.count(), 1);
    // Where nothing may be remembered, each is asked for.
    fs::remove_file(desk.path("hasil.jsonl")).unwrap();
    desk.usual(&["--no-memory"]).must(0);
    assert_eq!(desk.endpoint.count(), 13);
}

#[test]
fn where_its_first_answer_is_of_no_use_the_next_outlet_asks_itself() {
    let known = [story(0)];
    let asked = AtomicUsize::new(0);
    let endpoint = Endpoint::start(move |request| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => reply(400, &serde_json::json!({"error": {"message": "no"}})),
        _ => good(request, &known),
    });
    let outlets = (0..6).map(|n| with_id(0, &format!("media-{n}"))).collect();
    let desk = Desk::with(outlets, endpoint);
    let ended = desk.usual(&["--width", "8"]).must(3);
    ended.told("5 done, 1 failed, 4 from memory, 2 requests");
}

#[test]
fn an_id_made_from_content_is_known_where_another_line_states_it() {
    let desk = Desk::new(2);
    let nameless = desk.stories[0].json();
    let mut fields: serde_json::Value = serde_json::from_str(&nameless).unwrap();
    fields.as_object_mut().unwrap().remove("id");
    let (title, text) = (fields["title"].as_str(), fields["text"].as_str().unwrap());
    let id = ContentHash::of(title, text).id();
    let lines = format!("{fields}\n{}\n", with_id(0, &id).json());
    fs::write(desk.path("berita.jsonl"), lines).unwrap();
    desk.usual(&[])
        .must(0)
        .told("berita.jsonl line 2: the same article came before");
    assert_eq!(ids(&desk.path("hasil.jsonl")), [id]);
    assert_eq!(desk.endpoint.count(), 1);
}

#[test]
fn on_stdin_the_second_article_fails_as_that_line() {
    let desk = Desk::new(2);
    let lines = format!(
        "{}\n{}\n",
        desk.stories[0].json(),
        with_id(1, "cerita-0").json()
    );
    let output = alih(desk.home())
        .env("OPENAI_API_KEY", super::support::KEY)
        .args(["translate", "-", "--endpoint", "openai", "--model", "mock"])
        .args(["--base-url", &desk.endpoint.base_url])
        .write_stdin(lines)
        .output()
        .unwrap();
    let ended = Ended::of(output).must(3);
    ended.told("failed stdin line 2: input: its id came before");
    assert_eq!(desk.endpoint.count(), 1);
}

#[test]
fn row_49_a_malformed_line_fails_as_that_line() {
    let desk = Desk::new(3);
    let lines = [
        desk.stories[0].json(),
        "{\"id\": \"x\", \"text\": ".to_owned(),
        "[]".to_owned(),
        desk.stories[1].json(),
    ];
    fs::write(desk.path("berita.jsonl"), lines.join("\n")).unwrap();
    let ended = desk.usual(&[]).must(3);
    ended.told("failed berita.jsonl line 2: input:");
    ended.told("failed berita.jsonl line 3: input:");
    assert_eq!(
        ids(&desk.path("hasil.jsonl")),
        [
            "cerita-0",
            "berita.jsonl line 2",
            "berita.jsonl line 3",
            "cerita-1"
        ]
    );
    assert_eq!(desk.endpoint.count(), 2);
}
