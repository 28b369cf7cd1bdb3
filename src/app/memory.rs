//! `alih usage` and `alih memory`: what was spent, what is remembered, and
//! how to forget it.

use super::common::print;
use std::path::PathBuf;

use serde_json::json;

use super::{Stop, usage};
use crate::cli::{MemoryAction, MemoryOf, MemoryPlace, ReportForm, UsageForm, UsageOf};
use crate::grouped::grouped;
use crate::memory::{Forget, Memory};
use crate::outcome::Exit;
use crate::review;
use crate::settings::{Environment, Layers, state_file};
use crate::show::account;
use crate::tell::note;
use crate::usage::{Findings, Ledger};

/// `alih usage`.
pub(super) fn spent(task: &UsageOf, environment: Environment) -> Result<Exit, Stop> {
    let path = path(&task.place, environment)?;
    if let Some(day) = &task.since {
        day.parse::<jiff::civil::Date>().map_err(|_| {
            usage(format!(
                "--since {day} is no day; give one such as 2026-11-23"
            ))
        })?;
    }
    let rows = match opened(&path)? {
        Some(memory) => memory.usage(task.since.as_deref()).map_err(usage)?,
        None => Vec::new(),
    };
    let ledger = Ledger::new(rows);
    print(&match task.format {
        UsageForm::Json => json_line(&ledger),
        UsageForm::Text if ledger.rows.is_empty() => {
            format!("nothing is logged in {}\n", path.display())
        }
        UsageForm::Text => ledger.text(),
        UsageForm::Html => account(&ledger, found(&task.records)?.as_ref()),
    })
}

/// What the records tell together, where any are named.
fn found(records: &[PathBuf]) -> Result<Option<Findings>, Stop> {
    let mut findings = Findings::default();
    for path in records {
        for file in review::files(path).map_err(usage)? {
            for record in review::read(&file).map_err(usage)? {
                findings.count(&record.map_err(usage)?);
            }
        }
    }
    Ok((!records.is_empty()).then_some(findings))
}

/// `alih memory`.
pub(super) fn memory(task: &MemoryOf, environment: Environment) -> Result<Exit, Stop> {
    let path = path(&task.place, environment)?;
    let memory = opened(&path)?;
    if let Some(MemoryAction::Forget(what)) = &task.action {
        let what = match what.older_than {
            Some(days) => Forget::OlderThan { days },
            None => Forget::Everything,
        };
        let gone = match memory {
            Some(memory) => memory.forget(what).map_err(usage)?,
            None => 0,
        };
        return print(&match task.format {
            ReportForm::Json => json_line(&json!({"file": path, "forgotten": gone})),
            ReportForm::Text => format!("{} answers forgotten\n", grouped(gone)),
        });
    }
    let answers = match &memory {
        Some(memory) => memory.count().map_err(usage)?,
        None => 0,
    };
    let bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
    print(&match task.format {
        ReportForm::Json => json_line(&json!({"file": path, "answers": answers, "bytes": bytes})),
        ReportForm::Text => format!(
            "{}\n{} answers, {} bytes; alih memory forget deletes them\n",
            path.display(),
            grouped(answers),
            grouped(bytes)
        ),
    })
}

fn path(place: &MemoryPlace, environment: Environment) -> Result<PathBuf, Stop> {
    let state = place.state.as_ref().map(|path| path.display().to_string());
    let layers = Layers::read(
        state.into_iter().map(|path| ("state", path)).collect(),
        environment,
        place.sources.env_file.as_deref(),
        place.sources.config.as_deref(),
    )
    .map_err(usage)?;
    state_file(&layers)
        .ok_or_else(|| usage("there is no user data folder; name the memory's file with --state"))
}

/// Looking does not create it.
fn opened(path: &std::path::Path) -> Result<Option<Memory>, Stop> {
    if !path.exists() {
        return Ok(None);
    }
    let (memory, notices) = Memory::open(path).map_err(usage)?;
    for notice in notices {
        note(&notice);
    }
    Ok(Some(memory))
}

fn json_line(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}
