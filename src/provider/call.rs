//! A request and a reply as plain data.

use std::borrow::Cow;

use serde_json::Value;

use crate::secret::Secret;

/// The HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Asks.
    Post,
}

/// A header's value: one that may be shown, or a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderText {
    /// May be shown.
    Plain(String),
    /// Must never be shown.
    Secret(Secret),
}

/// A request header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: HeaderText,
}

impl Header {
    /// A header that may be shown.
    #[must_use]
    pub fn plain(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: HeaderText::Plain(value.into()),
        }
    }

    /// A header that holds a key.
    #[must_use]
    pub fn secret(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: HeaderText::Secret(Secret::new(value)),
        }
    }
}

/// A request's body.
#[derive(Clone, PartialEq)]
pub enum Body {
    /// None.
    Empty,
    /// JSON.
    Json(Value),
    /// A form.
    Form(Vec<(Cow<'static, str>, String)>),
    /// Bytes of the named content type.
    Raw(String, Vec<u8>),
}

/// Shows the shape and never the content, which is an article.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Json(_) => "Json(…)",
            Self::Form(_) => "Form(…)",
            Self::Raw(..) => "Raw(…)",
        })
    }
}

/// A request, described.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where. Never holds a key.
    pub url: String,
    /// With which headers.
    pub headers: Vec<Header>,
    /// With what.
    pub body: Body,
}

impl Call {
    /// A request without a body.
    #[must_use]
    pub fn get(url: String, headers: Vec<Header>) -> Self {
        Self {
            method: Method::Get,
            url,
            headers,
            body: Body::Empty,
        }
    }

    /// A request with a body.
    #[must_use]
    pub fn post(url: String, headers: Vec<Header>, body: Body) -> Self {
        Self {
            method: Method::Post,
            url,
            headers,
            body,
        }
    }
}

/// What came back: status, headers with lower-case names, body as bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// At most as long as the transport's cap.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// A header's value, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body without a byte order mark, which Microsoft's services send.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.body
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&self.body)
    }

    /// The body as JSON, whatever its content type says.
    ///
    /// # Errors
    /// What serde_json says.
    pub fn json(&self) -> Result<Value, serde_json::Error> {
        serde_json::from_slice(self.bytes())
    }
}

/// Text as it may stand in an address's path, query or form.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                encoded.push('%');
                encoded.push(char::from(HEX[usize::from(byte >> 4)]));
                encoded.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    encoded
}

/// Joins base and path: the base may be bare, end in its version segment,
/// or be the full path already.
#[must_use]
pub fn join(base: &str, version: &str, path: &str) -> String {
    let base = base.trim_end_matches('/');
    if base.ends_with(path) {
        return base.to_owned();
    }
    if version.is_empty() || ends_in_version(base) {
        return format!("{base}{path}");
    }
    format!("{base}{version}{path}")
}

/// Whether an address ends in a version segment (`/v1`, `/v1beta`), or names
/// one earlier (`/v1beta/openai`, `/openai/v1`).
fn ends_in_version(base: &str) -> bool {
    let path = base.split_once("://").map_or(base, |(_, rest)| rest);
    path.split('/').skip(1).any(|segment| {
        let mut characters = segment.chars();
        characters.next() == Some('v')
            && characters.next().is_some_and(|c| c.is_ascii_digit())
            && characters.all(|c| c.is_ascii_alphanumeric() || c == '.')
    })
}
