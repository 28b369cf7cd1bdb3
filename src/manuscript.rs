//! An article as it was read, whatever its shape, before cleaning.

use crate::article::RawArticle;
use crate::caught::caught;
use crate::clean::{clean_blocks, clean_text};
use crate::input::derive::ContentHash;
use crate::input::html::Page;
use crate::outcome::Reason;
use crate::prepared::{Prepared, from_cleaned};

/// An article as it was read.
pub enum Manuscript {
    /// Plain text.
    Text(Box<RawArticle>),
    /// The story of a web page.
    Web(Box<WebStory>),
    /// An article that an earlier run cleaned.
    Cleaned(Box<Prepared>),
}

/// The story of a web page, and where it comes from.
pub struct WebStory {
    /// Its id: the page's address or the name of its file; none where it has
    /// neither.
    pub id: Option<String>,
    /// The file that holds the page.
    pub file: Option<String>,
    /// What was read out of the page.
    pub page: Page,
}

impl Manuscript {
    /// The hash of headline and text. Of a page only the story counts: what
    /// is around it is new at every visit.
    #[must_use]
    pub fn content(&self) -> ContentHash {
        match self {
            Self::Text(raw) => ContentHash::of(raw.title.as_deref(), &raw.text),
            Self::Web(story) => story.content(),
            Self::Cleaned(prepared) => ContentHash::from_digits(&prepared.source.sha256),
        }
    }

    /// The id that the input gives.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Text(raw) => raw.id.as_deref(),
            Self::Web(story) => story.id.as_deref(),
            Self::Cleaned(prepared) => Some(&prepared.id),
        }
    }

    /// Cleans it. `content` is what [`Self::content`] gave.
    ///
    /// # Errors
    /// A fault of this program.
    pub fn prepare(self, content: &ContentHash) -> Result<Prepared, Reason> {
        caught(|| self.cleaned(content))
    }

    fn cleaned(self, content: &ContentHash) -> Prepared {
        match self {
            Self::Text(raw) => {
                let cleaned = clean_text(raw.title.as_deref(), raw.text, raw.metadata);
                from_cleaned(cleaned, content, raw.id, raw.file)
            }
            Self::Web(story) => story.cleaned(content),
            Self::Cleaned(prepared) => *prepared,
        }
    }
}

impl WebStory {
    fn content(&self) -> ContentHash {
        let texts: Vec<&str> = self
            .page
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        ContentHash::of(self.page.title.as_deref(), &texts.join("\n"))
    }

    /// What extraction took out of the page is logged with what cleaning
    /// took out of its story.
    fn cleaned(self, content: &ContentHash) -> Prepared {
        let page = self.page;
        let mut cleaned = clean_blocks(page.title.as_deref(), page.blocks, page.metadata);
        cleaned.removed.extend(page.removed);
        cleaned.removed.sort_by_key(|removal| removal.at);
        from_cleaned(cleaned, content, self.id, self.file)
    }
}
