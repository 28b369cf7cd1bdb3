//! The record: one article's source, translation, summary and history.
//!
//! Plain data that every other file may use and that uses none of them but
//! [`crate::outcome`]. The JSON form is the product's contract: later
//! versions may add fields and never change the meaning of one.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, Reason};

/// The version of the record's JSON form.
pub const SCHEMA: u32 = 1;

/// The id under which the headline travels and is flagged.
pub const TITLE_ID: &str = "title";

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The headline.
    Headline,
    /// A heading between paragraphs.
    SubHeading,
    /// A paragraph of the story.
    Body,
    /// A paragraph that is one quotation.
    Quotation,
    /// What stands under a picture.
    Caption,
    /// One entry of a list.
    ListItem,
}

/// A stretch of text, in characters (Unicode scalar values), end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Why a stretch of a part deserves the model's care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A link to another story whose end no rule can decide. The text stays;
    /// a language model is asked to leave it out.
    LeaveOut,
    /// Two words that a crawler fused, such as "PemerintahIsraelmenerima".
    Fused,
}

/// A marked stretch of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// Why it is marked.
    pub kind: MarkKind,
    /// Where, in characters of the part's text. For [`MarkKind::LeaveOut`]
    /// the end is a guess: the furthest point the foreign text can reach.
    pub span: Span,
}

/// One part of the source, with the id that its translation carries too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// `p1`, `p2`, … in reading order.
    pub id: String,
    /// What it is.
    pub kind: PartKind,
    /// The text, cleaned.
    pub text: String,
    /// Stretches that deserve care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// Something that cleaning took out of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removal {
    /// The name of the rule that took it.
    pub rule: Cow<'static, str>,
    /// What was taken.
    pub text: String,
    /// Where it began, in characters of the text as it was read.
    pub at: usize,
}

/// What cleaning and the input tell about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Metadata {
    /// The outlet, as the dateline or the page names it.
    pub outlet: Option<String>,
    /// Where the story was filed (not where it happened).
    pub dateline_place: Option<String>,
    /// The reporters' names.
    pub byline: Option<String>,
    /// When it was published, as the input says.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The editor's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// Who else worked on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributor: Option<String>,
    /// Initials at the end, such as `fyk/ash`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// What stands behind "Sumber:".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The outlet that had it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syndicated_from: Option<String>,
    /// Tags or keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// The article as it was cleaned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Language code, `id` for Indonesian.
    pub lang: String,
    /// The headline, without which an article has `None`.
    pub title: Option<String>,
    /// Outlet, place, byline, dates, address.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// The file it came from, where it came from one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// The story's parts in order; the headline is not among them.
    pub parts: Vec<Part>,
    /// What cleaning removed.
    pub removed: Vec<Removal>,
    /// Hash of title and text as they were read.
    pub sha256: String,
}

/// One part of the translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TranslatedPart {
    /// The id of the source's part.
    pub id: String,
    /// The English text.
    pub text: String,
}

/// The translation, part for part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Translation {
    /// Language code, such as `en-US`.
    pub lang: String,
    /// The headline.
    pub title: Option<String>,
    /// The parts, with the source's ids in the source's order.
    pub parts: Vec<TranslatedPart>,
}

/// How a summary was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SummaryKind {
    /// Written by a language model.
    Abstractive,
    /// Sentences of the translation, chosen by rule.
    Extractive,
}

/// One sentence of a summary and the parts it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SummarySentence {
    /// The sentence.
    pub text: String,
    /// Ids of parts; empty where the model named none.
    pub parts: Vec<String>,
}

/// A short English summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// How it was made.
    pub kind: SummaryKind,
    /// Its sentences.
    pub sentences: Vec<SummarySentence>,
}

/// How much a flag matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Look here before publishing.
    Warning,
    /// Wrong or missing content.
    Error,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flag {
    /// The check's name, such as `number.changed`.
    pub check: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// The part's id, [`TITLE_ID`] for the headline, `summary.N` for the
    /// N-th sentence of the summary, or none for the whole article.
    pub part: Option<String>,
    /// Where in the part's source text.
    pub source: Option<Span>,
    /// Where in the part's translation.
    pub target: Option<Span>,
    /// One plain sentence: what is wrong.
    pub message: String,
}

/// What the article cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Usage {
    /// Requests that were sent, retries included.
    pub requests: u64,
    /// Tokens of the questions.
    pub tokens_in: u64,
    /// Tokens of the answers, reasoning included.
    pub tokens_out: u64,
    /// Of `tokens_in`, those read from the vendor's cache.
    pub tokens_cached: u64,
    /// Characters that a machine-translation engine was given.
    pub characters: u64,
    /// Money, in the currency of the configured prices; none without prices.
    pub cost: Option<f64>,
}

impl Usage {
    /// Adds another call's figures.
    pub fn add(&mut self, other: &Usage) {
        self.requests += other.requests;
        self.tokens_in += other.tokens_in;
        self.tokens_out += other.tokens_out;
        self.tokens_cached += other.tokens_cached;
        self.characters += other.characters;
        self.cost = match (self.cost, other.cost) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)),
        };
    }
}

/// An endpoint that was tried before the one that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fallback {
    /// The endpoint's name.
    pub endpoint: String,
    /// Why it was left.
    pub reason: Reason,
}

/// Where a result comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Provenance {
    /// The endpoint's configured name.
    pub endpoint: String,
    /// The endpoint's kind, such as `openai`.
    pub kind: String,
    /// The host that was asked; no path and no key.
    pub host: String,
    /// The model that was asked for.
    pub model_asked: Option<String>,
    /// The model that the answer names.
    pub model_answered: Option<String>,
    /// Fingerprint of the prompt.
    pub prompt: Option<String>,
    /// Fingerprint of the glossary.
    pub glossary: Option<String>,
    /// Who made the summary: an endpoint's name or `extractive`.
    pub summary_by: Option<String>,
    /// Tries that were made, the first included.
    pub attempts: u64,
    /// Whether the whole answer came from the translation memory.
    pub from_memory: bool,
    /// Parts whose translation came from the memory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts_from_memory: Vec<String>,
    /// Parts that were asked again because a check flagged them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repaired: Vec<String>,
    /// The endpoint that was asked for these, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repaired_by: Option<String>,
    /// Endpoints that were left, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallbacks: Vec<Fallback>,
    /// The vendor's own ids of the requests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_ids: Vec<String>,
    /// This program's version.
    pub alih: String,
    /// When work on the article began, RFC 3339 in UTC.
    pub started: String,
    /// When it ended, RFC 3339 in UTC.
    pub finished: String,
}

/// Whether a person has looked at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has.
    #[default]
    Machine,
    /// Somebody changed it.
    Edited,
    /// Somebody approved it.
    Approved,
}

/// A part that a person changed. It is pinned: later runs never overwrite it.
/// The final text stands in the translation or the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The part's id, [`TITLE_ID`] for the headline, or `summary.N`.
    pub part: String,
    /// What the machine wrote.
    pub machine: String,
    /// How far the final text is from it: characters put in, taken out or
    /// replaced.
    pub distance: usize,
    /// Who changed it.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// The source that the person saw, where the story has changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_before: Option<String>,
}

/// A part that a person changed and that the story no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Orphan {
    /// The id that the part had.
    pub part: String,
    /// The source that the person saw.
    pub source: String,
    /// What the person wrote.
    pub text: String,
    /// Who.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
}

/// The human step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Review {
    /// How far it went.
    pub state: ReviewState,
    /// Who.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// Parts that a person changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// Flags that a person looked at and ticked off; they are not among the
    /// record's flags any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Flag>,
    /// Changed parts that a later version of the story no longer has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orphans: Vec<Orphan>,
}

/// The sentence that discloses how the text was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Indonesian.
    pub id: String,
}

/// One article's result: what the tool writes, one JSON object each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The article's id, given or derived from its content.
    pub id: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed; none otherwise.
    pub reason: Option<Reason>,
    /// The article as it was cleaned.
    pub source: Source,
    /// The translation; none when it failed or was not asked for.
    pub translation: Option<Translation>,
    /// The summary; none when it failed or was not asked for.
    pub summary: Option<Summary>,
    /// What the checks found.
    pub flags: Vec<Flag>,
    /// What it cost.
    pub usage: Usage,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether a person has looked.
    pub review: Review,
    /// The disclosure sentence.
    pub label: Label,
}

/// An article as an input gives it, before cleaning.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawArticle {
    /// The id that the input gives.
    pub id: Option<String>,
    /// The headline, where the input has it apart from the text.
    pub title: Option<String>,
    /// The text, in whatever shape it was found. Plain text.
    pub text: String,
    /// What the input tells besides.
    pub metadata: Metadata,
    /// The file it came from.
    pub file: Option<String>,
}

impl std::fmt::Debug for RawArticle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawArticle")
            .field("id", &self.id)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}
