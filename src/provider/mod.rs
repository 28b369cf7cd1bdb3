//! What is asked of an endpoint and how its answer is read.
//!
//! Every file here is pure: it describes a [`Call`] as plain data, reads a
//! [`Reply`] that somebody else fetched, and names the [`Fault`] in it. None
//! sends, retries, sleeps, caches or logs. A new kind of endpoint is one
//! file and one row of [`KINDS`]; a new service that speaks a known kind is
//! one row of [`SERVICES`].

mod apertium;
mod call;
mod fault;
mod libretranslate;
mod openai;
mod services;

pub use call::{Body, Call, Header, HeaderText, Method, Reply};
pub use fault::{Action, Fault, common_fault, provider_message, shown};
pub use services::{CapField, KeyHeader, SERVICES, SchemaForm, Service};

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
    /// Language codes by this program's code, such as `en` → `eng`.
    pub language_codes: Vec<(String, String)>,
    /// Limits of one request.
    pub limits: Limits,
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

/// One row of the table of kinds.
#[derive(Debug)]
pub struct Kind {
    /// The name used in settings and records.
    pub name: &'static str,
    /// Language model or translation engine.
    pub voice: Voice,
    /// Names the fault of a reply where the vendor has its own wording;
    /// `None` leaves it to [`common_fault`].
    pub fault: fn(&Reply) -> Option<Fault>,
    /// The cheapest request that proves address and key.
    pub probe: fn(&Endpoint) -> Call,
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
        /// Reads a reply of status 200.
        read: fn(&Reply) -> Result<ChatAnswer, Fault>,
    },
    /// A translation engine: takes texts, gives texts.
    Texts {
        /// Describes the call.
        describe: fn(&Endpoint, &TextsQuestion) -> Call,
        /// Reads a reply of status 200.
        read: fn(&Reply) -> Result<TextsAnswer, Fault>,
    },
}

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
}

/// Every kind of endpoint.
pub const KINDS: &[&Kind] = &[&openai::KIND, &libretranslate::KIND, &apertium::KIND];

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

    /// The headers every call carries: the user's own ones.
    #[must_use]
    pub fn base_headers(&self) -> Vec<Header> {
        self.headers.clone()
    }
}

#[cfg(test)]
mod tests;
