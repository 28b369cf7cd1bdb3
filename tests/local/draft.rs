//! Translating with nothing configured.

use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use super::server::{ENGLISH, MODEL, Mirror, folder, home};
use super::support::{alih, endpoint, records, stderr, story};

/// `alih translate artikel.txt` where the mirror is that address.
pub fn translate(home: &TempDir, root: &str, arguments: &[&str]) -> Output {
    alih(home.path())
        .env("ALIH_MODELS_FROM", root)
        .args(["translate", "artikel.txt"])
        .args(arguments)
        .output()
        .unwrap()
}

/// An address that nobody answers at.
pub fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub fn is_translated(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    let record = records(&output.stdout).remove(0);
    let parts = record["translation"]["parts"].as_array().unwrap();
    let texts: Vec<&str> = parts
        .iter()
        .filter_map(|part| part["text"].as_str())
        .collect();
    assert_eq!(texts, ENGLISH);
    record
}

#[test]
fn with_nothing_configured_a_model_is_fetched_once_and_translates() {
    let (home, mirror) = (home(), Mirror::start());
    let first = translate(&home, mirror.root(), &[]);
    let record = is_translated(&first);
    assert_eq!(record["summary"]["kind"], "extractive");
    assert_eq!(record["provenance"]["kind"], "local");
    let model = record["provenance"]["model_asked"].as_str().unwrap();
    assert!(model.starts_with("id-en-1.0-"), "{model}");
    assert!(
        record["label"]["en"]
            .as_str()
            .unwrap()
            .starts_with("A draft")
    );
    let told = stderr(&first);
    assert!(
        told.contains("fetching the model id-en from 127.0.0.1, once: 0.8 MB"),
        "{told}"
    );
    assert!(told.contains("no endpoint is configured"), "{told}");
    assert_eq!(told.lines().count(), 2, "{told}");
    let asked = mirror.endpoint.count();
    assert_eq!(asked, 3, "a list and two files");

    let second = translate(&home, mirror.root(), &["--fresh", "--no-memory"]);
    is_translated(&second);
    assert_eq!(mirror.endpoint.count(), asked, "nothing is fetched again");
    assert_eq!(stderr(&second).lines().count(), 1);
    let third = translate(&home, &nobody(), &[]);
    let record = is_translated(&third);
    assert_eq!(record["provenance"]["from_memory"], true);
}

#[test]
fn without_model_and_network_there_are_three_ways_out() {
    let home = home();
    let began = std::time::Instant::now();
    let output = translate(&home, &nobody(), &[]);
    let took = began.elapsed();
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.starts_with("alih: no endpoint is configured"),
        "{told}"
    );
    for way in [
        "--endpoint ollama",
        "OPENAI_API_KEY",
        "alih models import FOLDER",
    ] {
        assert!(told.contains(way), "{way}: {told}");
    }
    assert!(output.stdout.is_empty());
    // A tenth of it on a machine that does nothing else.
    assert!(took.as_millis() < 1_000, "{took:?}");
}

#[test]
fn whoever_names_the_engine_is_told_which_files_are_missing() {
    let home = home();
    let output = translate(&home, &nobody(), &["--endpoint", "local"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for word in [
        "127.0.0.1",
        "model.iden.intgemm.alphas.bin",
        "vocab.iden.spm",
        "alih models import FOLDER",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn a_configured_endpoint_is_asked_and_no_model_is_fetched() {
    let (home, mirror) = (home(), Mirror::start());
    let story = story::story(1);
    std::fs::write(home.path().join("artikel.txt"), story.text()).unwrap();
    let server = endpoint::Endpoint::start(move |request| {
        endpoint::good(request, std::slice::from_ref(&story))
    });
    let output = alih(home.path())
        .env("ALIH_MODELS_FROM", mirror.root())
        .env("ALIH_ENDPOINT", "ollama")
        .env("OPENAI_API_KEY", "sk-1")
        .args([
            "translate",
            "artikel.txt",
            "--endpoint",
            "openai",
            "--model",
            "m",
        ])
        .args(["--base-url", &server.base_url])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(mirror.endpoint.count(), 0);
    assert!(!folder(&home).exists());
}

#[test]
fn other_languages_are_refused_before_anything_is_fetched() {
    let (home, mirror) = (home(), Mirror::start());
    let output = translate(&home, mirror.root(), &["--from", "jv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("127.0.0.1 has no model for jv-en"),
        "{}",
        stderr(&output)
    );
    assert_eq!(mirror.downloads(), 0);
}

#[test]
fn the_engine_stands_in_for_an_endpoint_that_is_gone() {
    let (home, mirror) = (home(), Mirror::start());
    let gone = nobody();
    let arguments = [
        "--endpoint",
        "libretranslate",
        "--base-url",
        gone.as_str(),
        "--fallback",
        "local",
        "--tries",
        "1",
    ];
    let output = translate(&home, mirror.root(), &arguments);
    let record = is_translated(&output);
    assert_eq!(record["provenance"]["endpoint"], "local");
    assert_eq!(
        record["provenance"]["fallbacks"][0]["endpoint"],
        "libretranslate"
    );
}

#[test]
fn the_engine_is_tried_out_like_any_endpoint() {
    let home = home();
    let test = || {
        alih(home.path())
            .args(["endpoints", "test", "local"])
            .output()
            .unwrap()
    };
    let output = test();
    assert_eq!(output.status.code(), Some(4));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.contains("`alih models fetch id-en` brings it"),
        "{told}"
    );
    MODEL.write(&home.path().join("files"));
    let import = alih(home.path())
        .args(["models", "import", "files"])
        .output()
        .unwrap();
    assert_eq!(import.status.code(), Some(0), "{}", stderr(&import));
    let output = test();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn an_estimate_fetches_nothing() {
    let (home, mirror) = (home(), Mirror::start());
    let output = translate(&home, mirror.root(), &["--estimate"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(mirror.endpoint.count(), 0);
}

#[test]
fn threads_and_neighbours_do_not_change_a_translation() {
    let home = home();
    let models = home.path().join("models");
    MODEL.write(&home.path().join("files"));
    let import = alih(home.path())
        .args(["models", "import", "files", "--models", "models"])
        .output()
        .unwrap();
    assert_eq!(import.status.code(), Some(0), "{}", stderr(&import));
    let lines: String = (0..40)
        .map(|number| {
            let text = format!(
                "Gubernur membuka pasar ikan di Bantul selama {number} hari. {}",
                "Warga senang. ".repeat(number % 7)
            );
            serde_json::json!({"id": format!("a{number:02}"), "text": text}).to_string() + "\n"
        })
        .collect();
    std::fs::write(home.path().join("berita.jsonl"), lines).unwrap();
    let run = |threads: &str, width: &str| {
        let output = alih(home.path())
            .args([
                "translate",
                "berita.jsonl",
                "--endpoint",
                "local",
                "--no-memory",
            ])
            .args(["--threads", threads, "--width", width, "--models"])
            .arg(&models)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let texts = records(&output.stdout);
        texts
            .iter()
            .map(|record| record["translation"].to_string())
            .collect::<Vec<_>>()
    };
    let alone = run("1", "1");
    assert_eq!(alone.len(), 40);
    assert!(
        alone[13].contains("Governor opened the market of fish in Bantul for 13 days."),
        "{}",
        alone[13]
    );
    assert_eq!(alone, run("3", "16"));
}

#[test]
fn a_night_without_memory_of_the_model_asks_it_anew_when_the_model_changes() {
    let home = home();
    let import = |model: &super::support::model::Model| {
        model.write(&home.path().join("files"));
        let done = alih(home.path())
            .args(["models", "import", "files"])
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    };
    import(&MODEL);
    is_translated(&translate(&home, &nobody(), &[]));
    import(&super::support::model::dictionary::model(&[
        ("Gubernur", "Chief"),
        ("membuka", "opened the"),
    ]));
    let output = translate(&home, &nobody(), &[]);
    let record = records(&output.stdout).remove(0);
    let text = record["translation"]["parts"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Chief Sari opened the pasar"), "{text}");
}
