//! The scripts in `examples/scripts` work as they stand there.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use support::endpoint::{Endpoint, Request, completion, good, question, reply};
use support::process::Gate;
use support::story::{Story, story};
use support::{KEY, ids, stderr, write_lines};
use tempfile::TempDir;

/// A home with `artikel.jsonl`, and an endpoint.
struct Desk {
    home: TempDir,
    endpoint: Endpoint,
}

impl Desk {
    fn new(count: usize) -> Self {
        let known: Vec<Story> = (0..count).map(story).collect();
        Self::with(count, Endpoint::start(move |request| good(request, &known)))
    }

    fn with(count: usize, endpoint: Endpoint) -> Self {
        let home = tempfile::tempdir().unwrap();
        let stories: Vec<Story> = (0..count).map(story).collect();
        write_lines(&home.path().join("artikel.jsonl"), &stories);
        Self { home, endpoint }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A script, run by what it needs; none where that is not here.
    fn script(&self, interpreter: &str, name: &str) -> Option<Command> {
        self.program(interpreter, &script(name))
    }

    fn program(&self, interpreter: &str, path: &Path) -> Option<Command> {
        if Command::new(interpreter)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            let name = path.display();
            eprintln!("SKIPPED: {name} is not tested, for {interpreter} is not here");
            return None;
        }
        let program = match interpreter {
            "jq" | "parallel" | "xargs" => "sh",
            other => other,
        };
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", search_path())
            .env("HOME", self.home.path())
            .env("USER", "berita")
            .env("OPENAI_API_KEY", KEY)
            .env("ALIH_ENDPOINT", "openai")
            .env("ALIH_MODEL", "mock")
            .env("ALIH_BASE_URL", &self.endpoint.base_url)
            .current_dir(self.home.path())
            .arg(path);
        Some(command)
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples/scripts")
        .join(name)
}

/// The tested program before all others.
fn search_path() -> std::ffi::OsString {
    let program = assert_cmd::cargo::cargo_bin("alih");
    let own = program.parent().unwrap().to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths([own].into_iter().chain(std::env::split_paths(&others))).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Whether a request is about the story of that number.
fn is_about(request: &Request, number: usize) -> bool {
    let first = &story(number).parts[1].0;
    question(request).1.iter().any(|(_, text)| text == first)
}

/// An endpoint that declines the story of one number.
fn declining(count: usize, number: usize) -> Endpoint {
    let known: Vec<Story> = (0..count).map(story).collect();
    Endpoint::start(move |request| match is_about(request, number) {
        true => reply(200, &completion("I'm sorry, but I can't help with that.")),
        false => good(request, &known),
    })
}

const STREAMS: [(&str, &str); 2] = [("python3", "stream.py"), ("node", "stream.mjs")];

#[test]
fn the_streams_give_a_record_before_the_next_article_is_answered() {
    for (interpreter, name) in STREAMS {
        let gate = Gate::default();
        let (known, held) = ([story(0), story(1)], gate.clone());
        let endpoint = Endpoint::start(move |request| {
            if is_about(request, 1) {
                held.pass();
            }
            good(request, &known)
        });
        let desk = Desk::with(2, endpoint);
        let Some(mut command) = desk.script(interpreter, name) else {
            continue;
        };
        let mut child = command
            .arg("artikel.jsonl")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        assert_eq!(first, "cerita-0\tok\tFloods Submerge 100 Houses in Ngawi");
        gate.open();
        let second = lines.next().unwrap().unwrap();
        assert_eq!(second, "cerita-1\tok\tFloods Submerge 101 Houses in Bantul");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{name}");
    }
}

#[test]
fn the_streams_tell_failed_articles_from_ended_runs() {
    for (interpreter, name) in STREAMS {
        let desk = Desk::with(3, declining(3, 1));
        let Some(mut command) = desk.script(interpreter, name) else {
            continue;
        };
        let output = command.arg("artikel.jsonl").output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert_eq!(stdout(&output).lines().count(), 2);
        assert!(stderr(&output).contains("cerita-1"), "{}", stderr(&output));

        let refusing = Endpoint::start(|_| reply(401, &json!({"error": {"message": "no"}})));
        let desk = Desk::with(3, refusing);
        let mut command = desk.script(interpreter, name).unwrap();
        let output = command.arg("artikel.jsonl").output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        assert!(stderr(&output).contains("stopped"), "{}", stderr(&output));
    }
}

#[test]
fn the_table_continues_and_names_failures() {
    let desk = Desk::with(3, declining(3, 2));
    let Some(mut command) = desk.script("jq", "table.sh") else {
        return;
    };
    command.args(["artikel.jsonl", "hasil.jsonl"]);
    let first = command.output().unwrap();
    assert_eq!(first.status.code(), Some(3), "{}", stderr(&first));
    let table = stdout(&first);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 2, "{table}");
    assert!(rows[0].starts_with("cerita-0\tok\tFloods Submerge 100 Houses in Ngawi\t"));
    assert!(stderr(&first).contains("cerita-2\trefused\t"), "{first:?}");
    let asked = desk.endpoint.count();
    let again = command.output().unwrap();
    assert_eq!(again.stdout, first.stdout);
    assert_eq!(desk.endpoint.count(), asked);
}

#[test]
fn shards_by_several_processes_are_the_single_run() {
    let desk = Desk::new(30);
    let Some(mut command) = desk.script("xargs", "shards.sh") else {
        return;
    };
    command
        .env("PER_MINUTE", "60000")
        .args(["artikel.jsonl", "4", "hasil.jsonl"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let wanted: Vec<String> = (0..30).map(|number| story(number).id).collect();
    assert_eq!(ids(&desk.path("hasil.jsonl")), wanted);
    assert_eq!(desk.endpoint.count(), 30);
    assert!(command.output().unwrap().status.success());
    assert_eq!(ids(&desk.path("hasil.jsonl")), wanted);
    assert_eq!(desk.endpoint.count(), 30);

    // GNU parallel and a Slurm array take the same folder on.
    let shard = desk.path("hasil.jsonl.shards/02.out.jsonl");
    let written = ids(&shard);
    if let Some(mut command) = desk.script("parallel", "shards-parallel.sh") {
        fs::remove_file(&shard).unwrap();
        let output = command.args(["hasil.jsonl.shards", "4"]).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(ids(&shard), written);
        assert_eq!(desk.endpoint.count(), 30, "the memory has them");
    }
    if let Some(mut command) = desk.script("bash", "shards.sbatch") {
        fs::remove_file(&shard).unwrap();
        let output = command
            .env("SLURM_ARRAY_TASK_ID", "2")
            .env("SLURM_ARRAY_TASK_COUNT", "4")
            .env("SLURM_TMPDIR", desk.home.path())
            .env("PER_MINUTE", "60000")
            .arg("hasil.jsonl.shards")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(ids(&shard), written);
    }
}

#[test]
fn a_shard_that_cannot_go_on_ends_the_script() {
    let refusing = Endpoint::start(|_| reply(401, &json!({"error": {"message": "no"}})));
    let desk = Desk::with(8, refusing);
    let Some(mut command) = desk.script("xargs", "shards.sh") else {
        return;
    };
    let output = command
        .args(["artikel.jsonl", "2", "hasil.jsonl"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(!desk.path("hasil.jsonl").exists());
}

#[test]
fn the_webhook_answers_with_the_record_and_a_status() {
    let desk = Desk::with(2, declining(2, 1));
    let Some(mut command) = desk.script("python3", "webhook.py") else {
        return;
    };
    let mut child = command.arg("0").stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    told.read_line(&mut address).unwrap();
    let host = address.trim().trim_matches('/').replace("http://", "");
    let (status, record) = post(&host, &story(0).json());
    let (declined, reason) = post(&host, &story(1).json());
    let (torn, _) = post(&host, "{\"id\": ");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((status, declined, torn), (200, 422, 400));
    assert_eq!(record["id"], "cerita-0");
    assert_eq!(record["outcome"], "ok");
    assert_eq!(reason["reason"]["kind"], "refused");
}

fn post(host: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST / HTTP/1.0\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

#[test]
fn every_script_is_in_the_manual() {
    let manual = include_str!("../docs/scripts.md");
    for entry in fs::read_dir(script("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(manual.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_readmes_python_runs() {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("```python\n").unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    let desk = Desk::with(2, declining(2, 1));
    let program = format!("articles = open(\"artikel.jsonl\").read()\n{block}");
    fs::write(desk.path("readme.py"), program).unwrap();
    let Some(mut command) = desk.program("python3", &desk.path("readme.py")) else {
        return;
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(stdout(&output).starts_with("cerita-0 ok None\ncerita-1 failed {"));
}
