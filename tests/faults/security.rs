//! The rows about keys, places and foreign text.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::json;

use super::ended::{
    Trial, error, files, good_story, run, stories, the_story, with_text, write_story,
};
use super::support::endpoint::{Endpoint, reply};
use super::support::vendor::{CHATS, ENGINES, keyed};
use super::support::{KEY, alih, desk, records, stderr};

#[test]
fn security_key_is_in_no_address_no_message_and_no_file_of_any_kind_of_endpoint() {
    for vendor in CHATS.iter().chain(&ENGINES) {
        let behave = |request: &super::support::endpoint::Request| {
            // Whatever carried the key comes back in the error.
            let echo = format!("{:?} {}", request.headers, request.json());
            reply(
                400,
                &json!({"error": {"message": format!("bad request: {KEY} {echo}")}}),
            )
        };
        for good in [true, false] {
            let endpoint = Endpoint::start(move |request| match good {
                true => vendor.faithful(request, &stories()),
                false => behave(request),
            });
            let home = desk(vendor, endpoint.root(), "");
            let mut command = alih(home.path());
            let output = keyed(&mut command)
                .args(["translate", "artikel.txt", "-o", "hasil.jsonl", "-vv"])
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
            assert!(!told.contains(KEY), "{}: {told}", vendor.service);
            assert!(endpoint.count() > 0, "{}: {told}", vendor.service);
            for request in endpoint.requests() {
                assert!(!request.target.contains(KEY), "{}", vendor.service);
            }
            for path in files(home.path()) {
                let bytes = fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                assert!(
                    !text.contains(KEY),
                    "{}: {}",
                    vendor.service,
                    path.display()
                );
            }
        }
    }
}

#[test]
fn security_no_flag_takes_a_key() {
    for flag in ["--api-key", "--key", "--token"] {
        let ended = Trial::one(good_story).with(&[flag, "sk-x"]).printed();
        assert_eq!(ended.0, 2, "{flag}");
    }
}

#[test]
fn security_a_dotenv_that_others_can_read_is_warned_about() {
    let ask = |mode: u32, text: &str| {
        let trial = Trial::one(good_story).file(".env", text);
        let path = trial.home().join(".env");
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let ended = trial.run();
        ended.is_ok();
        ended.stderr.contains("chmod 600")
    };
    assert!(ask(0o644, "MISTRAL_API_KEY=sk-1\n"));
    assert!(ask(0o640, "MISTRAL_API_KEY=sk-1\n"));
    assert!(!ask(0o600, "MISTRAL_API_KEY=sk-1\n"));
    assert!(!ask(0o644, "ALIH_TO=en-GB\nMISTRAL_API_KEY=\n"));
}

#[test]
fn security_files_of_a_parent_folder_are_not_read() {
    let endpoint = Endpoint::start(good_story);
    let home = tempfile::tempdir().unwrap();
    let below = home.path().join("meja");
    fs::create_dir(&below).unwrap();
    write_story(&below);
    let hostile = Endpoint::start(good_story);
    let base = &hostile.base_url;
    fs::write(
        home.path().join(".env"),
        format!("OPENAI_BASE_URL={base}\nALIH_BASE_URL={base}\n"),
    )
    .unwrap();
    fs::write(
        home.path().join("alih.toml"),
        format!("base_url = \"{base}\"\n"),
    )
    .unwrap();
    let output = alih(&below)
        .env("OPENAI_API_KEY", KEY)
        .env("OPENAI_BASE_URL", &endpoint.base_url)
        .args([
            "translate",
            "artikel.txt",
            "--endpoint",
            "openai",
            "--model",
            "mock",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!((endpoint.count(), hostile.connections()), (1, 0));
}

#[test]
fn security_a_key_and_an_address_from_different_places_are_pointed_out() {
    let ended = Trial::one(good_story)
        .file(
            "alih.toml",
            "[endpoint.lain]\nservice = \"openai\"\nmodel = \"m\"\nbase_url = \"https://penerjemah.invalid/v1\"\n",
        )
        .with(&["--fallback", "lain"])
        .run();
    ended
        .is_ok()
        .told("goes to penerjemah.invalid")
        .told("from another place");
}

#[test]
fn security_a_key_over_plain_http_to_another_machine_is_refused() {
    let ended = Trial::one(good_story).at("http://93.184.216.34/v1").run();
    ended.exits(2).asked(0);
    assert!(ended.records.is_empty());
    assert!(!ended.stderr.is_empty());
}

const STEERING: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}gnorw\u{2066}\r";

fn steers(text: &str) -> bool {
    let steering = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().any(steering)
}

#[test]
fn security_nothing_foreign_steers_the_terminal() {
    // An error message, an id and a model's words.
    let said = json!({"error": {"message": format!("bad {STEERING} request")}});
    for arguments in [&["--format", "text"][..], &[]] {
        let line =
            json!({"id": format!("a{STEERING}"), "title": "Judul", "text": the_story().parts[1].0});
        let (said, line) = (said.clone(), line.to_string());
        let output = {
            let endpoint = Endpoint::start(error(400, said));
            let home = tempfile::tempdir().unwrap();
            fs::write(home.path().join("berita.jsonl"), line).unwrap();
            alih(home.path())
                .env("OPENAI_API_KEY", KEY)
                .args([
                    "translate",
                    "berita.jsonl",
                    "--endpoint",
                    "openai",
                    "--model",
                    "mock",
                    "-vv",
                ])
                .args(["--base-url", &endpoint.base_url])
                .args(arguments)
                .output()
                .unwrap()
        };
        assert!(!steers(&stderr(&output)), "{:?}", stderr(&output));
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!steers(&shown), "{shown:?}");
    }
    let (code, shown) = Trial::one(|request| {
        with_text(request, |text, _| {
            text.replace("Residents", &format!("{STEERING}Residents"))
        })
    })
    .with(&["--format", "text", "--repair", "0"])
    .printed();
    assert!(code == 0 && shown.contains("Residents"), "{shown}");
    assert!(!steers(&shown), "{shown:?}");
}

#[test]
fn security_no_id_leads_out_of_the_output_folder() {
    let long = "x/".repeat(4000);
    let ids = [
        "../../keluar",
        "/etc/passwd",
        "..",
        ".",
        "a/b/c",
        "a\\b",
        "CON",
        "-rf",
        "",
        "\u{0}",
        long.as_str(),
        "C:\\x",
        "~root",
        "%2e%2e%2f",
        "\u{202e}txt",
    ];
    let lines: String = ids
        .iter()
        .zip(stories())
        .map(|(id, story)| {
            let mut line: serde_json::Value = serde_json::from_str(&story.json()).unwrap();
            line["id"] = json!(id);
            format!("{line}\n")
        })
        .collect();
    for form in ["json", "markdown", "html"] {
        let trial = Trial::of_file("berita.jsonl", lines.as_bytes(), good_story).with(&[
            "-o",
            "hasil/",
            "--format",
            form,
            "--no-memory",
        ]);
        let ended = trial.run();
        ended.exits(0);
        let home = ended.home.path();
        let mut found = 0;
        for path in files(home) {
            let inside = path.strip_prefix(home).unwrap();
            if inside == std::path::Path::new("berita.jsonl") {
                continue;
            }
            assert_eq!(
                inside.parent(),
                Some(std::path::Path::new("hasil")),
                "{inside:?}"
            );
            let name = inside.file_name().unwrap().to_str().unwrap();
            let plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
            assert!(name.chars().all(plain) && name.len() <= 120, "{name}");
            found += usize::from(!name.starts_with('.'));
        }
        assert_eq!(found, ids.len(), "{form}");
    }
}

#[test]
fn security_a_link_in_the_output_folder_is_replaced_and_not_followed() {
    let first = Trial::one(good_story)
        .with(&["-o", "hasil/", "--no-memory"])
        .run();
    first.exits(0);
    let folder = first.home.path().join("hasil");
    let made: Vec<_> = files(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == "json"))
        .collect();
    let trial = Trial::one(good_story).with(&["-o", "hasil/", "--no-memory", "--fresh"]);
    let victim = trial.home().join("rahasia");
    fs::write(&victim, "mine").unwrap();
    let folder = trial.home().join("hasil");
    fs::create_dir(&folder).unwrap();
    let link = folder.join(made[0].file_name().unwrap());
    symlink(&victim, &link).unwrap();
    let ended = trial.run();
    ended.exits(0);
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(!link.is_symlink() && link.is_file());
}

#[test]
fn security_the_memory_is_its_owners_alone() {
    let ended = run(good_story);
    let folder = ended.home.path().join(".local/share/alih");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let held = files(&folder);
    assert!(!held.is_empty());
    for path in held {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn security_a_damaged_settings_file_is_refused_without_showing_its_lines() {
    for (name, text) in [
        (".env", "OPENAI_API_KEY='sk-secret-line\nALIH_TO"),
        ("alih.toml", "key = \"sk-secret-line"),
    ] {
        let trial = Trial::one(good_story).file(name, text);
        let ended = trial.run();
        ended.exits(2).asked(0);
        assert!(!ended.stderr.contains("sk-secret"), "{}", ended.stderr);
        assert!(records(ended.stdout.as_bytes()).is_empty());
    }
}

#[test]
fn security_the_sources_are_locked_and_hold_no_unsafe_code() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(root.join("Cargo.lock").is_file());
    let library = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    assert!(library.contains("#![forbid(unsafe_code)]"));
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(
        manifest["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let lock: toml::Table = fs::read_to_string(root.join("Cargo.lock"))
        .unwrap()
        .parse()
        .unwrap();
    for package in lock["package"].as_array().unwrap() {
        if let Some(source) = package.get("source") {
            assert_eq!(
                source.as_str(),
                Some("registry+https://github.com/rust-lang/crates.io-index")
            );
        }
    }
    assert!(root.join("deny.toml").is_file());
}

#[test]
fn security_every_direct_dependency_has_its_reason() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let systems = manifest["target"].as_table().unwrap().values();
    let mut needed: Vec<&str> = systems
        .chain(["dependencies", "dev-dependencies"].map(|table| &manifest[table]))
        .map(|table| table.get("dependencies").unwrap_or(table))
        .flat_map(|table| table.as_table().unwrap().keys())
        .map(String::as_str)
        .collect();
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, table) = architecture.split_once("## Direct dependencies").unwrap();
    let mut given: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" |"))
        .flat_map(|(names, _)| names.split(", "))
        .filter(|name| *name != "crate")
        .collect();
    needed.sort_unstable();
    needed.dedup();
    given.sort_unstable();
    assert_eq!(given, needed);
}
