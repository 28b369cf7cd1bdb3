//! What an endpoint says of its error, safe to show.

use serde_json::Value;

use super::Reply;

/// What the endpoint says of its error, shortened and safe to show: no
/// control characters, at most 300 characters.
#[must_use]
pub fn provider_message(reply: &Reply) -> String {
    let text = match reply.json() {
        Ok(body) => in_body(&body).unwrap_or_default(),
        Err(_) => plain_message(reply),
    };
    if text.trim().is_empty() {
        return "it gives no reason".to_owned();
    }
    shown(text.trim(), 300)
}

/// The message of an error object, in the shapes that vendors and
/// compatible servers use.
pub fn in_body(body: &Value) -> Option<String> {
    let body = body.get(0).unwrap_or(body);
    let candidates = [
        "/error/message",
        "/error",
        "/explanation",
        "/message",
        "/detail",
        "/detail/0/msg",
        "/detail/message",
        "/errorMessage",
    ];
    candidates
        .iter()
        .find_map(|at| body.pointer(at).and_then(Value::as_str))
        .map(str::to_owned)
}

fn plain_message(reply: &Reply) -> String {
    let text = String::from_utf8_lossy(&reply.body[..reply.body.len().min(4096)]);
    let lower = text.to_lowercase();
    if lower.trim_start().starts_with('<') {
        let title = lower
            .find("<title>")
            .and_then(|at| Some((at + 7, at + 7 + lower[at + 7..].find("</title>")?)));
        return match title {
            Some((start, end)) if text.is_char_boundary(start) && text.is_char_boundary(end) => {
                format!("a web page titled \"{}\"", &text[start..end])
            }
            _ => "a web page".to_owned(),
        };
    }
    text.into_owned()
}

/// Foreign text as it may be shown: no control or bidirectional characters,
/// one line, at most `most` characters.
#[must_use]
pub fn shown(text: &str, most: usize) -> String {
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut safe: String = text
        .chars()
        .map(|c| if hidden(c) { ' ' } else { c })
        .take(most)
        .collect();
    if text.chars().nth(most).is_some() {
        safe.push('…');
    }
    safe
}
