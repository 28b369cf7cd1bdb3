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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// A way of names, and the pointer that leads it.
    fn pointer_of(names: &[String]) -> String {
        let steps = names
            .iter()
            .map(|name| name.replace('~', "~0").replace('/', "~1"));
        steps.map(|step| format!("/{step}")).collect()
    }

    fn nested(names: &[String], inner: Value) -> Value {
        let mut value = inner;
        for name in names.iter().rev() {
            value = json!({ name.as_str(): value });
        }
        value
    }

    proptest! {
        #[test]
        fn texts_are_found_wherever_they_stand(
            before in prop::collection::vec("[a-z~/ ]{1,6}", 0..4),
            behind in prop::collection::vec("[a-z~/ ]{1,6}", 0..3),
            texts in prop::collection::vec(any::<String>(), 0..5),
        ) {
            let list: Vec<Value> = texts.iter().map(|text| nested(&behind, json!(text))).collect();
            let body = nested(&before, Value::Array(list));
            let pointer = format!("{}/*{}", pointer_of(&before), pointer_of(&behind));
            prop_assert!(is_usable(&pointer));
            prop_assert_eq!(super::texts(&body, &pointer), Ok(texts));
        }

        #[test]
        fn no_pointer_makes_it_panic(pointer in "[/*~01a-c-]{0,16}|\\PC{0,16}", text in "\\PC{0,40}") {
            for body in [json!([{"a": [text, {"b": null}]}, 7]), json!({"a": {"*": [[text]]}}), json!(text)] {
                if let Err(said) = texts(&body, &pointer) {
                    prop_assert!(text.chars().count() < 6 || !said.replace(&pointer, "").contains(&text));
                }
            }
        }
    }
}
