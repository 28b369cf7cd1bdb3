//! A web page into the blocks of its story, or the finding that it has none.
//!
//! Parsed by html5ever; which element holds the story is decided by our own
//! count of prose against links (see `region`), since general readability
//! programs keep the related links of Indonesian pages and are quadratic on
//! nested tags.

use crate::article::{Metadata, Removal};
use crate::clean::Block;

mod charset;
mod facts;
mod flow;
mod headline;
mod metadata;
mod names;
mod parse;
mod region;
mod story;
#[cfg(test)]
mod tests;
mod tree;

pub use charset::declared_charset;
use facts::Facts;
use parse::Excess;

/// Whether a page holds a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Article,
    /// It does not; one plain sentence says why and what to do.
    NoArticle(&'static str),
}

/// What was read out of a page.
pub struct Page {
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// What the page tells about the story.
    pub metadata: Metadata,
    /// The story in reading order, captions among it, without its headline.
    pub blocks: Vec<Block>,
    /// Whether there is a story at all.
    pub verdict: Verdict,
    /// What was left out of the element that holds the story; `at` counts the
    /// characters of the page's visible lines.
    pub removed: Vec<Removal>,
}

/// Reads a page. `url` is the address it was read from, where there is one.
#[must_use]
pub fn page(html: &str, url: Option<&str>) -> Page {
    let tree = match parse::parse(html) {
        Ok(tree) => tree,
        Err(excess) => return unreadable(excess, url),
    };
    let facts = facts::collect(&tree);
    let flowed = flow::flow(&tree);
    let title = headline::find(&facts);
    let metadata = metadata::gather(&facts, &flowed, url);
    let region = region::find(&flowed);
    let story = region.map(|region| story::read(&flowed, &region, title.as_deref()));
    let (blocks, removed) =
        story.map_or_else(Default::default, |story| (story.blocks, story.removed));
    let address = metadata.url.as_deref().unwrap_or_default();
    let verdict = judge(&facts, &blocks, address);
    Page {
        title,
        metadata,
        blocks,
        verdict,
        removed,
    }
}

fn unreadable(excess: Excess, url: Option<&str>) -> Page {
    Page {
        title: None,
        metadata: Metadata {
            url: url.map(str::to_owned),
            ..Metadata::default()
        },
        blocks: Vec::new(),
        verdict: Verdict::NoArticle(match excess {
            Excess::Bytes => {
                "The page has more than 8 MiB of HTML; save the story's text and give that."
            }
            Excess::Nodes => {
                "The page has more than 400,000 elements; save the story's text and give that."
            }
            Excess::Attributes => {
                "The page has a tag with hundreds of attributes; save the story's text and give that."
            }
        }),
        removed: Vec::new(),
    }
}

/// A story has at least this many bytes of prose; a short report has 300.
const SHORTEST: usize = 120;

/// Less than this, on a page that calls itself a gallery or is paid, is a
/// caption or a teaser.
const TEASER: usize = 700;

fn judge(facts: &Facts, blocks: &[Block], address: &str) -> Verdict {
    use crate::clean::BlockKind::{Caption, Heading};
    let prose: usize = blocks
        .iter()
        .filter(|block| !matches!(block.kind, Caption | Heading))
        .map(|block| block.text.len())
        .sum();
    if prose < TEASER && (facts.is_called_gallery() || is_gallery_address(address)) {
        Verdict::NoArticle(
            "The page is a gallery of pictures or a video without a story; nothing to translate.",
        )
    } else if prose < TEASER && facts.is_paid() {
        Verdict::NoArticle(
            "The page shows only a teaser to those who do not pay; give the full text.",
        )
    } else if prose < SHORTEST {
        Verdict::NoArticle("The page has no story that could be found; give the story's text.")
    } else {
        Verdict::Article
    }
}

fn is_gallery_address(address: &str) -> bool {
    let path = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .to_lowercase();
    path.split(['/', '.']).any(|piece| {
        matches!(
            piece,
            "foto" | "photo" | "photos" | "galeri" | "gallery" | "inpicture" | "infografis"
        )
    })
}
