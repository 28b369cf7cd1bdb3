//! The command line: what may be typed.

mod review;

use std::path::PathBuf;

pub use review::{Render, ReviewAction, ReviewApply, ReviewBuild, ReviewOf};

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Parser, Subcommand, ValueEnum,
};

use crate::settings::SETTINGS;

mod batch;
mod endpoints;
mod schema;

pub use batch::{BatchCollect, BatchForget, BatchStatus, BatchSubmit, BatchTask, JobPlace};
pub use endpoints::{EndpointsAction, EndpointsOf, EndpointsTest};
pub use schema::SchemaOf;

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
Exit codes: 0 every article ok · 2 usage or configuration · 3 some articles failed ·
4 none succeeded, or the endpoint refuses us · 5 complete but flagged (--strict) ·
6 stopped at a budget · 130/143 interrupted · 1 fault of alih

Try it without a key or network: alih demo";

const TRANSLATE_EXAMPLES: &str = "\
Examples:
  alih translate artikel.txt --endpoint ollama --model gemma3
  OPENAI_API_KEY=… alih translate artikel.txt --endpoint openai --model MODEL
  alih translate artikel.txt --endpoint libretranslate
  alih translate archive/ -o results.jsonl        (the same command continues)
  alih translate https://www.antaranews.com/rss/terkini.xml -o news.jsonl   (only what is new)
  cat feed.jsonl | alih translate - | jq .translation.title";

const CHECK_EXAMPLES: &str = "\
Examples:
  alih check artikel.txt article.txt                (side by side, spots marked)
  alih check artikel.txt article.txt --summary summary.txt
  alih check results.jsonl --strict                 (records of alih)
  alih check pairs.jsonl --format jsonl             (fields source and translation)

Paragraphs are compared one to one where both texts have equally many, and are
otherwise paired by length and by the names and figures they share.";

const REVIEW_EXAMPLES: &str = "\
Examples:
  alih review build results.jsonl -o packet/        (then open packet/index.html)
  alih review apply berita-1.edits.json             (into the records it came from)
  alih review results.jsonl --by \"Sari Dewi\"       (in the terminal, with $EDITOR)";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Translate articles and summarise them
    #[command(after_help = TRANSLATE_EXAMPLES)]
    Translate(Translate),
    /// Summarise articles in English, without translating them
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
    Render(Render),
    /// Show what cleaning makes of an input, and what it removes
    Clean(Clean),
    /// Translate a bundled article against a built-in endpoint: no key, no network
    Demo(Demo),
    /// Show what was sent and what it cost, by day, endpoint and model
    Usage(UsageOf),
    /// Show or forget the answers that were paid for
    Memory(MemoryOf),
    /// List the endpoints that are built in or configured, or try them out
    Endpoints(EndpointsOf),
    /// List, fetch, import or remove the embedded engine's models
    #[cfg(feature = "local")]
    Models(ModelsOf),
    /// List, show or copy the built-in prompts
    #[command(subcommand)]
    Prompts(Prompts),
    /// Print the JSON Schema of records, or of what check prints
    Schema {
        /// What it is of
        #[arg(default_value = "record")]
        of: SchemaOf,
    },
    /// Write the manual's pages, one for each command
    Man {
        /// The folder for them; made where it is not there
        folder: PathBuf,
    },
    /// Print shell completions
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
    /// Where settings come from; only addresses need any.
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

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// To be read
    Text,
    /// One JSON object
    Json,
}

/// Everything `models` takes.
#[cfg(feature = "local")]
#[derive(Debug, Args)]
pub struct ModelsOf {
    /// What to do
    #[command(subcommand)]
    pub action: ModelsAction,
    /// The folder of models; in the user's cache folder unless given
    #[arg(long, value_name = "FOLDER", global = true)]
    pub models: Option<String>,
    /// A server that mirrors the models; Mozilla's unless given
    #[arg(long, value_name = "ADDRESS", global = true)]
    pub models_from: Option<String>,
}

/// What `models` does.
#[cfg(feature = "local")]
#[derive(Debug, Subcommand)]
pub enum ModelsAction {
    /// Name the models that are here
    List {
        /// Name those that can be fetched instead
        #[arg(long)]
        available: bool,
    },
    /// Fetch the newest model of a pair
    Fetch {
        /// The pair
        #[arg(default_value = "id-en")]
        pair: String,
    },
    /// Take over models from a folder, without a network
    Import {
        /// With the files of a model, or models that another machine fetched
        folder: PathBuf,
    },
    /// Remove a model
    Remove {
        /// The pair
        #[arg(default_value = "id-en")]
        pair: String,
    },
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

/// The settings that were typed: one flag for each row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(&'static str, String)>);

impl Args for Typed {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, row| {
            let default = match row.default {
                "" => String::new(),
                default => format!(" [default: {default}]"),
            };
            command.arg(
                Arg::new(row.name)
                    .long(row.name)
                    .action(action(row.name))
                    .value_name(row.variable.trim_start_matches("ALIH_"))
                    .help(format!("{}{default} [env: {}]", row.about, row.variable))
                    .help_heading("Settings"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Only a list may be typed piece by piece.
fn action(setting: &str) -> ArgAction {
    match setting {
        "fallback" => ArgAction::Append,
        _ => ArgAction::Set,
    }
}

impl FromArgMatches for Typed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let typed = SETTINGS.iter().filter_map(|row| {
            let values = matches.get_many::<String>(row.name)?;
            let values: Vec<&str> = values.map(String::as_str).collect();
            Some((row.name, values.join(",")))
        });
        Ok(Self(typed.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
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
