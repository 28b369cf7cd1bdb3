//! Many articles: as many at once as the width allows, in order or as they
//! come, saved one by one, stopped cleanly.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::MissedTickBehavior;

use crate::article::Record;
use crate::caught::{caught, caught_on_the_way};
use crate::halt::{Cause, Halt};
use crate::held::Held;
use crate::input::derive::ContentHash;
use crate::intake::{Announced, Item, Survey};
use crate::memory::Memory;
use crate::outcome::{Reason, ReasonKind};
use crate::output::order::Reorder;
use crate::pipeline::Desk;
use crate::prepared::Prepared;
use crate::queue::{Queued, Sent, fill};
use crate::report::{Ended, Report};
use crate::show::{Form, Style, render};
use crate::sink::{Sink, SinkError};

/// The order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// As the input has them.
    #[default]
    Input,
    /// As they are ready.
    Ready,
}

/// Who is told how a run goes.
pub trait Observer {
    /// Some time has passed.
    fn tick(&mut self, report: &Report);
    /// Something worth a line.
    fn note(&mut self, note: &str);
}

/// A finished article on its way to the output.
struct Finished {
    ended: Ended,
    bytes: Vec<u8>,
    announced: Option<Announced>,
}

impl Finished {
    fn of(record: &Record, form: (Form, Style)) -> Self {
        let (form, style) = form;
        Self {
            ended: Ended::of(record),
            bytes: render(record, form, style),
            announced: None,
        }
    }
}

/// Whether a later run could do no better: the article is done, or its own
/// fault will last.
fn is_settled(failed: Option<ReasonKind>) -> bool {
    matches!(
        failed,
        None | Some(ReasonKind::Input | ReasonKind::TooLarge)
    )
}

/// After a signal, work under way may take so long.
const GRACE: Duration = Duration::from_secs(10);

/// Articles under way: while some are being asked, a few others are stored and
/// checked, for answers to requests that left together come together. The line
/// keeps to the width itself.
fn jobs(width: usize) -> usize {
    width + (width / 4).max(2)
}

/// The reader runs so many articles ahead.
fn ahead(width: usize) -> usize {
    (width / 2).max(4)
}

/// The observer is told how far the run is so often.
const TICK: Duration = Duration::from_millis(500);

/// What a run is made of.
pub struct Job {
    /// What every article needs.
    pub desk: Arc<Desk>,
    /// Where results go.
    pub sink: Sink,
    /// What it held before.
    pub held: Held,
    /// In which order.
    pub order: Order,
    /// The stop sign.
    pub halt: Arc<Halt>,
    /// Articles of the input, where that is known.
    pub expected: Option<u64>,
    /// What a look at the inputs found, where all could be looked at.
    pub survey: Option<Survey>,
}

/// Runs all articles through the desk.
pub async fn run(
    job: Job,
    items: impl Iterator<Item = Item> + Send + 'static,
    observer: &mut (dyn Observer + Send),
) -> Report {
    let width = job.desk.width();
    let held = Arc::new(job.held);
    let (sender, mut queue) = mpsc::channel(ahead(width));
    let reader = {
        let held = Arc::clone(&held);
        let runtime = Handle::current();
        std::thread::spawn(move || {
            caught(|| fill(items, job.survey.as_ref(), &sender, &held, &runtime))
        })
    };
    let mut run = Run {
        // A slow article holds back so many that are ready, and no more.
        waiting: Reorder::new(width.saturating_mul(4).max(64)),
        jobs: JoinSet::new(),
        next: 0,
        report: Report {
            expected: job.expected,
            ..Report::default()
        },
        form: job.sink.form(),
        held: Arc::clone(&held),
        desk: job.desk,
        sink: job.sink,
        order: job.order,
        halt: job.halt,
        observer,
    };
    run.drive(&mut queue, jobs(width)).await;
    queue.close();
    while queue.try_recv().is_ok() {}
    drop(queue);
    if run.halt.cause().is_none()
        && let Ok(Err(reason)) = reader.join()
    {
        run.halt.stop(Cause::Fault(reason));
    }
    run.report.changed = held.changed();
    if let Err(error) = run.sink.finish(&held) {
        run.observer.note(&format!(
            "results that were replaced stay in the output until the next run: {error}"
        ));
    }
    run.report
}

struct Run<'a> {
    waiting: Reorder<Finished>,
    jobs: JoinSet<(u64, Finished)>,
    next: u64,
    report: Report,
    desk: Arc<Desk>,
    held: Arc<Held>,
    sink: Sink,
    form: (Form, Style),
    order: Order,
    halt: Arc<Halt>,
    observer: &'a mut (dyn Observer + Send),
}

impl Run<'_> {
    async fn drive(&mut self, queue: &mut mpsc::Receiver<Sent>, jobs: usize) {
        let mut more = true;
        let halt = Arc::clone(&self.halt);
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while more || !self.jobs.is_empty() {
            if halt.cause().is_some() {
                self.finish_up().await;
                return;
            }
            let room = more
                && self.jobs.len() < jobs
                && (self.order == Order::Ready || self.waiting.has_room(self.next));
            tokio::select! {
                biased;
                Some(done) = self.jobs.join_next(), if !self.jobs.is_empty() => self.settle(done),
                queued = queue.recv(), if room => match queued {
                    Some(sent) => self.begin(sent),
                    None => more = false,
                },
                () = halt.stopped() => {}
                _ = ticks.tick() => self.tick(),
            }
        }
    }

    fn tick(&mut self) {
        for notice in self.desk.memory.iter().flat_map(Memory::take_notices) {
            self.observer.note(&notice);
        }
        self.observer.tick(&self.report);
    }

    /// Lets work under way end, within limits.
    async fn finish_up(&mut self) {
        let patience = tokio::time::sleep(GRACE);
        tokio::pin!(patience);
        if self.halt.cause() == Some(&Cause::BrokenPipe) {
            return self.jobs.abort_all();
        }
        let limited = matches!(
            self.halt.cause(),
            Some(Cause::Interrupt | Cause::Terminate | Cause::Output(_))
        );
        while !self.jobs.is_empty() {
            tokio::select! {
                Some(done) = self.jobs.join_next() => self.settle(done),
                () = &mut patience, if limited => {
                    self.jobs.abort_all();
                    return;
                }
            }
        }
    }

    fn begin(&mut self, Sent { queued, announced }: Sent) {
        match queued {
            Queued::Ready(prepared) => self.start(*prepared, announced),
            Queued::Bad(prepared, reason) => self.reject(*prepared, reason, announced),
            Queued::Held(ended) => {
                self.report.hold(ended.outcome);
                self.mark_seen(announced.as_ref(), ended.reason);
            }
            Queued::Repeated { place } => {
                self.report.repeated += 1;
                self.observer.note(&format!(
                    "{place}: the same article came before; it is done once"
                ));
            }
            Queued::Note(note) => self.observer.note(&note),
        }
    }

    fn start(&mut self, prepared: Prepared, announced: Option<Announced>) {
        let sequence = self.sequence();
        let desk = Arc::clone(&self.desk);
        let held = Arc::clone(&self.held);
        let form = self.form;
        let id = prepared.id.clone();
        let content = ContentHash::from_digits(&prepared.source.sha256);
        self.jobs.spawn(async move {
            // What breaks down at the desk still has its source; this is for
            // a person's edits and the setting.
            let done = caught_on_the_way(async {
                let record = desk.cleaned(prepared).await;
                let record = held.keep(record, desk.rules(), &desk.settings.labels);
                Finished::of(&record, form)
            });
            let finished = done.await.unwrap_or_else(|reason| {
                let unread = Prepared::unread(id, &content);
                Finished::of(&desk.not_begun(unread, reason), form)
            });
            (
                sequence,
                Finished {
                    announced,
                    ..finished
                },
            )
        });
    }

    fn reject(&mut self, prepared: Prepared, reason: Reason, announced: Option<Announced>) {
        let sequence = self.sequence();
        let record = self.desk.not_begun(prepared, reason);
        let labels = &self.desk.settings.labels;
        let record = self.held.keep(record, self.desk.rules(), labels);
        let finished = Finished::of(&record, self.form);
        self.take(
            sequence,
            Finished {
                announced,
                ..finished
            },
        );
    }

    fn sequence(&mut self) -> u64 {
        let sequence = self.next;
        self.next += 1;
        sequence
    }

    fn settle(&mut self, done: Result<(u64, Finished), JoinError>) {
        match done {
            Ok((sequence, finished)) => self.take(sequence, finished),
            Err(error) if error.is_cancelled() => {}
            // Not even the record of a fault could be made.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    fn take(&mut self, sequence: u64, finished: Finished) {
        if self.order == Order::Ready || self.halt.cause().is_some() {
            self.save_waiting();
            return self.save(finished);
        }
        let ready: Vec<Finished> = match self.waiting.push(sequence, finished) {
            Ok(ready) => ready.collect(),
            Err(finished) => vec![finished],
        };
        for finished in ready {
            self.save(finished);
        }
    }

    fn save_waiting(&mut self) {
        for finished in self.waiting.drain() {
            self.save(finished);
        }
    }

    /// Notes that the entry needs no other run: its result is written. The
    /// memory tells of its own trouble; at worst the entry is done again.
    fn mark_seen(&self, announced: Option<&Announced>, failed: Option<ReasonKind>) {
        if let (Some(memory), Some(announced), true) =
            (&self.desk.memory, announced, is_settled(failed))
        {
            drop(memory.mark_seen(&announced.outlet, &announced.entry));
        }
    }

    fn save(&mut self, finished: Finished) {
        let written = self.sink.write(&finished.ended, &finished.bytes);
        match written {
            Ok(()) => {
                let failed = finished.ended.failure.as_ref().map(|failure| failure.kind);
                self.mark_seen(finished.announced.as_ref(), failed);
            }
            Err(SinkError::BrokenPipe) => self.halt.stop(Cause::BrokenPipe),
            Err(error) => self.halt.stop(Cause::Output(error.to_string())),
        }
        self.report.count(finished.ended);
    }
}
