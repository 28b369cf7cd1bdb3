//! JSON pointers (RFC 6901) in which one `*` stands for every element of a
//! list, and what to say where they point at nothing.

use serde_json::Value;

use super::fault::shown;

/// The texts that a pointer names, in order.
///
/// # Errors
/// What is there instead: names of fields and kinds of values, never text.
pub fn texts(body: &Value, pointer: &str) -> Result<Vec<String>, String> {
    let missing = || format!("it has no text at {pointer}: {}", found(body, pointer));
    let Some((list, rest)) = star(pointer) else {
        let text = body.pointer(pointer).and_then(Value::as_str);
        return text.map(|text| vec![text.to_owned()]).ok_or_else(missing);
    };
    let elements = body.pointer(list).and_then(Value::as_array);
    elements
        .ok_or_else(missing)?
        .iter()
        .map(|element| {
            let text = element.pointer(rest).and_then(Value::as_str);
            text.map(str::to_owned).ok_or_else(missing)
        })
        .collect()
}

/// What stands before and behind the star.
fn star(pointer: &str) -> Option<(&str, &str)> {
    pointer
        .match_indices("/*")
        .map(|(at, _)| (&pointer[..at], &pointer[at + 2..]))
        .find(|(_, rest)| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a pointer is one that [`texts`] can follow.
#[must_use]
pub fn is_usable(pointer: &str) -> bool {
    let well_formed = pointer.is_empty() || pointer.starts_with('/');
    let one_star = star(pointer).is_none_or(|(_, rest)| star(rest).is_none());
    well_formed && one_star
}

/// Describes the deepest value on the pointer's way.
fn found(body: &Value, pointer: &str) -> String {
    let (mut value, mut way) = (body, String::new());
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let next = match value {
            Value::Array(elements) if step == "*" => elements
                .iter()
                .find(|element| !element.is_object() && !element.is_string())
                .or_else(|| elements.first()),
            Value::Array(elements) => name.parse().ok().and_then(|at: usize| elements.get(at)),
            other => other.get(&name),
        };
        let Some(next) = next else { break };
        value = next;
        way = format!("{way}/{step}");
    }
    let place = match way.as_str() {
        "" => "the reply",
        way => way,
    };
    format!("{place} is {}", kind(value))
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "true or false".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a text".to_owned(),
        Value::Array(elements) => format!("a list of {}", elements.len()),
        Value::Object(fields) => {
            let names: Vec<String> = fields.keys().take(8).map(|name| shown(name, 30)).collect();
            format!("an object with {}", names.join(", "))
        }
    }
}
