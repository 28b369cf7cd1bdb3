//! What the command line sets in motion. [`run`] is the table of contents.

mod batch;
mod check;
mod clean;
mod common;
mod compare_endpoints;
mod demonstrate;
mod desk;
mod endpoints;
mod files;
mod manual;
mod memory;
#[cfg(feature = "local")]
mod models;
mod prompts;
mod render;
mod review;
mod schema;
mod stop;
mod terminal;
mod translate;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::caught::{Detail, caught, hush};
use crate::cli::{Cli, Task};
use crate::outcome::Exit;
use crate::settings::Environment;
use crate::tell::{Kind, LogForm, Saying, Teller, Verbosity};

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
    let environment = Environment::from_process();
    let form = log_form(&cli.command);
    hush(match environment.get("RUST_BACKTRACE") {
        None | Some("0") => Detail::Place,
        Some(_) => Detail::Everything,
    });
    let exit = caught(|| perform(cli, environment)).unwrap_or_else(|reason| {
        tell_end(form, Exit::Fault, reason.to_string());
        Exit::Fault
    });
    ExitCode::from(exit.code())
}

/// Does what was typed. What goes wrong is told on stderr.
#[must_use]
pub fn perform(cli: Cli, environment: Environment) -> Exit {
    let form = log_form(&cli.command);
    let ended = match cli.command {
        Task::Translate(task) => translate::translate(&task, environment),
        Task::Summarise(mut task) => {
            task.settings.0.push(("only", "summary".to_owned()));
            translate::translate(&task, environment)
        }
        Task::Batch(task) => batch::batch(&task, environment),
        Task::Check(task) => check::check(&task, environment),
        Task::Review(task) => review::review(&task, environment),
        Task::Render(task) => render::render(&task, environment),
        Task::Clean(task) => clean::clean(&task, environment),
        Task::Demo(task) => demonstrate::demonstrate(&task, environment),
        Task::Usage(task) => memory::spent(&task, environment),
        Task::Memory(task) => memory::memory(&task, environment),
        Task::Endpoints(task) => endpoints::endpoints(&task, environment),
        #[cfg(feature = "local")]
        Task::Models(task) => models::models(&task, environment),
        Task::Prompts(task) => prompts::prompts(&task),
        Task::Schema { of } => schema::schema(of),
        Task::Man { folder } => manual::manual(&folder),
        Task::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "alih", &mut script);
            common::print(&String::from_utf8_lossy(&script))
        }
    };
    ended.unwrap_or_else(|(exit, message)| {
        tell_end(form, exit, message);
        exit
    })
}

fn tell_end(form: LogForm, exit: Exit, message: String) {
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
