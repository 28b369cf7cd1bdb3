//! What the command line sets in motion. [`run`] is the table of contents.

mod memory;
mod stop;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::{CommandFactory, Parser};
use tokio::runtime::Runtime;

use crate::article::Record;
use crate::ask::Reuse;
use crate::cli::{
    Clean, CleanForm, Cli, Demo, FormName, Prompts, Sources, Task, Telling, Translate, Typed,
};
use crate::estimate::Estimate;
use crate::fetch::Pages;
use crate::glossary::Glossary;
use crate::halt::{Cause, Halt};
use crate::held::Held;
use crate::input::lines::ReadOptions;
use crate::intake::{self, Found, Place, Reading, survey};
use crate::line::{Line, Shared, Watcher};
use crate::memory::Memory;
use crate::outcome::Exit;
use crate::pace::{Limits, Pace};
use crate::pipeline::{Desk, language_note};
use crate::progress::{Place as Stderr, Progress};
use crate::prompt::TEMPLATES;
use crate::provider::SERVICES;
use crate::report::{Report, Strictness};
use crate::run::Order;
use crate::settings::{
    EndpointSettings, Environment, Layers, Scale, Settings, SettingsError, SummaryBy,
};
use crate::show::{Colours, Form, Style};
use crate::sink::{Earlier, PLAIN, Sink};
use crate::tally::Tally;
use crate::tell::{Kind, LogForm, Saying, Teller, Verbosity, watcher};
use crate::transport::Transport;
use crate::{demo, discover, record, run as runs, settings};

mod check;

/// Something that ends a command before its work: the message, and where it
/// stands among the exit codes.
type Stop = (Exit, String);

/// Runs the program and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows which is which.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() {
                Exit::Usage.code()
            } else {
                0
            });
        }
    };
    let form = log_form(&cli.command);
    let ended = match cli.command {
        Task::Translate(task) => translate(&task, Environment::from_process()),
        Task::Summarise(mut task) => {
            task.settings.0.push(("only", "summary".to_owned()));
            translate(&task, Environment::from_process())
        }
        Task::Check(task) => check::check(&task, Environment::from_process()),
        Task::Clean(task) => clean(&task, Environment::from_process()),
        Task::Demo(task) => demonstrate(&task, Environment::from_process()),
        Task::Usage(task) => memory::spent(&task, Environment::from_process()),
        Task::Memory(task) => memory::memory(&task, Environment::from_process()),
        Task::Endpoints => endpoints(Environment::from_process()),
        Task::Prompts(task) => prompts(&task),
        Task::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "alih", &mut std::io::stdout());
            Ok(Exit::Done)
        }
    };
    let exit = ended.unwrap_or_else(|(exit, message)| {
        let teller = Teller {
            verbosity: Verbosity::Quiet,
            form,
            bar: None,
        };
        teller.tell(Saying::new(
            Kind::Error,
            message,
            serde_json::json!({"exit": exit.code()}),
        ));
        exit
    });
    ExitCode::from(exit.code())
}

fn log_form(task: &Task) -> LogForm {
    match task {
        Task::Translate(task) | Task::Summarise(task) if task.telling.log_json => LogForm::Json,
        _ => LogForm::Text,
    }
}

fn usage(error: impl std::fmt::Display) -> Stop {
    (Exit::Usage, error.to_string())
}

/// `alih translate`: settle everything that can fail, then spend.
fn translate(task: &Translate, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let layers = layers(&task.settings, environment, &task.sources)?;
    let places = places(&task.inputs, "alih translate artikel.txt")?;
    let many = places.len() > 1 || places.iter().any(intake::may_hold_many);
    let scale = if many { Scale::Many } else { Scale::One };
    let settings = match Settings::resolve(&layers, scale) {
        Err(SettingsError::NoEndpoint) => return Err((Exit::Usage, no_endpoint())),
        resolved => resolved.map_err(usage)?,
    };
    let glossary = glossary(settings.glossary.as_deref())?;
    let mut telling = Progress::new(
        verbosity(&task.telling),
        if task.telling.log_json {
            LogForm::Json
        } else {
            LogForm::Text
        },
        terminal.stderr,
        many && !task.estimate,
    );
    for note in settings_notes(&settings) {
        telling.line(note);
    }
    if verbosity(&task.telling) >= Verbosity::Verbose {
        tell_sources(&layers, &telling);
    }
    let options = ReadOptions {
        limit: settings.max_input,
        ..ReadOptions::default()
    };
    let expected = match many {
        true => survey(&places, &options).map_err(usage)?,
        false => None,
    };
    let state = settings.state.clone();
    let pages = settings.pages.clone();
    let tally = Tally::default();
    let halt = Arc::new(Halt::new(settings.budgets));
    let make_desk = |memory| {
        let watcher = watcher(telling.teller().clone(), tally.clone());
        desk(settings, memory, reuse(task), glossary, &halt, watcher)
    };
    let runtime = runtime()?;
    let pages = Pages::new(pages, runtime.handle().clone());
    let read = |memory: &Option<Memory>| {
        let journal = memory.clone().filter(|_| !task.fresh);
        intake::items(places, Reading::new(options, Some(pages), journal))
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
    let job = runs::Job {
        desk,
        sink,
        held,
        order: order(task),
        halt,
        expected,
    };
    let run = conduct(job, items, &mut telling, &tally);
    let (report, cause) = runtime.block_on(run);
    runtime.shutdown_background();
    telling.finish();
    let nothing_to_tell = !many && report.failed == 0 && report.done() == 1;
    if !nothing_to_tell || cause.is_some() {
        for saying in report.sayings(cause.as_ref()) {
            telling.teller().tell(saying);
        }
    }
    Ok(report.exit(cause.as_ref(), strictness(task)))
}

/// Runs the job while watching for whatever may stop it.
async fn conduct(
    job: runs::Job,
    items: impl Iterator<Item = intake::Item> + Send + 'static,
    telling: &mut Progress,
    tally: &Tally,
) -> (Report, Option<Cause>) {
    let halt = Arc::clone(&job.halt);
    let memory = job.desk.memory.clone();
    tokio::spawn(stop::signals(Arc::clone(&halt), telling.teller().clone()));
    if matches!(job.sink, Sink::Stdout { .. }) {
        tokio::spawn(stop::broken_pipe(Arc::clone(&halt)));
    }
    let mut report = runs::run(job, items, telling).await;
    report.throttled = tally.count();
    for notice in memory.iter().flat_map(Memory::take_notices) {
        telling.line(&notice);
    }
    (report, halt.cause().cloned())
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
        Some(form @ (Form::Text | Form::Markdown)) => Some(form),
        _ => None,
    };
    match &task.output {
        Some(path) if path.as_os_str() != "-" => {
            Held::look(path, form, earlier(task)).map_err(usage)
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
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(usage(error)),
        _ => Ok(Exit::Done),
    }
}

/// `alih demo`: the same way, against the built-in endpoint.
fn demonstrate(task: &Demo, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let form = form_of(task.format);
    let record = within_runtime(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(|error| {
                (
                    Exit::Fault,
                    format!("no port on loopback can be had ({error})"),
                )
            })?;
        let address = listener
            .local_addr()
            .map_err(|error| (Exit::Fault, error.to_string()))?;
        let server = tokio::spawn(demo::serve(listener));
        let layers = Layers {
            flags: vec![("endpoint", demo::NAME.to_owned())],
            files: vec![(
                "the demonstration".into(),
                demo::configuration(address).parse().map_err(usage)?,
            )],
            ..Layers::default()
        };
        let settings = Settings::resolve(&layers, Scale::One).map_err(usage)?;
        let halt = Arc::new(Halt::new(settings.budgets));
        let silent: Watcher = Arc::new(|_| {});
        let desk = desk(
            settings,
            None,
            Reuse::Fresh,
            Glossary::starter(),
            &halt,
            silent,
        )?;
        let record = desk.article(demo::article()).await;
        server.abort();
        Ok::<Record, Stop>(record)
    })??;
    let bytes = crate::show::render(&record, form, terminal.style(form));
    std::io::stdout().write_all(&bytes).map_err(usage)?;
    if form == Form::Text {
        eprintln!(
            "alih: this article and its translation are bundled; for your own article: alih translate FILE --endpoint NAME (alih endpoints lists them)"
        );
    }
    let mut report = crate::report::Report::default();
    report.count(crate::report::Ended::of(&record));
    Ok(report.exit(None, Strictness::Lenient))
}

/// `alih clean`: parts, metadata and removals. Only addresses need a network.
fn clean(task: &Clean, environment: Environment) -> Result<Exit, Stop> {
    let places = places(&task.inputs, "alih clean artikel.txt")?;
    let is_remote = |place: &Place| matches!(place, Place::Address(_));
    if !places.iter().any(is_remote) {
        return clean_all(task, places, Reading::default());
    }
    let allow = task.allow_private_pages.clone();
    let flags = allow.map(|value| ("allow-private-pages", value));
    let typed = Typed(flags.into_iter().collect());
    let layers = layers(&typed, environment, &task.sources)?;
    let pages = settings::pages(&layers).map_err(usage)?;
    let runtime = runtime()?;
    let pages = Pages::new(pages, runtime.handle().clone());
    let reading = Reading::new(ReadOptions::default(), Some(pages), None);
    let exit = clean_all(task, places, reading);
    runtime.shutdown_background();
    exit
}

fn clean_all(task: &Clean, places: Vec<Place>, reading: Reading) -> Result<Exit, Stop> {
    let (mut done, mut failed) = (0, 0);
    for item in intake::items(places, reading) {
        let told = |line: String| eprintln!("alih: {}: {}", item.place, crate::show::safe(&line));
        if let Some(note) = item.note {
            told(note);
        }
        let article = match item.found {
            Found::Article(article) => article,
            Found::Nothing => continue,
            Found::Bad(reason) => {
                failed += 1;
                told(reason.to_string());
                continue;
            }
        };
        done += 1;
        let content = article.content();
        let mut prepared = article.prepare(&content);
        prepared.notes.extend(language_note(&prepared.source));
        let text = match task.format {
            CleanForm::Text => crate::show::cleaned(&prepared),
            CleanForm::Json => crate::show::cleaned_json(&prepared),
        };
        if std::io::stdout().write_all(text.as_bytes()).is_err() {
            return Ok(Exit::Done);
        }
    }
    Ok(match (failed, done) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::NoneSucceeded,
        _ => Exit::SomeFailed,
    })
}

/// `alih endpoints`: what is built in, what is configured.
fn endpoints(environment: Environment) -> Result<Exit, Stop> {
    let layers = Layers::read(Vec::new(), environment, None, None).map_err(usage)?;
    let mut text = String::from("Built in (use with --endpoint):\n");
    for row in SERVICES {
        let key = row
            .key_variables
            .first()
            .map_or_else(String::new, |variable| format!(" [key: {variable}]"));
        text.push_str(&format!("  {:15} {}{key}\n", row.name, row.about));
    }
    let configured: Vec<String> = layers
        .endpoint_tables()
        .map(|(path, name, _)| format!("  {name:15} {}\n", path.display()))
        .collect();
    if !configured.is_empty() {
        text.push_str("\nConfigured:\n");
        text.push_str(&configured.concat());
    }
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(usage)?;
    Ok(Exit::Done)
}

/// `alih prompts`.
fn prompts(task: &Prompts) -> Result<Exit, Stop> {
    match task {
        Prompts::List => {
            for template in TEMPLATES {
                println!("{}.md  holes: {}", template.name, template.holes.join(", "));
            }
        }
        Prompts::Show { name } => {
            let wanted = name.trim_end_matches(".md");
            let template = TEMPLATES.iter().find(|template| template.name == wanted);
            let template = template.ok_or_else(|| {
                usage(format!(
                    "there is no prompt \"{name}\"; `alih prompts list` names them"
                ))
            })?;
            print!("{}", template.text);
        }
        Prompts::Copy { folder } => {
            std::fs::create_dir_all(folder).map_err(usage)?;
            for template in TEMPLATES {
                let path = folder.join(format!("{}.md", template.name));
                let created = std::fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(&path);
                match created.and_then(|mut file| file.write_all(template.text.as_bytes())) {
                    Ok(()) => println!("{}", path.display()),
                    Err(error) => return Err(usage(format!("{}: {error}", path.display()))),
                }
            }
        }
    }
    Ok(Exit::Done)
}

/// What the process is connected to.
struct Terminal {
    stdout: bool,
    stderr: Stderr,
    colours: Colours,
    columns: usize,
    /// Columns where two texts stand side by side.
    wide: usize,
}

impl Terminal {
    fn of(environment: &Environment) -> Self {
        let stdout = std::io::stdout().is_terminal();
        let plain =
            environment.get("NO_COLOR").is_some() || environment.get("TERM") == Some("dumb");
        let columns = environment
            .get("COLUMNS")
            .and_then(|text| text.parse().ok());
        Self {
            stdout,
            stderr: if std::io::stderr().is_terminal() {
                Stderr::Terminal
            } else {
                Stderr::Log
            },
            colours: if stdout && !plain {
                Colours::On
            } else {
                Colours::Off
            },
            columns: columns.unwrap_or(80).clamp(40, 100),
            wide: columns.unwrap_or(80).clamp(60, 160),
        }
    }

    fn style(&self, form: Form) -> Style {
        match form {
            Form::Text => Style {
                columns: self.columns,
                colours: self.colours,
            },
            _ => PLAIN,
        }
    }
}

fn layers(typed: &Typed, environment: Environment, sources: &Sources) -> Result<Layers, Stop> {
    Layers::read(
        typed.0.clone(),
        environment,
        sources.env_file.as_deref(),
        sources.config.as_deref(),
    )
    .map_err(usage)
}

fn places(inputs: &[String], example: &str) -> Result<Vec<Place>, Stop> {
    if inputs.is_empty() && std::io::stdin().is_terminal() {
        return Err(usage(format!(
            "no input is named; give files, folders or - for stdin, such as: {example}"
        )));
    }
    if inputs.is_empty() {
        return Ok(vec![Place::Stdin]);
    }
    intake::places(inputs).map_err(usage)
}

fn form_of(name: FormName) -> Form {
    match name {
        FormName::Text => Form::Text,
        FormName::Markdown => Form::Markdown,
        FormName::Json => Form::Json,
        FormName::Jsonl => Form::Jsonl,
    }
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
            Sink::open(path, form, earlier(task)).map_err(usage)
        }
        _ => {
            let usual = if terminal.stdout {
                Form::Text
            } else {
                Form::Jsonl
            };
            let form = form.unwrap_or(usual);
            let sink = Sink::Stdout {
                form,
                style: terminal.style(form),
            };
            Ok((sink, Held::default()))
        }
    }
}

fn reuse(task: &Translate) -> Reuse {
    if task.fresh {
        Reuse::Fresh
    } else {
        Reuse::Remember
    }
}

fn strictness(task: &Translate) -> Strictness {
    if task.strict {
        Strictness::Strict
    } else {
        Strictness::Lenient
    }
}

fn verbosity(telling: &Telling) -> Verbosity {
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
    settings
        .endpoint
        .notes
        .iter()
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

fn glossary(path: Option<&Path>) -> Result<Glossary, Stop> {
    let starter = Glossary::starter();
    let Some(path) = path else {
        return Ok(starter);
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        usage(format!(
            "{}: {error}; name another file with --glossary",
            path.display()
        ))
    })?;
    let own = crate::glossary::read(&text)
        .map_err(|error| usage(format!("{}: {error}", path.display())))?;
    Ok(starter.with(own))
}

/// A memory that cannot be had costs money and nothing else: the run goes
/// on without it, and says so.
fn open_memory(task: &Translate, path: Option<&Path>, telling: &Progress) -> Option<Memory> {
    let path = path.filter(|_| !task.no_memory)?;
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

fn desk(
    settings: Settings,
    memory: Option<Memory>,
    reuse: Reuse,
    glossary: Glossary,
    halt: &Arc<Halt>,
    watcher: Watcher,
) -> Result<Arc<Desk>, Stop> {
    let shared = Arc::new(Shared {
        halt: Arc::clone(halt),
        patience: settings.patience,
        began: tokio::time::Instant::now(),
        watcher,
        retries: Mutex::default(),
    });
    let first = line(&settings.endpoint, &shared)?;
    let second = match &settings.summary_by {
        SummaryBy::Endpoint(second) => Some(line(second, &shared)?),
        SummaryBy::SameEndpoint | SummaryBy::Extractive => None,
    };
    Ok(Arc::new(Desk::new(
        settings,
        first,
        second,
        memory,
        reuse,
        glossary,
        record::today(),
    )))
}

fn line(settings: &EndpointSettings, shared: &Arc<Shared>) -> Result<Arc<Line>, Stop> {
    let transport =
        Transport::new(&settings.endpoint.base_url, &settings.network).map_err(usage)?;
    let pace = Pace::new(Limits {
        width: settings.width,
        requests_per_minute: settings.requests_per_minute,
        tokens_per_minute: settings.tokens_per_minute,
    });
    Ok(Arc::new(Line::new(
        settings.endpoint.clone(),
        settings.prices,
        transport,
        pace,
        Arc::clone(shared),
    )))
}

/// The advice when nothing is configured: three lines to copy, and the
/// servers that answer on this machine, by name.
fn no_endpoint() -> String {
    let mut text = String::from(
        "no endpoint is configured. One of these lines will do:\n\
         \x20 alih translate FILE --endpoint ollama --model MODEL\n\
         \x20 OPENAI_API_KEY=… alih translate FILE --endpoint openai --model MODEL\n\
         \x20 alih translate FILE --endpoint libretranslate",
    );
    let found = within_runtime(discover::servers()).unwrap_or_default();
    for server in found {
        text.push_str(&format!(
            "\nRunning here now: {}; use it with --endpoint {}{}",
            server.about, server.service, server.model_hint
        ));
    }
    text
}

fn runtime() -> Result<Runtime, Stop> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| (Exit::Fault, format!("the runtime cannot start ({error})")))
}

fn within_runtime<T>(work: impl Future<Output = T>) -> Result<T, Stop> {
    let runtime = runtime()?;
    let result = runtime.block_on(work);
    runtime.shutdown_background();
    Ok(result)
}
