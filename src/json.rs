//! JSON written into room that is taken at once: a text that doubles its room
//! as it grows is copied as often, and leaves half of it empty.

use serde::Serialize;

/// The bytes of a value as JSON. `room` is how many it seldom has more of.
///
/// Values here are data of our own: their keys are text and their numbers
/// finite, so that writing cannot fail.
pub fn bytes(value: &impl Serialize, room: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(room);
    match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}
