//! The commands of the embedded engine's models.

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(super) const MODELS_EXAMPLES: &str = "\
Examples:
  alih models list
  alih models fetch                        (Indonesian to English, about 17 MB)
  alih models fetch --models stick/        (where there is a network)
  alih models import stick/                (where there is none)";

/// Everything `models` takes.
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
