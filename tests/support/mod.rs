//! What the tests of the binary share: original stories with their English,
//! and an endpoint on loopback that behaves as each test wants.

#![allow(dead_code)]

pub mod endpoint;
#[cfg(feature = "local")]
pub mod model;
pub mod process;
pub mod site;
pub mod story;
pub mod vendor;

use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use serde_json::Value;

/// The binary in an empty home, with an environment of its own.
pub fn alih(home: &Path) -> Command {
    let mut command = Command::cargo_bin("alih").unwrap();
    command
        .env_clear()
        .env("HOME", home)
        // No test fetches a model from anywhere but this machine.
        .env("ALIH_MODELS_FROM", "http://127.0.0.1:9")
        .current_dir(home)
        .timeout(std::time::Duration::from_secs(60));
    command
}

/// `alih translate` of a story against a mock, with quick retries.
pub fn translate(home: &Path, base_url: &str, arguments: &[&str]) -> std::process::Output {
    alih(home)
        .env("OPENAI_API_KEY", KEY)
        .args(["translate", "--endpoint", "openai", "--model", "mock"])
        .args(["--base-url", base_url])
        .args(arguments)
        .output()
        .unwrap()
}

/// A faithful vendor on loopback, and a home that knows it as the endpoint
/// "desk" with the story as `artikel.txt`.
pub fn desk(vendor: &vendor::Vendor, base_url: &str, table: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(
        home.path().join("alih.toml"),
        format!("use = \"desk\"\n{}{table}", vendor.table("desk", base_url)),
    )
    .unwrap();
    std::fs::write(home.path().join("artikel.txt"), story::story(7).text()).unwrap();
    home
}

/// The key that every test sends and that must never be shown.
pub const KEY: &str = "sk-test-4711-never-shown";

/// The lines of an output in JSONL. Those that are records hold to the
/// schema that the program publishes.
pub fn records(output: &[u8]) -> Vec<Value> {
    let lines: Vec<Value> = String::from_utf8(output.to_vec())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for line in lines.iter().filter(|line| line.get("schema").is_some()) {
        holds_to_schema(line);
    }
    lines
}

/// Whether a record is as `alih schema` says.
pub fn holds_to_schema(record: &Value) {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| published(&["schema"]));
    holds_to(&SCHEMA, record);
}

/// The schema that this command prints.
pub fn published(command: &[&str]) -> jsonschema::Validator {
    let output = Command::cargo_bin("alih").unwrap().args(command).output();
    jsonschema::validator_for(&serde_json::from_slice(&output.unwrap().stdout).unwrap()).unwrap()
}

/// Whether a value is as a schema says.
pub fn holds_to(schema: &jsonschema::Validator, value: &Value) {
    if let Err(error) = schema.validate(value) {
        panic!("{error} at {}: {value}", error.instance_path());
    }
}

/// Standard error as text.
pub fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// These stories as a file of JSON lines.
pub fn write_lines(path: &Path, stories: &[story::Story]) {
    let lines: String = stories.iter().map(|story| story.json() + "\n").collect();
    std::fs::write(path, lines).unwrap();
}

/// The records of a result file.
pub fn results(path: &Path) -> Vec<Value> {
    records(&std::fs::read(path).unwrap())
}

/// The ids of a result file, in its order.
pub fn ids(path: &Path) -> Vec<String> {
    let id = |record: Value| record["id"].as_str().unwrap().to_owned();
    results(path).into_iter().map(id).collect()
}
