//! Foreign bytes into articles: encodings, the field names of crawlers,
//! JSON, tables, web pages and feeds. No network here: whatever is fetched
//! comes in as bytes.

pub mod csv;
pub mod derive;
pub mod encoding;
pub mod feed;
pub mod fields;
pub mod html;
pub mod lines;
pub mod opening;
