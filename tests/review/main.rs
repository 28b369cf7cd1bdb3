//! An editor's desk: packets, edits taken back, pins, and the other forms.

#[path = "../support/mod.rs"]
mod support;

mod apply;
mod forms;
mod hostile;
mod manual;
mod packet;
mod pins;
mod standard;
mod terminal;
mod usage;

use std::path::PathBuf;
use std::process::Output;

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, good};
use support::story::{Story, story};
use support::{results, translate, write_lines};

/// A home with stories, an endpoint that translates them, and their results.
struct Desk {
    home: tempfile::TempDir,
    endpoint: Endpoint,
}

impl Desk {
    /// Stories that are translated as they should be.
    fn with(stories: Vec<Story>) -> Self {
        let known = stories.clone();
        Self::answering(&stories, move |request| good(request, &known))
    }

    fn answering(
        stories: &[Story],
        behaviour: impl Fn(&support::endpoint::Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        let desk = Self {
            home,
            endpoint: Endpoint::start(behaviour),
        };
        write_lines(&desk.path("in.jsonl"), stories);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// `alih translate in.jsonl -o out.jsonl` and more.
    fn translate(&self, more: &[&str]) -> Output {
        let arguments = [&["in.jsonl", "-o", "out.jsonl"], more].concat();
        translate(self.home.path(), &self.endpoint.base_url, &arguments)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        support::alih(self.home.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn must(&self, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            support::stderr(&output)
        );
        output
    }

    fn records(&self) -> Vec<Value> {
        results(&self.path("out.jsonl"))
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Applies edits of the first record, as a page would save them.
    fn apply(&self, change: impl FnOnce(&mut Value)) -> Output {
        let mut own = edits_of(&self.records()[0]);
        change(&mut own);
        let file = json!({"alih_edits": 1, "articles": [own]});
        self.write("x.edits.json", &file.to_string());
        self.run(&["review", "apply", "x.edits.json"])
    }
}

/// Edits that change nothing yet.
fn edits_of(record: &Value) -> Value {
    json!({
        "id": record["id"],
        "sha256": record["source"]["sha256"],
        "records": "out.jsonl",
        "by": "Sari Dewi",
        "at": "2026-11-23T10:00:00.000Z",
        "approved": false,
        "parts": [],
        "settled": [],
    })
}

/// The edit of a part of this record.
fn edit(record: &Value, part: &str, text: &str) -> Value {
    json!({"part": part, "was": text_of(record, part), "text": text})
}

fn text_of(record: &Value, part: &str) -> String {
    let text = match part {
        "title" => &record["translation"]["title"],
        part if part.starts_with("summary.") => {
            let number: usize = part[8..].parse().unwrap();
            &record["summary"]["sentences"][number - 1]["text"]
        }
        part => {
            let parts = record["translation"]["parts"].as_array().unwrap();
            &parts.iter().find(|own| own["id"] == part).unwrap()["text"]
        }
    };
    text.as_str().unwrap().to_owned()
}

fn checks(record: &Value) -> Vec<String> {
    let flags = record["flags"].as_array().unwrap().iter();
    flags
        .map(|flag| flag["check"].as_str().unwrap().to_owned())
        .collect()
}

fn stories(count: usize) -> Vec<Story> {
    (0..count).map(story).collect()
}
