//! Every kind of endpoint on loopback, each in its own words: how it is asked,
//! and how a faithful answer of it looks, whole or in pieces.

use serde_json::{Value, json};

use super::KEY;
use super::endpoint::{Answer, End, Request, faithful_to, parts_of, reply};
use super::story::Story;

/// A vendor.
pub struct Vendor {
    /// The service's name.
    pub service: &'static str,
    /// What its address has behind the host.
    path: &'static str,
    /// What a table of it needs besides address, key and model; BASE is the
    /// address.
    extra: &'static str,
    /// How it talks.
    pub voice: Voice,
}

/// How a vendor talks.
pub enum Voice {
    /// A language model.
    Chat {
        /// Instructions and question.
        asked: fn(&Value) -> (String, String),
        /// A whole answer.
        whole: fn(&str) -> Value,
        /// The events of a stream.
        events: fn(&[&str]) -> Vec<Value>,
    },
    /// A translation engine.
    Texts {
        /// The texts.
        asked: fn(&Request) -> Vec<String>,
        /// The answer.
        whole: fn(&[String]) -> Value,
    },
}

/// Every language model.
pub const CHATS: [Vendor; 4] = [OPENAI, ANTHROPIC, GEMINI, OLLAMA];

/// Every translation engine.
pub const ENGINES: [Vendor; 12] = [
    DEEPL,
    GOOGLE,
    GOOGLE_V3,
    AZURE,
    AZURE_2026,
    MODERNMT,
    YANDEX,
    PAPAGO,
    MTRANSERVER,
    LIBRETRANSLATE,
    APERTIUM,
    HTTP,
];

/// OpenAI.
pub const OPENAI: Vendor = Vendor {
    service: "openai",
    path: "",
    extra: "",
    voice: Voice::Chat {
        asked: |body| {
            (
                text(&body["messages"][0]["content"]),
                text(&body["messages"][1]["content"]),
            )
        },
        whole: super::endpoint::completion,
        events: |pieces| {
            let mut events: Vec<Value> = pieces
                .iter()
                .map(|piece| json!({"object": "chat.completion.chunk", "model": "mock-2026", "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": null}]}))
                .collect();
            events.push(json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}));
            events.push(
                json!({"choices": [], "usage": {"prompt_tokens": 900, "completion_tokens": 300}}),
            );
            events
        },
    },
};

/// Anthropic; it thinks first.
pub const ANTHROPIC: Vendor = Vendor {
    service: "anthropic",
    path: "",
    extra: "",
    voice: Voice::Chat {
        asked: |body| {
            (
                text(&body["system"][0]["text"]),
                text(&body["messages"][0]["content"]),
            )
        },
        whole: |answer| {
            json!({"type": "message", "role": "assistant", "model": "mock-2026",
                "content": [{"type": "thinking", "thinking": "", "signature": "x"}, {"type": "text", "text": answer}],
                "stop_reason": "end_turn", "usage": {"input_tokens": 900, "output_tokens": 300}})
        },
        events: |pieces| {
            let mut events = vec![
                json!({"type": "message_start", "message": {"type": "message", "model": "mock-2026", "content": [], "stop_reason": null, "usage": {"input_tokens": 900, "output_tokens": 1}}}),
                json!({"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}}),
                json!({"type": "content_block_stop", "index": 0}),
                json!({"type": "ping"}),
                json!({"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}}),
            ];
            events.extend(pieces.iter().map(|piece| json!({"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": piece}})));
            events.push(json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 300}}));
            events.push(json!({"type": "message_stop"}));
            events
        },
    },
};

/// Gemini.
pub const GEMINI: Vendor = Vendor {
    service: "gemini",
    path: "",
    extra: "",
    voice: Voice::Chat {
        asked: |body| {
            (
                text(&body["systemInstruction"]["parts"][0]["text"]),
                text(&body["contents"][0]["parts"][0]["text"]),
            )
        },
        whole: |answer| {
            json!({"candidates": [{"content": {"role": "model", "parts": [{"text": answer}]}, "finishReason": "STOP"}],
                "modelVersion": "mock-2026", "usageMetadata": {"promptTokenCount": 900, "candidatesTokenCount": 300}})
        },
        events: |pieces| {
            let mut events: Vec<Value> = pieces
                .iter()
                .map(|piece| json!({"candidates": [{"content": {"parts": [{"text": piece}]}}], "modelVersion": "mock-2026"}))
                .collect();
            events.push(json!({"candidates": [{"content": {"parts": []}, "finishReason": "STOP"}], "usageMetadata": {"promptTokenCount": 900, "candidatesTokenCount": 300}}));
            events
        },
    },
};

/// Ollama.
pub const OLLAMA: Vendor = Vendor {
    service: "ollama",
    path: "",
    extra: "",
    voice: Voice::Chat {
        asked: |body| {
            (
                text(&body["messages"][0]["content"]),
                text(&body["messages"][1]["content"]),
            )
        },
        whole: |answer| {
            json!({"model": "mock-2026", "message": {"role": "assistant", "content": answer}, "done": true,
                "done_reason": "stop", "prompt_eval_count": 900, "eval_count": 300})
        },
        events: |pieces| {
            let mut events: Vec<Value> = pieces
                .iter()
                .map(|piece| json!({"model": "mock-2026", "message": {"role": "assistant", "content": piece}, "done": false}))
                .collect();
            events.push(json!({"model": "mock-2026", "message": {"role": "assistant", "content": ""}, "done": true, "done_reason": "stop", "prompt_eval_count": 900, "eval_count": 300}));
            events
        },
    },
};

/// DeepL.
pub const DEEPL: Vendor = Vendor {
    service: "deepl",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/text"),
        whole: |texts| json!({"translations": each(texts, |text| json!({"detected_source_language": "ID", "text": text, "billed_characters": 10}))}),
    },
};

/// Google Basic.
pub const GOOGLE: Vendor = Vendor {
    service: "google",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/q"),
        whole: |texts| json!({"data": {"translations": each(texts, |text| json!({"translatedText": text}))}}),
    },
};

/// Google Advanced.
pub const GOOGLE_V3: Vendor = Vendor {
    service: "google-v3",
    path: "/v3/projects/p/locations/global",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/contents"),
        whole: |texts| json!({"translations": each(texts, |text| json!({"translatedText": text}))}),
    },
};

/// Azure, first interface.
pub const AZURE: Vendor = Vendor {
    service: "azure",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/*/text"),
        whole: |texts| {
            each(
                texts,
                |text| json!({"translations": [{"text": text, "to": "en"}]}),
            )
        },
    },
};

/// Azure, second interface.
pub const AZURE_2026: Vendor = Vendor {
    service: "azure-2026",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/inputs/*/text"),
        whole: |texts| json!({"value": each(texts, |text| json!({"translations": [{"language": "en", "text": text}]}))}),
    },
};

/// ModernMT.
pub const MODERNMT: Vendor = Vendor {
    service: "modernmt",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/q"),
        whole: |texts| json!({"status": 200, "data": each(texts, |text| json!({"translation": text, "billedCharacters": 10}))}),
    },
};

/// Yandex.
pub const YANDEX: Vendor = Vendor {
    service: "yandex",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/texts"),
        whole: |texts| json!({"translations": each(texts, |text| json!({"text": text}))}),
    },
};

/// Papago.
pub const PAPAGO: Vendor = Vendor {
    service: "papago",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/text"),
        whole: |texts| json!({"message": {"result": {"translatedText": texts[0]}}}),
    },
};

/// MTranServer.
pub const MTRANSERVER: Vendor = Vendor {
    service: "mtranserver",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/texts"),
        whole: |texts| json!({"results": texts}),
    },
};

/// LibreTranslate.
pub const LIBRETRANSLATE: Vendor = Vendor {
    service: "libretranslate",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/q"),
        whole: |texts| json!({"translatedText": texts}),
    },
};

/// Apertium.
pub const APERTIUM: Vendor = Vendor {
    service: "apertium",
    path: "",
    extra: "",
    voice: Voice::Texts {
        asked: |request| vec![form_field(&request.body, "q")],
        whole: |texts| json!({"responseData": {"translatedText": texts[0]}, "responseDetails": null, "responseStatus": 200}),
    },
};

/// What settings describe.
pub const HTTP: Vendor = Vendor {
    service: "http",
    path: "",
    extra: r#"url = "BASE/api/{{source}}/{{target}}"
headers = { Authorization = "Bearer ${TEST_KEY}" }
body = { from = "{{source}}", to = "{{target}}", texts = "{{texts}}" }
response.texts = "/data/*/text"
"#,
    voice: Voice::Texts {
        asked: |request| strings(&request.json(), "/texts"),
        whole: |texts| json!({"data": each(texts, |text| json!({"text": text, "src": "id"}))}),
    },
};

/// The strings at a pointer with one `*` at most, or the one string there.
fn strings(body: &Value, at: &str) -> Vec<String> {
    let (before, after) = at.split_once("/*").unwrap_or((at, ""));
    match body.pointer(before) {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| text(item.pointer(after).unwrap_or(&Value::Null)))
            .collect(),
        Some(one) => vec![text(one)],
        None => Vec::new(),
    }
}

fn each(texts: &[String], shape: fn(&String) -> Value) -> Value {
    texts.iter().map(shape).collect()
}

/// A field of a form.
fn form_field(body: &[u8], name: &str) -> String {
    let body = std::str::from_utf8(body).unwrap();
    let encoded = body
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
        .unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = encoded.as_bytes();
    while let [first, behind @ ..] = rest {
        match (first, behind) {
            (b'%', [high, low, behind @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = behind;
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Whether a language model is asked for a stream.
pub fn wants_stream(request: &Request) -> bool {
    request.json()["stream"] == json!(true) || request.target.contains(":streamGenerateContent")
}

impl Vendor {
    /// Its table in `alih.toml`; `root` is the address of its host.
    pub fn table(&self, name: &str, root: &str) -> String {
        let base = format!("{root}{}", self.path);
        format!(
            "[endpoint.{name}]\nservice = \"{}\"\nbase_url = \"{base}\"\nmodel = \"mock\"\nkey_env = \"TEST_KEY\"\n{}",
            self.service,
            self.extra.replace("BASE", &base)
        )
    }

    /// A faithful answer, in pieces where it is asked for them.
    pub fn faithful(&self, request: &Request, stories: &[Story]) -> Answer {
        match &self.voice {
            Voice::Chat { whole, .. } if !wants_stream(request) => {
                reply(200, &whole(&self.text(request, stories)))
            }
            Voice::Chat { .. } => self.stream(&self.text(request, stories), End::Whole),
            Voice::Texts { asked, whole } => {
                let english = |text: &String| {
                    stories
                        .iter()
                        .flat_map(|story| &story.parts)
                        .find(|(id, _)| id == text)
                        .map_or_else(|| "(unknown text)".to_owned(), |(_, en)| en.clone())
                };
                let texts: Vec<String> = asked(request).iter().map(english).collect();
                reply(200, &whole(&texts))
            }
        }
    }

    /// What a faithful model would say.
    pub fn text(&self, request: &Request, stories: &[Story]) -> String {
        let Voice::Chat { asked, .. } = &self.voice else {
            panic!("{} does not chat", self.service)
        };
        let (system, user) = asked(&request.json());
        faithful_to(&system, &parts_of(&user), stories)
    }

    /// A text as a stream of it.
    pub fn stream(&self, text: &str, end: End) -> Answer {
        Answer::Pieces {
            kind: self.stream_type().to_owned(),
            pieces: self.pieces(text),
            end,
        }
    }

    /// The content type of its streams.
    pub fn stream_type(&self) -> &'static str {
        match self.service {
            "ollama" => "application/x-ndjson",
            _ => "text/event-stream; charset=utf-8",
        }
    }

    /// A text as the pieces of a stream.
    pub fn pieces(&self, text: &str) -> Vec<Vec<u8>> {
        let Voice::Chat { events, .. } = &self.voice else {
            panic!("{} does not chat", self.service)
        };
        let words: Vec<&str> = text.split_inclusive(' ').collect();
        let mut pieces: Vec<Vec<u8>> = events(&words)
            .iter()
            .map(|event| match self.service {
                "ollama" => format!("{event}\n").into_bytes(),
                "anthropic" => format!("event: {}\ndata: {event}\n\n", text_of(event)).into_bytes(),
                _ => format!("data: {event}\n\n").into_bytes(),
            })
            .collect();
        if self.service == "openai" {
            pieces.push(b"data: [DONE]\n\n".to_vec());
        }
        pieces
    }
}

fn text_of(event: &Value) -> &str {
    event["type"].as_str().unwrap_or_default()
}

/// The command with the key that the tables name.
pub fn keyed(command: &mut assert_cmd::Command) -> &mut assert_cmd::Command {
    command.env("TEST_KEY", KEY)
}
