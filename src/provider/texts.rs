//! What the replies of all translation engines have in common.

use serde_json::Value;

use super::fault::{self, Fault};
use super::{Endpoint, Reply, TextsAnswer, pointer};
use crate::outcome::ReasonKind;

/// The body of a reply of status 200 that holds no error.
///
/// # Errors
/// A body that is not JSON, and an error inside it.
pub fn body(endpoint: &Endpoint, reply: &Reply) -> Result<Value, Fault> {
    let body = plain_body(reply)?;
    match fault::error_object(&body) {
        Some(error) => Err(fault::error_in_success(endpoint, error)),
        None => Ok(body),
    }
}

/// The body of a reply of status 200, whatever is in it.
///
/// # Errors
/// A body that is not JSON.
pub fn plain_body(reply: &Reply) -> Result<Value, Fault> {
    reply
        .json()
        .map_err(|error| fault::unreadable(reply.bytes(), &error))
}

/// The answer whose texts stand at a pointer.
///
/// # Errors
/// A pointer that leads nowhere, and an answer without any text.
pub fn answer(body: &Value, pointer: &str) -> Result<TextsAnswer, Fault> {
    let texts = pointer::texts(body, pointer).map_err(|found| {
        Fault::ask_again(
            ReasonKind::BadReply,
            format!("the reply is of another shape, {found}; check --base-url"),
        )
    })?;
    if texts.iter().all(|text| text.trim().is_empty()) {
        return Err(Fault::ask_again(
            ReasonKind::Empty,
            "the reply holds no translation",
        ));
    }
    Ok(TextsAnswer {
        texts,
        ..TextsAnswer::default()
    })
}

/// Reads a reply whose texts stand at a pointer.
///
/// # Errors
/// As [`body`] and [`answer`].
pub fn read(endpoint: &Endpoint, reply: &Reply, pointer: &str) -> Result<TextsAnswer, Fault> {
    answer(&body(endpoint, reply)?, pointer)
}

/// A language pair that the service does not offer.
#[must_use]
pub fn wrong_pair(said: &str) -> Fault {
    Fault::stop(
        ReasonKind::Config,
        format!("the service does not offer this language pair: {said}"),
    )
}
