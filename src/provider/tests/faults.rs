//! The same ten faults in every vendor's own wording have one name.

use super::*;
use Action::{AskAgain, AskForMore, FailItem, Retry, SendSmaller, SlowDown, Stop};

/// Name, reason and action of each fault.
const FAULTS: [(&str, ReasonKind, Action); 12] = [
    ("key", ReasonKind::Auth, Stop),
    ("money", ReasonKind::Quota, Stop),
    ("rate", ReasonKind::Rate, SlowDown),
    ("overload", ReasonKind::Network, SlowDown),
    ("model", ReasonKind::NotFound, Stop),
    ("pair", ReasonKind::Config, Stop),
    ("large", ReasonKind::TooLarge, SendSmaller),
    ("blocked", ReasonKind::Blocked, FailItem),
    ("refused", ReasonKind::Refused, FailItem),
    ("cut", ReasonKind::Truncated, AskForMore),
    ("empty", ReasonKind::Empty, AskAgain),
    ("error", ReasonKind::Network, Retry),
];

/// One wording a line: service, fault, status and body.
const WORDINGS: &str = include_str!("wordings.txt");

fn wordings() -> impl Iterator<Item = (&'static str, &'static str, u16, &'static str)> {
    WORDINGS.lines().map(|line| {
        let mut words = line.splitn(4, ' ');
        let mut next = || words.next().unwrap_or_default();
        (next(), next(), next().parse().unwrap(), next())
    })
}

fn named(service_name: &str, status: u16, body: &str) -> Fault {
    let endpoint = endpoint(service_name);
    let reply = reply(status, body);
    if status != 200 {
        return super::super::fault_of(&endpoint, &reply);
    }
    match endpoint.kind.voice {
        Voice::Chat { .. } => read_chat(&endpoint, &chat_question(), &reply).unwrap_err(),
        Voice::Texts { read, .. } => read(&endpoint, &reply).unwrap_err(),
    }
}

#[test]
fn the_same_fault_has_one_name_whoever_words_it() {
    for (service_name, name, status, body) in wordings() {
        let fault = named(service_name, status, body);
        let row = FAULTS.iter().find(|row| row.0 == name);
        let (_, reason, action) = row.unwrap();
        assert_eq!(
            (fault.reason, &fault.action),
            (*reason, action),
            "{service_name} {name} {status} {body}: {}",
            fault.message
        );
    }
}

#[test]
fn every_kind_words_every_fault_that_it_can_have() {
    // The embedded engine is asked over no network and words none of them.
    for kind in KINDS.iter().filter(|kind| kind.name != "local") {
        let worded: Vec<&str> = wordings()
            .filter(|(name, ..)| service(name).is_some_and(|row| row.kind == kind.name))
            .map(|(_, fault, ..)| fault)
            .collect();
        let common = ["overload", "large", "empty"];
        let own = match kind.voice {
            Voice::Chat { .. } => ["key", "money", "rate", "model", "cut", "error"].as_slice(),
            Voice::Texts { .. } => &["pair"],
        };
        for fault in common.iter().chain(own) {
            assert!(worded.contains(fault), "{} words no {fault}", kind.name);
        }
    }
}

#[test]
fn a_delay_in_the_body_is_kept_as_the_wait() {
    let body = r#"{"error":{"code":429,"details":[{"retryDelay":"34.5s"}]}}"#;
    let fault = named("gemini", 429, body);
    assert_eq!(fault.wait, Some(std::time::Duration::from_millis(34_500)));
}

#[test]
fn a_missing_model_is_told_how_to_be_pulled() {
    let fault = named("ollama", 404, r#"{"error":"model 'some-model' not found"}"#);
    assert!(fault.message.contains("ollama pull some-model"));
}

#[test]
fn fields_that_a_model_does_not_take_are_left_out() {
    for (service_name, body, field) in [
        (
            "ollama",
            r#"{"error":"\"some-model\" does not support thinking"}"#,
            "think",
        ),
        (
            "anthropic",
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"output_config.format: Extra inputs are not permitted"}}"#,
            "output_config",
        ),
        (
            "anthropic",
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"`temperature` is not available for this model"}}"#,
            "temperature",
        ),
        (
            "deepl",
            r#"{"message":"Value for 'model_type' not supported."}"#,
            "model_type",
        ),
    ] {
        let fault = named(service_name, 400, body);
        assert_eq!(fault.action, Action::Adapt(field.to_owned()), "{body}");
    }
}

#[test]
fn a_question_that_the_server_cut_is_found_out() {
    let long = ChatQuestion {
        user: "kata ".repeat(20_000),
        ..chat_question()
    };
    let short = chat_question();
    for (what, question, set, counted, is_cut) in [
        ("fits", &long, None, 25_000, false),
        ("stuck at a usual size", &long, None, 4_095, true),
        ("cached, counted short", &long, None, 12, false),
        ("more than asked for", &short, None, 2_000, true),
        (
            "below the size that was set",
            &short,
            Some(4_096),
            3_000,
            false,
        ),
        ("at the size that was set", &short, Some(4_096), 4_090, true),
    ] {
        let mut endpoint = endpoint("ollama");
        if let Some(size) = set {
            endpoint
                .parameters
                .insert("options".into(), json!({"num_ctx": size}));
        }
        let body = json!({"message": {"content": "So."}, "done": true, "done_reason": "stop",
                          "prompt_eval_count": counted, "eval_count": 10});
        let result = read_chat(&endpoint, question, &reply(200, &body.to_string()));
        match result {
            Ok(_) => assert!(!is_cut, "{what}"),
            Err(fault) => {
                assert!(is_cut, "{what}: {}", fault.message);
                assert_eq!(fault.action, SendSmaller);
                assert_eq!(fault.usage.tokens_in, counted);
            }
        }
    }
}
