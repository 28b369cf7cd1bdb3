//! `alih batch collect`: fetches, checks, writes, and lets go of what is
//! done.

use std::path::Path;
use std::sync::Arc;

use super::super::common::{form_of, runtime};
use super::super::desk::desk;
use super::super::terminal::Terminal;
use super::super::translate::verbosity;
use super::super::{Stop, stop, usage};
use super::{bare, interface, memory_of, no_job, settings_of, unseen, vendor};
use crate::ask::Reuse;
use crate::ask::arrived::Arrivals;
use crate::batch::send::{SendError, Vendor};
use crate::batch::store::{beside, lookup};
use crate::batch::{Stage, Store, Terms};
use crate::cli::BatchCollect;
use crate::earlier::Earlier;
use crate::halt::{Cause, Halt};
use crate::held::Held;
use crate::memory::Memory;
use crate::outcome::{Exit, Reason, ReasonKind};
use crate::progress::{Extent, Progress};
use crate::report::{Report, Strictness};
use crate::run::{self as runs, Order};
use crate::settings::Environment;
use crate::show::Form;
use crate::sink::{Shape, Sink};
use crate::tally::Tally;
use crate::tell::{LogForm, watcher};

pub(super) fn collect(task: &BatchCollect, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let place = &task.place;
    let (_, file) = bare(
        place.state.as_deref(),
        &place.sources,
        environment.clone(),
        &[],
    )?;
    let log = match task.telling.log_json {
        true => LogForm::Json,
        false => LogForm::Text,
    };
    let telling = Progress::new(verbosity(&task.telling), log, terminal.stderr, Extent::Many);
    let memory = memory_of(&file, telling.teller())?;
    let journal = beside(&file);
    let mut store = Store::open(&journal).map_err(usage)?;
    let mut jobs = store.jobs().map_err(usage)?;
    if let Some(wanted) = place.job {
        jobs.retain(|(number, ..)| *number == wanted);
        if jobs.is_empty() {
            return Err(no_job(wanted));
        }
    }
    check_output(task)?;
    let halt = Arc::new(Halt::default());
    let mut collection = Collection {
        task,
        terminal,
        environment,
        telling,
        memory,
        journal: &journal,
        halt,
        report: Report {
            again: Some("the same alih batch submit"),
            ..Report::default()
        },
        waiting: 0,
        kept: None,
        refused: None,
    };
    let runtime = runtime()?;
    let work = async {
        let (halt, teller) = (&collection.halt, collection.telling.teller().clone());
        tokio::spawn(stop::signals(Arc::clone(halt), teller));
        if collection.to_stdout() {
            tokio::spawn(stop::broken_pipe(Arc::clone(halt)));
        }
        for (number, _, terms) in jobs {
            collection.job(number, &terms, &mut store).await?;
            if collection.halt.cause().is_some() {
                break;
            }
        }
        Ok(())
    };
    let ended: Result<(), Stop> = runtime.block_on(work);
    runtime.shutdown_background();
    collection.telling.finish();
    ended?;
    Ok(collection.end())
}

/// A document cannot be continued by a later collection.
fn check_output(task: &BatchCollect) -> Result<(), Stop> {
    let Some(path) = named(task) else {
        return Ok(());
    };
    match Shape::of(path, task.format.map(form_of)) {
        Shape::Document(_) => Err(usage(format!(
            "{} cannot be continued by a later collection; name a .jsonl file or a folder with -o",
            path.display()
        ))),
        Shape::Folder(_) | Shape::Lines => Ok(()),
    }
}

fn named(task: &BatchCollect) -> Option<&Path> {
    let path = task.output.as_deref()?;
    (path.as_os_str() != "-").then_some(path)
}

struct Collection<'a> {
    task: &'a BatchCollect,
    terminal: Terminal,
    environment: Environment,
    telling: Progress,
    memory: Memory,
    journal: &'a Path,
    halt: Arc<Halt>,
    report: Report,
    waiting: u64,
    /// Results that the output held before.
    kept: Option<u64>,
    /// What a vendor said that gave no answer.
    refused: Option<Reason>,
}

impl Collection<'_> {
    fn to_stdout(&self) -> bool {
        named(self.task).is_none()
    }

    async fn job(&mut self, number: i64, terms: &Terms, store: &mut Store) -> Result<(), Stop> {
        let mut settings = settings_of(terms, &self.task.place, self.environment.clone())?;
        let interface = interface(&mut settings)?;
        let watcher = watcher(self.telling.teller().clone(), Tally::default());
        // One that was refused carries nothing any more, and another batch
        // may still be there.
        let make = || {
            let halt = Arc::new(Halt::default());
            let patience = settings.patience;
            vendor(&settings.endpoint, interface, patience, &halt, &watcher)
        };
        let stop = Arc::clone(&self.halt);
        tokio::select! {
            fetched = self.fetch(number, make, store) => fetched?,
            () = stop.stopped() => return Ok(()),
        }
        let ready = store.ready(number).map_err(usage)?;
        let numbers = ready.numbers();
        self.waiting += store.tally(number).map_err(usage)?.waiting;
        if numbers.is_empty() || self.halt.cause().is_some() {
            return Ok(());
        }
        let glossary = terms.glossary().map_err(usage)?;
        let mut desk = desk(
            settings,
            Some(self.memory.clone()),
            Reuse::Remember,
            glossary,
            &self.halt,
            unseen(&watcher),
        )?;
        if let Some(desk) = Arc::get_mut(&mut desk) {
            let find = lookup(self.journal, number).map_err(usage)?;
            desk.arrivals = Some(Arrivals {
                find: Box::new(find),
                prompt: terms.prompt.clone(),
            });
        }
        let (sink, held) = self.sink()?;
        for note in held.notes() {
            self.telling.line(&note);
        }
        self.kept.get_or_insert(held.kept());
        let job = runs::Job {
            desk,
            sink,
            held,
            order: Order::Input,
            halt: Arc::clone(&self.halt),
            expected: Some(numbers.len() as u64),
            survey: None,
        };
        self.report
            .absorb(runs::run(job, ready, &mut self.telling).await);
        if self.halt.cause().is_none() {
            store.collected(&numbers, &self.memory).map_err(usage)?;
        }
        Ok(())
    }

    /// Fetches what the vendor has answered. What cannot be had now does not
    /// keep back what is here.
    async fn fetch(
        &mut self,
        number: i64,
        make: impl Fn() -> Result<Vendor, Stop>,
        store: &mut Store,
    ) -> Result<(), Stop> {
        for mut part in store.parts(number).map_err(usage)? {
            let vendor = make()?;
            let mut outcome = Ok(());
            if part.stage == Stage::Ordering {
                outcome = vendor.look(store, &mut part).await;
            }
            if outcome.is_ok() && part.stage == Stage::Ordered {
                outcome = vendor.fetch(store, &mut part).await.map(|_| ());
            }
            match outcome {
                Ok(()) => {}
                Err(SendError::Store(error)) => return Err((Exit::Fault, error.to_string())),
                Err(error) => {
                    self.telling.line(&format!("batch {}: {error}", part.name));
                    if let SendError::Vendor(fault) = &error {
                        self.refused.get_or_insert(fault.to_reason());
                    }
                }
            }
            if matches!(part.stage, Stage::Ready | Stage::Uploaded) {
                self.telling.line(&format!(
                    "batch {} was written down and not sent; the same submit goes on",
                    part.name
                ));
            }
        }
        Ok(())
    }

    fn sink(&self) -> Result<(Sink, Held), Stop> {
        let form = self.task.format.map(form_of);
        if let Some(path) = named(self.task) {
            return Sink::open(path, form, Earlier::Arrived).map_err(usage);
        }
        let usual = match self.terminal.stdout {
            true => Form::Text,
            false => Form::Jsonl,
        };
        let form = form.unwrap_or(usual);
        let style = self.terminal.style(form);
        Ok((Sink::Stdout { form, style }, Held::default()))
    }

    /// What still waits puts the collection off, as an endpoint would that
    /// asks to come later.
    fn end(&mut self) -> Exit {
        if let Some(reason) = self.refused.take() {
            self.halt.stop(Cause::Endpoint(reason));
        } else if self.waiting > 0 {
            let reason = Reason::new(
                ReasonKind::Deferred,
                format!(
                    "{} articles wait for the vendor; run the same command again later",
                    self.waiting
                ),
            );
            self.halt.stop(Cause::Deferred(reason));
        }
        // What was collected earlier is part of the whole.
        self.report.held = self.report.held.max(self.kept.unwrap_or(0));
        let cause = self.halt.cause();
        for saying in self.report.sayings(cause) {
            self.telling.teller().tell(saying);
        }
        let strictness = match self.task.strict {
            true => Strictness::Strict,
            false => Strictness::Lenient,
        };
        self.report.exit(cause, strictness)
    }
}
