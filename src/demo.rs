//! The demonstration: the main job on a bundled article, against a built-in
//! endpoint on loopback that speaks OpenAI chat completions over real HTTP.
//!
//! The endpoint knows one article and answers with its bundled reference
//! translation, written by people. It refuses every other text.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::article::RawArticle;

/// The endpoint's name in records.
pub const NAME: &str = "demo";

const ARTICLE: &str = include_str!("demo/article.txt");
const REFERENCE: &str = include_str!("demo/reference.txt");
/// No question about the bundled article is longer.
const LONGEST_REQUEST: usize = 256 << 10;

/// The bundled article, as a file would give it.
#[must_use]
pub fn article() -> RawArticle {
    RawArticle {
        id: Some("demo".to_owned()),
        text: ARTICLE.to_owned(),
        ..RawArticle::default()
    }
}

/// The `alih.toml` lines that name the endpoint at that address.
#[must_use]
pub fn configuration(address: std::net::SocketAddr) -> String {
    format!(
        "[endpoint.{NAME}]\nservice = \"openai\"\nbase_url = \"http://{address}/v1\"\nmodel = \"bundled-reference\"\n"
    )
}

/// Answers requests until the task is dropped.
pub async fn serve(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(async move {
            // A client that goes away is not an error of the server.
            let _ = answer(stream).await;
        });
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    while let Some(body) = request_body(&mut stream).await? {
        let (status, reply) = match reply(&body) {
            Some(reply) => ("200 OK", reply),
            None => (
                "400 Bad Request",
                json!({"error": {"message": "the demo endpoint knows its bundled article only"}}),
            ),
        };
        let reply = reply.to_string();
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            reply.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(reply.as_bytes()).await?;
    }
    Ok(())
}

/// The body of the next request; none when the client is done.
async fn request_body(stream: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(end) = memchr::memmem::find(&bytes, b"\r\n\r\n") {
            let length = content_length(&bytes[..end]);
            if bytes.len() >= end + 4 + length {
                return Ok(Some(bytes[end + 4..end + 4 + length].to_vec()));
            }
        }
        let read = stream.read(&mut buffer).await?;
        if read == 0 || bytes.len() > LONGEST_REQUEST {
            return Ok(None);
        }
        bytes.extend_from_slice(&buffer[..read]);
    }
}

fn content_length(head: &[u8]) -> usize {
    String::from_utf8_lossy(head)
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0)
}

/// The reply to a question about the bundled article; none for any other.
fn reply(body: &[u8]) -> Option<Value> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let question = body.pointer("/messages/1/content")?.as_str()?;
    let (boundary, sent) = marked(question)?;
    let article = squeeze(ARTICLE);
    let known = sent
        .iter()
        .all(|(_, text)| article.contains(&squeeze(text)));
    let mut blocks: Vec<&str> = REFERENCE.trim().split("\n\n").collect();
    let summary = blocks.pop()?;
    if !known || sent.len() != blocks.len() {
        return None;
    }
    let mut content = String::new();
    for ((id, _), text) in sent.iter().zip(blocks) {
        content.push_str(&format!("[[{boundary}:{id}]]\n{text}\n"));
    }
    let instructions = body.pointer("/messages/0/content")?.as_str()?;
    if instructions.contains("[[CODE:summary]]") {
        content.push_str(&format!("[[{boundary}:summary]]\n{summary}\n"));
    }
    content.push_str(&format!("[[{boundary}:end]]"));
    Some(json!({
        "model": "bundled-reference",
        "choices": [{"index": 0, "finish_reason": "stop",
            "message": {"role": "assistant", "content": content}}],
    }))
}

/// The boundary and the marked texts of a question, without its end marker.
fn marked(question: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let start = question.find("\n[[")? + 1;
    let boundary = question[start + 2..].split_once(':')?.0;
    let opening = format!("[[{boundary}:");
    let mut parts: Vec<(&str, &str)> = question[start..]
        .split(opening.as_str())
        .skip(1)
        .filter_map(|piece| piece.split_once("]]"))
        .collect();
    let (last, _) = parts.pop()?;
    (last == "end").then_some((boundary, parts))
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}
