//! `alih translate` and `alih summarise`.

use std::path::Path;
use std::sync::Arc;

use super::common::{form_of, layers, on_a_worker, on_stdout, places, print, runtime};
use super::compare_endpoints::compare;
use super::desk::{Audience, desk, glossary};
use super::endpoints::no_endpoint;
use super::terminal::Terminal;
use super::{Stop, stop, usage};
use crate::ask::Reuse;
use crate::cli::{FormName, Telling, Translate};
use crate::earlier::Earlier;
use crate::estimate::Estimate;
use crate::fetch::Pages;
use crate::halt::{Cause, Halt};
use crate::held::Held;
use crate::input::lines::ReadOptions;
use crate::intake::{self, Reading, survey};
use crate::memory::Memory;
use crate::outcome::Exit;
use crate::output::whose::is_same;
use crate::progress::{Extent, Progress};
use crate::report::{Report, Strictness};
use crate::run::{self as runs, Order};
use crate::settings::{Environment, Layers, Scale, Settings, SettingsError, SummaryBy};
use crate::sink::{self, Sink};
use crate::tally::Tally;
use crate::tell::{Kind, LogForm, Verbosity, watcher};

/// `alih translate`: settle everything that can fail, then spend.
pub(super) fn translate(task: &Translate, environment: Environment) -> Result<Exit, Stop> {
    if let Some(contenders) = &task.compare {
        return compare(task, contenders, environment);
    }
    let terminal = Terminal::of(&environment);
    let mut layers = layers(&task.settings, environment, &task.sources)?;
    let places = places(
        &task.inputs,
        task.output.as_deref(),
        "alih translate artikel.txt",
    )?;
    let many = places.len() > 1 || places.iter().any(intake::may_hold_many);
    let scale = if many { Scale::Many } else { Scale::One };
    let (mut settings, chosen) = match Settings::resolve(&layers, scale) {
        Err(SettingsError::NoEndpoint) => (unconfigured(&mut layers, scale)?, Chosen::ByDefault),
        resolved => (resolved.map_err(usage)?, Chosen::Named),
    };
    let glossary = glossary(settings.glossary.as_deref())?;
    let telling = Progress::new(
        verbosity(&task.telling),
        if task.telling.log_json {
            LogForm::Json
        } else {
            LogForm::Text
        },
        terminal.stderr,
        match (task.estimate, many) {
            (true, _) => Extent::Nothing,
            (false, true) => Extent::Many,
            (false, false) => Extent::One,
        },
    );
    for note in layers.notes() {
        telling.line(&note);
    }
    for note in settings_notes(&settings) {
        telling.line(note);
    }
    if verbosity(&task.telling) >= Verbosity::Verbose {
        tell_sources(&layers, &telling);
    }
    engine(task, &mut settings, &layers, chosen, &telling, &terminal)?;
    let options = ReadOptions {
        limit: settings.max_input,
        ..ReadOptions::default()
    };
    let survey = match many {
        true => survey(&places, &options).map_err(usage)?,
        false => None,
    };
    let state = settings.state.clone().filter(|_| !task.no_memory);
    keep_apart(state.as_deref(), task)?;
    let pages = settings.pages.clone();
    let tally = Tally::default();
    let halt = Arc::new(Halt::new(settings.budgets));
    let make_desk = |memory| {
        let audience = Audience {
            watcher: watcher(telling.teller().clone(), tally.clone()),
            viewer: telling.viewer(terminal.columns),
        };
        desk(settings, memory, reuse(task), glossary, &halt, audience)
    };
    let runtime = runtime()?;
    let pages = Pages::new(pages, runtime.handle().clone());
    let read = |memory: &Option<Memory>| {
        let journal = memory.clone().filter(|_| !task.fresh);
        let reading = Reading::new(options, Some(pages), journal);
        intake::items(places, reading.surveyed(survey.as_ref()))
    };
    if task.estimate {
        let held = look(task)?;
        let desk = make_desk(remembered(task, state.as_deref(), &telling))?;
        let estimate = Estimate::of(&desk, read(&desk.memory), &held);
        runtime.shutdown_background();
        return show_estimate(&estimate, task.format);
    }
    let (sink, held) = sink(task, &terminal)?;
    for note in held.notes() {
        telling.line(&note);
    }
    let desk = make_desk(open_memory(task, state.as_deref(), &telling))?;
    let items = read(&desk.memory);
    let records = records(task, &sink);
    let job = runs::Job {
        desk,
        sink,
        held,
        order: order(task),
        halt,
        expected: survey.as_ref().map(|survey| survey.count),
        survey,
    };
    let run = conduct(job, items, telling, tally);
    let (report, cause, telling) = on_a_worker(&runtime, run);
    runtime.shutdown_background();
    telling.finish();
    let nothing_to_tell = !many && report.failed == 0 && report.done() == 1;
    if !nothing_to_tell || cause.is_some() {
        for saying in report.sayings(cause.as_ref()) {
            telling.teller().tell(saying);
        }
        if let (Some(path), 1..) = (records, report.review) {
            let hint = format!(
                "look at what is to review: `alih review build {} -o packet/`, then open packet/index.html",
                path.display()
            );
            telling.teller().say(Kind::Advice, &hint);
        }
    }
    Ok(report.exit(cause.as_ref(), strictness(task)))
}

/// The file or folder that holds records when the run has ended.
fn records<'t>(task: &'t Translate, sink: &Sink) -> Option<&'t Path> {
    let is_kept = matches!(sink, Sink::Lines(_) | Sink::Folder { .. });
    let output = task.output.as_deref();
    output.filter(|_| is_kept && sink.form().0.is_record())
}

/// Who named the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The user.
    Named,
    /// Nobody: the embedded engine stands in.
    ByDefault,
}

/// Where nothing is configured, the embedded engine translates.
#[cfg(feature = "local")]
fn unconfigured(layers: &mut Layers, scale: Scale) -> Result<Settings, Stop> {
    layers
        .flags
        .push(("endpoint", crate::provider::LOCAL.name.to_owned()));
    match Settings::resolve(layers, scale) {
        // It writes no summaries of its own.
        Err(SettingsError::CannotSummarise { .. }) => Err((Exit::Usage, no_endpoint(None))),
        resolved => resolved.map_err(usage),
    }
}

#[cfg(not(feature = "local"))]
fn unconfigured(_: &mut Layers, _: Scale) -> Result<Settings, Stop> {
    Err((Exit::Usage, no_endpoint(None)))
}

/// Connects to the engine in this process, where an endpoint is one.
#[cfg(feature = "local")]
fn engine(
    task: &Translate,
    settings: &mut Settings,
    layers: &Layers,
    chosen: Chosen,
    telling: &Progress,
    terminal: &Terminal,
) -> Result<(), Stop> {
    if task.estimate {
        return super::models::name_model(settings, layers);
    }
    let display = super::models::Display {
        teller: telling.teller().clone(),
        place: terminal.stderr,
    };
    super::models::connect(settings, layers, chosen, &display)
}

#[cfg(not(feature = "local"))]
fn engine(
    _: &Translate,
    _: &mut Settings,
    _: &Layers,
    _: Chosen,
    _: &Progress,
    _: &Terminal,
) -> Result<(), Stop> {
    Ok(())
}

/// Runs the job while watching for whatever may stop it.
async fn conduct(
    job: runs::Job,
    items: impl Iterator<Item = intake::Item> + Send + 'static,
    mut telling: Progress,
    tally: Tally,
) -> (Report, Option<Cause>, Progress) {
    let halt = Arc::clone(&job.halt);
    let memory = job.desk.memory.clone();
    tokio::spawn(stop::signals(Arc::clone(&halt), telling.teller().clone()));
    if matches!(job.sink, Sink::Stdout { .. }) {
        tokio::spawn(stop::broken_pipe(Arc::clone(&halt)));
    }
    let mut report = runs::run(job, items, &mut telling).await;
    report.throttled = tally.count();
    for notice in memory.iter().flat_map(Memory::take_notices) {
        telling.line(&notice);
    }
    (report, halt.cause().cloned(), telling)
}

fn order(task: &Translate) -> Order {
    if task.unordered {
        Order::Ready
    } else {
        Order::Input
    }
}

/// What the output holds, without touching it. `--format json` is the form of
/// the estimate then.
fn look(task: &Translate) -> Result<Held, Stop> {
    let form = match task.format.map(form_of) {
        Some(form) if !form.is_record() => Some(form),
        _ => None,
    };
    match &task.output {
        Some(path) if path.as_os_str() != "-" => {
            sink::look(path, form, earlier(task)).map_err(usage)
        }
        _ => Ok(Held::default()),
    }
}

/// The memory, where there is one already.
fn remembered(task: &Translate, path: Option<&Path>, telling: &Progress) -> Option<Memory> {
    let path = path.filter(|path| path.exists())?;
    open_memory(task, Some(path), telling)
}

fn show_estimate(estimate: &Estimate, form: Option<FormName>) -> Result<Exit, Stop> {
    let text = match form {
        Some(FormName::Json | FormName::Jsonl) => {
            serde_json::to_string(estimate).map_err(usage)? + "\n"
        }
        _ => estimate.text(),
    };
    print(&text)
}

fn earlier(task: &Translate) -> Earlier {
    match (task.fresh, task.retry_failed) {
        (true, _) => Earlier::Fresh,
        (_, true) => Earlier::RetryFailed,
        _ => Earlier::Continue,
    }
}

/// Opens the output before anything is paid for.
fn sink(task: &Translate, terminal: &Terminal) -> Result<(Sink, Held), Stop> {
    let form = task.format.map(form_of);
    match &task.output {
        Some(path) if path.as_os_str() != "-" => {
            if sink::would_overwrite(path, form) && lies_among(path, &task.inputs) {
                return Err(usage(format!(
                    "{} lies in a folder that is read and may be an article; delete it, or name another output",
                    path.display()
                )));
            }
            Sink::open(path, form, earlier(task)).map_err(usage)
        }
        _ => Ok((on_stdout(form, terminal)?, Held::default())),
    }
}

/// The memory is a file of its own: opened as one, anything else is moved
/// aside or lost.
fn keep_apart(state: Option<&Path>, task: &Translate) -> Result<(), Stop> {
    let inputs = task.inputs.iter().map(Path::new);
    let mut others = inputs.chain(task.output.as_deref());
    match state {
        Some(state) if others.any(|other| is_same(state, other)) => Err(usage(format!(
            "{} cannot be the memory too; name another file with --state",
            state.display()
        ))),
        _ => Ok(()),
    }
}

fn lies_among(path: &Path, inputs: &[String]) -> bool {
    inputs
        .iter()
        .any(|input| intake::holds(Path::new(input), path))
}

pub(super) fn reuse(task: &Translate) -> Reuse {
    if task.fresh {
        Reuse::Fresh
    } else {
        Reuse::Remember
    }
}

pub(super) fn strictness(task: &Translate) -> Strictness {
    if task.strict {
        Strictness::Strict
    } else {
        Strictness::Lenient
    }
}

pub(super) fn verbosity(telling: &Telling) -> Verbosity {
    match (telling.quiet, telling.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, 0) => Verbosity::Normal,
        (_, 1) => Verbosity::Verbose,
        _ => Verbosity::Requests,
    }
}

fn settings_notes(settings: &Settings) -> impl Iterator<Item = &str> {
    let second = match &settings.summary_by {
        SummaryBy::Endpoint(second) => second.notes.as_slice(),
        SummaryBy::SameEndpoint | SummaryBy::Extractive => &[],
    };
    let others = settings.fallbacks.iter().flat_map(|other| &other.notes);
    settings
        .endpoint
        .notes
        .iter()
        .chain(others)
        .chain(second)
        .map(String::as_str)
}

fn tell_sources(layers: &Layers, telling: &Progress) {
    if let Some((path, _)) = &layers.dotenv {
        telling.line(&format!("read {}", path.display()));
    }
    for (path, _) in &layers.files {
        telling.line(&format!("read {}", path.display()));
    }
}

/// A memory that cannot be had costs money and nothing else: the run goes
/// on without it, and says so.
pub(super) fn open_memory(
    task: &Translate,
    path: Option<&Path>,
    telling: &Progress,
) -> Option<Memory> {
    if task.no_memory {
        return None;
    }
    let Some(path) = path else {
        telling.line("going on without a translation memory: no folder for it is known, for HOME is not set; name a file with --state, or use --no-memory");
        return None;
    };
    match Memory::open(path) {
        Ok((memory, notices)) => {
            for notice in notices {
                telling.line(&notice);
            }
            Some(memory)
        }
        Err(error) => {
            telling.line(&format!("going on without a translation memory: {error}"));
            None
        }
    }
}
