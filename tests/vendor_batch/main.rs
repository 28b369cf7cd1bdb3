//! The vendors' batch interfaces: nothing lost, nothing paid twice.

#[path = "../support/mod.rs"]
mod support;

mod journal;
mod kills;
mod manual;
mod money;
mod vendor;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use support::story::{Story, story};
use support::{KEY, results, stderr, write_lines};
use tempfile::TempDir;
use vendor::{Kind, Vendor};

/// A home with the input `berita.jsonl`, and a vendor that knows it.
struct Desk {
    home: TempDir,
    stories: Vec<Story>,
    vendor: Vendor,
}

/// What a command came to.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ended {
    /// The exit code, or everything that was told.
    fn must(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }

    fn told(&self, words: &str) {
        let told = format!("{}{}", self.stdout, self.stderr);
        assert!(told.contains(words), "{words}: {told}");
    }
}

impl Desk {
    fn new(kind: Kind, count: usize) -> Self {
        let stories: Vec<Story> = (0..count).map(story).collect();
        let vendor = Vendor::start(kind, &stories);
        Self::with(stories, vendor)
    }

    fn with(stories: Vec<Story>, vendor: Vendor) -> Self {
        let home = tempfile::tempdir().unwrap();
        write_lines(&home.path().join("berita.jsonl"), &stories);
        let toml = format!(
            "[endpoint.desk]\nservice = \"{}\"\nbase_url = \"{}\"\nmodel = \"mock\"\n\
             key_env = \"DESK_KEY\"\nprices = {{ input = 1.0, output = 4.0 }}\n",
            vendor.kind.service(),
            vendor.base_url()
        );
        std::fs::write(home.path().join("alih.toml"), toml).unwrap();
        Self {
            home,
            stories,
            vendor,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("alih"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("DESK_KEY", KEY)
            .current_dir(self.home.path())
            .args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        Ended {
            code: output.status.code().unwrap_or(-1),
            stderr: stderr(&output),
            stdout: String::from_utf8(output.stdout).unwrap(),
        }
    }

    fn submit(&self, more: &[&str]) -> Ended {
        let usual = ["batch", "submit", "berita.jsonl", "--endpoint", "desk"];
        self.run(&[&usual, more].concat())
    }

    fn collect(&self) -> Ended {
        self.run(&["batch", "collect", "-o", "hasil.jsonl"])
    }

    fn results(&self) -> Vec<Value> {
        results(&self.path("hasil.jsonl"))
    }

    /// Every id once, whatever the outcome.
    fn each_id_once(&self) {
        let found: Vec<String> = self
            .results()
            .iter()
            .map(|record| record["id"].as_str().unwrap().to_owned())
            .collect();
        let distinct: BTreeSet<&String> = found.iter().collect();
        assert_eq!(distinct.len(), found.len(), "an id came twice");
        let wanted: BTreeSet<&String> = self.stories.iter().map(|story| &story.id).collect();
        assert_eq!(distinct, wanted);
    }
}

#[test]
fn a_batch_gives_the_records_of_a_run_at_every_vendor() {
    for kind in Kind::ALL {
        let desk = Desk::new(kind, 6);
        desk.submit(&[])
            .must(0)
            .told("6 articles, 6 questions sent");
        desk.run(&["batch", "status"]).must(0).told("6 waiting");
        desk.collect()
            .must(4)
            .told("6 articles wait for the vendor");
        desk.vendor.end();
        desk.run(&["batch", "status"])
            .must(0)
            .told("ready to be collected");
        desk.collect().must(0).told("6 done");
        desk.each_id_once();
        for (record, story) in desk.results().iter().zip(&desk.stories) {
            assert_eq!(record["id"], story.id.as_str(), "{kind:?}");
            assert_eq!(record["outcome"], "ok", "{record}");
            assert_eq!(record["translation"]["title"], story.parts[0].1.as_str());
            assert_eq!(record["summary"]["kind"], "abstractive");
            assert_eq!(record["usage"]["requests"], 1);
            assert_eq!(record["usage"]["tokens_in"], 900);
            assert_eq!(record["provenance"]["endpoint"], "desk");
            assert!(record["provenance"]["prompt"].is_string());
        }
        assert_eq!(desk.vendor.sizes().len(), 1, "{kind:?}");
        desk.run(&["batch", "status"]).told("no batch is under way");
    }
}

#[test]
fn a_part_that_expires_is_sent_again_alone_and_out_of_order_is_no_matter() {
    for kind in Kind::ALL {
        let desk = Desk::new(kind, 30);
        desk.vendor.books.lock().unwrap().expires = Some(7);
        desk.submit(&[]).must(0);
        desk.vendor.end();
        let first = desk.collect().must(3);
        first.told("25 done, 5 failed");
        first.told("the same alih batch submit does failed articles again");
        desk.each_id_once();
        let failed: Vec<Value> = desk.results();
        let failed = failed.iter().filter(|record| record["outcome"] == "failed");
        for record in failed {
            assert!(record["reason"]["kind"] == "timeout" || kind == Kind::Gemini);
        }
        desk.run(&["batch", "status"])
            .told("5 to be submitted again");
        desk.submit(&[]).must(0).told("5 questions sent");
        let sizes = desk.vendor.sizes();
        let names = usize::from(kind == Kind::Gemini);
        assert_eq!(sizes, [30 + names, 5 + names], "{kind:?}");
        desk.collect().must(0).told("5 done");
        desk.each_id_once();
        let all = desk.results();
        assert!(all.iter().all(|record| record["outcome"] == "ok"));
    }
}

#[test]
fn the_same_submission_again_sends_nothing() {
    let desk = Desk::new(Kind::OpenAi, 8);
    desk.submit(&[]).must(0);
    desk.submit(&[]).must(0).told("8 under way already");
    assert_eq!(desk.vendor.sizes(), [8]);
    desk.vendor.end();
    desk.collect().must(0);
    desk.submit(&[]).must(0).told("8 in the memory, at no cost");
    desk.collect().must(0).told("8 already in the output");
    assert_eq!(desk.vendor.sizes(), [8]);
    desk.each_id_once();
}

#[test]
fn new_articles_join_those_under_way() {
    let desk = Desk::new(Kind::Anthropic, 9);
    write_lines(&desk.path("berita.jsonl"), &desk.stories[..4]);
    desk.submit(&[]).must(0);
    write_lines(&desk.path("berita.jsonl"), &desk.stories);
    desk.submit(&[]).must(0).told("5 questions sent");
    assert_eq!(desk.vendor.sizes(), [4, 5]);
    desk.vendor.end();
    desk.collect().must(0);
    desk.each_id_once();
}

#[test]
fn what_is_no_article_fails_at_the_collection() {
    let desk = Desk::new(Kind::OpenAi, 2);
    let good = std::fs::read_to_string(desk.path("berita.jsonl")).unwrap();
    std::fs::write(desk.path("berita.jsonl"), format!("{good}{{broken\n")).unwrap();
    desk.submit(&[]).must(0).told("1 cannot be used");
    desk.vendor.end();
    desk.collect().must(3).told("2 done, 1 failed");
    let failed = desk.results().remove(2);
    assert_eq!(failed["reason"]["kind"], "input");
}

#[test]
fn an_answer_that_is_of_no_use_is_asked_for_again() {
    let desk = Desk::new(Kind::OpenAi, 4);
    desk.vendor.books.lock().unwrap().spoils = Some(2);
    desk.submit(&[]).must(0);
    desk.vendor.end();
    for _ in 0..2 {
        desk.collect().must(3);
        desk.each_id_once();
    }
    let failed = desk.results();
    let failed: Vec<&Value> = failed
        .iter()
        .filter(|record| record["outcome"] == "failed")
        .collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["reason"]["kind"], "mismatch");
    let logged = desk.run(&["usage", "--format", "json"]).must(0).stdout;
    let logged: Value = serde_json::from_str(&logged).unwrap();
    assert_eq!(logged["rows"][0]["requests"], 4, "{logged}");
    desk.submit(&[]).must(0).told("1 questions sent");
    desk.collect().must(0);
    desk.each_id_once();
}

#[test]
fn a_batch_that_is_refused_as_a_whole_says_why() {
    let desk = Desk::new(Kind::OpenAi, 3);
    desk.vendor.books.lock().unwrap().refuses = Some("Model mock has no batch access");
    desk.submit(&[]).must(0);
    desk.collect().must(4).told("has no batch access");
    desk.vendor.books.lock().unwrap().refuses = None;
    desk.submit(&[]).must(0).told("3 questions sent");
    desk.vendor.end();
    desk.collect().must(0);
    desk.each_id_once();
}

#[test]
fn settings_may_change_while_a_batch_is_under_way() {
    let desk = Desk::new(Kind::OpenAi, 3);
    std::fs::write(desk.path("istilah.csv"), "source,target\nbanjir,flood\n").unwrap();
    desk.submit(&["--glossary", "istilah.csv", "--summary-words", "40"])
        .must(0);
    std::fs::remove_file(desk.path("istilah.csv")).unwrap();
    let toml = std::fs::read_to_string(desk.path("alih.toml")).unwrap();
    let toml = toml.replace("\"mock\"", "\"other\"") + "parameters = { temperature = 0 }\n";
    std::fs::write(desk.path("alih.toml"), toml).unwrap();
    desk.vendor.end();
    desk.collect().must(0).told("3 done");
    assert_eq!(desk.results()[0]["provenance"]["model_asked"], "mock");
}

#[test]
fn what_cannot_work_is_a_usage_error() {
    let desk = Desk::new(Kind::OpenAi, 1);
    for (arguments, words) in [
        (
            &[
                "submit",
                "berita.jsonl",
                "--endpoint",
                "ollama",
                "--model",
                "x",
            ][..],
            "anthropic",
        ),
        (
            &[
                "submit",
                "berita.jsonl",
                "--endpoint",
                "desk",
                "--summary-endpoint",
                "desk",
            ],
            "--summary-endpoint",
        ),
        (&["collect", "-o", "hasil.md"], ".jsonl"),
        (&["collect", "--job", "7"], "there is no job 7"),
        (&["forget", "7"], "there is no job 7"),
    ] {
        let arguments = [&["batch"], arguments].concat();
        desk.run(&arguments).must(2).told(words);
    }
    assert_eq!(desk.vendor.endpoint.count(), 0);
}
