//! The command line: what may be typed.

mod batch;
mod check;
mod endpoints;
mod memory;
#[cfg(feature = "local")]
mod models;
mod review;
mod schema;
mod typed;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

pub use batch::{BatchCollect, BatchForget, BatchStatus, BatchSubmit, BatchTask, JobPlace};
use check::CHECK_EXAMPLES;
pub use check::{Check, CheckForm};
use endpoints::ENDPOINTS_EXAMPLES;
pub use endpoints::{EndpointsAction, EndpointsOf, EndpointsTest};
pub use memory::{Forgetting, MemoryAction, MemoryOf, MemoryPlace, UsageForm, UsageOf};
#[cfg(feature = "local")]
use models::MODELS_EXAMPLES;
#[cfg(feature = "local")]
pub use models::{ModelsAction, ModelsOf};
use review::REVIEW_EXAMPLES;
pub use review::{Render, ReviewAction, ReviewApply, ReviewBuild, ReviewOf};
pub use schema::SchemaOf;
pub use typed::Typed;

/// Translates and summarises Indonesian news articles through any
/// translation or LLM endpoint, and checks what comes back.
#[derive(Debug, Parser)]
#[command(name = "alih", version, propagate_version = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Task,
}

const EXIT_CODES: &str = "\
Examples:
  alih demo                                       (no key, no network)
  alih translate artikel.txt                      (on this machine, by a small model)
  alih translate artikel.txt --endpoint ollama --model gemma3
  alih translate archive/ -o results.jsonl        (many; the same command continues)
  alih check artikel.txt article.txt              (translations that are there already)
  alih help translate                             (everything about one command)

Exit codes: 0 every article ok; 2 usage or configuration; 3 some articles failed;
4 none succeeded, or the endpoint refuses us; 5 complete but flagged (--strict);
6 stopped at a budget; 130/143 interrupted; 1 fault of alih";

const TRANSLATE_EXAMPLES: &str = "\
Examples:
  alih translate artikel.txt --endpoint ollama --model gemma3
  OPENAI_API_KEY=KEY alih translate artikel.txt --endpoint openai --model MODEL
  alih translate artikel.txt --endpoint libretranslate
  alih translate archive/ -o results.jsonl        (the same command continues)
  alih translate https://www.antaranews.com/rss/terkini.xml -o news.jsonl   (only what is new)
  cat feed.jsonl | alih translate - | jq .translation.title";

const SUMMARISE_EXAMPLES: &str = "\
Examples:
  alih summarise artikel.txt --endpoint ollama --model gemma3
  alih summarise archive/ -o summaries.jsonl --summary-style bullets --summary-words 40";

const RENDER_EXAMPLES: &str = "\
Examples:
  alih render results.jsonl --format markdown
  alih render results.jsonl --format csv -o table.csv
  alih render results.jsonl --format html -o pages/   (one file for each article)";

const CLEAN_EXAMPLES: &str = "\
Examples:
  alih clean berita.html
  alih clean feed.jsonl --format json";

const DEMO_EXAMPLES: &str = "\
Examples:
  alih demo
  alih demo --format html > demo.html
  alih demo --format jsonl";

const USAGE_EXAMPLES: &str = "\
Examples:
  alih usage --since 2026-11-01
  alih usage --format html --records results.jsonl > usage.html";

const MEMORY_EXAMPLES: &str = "\
Examples:
  alih memory                              (where it is, how much it holds)
  alih memory forget --older-than 90
  alih memory forget --all";

const PROMPTS_EXAMPLES: &str = "\
Examples:
  alih prompts show role
  alih prompts copy prompts/               (change them, then translate with --prompts prompts/)";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  alih schema > record.schema.json";

const MAN_EXAMPLES: &str = "\
Examples:
  alih man ~/.local/share/man/man1         (then: man alih-translate)";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  alih completions bash > ~/.local/share/bash-completion/completions/alih
  alih completions zsh > ~/.zfunc/_alih
  alih completions fish > ~/.config/fish/completions/alih.fish";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Translate articles and summarise them
    #[command(after_help = TRANSLATE_EXAMPLES)]
    Translate(Translate),
    /// Summarise articles in English, without translating them
    #[command(after_help = SUMMARISE_EXAMPLES)]
    Summarise(Translate),
    /// Use the vendors' batch interfaces: half the price, an answer within a day
    #[command(subcommand)]
    Batch(BatchTask),
    /// Check translations that are there already, whoever made them: no key, no network
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Let a person look: build pages, take edits back, or go through records here
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(ReviewOf),
    /// Write records in another form, without asking anything
    #[command(after_help = RENDER_EXAMPLES)]
    Render(Render),
    /// Show what cleaning makes of an input, and what it removes
    #[command(after_help = CLEAN_EXAMPLES)]
    Clean(Clean),
    /// Translate a bundled article against a built-in endpoint: no key, no network
    #[command(after_help = DEMO_EXAMPLES)]
    Demo(Demo),
    /// Show what was sent and what it cost, by day, endpoint and model
    #[command(after_help = USAGE_EXAMPLES)]
    Usage(UsageOf),
    /// Show or forget the answers that were paid for
    #[command(after_help = MEMORY_EXAMPLES)]
    Memory(MemoryOf),
    /// List the endpoints that are built in or configured, or try them out
    #[command(after_help = ENDPOINTS_EXAMPLES)]
    Endpoints(EndpointsOf),
    /// List, fetch, import or remove the embedded engine's models
    #[cfg(feature = "local")]
    #[command(after_help = MODELS_EXAMPLES)]
    Models(ModelsOf),
    /// List, show or copy the built-in prompts
    #[command(subcommand, after_help = PROMPTS_EXAMPLES)]
    Prompts(Prompts),
    /// Print the JSON Schema of records, or of what check prints
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// What it is of
        #[arg(default_value = "record")]
        of: SchemaOf,
    },
    /// Write the manual's pages, one for each command
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The folder for them; made where it is not there
        folder: PathBuf,
    },
    /// Print shell completions
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Everything `translate` takes.
#[derive(Debug, Args)]
pub struct Translate {
    /// Files, folders, - for stdin, or addresses of pages and feeds (text,
    /// Markdown, JSONL, JSON, CSV, HTML, RSS, Atom; .gz too)
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Write to a file (.jsonl is continued by a later run) or a folder (one file each)
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// The form of the output; text on a terminal, jsonl in a pipe
    #[arg(long, value_name = "FORM")]
    pub format: Option<FormName>,
    /// Exit with 5 when a complete article is flagged with an error
    #[arg(long)]
    pub strict: bool,
    /// Write results as they are ready, not in the order of the input
    #[arg(long)]
    pub unordered: bool,
    /// Do failed articles of the output file again
    #[arg(long, conflicts_with = "fresh")]
    pub retry_failed: bool,
    /// Begin anew: drop the output's results and ask everything again
    #[arg(long)]
    pub fresh: bool,
    /// Tell what it would take, without asking anything
    #[arg(long)]
    pub estimate: bool,
    /// Show what two endpoints make of a sample, side by side; each NAME or NAME:MODEL
    #[arg(long, value_name = "A,B", conflicts_with_all = ["output", "unordered", "retry_failed", "estimate"])]
    pub compare: Option<String>,
    /// Articles of that sample; 5 unless given
    #[arg(long, value_name = "N", requires = "compare")]
    pub sample: Option<usize>,
    /// Neither use nor write the translation memory
    #[arg(long)]
    pub no_memory: bool,
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

/// Everything `clean` takes.
#[derive(Debug, Args)]
pub struct Clean {
    /// Files, folders, - for stdin, or addresses of pages
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: CleanForm,
    /// `yes` lets pages come from this machine and its network
    #[arg(long, value_name = "YES")]
    pub allow_private_pages: Option<String>,
    /// Largest article, in MiB
    #[arg(long, value_name = "MIB")]
    pub max_input: Option<String>,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// The forms of `clean`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CleanForm {
    /// Parts, metadata and the log of removals, to be read
    Text,
    /// The same as one JSON object a line
    Json,
}

/// Everything `demo` takes.
#[derive(Debug, Args)]
pub struct Demo {
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: FormName,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// To be read
    Text,
    /// One JSON object
    Json,
}

/// What `prompts` does.
#[derive(Debug, Subcommand)]
pub enum Prompts {
    /// Name the built-in prompts
    List,
    /// Print one
    Show {
        /// Its name
        name: String,
    },
    /// Copy all into a folder, to be changed and named with --prompts
    Copy {
        /// The folder; files in it are not overwritten
        folder: PathBuf,
    },
}

/// The forms of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormName {
    /// For a terminal
    Text,
    /// Plain text, a paragraph a line
    Txt,
    /// For a document
    Markdown,
    /// Markdown for an editor: both texts, flags, what was removed, provenance
    Packet,
    /// A web page that stands alone: both texts side by side, flags marked
    Html,
    /// Both texts in HTML that word processors open
    Word,
    /// IPTC ninjs 3.1, one object for each article
    Ninjs,
    /// A table for spreadsheets, one row for each article
    Csv,
    /// One indented object for each article
    Json,
    /// One line for each article
    Jsonl,
}

/// Where settings come from.
#[derive(Debug, Args)]
pub struct Sources {
    /// Read variables from this file in place of .env
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub env_file: Option<PathBuf>,
    /// Read this file in place of alih.toml in the working folder
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub config: Option<PathBuf>,
}

/// How much is told on stderr.
#[derive(Debug, Args)]
pub struct Telling {
    /// Tell more: -v retries and notices, -vv every request
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
    /// Tell nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell it as one JSON object a line
    #[arg(long)]
    pub log_json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_setting_has_its_flag() {
        let cli = Cli::try_parse_from([
            "alih",
            "translate",
            "-",
            "--width",
            "9",
            "--summary-words",
            "30",
        ])
        .unwrap();
        let Task::Translate(task) = cli.command else {
            panic!("not a translation")
        };
        let typed = &task.settings.0;
        assert!(typed.contains(&("width", "9".to_owned())));
        assert!(typed.contains(&("summary-words", "30".to_owned())));
    }

    #[test]
    fn no_flag_takes_a_key() {
        let command = Cli::command();
        for task in command.get_subcommands() {
            for arg in task.get_arguments() {
                assert!(!arg.get_id().as_str().contains("key"), "{}", arg.get_id());
            }
        }
    }
}
