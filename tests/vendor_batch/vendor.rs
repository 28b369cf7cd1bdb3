//! A vendor that takes batches, gives results in an order of its own, and
//! lets a part of them expire.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::support::endpoint::{Answer, Endpoint, Request, completion, faithful, question, reply};
use super::support::story::Story;

/// The vendors' interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    OpenAi,
    Mistral,
    Anthropic,
    Gemini,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::OpenAi, Self::Mistral, Self::Anthropic, Self::Gemini];

    pub fn service(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Mistral => "mistral",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
        }
    }
}

/// A question under its id.
type Row = (String, Value);

/// What the vendor does, and what it has.
#[derive(Default)]
pub struct Books {
    pub files: Vec<Vec<Row>>,
    /// Batches with the file they came from, or none.
    pub batches: Vec<(Option<usize>, Vec<Row>)>,
    /// Whether batches have ended.
    pub ended: bool,
    /// Every so many-th entry of the first batch expires.
    pub expires: Option<usize>,
    /// Refuses batches as a whole, for this reason.
    pub refuses: Option<&'static str>,
    /// Spoils the answer to this entry.
    pub spoils: Option<usize>,
}

pub struct Vendor {
    pub kind: Kind,
    pub endpoint: Endpoint,
    pub books: Arc<Mutex<Books>>,
}

impl Vendor {
    pub fn start(kind: Kind, stories: &[Story]) -> Self {
        Self::with(kind, stories, |_, answer| answer)
    }

    /// One whose answers pass through `way` on their way out.
    pub fn with(
        kind: Kind,
        stories: &[Story],
        way: impl Fn(&Request, Answer) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let books = Arc::new(Mutex::new(Books::default()));
        let (own, stories) = (Arc::clone(&books), stories.to_vec());
        let endpoint = Endpoint::start(move |request| {
            let answer = answer(kind, request, &mut own.lock().unwrap(), &stories);
            way(request, answer)
        });
        Self {
            kind,
            endpoint,
            books,
        }
    }

    pub fn end(&self) {
        self.books.lock().unwrap().ended = true;
    }

    /// How many questions each batch had.
    pub fn sizes(&self) -> Vec<usize> {
        let books = self.books.lock().unwrap();
        books.batches.iter().map(|(_, rows)| rows.len()).collect()
    }

    pub fn base_url(&self) -> &str {
        match self.kind {
            Kind::Gemini | Kind::Anthropic => self.endpoint.root(),
            _ => &self.endpoint.base_url,
        }
    }
}

fn answer(kind: Kind, request: &Request, books: &mut Books, stories: &[Story]) -> Answer {
    let (method, path) = request.target.split_once(' ').unwrap();
    let path = path.split('?').next().unwrap();
    let last = path.rsplit('/').next().unwrap();
    let number = || last.trim_start_matches("b-").parse::<usize>().ok();
    match (kind, method) {
        (Kind::OpenAi | Kind::Mistral, "POST") if last == "files" => {
            books.files.push(lines(&request.body));
            reply(200, &json!({"id": format!("f-{}", books.files.len() - 1)}))
        }
        (Kind::OpenAi | Kind::Mistral, "POST") => {
            let body = request.json();
            let file = body["input_file_id"]
                .as_str()
                .or(body["input_files"][0].as_str());
            let file: usize = file.unwrap().trim_start_matches("f-").parse().unwrap();
            let rows = books.files[file].clone();
            books.batches.push((Some(file), rows));
            reply(200, &state(kind, books, books.batches.len() - 1))
        }
        (Kind::OpenAi | Kind::Mistral, _) if last == "content" => {
            let place = path.rsplit('/').nth(1).unwrap();
            let (what, number) = place.split_once('-').unwrap();
            let rows = results(kind, books, number.parse().unwrap(), stories);
            let is_wanted = |row: &Value| (what == "bad") == row["response"].is_null();
            jsonl(rows.into_iter().filter(is_wanted))
        }
        (Kind::Anthropic, "POST") => {
            let rows = request.json()["requests"].as_array().unwrap().clone();
            let rows = rows.iter().map(|row| {
                let id = row["custom_id"].as_str().unwrap().to_owned();
                (id, row["params"].clone())
            });
            books.batches.push((None, rows.collect()));
            reply(200, &state(kind, books, books.batches.len() - 1))
        }
        (Kind::Anthropic, _) if last == "results" => {
            let number = path.rsplit('/').nth(1).unwrap().trim_start_matches("b-");
            jsonl(results(kind, books, number.parse().unwrap(), stories).into_iter())
        }
        (Kind::Gemini, "POST") => {
            let body = request.json();
            let rows = body["batch"]["inputConfig"]["requests"]["requests"].clone();
            let rows = rows.as_array().unwrap().iter().map(|row| {
                let id = row["metadata"]["key"].as_str().unwrap().to_owned();
                (id, row["request"].clone())
            });
            let mut rows: Vec<Row> = rows.collect();
            rows.push(("name".to_owned(), body["batch"]["displayName"].clone()));
            books.batches.push((None, rows));
            reply(200, &state(kind, books, books.batches.len() - 1))
        }
        _ => match number().filter(|number| *number < books.batches.len()) {
            Some(number) if kind == Kind::Gemini => {
                let mut whole = state(kind, books, number);
                let rows = results(kind, books, number, stories);
                whole["response"] = json!({"inlinedResponses": {"inlinedResponses": rows}});
                reply(200, &whole)
            }
            Some(number) => reply(200, &state(kind, books, number)),
            None => {
                let all = 0..books.batches.len();
                let rows: Vec<Value> = all.map(|number| state(kind, books, number)).collect();
                match kind {
                    Kind::Gemini => reply(200, &json!({"operations": rows})),
                    _ => reply(200, &json!({"data": rows})),
                }
            }
        },
    }
}

/// The questions of an uploaded form.
fn lines(body: &[u8]) -> Vec<Row> {
    let text = String::from_utf8_lossy(body);
    let rows = text.lines().filter(|line| line.starts_with('{'));
    rows.map(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        (
            row["custom_id"].as_str().unwrap().to_owned(),
            row["body"].clone(),
        )
    })
    .collect()
}

fn jsonl(rows: impl Iterator<Item = Value>) -> Answer {
    Answer::Reply {
        status: 200,
        headers: Vec::new(),
        body: rows
            .map(|row| row.to_string() + "\n")
            .collect::<String>()
            .into_bytes(),
    }
}

/// A file of results, where there is one.
fn file(books: &Books, what: &str, number: usize) -> Option<String> {
    books.refuses.is_none().then(|| format!("{what}-{number}"))
}

fn expired(books: &Books, number: usize) -> bool {
    number == 0 && books.expires.is_some()
}

fn state(kind: Kind, books: &Books, number: usize) -> Value {
    let (upload, rows) = &books.batches[number];
    let id = format!("b-{number}");
    let word = |waiting: &'static str, ended: &'static str, late: &'static str, refused| match (
        books.refuses,
        books.ended,
        expired(books, number),
    ) {
        (Some(_), ..) => refused,
        (_, false, _) => waiting,
        (_, true, false) => ended,
        (_, true, true) => late,
    };
    match kind {
        Kind::OpenAi => json!({
            "id": id, "input_file_id": format!("f-{}", upload.unwrap()),
            "status": word("in_progress", "completed", "expired", "failed"),
            "errors": {"data": [{"message": books.refuses}]},
            "output_file_id": file(books, "good", number), "error_file_id": file(books, "bad", number),
            "request_counts": {"completed": rows.len(), "failed": 0},
        }),
        Kind::Mistral => json!({
            "id": id, "input_files": [format!("f-{}", upload.unwrap())],
            "status": word("RUNNING", "SUCCESS", "TIMEOUT_EXCEEDED", "FAILED"),
            "errors": [{"message": books.refuses}],
            "output_file": file(books, "good", number), "error_file": file(books, "bad", number),
            "completed_requests": rows.len(),
        }),
        Kind::Anthropic => json!({
            "id": id, "created_at": "2100-01-01T00:00:00Z",
            "processing_status": word("in_progress", "ended", "ended", "ended"),
            "request_counts": {"processing": rows.len()},
        }),
        Kind::Gemini => json!({
            "name": format!("batches/{id}"),
            "metadata": {"displayName": rows.last().unwrap().1,
                "state": word("BATCH_STATE_RUNNING", "BATCH_STATE_SUCCEEDED", "BATCH_STATE_EXPIRED", "BATCH_STATE_FAILED")},
            "error": {"message": books.refuses},
        }),
    }
}

/// The results, last first, with those that expired among them.
fn results(kind: Kind, books: &Books, number: usize, stories: &[Story]) -> Vec<Value> {
    let rows = books.batches[number].1.iter().enumerate().rev();
    rows.filter(|(_, (id, _))| id != "name")
        .map(|(at, (id, body))| {
            let late = number == 0 && books.expires.is_some_and(|each| at % each == 0);
            let request = as_openai(kind, body);
            let (_, parts) = question(&request);
            let story = stories.iter().find(|story| story.parts[0].0 == parts[0].1);
            let mut text = faithful(&request, story.map_or(&[][..], std::slice::from_ref));
            if books.spoils == Some(at) && number == 0 {
                text.truncate(text.len() / 2);
            }
            result(kind, id, late, &text)
        })
        .collect()
}

fn result(kind: Kind, id: &str, late: bool, text: &str) -> Value {
    match (kind, late) {
        (Kind::OpenAi | Kind::Mistral, true) => json!({"custom_id": id, "response": null,
            "error": {"code": "batch_expired", "message": "This request could not be executed"}}),
        (Kind::OpenAi | Kind::Mistral, false) => json!({"custom_id": id, "error": null,
            "response": {"status_code": 200, "body": completion(text)}}),
        (Kind::Anthropic, true) => json!({"custom_id": id, "result": {"type": "expired"}}),
        (Kind::Anthropic, false) => {
            json!({"custom_id": id, "result": {"type": "succeeded", "message": {
            "type": "message", "model": "mock", "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn", "usage": {"input_tokens": 900, "output_tokens": 300}}}})
        }
        (Kind::Gemini, true) => json!({"metadata": {"key": id},
            "error": {"code": 4, "message": "deadline expired"}}),
        (Kind::Gemini, false) => json!({"metadata": {"key": id}, "response": {
            "candidates": [{"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}],
            "usageMetadata": {"promptTokenCount": 900, "candidatesTokenCount": 300}}}),
    }
}

/// The question as the faithful model knows it.
fn as_openai(kind: Kind, body: &Value) -> Request {
    let pair = match kind {
        Kind::OpenAi | Kind::Mistral => (
            &body["messages"][0]["content"],
            &body["messages"][1]["content"],
        ),
        Kind::Anthropic => (&body["system"][0]["text"], &body["messages"][0]["content"]),
        Kind::Gemini => (
            &body["systemInstruction"]["parts"][0]["text"],
            &body["contents"][0]["parts"][0]["text"],
        ),
    };
    let body = json!({"messages": [{"content": pair.0}, {"content": pair.1}]});
    Request {
        body: body.to_string().into_bytes(),
        ..Request::default()
    }
}
