//! What may be typed behind `alih schema`.

use clap::ValueEnum;

/// What a schema is wanted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The records that most commands write
    Record,
    /// What `alih check` prints in JSON
    Check,
}
