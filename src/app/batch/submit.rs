//! `alih batch submit`: reads, cleans, writes down, sends.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tokio::runtime::Runtime;

use super::super::common::print;
use super::super::common::{layers, places, runtime};
use super::super::desk::desk;
use super::super::translate::verbosity;
use super::super::{Stop, stop, usage};
use super::{interface, memory_file, memory_of, teller, unseen, vendor};
use crate::ask::Reuse;
use crate::batch::send::{SendError, Vendor};
use crate::batch::store::{Answered, beside};
use crate::batch::{Part, Planned, PlannedQuestion, Stage, Store, Terms};
use crate::caught::caught;
use crate::cli::{BatchSubmit, ReportForm};
use crate::estimate::Estimate;
use crate::fetch::Pages;
use crate::grouped::grouped;
use crate::halt::{Cause, Halt};
use crate::held::Held;
use crate::input::lines::ReadOptions;
use crate::intake::{self, Reading};
use crate::memory::Fingerprint;
use crate::outcome::{Exit, Reason};
use crate::pipeline::{Desk, Question};
use crate::prepared::Prepared;
use crate::provider::Body;
use crate::queue::{Queued, Sorted};
use crate::settings::{Environment, Scale, Settings};
use crate::tally::Tally;
use crate::tell::{Kind, LogForm, Teller, watcher};

/// No batch is larger, whatever the vendor takes: its answers come in one
/// reply.
const MOST_QUESTIONS: usize = 5_000;
const MOST_BYTES: usize = 32 << 20;

/// What a submission came to.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// Articles of the input.
    articles: u64,
    /// Of these, those that were written down.
    submitted: u64,
    /// Of these, those that the memory has whole.
    from_memory: u64,
    /// Articles that an earlier submission is under way for.
    waiting: u64,
    /// Articles that come twice.
    repeated: u64,
    /// What cannot be asked; it fails at the collection.
    unusable: u64,
    /// Questions that were sent.
    questions: u64,
    /// Batches that the vendor took.
    batches: u64,
    /// What that will cost, estimated.
    cost: Option<f64>,
}

pub(super) fn submit(task: &BatchSubmit, environment: Environment) -> Result<Exit, Stop> {
    let layers = layers(&task.settings, environment, &task.sources)?;
    let places = places(&task.inputs, None, "alih batch submit archive.jsonl")?;
    let mut settings = Settings::resolve(&layers, Scale::Many).map_err(usage)?;
    let interface = interface(&mut settings)?;
    let own_terms = settings.glossary.as_deref().map(read).transpose()?;
    let terms = Terms::of(&layers, &settings, own_terms);
    let glossary = terms.glossary().map_err(usage)?;
    let log = match task.telling.log_json {
        true => LogForm::Json,
        false => LogForm::Text,
    };
    let teller = teller(verbosity(&task.telling), log);
    let file = memory_file(&layers)?;
    let memory = memory_of(&file, &teller)?;
    let store = Store::open(&beside(&file)).map_err(usage)?;
    let halt = Arc::new(Halt::new(settings.budgets));
    let watcher = watcher(teller.clone(), Tally::default());
    // The budgets count questions, and not the requests that carry them.
    let vendor = vendor(
        &settings.endpoint,
        interface,
        settings.patience,
        &Arc::new(Halt::default()),
        &watcher,
    )?;
    let options = ReadOptions {
        limit: settings.max_input,
        ..ReadOptions::default()
    };
    let runtime = runtime()?;
    let pages = Pages::new(settings.pages.clone(), runtime.handle().clone());
    let desk = desk(
        settings,
        Some(memory),
        Reuse::Remember,
        glossary,
        &halt,
        unseen(&watcher),
    )?;
    let items = intake::items(places, Reading::new(options, Some(pages), None));
    if task.estimate {
        let waits = |prepared: &Prepared| store.has(prepared).unwrap_or(false);
        let mut estimate = Estimate::besides(&desk, items, &Held::default(), waits);
        estimate.batch_price = Some(interface.price);
        return match task.format {
            ReportForm::Json => print(&(serde_json::to_string(&estimate).map_err(usage)? + "\n")),
            ReportForm::Text => print(&estimate.text()),
        };
    }
    runtime.spawn(stop::signals(Arc::clone(&halt), teller.clone()));
    let mut submission = Submission {
        job: 0,
        store,
        desk,
        vendor,
        runtime,
        halt,
        teller,
        planned: Planned::default(),
        bytes: 0,
        seen: HashSet::new(),
        report: Report::default(),
    };
    let ended = submission.run(&terms, items);
    submission.tell(task.format)?;
    ended.map(|()| submission.exit())
}

fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| {
        usage(format!(
            "{}: {error}; name another file with --glossary",
            path.display()
        ))
    })
}

struct Submission {
    job: i64,
    store: Store,
    desk: Arc<Desk>,
    vendor: Vendor,
    runtime: Runtime,
    halt: Arc<Halt>,
    teller: Teller,
    planned: Planned,
    bytes: usize,
    seen: HashSet<Fingerprint>,
    report: Report,
}

impl Submission {
    fn run(
        &mut self,
        terms: &Terms,
        items: impl Iterator<Item = intake::Item>,
    ) -> Result<(), Stop> {
        self.job = self.store.begin(terms).map_err(usage)?;
        self.resume(terms)?;
        let held = Held::default();
        for sent in Sorted::new(items, &held) {
            if self.halt.cause().is_some() {
                break;
            }
            match sent.queued {
                Queued::Note(note) => self.teller.say(Kind::Note, &note),
                Queued::Held(_) => {}
                Queued::Repeated { .. } => {
                    self.report.articles += 1;
                    self.report.repeated += 1;
                }
                Queued::Bad(prepared, reason) => {
                    self.report.articles += 1;
                    self.refuse(*prepared, reason);
                }
                Queued::Ready(prepared) => self.article(*prepared)?,
            }
        }
        match self.halt.cause() {
            None | Some(Cause::Budget(_)) => self.flush(),
            // What was not written down yet costs nothing.
            Some(_) => Ok(()),
        }
    }

    /// Goes on with what earlier submissions to this endpoint were stopped
    /// at.
    fn resume(&mut self, terms: &Terms) -> Result<(), Stop> {
        let mut parts = Vec::new();
        for (number, _, own) in self.store.jobs().map_err(usage)? {
            if own.endpoint == terms.endpoint && own.model == terms.model {
                parts.extend(self.store.parts(number).map_err(usage)?);
            }
        }
        parts.retain(|part| !matches!(part.stage, Stage::Ordered | Stage::Answered));
        for part in parts {
            let words = format!(
                "going on with batch {}, which was not ordered yet",
                part.name
            );
            self.teller.say(Kind::Note, &words);
            self.forward(part)?;
        }
        Ok(())
    }

    fn article(&mut self, prepared: Prepared) -> Result<(), Stop> {
        self.report.articles += 1;
        let questions = match caught(|| self.desk.questions(&prepared)) {
            Ok(Ok(questions)) => questions,
            Ok(Err(reason)) | Err(reason) => {
                self.refuse(prepared, reason);
                return Ok(());
            }
        };
        let keys = questions.iter().map(|own| own.written.key).collect();
        let mut fresh = Vec::new();
        for question in questions {
            if self.is_to_be_sent(&question)? {
                fresh.push(question);
            }
        }
        if fresh.is_empty() && self.store.has(&prepared).map_err(usage)? {
            self.report.waiting += 1;
            return Ok(());
        }
        for question in &fresh {
            // A question counts before it is sent: a batch is paid as a whole.
            if self.halt.reserve().is_err() {
                return Ok(());
            }
            self.halt.note(&question.weight.usage);
        }
        self.report.submitted += 1;
        self.report.from_memory += u64::from(fresh.is_empty());
        self.planned.articles.push((prepared, Ok(keys)));
        fresh.into_iter().for_each(|question| self.add(question));
        if self.is_full() { self.flush() } else { Ok(()) }
    }

    fn is_to_be_sent(&self, question: &Question) -> Result<bool, Stop> {
        let key = &question.written.key;
        let known = question.is_remembered() || self.seen.contains(key);
        Ok(!known && self.store.standing(key).map_err(usage)? == Answered::No)
    }

    fn add(&mut self, question: Question) {
        let written = question.written;
        if !self.seen.insert(written.key) {
            return;
        }
        let body = match written.call.body {
            Body::Json(body) => body.to_string(),
            _ => String::new(),
        };
        self.bytes += body.len() + 200;
        if let Some(cost) = question.weight.usage.cost {
            *self.report.cost.get_or_insert(0.0) += cost;
        }
        self.planned.questions.push(PlannedQuestion {
            key: written.key,
            asked: written.asked,
            boundary: written.boundary,
            body,
        });
    }

    fn refuse(&mut self, prepared: Prepared, reason: Reason) {
        self.report.unusable += 1;
        self.planned.articles.push((prepared, Err(reason)));
    }

    fn is_full(&self) -> bool {
        let interface = self.vendor.interface;
        let questions = self.planned.questions.len();
        questions >= interface.entries.min(MOST_QUESTIONS)
            || self.bytes >= interface.bytes.min(MOST_BYTES)
            || self.planned.articles.len() >= MOST_QUESTIONS
    }

    /// Writes down what was gathered, and sends it.
    fn flush(&mut self) -> Result<(), Stop> {
        let planned = std::mem::take(&mut self.planned);
        self.bytes = 0;
        self.seen.clear();
        if planned.articles.is_empty() {
            return Ok(());
        }
        let name = format!("alih-{:016x}", fastrand::u64(..));
        let part = self.store.plan(self.job, &name, &planned).map_err(usage)?;
        match part {
            Some(part) => self.forward(part),
            None => Ok(()),
        }
    }

    fn forward(&mut self, mut part: Part) -> Result<(), Stop> {
        let work = self.vendor.forward(&mut self.store, &mut part);
        match self.runtime.block_on(work) {
            Ok(()) => {
                self.report.batches += 1;
                self.report.questions += part.entries;
                Ok(())
            }
            Err(SendError::Store(error)) => Err((Exit::Fault, error.to_string())),
            Err(error) => Err((self.refusal(), error.to_string())),
        }
    }

    /// The exit code of a submission that the vendor ended.
    fn refusal(&self) -> Exit {
        match self.halt.cause() {
            Some(Cause::Interrupt) => Exit::Interrupted,
            Some(Cause::Terminate) => Exit::Terminated,
            _ if self.report.batches > 0 => Exit::SomeFailed,
            _ => Exit::NoneSucceeded,
        }
    }

    fn tell(&self, form: ReportForm) -> Result<Exit, Stop> {
        let report = &self.report;
        if form == ReportForm::Json {
            return print(&(serde_json::to_string(report).map_err(usage)? + "\n"));
        }
        let mut said = vec![format!("{} articles", grouped(report.articles))];
        for (count, name) in [
            (report.questions, "questions sent"),
            (report.batches, "batches"),
            (report.from_memory, "in the memory, at no cost"),
            (report.waiting, "under way already"),
            (report.repeated, "repeated"),
            (report.unusable, "cannot be used"),
        ] {
            if count > 0 {
                said.push(format!("{} {name}", grouped(count)));
            }
        }
        if let Some(cost) = report.cost {
            said.push(format!("cost about {cost:.4}"));
        }
        print(&format!(
            "{}\nalih batch collect -o FILE fetches the answers\n",
            said.join(", ")
        ))
    }

    fn exit(&self) -> Exit {
        match self.halt.cause() {
            Some(Cause::Interrupt) => Exit::Interrupted,
            Some(Cause::Terminate) => Exit::Terminated,
            Some(Cause::Budget(reason)) => {
                self.teller.say(Kind::Note, &format!("stopped: {reason}"));
                Exit::Budget
            }
            _ => Exit::Done,
        }
    }
}
