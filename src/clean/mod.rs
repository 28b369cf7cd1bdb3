//! Cleaning: from the text as it was read to the parts of a news story.
//!
//! Indonesian news arrives with its page around it: links to other stories in
//! the middle of a paragraph, advertisements, an editor's initials. The stages
//! in [`STAGES`] take that out, move what is worth keeping to the metadata and
//! log every removal. Nothing of the story is ever removed: where a rule
//! cannot decide, the text stays.
//!
//! Pure: the same input gives the same output. Nothing is edited in place;
//! rules only say which stretches of the repaired text are not the story.

use crate::article::{Flag, Metadata, Part, RawArticle, Removal};

mod appendix;
mod assemble;
mod characters;
mod dateline;
mod draft;
mod entities;
mod furniture;
mod head;
mod headline;
mod inline;
mod labels;
mod lines;
mod link;
mod marks;
mod noise;
mod outlet;
mod page_words;
mod paragraphs;
mod phrases;
mod picture;
mod places;
mod rule;
mod tail;

#[cfg(test)]
mod tests;

pub use rule::{Place, Rule};

use draft::Draft;

/// What the input knows about a stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Nothing: it may even be several paragraphs.
    #[default]
    Unknown,
    /// A heading.
    Heading,
    /// One paragraph.
    Paragraph,
    /// A quotation set apart.
    Quotation,
    /// One entry of a list.
    ListItem,
    /// What stands under a picture.
    Caption,
}

/// A stretch of text as an input found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// What the input knows about it.
    pub kind: BlockKind,
    /// Plain text; entities may be left in it.
    pub text: String,
    /// Where it begins, in characters of the text as it was read.
    pub at: usize,
}

/// A cleaned article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cleaned {
    /// The headline.
    pub title: Option<String>,
    /// The story's parts in order, `p1`, `p2`, …; the headline is not among
    /// them.
    pub parts: Vec<Part>,
    /// What was taken out, in the order of the text.
    pub removed: Vec<Removal>,
    /// What the text told about itself, added to what the input knew.
    pub metadata: Metadata,
    /// What an editor should know; checks are named `clean.…`.
    pub notes: Vec<Flag>,
}

/// One step of cleaning.
#[derive(Clone, Copy)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// Why it stands where it stands.
    pub reason: &'static str,
    run: fn(&mut Draft),
    /// Its rules.
    pub rules: fn() -> Vec<Rule>,
}

/// All stages in the order in which they run.
pub const STAGES: &[Stage] = &[
    Stage {
        name: "characters",
        reason: "every later rule reads plain text",
        run: characters::run,
        rules: Vec::new,
    },
    Stage {
        name: "lines",
        reason: "rules speak about lines",
        run: lines::run,
        rules: lines::rules,
    },
    Stage {
        name: "headline",
        reason: "its repetitions would hide where the story begins",
        run: headline::run,
        rules: headline::rules,
    },
    Stage {
        name: "head",
        reason: "the dateline begins the first paragraph, so what stands before that must go first",
        run: head::run,
        rules: head::rules,
    },
    Stage {
        name: "dateline",
        reason: "it is the surest sign of where the story begins",
        run: dateline::run,
        rules: dateline::rules,
    },
    Stage {
        name: "inline",
        reason: "markers have exact spellings and may hide the end of the text from the tail rules",
        run: inline::run,
        rules: inline::rules,
    },
    Stage {
        name: "appendix",
        reason: "a list under the story may have any length and hides where the story ends",
        run: appendix::run,
        rules: appendix::rules,
    },
    Stage {
        name: "noise",
        reason: "lines of the page's furniture stand out once the markers inside paragraphs are gone",
        run: noise::run,
        rules: noise::rules,
    },
    Stage {
        name: "tail",
        reason: "these rules are safe only at the very end, so the end must be known",
        run: tail::run,
        rules: tail::rules,
    },
    Stage {
        name: "paragraphs",
        reason: "only the story itself is worth cutting into paragraphs",
        run: paragraphs::run,
        rules: Vec::new,
    },
];

/// Cleans an article as an input gave it: plain text in whatever shape.
///
/// Where the input has no headline, the first line is taken.
#[must_use]
pub fn clean(raw: &RawArticle) -> Cleaned {
    clean_text(raw.title.as_deref(), raw.text.clone(), raw.metadata.clone())
}

/// [`clean`] for whoever needs the text no more.
pub(crate) fn clean_text(title: Option<&str>, text: String, metadata: Metadata) -> Cleaned {
    let block = Block {
        kind: BlockKind::Unknown,
        text,
        at: 0,
    };
    clean_blocks(title, vec![block], metadata)
}

/// Cleans an article whose blocks the input already tells apart.
///
/// Blocks of kind [`BlockKind::Unknown`] are cut into lines and, where the
/// paragraph breaks were lost, into paragraphs; all others are taken as one
/// part each. Metadata of the input is kept where the text says otherwise.
#[must_use]
pub fn clean_blocks(title: Option<&str>, blocks: Vec<Block>, metadata: Metadata) -> Cleaned {
    let mut draft = Draft {
        unread: blocks,
        title: title.map(str::to_owned),
        metadata,
        ..Draft::default()
    };
    for stage in STAGES {
        (stage.run)(&mut draft);
    }
    assemble::assemble(draft)
}

/// Keeps `known`, or takes what the text says.
fn learn(known: &mut Option<String>, said: &str) {
    let said = said.trim();
    if known.as_deref().is_none_or(str::is_empty) && !said.is_empty() {
        *known = Some(said.to_owned());
    }
}
