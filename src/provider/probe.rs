//! How an endpoint is tried out: one row for each kind says which call is
//! the cheapest, and what its reply tells.

use serde_json::Value;

use super::fault::{self, Fault};
use super::{Call, ChatQuestion, Endpoint, Reply, TextsQuestion, Voice, pointer, read_chat};
use crate::outcome::ReasonKind;

/// The cheapest call of a kind, and what its reply tells.
#[derive(Clone, Copy, Debug)]
pub enum Probe {
    /// A list of models.
    Models {
        /// Asks for the list.
        call: fn(&Endpoint) -> Call,
        /// Where the names stand in the reply.
        names: &'static str,
    },
    /// A list of languages.
    Languages {
        /// Asks for the list.
        call: fn(&Endpoint) -> Call,
        /// Whether the pair is among them.
        offers: fn(&Endpoint, &Value, &Pair) -> bool,
    },
    /// The state of the account.
    Account {
        /// Asks for it.
        call: fn(&Endpoint) -> Call,
        /// Says it in a few words.
        ///
        /// # Errors
        /// An account that is used up.
        told: fn(&Value) -> Result<Option<String>, Fault>,
    },
    /// Nothing is cheaper than one word, translated.
    Word,
}

/// The languages that a run would translate from and into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Of the articles.
    pub source: String,
    /// Wanted.
    pub target: String,
}

/// What a try has shown so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Whether the endpoint would have refused a wrong key.
    pub key: bool,
    /// Whether it offers the model or the language pair.
    pub offer: bool,
    /// What else it told.
    pub told: Option<String>,
    /// The models that it named, some of them.
    pub names: Vec<String>,
}

/// So many models are named to the user.
const NAMED: usize = 5;

/// The first call of a try; none where only a word tells anything.
#[must_use]
pub fn first(endpoint: &Endpoint) -> Option<Call> {
    match endpoint.kind.probe {
        Probe::Models { call, .. }
        | Probe::Languages { call, .. }
        | Probe::Account { call, .. } => Some(call(endpoint)),
        Probe::Word => None,
    }
}

/// What the reply to the first call shows.
///
/// # Errors
/// A reply that shows that no article can be translated.
pub fn read_first(endpoint: &Endpoint, pair: &Pair, reply: &Reply) -> Result<Shown, Fault> {
    let body = reply
        .json()
        .map_err(|error| fault::unreadable(reply.bytes(), &error))?;
    if let Some(error) = fault::error_object(&body) {
        return Err(fault::error_in_success(endpoint, error));
    }
    let mut shown = Shown {
        key: endpoint.service.lists_need_key,
        ..Shown::default()
    };
    match endpoint.kind.probe {
        Probe::Models { names, .. } => {
            let found = pointer::texts(&body, names).unwrap_or_default();
            let wanted = endpoint.model.as_deref().map(plain);
            shown.offer = wanted.is_some_and(|wanted| found.iter().any(|own| plain(own) == wanted));
            shown.told = Some(format!("{} models listed", found.len()));
            let named = found.iter().take(NAMED);
            shown.names = named.map(|name| fault::shown(name, 80)).collect();
        }
        Probe::Languages { offers, .. } if !offers(endpoint, &body, pair) => {
            return Err(Fault::stop(
                ReasonKind::Config,
                format!(
                    "the service does not list the pair {} to {}; choose another endpoint, or --to",
                    pair.source, pair.target
                ),
            ));
        }
        Probe::Languages { .. } => shown.offer = true,
        Probe::Account { told, .. } => shown.told = told(&body)?,
        Probe::Word => {}
    }
    Ok(shown)
}

/// A model's name without what services leave out at times.
fn plain(name: &str) -> &str {
    name.trim_start_matches("models/")
        .trim_end_matches(":latest")
}

/// The smallest question there is: it needs the key, and the model or the
/// pair, and costs next to nothing. None for a model that is not named.
#[must_use]
pub fn word(endpoint: &Endpoint, pair: &Pair) -> Option<Call> {
    match endpoint.kind.voice {
        Voice::Texts { describe, .. } => Some(describe(endpoint, &text(pair))),
        Voice::Chat { describe, .. } => {
            (!endpoint.lacks_model()).then(|| describe(endpoint, &question()))
        }
    }
}

/// Whether the word was answered; an answer of a few tokens may well be cut.
///
/// # Errors
/// A reply that shows that no article can be translated.
pub fn read_word(endpoint: &Endpoint, reply: &Reply) -> Result<(), Fault> {
    match endpoint.kind.voice {
        Voice::Texts { read, .. } => read(endpoint, reply).map(|_| ()),
        Voice::Chat { .. } => match read_chat(endpoint, &question(), reply) {
            Err(fault) if !is_an_answer(fault.reason) => Err(fault),
            _ => Ok(()),
        },
    }
}

fn question() -> ChatQuestion {
    ChatQuestion {
        system: "Answer with one word.".to_owned(),
        user: "Halo".to_owned(),
        max_output_tokens: 16,
        schema: None,
    }
}

fn text(pair: &Pair) -> TextsQuestion {
    TextsQuestion {
        texts: vec!["halo".to_owned()],
        source: pair.source.clone(),
        target: pair.target.clone(),
        title: None,
        context: None,
        glossary: None,
    }
}

/// The model was reached, whatever it made of sixteen tokens.
fn is_an_answer(reason: ReasonKind) -> bool {
    matches!(
        reason,
        ReasonKind::Truncated | ReasonKind::ReasoningOnly | ReasonKind::Empty | ReasonKind::Refused
    )
}

/// Whether a first call that failed says nothing about the endpoint: many
/// servers have no list, and answer questions all the same.
#[must_use]
pub fn tells_nothing(fault: &Fault) -> bool {
    matches!(
        fault.reason,
        ReasonKind::NotFound | ReasonKind::BadReply | ReasonKind::Config
    )
}
