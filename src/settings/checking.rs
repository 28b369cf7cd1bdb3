//! What the checks are made with: the language, the terms, and where the
//! lines are drawn.

use std::path::PathBuf;

use super::{Layers, SettingsError};
use crate::guard::Thresholds;

/// The table of `alih.toml` with the checks' thresholds.
pub(super) const TABLE: &str = "checks";

/// Settings of `alih check`, which needs no endpoint.
#[derive(Clone, Debug)]
pub struct Checking {
    /// The language of the translations.
    pub target: String,
    /// The user's glossary file.
    pub glossary: Option<PathBuf>,
    /// Where the checks draw their lines.
    pub thresholds: Thresholds,
    /// Largest article, in bytes.
    pub max_input: usize,
}

impl Checking {
    /// Resolves and validates.
    ///
    /// # Errors
    /// The first value that cannot be used.
    pub fn resolve(layers: &Layers) -> Result<Self, SettingsError> {
        Ok(Self {
            target: super::target(layers)?,
            glossary: layers.get("glossary").map(|given| given.value.into()),
            thresholds: thresholds(layers)?,
            max_input: super::largest_input(layers)?,
        })
    }
}

/// The thresholds of all `[checks]` tables; of two that give the same one the
/// nearer file counts.
pub(super) fn thresholds(layers: &Layers) -> Result<Thresholds, SettingsError> {
    merged(layers, TABLE, Thresholds::validate)
}

/// One value out of a table that several files may have.
pub(super) fn merged<T: serde::de::DeserializeOwned>(
    layers: &Layers,
    name: &str,
    validate: impl Fn(&T) -> Result<(), String>,
) -> Result<T, SettingsError> {
    let mut all = toml::Table::new();
    for (path, file) in layers.files.iter().rev() {
        let Some(value) = file.get(name) else {
            continue;
        };
        let refuse = |problem: String| SettingsError::File {
            path: path.clone(),
            problem: format!("[{name}]: {problem}"),
        };
        let own = value
            .as_table()
            .ok_or_else(|| refuse("it is no table".to_owned()))?;
        all.extend(own.clone());
        let read: T = all
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| refuse(error.message().to_owned()))?;
        validate(&read).map_err(refuse)?;
    }
    all.try_into()
        .map_err(|error: toml::de::Error| SettingsError::File {
            path: PathBuf::from("alih.toml"),
            problem: error.message().to_owned(),
        })
}
