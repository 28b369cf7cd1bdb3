//! What every language model's answer has in common: it grows piece by
//! piece, and its end decides what it is worth.

use serde_json::Value;

use super::fault::{self, Action, Fault, shown};
use super::stream::StreamReader;
use super::{ChatQuestion, Endpoint, Reply, Voice};

pub use super::ChatAnswer;
use crate::article::Usage;
use crate::json;
use crate::outcome::ReasonKind;

/// An answer as far as it has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The text so far, without reasoning.
    pub text: String,
    /// Whether the model reasoned apart from the text.
    pub reasoned: bool,
    /// How the answer ended; none while it goes on.
    pub finish: Option<Finish>,
    /// The model that the answer names.
    pub model: Option<String>,
    /// Tokens.
    pub usage: Usage,
}

/// How an answer ended, in words that hold for every vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The model was done.
    Complete,
    /// A limit of the output or of the context was met.
    Cut,
    /// The model declined.
    Refused,
    /// A filter stopped question or answer, for a reason in a word or two.
    Blocked(String),
    /// The service broke off.
    Broken,
    /// Something that is not known here.
    Unknown(String),
}

impl Draft {
    /// Takes the named model in.
    pub fn note_model(&mut self, model: Option<&Value>) {
        if let Some(model) = model.and_then(Value::as_str)
            && self.model.is_none()
        {
            self.model = Some(model.to_owned());
        }
    }

    /// Takes a whole reply in, or one event of a stream.
    ///
    /// # Errors
    /// An error that it reports, with what the answer cost until then.
    pub fn take(&mut self, endpoint: &Endpoint, value: &Value) -> Result<(), Fault> {
        if let Some(error) = fault::error_object(value) {
            return Err(fault::error_in_success(endpoint, error).paid(self.usage));
        }
        let Voice::Chat { fold, .. } = endpoint.kind.voice else {
            return Ok(());
        };
        match value {
            Value::Array(values) => values.iter().for_each(|value| fold(self, value)),
            value => fold(self, value),
        }
        Ok(())
    }

    /// The answer, if its end shows that it is whole.
    ///
    /// # Errors
    /// What its end says otherwise, with what it cost.
    pub fn judge(self) -> Result<ChatAnswer, Fault> {
        let blank = self.text.trim().is_empty();
        let usage = self.usage;
        let fault = match self.finish {
            Some(Finish::Complete) if !blank => {
                return Ok(ChatAnswer {
                    text: self.text,
                    model: self.model,
                    usage,
                });
            }
            Some(Finish::Complete) if self.reasoned => Fault::ask_again(
                ReasonKind::ReasoningOnly,
                "the model reasoned and gave no answer; turn its thinking off",
            ),
            Some(Finish::Complete) => {
                Fault::ask_again(ReasonKind::Empty, "the model answered with no text")
            }
            Some(finish) => finish.fault(blank),
            None if blank => Fault::ask_again(ReasonKind::Empty, "the reply holds no answer"),
            None => Fault::ask_again(
                ReasonKind::Truncated,
                "the answer has no finish reason, so it may be cut",
            ),
        };
        Err(fault.paid(usage))
    }
}

impl Finish {
    fn fault(self, blank: bool) -> Fault {
        match self {
            Self::Complete | Self::Cut if blank => Fault::item(
                ReasonKind::ReasoningOnly,
                "the model used up its output limit before it answered; raise max_output_tokens or turn its thinking off",
            ),
            Self::Complete | Self::Cut => Fault::new(
                ReasonKind::Truncated,
                Action::AskForMore,
                "the answer was cut at the output limit; raise max_output_tokens",
            ),
            Self::Refused => Fault::item(
                ReasonKind::Refused,
                "the model declined to answer; another model may take it, see --fallback",
            ),
            Self::Blocked(why) => Fault::item(
                ReasonKind::Blocked,
                format!(
                    "the service's filter stopped it ({}); another endpoint may take it, see --fallback",
                    shown(&why, 80)
                ),
            ),
            Self::Broken => Fault::new(
                ReasonKind::BadReply,
                Action::Retry,
                "the service broke off while answering",
            ),
            Self::Unknown(reason) => Fault::item(
                ReasonKind::BadReply,
                format!(
                    "the answer ended for an unknown reason ({})",
                    shown(&reason, 40)
                ),
            ),
        }
    }
}

/// Reads a reply of status 200 to a question, whether it came whole or as a
/// stream: by what it is, not by what was asked for.
///
/// # Errors
/// What is wrong with it, with what it cost.
pub fn read_chat(
    endpoint: &Endpoint,
    question: &ChatQuestion,
    reply: &Reply,
) -> Result<ChatAnswer, Fault> {
    let mut reader = StreamReader::new(endpoint, question, reply.header("content-type"));
    reader.push(&reply.body, &mut |_| ())?;
    reader.finish()
}

/// Reads a body that came inside another one, as in a batch's results.
///
/// # Errors
/// What is wrong with it, with what it cost.
pub fn read_value(endpoint: &Endpoint, body: &Value) -> Result<ChatAnswer, Fault> {
    let mut draft = Draft::default();
    draft.take(endpoint, body)?;
    draft.judge()
}

/// A whole number at a place; none where there is none.
#[must_use]
pub fn number_at(value: &Value, at: &str) -> Option<u64> {
    json::at(value, at).and_then(Value::as_u64)
}

/// Whether there is a text at a place that is not blank.
#[must_use]
pub fn has_text(value: &Value, at: &str) -> bool {
    json::at(value, at)
        .and_then(Value::as_str)
        .is_some_and(|text| !text.trim().is_empty())
}
