//! The command that checks translations of others.

use clap::{Args, ValueEnum};

use super::Sources;

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  alih check artikel.txt article.txt                (side by side, spots marked)
  alih check artikel.txt article.txt --summary summary.txt
  alih check results.jsonl --strict                 (records of alih)
  alih check pairs.jsonl --format jsonl             (fields source and translation)

Paragraphs are compared one to one where both texts have equally many, and are
otherwise paired by length and by the names and figures they share.";

/// Everything `check` takes.
#[derive(Debug, Args)]
pub struct Check {
    /// The source as text or Markdown; or records of alih, or pairs, as JSON or JSONL; - for stdin
    #[arg(value_name = "SOURCE")]
    pub source: String,
    /// The translation of a source that is text
    #[arg(value_name = "TRANSLATION")]
    pub translation: Option<String>,
    /// A summary to be checked too
    #[arg(long, value_name = "FILE", requires = "translation")]
    pub summary: Option<String>,
    /// The form of the report; text on a terminal, jsonl in a pipe
    #[arg(long, value_name = "FORM")]
    pub format: Option<CheckForm>,
    /// Exit with 5 when a translation is flagged with an error
    #[arg(long)]
    pub strict: bool,
    /// The language of the translations
    #[arg(long, value_name = "LANGUAGE")]
    pub to: Option<String>,
    /// A CSV or TSV file with terms that go before the built-in glossary
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<String>,
    /// Largest article, in MiB
    #[arg(long, value_name = "MIB")]
    pub max_input: Option<String>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// The forms of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckForm {
    /// Both texts side by side with the spots marked
    Text,
    /// One indented object for each article
    Json,
    /// One line for each article
    Jsonl,
}
