//! Cleaning loses nothing: headline, parts and removals together are the text.

use alih::article::RawArticle;
use alih::clean::{Cleaned, clean};

/// Holds for every text.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let cleaned = clean(&RawArticle {
        text: text.to_owned(),
        ..RawArticle::default()
    });
    for part in &cleaned.parts {
        assert!(!part.text.trim().is_empty(), "an empty part");
        let length = part.text.chars().count();
        for mark in &part.marks {
            assert!(mark.span.start <= mark.span.end && mark.span.end <= length);
        }
    }
    if is_plain(text) {
        gives_back(text, &cleaned);
    }
}

/// Entities and invisible characters are replaced, which no log shows.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte != b'&' && (byte == b'\n' || (b' '..=b'~').contains(&byte)))
}

fn gives_back(text: &str, cleaned: &Cleaned) {
    let read: Vec<char> = text.chars().collect();
    let mut kept = String::new();
    let mut at = 0;
    for removal in &cleaned.removed {
        assert!(removal.at >= at, "removals out of order");
        let end = removal.at + removal.text.chars().count();
        assert_eq!(
            read[removal.at..end].iter().collect::<String>(),
            removal.text
        );
        kept.extend(&read[at..removal.at]);
        at = end;
    }
    kept.extend(&read[at..]);
    let parts: String = cleaned
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    let story = cleaned.title.clone().unwrap_or_default() + &parts;
    assert_eq!(without_space(&kept), without_space(&story));
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
