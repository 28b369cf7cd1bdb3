//! Every kind of endpoint through the binary: one article makes one shape of
//! record, and one fault has one name, whoever words it.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, Request, reply};
use support::story::{Story, story};
use support::vendor::{APERTIUM, CHATS, ENGINES, Vendor, Voice, keyed};
use support::{alih, desk, records, stderr};

struct Ended {
    code: i32,
    record: Value,
    stderr: String,
    requests: usize,
}

fn stories() -> [Story; 1] {
    [story(7)]
}

fn vendors() -> impl Iterator<Item = &'static Vendor> {
    CHATS.iter().chain(&ENGINES)
}

fn run(
    vendor: &'static Vendor,
    behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    arguments: &[&str],
) -> Ended {
    let endpoint = Endpoint::start(behaviour);
    let home = desk(vendor, endpoint.root(), "");
    let mut command = alih(home.path());
    let output = keyed(&mut command)
        .args(["translate", "artikel.txt", "--tries", "1", "--repair", "0"])
        .args(arguments)
        .output()
        .unwrap();
    let told = stderr(&output);
    let record = records(&output.stdout).pop();
    Ended {
        code: output.status.code().unwrap(),
        record: record.unwrap_or_else(|| panic!("{}: {told}", vendor.service)),
        stderr: told,
        requests: endpoint.count(),
    }
}

/// Every place of a value with the type of what stands there.
fn shape(value: &Value, at: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                shape(value, &format!("{at}/{name}"), into);
            }
        }
        Value::Array(items) => {
            for item in items {
                shape(item, &format!("{at}/*"), into);
            }
        }
        Value::Null => {}
        Value::Bool(_) => drop(into.insert(format!("{at} bool"))),
        Value::Number(_) => drop(into.insert(format!("{at} number"))),
        Value::String(_) => drop(into.insert(format!("{at} string"))),
    }
}

/// What only some endpoints can tell: which model answered, by which
/// instructions.
const MODELS: [&str; 4] = [
    "/provenance/model_answered string",
    "/provenance/prompt string",
    "/provenance/glossary string",
    "/provenance/request_ids/* string",
];

#[test]
fn one_article_makes_one_shape_of_record_whoever_answers() {
    let mut first: Option<(BTreeSet<String>, Value)> = None;
    for vendor in vendors() {
        let faithful = |request: &Request| vendor.faithful(request, &stories());
        // Apertium has Malay only; what it is asked for is the same.
        let to = match vendor.service {
            "apertium" => "ms",
            _ => "en-US",
        };
        let arguments = ["--summary-endpoint", "extractive", "--to", to];
        let ended = run(vendor, faithful, &arguments);
        assert_ne!(
            ended.record["outcome"], "failed",
            "{}: {}",
            vendor.service, ended.record
        );
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let mut places = BTreeSet::new();
        let mut record = ended.record;
        record["flags"] = json!([]);
        shape(&record, "", &mut places);
        places.retain(|place| !MODELS.contains(&place.as_str()));
        let texts = json!([
            record["translation"]["title"],
            record["translation"]["parts"],
            record["summary"]
        ]);
        match &first {
            None => first = Some((places, texts)),
            Some((expected, said)) => {
                assert_eq!(&places, expected, "{}", vendor.service);
                if vendor.service != "apertium" {
                    assert_eq!(&texts, said, "{}", vendor.service);
                }
            }
        }
        assert_eq!(record["provenance"]["endpoint"], "desk");
        assert_eq!(record["provenance"]["host"], "127.0.0.1");
    }
    let (expected, _) = first.unwrap();
    assert!(expected.len() > 30, "{expected:?}");
}

/// A fault, how each kind of vendor words it, and what it is.
struct Row {
    fault: &'static str,
    reason: &'static str,
}

const FAULTS: [Row; 10] = [
    Row {
        fault: "wrong key",
        reason: "auth",
    },
    Row {
        fault: "no credit",
        reason: "quota",
    },
    Row {
        fault: "throttled",
        reason: "rate",
    },
    Row {
        fault: "overloaded",
        reason: "network",
    },
    Row {
        fault: "broken",
        reason: "network",
    },
    Row {
        fault: "unknown path",
        reason: "not_found",
    },
    Row {
        fault: "too long",
        reason: "too_large",
    },
    Row {
        fault: "rejected",
        reason: "bad_reply",
    },
    Row {
        fault: "web page",
        reason: "config",
    },
    Row {
        fault: "empty",
        reason: "empty",
    },
];

/// How a vendor words a fault.
fn worded(vendor: &Vendor, fault: &str) -> Answer {
    let status = match (fault, vendor.service) {
        ("web page" | "empty", _) => 200,
        ("wrong key", "gemini" | "deepl" | "libretranslate") => 403,
        ("wrong key", _) => 401,
        ("no credit", "deepl") => 456,
        ("no credit", "openai" | "gemini") => 429,
        ("no credit", "google" | "google-v3" | "azure" | "azure-2026") => 403,
        ("no credit", _) => 402,
        ("throttled", "google" | "google-v3") => 403,
        ("throttled", _) => 429,
        ("overloaded", "anthropic" | "deepl") => 529,
        ("overloaded", _) => 503,
        ("broken", _) => 500,
        ("unknown path", _) => 404,
        (
            "too long",
            "anthropic" | "deepl" | "papago" | "http" | "mtranserver" | "apertium" | "modernmt",
        ) => 413,
        ("too long", _) => 400,
        ("rejected", _) => 400,
        _ => panic!("{fault}"),
    };
    let said = match fault {
        "wrong key" => "the key is not valid",
        "no credit" => "quota exceeded: Daily Limit Exceeded",
        "throttled" => "User Rate Limit Exceeded",
        "overloaded" => "overloaded",
        "broken" => "internal",
        "unknown path" => "not found",
        "too long" => "the text is too long: length exceeds the text limit",
        _ => "something about this request",
    };
    match fault {
        "web page" => {
            return Answer::Reply {
                status,
                headers: vec![("content-type".to_owned(), "text/html".to_owned())],
                body: b"<!DOCTYPE html><title>Login</title>".to_vec(),
            };
        }
        "empty" => {
            let nothing = vec![String::new(); 4];
            return match &vendor.voice {
                // A model that thought and said nothing is another fault.
                Voice::Chat { .. } if vendor.service == "anthropic" => reply(
                    200,
                    &json!({"type": "message", "content": [], "stop_reason": "end_turn"}),
                ),
                Voice::Chat { whole, .. } => reply(200, &whole("")),
                Voice::Texts { whole, .. } => reply(200, &whole(&nothing)),
            };
        }
        // The server that wants a key and gets a wrong one.
        "wrong key" if vendor.service.starts_with("azure") => {
            return Answer::Reply {
                status,
                headers: Vec::new(),
                body: Vec::new(),
            };
        }
        _ => {}
    }
    let body = match vendor.service {
        "openai" => {
            let code = match fault {
                "no credit" => "insufficient_quota",
                "throttled" => "rate_limit_exceeded",
                "too long" => "context_length_exceeded",
                _ => "",
            };
            json!({"error": {"message": said, "type": code, "param": null, "code": code}})
        }
        "anthropic" => json!({"type": "error", "error": {"type": "x", "message": said}}),
        "gemini" => {
            let said = match fault {
                "too long" => {
                    "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."
                }
                "no credit" => "quota for GenerateRequestsPerDay is used up",
                _ => said,
            };
            json!([{"error": {"code": status, "message": said, "status": "X"}}])
        }
        "ollama" | "libretranslate" => match fault {
            "too long" if vendor.service == "ollama" => {
                json!({"error": "the input is too long: exceeds the context length"})
            }
            "too long" => {
                json!({"error": "Invalid request: request (9000) exceeds text limit (5000)"})
            }
            "wrong key" if vendor.service == "libretranslate" => {
                json!({"error": "Invalid API key"})
            }
            _ => json!({"error": said}),
        },
        "deepl" => json!({"message": said}),
        "google" | "google-v3" => {
            json!({"error": {"code": status, "message": said, "errors": [{"reason": "x"}]}})
        }
        "azure" | "azure-2026" => {
            json!({"error": {"code": u32::from(status) * 1000, "message": match fault {
                "no credit" => "the free quota is used up",
                "too long" => "The size of the array exceeds the maximum",
                _ => said,
            }}})
        }
        "modernmt" => json!({"status": status, "error": {"type": "x", "message": said}}),
        "yandex" => json!({"code": 3, "message": match fault {
            "too long" => "text length must be not greater than 10000",
            _ => said,
        }}),
        "papago" => json!({"error": {"errorCode": "210", "message": said}}),
        "apertium" => {
            json!({"status": "error", "code": status, "message": "X", "explanation": said})
        }
        _ => json!({"error": said}),
    };
    reply(status, &body)
}

#[test]
fn ten_faults_have_one_name_each_whoever_words_them() {
    for row in &FAULTS {
        for vendor in vendors() {
            let ended = run(vendor, |_| worded(vendor, row.fault), &[]);
            let place = format!("{} from {}", row.fault, vendor.service);
            assert_eq!(
                ended.record["reason"]["kind"], row.reason,
                "{place}: {}",
                ended.record["reason"]
            );
            assert_eq!(ended.record["outcome"], "failed", "{place}");
            assert!(ended.record["translation"].is_null(), "{place}");
            assert_eq!(ended.code, 4, "{place}");
            let most = match row.reason {
                "too_large" => 20,
                "empty" => 8,
                _ => 4,
            };
            assert!(ended.requests <= most, "{place}: {}", ended.requests);
        }
    }
}

#[test]
fn an_engine_of_one_text_is_asked_text_by_text() {
    let faithful = |request: &Request| APERTIUM.faithful(request, &stories());
    assert_eq!(run(&APERTIUM, faithful, &["--to", "ms"]).requests, 4);
}
