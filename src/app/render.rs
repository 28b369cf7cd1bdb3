//! `alih render`: records in another form, without asking anything.

use std::path::{Path, PathBuf};

use super::common::{form_of, on_stdout};
use super::terminal::Terminal;
use super::{Stop, usage};
use crate::cli::Render;
use crate::earlier::Earlier;
use crate::held::Held;
use crate::outcome::Exit;
use crate::output::whose::is_same;
use crate::report::Ended;
use crate::review;
use crate::settings::Environment;
use crate::show;
use crate::sink::{Sink, SinkError};

/// `alih render`.
pub(super) fn render(task: &Render, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let form = task.format.map(form_of);
    let files = named(&task.records)?;
    let mut sink = match &task.output {
        Some(path) if is_among(path, &files) => {
            return Err(usage(format!(
                "{} is among the records; name another output with -o",
                path.display()
            )));
        }
        Some(path) if path.as_os_str() != "-" => {
            Sink::open(path, form, Earlier::Fresh).map_err(usage)?.0
        }
        _ => on_stdout(form, &terminal)?,
    };
    let (form, style) = sink.form();
    for file in &files {
        for record in review::read(file).map_err(usage)? {
            let record = record.map_err(usage)?;
            let bytes = show::render(&record, form, style);
            match sink.write(&Ended::of(&record), &bytes) {
                Err(SinkError::BrokenPipe) => return Ok(Exit::Done),
                written => written.map_err(usage)?,
            }
        }
    }
    sink.finish(&Held::default()).map_err(usage)?;
    Ok(Exit::Done)
}

fn named(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(review::files(path).map_err(usage)?);
    }
    Ok(files)
}

/// Opening the output would empty what is to be read.
fn is_among(path: &Path, files: &[PathBuf]) -> bool {
    files.iter().any(|file| is_same(path, file))
}
