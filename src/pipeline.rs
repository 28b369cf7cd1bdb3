//! One article through all of it: clean, ask, join, check, repair,
//! summarise, check the summary.

mod weigh;

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;

use crate::article::{
    Flag, PartKind, Provenance, RawArticle, Record, Severity, Source, Summary, SummaryKind,
    TITLE_ID, TranslatedPart, Translation, Usage,
};
use crate::ask::{self, ChatAsk, Heard, Keeping, Reuse};
use crate::carrier::{Segment, Wanted};
use crate::clean::{Cleaned, clean};
use crate::extract;
use crate::glossary::{self, Entry, Glossary, Kind};
use crate::guard::{self, Document, Pair};
use crate::input::derive::ContentHash;
use crate::language::{self, Language};
use crate::line::{Line, Unanswered};
use crate::memory::Memory;
use crate::outcome::{Outcome, Reason, ReasonKind};
use crate::provider::{Action, Fault, Limits};
use crate::record;
use crate::settings::{Settings, SummaryBy};
use crate::split::{Item, Plan};
use crate::transport::host_of;

/// Everything an article needs on its way; one for a whole run.
pub struct Desk {
    /// The run's settings.
    pub settings: Settings,
    /// The line to the endpoint.
    pub line: Arc<Line>,
    /// The line to the endpoint that summarises, where it is another one.
    pub summary_line: Option<Arc<Line>>,
    /// The translation memory.
    pub memory: Option<Memory>,
    /// Whether answers of earlier runs may be used.
    pub reuse: Reuse,
    /// The terms to be kept to.
    pub glossary: Glossary,
    /// Today, `2026-11-23`.
    pub day: String,
    systems: Systems,
    /// What no answer may hold.
    canaries: Vec<String>,
}

/// The instructions, written once for a run.
struct Systems {
    both: String,
    translation: String,
    summary: String,
}

/// How often a request that is too long is cut in half.
const HALVINGS: usize = 3;
/// Requests of one article at once.
const ARTICLE_WIDTH: usize = 4;
/// A summary of a long article reads so many characters of it.
const SUMMARY_READS: usize = 60_000;

impl Desk {
    /// A desk for a run.
    #[must_use]
    pub fn new(
        settings: Settings,
        line: Arc<Line>,
        summary_line: Option<Arc<Line>>,
        memory: Option<Memory>,
        reuse: Reuse,
        glossary: Glossary,
        day: String,
    ) -> Self {
        let write = |wanted| {
            settings
                .prompts
                .system(wanted, settings.carrier, &settings.target, settings.summary)
        };
        let systems = Systems {
            both: write(Wanted::Both),
            translation: write(Wanted::Translation),
            summary: write(Wanted::Summary),
        };
        Self {
            canaries: settings.prompts.canaries(),
            settings,
            line,
            summary_line,
            memory,
            reuse,
            glossary,
            day,
            systems,
        }
    }

    /// One article's record, whatever becomes of it.
    pub async fn article(&self, raw: RawArticle) -> Record {
        self.cleaned(prepare(raw)).await
    }

    /// The record of an article that is cleaned already.
    pub async fn cleaned(&self, mut prepared: Prepared) -> Record {
        let started = record::now();
        if let Some(stated) = &self.settings.source_language {
            prepared.source.lang.clone_from(stated);
        }
        let mut work = Work::new(self, &prepared);
        let result = work.run(&prepared.source).await;
        work.provenance.attempts = work.usage.requests;
        work.provenance.started = started;
        work.provenance.finished = record::now();
        let mut flags = prepared.notes;
        flags.append(&mut work.flags);
        let (outcome, reason, done) = match result {
            Ok(done) => (record::outcome_of(&flags), None, done),
            Err(reason) => (Outcome::Failed, Some(reason), Done::default()),
        };
        record::build(record::Draft {
            id: prepared.id,
            outcome,
            reason,
            source: prepared.source,
            translation: done.translation,
            summary: done.summary,
            flags,
            usage: work.usage,
            provenance: work.provenance,
        })
    }

    /// The record of an article that was not begun.
    #[must_use]
    pub fn not_begun(&self, prepared: Prepared, reason: Reason) -> Record {
        let mut provenance = self.provenance();
        provenance.started = record::now();
        provenance.finished = provenance.started.clone();
        record::failed(prepared, reason, provenance)
    }

    fn keeping(&self) -> Keeping<'_> {
        Keeping {
            memory: self.memory.as_ref(),
            reuse: self.reuse,
            day: &self.day,
        }
    }

    fn provenance(&self) -> Provenance {
        let endpoint = &self.line.endpoint;
        Provenance {
            endpoint: endpoint.name.clone(),
            kind: endpoint.kind.name.to_owned(),
            host: host_of(&endpoint.base_url).to_owned(),
            model_asked: endpoint.model.clone(),
            prompt: endpoint
                .is_chat()
                .then(|| self.settings.prompts.fingerprint().to_owned()),
            alih: env!("CARGO_PKG_VERSION").to_owned(),
            ..Provenance::default()
        }
    }

    /// The line that writes summaries, unless they are extractive.
    fn summary_line(&self) -> Option<&Line> {
        match &self.settings.summary_by {
            SummaryBy::Extractive => None,
            SummaryBy::Endpoint(_) => self.summary_line.as_deref(),
            SummaryBy::SameEndpoint => Some(&self.line),
        }
    }
}

/// An article that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its id.
    pub id: String,
    /// Cleaned.
    pub source: Source,
    /// What cleaning noticed.
    pub notes: Vec<Flag>,
}

/// Cleans an article and names it.
#[must_use]
pub fn prepare(raw: RawArticle) -> Prepared {
    let cleaned = clean(&raw);
    let hash = ContentHash::of(raw.title.as_deref(), &raw.text);
    from_cleaned(cleaned, &hash, raw.id, raw.file)
}

/// Names an article that is cleaned.
#[must_use]
pub fn from_cleaned(
    cleaned: Cleaned,
    hash: &ContentHash,
    id: Option<String>,
    file: Option<String>,
) -> Prepared {
    Prepared {
        id: id.unwrap_or_else(|| hash.id()),
        source: Source {
            lang: "id".to_owned(),
            title: cleaned.title,
            metadata: cleaned.metadata,
            file,
            parts: cleaned.parts,
            removed: cleaned.removed,
            sha256: hash.sha256(),
        },
        notes: cleaned.notes,
    }
}

/// Says so where an article does not look Indonesian.
#[must_use]
pub fn language_note(source: &Source) -> Option<Flag> {
    let mut text = String::new();
    for part in &source.parts {
        text.push_str(&part.text);
        text.push('\n');
        if text.len() > 4_000 {
            break;
        }
    }
    let language = language::identify(&text);
    let is_expected = matches!(language, Language::Indonesian | Language::Unknown);
    (!is_expected).then(|| Flag {
        check: "source.language".into(),
        severity: Severity::Warning,
        part: None,
        source: None,
        target: None,
        message: format!(
            "The article looks like {} and not Indonesian; --from states its language.",
            language.name()
        ),
    })
}

/// What came out well.
#[derive(Default)]
struct Done {
    translation: Option<Translation>,
    summary: Option<Summary>,
}

/// One article's way, and what it gathers on it.
struct Work<'a> {
    desk: &'a Desk,
    notes: String,
    usage: Usage,
    provenance: Provenance,
    flags: Vec<Flag>,
}

impl<'a> Work<'a> {
    fn new(desk: &'a Desk, prepared: &Prepared) -> Self {
        let mut work = Self {
            desk,
            notes: String::new(),
            usage: Usage::default(),
            provenance: desk.provenance(),
            flags: Vec::new(),
        };
        work.note_terms(&prepared.source);
        work
    }

    async fn run(&mut self, source: &Source) -> Result<Done, Reason> {
        self.check_input(source)?;
        if self.desk.settings.wanted == Wanted::Summary {
            let summary = self.summary_alone(source).await?;
            return Ok(Done {
                translation: None,
                summary: Some(summary),
            });
        }
        let (mut translation, summary) = self.translate(source).await?;
        let mut flags = self.check(source, &translation);
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
    fn check_input(&mut self, source: &Source) -> Result<(), Reason> {
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
        if self.desk.settings.source_language.is_none() {
            self.flags.extend(language_note(source));
        }
        Ok(())
    }

    /// Writes the terms that occur, and the date, for the question.
    fn note_terms(&mut self, source: &Source) {
        let desk = self.desk;
        if !desk.line.endpoint.is_chat() && desk.summary_line().is_none() {
            return;
        }
        let texts = source
            .title
            .as_deref()
            .into_iter()
            .chain(source.parts.iter().map(|part| part.text.as_str()));
        let entries = desk.glossary.entries_in(texts);
        if let Some(published) = &source.metadata.published {
            self.notes
                .push_str(&format!("The article was published: {published}\n\n"));
        }
        if entries.is_empty() {
            return;
        }
        self.notes.push_str("Use these terms:\n");
        for entry in &entries {
            self.notes.push_str(&instruction(entry));
            self.notes.push('\n');
        }
        self.notes.push('\n');
        self.provenance.glossary = glossary::fingerprint(&entries);
    }

    /// The translation, and the summary where it came in the same answer.
    async fn translate(
        &mut self,
        source: &Source,
    ) -> Result<(Translation, Option<Summary>), Reason> {
        let items = items(source);
        let mut limits = self.desk.line.endpoint.limits;
        for _ in 0..HALVINGS {
            let plan = Plan::new(&items, limits);
            match self.send(&plan).await {
                Ok((texts, summary)) => {
                    let joined = plan.join(&texts);
                    return Ok((self.translation(source, joined), summary));
                }
                Err(fault) if fault.action == Action::SendSmaller => {
                    limits = halved(limits, &items)
                }
                Err(fault) => return Err(fault.to_reason()),
            }
        }
        Err(Reason::new(
            ReasonKind::TooLarge,
            "the endpoint finds even small pieces of the article too large; set its limits in alih.toml",
        ))
    }

    /// Sends a plan's requests; texts in order, and the summary if one
    /// request carried everything.
    async fn send(&mut self, plan: &Plan) -> Result<(Vec<String>, Option<Summary>), Fault> {
        let desk = self.desk;
        let wanted = desk.wanted_with(plan);
        let notes = self.notes.as_str();
        let questions: Vec<_> = plan
            .requests
            .iter()
            .map(|segments| desk.ask(&desk.line, segments, wanted, notes))
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
                    self.account(&heard);
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
            self.provenance.summary_by = Some(desk.line.endpoint.name.clone());
        }
        Ok((texts, summary))
    }

    fn account(&mut self, heard: &Heard) {
        self.usage.add(&heard.usage);
        if heard.model.is_some() {
            self.provenance.model_answered.clone_from(&heard.model);
        }
        self.provenance.request_ids.extend(heard.request_id.clone());
    }

    fn note_remembered(&mut self, plan: &Plan, remembered: &[bool]) {
        self.provenance.from_memory = remembered.iter().all(|known| *known);
        self.provenance.parts_from_memory.clear();
        if self.provenance.from_memory || self.desk.line.endpoint.is_chat() {
            return;
        }
        let segments = plan.requests.iter().flatten();
        for (segment, known) in segments.zip(remembered) {
            if *known {
                self.provenance.parts_from_memory.push(segment.id.clone());
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

    fn check(&self, source: &Source, translation: &Translation) -> Vec<Flag> {
        let document = self.document(source, translation);
        let mut flags = guard::check(&document);
        flags.extend(self.desk.leaks(&document));
        flags
    }

    /// Holds a summary against the article.
    fn check_summary(&self, summary: &Summary, document: &Document) -> Vec<Flag> {
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

    fn document<'d>(&self, source: &'d Source, translation: &'d Translation) -> Document<'d>
    where
        'a: 'd,
    {
        document(self.desk, source, Some(translation))
    }

    /// Asks flagged parts again, and keeps whichever answer the checks find
    /// better.
    async fn repair(
        &mut self,
        source: &Source,
        translation: &mut Translation,
        flags: &mut Vec<Flag>,
    ) {
        if !self.desk.line.endpoint.is_chat() {
            return;
        }
        for _ in 0..self.desk.settings.repairs {
            let wrong = flagged_parts(flags);
            if wrong.is_empty() {
                return;
            }
            let segments = segments_of(source, &wrong);
            let notes = self.repair_notes(source, flags, &wrong);
            let desk = self.desk;
            let asked = desk
                .ask(&desk.line, &segments, Wanted::Translation, &notes)
                .await;
            let heard = match asked {
                Ok(heard) => heard,
                Err(unanswered) => {
                    self.usage.add(&unanswered.usage);
                    return;
                }
            };
            self.account(&heard);
            let mut candidate = translation.clone();
            for (segment, text) in segments.iter().zip(heard.texts) {
                replace(&mut candidate, &segment.id, text);
            }
            let mut found = self.check(source, &candidate);
            let better: Vec<String> = wrong
                .into_iter()
                .filter(|part| weight_of(&found, part) < weight_of(flags, part))
                .collect();
            if better.len() < segments.len() {
                for segment in segments.iter().filter(|own| !better.contains(&own.id)) {
                    copy(translation, &mut candidate, &segment.id);
                }
                found = self.check(source, &candidate);
            }
            if !better.is_empty() && weight(&found) < weight(&*flags) {
                *translation = candidate;
                *flags = found;
                self.provenance.repaired.extend(better);
                self.provenance.from_memory &= heard.remembered.iter().all(|known| *known);
            }
        }
    }

    fn repair_notes(&self, source: &Source, flags: &[Flag], wrong: &[String]) -> String {
        let mut findings = String::new();
        for flag in flags.iter().filter(|flag| is_repairable(flag)) {
            if let Some(part) = &flag.part {
                findings.push_str(&format!("- {part}: {}\n", flag.message));
            }
        }
        let mut context = String::new();
        if let Some(title) = &source.title {
            context.push_str(title);
            context.push('\n');
        }
        for (at, part) in source.parts.iter().enumerate() {
            let near = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .filter_map(|at| source.parts.get(at))
                .any(|neighbour| wrong.contains(&neighbour.id));
            if near && !wrong.contains(&part.id) {
                context.push_str(&part.text);
                context.push('\n');
            }
        }
        let repair = self.desk.settings.prompts.repair(&findings, &context);
        format!("{}{repair}\n\n", self.notes)
    }

    /// The summary from a second endpoint, a second question, or by rule.
    async fn summary_for(
        &mut self,
        source: &Source,
        translation: &Translation,
    ) -> Result<Summary, Reason> {
        if self.desk.summary_line().is_none() {
            return Ok(self.extractive(source, translation));
        }
        let summary = self
            .written_summary(source, "")
            .await
            .map_err(|fault| fault.to_reason())?;
        Ok(self.grounded(source, translation, summary).await)
    }

    /// The summary of an article that is not translated: asked again once
    /// where it claims what the article does not hold, then flagged.
    async fn summary_alone(&mut self, source: &Source) -> Result<Summary, Reason> {
        let document = document(self.desk, source, None);
        let mut summary = self
            .written_summary(source, "")
            .await
            .map_err(|fault| fault.to_reason())?;
        let mut found = self.check_summary(&summary, &document);
        if has_errors(&found)
            && let Ok(second) = self
                .written_summary(source, &summary_findings(&found))
                .await
        {
            let other = self.check_summary(&second, &document);
            if weight(&other) < weight(&found) {
                (summary, found) = (second, other);
            }
        }
        self.flags.append(&mut found);
        Ok(summary)
    }

    async fn written_summary(&mut self, source: &Source, findings: &str) -> Result<Summary, Fault> {
        let desk = self.desk;
        let Some(line) = desk.summary_line() else {
            return Err(Fault::stop(
                ReasonKind::Config,
                "no endpoint can summarise; give --summary-endpoint",
            ));
        };
        let segments = summary_segments(source);
        let notes = format!("{}{findings}", self.notes);
        let asked = desk.ask(line, &segments, Wanted::Summary, &notes).await;
        let heard = match asked {
            Ok(heard) => heard,
            Err(unanswered) => {
                self.usage.add(&unanswered.usage);
                return Err(unanswered.fault);
            }
        };
        self.usage.add(&heard.usage);
        self.provenance.request_ids.extend(heard.request_id);
        self.provenance.summary_by = Some(line.endpoint.name.clone());
        Ok(Summary {
            kind: SummaryKind::Abstractive,
            sentences: heard.summary,
        })
    }

    /// Holds a written summary against the article: asked again once where
    /// it claims what the article does not hold, then replaced by sentences
    /// of the translation.
    async fn grounded(
        &mut self,
        source: &Source,
        translation: &Translation,
        summary: Summary,
    ) -> Summary {
        let found = self.check_summary(&summary, &self.document(source, translation));
        if !has_errors(&found) {
            self.flags.extend(found);
            return summary;
        }
        if let Ok(second) = self
            .written_summary(source, &summary_findings(&found))
            .await
        {
            let found = self.check_summary(&second, &self.document(source, translation));
            if !has_errors(&found) {
                self.flags.extend(found);
                return second;
            }
        }
        self.flags.push(Flag {
            check: "summary.replaced".into(),
            severity: Severity::Warning,
            part: None,
            source: None,
            target: None,
            message: "The model's summary claimed what the article does not hold, twice; sentences of the translation stand in its place.".to_owned(),
        });
        self.extractive(source, translation)
    }

    fn extractive(&mut self, source: &Source, translation: &Translation) -> Summary {
        self.provenance.summary_by = Some("extractive".to_owned());
        let passages: Vec<extract::Passage> = translation
            .parts
            .iter()
            .zip(&source.parts)
            .filter(|(_, part)| matches!(part.kind, PartKind::Body | PartKind::Quotation))
            .map(|(part, _)| extract::Passage {
                part: &part.id,
                text: &part.text,
            })
            .collect();
        let shape = self.desk.settings.summary;
        let limits = extract::Limits {
            words: shape.words,
            sentences: shape.style.most_sentences(),
        };
        extract::summarise(translation.title.as_deref(), &passages, limits)
    }
}

impl Desk {
    /// Where answers tell what the model was told.
    fn leaks(&self, document: &Document) -> Vec<Flag> {
        let canaries: Vec<&str> = self.canaries.iter().map(String::as_str).collect();
        guard::leaks(document, &canaries)
    }

    /// One question with some of the article's segments.
    async fn ask(
        &self,
        line: &Line,
        segments: &[Segment],
        wanted: Wanted,
        notes: &str,
    ) -> Result<Heard, Unanswered> {
        if !line.endpoint.is_chat() {
            return ask::texts(
                line,
                segments,
                self.source_code(),
                &self.settings.target,
                self.keeping(),
            )
            .await;
        }
        let question = self.chat_ask(segments, wanted, notes);
        ask::chat(line, &question, self.keeping()).await
    }

    fn chat_ask<'q>(
        &'q self,
        segments: &'q [Segment],
        wanted: Wanted,
        notes: &'q str,
    ) -> ChatAsk<'q> {
        ChatAsk {
            system: match wanted {
                Wanted::Both => &self.systems.both,
                Wanted::Translation => &self.systems.translation,
                Wanted::Summary => &self.systems.summary,
            },
            notes,
            segments,
            wanted,
            carrier: self.settings.carrier,
            prompts: &self.settings.prompts,
        }
    }

    /// The language that a translation engine is told to translate from.
    fn source_code(&self) -> &str {
        self.settings.source_language.as_deref().unwrap_or("id")
    }

    /// What is asked for with a plan's requests: the summary too, where one
    /// request carries everything.
    fn wanted_with(&self, plan: &Plan) -> Wanted {
        match (&self.settings.summary_by, plan.requests.len()) {
            (SummaryBy::SameEndpoint, 1) => self.settings.wanted,
            _ => Wanted::Translation,
        }
    }
}

fn document<'d>(
    desk: &'d Desk,
    source: &'d Source,
    translation: Option<&'d Translation>,
) -> Document<'d> {
    let mut pairs = Vec::with_capacity(source.parts.len() + 1);
    if let Some(title) = &source.title {
        pairs.push(Pair {
            part: TITLE_ID,
            kind: PartKind::Headline,
            source: title,
            target: translation
                .and_then(|own| own.title.as_deref())
                .unwrap_or_default(),
            leave_out: &[],
        });
    }
    for (at, part) in source.parts.iter().enumerate() {
        let target = translation.and_then(|own| own.parts.get(at));
        pairs.push(Pair {
            part: &part.id,
            kind: part.kind,
            source: &part.text,
            target: target.map_or("", |part| part.text.as_str()),
            leave_out: &part.marks,
        });
    }
    Document {
        pairs,
        published: source.metadata.published.as_deref(),
        glossary: &desk.glossary,
        target_language: &desk.settings.target,
        thresholds: &desk.settings.thresholds,
    }
}

fn items(source: &Source) -> Vec<Item<'_>> {
    let title = source
        .title
        .as_deref()
        .map(|text| Item { id: TITLE_ID, text });
    title
        .into_iter()
        .chain(source.parts.iter().map(|part| Item {
            id: &part.id,
            text: &part.text,
        }))
        .collect()
}

/// As much of an article as a summary is made from.
fn summary_segments(source: &Source) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut characters = 0;
    for item in items(source) {
        characters += item.text.len();
        if characters > SUMMARY_READS && !segments.is_empty() {
            break;
        }
        segments.push(Segment {
            id: item.id.to_owned(),
            text: item.text.to_owned(),
        });
    }
    segments
}

fn segments_of(source: &Source, ids: &[String]) -> Vec<Segment> {
    items(source)
        .into_iter()
        .filter(|item| ids.iter().any(|id| id == item.id))
        .map(|item| Segment {
            id: item.id.to_owned(),
            text: item.text.to_owned(),
        })
        .collect()
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

fn is_repairable(flag: &Flag) -> bool {
    flag.severity == Severity::Error && flag.part.is_some()
}

fn flagged_parts(flags: &[Flag]) -> Vec<String> {
    let mut parts: Vec<String> = flags
        .iter()
        .filter(|flag| is_repairable(flag))
        .filter_map(|flag| flag.part.clone())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn replace(translation: &mut Translation, id: &str, text: String) {
    if id == TITLE_ID {
        translation.title = Some(text);
    } else if let Some(part) = translation.parts.iter_mut().find(|part| part.id == id) {
        part.text = text;
    }
}

/// Takes one part over from another translation.
fn copy(from: &Translation, to: &mut Translation, id: &str) {
    if id == TITLE_ID {
        to.title.clone_from(&from.title);
        return;
    }
    let pairs = from.parts.iter().zip(&mut to.parts);
    for (own, other) in pairs.filter(|(own, _)| own.id == id) {
        other.text.clone_from(&own.text);
    }
}

/// What was wrong with a summary, for the question that asks for another.
fn summary_findings(found: &[Flag]) -> String {
    let errors = found.iter().filter(|flag| flag.severity == Severity::Error);
    let told: String = errors
        .map(|flag| format!("An earlier summary was wrong: {}\n", flag.message))
        .collect();
    format!("{told}\n")
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

fn has_errors(flags: &[Flag]) -> bool {
    flags.iter().any(|flag| flag.severity == Severity::Error)
}

/// How bad the flags of one part are.
fn weight_of(flags: &[Flag], part: &str) -> usize {
    weight(
        flags
            .iter()
            .filter(|flag| flag.part.as_deref() == Some(part)),
    )
}

/// How bad some flags are.
fn weight<'f>(flags: impl IntoIterator<Item = &'f Flag>) -> usize {
    flags
        .into_iter()
        .map(|flag| match flag.severity {
            Severity::Error => 100,
            Severity::Warning => 1,
            Severity::Info => 0,
        })
        .sum()
}
