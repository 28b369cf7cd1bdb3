//! The file that a page saves.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Fault;
use crate::article::Flag;

/// Larger files are none of ours: an edit holds little more than its text.
const MOST: u64 = 256 << 20;

/// What a person did to some articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    /// The version of this form: 1.
    pub alih_edits: u32,
    /// By article.
    pub articles: Vec<ArticleEdits>,
}

/// What a person did to an article. Whatever is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEdits {
    /// The article's id.
    pub id: String,
    /// The hash of its source.
    pub sha256: String,
    /// The file with its record, as it was named when the page was built.
    #[serde(default)]
    pub records: String,
    /// Who.
    #[serde(default)]
    pub by: Option<String>,
    /// When, RFC 3339.
    #[serde(default)]
    pub at: Option<String>,
    /// Whether it is approved.
    #[serde(default)]
    pub approved: bool,
    /// Parts that were changed.
    #[serde(default)]
    pub parts: Vec<PartEdit>,
    /// Every flag that is ticked off.
    #[serde(default)]
    pub settled: Vec<Flag>,
}

/// A part that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartEdit {
    /// The part's id, `title`, or `summary.N`.
    pub part: String,
    /// What the person saw.
    pub was: String,
    /// What the person wrote.
    pub text: String,
}

/// Reads such a file.
///
/// # Errors
/// When it cannot be read or is none.
pub fn read(path: &Path) -> Result<Edits, Fault> {
    let unreadable = |problem: String| Fault::Edits {
        path: path.to_owned(),
        problem,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
        .map_err(|error| unreadable(error.to_string()))?;
    let edits: Edits =
        serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
    match edits.alih_edits {
        1 => Ok(edits),
        other => Err(unreadable(format!(
            "its form is {other}, and this alih knows 1"
        ))),
    }
}
