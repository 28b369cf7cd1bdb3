//! What may be typed after `batch`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormName, ReportForm, Sources, Telling, Typed};

const EXAMPLES: &str = "\
Examples:
  alih batch submit archive.jsonl --endpoint openai --model MODEL --estimate
  alih batch submit archive.jsonl --endpoint openai --model MODEL
  alih batch status
  alih batch collect -o results.jsonl      (as often as wanted, until all is there)

The same submit again sends only what is neither done nor under way.";

const SUBMIT_EXAMPLES: &str = "\
Examples:
  alih batch submit archive.jsonl --endpoint openai --model MODEL --estimate
  alih batch submit archive.jsonl --endpoint openai --model MODEL";

const STATUS_EXAMPLES: &str = "\
Examples:
  alih batch status
  alih batch status --format json";

const COLLECT_EXAMPLES: &str = "\
Examples:
  alih batch collect -o results.jsonl      (as often as wanted)";

/// What `batch` does.
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum BatchTask {
    /// Send articles to the vendor's batch interface
    #[command(after_help = SUBMIT_EXAMPLES)]
    Submit(BatchSubmit),
    /// Ask how far the batches are
    #[command(after_help = STATUS_EXAMPLES)]
    Status(BatchStatus),
    /// Fetch what has been answered, check it and write the results
    #[command(after_help = COLLECT_EXAMPLES)]
    Collect(BatchCollect),
    /// Drop a job without its answers
    Forget(BatchForget),
}

/// Everything `batch submit` takes.
#[derive(Debug, Args)]
pub struct BatchSubmit {
    /// Files, folders, - for stdin, or addresses, as for translate
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Tell what it would take, without sending anything
    #[arg(long)]
    pub estimate: bool,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: ReportForm,
    /// Settings.
    #[command(flatten)]
    pub settings: Typed,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
    /// How much is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Everything `batch status` takes.
#[derive(Debug, Args)]
pub struct BatchStatus {
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: ReportForm,
    /// Which job, and where it is kept.
    #[command(flatten)]
    pub place: JobPlace,
}

/// Everything `batch collect` takes.
#[derive(Debug, Args)]
pub struct BatchCollect {
    /// Write to a .jsonl file or a folder, which later collections continue
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// The form of the output; text on a terminal, jsonl in a pipe
    #[arg(long, value_name = "FORM")]
    pub format: Option<FormName>,
    /// Exit with 5 when a complete article is flagged with an error
    #[arg(long)]
    pub strict: bool,
    /// Which job, and where it is kept.
    #[command(flatten)]
    pub place: JobPlace,
    /// How much is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Everything `batch forget` takes.
#[derive(Debug, Args)]
pub struct BatchForget {
    /// The job's number, as status shows it
    pub job: i64,
    /// Which memory.
    #[command(flatten)]
    pub place: super::MemoryPlace,
}

/// Which job, and where it is kept.
#[derive(Debug, Args)]
pub struct JobPlace {
    /// Only this job, by its number
    #[arg(long, value_name = "NUMBER")]
    pub job: Option<i64>,
    /// The memory's file, beside which jobs are kept
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}
