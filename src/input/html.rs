//! A web page into the blocks of its story, or the finding that it has none.
//!
//! Parsed by html5ever; which element holds the story is decided by our own
//! count of prose against links (see `region`), since general readability
//! programs keep the related links of Indonesian pages and are quadratic on
//! nested tags.

use crate::article::{Metadata, Removal};
use crate::clean::{Block, BlockKind};

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
use story::Story;

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
    let tree = match parse::parse(html, parse::MOST_NODES) {
        Ok(tree) => tree,
        Err(excess) => return unreadable(excess, url),
    };
    let facts = facts::collect(&tree);
    let flowed = flow::flow(&tree);
    let title = headline::find(&facts);
    let mut metadata = metadata::gather(&facts, &flowed, url);
    let region = region::find(&flowed);
    let mut story = region.map_or_else(Story::default, |region| {
        story::read(&flowed, &region, title.as_deref())
    });
    if prose(&story.blocks) < SHORTEST
        && let Some(text) = facts.linked_body()
    {
        story.blocks = vec![Block {
            kind: BlockKind::Unknown,
            text,
            at: 0,
        }];
    }
    metadata::complete(&mut metadata, &story.removed);
    let address = metadata.url.as_deref().unwrap_or_default();
    Page {
        verdict: judge(&facts, &story.blocks, address),
        title,
        metadata,
        blocks: story.blocks,
        removed: story.removed,
    }
}

/// Reads a piece of HTML that is the story already, such as a feed's content
/// or a crawler's field. Nothing is judged; the verdict is always
/// [`Verdict::Article`] unless the piece is over a limit.
#[must_use]
pub fn fragment(html: &str, title: Option<&str>) -> Page {
    let tree = match parse::parse(html, parse::MOST_NODES) {
        Ok(tree) => tree,
        Err(excess) => return unreadable(excess, None),
    };
    let flowed = flow::flow(&tree);
    let region = region::whole(&flowed);
    let story = story::read(&flowed, &region, title);
    Page {
        title: title.map(str::to_owned),
        metadata: Metadata::default(),
        blocks: story.blocks,
        verdict: Verdict::Article,
        removed: story.removed,
    }
}

/// Whether a text that should be plain is HTML: it has a whole tag of
/// paragraphs, divisions or line breaks.
#[must_use]
pub fn is_markup(text: &str) -> bool {
    const NAMES: [&[u8]; 6] = [b"p", b"br", b"/p", b"div", b"html", b"!doctype"];
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let behind = &text.as_bytes()[at + 1..];
        let named = NAMES.iter().any(|name| {
            let start = behind.get(..name.len());
            let ends = behind
                .get(name.len())
                .is_some_and(|next| matches!(next, b'>' | b'/' | b' ' | b'\n'));
            ends && start.is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        named && memchr::memchr(b'>', &behind[..behind.len().min(LONGEST_TAG)]).is_some()
    })
}

/// A tag that is not closed within so many bytes is a sign in running text.
const LONGEST_TAG: usize = 2_000;

/// A page or a piece of one as plain text, captions left out, with an empty
/// line between paragraphs.
#[must_use]
pub fn plain_text(html: &str, title: Option<&str>) -> String {
    let beginning = html.trim_start().get(..5).unwrap_or_default();
    let is_page =
        beginning.eq_ignore_ascii_case("<html") || beginning.eq_ignore_ascii_case("<!doc");
    let page = if is_page {
        page(html, None)
    } else {
        fragment(html, title)
    };
    let mut text = String::new();
    for block in page.blocks {
        if block.kind != BlockKind::Caption {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&block.text);
        }
    }
    text
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

/// How many bytes of the blocks are neither heading nor caption.
fn prose(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Caption | BlockKind::Heading))
        .map(|block| block.text.len())
        .sum()
}

fn judge(facts: &Facts, blocks: &[Block], address: &str) -> Verdict {
    let prose = prose(blocks);
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
