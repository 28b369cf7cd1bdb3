//! Vendors' batch interfaces: half the price, an answer within a day.
//!
//! Pure as everything here: each interface describes its calls and reads
//! their replies; sending, waiting and remembering is the caller's.

mod anthropic;
mod gemini;
mod mistral;
mod openai;

pub use anthropic::BATCH as ANTHROPIC;
pub use gemini::BATCH as GEMINI;
pub use mistral::BATCH as MISTRAL;
pub use openai::BATCH as OPENAI;

use serde_json::Value;

use super::fault::{self, Action, Fault};
use super::{Body, Call, ChatAnswer, Endpoint, Reply, chat};
use crate::outcome::ReasonKind;

/// One row of a batch: a question under an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Letters, digits, `-` and `_`, at most 64 of them; each once in a
    /// batch.
    pub id: String,
    /// The question, as the endpoint's kind describes it.
    pub call: Call,
}

impl Entry {
    /// The body of the question.
    fn body(&self) -> Value {
        match &self.call.body {
            Body::Json(body) => body.clone(),
            _ => Value::Null,
        }
    }
}

/// How a vendor takes batches.
#[derive(Debug)]
pub struct Batch {
    /// Most entries of one batch.
    pub entries: usize,
    /// Most bytes of one batch, with room for what surrounds the questions.
    pub bytes: usize,
    /// Uploads the entries, where the vendor wants them as a file; the
    /// reply's id goes into `submit`.
    pub upload: Option<fn(&Endpoint, &[Entry]) -> Call>,
    /// Starts the batch: from the uploaded file's id, else with the entries.
    pub submit: fn(&Endpoint, &Order<'_>) -> Call,
    /// Lists the batches that were started lately.
    pub list: fn(&Endpoint) -> Call,
    /// Whether a row of that list is the batch that was ordered, where it is
    /// not known whether the order arrived.
    pub is_ordered: fn(&Value, &Order<'_>) -> bool,
    /// The part of the usual price that an entry costs.
    pub price: f64,
    /// Asks how far a batch is.
    pub status: fn(&Endpoint, &str) -> Call,
    /// Reads the reply to `submit` and `status`.
    pub read_status: fn(&Endpoint, &Reply) -> Result<Progress, Fault>,
    /// Fetches the results at one of [`Progress::places`].
    pub results: fn(&Endpoint, &str) -> Call,
    /// Reads the reply to `results`.
    pub read_results: fn(&Endpoint, &Reply) -> Result<Vec<Finished>, Fault>,
}

/// A batch to be started.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// A name that no other batch has.
    pub name: &'a str,
    /// The uploaded file's id.
    pub file: Option<&'a str>,
    /// The questions; none are needed where they were uploaded.
    pub entries: &'a [Entry],
    /// How many questions there are.
    pub count: u64,
    /// Not started before this moment, RFC 3339.
    pub since: &'a str,
}

/// The id of the batch that was ordered, if the reply to `list` has it;
/// batches that are `known` already are another order's.
///
/// # Errors
/// A reply that is no list.
pub fn find(
    interface: &Batch,
    reply: &Reply,
    order: &Order<'_>,
    known: &[String],
) -> Result<Option<String>, Fault> {
    let body = parsed(reply)?;
    let rows = ["data", "operations", "batches"]
        .iter()
        .find_map(|name| body.get(name)?.as_array())
        .map_or(&[][..], Vec::as_slice);
    let found = rows
        .iter()
        .filter(|row| (interface.is_ordered)(row, order))
        .filter_map(|row| text_at(row, "/id").or_else(|| text_at(row, "/name")))
        .find(|batch| !known.contains(batch));
    Ok(found)
}

/// How far a batch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The batch's id, for `status`.
    pub batch: String,
    /// Whether it goes on.
    pub state: State,
    /// Entries that were answered or failed.
    pub done: u64,
    /// Where results are, in no particular order; none until it has ended.
    pub places: Vec<String>,
}

/// Whether a batch goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Waiting,
    /// It ended; entries without a result can be submitted again.
    Ended(End),
    /// It was refused as a whole, for this reason.
    Failed(String),
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Every entry was tried.
    Complete,
    /// The time was up; a part was answered.
    Expired,
    /// Somebody cancelled it; a part was answered.
    Cancelled,
}

/// What became of one entry. The order is the vendor's.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The entry's id.
    pub id: String,
    /// Its answer, or why there is none.
    pub answer: Result<ChatAnswer, Fault>,
}

/// The id that a reply gives to an uploaded file.
///
/// # Errors
/// A reply without one.
pub fn read_upload(reply: &Reply) -> Result<String, Fault> {
    let body = parsed(reply)?;
    text_at(&body, "/id")
        .ok_or_else(|| Fault::item(ReasonKind::BadReply, "the upload's reply names no file"))
}

fn parsed(reply: &Reply) -> Result<Value, Fault> {
    reply
        .json()
        .map_err(|error| fault::unreadable(reply.bytes(), &error))
}

fn text_at(body: &Value, at: &str) -> Option<String> {
    body.pointer(at).and_then(Value::as_str).map(str::to_owned)
}

/// A count, which some vendors write as a text.
fn count_at(body: &Value, at: &str) -> u64 {
    let count = body.pointer(at);
    count
        .and_then(|count| count.as_u64().or_else(|| count.as_str()?.parse().ok()))
        .unwrap_or(0)
}

/// The fault of an entry that was never reached.
fn unreached(what: &str) -> Fault {
    Fault::new(
        ReasonKind::Timeout,
        Action::Retry,
        format!("the batch {what} before it came to this article; submit it again"),
    )
}

fn no_result() -> Fault {
    Fault::ask_again(ReasonKind::BadReply, "the batch holds no result for it")
}

/// One finished entry for every line of a results file.
fn lines(reply: &Reply, read: impl Fn(&Value) -> Option<Finished>) -> Result<Vec<Finished>, Fault> {
    let mut finished = Vec::new();
    for line in reply.bytes().split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let value =
            serde_json::from_slice(line).map_err(|error| fault::unreadable(line, &error))?;
        finished.extend(read(&value));
    }
    Ok(finished)
}

/// A form with one file of JSON lines, as browsers send it.
fn jsonl_upload(url: String, endpoint: &Endpoint, lines: impl Iterator<Item = Value>) -> Call {
    let mut file = String::new();
    for line in lines {
        file.push_str(&line.to_string());
        file.push('\n');
    }
    // The lines hold no line feeds but their ends, and none begins with a
    // hyphen, so the boundary cannot occur in them.
    let boundary = "alih-batch-boundary";
    let body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n\
         --{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"alih.jsonl\"\r\n\
         content-type: application/jsonl\r\n\r\n{file}\r\n--{boundary}--\r\n"
    );
    let content_type = format!("multipart/form-data; boundary={boundary}");
    Call::post(
        url,
        endpoint.call_headers(),
        Body::Raw(content_type, body.into_bytes()),
    )
}

#[cfg(test)]
mod tests;
