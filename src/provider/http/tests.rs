use proptest::prelude::*;
use serde_json::json;

use super::super::tests::{endpoint, reply, texts_question};
use super::*;

fn template(text: &str) -> Result<Template, String> {
    toml::from_str(text).map_err(|error| error.message().to_owned())
}

fn with(text: &str) -> Endpoint {
    let mut endpoint = endpoint("http");
    endpoint.template = Some(Box::new(template(text).unwrap()));
    endpoint
}

/// The endpoint of that name on the manual's page.
fn of_the_manual(name: &str) -> Endpoint {
    let page = include_str!("../../../docs/endpoints.md");
    let heading = format!("[endpoint.{name}]\n");
    let block = page
        .split_once(&heading)
        .and_then(|(_, rest)| rest.split_once("```"));
    let (block, _) = block.unwrap_or_else(|| panic!("{name} is not in the manual"));
    let mut table: toml::Table = toml::from_str(block).unwrap();
    table.retain(|key, _| KEYS.contains(&key));
    with(&toml::to_string(&table).unwrap())
}

/// The seven shapes that other programs' users know, as the manual has them:
/// the body that goes out for two texts (or one), and a reply.
#[test]
fn the_known_shapes_need_settings_only() {
    let two = ["Rice.", "Fish."];
    for (name, body, answer) in [
        (
            "immersive",
            json!({"source_lang": "id", "target_lang": "en", "text_list": ["Beras.", "Ikan."]}),
            json!({"translations": [{"text": two[0]}, {"text": two[1]}]}),
        ),
        (
            "kiss",
            json!({"texts": ["Beras.", "Ikan."], "from": "id", "to": "en"}),
            json!([{"text": two[0]}, {"text": two[1]}]),
        ),
        (
            "mtran",
            json!({"from": "id", "to": "en", "texts": ["Beras.", "Ikan."]}),
            json!({"results": two}),
        ),
        (
            "libre",
            json!({"q": ["Beras.", "Ikan."], "source": "id", "target": "en", "api_key": "the-key"}),
            json!({"translatedText": two, "error": null}),
        ),
        (
            "google-shape",
            json!({"q": ["Beras.", "Ikan."], "source": "id", "target": "en", "format": "text"}),
            json!({"data": {"translations": [{"translatedText": two[0]}, {"translatedText": two[1]}]}}),
        ),
        (
            "deepl-shape",
            json!({"text": ["Beras.", "Ikan."], "source_lang": "id", "target_lang": "en"}),
            json!({"translations": [{"text": two[0], "detected_source_language": "ID"}, {"text": two[1]}]}),
        ),
        (
            "hcfy",
            json!({"text": "Beras.\n\nIkan.", "destination": ["en"], "source": "id"}),
            json!({"result": two}),
        ),
    ] {
        let endpoint = of_the_manual(name);
        let call = describe(&endpoint, &texts_question());
        assert_eq!(call.body, Body::Json(body), "{name}");
        let heard = read(&endpoint, &reply(200, &answer.to_string())).unwrap();
        assert_eq!(heard.texts, two, "{name}");
        let says = name == "deepl-shape";
        assert_eq!(heard.detected.is_some(), says, "{name}");
    }
}

const PLAIN: &str = r#"
    url = "https://mt.example/{{source}}/{{target}}?about={{title}}"
    body = { texts = "{{ texts }}", note = "about {{title}}: {{context}}", title = "{{title}}", deep = [{ x = 1, on = true }] }
    response.texts = "/t/*"
"#;

#[test]
fn holes_are_filled_in_values_and_encoded_in_addresses() {
    let mut endpoint = with(PLAIN);
    endpoint.language_codes = vec![("id".into(), "ind/x".into())];
    let mut question = texts_question();
    question.title = Some("Beras & \"ikan\" {{texts}}".to_owned());
    let call = describe(&endpoint, &question);
    assert_eq!(
        call.url,
        "https://mt.example/ind%2Fx/en?about=Beras%20%26%20%22ikan%22%20%7B%7Btexts%7D%7D"
    );
    assert_eq!(
        call.body,
        Body::Json(json!({
            "texts": ["Beras.", "Ikan."],
            "note": "about Beras & \"ikan\" {{texts}}: Harga naik.",
            "title": "Beras & \"ikan\" {{texts}}",
            "deep": [{"x": 1, "on": true}],
        }))
    );
    question.title = None;
    let Body::Json(body) = describe(&endpoint, &question).body else {
        unreachable!()
    };
    assert_eq!(body["note"], "about : Harga naik.");
    assert!(body.get("title").is_none());
}

const HOSTILE: &str =
    "\"kata\" \\n \\ \u{0}\u{1b}\n\r\n\t{{text}}{{texts}}{{key}} ${HOME} %7B &q=1 😀 \u{2028}'";

#[test]
fn an_article_full_of_traps_arrives_byte_for_byte() {
    let mut question = texts_question();
    question.texts = vec![HOSTILE.to_owned()];
    let json_call = describe(&with(PLAIN), &question);
    let Body::Json(body) = json_call.body else {
        unreachable!()
    };
    let wire: Value = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(wire["texts"][0], HOSTILE);
    let form = r#"
        url = "https://mt.example/t"
        body_kind = "form"
        body = { q = "{{text}}", pre = "<{{text}}>", n = 5, both = ["a", "b"] }
        response.text = "/t"
    "#;
    let Body::Form(fields) = describe(&with(form), &question).body else {
        unreachable!()
    };
    let at = |name: &str| -> Vec<&str> {
        let own = fields.iter().filter(|(own, _)| own == name);
        own.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(at("q"), [HOSTILE]);
    assert_eq!(at("pre"), [format!("<{HOSTILE}>")]);
    assert_eq!(at("n"), ["5"]);
    assert_eq!(at("both"), ["a", "b"]);
}

proptest! {
    #[test]
    fn any_text_arrives_as_it_is(texts in prop::collection::vec(any::<String>(), 1..4)) {
        let mut question = texts_question();
        question.texts.clone_from(&texts);
        let Body::Json(body) = describe(&with(PLAIN), &question).body else { unreachable!() };
        let wire: Value = serde_json::from_str(&body.to_string()).unwrap();
        prop_assert_eq!(&wire["texts"], &json!(texts));
    }
}

#[test]
fn templates_that_cannot_work_are_refused_with_a_reason() {
    for (settings, said) in [
        ("", "missing field"),
        (
            "url = 'https://h/t'\nresponse.text = '/t'",
            "either {{text}} or {{texts}}",
        ),
        (
            "url = 'https://h/t'\nbody = { a = '{{text}}', b = '{{texts}}' }\nresponse.text = '/t'",
            "either",
        ),
        (
            "url = 'https://h/t'\nbody = { a = '{{txt}}' }\nresponse.text = '/t'",
            "{{txt}} is no placeholder",
        ),
        (
            "url = 'https://h/t'\nbody = { a = 'x {{texts}}' }\nresponse.text = '/t'",
            "alone",
        ),
        ("url = 'https://h/{{texts}}'\nresponse.text = '/t'", "alone"),
        (
            "url = 'https://h/{{key}}'\nbody = { a = '{{text}}' }\nresponse.text = '/t'",
            "addresses are logged",
        ),
        (
            "url = 'https://{{target}}.h/t'\nbody = { a = '{{text}}' }\nresponse.text = '/t'",
            "without placeholders",
        ),
        (
            "url = 'h/t'\nbody = { a = '{{text}}' }\nresponse.text = '/t'",
            "http://",
        ),
        (
            "url = 'https://h/t'\nbody = { a = '{{text}}' }\nresponse.text = 't'",
            "JSON pointer",
        ),
        (
            "url = 'https://h/t'\nbody = { a = '{{text}}' }\nresponse.texts = '/*/t/*'",
            "at most one *",
        ),
        (
            "url = 'https://h/t'\nbody = { a = '{{text}}' }\nresponse = {}",
            "response.text or",
        ),
        (
            "url = 'https://h/t'\nmethod = 'GET'\nbody = { a = '{{text}}' }\nresponse.text = '/t'",
            "no body",
        ),
        (
            "url = 'https://h/t'\nbody_kind = 'form'\nbody = { a = { b = '{{text}}' } }\nresponse.text = '/t'",
            "no objects",
        ),
        (
            "url = 'https://h/t'\nmethod = 'DELETE'\nresponse.text = '/t'",
            "DELETE",
        ),
    ] {
        let message = template(settings).unwrap_err();
        assert!(message.contains(said), "{settings}\n{message}");
    }
}

#[test]
fn a_get_carries_its_text_in_the_address() {
    let endpoint = with("url = 'https://h/t?q={{text}}'\nmethod = 'GET'\nresponse.text = '/t'");
    let call = describe(&endpoint, &texts_question());
    assert_eq!(call.method, Method::Get);
    assert_eq!(call.url, "https://h/t?q=Beras.%0A%0AIkan.");
    assert_eq!(call.body, Body::Empty);
    let template = endpoint.template.unwrap();
    assert_eq!(template.limits(KIND.limits).items, 1);
}

#[test]
fn the_settings_own_statuses_come_first() {
    let endpoint = with(
        "url = 'https://h/t'\nbody = { a = '{{texts}}' }\nresponse.texts = '/*'\n\
         response.error = '/oops/why'\nretry_statuses = [418, 429, 502]\nfatal_statuses = [409, 401]",
    );
    for (status, reason, action) in [
        (418, ReasonKind::Network, Action::Retry),
        (429, ReasonKind::Rate, Action::SlowDown),
        (502, ReasonKind::Network, Action::Retry),
        (409, ReasonKind::Config, Action::Stop),
        (401, ReasonKind::Auth, Action::Stop),
        (413, ReasonKind::TooLarge, Action::SendSmaller),
    ] {
        let fault = fault(&endpoint, &reply(status, r#"{"oops":{"why":"tea"}}"#)).unwrap();
        assert_eq!((fault.reason, &fault.action), (reason, &action), "{status}");
        assert!(fault.message.ends_with("tea"), "{}", fault.message);
    }
}

#[test]
fn an_error_where_errors_stand_is_one_even_with_status_200() {
    let endpoint = with(
        "url = 'https://h/t'\nbody = { a = '{{texts}}' }\nresponse.texts = '/t/*'\nresponse.error = '/error'",
    );
    let body = r#"{"t":["Rice."],"error":"no more\u001b[31m"}"#;
    let fault = read(&endpoint, &reply(200, body)).unwrap_err();
    assert_eq!(fault.reason, ReasonKind::BadReply);
    assert!(fault.message.contains("no more"));
    assert!(!fault.message.contains('\u{1b}'));
    let fine = r#"{"t":["Rice."],"error":null}"#;
    assert!(read(&endpoint, &reply(200, fine)).is_ok());
}
