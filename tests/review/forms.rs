//! The forms of results: each whole, each with its disclosure.

use serde_json::{Value, json};

use super::support::{alih, stderr};
use super::{Desk, edit, stories, translate};

const HUMAN: [&str; 6] = ["text", "txt", "markdown", "packet", "html", "word"];

type Change = Box<dyn Fn(&mut Value)>;

#[test]
fn every_form_for_people_says_how_it_was_made_in_both_languages() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let record = desk.records().remove(0);
    let states: [(&str, &str, Change); 3] = [
        (
            "not reviewed by a person",
            "belum diperiksa manusia",
            Box::new(|_| {}),
        ),
        (
            "edited by Sari Dewi on 2026-11-23",
            "disunting oleh Sari Dewi",
            Box::new(move |own| own["parts"] = json!([edit(&record, "p1", "Edited.")])),
        ),
        (
            "approved by Sari Dewi on 2026-11-23",
            "disetujui oleh Sari Dewi",
            Box::new(|own| own["approved"] = json!(true)),
        ),
    ];
    for (en, id, change) in states {
        desk.apply(change);
        for form in HUMAN.iter().chain(&["csv", "ninjs"]) {
            let output = alih(desk.home.path())
                .args(["render", "out.jsonl", "--format", form])
                .env("COLUMNS", "100")
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(line.contains(en) && line.contains(id), "{form}: {text}");
        }
    }
}

#[test]
fn translate_writes_every_form_whole() {
    let desk = Desk::with(stories(2));
    for (form, opens, closes) in [
        ("html", "<!doctype html>", "</html>\n"),
        ("word", "<!doctype html>", "</html>\n"),
        ("csv", "\u{feff}id,outcome,", "\r\n"),
        ("ninjs", "{", "}\n"),
        ("txt", "Floods Submerge 100", "\n"),
        ("packet", "# Floods Submerge 100", "\n"),
    ] {
        let name = format!("result-{form}");
        let output = translate(
            desk.home.path(),
            &desk.endpoint.base_url,
            &["in.jsonl", "--format", form, "-o", &name],
        );
        assert_eq!(output.status.code(), Some(0), "{form}: {}", stderr(&output));
        let text = desk.read(&name);
        assert!(
            text.starts_with(opens) && text.ends_with(closes),
            "{form}: {text}"
        );
        assert!(
            text.contains("Bantul"),
            "{form}: the second article is there"
        );
        assert!(text.matches("<html").count() <= 1);
    }
    std::fs::create_dir(desk.path("pages")).unwrap();
    translate(
        desk.home.path(),
        &desk.endpoint.base_url,
        &["in.jsonl", "--format", "html", "-o", "pages/"],
    );
    let pages = std::fs::read_dir(desk.path("pages")).unwrap();
    let pages = pages.filter(|file| {
        let path = file.as_ref().unwrap().path();
        path.extension()
            .is_some_and(|extension| extension == "html")
            && std::fs::read_to_string(path)
                .unwrap()
                .ends_with("</html>\n")
    });
    assert_eq!(pages.count(), 2);
}

#[test]
fn rendering_asks_nothing_and_does_not_empty_its_input() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let (asked, before) = (desk.endpoint.count(), desk.read("out.jsonl"));
    let output = desk.run(&["render", "out.jsonl", "--format", "csv", "-o", "out.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is among the records"));
    desk.must(&["render", "out.jsonl", "-o", "copy.jsonl"]);
    assert_eq!(desk.read("copy.jsonl"), before);
    assert_eq!(desk.read("out.jsonl"), before);
    assert_eq!(desk.endpoint.count(), asked);
}

#[test]
fn the_same_input_twice_is_the_same_record_but_for_times() {
    let desk = Desk::with(stories(3));
    let without_times = |name: &str| -> Vec<String> {
        let mut records = super::results(&desk.path(name));
        for record in &mut records {
            for field in ["started", "finished"] {
                record["provenance"][field] = Value::Null;
            }
        }
        records.iter().map(Value::to_string).collect()
    };
    for name in ["a.jsonl", "b.jsonl"] {
        let arguments = ["in.jsonl", "-o", name, "--no-memory"];
        let output = translate(desk.home.path(), &desk.endpoint.base_url, &arguments);
        assert_eq!(output.status.code(), Some(0));
    }
    let strip = |name: &str| {
        let text = desk.read(name);
        let mut out = String::new();
        for piece in text.split("\"20") {
            let rest = piece.split_once("Z\"").map_or(piece, |(_, rest)| rest);
            out.push_str(rest);
        }
        out
    };
    assert_eq!(without_times("a.jsonl"), without_times("b.jsonl"));
    assert_eq!(strip("a.jsonl"), strip("b.jsonl"), "byte by byte");
}
