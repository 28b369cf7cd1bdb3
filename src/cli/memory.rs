//! The commands of what was paid for, and of what it cost.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{ReportForm, Sources};

/// Everything `usage` takes.
#[derive(Debug, Args)]
pub struct UsageOf {
    /// From this day on (UTC), such as 2026-11-23
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: UsageForm,
    /// Records whose flags, failures and times the page shows too
    #[arg(long, value_name = "RECORDS")]
    pub records: Vec<PathBuf>,
    /// Which memory.
    #[command(flatten)]
    pub place: MemoryPlace,
}

/// Everything `memory` takes.
#[derive(Debug, Args)]
pub struct MemoryOf {
    /// Delete answers instead of showing where they are
    #[command(subcommand)]
    pub action: Option<MemoryAction>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: ReportForm,
    /// Which memory.
    #[command(flatten)]
    pub place: MemoryPlace,
}

/// What `memory` does.
#[derive(Debug, Subcommand)]
pub enum MemoryAction {
    /// Delete answers for good: what is deleted is overwritten
    Forget(Forgetting),
}

/// What is forgotten.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Forgetting {
    /// Every answer, and the log of calls
    #[arg(long)]
    pub all: bool,
    /// Answers that were stored more than so many days ago
    #[arg(long, value_name = "DAYS")]
    pub older_than: Option<u32>,
}

/// Where the memory is.
#[derive(Debug, Args)]
pub struct MemoryPlace {
    /// The memory's file; in the user's data folder unless given
    #[arg(long, value_name = "FILE", global = true)]
    pub state: Option<PathBuf>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// The forms of `usage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UsageForm {
    /// To be read
    Text,
    /// One JSON object
    Json,
    /// A web page with plots, that stands alone
    Html,
}
