//! A model's reply as it comes in, as events, as JSON lines or whole: it says
//! the same wherever the network cuts it, and what was shown begins what is
//! accepted.

use alih::provider::{ChatAnswer, ChatQuestion, Endpoint, SERVICES, StreamReader, Streaming, kind};

const LABELS: [Option<&str>; 4] = [
    None,
    Some("text/event-stream"),
    Some("application/x-ndjson"),
    Some("application/json"),
];

const SPEAKERS: [&str; 4] = ["openai", "anthropic", "gemini", "ollama"];

/// Holds for all bytes; the first chooses service, label and cuts.
pub fn holds(bytes: &[u8]) {
    let Some((&choice, reply)) = bytes.split_first() else {
        return;
    };
    let choice = usize::from(choice);
    let endpoint = endpoint(SPEAKERS[choice % 4]);
    let label = LABELS[choice / 4 % 4];
    let whole = read(&endpoint, label, reply, reply.len().max(1));
    let step = choice / 16 + 1;
    assert_eq!(whole, read(&endpoint, label, reply, step), "cut by {step}");
    if let (shown, Some(answer)) = &whole {
        assert!(shown.is_empty() || answer.text.starts_with(shown.trim()));
    }
}

fn read(
    endpoint: &Endpoint,
    label: Option<&str>,
    reply: &[u8],
    step: usize,
) -> (String, Option<ChatAnswer>) {
    let question = ChatQuestion {
        system: "Translate.".to_owned(),
        user: "Beras.".to_owned(),
        max_output_tokens: 100,
        schema: None,
    };
    let mut shown = String::new();
    let mut reader = StreamReader::new(endpoint, &question, label);
    for piece in reply.chunks(step) {
        let taken = reader.push(piece, &mut |text| shown.push_str(text));
        if taken.is_err() {
            return (shown, None);
        }
    }
    (shown, reader.finish().ok())
}

/// An endpoint of that service, as little of it as reading needs.
pub fn endpoint(name: &str) -> Endpoint {
    let service = SERVICES
        .iter()
        .find(|service| service.name == name)
        .expect("a service of that name");
    let kind = kind(service.kind).expect("its kind");
    Endpoint {
        name: name.to_owned(),
        kind,
        service,
        base_url: service.base_url.to_owned(),
        key: None,
        key_variable: None,
        model: Some("some-model".to_owned()),
        headers: Vec::new(),
        parameters: serde_json::Map::new(),
        max_output_tokens: None,
        streaming: Streaming::Auto,
        language_codes: Vec::new(),
        limits: kind.limits,
        template: None,
    }
}
