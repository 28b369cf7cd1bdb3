//! JSON read by place, and written into room that is taken at once: a text that doubles its room
//! as it grows is copied as often, and leaves half of it empty.

use serde::Serialize;
use serde_json::Value;

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

/// What stands at a place such as `/choices/0/message`, of which no name holds
/// a slash or a tilde: as [`Value::pointer`], which makes two strings for every
/// name.
pub fn at<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    let mut names = place.split('/').skip(1);
    names.try_fold(value, |value, name| match value {
        Value::Array(values) => values.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_found_as_by_a_pointer() {
        let value = json!({"a": [{"b": 1}, [2]], "": {"c": null}});
        for place in [
            "", "/", "/a", "/a/0/b", "/a/1/0", "/a/2", "/a/b", "//c", "/c", "/a/0/b/d",
        ] {
            assert_eq!(at(&value, place), value.pointer(place), "{place}");
        }
    }
}
