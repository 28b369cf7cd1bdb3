//! `alih endpoints test`: the cheapest call there is, and the fix by name.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, Request, completion, reply};
use support::{KEY, alih, stderr};
use tempfile::TempDir;

/// What a command came to.
struct Tried {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Tried {
    /// The rows of the report, checked for the key.
    fn rows(&self) -> Vec<Value> {
        let report: Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|_| panic!("{}{}", self.stdout, self.stderr));
        report["endpoints"].as_array().unwrap().clone()
    }

    fn row(&self) -> Value {
        self.rows().remove(0)
    }
}

fn home(toml: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("alih.toml"), toml).unwrap();
    home
}

fn tried(home: &TempDir, arguments: &[&str]) -> Tried {
    let output = alih(home.path())
        .env("DESK_KEY", KEY)
        .args(["endpoints", "test"])
        .args(arguments)
        .output()
        .unwrap();
    let tried = Tried {
        code: output.status.code().unwrap(),
        stderr: stderr(&output),
        stdout: String::from_utf8(output.stdout).unwrap(),
    };
    for said in [&tried.stdout, &tried.stderr] {
        assert!(!said.contains(KEY), "the key is shown: {said}");
    }
    tried
}

/// `[endpoint.desk]` at the mock.
fn desk(endpoint: &Endpoint, more: &str) -> TempDir {
    home(&format!(
        "[endpoint.desk]\nbase_url = \"{}\"\nkey_env = \"DESK_KEY\"\n{more}\n",
        endpoint.base_url
    ))
}

fn json(home: &TempDir) -> Tried {
    tried(home, &["desk", "--format", "json"])
}

fn models(names: &[&str]) -> Answer {
    let data: Vec<Value> = names.iter().map(|name| json!({"id": name})).collect();
    reply(200, &json!({"data": data}))
}

fn is_list(request: &Request) -> bool {
    request.target == "GET /v1/models"
}

#[test]
fn a_list_with_the_model_is_enough() {
    let endpoint = Endpoint::start(|_| models(&["writer-1", "writer-2"]));
    let home = desk(&endpoint, "model = \"writer-2\"");
    let tried_ = json(&home);
    assert_eq!(tried_.code, 0);
    let row = tried_.row();
    for (field, value) in [
        ("usable", json!(true)),
        ("reached", json!("good")),
        ("key", json!("good")),
        ("offered", json!("good")),
        ("requests", json!(1)),
        ("told", json!("2 models listed")),
        ("host", json!("127.0.0.1")),
        ("key_variable", json!("DESK_KEY")),
        ("reason", json!(null)),
    ] {
        assert_eq!(row[field], value, "{field}");
    }
    assert!(row["milliseconds"].is_u64());
    let requests = endpoint.requests();
    assert_eq!(requests.len(), 1);
    assert!(is_list(&requests[0]));
    assert_eq!(
        requests[0].headers["authorization"],
        format!("Bearer {KEY}")
    );
    let text = tried(&home, &["desk"]).stdout;
    for words in ["ok", "key of DESK_KEY taken", "model offered", "ms"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_wrong_key_is_named_by_its_variable_and_never_shown() {
    let endpoint = Endpoint::start(|_| {
        let message = format!("Incorrect API key provided: {KEY}");
        reply(401, &json!({"error": {"message": message}}))
    });
    let home = desk(&endpoint, "model = \"writer\"");
    let tried_ = json(&home);
    assert_eq!(tried_.code, 4);
    let row = tried_.row();
    assert_eq!(row["reason"]["kind"], "auth");
    assert_eq!(row["key"], "bad");
    assert_eq!(endpoint.count(), 1);
    let text = tried(&home, &["desk"]).stdout;
    assert!(text.contains("failed") && text.contains("DESK_KEY") && text.contains("fix: "));
}

#[test]
fn money_that_is_used_up_is_said() {
    let endpoint = Endpoint::start(|_| {
        reply(
            429,
            &json!({"error": {"type": "insufficient_quota", "code": "insufficient_quota", "message": "You exceeded"}}),
        )
    });
    let row = json(&desk(&endpoint, "model = \"writer\"")).row();
    assert_eq!(row["reason"]["kind"], "quota");
    assert_eq!(endpoint.count(), 1);
}

#[test]
fn a_model_that_is_not_listed_is_asked_for_one_word() {
    for (answers, code) in [(true, 0), (false, 4)] {
        let endpoint = Endpoint::start(move |request| match (is_list(request), answers) {
            (true, _) => models(&["writer-1"]),
            (false, true) => reply(200, &completion("Hello")),
            (false, false) => reply(404, &json!({"error": {"message": "no such model"}})),
        });
        let tried = json(&desk(&endpoint, "model = \"writer-9\""));
        assert_eq!(tried.code, code);
        let row = tried.row();
        assert_eq!(endpoint.count(), 2);
        let question = endpoint.requests()[1].json();
        assert_eq!(
            question["max_tokens"]
                .as_u64()
                .or(question["max_completion_tokens"].as_u64()),
            Some(16)
        );
        match answers {
            true => assert_eq!(row["offered"], "good"),
            false => {
                assert_eq!(row["reason"]["kind"], "not_found");
                assert_eq!(row["models"], json!(["writer-1"]));
            }
        }
    }
}

#[test]
fn a_server_without_a_list_is_asked_for_one_word() {
    let endpoint = Endpoint::start(|request| match is_list(request) {
        true => reply(404, &json!({"error": "not found"})),
        false => {
            let mut cut = completion("");
            cut["choices"][0]["finish_reason"] = json!("length");
            reply(200, &cut)
        }
    });
    let tried = json(&desk(&endpoint, "model = \"writer\""));
    assert_eq!(tried.code, 0, "{}", tried.stdout);
    assert_eq!(tried.row()["key"], "good");
}

#[test]
fn an_open_list_proves_no_key() {
    let endpoint = Endpoint::start(|request| match is_list(request) {
        true => models(&["writer"]),
        false => reply(401, &json!({"error": {"message": "No auth", "code": 401}})),
    });
    let home = desk(&endpoint, "service = \"openrouter\"\nmodel = \"writer\"");
    assert_eq!(json(&home).row()["reason"]["kind"], "auth");
}

#[test]
fn a_model_that_is_missing_is_asked_for() {
    let endpoint = Endpoint::start(|_| models(&["writer-1", "writer-2"]));
    let tried = json(&desk(&endpoint, ""));
    assert_eq!(tried.code, 4);
    let row = tried.row();
    assert!(
        row["reason"]["message"]
            .as_str()
            .unwrap()
            .contains("--model")
    );
    assert_eq!(row["models"], json!(["writer-1", "writer-2"]));
}

#[test]
fn a_local_model_is_not_loaded_to_be_tried() {
    let tags = |_: &Request| {
        let models = json!({"models": [{"name": "gemma3:latest"}, {"name": "qwen3:4b"}]});
        reply(200, &models)
    };
    let endpoint = Endpoint::start(tags);
    let home = home(&format!(
        "[endpoint.desk]\nservice = \"ollama\"\nbase_url = \"{}\"\nmodel = \"gemma3\"\n",
        endpoint.root()
    ));
    let tried_ = tried(&home, &["desk"]);
    assert_eq!(tried_.code, 0, "{}", tried_.stdout);
    assert!(tried_.stdout.contains("no key needed"));
    assert_eq!(endpoint.requests()[0].target, "GET /api/tags");
    assert_eq!(endpoint.count(), 1);
}

#[test]
fn engines_are_tried_with_their_own_lists() {
    let libre = |request: &Request| match request.target.as_str() {
        "GET /languages" => reply(
            200,
            &json!([{"code": "en", "targets": ["id"]}, {"code": "id", "targets": ["en", "id"]}]),
        ),
        _ if request.json()["api_key"] == json!(KEY) => {
            reply(200, &json!({"translatedText": ["hello"]}))
        }
        _ => reply(400, &json!({"error": "Visit https://x to get an API key"})),
    };
    let endpoint = Endpoint::start(libre);
    let with = |more: &str| {
        home(&format!(
            "[endpoint.desk]\nservice = \"libretranslate\"\nbase_url = \"{}\"\n{more}\n",
            endpoint.root()
        ))
    };
    let good = with("key_env = \"DESK_KEY\"");
    assert_eq!(json(&good).row()["usable"], true);
    assert_eq!(json(&with("")).row()["reason"]["kind"], "auth");
    let before = endpoint.count();
    let malay = tried(&good, &["desk", "--to", "ms", "--format", "json"]);
    assert_eq!(malay.row()["reason"]["kind"], "config");
    assert_eq!(malay.row()["pair"], json!(["id", "ms"]));
    assert_eq!(endpoint.count(), before + 1, "no word is spent on it");
}

#[test]
fn an_account_that_is_used_up_is_no_success() {
    let endpoint = Endpoint::start(|request| match request.target.as_str() {
        "GET /v2/usage" => reply(
            200,
            &json!({"character_count": 500_000, "character_limit": 500_000}),
        ),
        _ => reply(456, &json!({"message": "Quota exceeded"})),
    });
    let home = home(&format!(
        "[endpoint.desk]\nservice = \"deepl\"\nbase_url = \"{}\"\nkey_env = \"DESK_KEY\"\n",
        endpoint.root()
    ));
    assert_eq!(json(&home).row()["reason"]["kind"], "quota");
    assert_eq!(endpoint.count(), 1);
}

#[test]
fn all_that_are_configured_are_tried_and_one_that_fails_stops_none() {
    let endpoint = Endpoint::start(|_| models(&["writer"]));
    let home = home(&format!(
        "use = \"ollama\"\nmodel = \"none\"\nbase_url = \"http://127.0.0.1:9\"\n\
         [endpoint.good]\nbase_url = \"{}\"\nmodel = \"writer\"\nkey_env = \"DESK_KEY\"\n\
         [endpoint.wrong]\nservice = \"nosuch\"\n",
        endpoint.base_url
    ));
    let tried_ = tried(&home, &["--format", "json"]);
    assert_eq!(tried_.code, 3);
    let rows = tried_.rows();
    let summary: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            let kind = row["reason"]["kind"].as_str().unwrap_or("fine");
            (row["name"].as_str().unwrap(), kind)
        })
        .collect();
    assert_eq!(
        summary,
        [("ollama", "network"), ("good", "fine"), ("wrong", "config")]
    );
    assert_eq!(rows[0]["reached"], "bad");
}

#[test]
fn what_cannot_work_is_a_usage_error() {
    let empty = home("");
    for (arguments, words) in [
        (&[][..], "alih endpoints test ollama"),
        (&["openai"], "OPENAI_API_KEY"),
        (&["opnai"], "did you mean openai"),
    ] {
        let tried = tried(&empty, arguments);
        assert_eq!(tried.code, 2, "{arguments:?}");
        assert!(tried.stderr.contains(words), "{}", tried.stderr);
    }
}
