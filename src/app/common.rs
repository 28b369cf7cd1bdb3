//! What several commands need.

use std::io::{IsTerminal, Write};
use std::path::Path;

use tokio::runtime::Runtime;

use super::terminal::Terminal;
use super::{Stop, usage};
use crate::cli::{FormName, Sources, Typed};
use crate::intake::{self, Place};
use crate::outcome::Exit;
use crate::pipeline::CHECKED_AT_ONCE;
use crate::settings::{Environment, Layers};
use crate::show::Form;
use crate::sink::Sink;

/// Where a system has it, a link to the file that a shell redirects to.
const STDOUT: &str = "/dev/stdout";

pub(super) fn layers(
    typed: &Typed,
    environment: Environment,
    sources: &Sources,
) -> Result<Layers, Stop> {
    Layers::read(
        typed.0.clone(),
        environment,
        sources.env_file.as_deref(),
        sources.config.as_deref(),
    )
    .map_err(usage)
}

/// The inputs. A folder that holds the output, which is the standard output
/// where none is named, is read without it.
pub(super) fn places(
    inputs: &[String],
    output: Option<&Path>,
    example: &str,
) -> Result<Vec<Place>, Stop> {
    if inputs.is_empty() && std::io::stdin().is_terminal() {
        return Err(usage(format!(
            "no input is named; give files, folders or - for stdin, such as: {example}"
        )));
    }
    if inputs.is_empty() {
        return Ok(vec![Place::Stdin]);
    }
    let named = output.filter(|path| path.as_os_str() != "-");
    // A terminal may be read and written.
    let redirected = || Some(Path::new(STDOUT)).filter(|path| path.is_file());
    intake::places(inputs, named.or_else(redirected)).map_err(usage)
}

pub(super) fn form_of(name: FormName) -> Form {
    match name {
        FormName::Text => Form::Text,
        FormName::Txt => Form::Txt,
        FormName::Markdown => Form::Markdown,
        FormName::Packet => Form::Packet,
        FormName::Html => Form::Html,
        FormName::Word => Form::Word,
        FormName::Ninjs => Form::Ninjs,
        FormName::Csv => Form::Csv,
        FormName::Json => Form::Json,
        FormName::Jsonl => Form::Jsonl,
    }
}

/// Results on stdout: where no form is named, for eyes or for programs,
/// whichever is there.
pub(super) fn on_stdout(form: Option<Form>, terminal: &Terminal) -> Result<Sink, Stop> {
    let usual = match terminal.stdout {
        true => Form::Text,
        false => Form::Jsonl,
    };
    let form = form.unwrap_or(usual);
    Sink::stdout(form, terminal.style(form)).map_err(usage)
}

/// Prints what a command is for; who reads no more of it misses nothing.
pub(super) fn print(text: &str) -> Result<Exit, Stop> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err((
            Exit::Fault,
            format!("the output cannot be written ({error})"),
        )),
        _ => Ok(Exit::Done),
    }
}

pub(super) fn runtime() -> Result<Runtime, Stop> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(CHECKED_AT_ONCE)
        // Beside checks, which take long, answers are to be noticed soon.
        .event_interval(8)
        .enable_all()
        .build()
        .map_err(|error| (Exit::Fault, format!("the runtime cannot start ({error})")))
}

/// Does the work on one of the runtime's own threads: what passes between it
/// and its tasks then wakes no other thread.
pub(super) fn on_a_worker<T: Send + 'static>(
    runtime: &Runtime,
    work: impl Future<Output = T> + Send + 'static,
) -> T {
    let ended = runtime.block_on(runtime.spawn(work));
    ended.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

pub(super) fn within_runtime<T>(work: impl Future<Output = T>) -> Result<T, Stop> {
    let runtime = runtime()?;
    let result = runtime.block_on(work);
    runtime.shutdown_background();
    Ok(result)
}
