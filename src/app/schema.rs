//! `alih schema`: what results look like, for programs.

use std::io::Write;

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
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(usage(error)),
        _ => Ok(Exit::Done),
    }
}
