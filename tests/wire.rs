//! Request bodies as they go out, written where a schema checker finds them,
//! and held against what compatible servers are known to accept.

use std::path::PathBuf;

use alih::carrier::{Carrier, Segment, Wanted, pack, schema};
use alih::prompt::{Prompts, SummaryShape, SummaryStyle};
use alih::provider::{Body, ChatQuestion, Endpoint, SERVICES, TextsQuestion, Voice, kind};
use alih::settings::{Environment, Layers, Role, resolve_endpoint};
use serde_json::Value;

const WANTED: [(&str, Wanted); 3] = [
    ("translation", Wanted::Translation),
    ("summary", Wanted::Summary),
    ("both", Wanted::Both),
];
const CARRIERS: [(&str, Carrier); 2] = [("tagged", Carrier::Tagged), ("schema", Carrier::Schema)];

fn endpoint(service: &str) -> Endpoint {
    let layers = Layers {
        flags: vec![
            ("model", "some-model".to_owned()),
            ("base-url", "http://127.0.0.1:9/v1".to_owned()),
        ],
        environment: Environment::default(),
        ..Layers::default()
    };
    resolve_endpoint(service, Role::Main, &layers)
        .unwrap()
        .endpoint
}

fn body(service: &str, wanted: Wanted, carrier: Carrier) -> Value {
    let endpoint = endpoint(service);
    let Voice::Chat { describe, .. } = &endpoint.kind.voice else {
        panic!("{service} does not chat");
    };
    let prompts = Prompts::new(&[]).unwrap();
    let shape = SummaryShape {
        words: 60,
        style: SummaryStyle::Brief,
    };
    let segments = [
        Segment {
            id: "title".into(),
            text: "Harga Beras Naik".into(),
        },
        Segment {
            id: "p1".into(),
            text: "Harga beras naik 5 persen, \"kata\" pedagang.".into(),
        },
    ];
    let question = ChatQuestion {
        system: prompts.system(wanted, carrier, "en-US", shape),
        user: prompts.question("", "0a1b2c3d", &pack(&segments, "0a1b2c3d")),
        max_output_tokens: 4500,
        schema: (carrier == Carrier::Schema).then(|| schema(wanted)),
    };
    match describe(&endpoint, &question).body {
        Body::Json(body) => body,
        other => panic!("{other:?}"),
    }
}

/// Fields that a server's documentation names, where it has a closed list.
fn known_fields(service: &str) -> Option<&'static [&'static str]> {
    match service {
        "mistral" | "ollama-openai" | "llamacpp" | "lmstudio" | "deepseek" | "together" => {
            Some(&["model", "messages", "max_tokens", "response_format"])
        }
        "openai" | "azure-openai" | "groq" => Some(&[
            "model",
            "messages",
            "max_completion_tokens",
            "response_format",
        ]),
        "ollama" => Some(&[
            "model", "messages", "stream", "think", "truncate", "shift", "options", "format",
        ]),
        _ => None,
    }
}

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wire");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn bodies_hold_only_what_each_service_knows() {
    let chats = SERVICES
        .iter()
        .filter(|row| kind(row.kind).is_some_and(|kind| matches!(kind.voice, Voice::Chat { .. })));
    for service in chats {
        for (wanted_name, wanted) in WANTED {
            for (carrier_name, carrier) in CARRIERS {
                let body = body(service.name, wanted, carrier);
                for field in body.as_object().unwrap().keys() {
                    let known = known_fields(service.name);
                    assert!(
                        known.is_none_or(|known| known.contains(&field.as_str())),
                        "{} does not know {field}",
                        service.name
                    );
                }
                let name = format!("{}-{wanted_name}-{carrier_name}.json", service.name);
                std::fs::write(folder().join(name), body.to_string()).unwrap();
            }
        }
    }
}

#[test]
fn bodies_for_engines_are_written_for_the_schema_checker() {
    for (name, context, glossary) in [
        ("plain", None, None),
        ("headline", Some("Harga beras naik."), None),
        (
            "glossary",
            None,
            Some("def3a26b-3e84-45b3-84ae-0c0aaf3525f7"),
        ),
    ] {
        let mut endpoint = endpoint("deepl");
        if let Some(id) = glossary {
            endpoint.parameters.insert("glossary_id".into(), id.into());
        }
        let Voice::Texts { describe, .. } = &endpoint.kind.voice else {
            panic!("deepl does not translate texts");
        };
        let question = TextsQuestion {
            texts: vec!["Harga Beras Naik".into(), "\"Naik\", kata pedagang.".into()],
            source: "id".into(),
            target: "en-US".into(),
            title: None,
            context: context.map(str::to_owned),
        };
        let Body::Json(body) = describe(&endpoint, &question).body else {
            panic!("deepl takes JSON");
        };
        let file = folder().join(format!("deepl-{name}.json"));
        std::fs::write(file, body.to_string()).unwrap();
    }
}
