//! What a file or stream holds, by its name or by how it begins.

use std::io::{BufRead, Cursor, Read};
use std::path::Path;

/// A stream that is ready for reading.
pub type Stream = Box<dyn BufRead + Send>;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Articles in JSON.
    Json,
    /// Articles in the rows of a table.
    Table,
    /// One article of plain text or Markdown.
    Text,
    /// One article on a web page.
    Page,
    /// What a feed announces.
    Feed,
}

/// Files that are taken for articles, by extension. What holds markup may be
/// a feed whatever its name says.
const EXTENSIONS: [(&str, Shape); 16] = [
    ("txt", Shape::Text),
    ("text", Shape::Text),
    ("md", Shape::Text),
    ("markdown", Shape::Text),
    ("jsonl", Shape::Json),
    ("ndjson", Shape::Json),
    ("json", Shape::Json),
    ("csv", Shape::Table),
    ("tsv", Shape::Table),
    ("html", Shape::Page),
    ("htm", Shape::Page),
    ("xhtml", Shape::Page),
    ("xml", Shape::Feed),
    ("rss", Shape::Feed),
    ("atom", Shape::Feed),
    ("rdf", Shape::Feed),
];

/// The extensions of article files, for messages.
#[must_use]
pub fn extensions() -> String {
    EXTENSIONS.map(|(extension, _)| extension).join(", ")
}

/// What a file of that name should hold; none where the name does not say.
#[must_use]
pub fn by_name(path: &Path) -> Option<Shape> {
    let own = extension(path);
    EXTENSIONS
        .iter()
        .find(|(extension, _)| *extension == own)
        .map(|(_, shape)| *shape)
}

/// The extension in lower case; that before `.gz` where there is one.
fn extension(path: &Path) -> String {
    let lower = |path: &Path| {
        path.extension()
            .map(|own| own.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    };
    match lower(path).as_str() {
        "gz" => lower(Path::new(path.file_stem().unwrap_or_default())),
        own => own.to_owned(),
    }
}

/// So much of markup is looked at, and so much white space passed over.
const BEGINNING: u64 = 4096;

/// What a stream holds by its first characters, and the whole stream again.
///
/// # Errors
/// When its beginning cannot be read.
pub fn by_content(mut stream: Stream) -> std::io::Result<(Shape, Stream)> {
    let mut begun = Vec::new();
    loop {
        let next = stream.fill_buf()?;
        let blank = next.iter().take_while(|byte| byte.is_ascii_whitespace());
        let blank = blank.count();
        let is_all = blank == next.len() && blank > 0;
        begun.extend_from_slice(&next[..blank]);
        stream.consume(blank);
        if !is_all || begun.len() as u64 > BEGINNING {
            break;
        }
    }
    let next = stream.fill_buf()?;
    let shape = match next.first() {
        Some(b'{' | b'[') if looks_like_json(next) => Shape::Json,
        Some(b'<') => {
            // A page or feed is read whole anyway, so waiting loses nothing.
            let blank = begun.len();
            stream.by_ref().take(BEGINNING).read_to_end(&mut begun)?;
            markup(&begun[blank..]).unwrap_or(Shape::Text)
        }
        _ => Shape::Text,
    };
    Ok((shape, Box::new(Cursor::new(begun).chain(stream))))
}

/// An article may begin with a bracket ("[FOTO] …"); JSON goes on with a
/// quotation mark, a brace or its end.
fn looks_like_json(start: &[u8]) -> bool {
    let mut rest = start
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .skip(1);
    matches!(rest.next(), None | Some(b'"' | b'{' | b'}' | b']'))
}

const FEED_ROOTS: [&str; 4] = ["rss", "feed", "rdf:rdf", "atom:feed"];

/// Elements with which pages and pieces of them begin.
const PAGE_ROOTS: [&str; 26] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "base",
    "div",
    "p",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "h1",
    "h2",
    "span",
    "a",
    "br",
    "img",
    "table",
    "ul",
    "figure",
    "blockquote",
];

/// What markup holds, by its first element; none where it is no markup that
/// we know.
fn markup(start: &[u8]) -> Option<Shape> {
    let mut rest = start;
    loop {
        rest = rest.trim_ascii_start();
        let skipped = if rest.starts_with(b"<!--") {
            behind(rest, b"-->")
        } else if rest.starts_with(b"<?") {
            behind(rest, b"?>")
        } else if begins(rest, "<!doctype html") {
            return Some(Shape::Page);
        } else if begins(rest, "<!") {
            behind(rest, b">")
        } else {
            break;
        };
        rest = skipped?;
    }
    let name = rest.strip_prefix(b"<")?;
    let is_root = |root: &&str| {
        let after = name.get(root.len());
        begins(name, root) && after.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    if FEED_ROOTS.iter().any(&is_root) {
        Some(Shape::Feed)
    } else if PAGE_ROOTS.iter().any(is_root) {
        Some(Shape::Page)
    } else {
        None
    }
}

fn begins(text: &[u8], start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
}

fn behind<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(text, end)?;
    Some(&text[at + end.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_look_through_gzip() {
        assert_eq!(extension(Path::new("a/b.JSONL.gz")), "jsonl");
        assert_eq!(extension(Path::new("b.txt")), "txt");
        assert_eq!(extension(Path::new("b")), "");
        assert_eq!(by_name(Path::new("a/b.HTM")), Some(Shape::Page));
        assert_eq!(by_name(Path::new("b")), None);
    }

    #[test]
    fn beginnings_are_told_apart() {
        for (start, shape) in [
            ("[FOTO] Banjir di Jakarta", Shape::Text),
            ("  {\"id\": 1}", Shape::Json),
            ("[ {\"id\": 1}", Shape::Json),
            ("{", Shape::Json),
            ("", Shape::Text),
            ("\n\n\n\n\n\n", Shape::Text),
            ("<3 kata warganet", Shape::Text),
            ("<Jakarta> Banjir", Shape::Text),
            ("<pemerintah> menolak", Shape::Text),
            ("\r\n\r\n\r\n <!DOCTYPE html><html>", Shape::Page),
            ("<HTML lang=id>", Shape::Page),
            ("<p>Banjir</p>", Shape::Page),
            ("<!-- cache --><html>", Shape::Page),
            (
                "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\"><html>",
                Shape::Page,
            ),
            (
                "<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a\"?>\n<!-- a --><rss version=\"2.0\">",
                Shape::Feed,
            ),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Shape::Feed),
            ("<rdf:RDF>", Shape::Feed),
            ("<feedback>", Shape::Text),
        ] {
            let stream: Stream = Box::new(Cursor::new(start.as_bytes()));
            let (found, mut again) = by_content(stream).unwrap();
            assert_eq!(found, shape, "{start}");
            let mut text = String::new();
            again.read_to_string(&mut text).unwrap();
            assert_eq!(text, start);
        }
    }
}
