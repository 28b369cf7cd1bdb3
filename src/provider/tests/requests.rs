//! What is sent: one request of every kind as the vendor documents it.

use super::*;

fn shown_headers(call: &Call) -> Vec<String> {
    call.headers
        .iter()
        .map(|header| match &header.value {
            HeaderText::Plain(text) => format!("{}: {text}", header.name),
            HeaderText::Secret(secret) => format!("{}: {} (secret)", header.name, secret.reveal()),
        })
        .collect()
}

fn json_of(call: &Call) -> &Value {
    match &call.body {
        Body::Json(body) => body,
        other => panic!("{other:?}"),
    }
}

fn ask(endpoint: &Endpoint, question: &ChatQuestion) -> Call {
    let Voice::Chat { describe, .. } = endpoint.kind.voice else {
        panic!("{} does not chat", endpoint.name);
    };
    describe(endpoint, question)
}

fn ask_texts(endpoint: &Endpoint, question: &TextsQuestion) -> Call {
    let Voice::Texts { describe, .. } = endpoint.kind.voice else {
        panic!("{} does not translate texts", endpoint.name);
    };
    describe(endpoint, question)
}

#[test]
fn questions_to_models_are_as_documented() {
    let schema = json!({"type": "object"});
    for (service_name, url, headers, body) in [
        (
            "anthropic",
            "https://api.anthropic.com/v1/messages",
            &[
                "x-api-key: the-key (secret)",
                "anthropic-version: 2023-06-01",
            ][..],
            json!({"model": "some-model", "max_tokens": 500,
                   "system": [{"type": "text", "text": "Translate.", "cache_control": {"type": "ephemeral"}}],
                   "messages": [{"role": "user", "content": "Beras."}],
                   "output_config": {"format": {"type": "json_schema", "schema": schema}}}),
        ),
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/models/some-model:generateContent",
            &["x-goog-api-key: the-key (secret)"],
            json!({"contents": [{"role": "user", "parts": [{"text": "Beras."}]}],
                   "systemInstruction": {"parts": [{"text": "Translate."}]},
                   "generationConfig": {"maxOutputTokens": 500, "responseMimeType": "application/json",
                                        "responseJsonSchema": schema}}),
        ),
        (
            "ollama",
            "http://localhost:11434/api/chat",
            &["authorization: Bearer the-key (secret)"],
            json!({"model": "some-model", "stream": false, "think": false,
                   "messages": [{"role": "system", "content": "Translate."},
                                {"role": "user", "content": "Beras."}],
                   "truncate": false, "shift": false, "format": schema,
                   "options": {"num_ctx": 1024, "num_predict": 500}}),
        ),
        (
            "mistral",
            "https://api.mistral.ai/v1/chat/completions",
            &["authorization: Bearer the-key (secret)"],
            json!({"model": "some-model", "max_tokens": 500,
                   "messages": [{"role": "system", "content": "Translate."},
                                {"role": "user", "content": "Beras."}],
                   "response_format": {"type": "json_schema", "json_schema":
                       {"name": "alih_answer", "strict": true, "schema": schema}}}),
        ),
    ] {
        let question = ChatQuestion {
            schema: Some(schema.clone()),
            ..chat_question()
        };
        let call = ask(&endpoint(service_name), &question);
        assert_eq!(call.url, url);
        assert_eq!(shown_headers(&call), headers);
        assert_eq!(json_of(&call), &body, "{service_name}");
    }
}

#[test]
fn questions_to_engines_are_as_documented() {
    for (service_name, url, headers, body) in [
        (
            "deepl",
            "https://api.deepl.com/v2/translate",
            &["authorization: DeepL-Auth-Key the-key (secret)"][..],
            json!({"text": ["Beras.", "Ikan."], "source_lang": "ID", "target_lang": "EN-US",
                   "show_billed_characters": true, "context": "Harga naik."}),
        ),
        (
            "google",
            "https://translation.googleapis.com/language/translate/v2",
            &["x-goog-api-key: the-key (secret)"],
            json!({"q": ["Beras.", "Ikan."], "source": "id", "target": "en", "format": "text",
                   "model": "some-model"}),
        ),
        (
            "azure",
            "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0&from=id&to=en&textType=plain",
            &["ocp-apim-subscription-key: the-key (secret)"],
            json!([{"text": "Beras."}, {"text": "Ikan."}]),
        ),
        (
            "azure-2026",
            "https://api.cognitive.microsofttranslator.com/translate?api-version=2026-06-06",
            &["ocp-apim-subscription-key: the-key (secret)"],
            json!({"inputs": [
                {"text": "Beras.", "language": "id", "targets": [{"language": "en", "deploymentName": "some-model"}]},
                {"text": "Ikan.", "language": "id", "targets": [{"language": "en", "deploymentName": "some-model"}]}]}),
        ),
        (
            "modernmt",
            "https://api.modernmt.com/translate",
            &[
                "mmt-apikey: the-key (secret)",
                "x-http-method-override: GET",
            ],
            json!({"source": "id", "target": "en", "q": ["Beras.", "Ikan."], "format": "text/plain"}),
        ),
        (
            "yandex",
            "https://translate.api.cloud.yandex.net/translate/v2/translate",
            &["authorization: Api-Key the-key (secret)"],
            json!({"texts": ["Beras.", "Ikan."], "sourceLanguageCode": "id",
                   "targetLanguageCode": "en", "format": "PLAIN_TEXT"}),
        ),
        (
            "papago",
            "https://papago.apigw.ntruss.com/nmt/v1/translation",
            &["x-ncp-apigw-api-key: the-key (secret)"],
            json!({"source": "id", "target": "en", "text": "Beras.\n\nIkan."}),
        ),
        (
            "mtranserver",
            "http://localhost:8989/translate/batch",
            &["authorization: Bearer the-key (secret)"],
            json!({"from": "id", "to": "en", "texts": ["Beras.", "Ikan."]}),
        ),
        (
            "libretranslate",
            "http://localhost:5000/translate",
            &[],
            json!({"q": ["Beras.", "Ikan."], "source": "id", "target": "en", "format": "text",
                   "api_key": "the-key"}),
        ),
    ] {
        let call = ask_texts(&endpoint(service_name), &texts_question());
        assert_eq!(call.url, url);
        assert_eq!(shown_headers(&call), headers, "{service_name}");
        assert_eq!(json_of(&call), &body, "{service_name}");
    }
}

#[test]
fn the_advanced_google_interface_names_project_and_location() {
    let mut endpoint = endpoint("google-v3");
    let place = "projects/p/locations/global";
    endpoint.base_url = format!("https://translation.googleapis.com/v3/{place}");
    let call = ask_texts(&endpoint, &texts_question());
    assert_eq!(call.url, format!("{}:translateText", endpoint.base_url));
    assert_eq!(
        json_of(&call),
        &json!({"contents": ["Beras.", "Ikan."], "mimeType": "text/plain",
                "sourceLanguageCode": "id", "targetLanguageCode": "en",
                "model": format!("{place}/models/general/some-model")})
    );
}

#[test]
fn a_free_key_of_deepl_goes_to_its_own_host_and_a_given_host_is_kept() {
    let mut endpoint = endpoint("deepl");
    endpoint.key = Some(Secret::new("abc:fx"));
    let free = ask_texts(&endpoint, &texts_question()).url;
    assert_eq!(free, "https://api-free.deepl.com/v2/translate");
    endpoint.base_url = "http://127.0.0.1:3000".to_owned();
    let own = ask_texts(&endpoint, &texts_question()).url;
    assert_eq!(own, "http://127.0.0.1:3000/v2/translate");
}

#[test]
fn deepl_is_never_asked_for_plain_english() {
    for (target, sent) in [
        ("en", "EN-US"),
        ("en-US", "EN-US"),
        ("en-GB", "EN-GB"),
        ("ms", "MS"),
    ] {
        let mut question = texts_question();
        question.target = target.to_owned();
        let call = ask_texts(&endpoint("deepl"), &question);
        assert_eq!(json_of(&call)["target_lang"], sent);
    }
}

#[test]
fn the_users_own_headers_and_fields_win() {
    let mut endpoint = endpoint("anthropic");
    endpoint.headers = vec![Header::plain("anthropic-version", "2026-10-21")];
    endpoint.key_variable = Some("ANTHROPIC_AUTH_TOKEN".to_owned());
    endpoint
        .parameters
        .insert("output_config".into(), json!({"effort": "low"}));
    let question = ChatQuestion {
        schema: Some(json!({})),
        ..chat_question()
    };
    let call = ask(&endpoint, &question);
    assert_eq!(
        shown_headers(&call),
        [
            "anthropic-version: 2026-10-21",
            "authorization: Bearer the-key (secret)"
        ]
    );
    let config = &json_of(&call)["output_config"];
    assert_eq!(config["effort"], "low");
    assert_eq!(config["format"]["type"], "json_schema");
}

#[test]
fn other_versions_and_pasted_addresses_are_kept() {
    for (service_name, base, url) in [
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1",
            "https://generativelanguage.googleapis.com/v1/models/some-model:generateContent",
        ),
        (
            "anthropic",
            "http://127.0.0.1:8080/v1/messages",
            "http://127.0.0.1:8080/v1/messages",
        ),
        (
            "ollama",
            "http://127.0.0.1:11434/v1",
            "http://127.0.0.1:11434/api/chat",
        ),
    ] {
        let mut endpoint = endpoint(service_name);
        endpoint.base_url = base.to_owned();
        assert_eq!(ask(&endpoint, &chat_question()).url, url);
    }
}

#[test]
fn no_sampling_parameter_is_sent_and_no_key_is_in_an_address() {
    for row in SERVICES.iter().filter(|row| row.kind != "http") {
        let mut endpoint = endpoint(row.name);
        endpoint.base_url = format!("{}/x", endpoint.base_url);
        let call = match endpoint.kind.voice {
            Voice::Chat { describe, .. } => describe(&endpoint, &chat_question()),
            Voice::Texts { describe, .. } => describe(&endpoint, &texts_question()),
        };
        let body = match &call.body {
            Body::Json(body) => body.to_string(),
            _ => String::new(),
        };
        for name in ["temperature", "top_p", "topP", "top_k", "topK", "seed"] {
            assert!(!body.contains(name), "{} sends {name}", row.name);
        }
        let pair = Pair {
            source: "id".to_owned(),
            target: "en".to_owned(),
        };
        let tries = [probe::first(&endpoint), probe::word(&endpoint, &pair)];
        for call in tries.into_iter().flatten().chain([call]) {
            assert!(!call.url.contains("the-key"), "{}", call.url);
        }
    }
}

#[test]
fn a_call_becomes_a_stream_without_losing_anything() {
    for (service_name, added, url) in [
        (
            "openai",
            json!({"stream": true, "stream_options": {"include_usage": true}}),
            None,
        ),
        ("mistral", json!({"stream": true}), None),
        ("anthropic", json!({"stream": true}), None),
        ("ollama", json!({"stream": true}), None),
        (
            "gemini",
            json!({}),
            Some(
                "https://generativelanguage.googleapis.com/v1beta/models/some-model:streamGenerateContent?alt=sse",
            ),
        ),
    ] {
        let endpoint = endpoint(service_name);
        let plain = ask(&endpoint, &chat_question());
        let Voice::Chat { stream, .. } = endpoint.kind.voice else {
            unreachable!()
        };
        let mut streamed = plain.clone();
        stream(&endpoint, &mut streamed);
        let mut expected = json_of(&plain).clone();
        for (name, value) in added.as_object().unwrap() {
            expected[name] = value.clone();
        }
        assert_eq!(json_of(&streamed), &expected);
        assert_eq!(streamed.url, url.unwrap_or(&plain.url));
    }
}

#[test]
fn an_ollama_host_is_read_in_every_customary_form() {
    for (variable, address) in [
        ("127.0.0.1:11434", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        (":11435", "http://127.0.0.1:11435"),
        ("gpu.local", "http://gpu.local:11434"),
        ("http://gpu.local:1234", "http://gpu.local:1234"),
        ("https://ollama.example", "https://ollama.example"),
        ("https://ollama.example/api", "https://ollama.example/api"),
        ("[::1]:11434", "http://[::1]:11434"),
        ("[::]", "http://[::1]:11434"),
    ] {
        assert_eq!(super::super::ollama::address_of(variable), address);
    }
}
