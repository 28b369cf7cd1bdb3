//! What the command line sets in motion. [`run`] is the table of contents.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::{CommandFactory, Parser};
use tokio::runtime::{Handle, Runtime};

use crate::article::Record;
use crate::ask::Reuse;
use crate::cli::{
    Clean, CleanForm, Cli, Demo, FormName, Prompts, Sources, Task, Telling, Translate, Typed,
};
use crate::fetch::Pages;
use crate::glossary::Glossary;
use crate::halt::{Cause, Halt};
use crate::input::lines::ReadOptions;
use crate::intake::{self, Found, Place, Reading};
use crate::line::{Event, Line, Shared, Watcher};
use crate::memory::Memory;
use crate::outcome::Exit;
use crate::pace::{Limits, Pace};
use crate::pipeline::Desk;
use crate::progress::{Place as Stderr, Progress, Verbosity};
use crate::prompt::TEMPLATES;
use crate::provider::SERVICES;
use crate::report::Strictness;
use crate::run::Order;
use crate::settings::{
    EndpointSettings, Environment, Layers, Scale, Settings, SettingsError, SummaryBy,
};
use crate::show::{Colours, Form, Style};
use crate::sink::{Earlier, PLAIN, Sink};
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
    let ended = match cli.command {
        Task::Translate(task) => translate(&task, Environment::from_process()),
        Task::Summarise(mut task) => {
            task.settings.0.push(("only", "summary".to_owned()));
            translate(&task, Environment::from_process())
        }
        Task::Check(task) => check::check(&task, Environment::from_process()),
        Task::Clean(task) => clean(&task, Environment::from_process()),
        Task::Demo(task) => demonstrate(&task, Environment::from_process()),
        Task::Endpoints => endpoints(Environment::from_process()),
        Task::Prompts(task) => prompts(&task),
        Task::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "alih", &mut std::io::stdout());
            Ok(Exit::Done)
        }
    };
    let exit = ended.unwrap_or_else(|(exit, message)| {
        eprintln!("alih: {message}");
        exit
    });
    ExitCode::from(exit.code())
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
    let sink = sink(task, &terminal)?;
    let mut telling = Progress::new(verbosity(&task.telling), terminal.stderr, many);
    for note in settings_notes(&settings) {
        telling.line(note);
    }
    if verbosity(&task.telling) >= Verbosity::Verbose {
        tell_sources(&layers, &telling);
    }
    let memory = match task.no_memory {
        true => None,
        false => open_memory(&settings, &telling),
    };
    let halt = Arc::new(Halt::new(settings.budgets));
    let options = ReadOptions {
        limit: settings.max_input,
        ..ReadOptions::default()
    };
    let desk = desk(
        settings,
        memory,
        reuse(task),
        glossary,
        &halt,
        watcher(&task.telling),
    )?;
    let order = if task.unordered {
        Order::Ready
    } else {
        Order::Input
    };
    let pages = desk.settings.pages.clone();
    let journal = desk.memory.clone().filter(|_| !task.fresh);
    let strictness = strictness(task);
    let exit = within_runtime(async {
        let signals = tokio::spawn(signals(Arc::clone(&halt)));
        let memory = desk.memory.clone();
        let pages = Pages::new(pages, Handle::current());
        let reading = Reading::new(options, Some(pages), journal);
        let items = intake::items(places, reading);
        let report = runs::run(desk, items, sink, order, Arc::clone(&halt), &mut telling).await;
        signals.abort();
        telling.finish();
        for notice in memory.iter().flat_map(Memory::take_notices) {
            telling.line(&notice);
        }
        let alone = report.done() == 1 && report.failed == 0 && !many;
        if !alone || halt.cause().is_some() {
            for line in report.lines(halt.cause()) {
                telling.line(&line);
            }
        }
        report.exit(halt.cause(), strictness)
    })?;
    Ok(exit)
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
        let prepared = article.prepare(&content);
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

/// Opens the output before anything is paid for.
fn sink(task: &Translate, terminal: &Terminal) -> Result<Sink, Stop> {
    let form = task.format.map(form_of);
    let earlier = match (task.fresh, task.retry_failed) {
        (true, _) => Earlier::Fresh,
        (_, true) => Earlier::RetryFailed,
        _ => Earlier::Continue,
    };
    match &task.output {
        Some(path) if path.as_os_str() != "-" => Sink::open(path, form, earlier).map_err(usage),
        _ => {
            let usual = if terminal.stdout {
                Form::Text
            } else {
                Form::Jsonl
            };
            let form = form.unwrap_or(usual);
            Ok(Sink::Stdout {
                form,
                style: terminal.style(form),
            })
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
fn open_memory(settings: &Settings, telling: &Progress) -> Option<Memory> {
    let path = settings.state.as_ref()?;
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

fn watcher(telling: &Telling) -> Watcher {
    let verbosity = verbosity(telling);
    Arc::new(move |event| {
        let line = match event {
            Event::Answered {
                endpoint,
                status,
                after,
            } if verbosity >= Verbosity::Requests => {
                format!(
                    "{endpoint} answered {status} after {} ms",
                    after.as_millis()
                )
            }
            Event::Retrying {
                endpoint,
                reason,
                pause,
            } if verbosity >= Verbosity::Verbose => {
                format!(
                    "{endpoint}: {reason}; trying again in {} ms",
                    pause.as_millis()
                )
            }
            Event::Adapted {
                endpoint,
                field,
                instead,
            } if verbosity >= Verbosity::Normal => match instead {
                Some(instead) => {
                    format!("{endpoint} rejects {field}; sending {instead} in its place")
                }
                None => format!("{endpoint} rejects {field}; going on without it"),
            },
            _ => return,
        };
        eprintln!("alih: {}", crate::show::safe(&line));
    })
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

/// The first signal stops new work; the second ends the process at once.
async fn signals(halt: Arc<Halt>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return;
    };
    let mut seen = false;
    loop {
        let (cause, exit) = tokio::select! {
            _ = interrupt.recv() => (Cause::Interrupt, Exit::Interrupted),
            _ = terminate.recv() => (Cause::Terminate, Exit::Terminated),
        };
        if seen {
            std::process::exit(i32::from(exit.code()));
        }
        seen = true;
        eprintln!(
            "alih: stopping; work under way may take up to 10 s, a second signal ends it at once"
        );
        halt.stop(cause);
    }
}
