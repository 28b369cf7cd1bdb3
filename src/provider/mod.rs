//! What is asked of an endpoint and how its answer is read.
//!
//! Every file here is pure: it describes a [`Call`] as plain data, reads a
//! [`Reply`] that somebody else fetched, and names the [`Fault`] in it. None
//! sends, retries, sleeps, caches or logs. A new kind of endpoint is one
//! file and one row of [`KINDS`]; a new service that speaks a known kind is
//! one row of [`SERVICES`].

mod anthropic;
mod apertium;
mod azure;
pub mod batch;
mod call;
mod chat;
mod deepl;
mod fault;
mod gemini;
pub mod glossary;
mod google;
mod google_v3;
pub mod http;
mod libretranslate;
#[cfg(feature = "local")]
mod local;
mod modernmt;
mod mtranserver;
mod ollama;
mod openai;
mod papago;
mod pointer;
pub mod probe;
mod services;
mod stream;
mod texts;
mod yandex;

pub use call::{Body, Call, Header, HeaderText, Method, Reply, percent_encode};
pub use chat::{Draft, Finish, read_chat};
pub use fault::{Action, Fault, common_fault, fault_of, provider_message, shown};
#[cfg(feature = "local")]
pub use local::KIND as LOCAL;
pub use probe::{Pair, Probe};
pub use services::{CapField, KeyHeader, SERVICES, SchemaForm, Service, UsageOption};
pub use stream::StreamReader;

use serde_json::{Map, Value};

use crate::article::Usage;
use crate::secret::Secret;

/// An endpoint, resolved and validated: everything that a provider may know.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The configured name.
    pub name: String,
    /// How it is spoken to.
    pub kind: &'static Kind,
    /// The service's peculiarities.
    pub service: &'static Service,
    /// The base address, as configured.
    pub base_url: String,
    /// The key, where there is one.
    pub key: Option<Secret>,
    /// The environment variable that holds the key, for messages.
    pub key_variable: Option<String>,
    /// The model, where the kind has models.
    pub model: Option<String>,
    /// Additional request headers.
    pub headers: Vec<Header>,
    /// Additional fields of the request's body, as the user set them.
    pub parameters: Map<String, Value>,
    /// Most tokens of an answer; none leaves it to the endpoint.
    pub max_output_tokens: Option<u32>,
    /// When answers are asked for in pieces.
    pub streaming: Streaming,
    /// Language codes by this program's code, such as `en` → `eng`.
    pub language_codes: Vec<(String, String)>,
    /// Limits of one request.
    pub limits: Limits,
    /// The request that the settings write down, for the kind `http`.
    pub template: Option<Box<http::Template>>,
}

/// When a language model's answers are asked for in pieces. They are read
/// as what they are, whatever was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Streaming {
    /// Where somebody watches, and where answers may be long.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl Streaming {
    /// The choice of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "on" => Some(Self::On),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// How much one request may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Texts in one request.
    pub items: usize,
    /// Characters of all texts together.
    pub characters: usize,
    /// Characters of one text.
    pub item_characters: usize,
}

/// A limit that an endpoint names when it refuses a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// Texts in one request.
    Items(usize),
    /// Characters of one text.
    ItemCharacters(usize),
}

/// No limit below these is believed: nothing could be sent then.
const LEAST_CHARACTERS: usize = 100;

impl Limits {
    /// The limits with one that was named, if that narrows them.
    #[must_use]
    pub fn narrowed(self, most: Most) -> Option<Self> {
        let narrowed = match most {
            Most::Items(items) => Self {
                items: self.items.min(items.max(1)),
                ..self
            },
            Most::ItemCharacters(characters) => Self {
                item_characters: self.item_characters.min(characters.max(LEAST_CHARACTERS)),
                ..self
            },
        };
        (narrowed != self).then_some(narrowed)
    }

    /// What a language model answers well in one piece.
    pub const CHAT: Self = Self {
        items: usize::MAX,
        characters: 20_000,
        item_characters: 20_000,
    };
}

/// One row of the table of kinds.
#[derive(Debug)]
pub struct Kind {
    /// The name used in settings and records.
    pub name: &'static str,
    /// Language model or translation engine.
    pub voice: Voice,
    /// Names the fault of a reply where the vendor has its own wording;
    /// `None` leaves it to [`common_fault`].
    pub fault: fn(&Endpoint, &Reply) -> Option<Fault>,
    /// How an endpoint is tried out for the least that it takes.
    pub probe: Probe,
    /// Limits of one request unless the settings give others.
    pub limits: Limits,
}

/// What kind of question an endpoint understands.
#[derive(Debug)]
pub enum Voice {
    /// A language model: takes instructions, can summarise.
    Chat {
        /// Describes the call.
        describe: fn(&Endpoint, &ChatQuestion) -> Call,
        /// Takes a whole reply in, or one event of a stream; see
        /// [`read_chat`] for the reading of a reply.
        fold: fn(&mut Draft, &Value),
        /// Turns a call into one that is answered piece by piece.
        stream: fn(&Endpoint, &mut Call),
        /// Doubts an answer that looks whole, where the vendor is known to
        /// cut questions and say nothing.
        verify: Option<Verify>,
    },
    /// A translation engine: takes texts, gives texts.
    Texts {
        /// Describes the call.
        describe: fn(&Endpoint, &TextsQuestion) -> Call,
        /// Reads a reply of status 200.
        read: fn(&Endpoint, &Reply) -> Result<TextsAnswer, Fault>,
    },
}

/// Doubts an answer, knowing what was asked.
pub type Verify = fn(&Endpoint, &ChatQuestion, &ChatAnswer) -> Result<(), Fault>;

/// A question to a language model.
#[derive(Clone, Debug)]
pub struct ChatQuestion {
    /// The instructions; the same for every article, so that vendors' prefix
    /// caches work.
    pub system: String,
    /// The article.
    pub user: String,
    /// Most tokens of the answer.
    pub max_output_tokens: u32,
    /// The schema that the answer must satisfy, where one is asked for.
    pub schema: Option<Value>,
}

/// A language model's answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatAnswer {
    /// The text, without reasoning that came apart from it.
    pub text: String,
    /// The model that the answer names.
    pub model: Option<String>,
    /// Tokens.
    pub usage: Usage,
}

/// A question to a translation engine.
#[derive(Clone, Debug)]
pub struct TextsQuestion {
    /// The texts, each to be translated on its own.
    pub texts: Vec<String>,
    /// Language of the texts.
    pub source: String,
    /// Language wanted.
    pub target: String,
    /// The article's headline, for engines that can be told about it.
    pub title: Option<String>,
    /// How the article begins, in the source language: some engines read it
    /// and do not translate it, which helps with headlines.
    pub context: Option<String>,
    /// The glossary that the engine keeps for the run, by its id there.
    pub glossary: Option<String>,
}

/// What a translation engine is told besides the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// With the texts, their headline.
    pub title: bool,
    /// With a headline, how the story begins.
    pub context: bool,
}

/// A translation engine's answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextsAnswer {
    /// One translation for each text, in order. The reader of the reply does
    /// not know how many were sent; the caller compares.
    pub texts: Vec<String>,
    /// The model that the answer names.
    pub model: Option<String>,
    /// Characters that were billed, where the answer says.
    pub characters: Option<u64>,
    /// The language that the engine found in the texts, where it says.
    pub detected: Option<String>,
}

/// Every kind of endpoint.
pub const KINDS: &[&Kind] = &[
    &openai::KIND,
    &anthropic::KIND,
    &gemini::KIND,
    &ollama::KIND,
    &deepl::KIND,
    &google::KIND,
    &google_v3::KIND,
    &azure::KIND,
    &modernmt::KIND,
    &yandex::KIND,
    &papago::KIND,
    &mtranserver::KIND,
    &libretranslate::KIND,
    &apertium::KIND,
    &http::KIND,
    #[cfg(feature = "local")]
    &local::KIND,
];

/// A language code without its region: `en` for `en-US`.
#[must_use]
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The kind of that name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

/// The built-in service of that name.
#[must_use]
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

impl Endpoint {
    /// Whether it is a language model.
    #[must_use]
    pub fn is_chat(&self) -> bool {
        matches!(self.kind.voice, Voice::Chat { .. })
    }

    /// What the engine is told besides the texts.
    #[must_use]
    pub fn hint(&self) -> Hint {
        match &self.template {
            Some(template) => template.hint(),
            None => self.service.hint,
        }
    }

    /// Whether a model is missing. llama.cpp serves the one it was started
    /// with, whatever is named.
    #[must_use]
    pub fn lacks_model(&self) -> bool {
        self.is_chat() && self.model.is_none() && self.service.name != "llamacpp"
    }

    /// The code that the settings give for a language, as `lang = { en =
    /// "eng" }`; for one with a region also that of the language alone.
    #[must_use]
    pub fn configured_code(&self, language: &str) -> Option<&str> {
        let find = |code: &str| self.language_codes.iter().find(|(own, _)| own == code);
        find(language)
            .or_else(|| find(primary(language)))
            .map(|(_, code)| code.as_str())
    }

    /// Joins the base address and a path, wherever the user stopped typing:
    /// a base, a base with its version segment, or the full path.
    #[must_use]
    pub fn url(&self, version: &str, path: &str) -> String {
        call::join(&self.base_url, version, path)
    }

    /// The code for a language: the configured one, else the language
    /// without its region.
    #[must_use]
    pub fn code<'a>(&'a self, language: &'a str) -> &'a str {
        self.configured_code(language)
            .unwrap_or_else(|| primary(language))
    }

    /// The headers every call carries: the user's own ones, and the key
    /// where the service wants it in a header.
    #[must_use]
    pub fn call_headers(&self) -> Vec<Header> {
        let mut headers = self.headers.clone();
        if let Some(key) = &self.key
            && let Some(header) = self.service.key_header.with(key.reveal())
        {
            push_unless_given(&mut headers, header);
        }
        headers
    }

    /// A JSON body with the user's own fields in it. Objects go into
    /// objects; anything else takes the place of what is there.
    #[must_use]
    pub fn json_body(&self, mut body: Value) -> Body {
        if let Value::Object(fields) = &mut body {
            merge(fields, &self.parameters);
        }
        Body::Json(body)
    }
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (name, value) in from {
        match (into.get_mut(name), value) {
            (Some(Value::Object(own)), Value::Object(added)) => merge(own, added),
            _ => {
                into.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Adds a header unless the user gave one of that name.
fn push_unless_given(headers: &mut Vec<Header>, header: Header) {
    if headers.iter().all(|own| own.name != header.name) {
        headers.push(header);
    }
}

#[cfg(test)]
mod tests;
