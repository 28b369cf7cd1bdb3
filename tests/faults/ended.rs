//! One command against one behaviour, and what it came to. Whatever happens,
//! no key and no article text is told: that is looked at here, for every run.

use std::path::Path;

use serde_json::Value;

use super::support::endpoint::{
    Answer, Endpoint, Request, completion, faithful, good, question, reply,
};
use super::support::story::{Story, story};
use super::support::{KEY, alih, records, stderr, write_lines};

/// A run to be made.
pub struct Trial {
    endpoint: Endpoint,
    base_url: String,
    home: tempfile::TempDir,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
}

/// What it came to.
pub struct Ended {
    pub code: i32,
    pub records: Vec<Value>,
    pub stdout: String,
    pub stderr: String,
    pub requests: usize,
    pub asked: Vec<Request>,
    pub home: tempfile::TempDir,
}

impl Trial {
    /// One article, at full verbosity.
    pub fn one(behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let home = tempfile::tempdir().unwrap();
        write_story(home.path());
        Self::of(home, "artikel.txt", behaviour)
    }

    /// So many articles as JSON lines, one after another.
    pub fn many(
        count: usize,
        behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        write_lines(&home.path().join("berita.jsonl"), &stories()[..count]);
        Self::of(home, "berita.jsonl", behaviour).variable("ALIH_WIDTH", "1")
    }

    /// This file, in UTF-8 or not, as the input.
    pub fn of_file(
        name: &str,
        bytes: &[u8],
        behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join(name), bytes).unwrap();
        Self::of(home, name, behaviour)
    }

    fn of(
        home: tempfile::TempDir,
        input: &str,
        behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let endpoint = Endpoint::start(behaviour);
        Self {
            base_url: endpoint.base_url.clone(),
            endpoint,
            home,
            arguments: vec![input.to_owned(), "-vv".to_owned()],
            variables: Vec::new(),
        }
    }

    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    pub fn tries(self, tries: u32) -> Self {
        self.with(&["--tries", &tries.to_string()])
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Somewhere else than at the endpoint that counts.
    pub fn at(mut self, base_url: &str) -> Self {
        self.base_url = base_url.to_owned();
        self
    }

    /// A file in the home.
    pub fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.home.path().join(name), text).unwrap();
        self
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    fn output(&self) -> std::process::Output {
        let mut command = alih(self.home.path());
        command.env("OPENAI_API_KEY", KEY);
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
            .args(["translate", "--endpoint", "openai", "--model", "mock"])
            .args(["--base-url", &self.base_url])
            .args(&self.arguments)
            .output()
            .unwrap()
    }

    /// Exit code and standard output of what prints no records.
    pub fn printed(self) -> (i32, String) {
        let output = self.output();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text)
    }

    /// Runs it.
    pub fn run(self) -> Ended {
        let output = self.output();
        let ended = Ended {
            code: output.status.code().unwrap(),
            records: records(&output.stdout),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: stderr(&output),
            requests: self.endpoint.count(),
            asked: self.endpoint.requests(),
            home: self.home,
        };
        ended.tells_nothing();
        ended
    }
}

impl Ended {
    /// Neither key nor article is told or kept where it does not belong.
    fn tells_nothing(&self) {
        let told = format!("{}{}", self.stdout, self.stderr);
        assert!(!told.contains(KEY), "the key is shown: {told}");
        for path in files(self.home.path()) {
            let bytes = std::fs::read(&path).unwrap();
            let holds = bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes());
            assert!(!holds, "the key is in {}", path.display());
        }
        for story in stories() {
            for (id, _) in &story.parts {
                let stretch: String = id.chars().take(30).collect();
                assert!(
                    !self.stderr.contains(&stretch),
                    "article text is shown: {}",
                    self.stderr
                );
                for record in &self.records {
                    let reason = record["reason"].to_string();
                    assert!(!reason.contains(&stretch), "{reason}");
                }
            }
        }
    }

    /// The only record.
    pub fn record(&self) -> &Value {
        assert_eq!(self.records.len(), 1, "{}", self.stderr);
        &self.records[0]
    }

    /// Exit code 4 and a record without translation, for this reason.
    #[track_caller]
    pub fn failed_with(&self, reason: &str) -> &Self {
        let record = self.record();
        assert_eq!(record["reason"]["kind"], reason, "{record}");
        assert_eq!(record["outcome"], "failed");
        assert!(record["translation"].is_null(), "{record}");
        assert!(record["summary"].is_null(), "{record}");
        assert_eq!(self.code, 4, "{}", self.stderr);
        self
    }

    /// Exit code 0 and a whole and right translation.
    #[track_caller]
    pub fn is_ok(&self) -> &Self {
        let record = self.record();
        assert_eq!(record["outcome"], "ok", "{record}");
        assert_eq!(self.code, 0, "{}", self.stderr);
        let english: Vec<&str> = record["translation"]["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part["text"].as_str().unwrap())
            .collect();
        let story = the_story();
        let truth: Vec<&str> = story.parts[1..].iter().map(|(_, en)| en.as_str()).collect();
        assert_eq!(english, truth);
        self
    }

    /// The number of requests.
    #[track_caller]
    pub fn asked(&self, requests: usize) -> &Self {
        assert_eq!(self.requests, requests, "{}", self.stderr);
        self
    }

    /// Words on stderr.
    #[track_caller]
    pub fn told(&self, words: &str) -> &Self {
        assert!(self.stderr.contains(words), "{words}: {}", self.stderr);
        self
    }

    /// The exit code.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    /// The outcomes of all records, with reasons for those that failed.
    pub fn outcomes(&self) -> Vec<&str> {
        self.records.iter().map(outcome).collect()
    }

    /// Nothing came out, and what was under way failed for this reason.
    #[track_caller]
    pub fn all_are(&self, reason: &str) {
        let outcomes = self.outcomes();
        assert!(
            !outcomes.is_empty() && outcomes.iter().all(|own| *own == reason),
            "{outcomes:?}"
        );
        for record in &self.records {
            assert!(record["translation"].is_null() && record["summary"].is_null());
        }
    }

    /// The pauses before further tries, in milliseconds.
    pub fn pauses(&self) -> Vec<u64> {
        self.stderr
            .lines()
            .filter_map(|line| line.split_once("trying again in "))
            .map(|(_, rest)| rest.split(' ').next().unwrap().parse().unwrap())
            .collect()
    }
}

fn outcome(record: &Value) -> &str {
    let reason = record["reason"]["kind"].as_str();
    reason.unwrap_or_else(|| record["outcome"].as_str().unwrap())
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

/// The story that one article is.
pub fn the_story() -> Story {
    story(7)
}

/// Every story that is known.
pub fn stories() -> Vec<Story> {
    (0..24).map(story).collect()
}

pub fn write_story(home: &Path) {
    std::fs::write(home.join("artikel.txt"), the_story().text()).unwrap();
}

/// One article against this behaviour.
pub fn run(behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Ended {
    Trial::one(behaviour).run()
}

/// A faithful answer.
pub fn good_story(request: &Request) -> Answer {
    good(request, &stories())
}

/// The text of one.
pub fn text_of(request: &Request) -> String {
    faithful(request, &stories())
}

/// The body of one.
pub fn body_of(request: &Request) -> Vec<u8> {
    completion(&text_of(request)).to_string().into_bytes()
}

/// A good reply with one thing changed.
pub fn changed(request: &Request, change: impl Fn(&mut Value)) -> Answer {
    let mut body = completion(&text_of(request));
    change(&mut body);
    reply(200, &body)
}

/// A good reply with its text changed, by its boundary.
pub fn with_text(request: &Request, change: impl Fn(String, &str) -> String) -> Answer {
    let (boundary, _) = question(request);
    reply(200, &completion(&change(text_of(request), &boundary)))
}

/// Always this.
pub fn error(status: u16, body: Value) -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    move |_| reply(status, &body)
}

/// This for the first request, and good answers from then on.
pub fn first_then_good(
    first: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    move |request| match request.number {
        0 => first(request),
        _ => good_story(request),
    }
}
