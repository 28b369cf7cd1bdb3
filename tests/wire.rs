//! Requests as they go out: bodies are written where a checker holds them
//! against published schemas, fields are held against what compatible servers
//! are known to accept, and what no schema describes is held against
//! `golden/requests.txt`. `ALIH_BLESS=1 cargo test --test wire` writes that
//! file anew; its difference is to be read.

use std::fmt::Write as _;
use std::path::PathBuf;

use alih::carrier::{Carrier, Segment, Wanted, pack, schema};
use alih::prompt::{Prompts, SummaryShape, SummaryStyle};
use alih::provider::{
    Body, Call, ChatQuestion, Endpoint, HeaderText, SERVICES, Service, TextsQuestion, Voice, kind,
};
use alih::settings::{Environment, Layers, Role, resolve_endpoint};
use serde_json::{Value, json};

const WANTED: [(&str, Wanted); 3] = [
    ("translation", Wanted::Translation),
    ("summary", Wanted::Summary),
    ("both", Wanted::Both),
];
const CARRIERS: [(&str, Carrier); 2] = [("tagged", Carrier::Tagged), ("schema", Carrier::Schema)];
const TERMS: [(&str, &str); 2] = [
    ("plain", ""),
    (
        "glossary",
        "Use these terms:\n- bupati: regent\n- \"RT\": keep as it is\n\n",
    ),
];
const STREAMS: [&str; 2] = ["whole", "stream"];

/// Kinds whose requests a published schema describes.
const DESCRIBED: [&str; 4] = ["openai", "gemini", "ollama", "deepl"];

fn endpoint(service: &str) -> Endpoint {
    let mut table =
        format!("[endpoint.{service}]\nmodel = \"some-model\"\nkey_env = \"TEST_KEY\"\n");
    match service {
        "http" => table.push_str(
            "url = \"https://mt.example/api/{{source}}/{{target}}\"\n\
             headers = { Authorization = \"Bearer ${TEST_KEY}\" }\n\
             body = { texts = \"{{texts}}\", about = \"{{context}}\" }\n\
             response.texts = \"/data/*/text\"\n",
        ),
        "google-v3" => table.push_str(
            "base_url = \"https://translation.googleapis.com/v3/projects/p/locations/global\"\n",
        ),
        "azure-openai" => table.push_str("base_url = \"https://r.openai.azure.com/openai/v1\"\n"),
        _ => {}
    }
    let layers = Layers {
        environment: Environment {
            variables: [("TEST_KEY".to_owned(), "the-key".to_owned())].into(),
            ..Environment::default()
        },
        files: vec![("alih.toml".into(), table.parse().unwrap())],
        ..Layers::default()
    };
    resolve_endpoint(service, Role::Other, &layers)
        .unwrap()
        .endpoint
}

fn chats() -> impl Iterator<Item = &'static Service> {
    services(|voice| matches!(voice, Voice::Chat { .. }))
}

fn engines() -> impl Iterator<Item = &'static Service> {
    services(|voice| matches!(voice, Voice::Texts { .. }))
}

fn services(speaks: fn(&Voice) -> bool) -> impl Iterator<Item = &'static Service> {
    // The embedded engine is on no wire.
    let known = |row: &&Service| kind(row.kind).is_some_and(|kind| kind.name != "local");
    SERVICES
        .iter()
        .filter(known)
        .filter(move |row| speaks(&kind(row.kind).unwrap().voice))
}

fn question(wanted: Wanted, carrier: Carrier, terms: &str) -> ChatQuestion {
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
            text: "Harga beras naik 5 persen, \"kata\" pedagang \\ {{text}}.\n${HOME}".into(),
        },
    ];
    ChatQuestion {
        system: prompts.system(wanted, carrier, "en-US", shape),
        user: prompts.question(terms, "0a1b2c3d", &pack(&segments, "0a1b2c3d")),
        max_output_tokens: 4500,
        schema: (carrier == Carrier::Schema).then(|| schema(wanted)),
    }
}

fn asked(service: &str, question: &ChatQuestion, stream: &str) -> Call {
    let endpoint = endpoint(service);
    let Voice::Chat {
        describe,
        stream: in_pieces,
        ..
    } = &endpoint.kind.voice
    else {
        panic!("{service} does not chat");
    };
    let mut call = describe(&endpoint, question);
    if stream == "stream" {
        in_pieces(&endpoint, &mut call);
    }
    call
}

fn translated(service: &str, parameters: Value, context: Option<&str>) -> Call {
    let mut endpoint = endpoint(service);
    for (name, value) in parameters.as_object().into_iter().flatten() {
        endpoint.parameters.insert(name.clone(), value.clone());
    }
    let Voice::Texts { describe, .. } = &endpoint.kind.voice else {
        panic!("{service} does not translate texts");
    };
    let mut texts = vec![
        "Harga Beras Naik".to_owned(),
        "\"Naik\", kata pedagang \\ {{text}}.\n${HOME}".to_owned(),
    ];
    texts.truncate(endpoint.limits.items);
    let question = TextsQuestion {
        texts,
        source: "id".into(),
        target: "en-US".into(),
        title: None,
        context: context.map(str::to_owned),
        glossary: None,
    };
    describe(&endpoint, &question)
}

fn json_of(call: &Call) -> &Value {
    match &call.body {
        Body::Json(body) => body,
        other => panic!("{other:?}"),
    }
}

/// Fields that a server's documentation names, where it has a closed list.
fn known_fields(service: &str) -> Option<&'static [&'static str]> {
    match service {
        "mistral" => Some(&[
            "model",
            "messages",
            "max_tokens",
            "response_format",
            "stream",
        ]),
        "ollama-openai" | "llamacpp" | "lmstudio" | "deepseek" | "together" => Some(&[
            "model",
            "messages",
            "max_tokens",
            "response_format",
            "stream",
            "stream_options",
        ]),
        "openai" | "azure-openai" | "groq" => Some(&[
            "model",
            "messages",
            "max_completion_tokens",
            "response_format",
            "stream",
            "stream_options",
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

fn write(name: &str, body: &Value) {
    std::fs::write(folder().join(format!("{name}.json")), body.to_string()).unwrap();
}

#[test]
fn bodies_hold_only_what_each_service_knows() {
    let mut written = 0;
    for service in chats() {
        for (wanted_name, wanted) in WANTED {
            for (carrier_name, carrier) in CARRIERS {
                for (terms_name, terms) in TERMS {
                    for stream in STREAMS {
                        let call = asked(service.name, &question(wanted, carrier, terms), stream);
                        let body = json_of(&call);
                        for field in body.as_object().unwrap().keys() {
                            let known = known_fields(service.name);
                            assert!(
                                known.is_none_or(|known| known.contains(&field.as_str())),
                                "{} does not know {field}",
                                service.name
                            );
                        }
                        let name = format!(
                            "{}-{wanted_name}-{carrier_name}-{terms_name}-{stream}",
                            service.name
                        );
                        write(&name, body);
                        written += 1;
                    }
                }
            }
        }
    }
    assert_eq!(written, chats().count() * 24);
}

#[test]
fn bodies_for_engines_are_written_for_the_schema_checker() {
    let glossary = json!({"glossary_id": "def3a26b-3e84-45b3-84ae-0c0aaf3525f7"});
    for (name, parameters, context) in [
        ("plain", Value::Null, None),
        ("headline", Value::Null, Some("Harga beras naik.")),
        ("glossary", glossary, None),
    ] {
        write(
            &format!("deepl-{name}"),
            json_of(&translated("deepl", parameters, context)),
        );
    }
}

/// A request as a person reads it; of a key only that it is there.
fn shown(name: &str, call: &Call) -> String {
    let mut text = format!("## {name}\n{:?} {}\n", call.method, call.url);
    for header in &call.headers {
        let value = match &header.value {
            HeaderText::Plain(value) => value.clone(),
            HeaderText::Secret(secret) => secret.reveal().replace("the-key", "KEY"),
        };
        writeln!(text, "{}: {value}", header.name).unwrap();
    }
    match &call.body {
        Body::Json(body) => writeln!(text, "{body:#}").unwrap(),
        Body::Form(fields) => {
            for (name, value) in fields {
                writeln!(text, "{name} = {value:?}").unwrap();
            }
        }
        other => panic!("{other:?}"),
    }
    text + "\n"
}

#[test]
fn requests_without_a_published_schema_are_as_they_were_read_and_agreed() {
    let mut text = String::new();
    for service in chats().filter(|row| !DESCRIBED.contains(&row.kind)) {
        for (wanted_name, wanted) in WANTED {
            for (carrier_name, carrier) in CARRIERS {
                for stream in STREAMS {
                    let question = ChatQuestion {
                        system: "INSTRUCTIONS".to_owned(),
                        user: "TERMS AND ARTICLE".to_owned(),
                        ..question(wanted, carrier, "")
                    };
                    let name = format!("{} {wanted_name} {carrier_name} {stream}", service.name);
                    text += &shown(&name, &asked(service.name, &question, stream));
                }
            }
        }
    }
    for service in engines().filter(|row| !DESCRIBED.contains(&row.kind)) {
        let name = format!("{} translation plain", service.name);
        text += &shown(
            &name,
            &translated(service.name, Value::Null, Some("Harga naik.")),
        );
    }
    let glossary = json!({"glossaryConfig": {"glossary": "projects/p/locations/us-central1/glossaries/g", "ignoreCase": true}});
    text += &shown(
        "google-v3 translation glossary",
        &translated("google-v3", glossary, None),
    );
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/requests.txt");
    if std::env::var_os("ALIH_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let first = agreed.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        agreed == text,
        "requests differ from tests/golden/requests.txt from line {:?} on",
        first.map(|line| line + 1)
    );
}
