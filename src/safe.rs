//! Foreign text that may be shown: nothing in it steers a terminal.

use crate::word::lanes;

/// JSON whose strings hold nothing that steers a terminal: such characters
/// are written as escapes, which is the same JSON.
#[must_use]
pub fn escaped(json: String) -> String {
    let Some(first) = steering_from(&json, 0) else {
        return json;
    };
    let mut safe = String::with_capacity(json.len() + 64);
    let (mut copied, mut next) = (0, Some(first));
    while let Some((at, c)) = next {
        safe.push_str(&json[copied..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        copied = at + c.len_utf8();
        next = steering_from(&json, copied);
    }
    safe.push_str(&json[copied..]);
    safe
}

/// The first character at or after `from` that steers, and where it stands.
fn steering_from(json: &str, from: usize) -> Option<(usize, char)> {
    let marked = |block| {
        (block & lanes::HIGH) | lanes::between(block, 0, 0x1f) | lanes::between(block, 0x7f, 0x7f)
    };
    let character = |at| json.get(at..).and_then(|rest: &str| rest.chars().next());
    // Of the bytes of one character only the first is where one begins.
    let steers = |at| character(at).is_some_and(|c| c != '\n' && !is_safe(c));
    let at = lanes::find::<8>(json.as_bytes(), from, marked, steers);
    character(at).map(|c| (at, c))
}

/// Foreign text that may go to a terminal or a document: control characters
/// and characters that turn the writing direction are dropped.
#[must_use]
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || is_safe(*c)).collect()
}

/// The same in one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c => is_safe(c).then_some(c),
        })
        .collect()
}

/// Whether a character steers nothing.
#[must_use]
pub fn is_safe(c: char) -> bool {
    !(c.is_control() || turns_direction(c))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
