//! `alih review`: an editor's desk.

use super::{Stop, usage};
use crate::cli::{ReviewAction, ReviewBuild, ReviewOf};
use crate::estimate::grouped;
use crate::outcome::Exit;
use crate::review;
use crate::settings::Environment;

/// `alih review`.
pub(super) fn review(task: &ReviewOf, _environment: Environment) -> Result<Exit, Stop> {
    match &task.action {
        Some(ReviewAction::Build(task)) => build(task),
        Some(ReviewAction::Apply(_)) | None => Err(usage("not yet")),
    }
}

fn build(task: &ReviewBuild) -> Result<Exit, Stop> {
    let built = review::build(&task.records, &task.output).map_err(usage)?;
    eprintln!(
        "alih: {} articles, {} bytes; open {}",
        grouped(built.articles as u64),
        grouped(built.bytes),
        task.output.join("index.html").display()
    );
    Ok(Exit::Done)
}
