//! One damage at a time: to parts, to words, to events, to a tree, to bytes. Each says
//! what it did.

use fastrand::Rng;
use serde_json::Value;

use super::Story;

/// No more of a text is lost or doubled at once: more, inside one part, is
/// for the checks to find.
const MOST: usize = 24;

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn stretch(text: &str, random: &mut Rng) -> (usize, usize) {
    let start = boundary(text, random.usize(..=text.len()));
    let end = boundary(text, (start + random.usize(1..=MOST)).min(text.len()));
    (start, end.max(start))
}

/// What may become of whole texts while their form stays good: swapped,
/// doubled, run together, moved on, with another figure.
pub fn to_parts(texts: &mut Vec<String>, random: &mut Rng) -> String {
    let (one, other) = (random.usize(..texts.len()), random.usize(..texts.len()));
    let what = random.u8(..8);
    match what {
        0 => texts.swap(one, other),
        1 => texts[one] = texts[other].clone(),
        2 => texts[one] = format!("{} {}", texts[one], texts[other]),
        3 => {
            let moved = texts[other].clone();
            texts[one] = format!("{}\n\n{moved}", texts[one]);
            if one != other {
                texts.remove(other);
            }
        }
        4 => texts.rotate_left(1),
        5 => {
            let (_, rest) = texts[one].split_at(boundary(&texts[one], texts[one].len() / 2));
            let rest = rest.to_owned();
            let kept = texts[one].len() - rest.len();
            texts[one].truncate(kept);
            if one != other {
                texts[other] = format!("{rest} {}", texts[other]);
            }
        }
        _ => {
            let text = &mut texts[one];
            let digits: Vec<usize> = text
                .match_indices(|c: char| c.is_ascii_digit())
                .map(|(at, _)| at)
                .collect();
            let at = digits[random.usize(..digits.len())];
            let digit = random.u8(0..10).to_string();
            text.replace_range(at..=at, &digit);
        }
    }
    format!("parts {one} and {other}, blow {what}")
}

/// What a model may do wrong.
pub fn to_words(said: &mut String, story: &Story, random: &mut Rng) -> String {
    let id = |random: &mut Rng| match random.usize(..=story.segments.len() + 1) {
        number if number < story.segments.len() => story.segments[number].id.to_string(),
        number if number == story.segments.len() => "end".to_owned(),
        _ => "summary".to_owned(),
    };
    let mark = |id: &str| format!("[[{}:{id}]]", story.boundary);
    let (one, other) = (id(random), id(random));
    let (start, end) = stretch(said, random);
    match random.u8(..16) {
        0 => said.truncate(start),
        1 => *said = said.replace(&mark(&one), ""),
        2 => *said = said.replace(&mark(&one), &mark(&other)),
        3 => {
            *said = said
                .replace(&mark(&one), "@@@")
                .replace(&mark(&other), &mark(&one))
                .replace("@@@", &mark(&other));
        }
        4 => said.insert_str(start, &mark(&one)),
        5 => *said = said.replace(&mark(&one), &format!("{}\n{}", mark(&one), mark(&one))),
        6 => said.replace_range(start..end, ""),
        7 => {
            let twice = said[start..end].to_owned();
            said.insert_str(end, &twice);
        }
        8 => *said = said.replace(&story.boundary, &format!("{:08x}", random.u32(..))),
        9 => *said = said.replacen(&format!(":{one}"), &format!(":{other}"), 1),
        10 => *said = format!("Here is the translation:\n\n{said}"),
        11 => said.push_str("\nI hope this helps!"),
        12 => *said = format!("```\n{said}\n```"),
        13 => *said = format!("<think>{}</think>{}", &said[..start], &said[start..]),
        14 => *said = format!("{}{}", &said[start..], &said[..start]),
        _ => {
            let id = format!("\"{one}\"");
            *said = said.replacen(&id, &format!("\"{other}\""), 1);
        }
    }
    "words".to_owned()
}

/// What may become of the events of a stream.
pub fn to_events(pieces: &mut Vec<Vec<u8>>, random: &mut Rng) -> String {
    let at = random.usize(..pieces.len());
    let other = random.usize(..pieces.len());
    match random.u8(..5) {
        0 => {
            pieces.remove(at);
        }
        1 => pieces.insert(at, pieces[at].clone()),
        2 => pieces.truncate(at),
        3 => pieces.swap(at, other),
        _ => {
            let error = b"data: {\"error\": {\"message\": \"x\", \"type\": \"api_error\"}}\n\n";
            pieces.insert(at, error.to_vec());
        }
    }
    format!("events at {at} and {other}")
}

/// Every place in a tree, as a pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                let at = format!("{at}/{number}");
                places(item, &at, found);
                found.push(at);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let at = format!("{at}/{name}");
                places(field, &at, found);
                found.push(at);
            }
        }
        _ => {}
    }
}

/// What a service may do wrong with the shape of its reply.
pub fn to_tree(body: &mut Value, random: &mut Rng) -> String {
    let mut found = Vec::new();
    places(body, "", &mut found);
    let at = found[random.usize(..found.len())].clone();
    let (above, name) = at.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(above).unwrap();
    let what = random.u8(..8);
    match (parent, what) {
        (Value::Array(items), 0) => {
            let number: usize = name.parse().unwrap();
            items.remove(number);
        }
        (Value::Object(fields), 0) => {
            fields.remove(name);
        }
        (Value::Array(items), 1) => {
            let number: usize = name.parse().unwrap();
            let twice = items[number].clone();
            items.insert(number, twice);
        }
        (Value::Object(fields), 1) => {
            if let Some(value) = fields.remove(name) {
                fields.insert(format!("{name}2"), value);
            }
        }
        (parent, what) => {
            let place = match parent {
                Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
                parent => &mut parent[name],
            };
            *place = match what {
                2 => Value::Null,
                3 => Value::from(random.i32(..)),
                4 => Value::Bool(random.bool()),
                5 => Value::Array(Vec::new()),
                6 => Value::Object(serde_json::Map::new()),
                _ => Value::Array(vec![place.take()]),
            };
        }
    }
    format!("tree at {at}, blow {what}")
}

/// What may become of bytes on their way.
pub fn to_bytes(bytes: &mut Vec<u8>, random: &mut Rng) -> String {
    if bytes.is_empty() {
        return "nothing to hit".to_owned();
    }
    let start = random.usize(..bytes.len());
    let end = (start + random.usize(1..=MOST)).min(bytes.len());
    let what = random.u8(..8);
    match what {
        0 | 1 => bytes.truncate(start),
        2 => bytes[start] ^= 1 << random.u8(..8),
        3 => {
            bytes.drain(start..end);
        }
        4 => {
            let twice = bytes[start..end].to_vec();
            bytes.splice(end..end, twice);
        }
        5 => {
            let noise: Vec<u8> = (0..random.usize(1..=MOST)).map(|_| random.u8(..)).collect();
            bytes.splice(start..start, noise);
        }
        6 => bytes[start..end].fill(0),
        _ => {
            let signs = b"\"\\{}[],:\n ";
            bytes[start] = signs[random.usize(..signs.len())];
        }
    }
    format!("bytes at {start}, blow {what}")
}
