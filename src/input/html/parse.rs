//! HTML into a [`Tree`], with limits that keep hostile pages cheap.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::tree::{Builder, Id, Tree};
use html5ever::interface::TreeSink;

/// The most bytes of a page. The largest news page seen has 0.4 MB.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The most nodes of a page.
pub(super) const MOST_NODES: usize = 400_000;

/// Tags that open deeper than this are passed over, their text is kept.
/// Every step of the parser is linear in the depth.
const MOST_DEPTH: u32 = 256;

/// The most attributes of one tag. Reading a tag is quadratic in them.
const MOST_ATTRIBUTES: usize = 512;

/// Why a page was not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// More than [`MOST_BYTES`].
    Bytes,
    /// More nodes than allowed.
    Nodes,
    /// More than [`MOST_ATTRIBUTES`] in one tag.
    Attributes,
}

/// Parses a whole page of up to `most_nodes` nodes.
pub(super) fn parse(html: &str, most_nodes: usize) -> Result<Tree, Excess> {
    if html.len() > MOST_BYTES {
        return Err(Excess::Bytes);
    }
    if !attributes_are_few(html.as_bytes()) {
        return Err(Excess::Attributes);
    }
    let builder = TreeBuilder::new(Builder::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(
        Limited {
            builder,
            most_nodes,
        },
        TokenizerOpts::default(),
    );
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer pauses behind scripts and asks to be called again.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let sink = tokenizer.sink.builder.sink;
    if sink.len() >= most_nodes {
        return Err(Excess::Nodes);
    }
    Ok(sink.finish())
}

/// Stands before the tree builder and lets only so much through.
struct Limited {
    builder: TreeBuilder<Id, Builder>,
    most_nodes: usize,
}

impl Limited {
    fn is_too_deep(&self, tag: &Tag) -> bool {
        // Scripts and styles do not nest, and without their tags their text
        // would be taken for the page's.
        tag.kind == TagKind::StartTag
            && self.builder.sink.depth() >= MOST_DEPTH
            && !matches!(
                &*tag.name,
                "script" | "style" | "textarea" | "title" | "br" | "img"
            )
    }
}

impl TokenSink for Limited {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let refused = match &token {
            Token::TagToken(tag) => self.is_too_deep(tag),
            Token::CommentToken(_) => true,
            _ => false,
        };
        if refused || self.builder.sink.len() >= self.most_nodes {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Looks at every tag once, before the parser does.
fn attributes_are_few(html: &[u8]) -> bool {
    let mut at = 0;
    while let Some(skip) = memchr::memchr(b'<', &html[at..]) {
        at += skip + 1;
        let rest = &html[at..];
        if rest.starts_with(b"!--") {
            at += find(rest, b"-->");
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (length, words) = measure_tag(rest);
            if words > MOST_ATTRIBUTES {
                return false;
            }
            at += length;
            if starts_with(rest, b"script") {
                at += find(&html[at..], b"</script");
            } else if starts_with(rest, b"style") {
                at += find(&html[at..], b"</style");
            }
        }
    }
    true
}

/// Where `lower` begins in any case of its letters, or the end.
fn find(text: &[u8], lower: &[u8]) -> usize {
    let mut at = 0;
    while let Some(skip) = memchr::memchr(lower[0], &text[at..]) {
        at += skip;
        if starts_with(&text[at..], lower) {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn starts_with(text: &[u8], lower: &[u8]) -> bool {
    text.get(..lower.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(lower))
}

/// A tag's length and about how many attributes it has.
fn measure_tag(tag: &[u8]) -> (usize, usize) {
    let (mut words, mut quote, mut before) = (0, 0_u8, b' ');
    for (at, &byte) in tag.iter().enumerate() {
        if quote != 0 {
            if byte == quote {
                quote = 0;
            }
        } else if byte == b'>' {
            return (at, words);
        } else if matches!(byte, b'"' | b'\'') && before == b'=' {
            quote = byte;
        } else if is_between(before) && !is_between(byte) {
            words += 1;
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    (tag.len(), words)
}

fn is_between(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/' || byte == b'"' || byte == b'\''
}
