//! `alih schema`: what a record looks like, for programs.

use std::io::Write;

use super::{Stop, usage};
use crate::outcome::Exit;

/// Prints the JSON Schema.
pub(super) fn schema() -> Result<Exit, Stop> {
    let text = serde_json::to_string_pretty(&crate::record::schema()).map_err(usage)? + "\n";
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(usage(error)),
        _ => Ok(Exit::Done),
    }
}
