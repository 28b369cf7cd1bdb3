mod faults;
mod replies;
mod requests;

use serde_json::json;

use super::call::join;
use super::*;
use crate::outcome::ReasonKind;

#[test]
fn the_base_may_be_given_in_every_customary_form() {
    let path = "/chat/completions";
    for (base, version, url) in [
        (
            "https://a.example",
            "/v1",
            "https://a.example/v1/chat/completions",
        ),
        (
            "https://a.example/",
            "/v1",
            "https://a.example/v1/chat/completions",
        ),
        (
            "https://a.example/v1",
            "/v1",
            "https://a.example/v1/chat/completions",
        ),
        (
            "https://a.example/v1/",
            "/v1",
            "https://a.example/v1/chat/completions",
        ),
        (
            "https://a.example/v1/chat/completions",
            "/v1",
            "https://a.example/v1/chat/completions",
        ),
        (
            "https://api.deepseek.com",
            "",
            "https://api.deepseek.com/chat/completions",
        ),
        (
            "https://g.example/v1beta/openai",
            "",
            "https://g.example/v1beta/openai/chat/completions",
        ),
        (
            "https://g.example/v1beta/openai",
            "/v1",
            "https://g.example/v1beta/openai/chat/completions",
        ),
        (
            "https://r.example",
            "/openai/v1",
            "https://r.example/openai/v1/chat/completions",
        ),
    ] {
        assert_eq!(join(base, version, path), url, "{base}");
    }
}

#[test]
fn names_in_the_tables_are_unique_and_fit() {
    for (at, row) in SERVICES.iter().enumerate() {
        assert!(kind(row.kind).is_some(), "{}", row.name);
        assert!(SERVICES[..at].iter().all(|other| other.name != row.name));
    }
    for (at, row) in KINDS.iter().enumerate() {
        assert!(KINDS[..at].iter().all(|other| other.name != row.name));
    }
}

pub fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

fn fault_of(kind_name: &str, reply: &Reply) -> Fault {
    super::fault_of(&endpoint(kind_name), reply)
}

/// An endpoint of a service, as settings without any wishes make it.
pub fn endpoint(service_name: &str) -> Endpoint {
    let service = service(service_name).unwrap();
    let kind = kind(service.kind).unwrap();
    Endpoint {
        name: service_name.to_owned(),
        kind,
        service,
        base_url: service.base_url.to_owned(),
        key: Some(Secret::new("the-key")),
        key_variable: service.key_variables.first().map(|name| (*name).to_owned()),
        model: Some("some-model".to_owned()),
        headers: Vec::new(),
        parameters: Map::new(),
        max_output_tokens: None,
        streaming: super::Streaming::Auto,
        language_codes: Vec::new(),
        limits: kind.limits,
        template: (kind.name == "http").then(|| Box::new(template())),
    }
}

fn template() -> http::Template {
    toml::from_str(
        r#"
        url = "https://mt.example/translate"
        body = { texts = "{{texts}}" }
        response.texts = "/data/*/text"
        "#,
    )
    .unwrap()
}

pub fn chat_question() -> ChatQuestion {
    ChatQuestion {
        system: "Translate.".to_owned(),
        user: "Beras.".to_owned(),
        max_output_tokens: 500,
        schema: None,
    }
}

pub fn texts_question() -> TextsQuestion {
    TextsQuestion {
        texts: vec!["Beras.".to_owned(), "Ikan.".to_owned()],
        source: "id".to_owned(),
        target: "en-US".to_owned(),
        title: None,
        context: Some("Harga naik.".to_owned()),
        glossary: None,
    }
}

#[test]
fn each_refusal_has_its_reason_and_action() {
    use Action::*;
    let adapt = |name: &str| Adapt(name.to_owned());
    for (kind, status, body, reason, action) in [
        (
            "openai",
            401,
            r#"{"error":{"message":"Incorrect API key"}}"#,
            ReasonKind::Auth,
            Stop,
        ),
        (
            "openai",
            429,
            r#"{"error":{"code":"rate_limit_exceeded"}}"#,
            ReasonKind::Rate,
            SlowDown,
        ),
        (
            "openai",
            429,
            r#"{"error":{"type":"insufficient_quota","code":"credit_balance_exhausted"}}"#,
            ReasonKind::Quota,
            Stop,
        ),
        (
            "openai",
            402,
            r#"{"error":{"message":"Insufficient Balance"}}"#,
            ReasonKind::Quota,
            Stop,
        ),
        (
            "openai",
            404,
            r#"{"error":{"message":"model not found"}}"#,
            ReasonKind::NotFound,
            Stop,
        ),
        ("openai", 503, "", ReasonKind::Network, SlowDown),
        ("openai", 500, "oops", ReasonKind::Network, Retry),
        (
            "openai",
            400,
            r#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens"}}"#,
            ReasonKind::Config,
            adapt("max_tokens"),
        ),
        (
            "openai",
            400,
            r#"{"error":{"message":"Unknown name \"temperature\""}}"#,
            ReasonKind::Config,
            adapt("temperature"),
        ),
        (
            "openai",
            422,
            r#"{"detail":[{"loc":["body","seed"],"msg":"extra","type":"extra_forbidden"}]}"#,
            ReasonKind::Config,
            adapt("seed"),
        ),
        (
            "openai",
            400,
            r#"{"error":{"message":"No api key passed in."}}"#,
            ReasonKind::Auth,
            Stop,
        ),
        (
            "openai",
            400,
            r#"{"error":{"code":400,"type":"exceed_context_size_error","message":"request exceeds"}}"#,
            ReasonKind::TooLarge,
            SendSmaller,
        ),
        (
            "openai",
            400,
            r#"{"error":{"code":"content_filter"}}"#,
            ReasonKind::Blocked,
            FailItem,
        ),
        ("openai", 302, "", ReasonKind::Config, Stop),
        (
            "libretranslate",
            400,
            r#"{"error":"Visit https://x to get an API key"}"#,
            ReasonKind::Auth,
            Stop,
        ),
        (
            "libretranslate",
            400,
            r#"{"error":"Invalid request: request (9000) exceeds text limit (5000)"}"#,
            ReasonKind::TooLarge,
            SendSmaller,
        ),
        (
            "libretranslate",
            400,
            r#"{"error":"xx is not supported"}"#,
            ReasonKind::Config,
            Stop,
        ),
        (
            "libretranslate",
            429,
            r#"{"error":"Slowdown: 10 per 1 minute"}"#,
            ReasonKind::Rate,
            SlowDown,
        ),
        (
            "apertium",
            400,
            r#"{"status":"error","code":400,"message":"Bad Request","explanation":"That pair is not installed"}"#,
            ReasonKind::Config,
            Stop,
        ),
    ] {
        let fault = fault_of(kind, &reply(status, body));
        assert_eq!(
            (fault.reason, &fault.action),
            (reason, &action),
            "{status} {body}"
        );
    }
}

#[test]
fn foreign_error_text_cannot_steer_the_terminal() {
    let body = "{\"error\":{\"message\":\"\\u001b[31mred\\u202e\\u0007\"}}";
    let said = provider_message(&reply(400, body));
    assert!(
        !said.chars().any(|c| c.is_control() || c == '\u{202e}'),
        "{said:?}"
    );
}

#[test]
fn a_redirect_names_the_host_without_credentials_or_path() {
    let mut redirect = reply(302, "");
    redirect.headers.push((
        "location".into(),
        "https://u:p@other.example/x?key=1".into(),
    ));
    let message = common_fault(&redirect).message;
    assert!(message.contains("to other.example;"), "{message}");
    assert!(!message.contains("u:p") && !message.contains("key=1"));
}
