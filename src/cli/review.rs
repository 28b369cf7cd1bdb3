//! The commands of an editor's desk.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormName, Sources};

pub(super) const REVIEW_EXAMPLES: &str = "\
Examples:
  alih review build results.jsonl -o packet/        (then open packet/index.html)
  alih review apply berita-1.edits.json             (into the records it came from)
  alih review results.jsonl --by \"Sari Dewi\"       (in the terminal, with $EDITOR)";

/// Everything `review` takes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ReviewOf {
    /// What to do; without it the records are gone through in the terminal
    #[command(subcommand)]
    pub action: Option<ReviewAction>,
    /// Files or folders with records
    #[arg(value_name = "RECORDS", required = true)]
    pub records: Vec<PathBuf>,
    /// Your name, which stands in the records
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  alih review build results.jsonl -o packet/        (then open packet/index.html)";

const APPLY_EXAMPLES: &str = "\
Examples:
  alih review apply berita-1.edits.json
  alih review apply *.edits.json --records results.jsonl";

/// What `review` does.
#[derive(Debug, Subcommand)]
pub enum ReviewAction {
    /// Write a page for each article and an index, to be opened in a browser
    #[command(after_help = BUILD_EXAMPLES)]
    Build(ReviewBuild),
    /// Take the edits that a page saved back into the records
    #[command(after_help = APPLY_EXAMPLES)]
    Apply(ReviewApply),
}

/// Everything `review build` takes.
#[derive(Debug, Args)]
pub struct ReviewBuild {
    /// Files or folders with records
    #[arg(value_name = "RECORDS", required = true)]
    pub records: Vec<PathBuf>,
    /// The folder for the pages; made where it is not there
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Where settings come from; the pages show the disclosure sentences.
    #[command(flatten)]
    pub sources: Sources,
}

/// Everything `review apply` takes.
#[derive(Debug, Args)]
pub struct ReviewApply {
    /// Files that pages saved
    #[arg(value_name = "EDITS", required = true)]
    pub edits: Vec<PathBuf>,
    /// The records, where they are not where the pages were built from
    #[arg(long, value_name = "RECORDS")]
    pub records: Option<PathBuf>,
    /// Your name, where the page was given none
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// Everything `render` takes.
#[derive(Debug, Args)]
pub struct Render {
    /// Files or folders with records
    #[arg(value_name = "RECORDS", required = true)]
    pub records: Vec<PathBuf>,
    /// The form of the output
    #[arg(long, value_name = "FORM")]
    pub format: Option<FormName>,
    /// Write to a file, or to a folder (one file each)
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}
