//! The disclosure sentences of the user.

use super::checking::merged;
use super::{Layers, SettingsError};
use crate::label::Labels;

/// The table of `alih.toml` with the sentences' templates.
pub(super) const TABLE: &str = "label";

/// The templates of all `[label]` tables; of two that give the same one the
/// nearer file counts.
///
/// # Errors
/// A template that cannot be used.
pub fn labels(layers: &Layers) -> Result<Labels, SettingsError> {
    merged(layers, TABLE, Labels::validate)
}
