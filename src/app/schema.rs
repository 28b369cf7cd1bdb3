//! `alih schema`: what results look like, for programs.

use super::common::print;

use super::{Stop, usage};
use crate::cli::SchemaOf;
use crate::outcome::Exit;
use crate::{compare, record};

/// Prints the JSON Schema.
pub(super) fn schema(of: SchemaOf) -> Result<Exit, Stop> {
    let schema = match of {
        SchemaOf::Record => record::schema(),
        SchemaOf::Check => compare::schema(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(usage)? + "\n";
    print(&text)
}
