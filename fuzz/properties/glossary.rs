//! A glossary from a table: entries have what they need and are found in
//! their own words.

use alih::glossary::{Glossary, read};

/// Holds for every text.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(entries) = read(text) else {
        return;
    };
    for entry in &entries {
        assert!(!entry.source.trim().is_empty());
    }
    let glossary = Glossary::starter().with(entries);
    for found in glossary.matches(text) {
        assert!(text.get(found.start..found.end).is_some());
    }
}
