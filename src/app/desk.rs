//! Desks as commands open them.

use std::path::Path;
use std::sync::Arc;

use super::{Stop, files, usage};
use crate::ask::Reuse;
pub(super) use crate::desk::{Audience, line, shared};
use crate::glossary::Glossary;
use crate::halt::Halt;
use crate::memory::Memory;
use crate::pipeline::Desk;
use crate::settings::Settings;

pub(super) fn desk(
    settings: Settings,
    memory: Option<Memory>,
    reuse: Reuse,
    glossary: Glossary,
    halt: &Arc<Halt>,
    audience: Audience,
) -> Result<Arc<Desk>, Stop> {
    files::allow(&settings)?;
    let opening = crate::desk::Opening {
        settings,
        memory,
        reuse,
        glossary,
        halt: Arc::clone(halt),
        audience,
    };
    opening.open().map_err(usage)
}

pub(super) fn glossary(path: Option<&Path>) -> Result<Glossary, Stop> {
    let starter = Glossary::starter();
    let Some(path) = path else {
        return Ok(starter);
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        usage(format!(
            "{}: {error}; name another file with --glossary",
            path.display()
        ))
    })?;
    let own = crate::glossary::read(&text)
        .map_err(|error| usage(format!("{}: {error}", path.display())))?;
    Ok(starter.with(own))
}
