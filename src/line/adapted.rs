//! Fields that an endpoint rejected, for the rest of the run.

use std::sync::Mutex;

use serde_json::Value;

use super::lock;
use crate::provider::{Body, Call};

/// Fields that an endpoint rejected.
#[derive(Default)]
pub(super) struct Adapted(Mutex<Vec<String>>);

impl Adapted {
    /// Leaves a field out, or sends it under its other name, from now on;
    /// whether that is news.
    pub(super) fn learn(&self, field: &str) -> bool {
        let mut known = lock(&self.0);
        let is_news = !known.iter().any(|own| own == field);
        if is_news {
            known.push(field.to_owned());
        }
        is_news
    }

    /// Whether a field is left out.
    pub(super) fn knows(&self, field: &str) -> bool {
        lock(&self.0).iter().any(|own| own == field)
    }

    /// Changes a call as the endpoint wants it.
    pub(super) fn apply(&self, call: &mut Call) {
        let known = lock(&self.0);
        let Body::Json(Value::Object(body)) = &mut call.body else {
            return;
        };
        for field in known.iter() {
            if let Some(value) = body.remove(field)
                && let Some(name) = renamed(field)
                && !known.iter().any(|own| own == name)
            {
                body.insert(name.to_owned(), value);
            }
        }
    }
}

/// The two names of the answer's cap stand in for each other.
pub(super) fn renamed(field: &str) -> Option<&'static str> {
    match field {
        "max_tokens" => Some("max_completion_tokens"),
        "max_completion_tokens" => Some("max_tokens"),
        _ => None,
    }
}
