//! The mock endpoint: OpenAI's chat completions and LibreTranslate's
//! `/translate`, over plain HTTP/1.1 with kept connections. It does little
//! else than what an answer needs, so that it is not what is measured.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::answer::answer;
use crate::limiter::Limiter;
use crate::translate::translate;

/// The largest request that is read, in bytes.
const LARGEST: usize = 16 << 20;

/// What the endpoint does and what it has seen.
pub struct Mock {
    /// How long an answer takes.
    pub latency: Duration,
    /// What it allows, where it is limited.
    pub limiter: Option<Limiter>,
    /// What it has seen.
    pub stats: Stats,
}

/// What the endpoint has seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    requests: u64,
    paid: u64,
    refused: u64,
    serving: u64,
    most_at_once: u64,
    /// When the first byte of the first request came, in microseconds since
    /// 1970.
    first_byte: u128,
}

impl Stats {
    fn to_json(self) -> String {
        format!(
            "{{\"requests\":{},\"paid\":{},\"refused\":{},\"most_at_once\":{},\"first_byte\":{}}}",
            self.requests, self.paid, self.refused, self.most_at_once, self.first_byte
        )
    }
}

/// A mock that all connections of one thread share.
pub type Shared = Rc<RefCell<Mock>>;

/// Serves connections until the process ends.
///
/// # Errors
/// The listener fails.
pub async fn serve(listener: TcpListener, mock: Shared) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let mock = Rc::clone(&mock);
        tokio::task::spawn_local(async move {
            // A client that goes away, or that is killed, is no fault here.
            let _ = converse(stream, &mock).await;
        });
    }
}

async fn converse(mut stream: TcpStream, mock: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut input = Vec::with_capacity(16 << 10);
    let mut output = Vec::with_capacity(16 << 10);
    while let Some((head, length)) = read_head(&mut stream, &mut input, mock).await? {
        while input.len() < head + length {
            if stream.read_buf(&mut input).await? == 0 {
                return Ok(());
            }
        }
        let path = path(&input);
        if path == b"/stats" {
            let stats = mock.borrow().stats.to_json();
            respond(&mut output, "200 OK", "", stats.as_bytes());
        } else {
            let body = &input[head..head + length];
            if !request(mock, path, body, &mut output).await {
                return Ok(());
            }
        }
        stream.write_all(&output).await?;
        output.clear();
        input.drain(..head + length);
    }
    Ok(())
}

/// Reads until a request's head is there. Returns its length and that of the
/// body that follows, or nothing when the client is done.
async fn read_head(
    stream: &mut TcpStream,
    input: &mut Vec<u8>,
    mock: &Shared,
) -> io::Result<Option<(usize, usize)>> {
    let mut seen = 0;
    loop {
        if let Some(at) = find(&input[seen..], b"\r\n\r\n") {
            let head = seen + at + 4;
            let length = content_length(&input[..head]);
            return Ok((length <= LARGEST).then_some((head, length)));
        }
        seen = input.len().saturating_sub(3);
        if input.len() > LARGEST || stream.read_buf(input).await? == 0 {
            return Ok(None);
        }
        let mut mock = mock.borrow_mut();
        if mock.stats.first_byte == 0 && !input.starts_with(b"GET /stats") {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            mock.stats.first_byte = now.unwrap_or_default().as_micros();
        }
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn path(request: &[u8]) -> &[u8] {
    request
        .split(|byte| *byte == b' ')
        .nth(1)
        .unwrap_or_default()
}

fn content_length(head: &[u8]) -> usize {
    head.split(|byte| *byte == b'\n')
        .find_map(|line| {
            let (name, value) = line.split_at_checked(15)?;
            name.eq_ignore_ascii_case(b"content-length:")
                .then(|| std::str::from_utf8(value).ok()?.trim().parse().ok())?
        })
        .unwrap_or(0)
}

/// Answers one request into `output`; `false` when it cannot be read.
async fn request(mock: &Shared, path: &[u8], body: &[u8], output: &mut Vec<u8>) -> bool {
    let arrived = Instant::now();
    let (admitted, headers, latency) = {
        let mock = &mut *mock.borrow_mut();
        mock.stats.requests += 1;
        let (admitted, headers) = match &mut mock.limiter {
            Some(limiter) => limiter.admit(arrived),
            None => (true, String::new()),
        };
        if admitted {
            mock.stats.serving += 1;
            mock.stats.most_at_once = mock.stats.most_at_once.max(mock.stats.serving);
        } else {
            mock.stats.refused += 1;
        }
        (admitted, headers, mock.latency)
    };
    if !admitted {
        let body = br#"{"error":{"message":"too many requests","type":"requests","code":"rate_limit_exceeded"}}"#;
        respond(output, "429 Too Many Requests", &headers, body);
        return true;
    }
    let reply = if path.ends_with(b"/translate") {
        texts(body)
    } else {
        chat(body)
    };
    let left = latency.saturating_sub(arrived.elapsed());
    if !left.is_zero() {
        tokio::time::sleep(left).await;
    }
    mock.borrow_mut().stats.serving -= 1;
    let Some(reply) = reply else {
        respond(
            output,
            "400 Bad Request",
            "",
            br#"{"error":{"message":"unreadable"}}"#,
        );
        return true;
    };
    mock.borrow_mut().stats.paid += 1;
    respond(output, "200 OK", &headers, &reply);
    true
}

fn respond(output: &mut Vec<u8>, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    output.extend_from_slice(head.as_bytes());
    output.extend_from_slice(body);
}

#[derive(Deserialize)]
struct Chat<'a> {
    #[serde(borrow)]
    messages: Vec<Message<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    content: Cow<'a, str>,
}

fn chat(body: &[u8]) -> Option<Vec<u8>> {
    let chat: Chat = serde_json::from_slice(body).ok()?;
    let question = &chat.messages.last()?.content;
    let instructions = &chat.messages.first()?.content;
    let text = answer(instructions, question);
    let asked = body.len() / 4;
    let mut reply = Vec::with_capacity(text.len() + 400);
    reply.extend_from_slice(
        br#"{"id":"mock","object":"chat.completion","created":0,"model":"mock","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","refusal":null,"content":"#,
    );
    serde_json::to_writer(&mut reply, &text).ok()?;
    let answered = text.len() / 4;
    let usage = format!(
        "}}}}],\"usage\":{{\"prompt_tokens\":{asked},\"completion_tokens\":{answered},\"total_tokens\":{}}}}}",
        asked + answered
    );
    reply.extend_from_slice(usage.as_bytes());
    Some(reply)
}

#[derive(Deserialize)]
struct Texts<'a> {
    #[serde(borrow)]
    q: OneOrMany<'a>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<'a> {
    One(#[serde(borrow)] Cow<'a, str>),
    Many(#[serde(borrow)] Vec<Cow<'a, str>>),
}

fn texts(body: &[u8]) -> Option<Vec<u8>> {
    let texts: Texts = serde_json::from_slice(body).ok()?;
    let translated = |text: &str| {
        let mut english = String::with_capacity(text.len() * 2);
        translate(text, &mut english);
        english
    };
    let value = match &texts.q {
        OneOrMany::One(text) => serde_json::json!(translated(text)),
        OneOrMany::Many(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| translated(text)).collect();
            serde_json::json!(texts)
        }
    };
    serde_json::to_vec(&serde_json::json!({"translatedText": value})).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\n";
        assert_eq!(path(head), b"/v1/chat/completions");
        assert_eq!(content_length(head), 42);
        assert_eq!(content_length(b"GET / HTTP/1.1\r\n\r\n"), 0);
    }

    #[test]
    fn a_chat_is_answered() {
        let body = br#"{"model":"m","messages":[{"role":"system","content":""},{"role":"user","content":"dan \"di\"\n"}]}"#;
        let reply = chat(body).unwrap();
        let reply: serde_json::Value = serde_json::from_slice(&reply).unwrap();
        let text = reply["choices"][0]["message"]["content"].as_str().unwrap();
        assert_eq!(text.to_lowercase(), "and \"in\"\n");
    }

    #[test]
    fn arrays_are_translated_in_order() {
        let reply = texts(br#"{"q":["dan","di"],"source":"id","target":"en"}"#).unwrap();
        assert_eq!(
            reply.to_ascii_lowercase(),
            br#"{"translatedtext":["and","in"]}"#
        );
    }
}
