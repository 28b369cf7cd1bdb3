//! Web pages that stand alone: no server, no request, a policy that allows
//! one style and one script and nothing else, and nothing foreign unescaped.

mod article;
mod index;
mod sheet;
mod spots;
mod tail;

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

pub use article::{Neighbours, Page};
pub use index::{Index, Row};

use super::is_safe;
use crate::article::Record;
use crate::output::head::IdHash;

/// Without comments and indentation: each page carries both.
static STYLE: LazyLock<String> = LazyLock::new(|| compact(include_str!("style.css")));
static SCRIPT: LazyLock<String> = LazyLock::new(|| compact(include_str!("script.js")));
static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(STYLE.as_bytes())),
        base64(&Sha256::digest(SCRIPT.as_bytes()))
    )
});

/// What stands before a page's content.
#[must_use]
pub fn opening(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        POLICY.as_str(),
        escaped(title),
        STYLE.as_str()
    )
}

/// What stands after it.
#[must_use]
pub fn closing() -> String {
    format!(
        "<div id=\"told\" role=\"status\"></div>\n<script>{}</script>\n</body>\n</html>\n",
        SCRIPT.as_str()
    )
}

/// What stands before the articles of a document with any number of them.
#[must_use]
pub fn document_opening(title: &str) -> String {
    opening(title) + "<main>\n"
}

/// What stands after them.
#[must_use]
pub fn document_closing() -> String {
    "</main>\n".to_owned() + &closing()
}

/// One article of such a document, to be read and not edited.
#[must_use]
pub fn among(record: &Record) -> String {
    let hash = IdHash::of(&record.id);
    let prefix: String = hash.bytes()[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut text = String::new();
    sheet::write_article(record, &format!("a{prefix}-"), &mut text);
    format!("<article class=\"among\">\n{text}</article>\n")
}

/// Foreign text in a page or an attribute.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| is_safe(c) && !matches!(c, '&' | '<' | '>' | '"' | '\'');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// One foreign character. A line break is white space in a page.
fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\n' | '\t' => out.push(' '),
        c if is_safe(c) => out.push(c),
        _ => {}
    }
}

/// An address that may be followed: a page, and nothing that runs.
#[must_use]
pub fn followable(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.get(..8)?.to_ascii_lowercase();
    let is_page = lower.starts_with("https://") || lower.starts_with("http://");
    let is_whole = address.chars().all(|c| is_safe(c) && !c.is_whitespace());
    (is_page && is_whole).then_some(address)
}

/// ` lang="…"` where the code is one.
fn language(code: &str) -> String {
    let is_code = (2..=12).contains(&code.len())
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_code {
        format!(" lang=\"{code}\"")
    } else {
        String::new()
    }
}

/// JSON that can stand in a page: no tag can begin in it, and nothing in it
/// steers a terminal that shows the page's text.
fn data(value: &serde_json::Value) -> String {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&') || !is_safe(c) {
            // Every one of these is within the first plane of Unicode.
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn compact(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let mut out = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// RFC 4648, section 4.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        for place in 0..4 {
            if place > chunk.len() {
                out.push('=');
            } else {
                let digit = bits >> (18 - 6 * place) & 63;
                out.push(char::from(DIGITS[digit as usize]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn nothing_foreign_is_markup() {
        assert_eq!(
            escaped("<script>'\"&\u{1b}\u{202e}"),
            "&lt;script&gt;&#39;&quot;&amp;"
        );
        assert!(!data(&serde_json::json!("</script><!--")).contains('<'));
    }

    #[test]
    fn only_pages_can_be_followed() {
        for address in ["https://contoh.id/a?b=1", "HTTP://contoh.id/"] {
            assert_eq!(followable(address), Some(address));
        }
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//contoh.id/",
            "https://a b",
            "",
            "java\nscript:",
        ] {
            assert_eq!(followable(address), None, "{address}");
        }
    }
}
