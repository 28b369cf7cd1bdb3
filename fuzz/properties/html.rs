//! A web page from its bytes to cleaned parts: no text comes out that did
//! not go in.

use alih::clean::clean_blocks;
use alih::input::encoding::decode;
use alih::input::html::{declared_charset, fragment, page, plain_text};

/// A letter that no rule and no entity makes. A word would not do: a page can
/// make one of two halves by a tag that means nothing.
const LETTER: char = 'ẑ';

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let decoded = decode(bytes, declared_charset(bytes).as_deref());
    let read = page(&decoded.text, Some("https://kabar.example/berita/1"));
    let piece = fragment(&decoded.text, read.title.as_deref());
    let kept: usize = piece.blocks.iter().map(|block| count(&block.text)).sum();
    let gone: usize = piece.removed.iter().map(|one| count(&one.text)).sum();
    if !decoded.text.contains('&') {
        assert!(kept + gone <= count(&decoded.text), "text is doubled");
    }
    let _ = plain_text(&decoded.text, None);
    let cleaned = clean_blocks(read.title.as_deref(), read.blocks, read.metadata);
    for part in cleaned.parts {
        assert!(!part.text.trim().is_empty(), "an empty part");
    }
}

fn count(text: &str) -> usize {
    text.matches(LETTER).count()
}
