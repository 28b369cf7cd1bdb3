//! Foreign text that may be shown: nothing in it steers a terminal.

use crate::bytes::{self, Group, is, up_to};

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
    // Controls, and what begins characters of which some steer.
    let marks = |group: &Group| {
        group.bits(|lanes| up_to(lanes, 0x1f) | is(lanes, 0x7f) | is(lanes, 0xc2) | is(lanes, 0xe2))
    };
    bytes::marked::<64>(json.as_bytes(), from, marks).find_map(|at| {
        let c = json.get(at..)?.chars().next()?;
        (c != '\n' && !is_safe(c)).then_some((at, c))
    })
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
