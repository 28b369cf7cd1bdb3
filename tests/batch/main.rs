//! Many articles at once, unattended: nothing lost, nothing paid twice.

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod budget;
mod duplicates;
mod engine;
mod folder;
mod growing;
mod manual;
mod report;
mod resume;
mod stop;
mod trouble;

use std::path::{Path, PathBuf};

use support::endpoint::{Endpoint, good};
use support::process::Gate;
use support::story::{Story, story};
use support::{stderr, translate, write_lines};
use tempfile::TempDir;

/// A home with the input `berita.jsonl`, and an endpoint that knows it.
struct Desk {
    home: TempDir,
    stories: Vec<Story>,
    endpoint: Endpoint,
}

/// What a command came to.
#[derive(Debug)]
struct Ended {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
}

impl Desk {
    fn new(count: usize) -> Self {
        let stories: Vec<Story> = (0..count).map(story).collect();
        let known = stories.clone();
        Self::with(
            stories,
            Endpoint::start(move |request| good(request, &known)),
        )
    }

    fn with(stories: Vec<Story>, endpoint: Endpoint) -> Self {
        let home = tempfile::tempdir().unwrap();
        write_lines(&home.path().join("berita.jsonl"), &stories);
        Self {
            home,
            stories,
            endpoint,
        }
    }

    /// With an endpoint that knows these stories, and answers once its gate is
    /// open.
    fn gated(stories: Vec<Story>, known: Vec<Story>) -> (Self, Gate) {
        let gate = Gate::default();
        let own = gate.clone();
        let endpoint = Endpoint::start(move |request| {
            own.pass();
            good(request, &known)
        });
        (Self::with(stories, endpoint), gate)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// `alih translate` with these arguments.
    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(translate(self.home(), &self.endpoint.base_url, arguments))
    }

    /// The usual command: from `berita.jsonl` to `hasil.jsonl`.
    fn usual(&self, more: &[&str]) -> Ended {
        self.run(&[&["berita.jsonl", "-o", "hasil.jsonl"], more].concat())
    }

    fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Ended {
    fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stderr: stderr(&output),
            stdout: output.stdout,
        }
    }

    /// The exit code, or everything that was told.
    fn must(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    fn told(&self, words: &str) {
        assert!(self.stderr.contains(words), "{words}: {}", self.stderr);
    }
}
