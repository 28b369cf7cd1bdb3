//! An endpoint on loopback that does what it is told.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::process::Gate;
use super::story::Story;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Which one it is, from 0.
    pub number: usize,
    /// Method and path.
    pub target: String,
    /// Header names in lower case.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// What the endpoint does with a request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A whole reply.
    Reply {
        /// The status.
        status: u16,
        /// Additional headers.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// The announced body, cut after so many bytes.
    Cut {
        /// The body that is announced.
        body: Vec<u8>,
        /// How much of it comes.
        after: usize,
    },
    /// A chunked body, cut after so many bytes, without its last chunk.
    CutStream {
        /// The body.
        body: Vec<u8>,
        /// How much of it comes.
        after: usize,
    },
    /// A stream: each piece is sent by itself, then it ends as told.
    Pieces {
        /// The content type.
        kind: String,
        /// The pieces.
        pieces: Vec<Vec<u8>>,
        /// How it ends.
        end: End,
    },
    /// Bytes as they are, head and all, and then the end of the connection.
    Raw(Vec<Move>),
    /// Nothing: the connection is closed.
    Close,
}

/// One thing that is done with a connection.
#[derive(Clone)]
pub enum Move {
    /// These bytes are sent.
    Send(Vec<u8>),
    /// Each byte is sent by itself, with so much time before it, until the
    /// other side has had enough.
    Drip(Vec<u8>, Duration),
    /// These bytes are sent again and again, this often at most.
    Repeat(Vec<u8>, usize),
    /// Nothing is done until the gate is opened.
    Wait(Gate),
    /// The connection is reset.
    Reset,
}

impl std::fmt::Debug for Move {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Send(_) => "Send",
            Self::Drip(..) => "Drip",
            Self::Repeat(..) => "Repeat",
            Self::Wait(_) => "Wait",
            Self::Reset => "Reset",
        })
    }
}

/// How a stream ends.
#[derive(Clone)]
pub enum End {
    /// As it should.
    Whole,
    /// The connection is closed in the middle.
    Cut,
    /// Nothing more comes, until the gate is opened.
    Silence(Gate),
}

impl std::fmt::Debug for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Whole => "Whole",
            Self::Cut => "Cut",
            Self::Silence(_) => "Silence",
        })
    }
}

/// A reply with a JSON body.
pub fn reply(status: u16, body: &Value) -> Answer {
    Answer::Reply {
        status,
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    }
}

/// The same with a header.
pub fn with_header(answer: Answer, name: &str, value: &str) -> Answer {
    match answer {
        Answer::Reply {
            status,
            mut headers,
            body,
        } => {
            headers.push((name.to_owned(), value.to_owned()));
            Answer::Reply {
                status,
                headers,
                body,
            }
        }
        other => other,
    }
}

type Behaviour = dyn Fn(&Request) -> Answer + Send + Sync;

/// A running endpoint.
pub struct Endpoint {
    /// `http://127.0.0.1:PORT/v1`.
    pub base_url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicUsize>,
}

impl Endpoint {
    /// Starts one. It ends with the test's process.
    pub fn start(behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let counter = Arc::new(AtomicUsize::new(0));
        let behaviour: Arc<Behaviour> = Arc::new(behaviour);
        let connections = Arc::new(AtomicUsize::new(0));
        let opened = Arc::clone(&connections);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                opened.fetch_add(1, Ordering::SeqCst);
                let behaviour = Arc::clone(&behaviour);
                let seen = Arc::clone(&seen);
                let counter = Arc::clone(&counter);
                std::thread::spawn(move || {
                    // A client that goes away ends its connection, no more.
                    let _ = serve(stream, &*behaviour, &seen, &counter);
                });
            }
        });
        Self {
            base_url,
            requests,
            connections,
        }
    }

    /// Everything that came so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many requests came so far.
    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// The address without its version segment.
    pub fn root(&self) -> &str {
        self.base_url.trim_end_matches("/v1")
    }
}

fn serve(
    stream: TcpStream,
    behaviour: &Behaviour,
    seen: &Mutex<Vec<Request>>,
    counter: &AtomicUsize,
) -> std::io::Result<()> {
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some(mut request) = read(&mut reader)? {
        request.number = counter.fetch_add(1, Ordering::SeqCst);
        seen.lock().unwrap().push(request.clone());
        match behaviour(&request) {
            Answer::Reply {
                status,
                headers,
                body,
            } => {
                let mut head = format!(
                    "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n",
                    body.len()
                );
                if !headers.iter().any(|(name, _)| name == "content-type") {
                    head.push_str("content-type: application/json\r\n");
                }
                for (name, value) in headers {
                    head.push_str(&format!("{name}: {value}\r\n"));
                }
                head.push_str("\r\n");
                writer.write_all(head.as_bytes())?;
                writer.write_all(&body)?;
            }
            Answer::Cut { body, after } => {
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                writer.write_all(head.as_bytes())?;
                writer.write_all(&body[..after.min(body.len())])?;
                return writer.shutdown(Shutdown::Both);
            }
            Answer::CutStream { body, after } => {
                let piece = &body[..after.min(body.len())];
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n",
                    piece.len()
                );
                writer.write_all(head.as_bytes())?;
                writer.write_all(piece)?;
                writer.write_all(b"\r\n")?;
                return writer.shutdown(Shutdown::Both);
            }
            Answer::Pieces { kind, pieces, end } => {
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n"
                );
                writer.write_all(head.as_bytes())?;
                for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
                    writer.write_all(format!("{:x}\r\n", piece.len()).as_bytes())?;
                    writer.write_all(piece)?;
                    writer.write_all(b"\r\n")?;
                    writer.flush()?;
                }
                match end {
                    End::Whole => writer.write_all(b"0\r\n\r\n")?,
                    End::Cut => return writer.shutdown(Shutdown::Both),
                    End::Silence(gate) => {
                        gate.pass();
                        return writer.shutdown(Shutdown::Both);
                    }
                }
            }
            Answer::Raw(moves) => {
                for what in moves {
                    make(&mut writer, what)?;
                }
                return writer.shutdown(Shutdown::Both);
            }
            Answer::Close => return writer.shutdown(Shutdown::Both),
        }
        writer.flush()?;
    }
    Ok(())
}

fn make(writer: &mut TcpStream, what: Move) -> std::io::Result<()> {
    match what {
        Move::Send(bytes) => writer.write_all(&bytes)?,
        Move::Drip(bytes, pause) => {
            writer.set_nodelay(true)?;
            for byte in bytes {
                std::thread::sleep(pause);
                writer.write_all(&[byte])?;
            }
        }
        Move::Repeat(bytes, times) => {
            for _ in 0..times {
                writer.write_all(&bytes)?;
            }
        }
        Move::Wait(gate) => gate.pass(),
        Move::Reset => {
            reset(writer)?;
            return Err(std::io::ErrorKind::ConnectionReset.into());
        }
    }
    writer.flush()
}

/// Makes the end of the connection a reset once it is dropped.
fn reset(stream: &TcpStream) -> std::io::Result<()> {
    let stream = stream.try_clone()?;
    stream.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let _inside = runtime.enter();
    tokio::net::TcpStream::from_std(stream)?.set_zero_linger()
}

fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut request = Request {
        target: line.trim_end().trim_end_matches(" HTTP/1.1").to_owned(),
        ..Request::default()
    };
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        request
            .headers
            .insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = request
        .headers
        .get("content-length")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body)?;
    Ok(Some(request))
}

/// The parts of a question in the tagged carrier: boundary, ids and texts.
pub fn question(request: &Request) -> (String, Vec<(String, String)>) {
    let body = request.json();
    parts_of(body["messages"][1]["content"].as_str().unwrap_or_default())
}

/// The same of the text that a user's turn holds.
pub fn parts_of(text: &str) -> (String, Vec<(String, String)>) {
    let Some(start) = text.find("\n[[") else {
        return Default::default();
    };
    let boundary = text[start + 3..]
        .split(':')
        .next()
        .unwrap_or_default()
        .to_owned();
    let opening = format!("[[{boundary}:");
    let parts = text[start..]
        .split(&opening)
        .skip(1)
        .filter_map(|piece| piece.split_once("]]"))
        .filter(|(id, _)| *id != "end")
        .map(|(id, text)| (id.to_owned(), text.trim().to_owned()))
        .collect();
    (boundary, parts)
}

/// What a faithful model would answer about these stories.
pub fn faithful(request: &Request, stories: &[Story]) -> String {
    let system = request.json()["messages"][0]["content"].to_string();
    faithful_to(&system, &question(request), stories)
}

/// The same by instructions and parts.
pub fn faithful_to(
    system: &str,
    (boundary, parts): &(String, Vec<(String, String)>),
    stories: &[Story],
) -> String {
    let english: HashMap<&str, &str> = stories
        .iter()
        .flat_map(|story| &story.parts)
        .map(|(id, en)| (id.as_str(), en.as_str()))
        .collect();
    let mut answer = String::new();
    if system.contains("the translated part") {
        for (id, text) in parts {
            let en = english.get(text.as_str()).unwrap_or(&"(unknown text)");
            answer.push_str(&format!("[[{boundary}:{id}]]\n{en}\n"));
        }
    }
    if system.contains("[[CODE:summary]]") {
        let story = stories
            .iter()
            .find(|story| parts.iter().any(|(_, text)| *text == story.parts[1].0));
        let summary = story.map_or("", |story| story.summary.as_str());
        answer.push_str(&format!("[[{boundary}:summary]]\n{summary}\n"));
    }
    answer + &format!("[[{boundary}:end]]\n")
}

/// A chat completion with that text.
pub fn completion(text: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "mock-2026",
        "choices": [{"index": 0, "finish_reason": "stop",
            "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 300, "total_tokens": 1200},
    })
}

/// A good answer about these stories.
pub fn good(request: &Request, stories: &[Story]) -> Answer {
    reply(200, &completion(&faithful(request, stories)))
}
