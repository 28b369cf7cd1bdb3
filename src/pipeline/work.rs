//! One article's way: ask, join, check, and on to repair and summary.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;

use super::{About, Desk, document, items};
use crate::article::{
    Fallback, Flag, PartKind, Provenance, Source, Summary, SummaryKind, TranslatedPart,
    Translation, Usage,
};
use crate::ask::{Heard, Hints, Occurrence};
use crate::carrier::Wanted;
use crate::chain::{self, Step};
use crate::glossary::{self, Entry, Kind};
use crate::guard::{self, Document, Pair};
use crate::line::{Line, Unanswered};
use crate::outcome::{Reason, ReasonKind};
use crate::prepared::SourceWords;
use crate::provider::{Action, Fault, Limits};
use crate::room;
use crate::split::{Item, Plan};

/// How often a request that is too long is cut in half.
const HALVINGS: usize = 3;
/// Requests of one article at once.
const ARTICLE_WIDTH: usize = 4;

/// What came out well.
#[derive(Default)]
pub(super) struct Done {
    pub(super) translation: Option<Translation>,
    pub(super) summary: Option<Summary>,
}

/// One article's way, and what it gathers on it.
pub(super) struct Work<'a> {
    pub(super) desk: &'a Desk,
    /// The line that is asked.
    pub(super) line: &'a Line,
    pub(super) about: About,
    /// Fingerprint of the terms in the notes.
    terms: Option<String>,
    pub(super) usage: Usage,
    pub(super) provenance: Provenance,
    pub(super) flags: Vec<Flag>,
}

impl<'a> Work<'a> {
    pub(super) fn new(desk: &'a Desk) -> Self {
        Self {
            desk,
            line: desk.chain.first(),
            about: About::default(),
            terms: None,
            usage: Usage::default(),
            provenance: desk.provenance(),
            flags: Vec::new(),
        }
    }

    /// What is asked of the source before it is sent.
    pub(super) fn read(&mut self, source: &Source) {
        self.about.hints = self.desk.hints(source);
        // Not kept: many articles wait for their answers, and words take more
        // room than the text.
        room::within(|room| {
            let words = SourceWords::of(source, room);
            if self.desk.settings.source_language.is_none() {
                self.flags.extend(words.language_note(source));
            }
            self.note_terms(source, &words);
        });
    }

    pub(super) async fn run(&mut self, source: &Source) -> Result<Done, Reason> {
        self.read(source);
        self.check_input(source)?;
        if self.desk.settings.wanted == Wanted::Summary {
            let summary = self.summary_alone(source).await?;
            return Ok(Done {
                translation: None,
                summary: Some(summary),
            });
        }
        let (mut translation, summary) = self.translate(source).await?;
        let mut flags = {
            let _leisure = self.desk.leisure().await;
            self.check(source, &translation)
        };
        self.repair(source, &mut translation, &mut flags).await;
        self.flags.append(&mut flags);
        let summary = match (self.desk.settings.wanted, summary) {
            (Wanted::Translation, _) => None,
            (_, Some(written)) => Some(self.grounded(source, &translation, written).await),
            (_, None) => Some(self.summary_for(source, &translation).await?),
        };
        Ok(Done {
            translation: Some(translation),
            summary,
        })
    }

    /// What cannot be translated is not sent.
    pub(super) fn check_input(&mut self, source: &Source) -> Result<(), Reason> {
        if source.parts.is_empty() {
            return Err(Reason::new(
                ReasonKind::Input,
                "there is no text left to translate after cleaning; `alih clean` shows what was removed",
            ));
        }
        let bytes: usize = source.parts.iter().map(|part| part.text.len()).sum();
        let most = self.desk.settings.max_input;
        if bytes > most {
            return Err(Reason::new(
                ReasonKind::TooLarge,
                format!(
                    "the article is larger than {} MiB; --max-input raises the limit",
                    most >> 20
                ),
            ));
        }
        Ok(())
    }

    /// Writes the terms that occur, and the date, for the question.
    fn note_terms(&mut self, source: &Source, words: &SourceWords) {
        let desk = self.desk;
        let wants = |line: &Arc<Line>| line.endpoint.is_chat() || line.glossary_name().is_some();
        if !desk.chain.lines().any(wants) && desk.summary_lines().next().is_none() {
            return;
        }
        let entries = desk.glossary.entries_among(words.texts(source));
        if !entries.is_empty() {
            self.about.hints.terms = Occurrence::Some;
        }
        if let Some(published) = &source.metadata.published {
            self.about
                .notes
                .push_str(&format!("The article was published: {published}\n\n"));
        }
        if entries.is_empty() {
            return;
        }
        self.about.notes.push_str("Use these terms:\n");
        for entry in &entries {
            self.about.notes.push_str(&instruction(entry));
            self.about.notes.push('\n');
        }
        self.about.notes.push('\n');
        self.terms = glossary::fingerprint(&entries);
    }

    /// The translation, and the summary where it came in the same answer,
    /// from the first endpoint of the chain that has one.
    async fn translate(
        &mut self,
        source: &Source,
    ) -> Result<(Translation, Option<Summary>), Reason> {
        let mut failed: Option<Fault> = None;
        for line in self.desk.chain.lines() {
            if let Some(fault) = &failed {
                self.note_fallback(self.line, line, fault);
                self.turn_to(line);
            }
            match self.translate_with(source).await {
                Ok(done) => return Ok(done),
                Err(fault) if self.may_go_on(&fault) => failed = Some(fault),
                Err(fault) => return Err(fault.to_reason()),
            }
        }
        let nothing = || Fault::item(ReasonKind::Config, "there is no endpoint to ask");
        Err(failed.unwrap_or_else(nothing).to_reason())
    }

    /// Whether another endpoint may be asked after a fault.
    pub(super) fn may_go_on(&self, fault: &Fault) -> bool {
        self.desk.halt.cause().is_none() && chain::step(fault) == Step::Next
    }

    /// Notes that an endpoint is left for another one.
    pub(super) fn note_fallback(&mut self, from: &Line, to: &Line, fault: &Fault) {
        chain::tell_onward(from, to, fault);
        self.provenance.fallbacks.push(Fallback {
            endpoint: from.endpoint.name.clone(),
            reason: fault.to_reason(),
        });
    }

    /// From now on the result is that of this endpoint.
    pub(super) fn turn_to(&mut self, line: &'a Line) {
        self.line = line;
        self.provenance.model_answered = None;
        self.desk.note_endpoint(line, &mut self.provenance);
    }

    /// Whether an endpoint was left for this article.
    pub(super) fn has_left(&self, line: &Line) -> bool {
        let mut left = self.provenance.fallbacks.iter();
        left.any(|left| left.endpoint == line.endpoint.name)
    }

    /// The translation by the endpoint that is asked now; smaller pieces are
    /// tried where the article is too long for it.
    async fn translate_with(
        &mut self,
        source: &Source,
    ) -> Result<(Translation, Option<Summary>), Fault> {
        let items = items(source);
        let mut limits = self.line.limits();
        for _ in 0..HALVINGS {
            let plan = Plan::new(&items, limits);
            match self.send(&plan).await {
                Ok((texts, summary)) => {
                    let joined = plan.join(texts);
                    return Ok((self.translation(source, joined), summary));
                }
                Err(fault) if fault.action == Action::SendSmaller => {
                    let named = fault.most.and_then(|most| self.line.keep_to(most));
                    // Others may have been told meanwhile.
                    let known = self.line.limits();
                    limits = match named {
                        Some(named) => named,
                        None if fault.most.is_some() && known != limits => known,
                        None => halved(limits, &items),
                    };
                }
                Err(fault) => return Err(fault),
            }
        }
        Err(Fault::item(
            ReasonKind::TooLarge,
            "the endpoint finds even small pieces of the article too large; set its limits in alih.toml",
        ))
    }

    /// Sends a plan's requests; texts in order, and the summary if one
    /// request carried everything.
    async fn send(&mut self, plan: &Plan<'_>) -> Result<(Vec<String>, Option<Summary>), Fault> {
        let (desk, line) = (self.desk, self.line);
        let wanted = desk.wanted_with(line, plan);
        let about = &self.about;
        let questions: Vec<_> = plan
            .requests
            .iter()
            .map(|segments| desk.ask(line, segments, wanted, about))
            .collect();
        let answers: Vec<Result<Heard, Unanswered>> = stream::iter(questions)
            .buffered(ARTICLE_WIDTH)
            .collect()
            .await;
        let mut texts = Vec::new();
        let mut summary = Vec::new();
        let mut remembered = Vec::new();
        let mut failed = None;
        for answer in answers {
            match answer {
                Ok(heard) => {
                    self.account(line, &heard);
                    remembered.extend(heard.remembered);
                    texts.extend(heard.texts);
                    summary.extend(heard.summary);
                }
                Err(unanswered) => {
                    self.usage.add(&unanswered.usage);
                    failed.get_or_insert(unanswered.fault);
                }
            }
        }
        if let Some(fault) = failed {
            return Err(fault);
        }
        self.note_remembered(plan, &remembered);
        let summary = (!summary.is_empty()).then_some(Summary {
            kind: SummaryKind::Abstractive,
            sentences: summary,
        });
        if summary.is_some() {
            self.provenance.summary_by = Some(line.endpoint.name.clone());
        }
        Ok((texts, summary))
    }

    pub(super) fn account(&mut self, line: &Line, heard: &Heard) {
        self.usage.add(&heard.usage);
        if heard.model.is_some() && std::ptr::eq(line, self.line) {
            self.provenance.model_answered.clone_from(&heard.model);
        }
        self.provenance.glossary = match line.endpoint.is_chat() {
            true => self.terms.clone(),
            false => heard.glossary.clone(),
        };
        self.provenance.request_ids.extend(heard.request_id.clone());
    }

    fn note_remembered(&mut self, plan: &Plan, remembered: &[bool]) {
        self.provenance.from_memory = remembered.iter().all(|known| *known);
        self.provenance.parts_from_memory.clear();
        if self.provenance.from_memory || self.line.endpoint.is_chat() {
            return;
        }
        let segments = plan.requests.iter().flatten();
        for (segment, known) in segments.zip(remembered) {
            if *known {
                self.provenance
                    .parts_from_memory
                    .push(segment.id.to_string());
            }
        }
    }

    fn translation(&self, source: &Source, joined: Vec<String>) -> Translation {
        let mut texts = joined.into_iter();
        let title = source.title.as_ref().and_then(|_| texts.next());
        Translation {
            lang: self.desk.settings.target.clone(),
            title,
            parts: source
                .parts
                .iter()
                .zip(texts)
                .map(|(part, text)| TranslatedPart {
                    id: part.id.clone(),
                    text,
                })
                .collect(),
        }
    }

    pub(super) fn check(&self, source: &Source, translation: &Translation) -> Vec<Flag> {
        let document = self.document(source, translation);
        let mut flags = guard::check(&document);
        flags.extend(self.desk.leaks(&document));
        flags
    }

    /// Holds a summary against the article.
    pub(super) fn check_summary(&self, summary: &Summary, document: &Document) -> Vec<Flag> {
        let words = self.desk.settings.summary.words;
        let mut flags = guard::check_summary(summary, document, words);
        let names: Vec<String> = (1..=summary.sentences.len())
            .map(|number| format!("summary.{number}"))
            .collect();
        let said = names
            .iter()
            .zip(&summary.sentences)
            .map(|(part, said)| Pair {
                part,
                kind: PartKind::Body,
                source: "",
                target: &said.text,
                leave_out: &[],
            });
        flags.extend(self.desk.leaks(&Document {
            pairs: said.collect(),
            ..document.clone()
        }));
        flags
    }

    pub(super) fn document<'d>(
        &'d self,
        source: &'d Source,
        translation: &'d Translation,
    ) -> Document<'d> {
        document(self.desk, source, Some(translation))
    }
}

/// So many bytes of its beginning tell what a story is about.
const LEAD: usize = 1_000;

impl Desk {
    /// What a translation engine may be told besides the texts; a language
    /// model has its notes.
    fn hints(&self, source: &Source) -> Hints {
        if self.chain.lines().all(|line| line.endpoint.is_chat()) {
            return Hints::default();
        }
        let mut lead = String::new();
        for part in &source.parts {
            if lead.len() >= LEAD {
                break;
            }
            if !lead.is_empty() {
                lead.push('\n');
            }
            lead.push_str(&part.text[..part.text.floor_char_boundary(LEAD)]);
        }
        Hints {
            title: source.title.clone(),
            lead: (!lead.is_empty()).then_some(lead),
            ..Hints::default()
        }
    }
}

fn halved(limits: Limits, items: &[Item<'_>]) -> Limits {
    let whole: usize = items.iter().map(|item| item.text.chars().count()).sum();
    let characters = (limits.characters.min(whole) / 2).max(200);
    Limits {
        items: limits.items,
        characters,
        item_characters: limits.item_characters.min(characters),
    }
}

/// How a language model is told a term.
fn instruction(entry: &Entry) -> String {
    let source = &entry.source;
    let target = entry.target.as_str();
    match entry.kind {
        Kind::Translate => format!("- {source}: {target}"),
        Kind::Keep => format!("- {source}: keep as it is"),
        Kind::ExpandOnce => {
            format!("- {source}: {target} ({source}) at first mention, then {source}")
        }
    }
}
