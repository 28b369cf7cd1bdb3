//! One article through all of it: clean, ask, join, check, repair,
//! summarise, check the summary.

mod questions;
mod repair;
mod summarise;
mod weigh;
mod work;

pub use questions::Question;

use std::sync::Arc;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::article::{
    Flag, PartKind, Provenance, RawArticle, Record, Source, TITLE_ID, Translation,
};
use crate::ask::arrived::{self, Arrivals};
use crate::ask::{self, ChatAsk, Heard, Hints, Keeping, Reuse, TextsAsk};
use crate::carrier::{Segment, Wanted};
use crate::caught::{caught, caught_on_the_way};
use crate::chain::{self, Chain};
use crate::clean::clean;
use crate::compare::Rules;
use crate::glossary::Glossary;
use crate::guard::{self, Document, Pair, Secrets};
use crate::halt::Halt;
use crate::host::host_of;
use crate::input::derive::ContentHash;
use crate::line::{Line, Unanswered};
use crate::memory::Memory;
use crate::outcome::{Outcome, Reason};
use crate::prepared::{Prepared, from_cleaned};
use crate::provider::Fault;
use crate::record;
use crate::settings::{Settings, SummaryBy};
use crate::split::{Item, Plan};
use work::{Done, Work};

/// Everything an article needs on its way; one for a whole run.
pub struct Desk {
    /// The run's settings.
    pub settings: Settings,
    /// The lines to the endpoints that translate, in their order.
    pub chain: Chain,
    /// The line to the endpoint that summarises, where it is another one.
    pub summary_line: Option<Arc<Line>>,
    /// The run's stop sign.
    pub halt: Arc<Halt>,
    /// The translation memory.
    pub memory: Option<Memory>,
    /// Whether answers of earlier runs may be used.
    pub reuse: Reuse,
    /// The terms to be kept to.
    pub glossary: Glossary,
    /// Today, `2026-11-23`.
    pub day: String,
    /// Answers that came by batch; with them nothing is sent.
    pub arrivals: Option<Arrivals>,
    systems: Systems,
    /// Articles that may be checked at once.
    checking: Semaphore,
    /// What no answer may hold.
    canaries: Secrets,
}

/// A run's lines, and its stop sign.
pub struct Lines {
    /// To the endpoints that translate.
    pub chain: Chain,
    /// To the endpoint that summarises, where it is another one.
    pub summary: Option<Arc<Line>>,
    /// The stop sign.
    pub halt: Arc<Halt>,
}

/// How many articles are checked at the same time, and how many threads the
/// program's runtime has: a check holds its thread, so with more of them than
/// threads, answers that arrive meanwhile would wait longer still.
pub const CHECKED_AT_ONCE: usize = 2;

/// What an endpoint is told about an article besides its text.
#[derive(Clone, Default)]
struct About {
    /// A language model: terms and dates.
    notes: String,
    /// A translation engine.
    hints: Hints,
}

/// The instructions, written once for a run.
struct Systems {
    both: String,
    translation: String,
    summary: String,
}

impl Desk {
    /// A desk for a run.
    #[must_use]
    pub fn new(
        settings: Settings,
        lines: Lines,
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
            canaries: Secrets::new(&settings.prompts.canaries()),
            settings,
            chain: lines.chain,
            summary_line: lines.summary,
            halt: lines.halt,
            memory,
            reuse,
            glossary,
            day,
            arrivals: None,
            systems,
            checking: Semaphore::new(CHECKED_AT_ONCE),
        }
    }

    /// One article's record, whatever becomes of it.
    pub async fn article(&self, raw: RawArticle) -> Record {
        let content = ContentHash::of(raw.title.as_deref(), &raw.text);
        match caught(|| clean(&raw)) {
            Ok(cleaned) => {
                let prepared = from_cleaned(cleaned, &content, raw.id, raw.file);
                self.cleaned(prepared).await
            }
            Err(reason) => {
                let id = raw.id.unwrap_or_else(|| content.id());
                self.not_begun(Prepared::unread(id, &content), reason)
            }
        }
    }

    /// The record of an article that is cleaned already.
    pub async fn cleaned(&self, mut prepared: Prepared) -> Record {
        let started = record::now();
        if let Some(stated) = &self.settings.source_language {
            prepared.source.lang.clone_from(stated);
        }
        let mut work = Work::new(self);
        let result = caught_on_the_way(work.run(&prepared.source)).await;
        let result = result.and_then(|result| result);
        work.provenance.attempts = work.usage.requests;
        work.provenance.started = started;
        work.provenance.finished = record::now();
        let mut flags = prepared.notes;
        flags.append(&mut work.flags);
        let (outcome, reason, done) = match result {
            Ok(done) => (record::outcome_of(&flags), None, done),
            Err(reason) => (Outcome::Failed, Some(reason), Done::default()),
        };
        let draft = record::Draft {
            id: prepared.id,
            outcome,
            reason,
            source: prepared.source,
            translation: done.translation,
            summary: done.summary,
            flags,
            usage: work.usage,
            provenance: work.provenance,
        };
        record::build(draft, &self.settings.labels)
    }

    /// The record of an article that was not begun.
    #[must_use]
    pub fn not_begun(&self, prepared: Prepared, reason: Reason) -> Record {
        let mut provenance = self.provenance();
        provenance.started = record::now();
        provenance.finished = provenance.started.clone();
        record::failed(prepared, reason, provenance, &self.settings.labels)
    }

    /// Waits until there is nothing to send or receive: a check takes longer
    /// than both, and an endpoint that waits for one is time lost. Keep what
    /// is returned for the duration of the check.
    async fn leisure(&self) -> Option<SemaphorePermit<'_>> {
        // Never closed; without a permit the check is made all the same.
        let permit = self.checking.acquire().await.ok();
        // Goes on once every other task has had its turn and the network was
        // looked at.
        tokio::task::yield_now().await;
        permit
    }

    /// What the checks are made with.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            glossary: &self.glossary,
            target: &self.settings.target,
            thresholds: &self.settings.thresholds,
        }
    }

    fn keeping(&self) -> Keeping<'_> {
        Keeping {
            memory: self.memory.as_ref(),
            reuse: self.reuse,
            day: &self.day,
        }
    }

    fn provenance(&self) -> Provenance {
        let mut provenance = Provenance {
            alih: env!("CARGO_PKG_VERSION").to_owned(),
            ..Provenance::default()
        };
        self.note_endpoint(self.chain.first(), &mut provenance);
        provenance
    }

    /// Names the endpoint that is asked.
    fn note_endpoint(&self, line: &Line, provenance: &mut Provenance) {
        let endpoint = &line.endpoint;
        provenance.endpoint.clone_from(&endpoint.name);
        endpoint.kind.name.clone_into(&mut provenance.kind);
        host_of(&endpoint.base_url).clone_into(&mut provenance.host);
        provenance.model_asked.clone_from(&endpoint.model);
        provenance.prompt = match &self.arrivals {
            Some(arrivals) => arrivals.prompt.clone(),
            None => endpoint
                .is_chat()
                .then(|| self.settings.prompts.fingerprint().to_owned()),
        };
    }

    /// The lines that write summaries, in their order; none where summaries
    /// are extractive.
    fn summary_lines(&self) -> impl Iterator<Item = &Arc<Line>> {
        let (own, chain) = match &self.settings.summary_by {
            SummaryBy::Extractive => (None, None),
            SummaryBy::Endpoint(_) => (
                self.summary_line.as_ref(),
                self.chain.has_others().then_some(&self.chain),
            ),
            SummaryBy::SameEndpoint => (None, Some(&self.chain)),
        };
        let chats = chain.into_iter().flat_map(Chain::lines);
        own.into_iter()
            .chain(chats.filter(|line| line.endpoint.is_chat()))
    }

    /// Whether sentences of the translation may stand in for a summary that
    /// no model writes: where the user lets an engine stand in for a model.
    fn may_extract(&self) -> bool {
        self.chain.has_others() && self.chain.holds_engines()
    }

    /// The most requests at once of any endpoint.
    #[must_use]
    pub fn width(&self) -> usize {
        let others = self.settings.fallbacks.iter().map(|other| other.width);
        others.fold(self.settings.endpoint.width, usize::max)
    }

    /// Ends the run where a fault means that nothing can go on.
    fn settle(&self, fault: &Fault) {
        chain::settle(self.chain.lines(), fault, &self.halt);
        if self.settings.wanted != Wanted::Translation
            && self.summary_lines().next().is_some()
            && !self.may_extract()
        {
            chain::settle(self.summary_lines(), fault, &self.halt);
        }
    }
}

impl Desk {
    /// Where answers tell what the model was told.
    fn leaks(&self, document: &Document) -> Vec<Flag> {
        guard::leaks(document, &self.canaries)
    }

    /// One question with some of the article's segments.
    async fn ask(
        &self,
        line: &Line,
        segments: &[Segment<'_>],
        wanted: Wanted,
        about: &About,
    ) -> Result<Heard, Unanswered> {
        let asked = if line.endpoint.is_chat() {
            let question = self.chat_ask(segments, wanted, &about.notes);
            match &self.arrivals {
                Some(arrivals) => arrived::chat(line, &question, self.keeping(), arrivals).await,
                None => ask::chat(line, &question, self.keeping()).await,
            }
        } else {
            let question = self.texts_ask(segments, &about.hints);
            ask::texts(line, &question, self.keeping()).await
        };
        if let Err(unanswered) = &asked {
            self.settle(&unanswered.fault);
        }
        asked
    }

    fn texts_ask<'q>(&'q self, segments: &'q [Segment], hints: &'q Hints) -> TextsAsk<'q> {
        TextsAsk {
            segments,
            source: self.source_code(),
            target: &self.settings.target,
            hints,
        }
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
    fn wanted_with(&self, line: &Line, plan: &Plan) -> Wanted {
        match (&self.settings.summary_by, plan.requests.len()) {
            (SummaryBy::SameEndpoint, 1) if line.endpoint.is_chat() => self.settings.wanted,
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
