//! Repair of characters: what pages and crawlers leave of entities, spaces
//! and controls. First stage, because every later rule reads plain text.

use std::borrow::Cow;

use super::draft::{Draft, Joint, Segment};
use super::entities;
use crate::article::{Flag, Severity};
use crate::bytes::{self, Group, between, is};

/// Where the repaired text stands in the text as it was read.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// From this byte of the repaired text on, characters correspond one to
    /// one to those from this character of the text as read.
    anchors: Vec<(usize, usize)>,
}

impl Origins {
    /// Says that the byte `repaired` comes from the character `read`.
    pub(super) fn anchor(&mut self, repaired: usize, read: usize) {
        self.anchors.push((repaired, read));
    }

    /// Translates byte positions of the repaired text, given in ascending
    /// order, into characters of the text as read.
    pub(super) fn translate(
        &self,
        text: &str,
        positions: impl Iterator<Item = usize>,
    ) -> Vec<usize> {
        let mut anchors = self.anchors.iter().peekable();
        let (mut byte, mut character) = (0, 0);
        positions
            .map(|position| {
                while let Some(&&(repaired, read)) = anchors.peek() {
                    if repaired > position {
                        break;
                    }
                    (byte, character) = (repaired, read);
                    anchors.next();
                }
                character += text[byte..position].chars().count();
                byte = position;
                character
            })
            .collect()
    }
}

/// What becomes of a character or an entity.
enum Change {
    /// Nothing: it only looked like one that changes.
    None,
    /// It goes; it was invisible.
    Drop,
    /// It goes; it steers the terminal or the direction of reading.
    DropControl,
    /// Another takes its place.
    Become(char),
}

/// Bytes that can begin something to change.
const CAN_CHANGE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\n' as usize && byte != b'\t' as usize;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[0x7F] = true;
    table[0xC2] = true;
    table[0xD8] = true;
    table[0xE1] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table[0xEF] = true;
    table
};

/// The bytes that can begin something to change, in order.
fn changeable(bytes: &[u8]) -> impl Iterator<Item = usize> {
    // Of the plain characters only the ampersand, and all others.
    let marks = |group: &Group| !group.bits(|lanes| between(lanes, b' ', b'~') ^ is(lanes, b'&'));
    bytes::marked::<{ bytes::SIZE }>(bytes, 0, marks)
        .filter(|at| CAN_CHANGE[usize::from(bytes[*at])])
}

/// Appends `read`, repaired, to `into`. `read` begins at character `at` of the
/// text as read. Returns how many characters went that steer a terminal or the
/// direction of reading.
fn repair(read: String, at: usize, into: &mut String, origins: &mut Origins) -> usize {
    let mut controls = 0;
    let (mut copied, mut character) = (0, at);
    origins.anchor(into.len(), at);
    for position in changeable(read.as_bytes()) {
        // It may stand within what changed last.
        if position < copied {
            continue;
        }
        let (length, change) = change_at(&read[position..]);
        if matches!(change, Change::None) {
            continue;
        }
        into.push_str(&read[copied..position]);
        character += read[copied..position + length].chars().count();
        match change {
            Change::Become(c) => into.push(c),
            Change::DropControl => controls += 1,
            Change::Drop | Change::None => {}
        }
        copied = position + length;
        origins.anchor(into.len(), character);
    }
    if into.is_empty() && copied == 0 {
        *into = read;
    } else {
        into.push_str(&read[copied..]);
    }
    controls
}

/// The change at the beginning of `rest` and how many bytes it concerns.
fn change_at(rest: &str) -> (usize, Change) {
    if rest.starts_with('&') {
        return match entities::read(rest) {
            Some((length, c)) => (length, become_or_drop(c)),
            None => (1, Change::None),
        };
    }
    if rest.starts_with("\r\n") {
        return (1, Change::Drop);
    }
    let Some(c) = rest.chars().next() else {
        return (1, Change::None);
    };
    (c.len_utf8(), change_of(c))
}

fn become_or_drop(c: char) -> Change {
    match change_of(c) {
        Change::None => Change::Become(c),
        other => other,
    }
}

fn change_of(c: char) -> Change {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Change::Become('\n'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Change::Become(' ')
        }
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' => Change::Drop,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Change::DropControl
        }
        '\n' | '\t' => Change::None,
        c if c.is_control() => Change::DropControl,
        _ => Change::None,
    }
}

/// The stage: reads all blocks into one repaired text.
pub(super) fn run(draft: &mut Draft) {
    let mut controls = 0;
    for block in std::mem::take(&mut draft.unread) {
        let start = draft.text.len();
        controls += repair(block.text, block.at, &mut draft.text, &mut draft.origins);
        draft.segments.push(Segment {
            range: start..draft.text.len(),
            kind: block.kind,
            joint: Joint::Apart,
        });
        draft.text.push('\n');
    }
    if let Some(title) = draft.title.take() {
        let mut repaired = String::new();
        controls += repair(title, 0, &mut repaired, &mut Origins::default());
        let mut words = String::with_capacity(repaired.len());
        for word in repaired.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        draft.title = (!words.is_empty()).then_some(words);
    }
    if controls > 0 {
        draft.notes.push(control_note(controls));
    }
}

fn control_note(controls: usize) -> Flag {
    Flag {
        check: Cow::Borrowed("clean.control_characters"),
        severity: Severity::Info,
        part: None,
        source: None,
        target: None,
        message: format!(
            "{controls} control characters were taken out of the text; look at the source if that is a surprise."
        ),
    }
}
