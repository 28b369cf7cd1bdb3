//! Numbers, dates and sentences of a text in either language: each stands in
//! the text, and a text says the same as itself.

use alih::guard::date::published;
use alih::guard::value::{Found, english, indonesian};
use alih::sentence::sentences;

/// Holds for every text.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for found in [indonesian(text), english(text)] {
        stands_in(text, &found);
    }
    let _ = published(text);
    let mut end = 0;
    for range in sentences(text) {
        assert!(text[end..range.start].trim().is_empty(), "words are lost");
        assert!(!text[range.clone()].trim().is_empty(), "an empty sentence");
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "the last words are lost");
}

fn stands_in(text: &str, found: &[Found]) {
    for one in found {
        assert!(
            text.get(one.start..one.end)
                .is_some_and(|words| !words.is_empty())
        );
    }
}
