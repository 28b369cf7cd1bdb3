//! `alih man`: the manual's pages, made from what may be typed.

use std::path::Path;

use clap::CommandFactory;

use super::{Stop, usage};
use crate::cli::Cli;
use crate::outcome::Exit;

/// Writes `alih.1`, `alih-translate.1` and so on.
pub(super) fn manual(folder: &Path) -> Result<Exit, Stop> {
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|error| {
            usage(format!(
                "{}: {error}; name a folder that can be written",
                folder.display()
            ))
        })?;
    Ok(Exit::Done)
}
