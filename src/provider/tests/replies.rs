//! One good reply of every kind, and what of it arrives.

use super::*;
use crate::article::Usage;

fn usage(tokens_in: u64, tokens_cached: u64, tokens_out: u64) -> Usage {
    Usage {
        tokens_in,
        tokens_out,
        tokens_cached,
        ..Usage::default()
    }
}

#[test]
fn good_answers_of_models_arrive_without_their_reasoning() {
    for (service_name, body, expected) in [
        (
            "openai",
            json!({"model": "m-1", "choices": [{"index": 0, "finish_reason": "stop",
                   "message": {"role": "assistant", "content": "Rice is dearer.", "refusal": null,
                               "reasoning_content": "Hm."}}],
                   "usage": {"prompt_tokens": 30, "completion_tokens": 9,
                             "prompt_tokens_details": {"cached_tokens": 20}}}),
            usage(30, 20, 9),
        ),
        (
            "mistral",
            json!({"model": "m-1", "choices": [{"finish_reason": "stop", "message": {"content": [
                   {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]},
                   {"type": "text", "text": "Rice is dearer."}]}}],
                   "usage": {"prompt_tokens": 30, "completion_tokens": 9}}),
            usage(30, 0, 9),
        ),
        (
            "anthropic",
            json!({"type": "message", "model": "m-1", "stop_reason": "end_turn", "content": [
                   {"type": "thinking", "thinking": "", "signature": "x"},
                   {"type": "text", "text": "Rice is "}, {"type": "text", "text": "dearer."}],
                   "usage": {"input_tokens": 10, "cache_creation_input_tokens": 5,
                             "cache_read_input_tokens": 20, "output_tokens": 9}}),
            usage(35, 20, 9),
        ),
        (
            "gemini",
            json!({"modelVersion": "m-1", "candidates": [{"finishReason": "STOP", "content": {"parts": [
                   {"text": "Hm.", "thought": true}, {"text": "Rice is "}, {"text": "dearer."}]}}],
                   "usageMetadata": {"promptTokenCount": 30, "cachedContentTokenCount": 20,
                                     "candidatesTokenCount": 6, "thoughtsTokenCount": 3}}),
            usage(30, 20, 9),
        ),
        (
            "ollama",
            json!({"model": "m-1", "message": {"content": "Rice is dearer.", "thinking": "Hm."},
                   "done": true, "done_reason": "stop", "prompt_eval_count": 30, "eval_count": 9}),
            usage(30, 0, 9),
        ),
    ] {
        let endpoint = endpoint(service_name);
        let reply = reply(200, &format!("\u{feff} {body}\n"));
        let answer = read_chat(&endpoint, &chat_question(), &reply).unwrap();
        assert_eq!(answer.text, "Rice is dearer.", "{service_name}");
        assert_eq!(answer.model.as_deref(), Some("m-1"), "{service_name}");
        assert_eq!(answer.usage, expected, "{service_name}");
    }
}

#[test]
fn an_answer_that_never_came_is_told_from_one_that_was_only_thought() {
    for (service_name, body) in [
        (
            "openai",
            r#"{"choices":[{"message":{"content":"","reasoning":"Hm."},"finish_reason":"stop"}]}"#,
        ),
        (
            "openai",
            r#"{"choices":[{"message":{"content":null},"finish_reason":"length"}]}"#,
        ),
        (
            "anthropic",
            r#"{"type":"message","content":[{"type":"thinking","thinking":""}],"stop_reason":"max_tokens"}"#,
        ),
        (
            "gemini",
            r#"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"thoughtsTokenCount":7}}"#,
        ),
        (
            "ollama",
            r#"{"message":{"content":"","thinking":"Hm."},"done":true,"done_reason":"stop"}"#,
        ),
    ] {
        let fault = read_chat(&endpoint(service_name), &chat_question(), &reply(200, body));
        assert_eq!(
            fault.unwrap_err().reason,
            ReasonKind::ReasoningOnly,
            "{body}"
        );
    }
}

#[test]
fn good_replies_of_engines_arrive_in_order() {
    let both = ["Rice is dearer.", "Fish too."];
    for (service_name, body, characters) in [
        (
            "deepl",
            json!({"translations": [
                {"text": both[0], "billed_characters": 15}, {"text": both[1], "billed_characters": 9}]}),
            Some(24),
        ),
        (
            "google",
            json!({"data": {"translations": [{"translatedText": both[0]}, {"translatedText": both[1]}]}}),
            None,
        ),
        (
            "google-v3",
            json!({"translations": [{"translatedText": "x"}, {"translatedText": "y"}],
                   "glossaryTranslations": [{"translatedText": both[0]}, {"translatedText": both[1]}]}),
            None,
        ),
        (
            "azure",
            json!([{"translations": [{"text": both[0], "to": "en"}]}, {"translations": [{"text": both[1], "to": "en"}]}]),
            Some(77),
        ),
        (
            "azure-2026",
            json!({"value": [{"translations": [{"language": "en", "text": both[0]}]},
                             {"translations": [{"language": "en", "text": both[1]}]}]}),
            Some(77),
        ),
        (
            "modernmt",
            json!({"status": 200, "data": [{"translation": both[0], "billedCharacters": 15},
                                           {"translation": both[1], "billedCharacters": 9}]}),
            Some(24),
        ),
        (
            "yandex",
            json!({"translations": [{"text": both[0]}, {"text": both[1]}]}),
            None,
        ),
        ("mtranserver", json!({"results": both}), None),
        ("libretranslate", json!({"translatedText": both}), None),
        (
            "http",
            json!({"data": [{"text": both[0]}, {"text": both[1]}]}),
            None,
        ),
    ] {
        let answer = read_texts(service_name, &body);
        assert_eq!(answer.texts, both, "{service_name}");
        assert_eq!(answer.characters, characters, "{service_name}");
    }
    for (service_name, body) in [
        (
            "papago",
            json!({"message": {"result": {"translatedText": both[0]}}}),
        ),
        (
            "apertium",
            json!({"responseData": {"translatedText": "Rice is dearer.\n"}}),
        ),
        ("libretranslate", json!({"translatedText": both[0]})),
        (
            "modernmt",
            json!({"status": 200, "data": {"translation": both[0]}}),
        ),
    ] {
        assert_eq!(read_texts(service_name, &body).texts, [both[0]]);
    }
}

fn read_texts(service_name: &str, body: &Value) -> TextsAnswer {
    let endpoint = endpoint(service_name);
    let mut reply = reply(200, &format!("\u{feff}{body}"));
    if endpoint.kind.name == "azure" {
        reply.headers.push(("x-metered-usage".into(), "77".into()));
    }
    let Voice::Texts { read, .. } = endpoint.kind.voice else {
        panic!("{service_name} does not translate texts");
    };
    read(&endpoint, &reply).unwrap()
}

#[test]
fn a_reply_of_another_shape_is_described_without_its_text() {
    let endpoint = endpoint("deepl");
    let Voice::Texts { read, .. } = endpoint.kind.voice else {
        unreachable!()
    };
    for (body, said) in [
        (
            r#"{"translations":[{"txt":"secret words"}]}"#,
            "/translations/* is an object with txt",
        ),
        (
            r#"{"result":"secret words"}"#,
            "the reply is an object with result",
        ),
        (
            r#"{"translations":"secret words"}"#,
            "/translations is a text",
        ),
        (r#"[1,2]"#, "the reply is a list of 2"),
        (
            r#"{"translations":[{"text":"secret words"},{"text":7}]}"#,
            "/translations/*/text is",
        ),
    ] {
        let message = read(&endpoint, &reply(200, body)).unwrap_err().message;
        assert!(message.contains(said), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
}
