//! What must hold for every input, however foreign. The fuzz targets and the
//! short run in `tests/mutations.rs` ask the same functions.

// Each fuzz target uses one of them.
#![allow(dead_code)]

pub mod clean;
pub mod edits;
pub mod feed;
pub mod figures;
pub mod glossary;
pub mod headers;
pub mod html;
pub mod lines;
pub mod robots;
pub mod stream;
pub mod template;
pub mod unpack;

/// Panics where the bytes break what must hold.
pub type Property = fn(&[u8]);

/// All of them, by the name of their fuzz target.
pub const ALL: [(&str, Property); 12] = [
    ("clean", clean::holds),
    ("edits", edits::holds),
    ("feed", feed::holds),
    ("figures", figures::holds),
    ("glossary", glossary::holds),
    ("headers", headers::holds),
    ("html", html::holds),
    ("lines", lines::holds),
    ("robots", robots::holds),
    ("stream", stream::holds),
    ("template", template::holds),
    ("unpack", unpack::holds),
];

/// The bytes in two, at the first of a byte that no text has; the whole and
/// nothing where it is missing.
pub fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|&byte| byte == 0);
    at.map_or((bytes, &[]), |at| (&bytes[..at], &bytes[at + 1..]))
}
