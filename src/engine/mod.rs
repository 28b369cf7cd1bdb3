//! The embedded engine: translation in this process, by a small model that
//! lies on this machine. Nothing is sent anywhere.
//!
//! [`store`] keeps models, [`fetch`] brings them, [`inspect`] looks at them
//! before they are trusted, [`pool`] has the threads that translate, and
//! [`pieces`] goes from text to the model's pieces and back. To the rest of
//! the program all this is a [`Road`]: a question travels along it and comes
//! back as a reply, as over a network.

pub mod error;
pub mod fetch;
#[doc(hidden)]
pub mod inspect;
#[doc(hidden)]
pub mod pieces;
#[doc(hidden)]
pub mod pool;
#[doc(hidden)]
pub mod records;
pub mod store;
#[doc(hidden)]
pub mod unpack;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

pub use error::EngineError;
pub use pool::Pool;

use crate::outcome::ReasonKind;
use crate::provider::{Body, Call, Fault, Reply};
use crate::road::Road;

/// A pair of languages that a model goes between, such as `id` and `en`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pair {
    /// From.
    pub source: String,
    /// To.
    pub target: String,
}

impl Pair {
    /// The pair of two language codes, regions left out.
    #[must_use]
    pub fn new(source: &str, target: &str) -> Self {
        let code = |text: &str| crate::provider::primary(text).to_ascii_lowercase();
        Self {
            source: code(source),
            target: code(target),
        }
    }

    /// The pair of a text such as `id-en`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_code = |code: &str| {
            (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        let (source, target) = text.split_once('-')?;
        (is_code(source) && is_code(target)).then(|| Self::new(source, target))
    }
}

impl std::fmt::Display for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.source, self.target)
    }
}

/// The files of a model that is ready to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The weights.
    pub weights: PathBuf,
    /// The vocabulary of the source language.
    pub source: PathBuf,
    /// The vocabulary of the target language; often the same file.
    pub target: PathBuf,
}

/// An engine at the end of a road.
pub struct Local {
    pool: Arc<Pool>,
    pair: Pair,
}

impl Local {
    /// Puts an engine at the end of a road.
    #[must_use]
    pub fn new(pool: Pool, pair: Pair) -> Self {
        Self {
            pool: Arc::new(pool),
            pair,
        }
    }
}

#[derive(Deserialize)]
struct Question {
    source: String,
    target: String,
    texts: Vec<String>,
}

impl Road for Local {
    fn travel(&self, call: &Call) -> Pin<Box<dyn Future<Output = Result<Reply, Fault>> + Send>> {
        let question = match &call.body {
            Body::Json(body) => Question::deserialize(body).ok(),
            _ => None,
        };
        let pool = Arc::clone(&self.pool);
        let pair = self.pair.clone();
        Box::pin(async move {
            let Some(question) = question else {
                return Ok(reply(400, &json!({"error": {"message": "no texts"}})));
            };
            let asked = Pair::new(&question.source, &question.target);
            if asked != pair {
                return Err(Fault::stop(
                    ReasonKind::Config,
                    format!(
                        "the model that is loaded goes from {} to {}, not from {} to {}; leave --from and --to as they are for one run",
                        pair.source, pair.target, asked.source, asked.target
                    ),
                ));
            }
            match pool.translate(question.texts).await {
                Ok(texts) => Ok(reply(200, &json!({"texts": texts}))),
                Err(error @ EngineError::Broken) => {
                    Err(Fault::item(ReasonKind::Fault, error.to_string()))
                }
                Err(error) => Err(Fault::stop(ReasonKind::Config, error.to_string())),
            }
        })
    }
}

/// The end of a road where an engine would be, and what is missing there.
pub struct NoModel(pub String);

impl Road for NoModel {
    fn travel(&self, _: &Call) -> Pin<Box<dyn Future<Output = Result<Reply, Fault>> + Send>> {
        let fault = Fault::stop(ReasonKind::Config, self.0.clone());
        Box::pin(std::future::ready(Err(fault)))
    }
}

fn reply(status: u16, body: &serde_json::Value) -> Reply {
    Reply {
        status,
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    }
}
