//! From settings to a desk that can ask.

use std::path::Path;
use std::sync::{Arc, Mutex};

use super::{Stop, usage};
use crate::ask::Reuse;
use crate::chain::Chain;
use crate::glossary::Glossary;
use crate::halt::Halt;
use crate::line::{Line, RunTerms, Shared, Viewer, Watcher};
use crate::memory::Memory;
use crate::pace::{Limits, Pace};
use crate::pipeline::{Desk, Lines};
use crate::record;
use crate::retry::Patience;
use crate::settings::{EndpointSettings, Settings, SummaryBy};
use crate::transport::{Transport, TransportError};

/// Who is told how the run goes.
pub(super) struct Audience {
    /// Told of events.
    pub(super) watcher: Watcher,
    /// Sees answers while they come.
    pub(super) viewer: Option<Viewer>,
}

impl Audience {
    /// Nobody.
    pub(super) fn none() -> Self {
        Self {
            watcher: Arc::new(|_| ()),
            viewer: None,
        }
    }
}

pub(super) fn desk(
    settings: Settings,
    memory: Option<Memory>,
    reuse: Reuse,
    glossary: Glossary,
    halt: &Arc<Halt>,
    audience: Audience,
) -> Result<Arc<Desk>, Stop> {
    let shared = shared(settings.patience, halt, audience);
    let source = settings.source_language.as_deref().unwrap_or("id");
    let line_to = |own: &EndpointSettings| {
        let terms = RunTerms::of(&own.endpoint, &glossary, source, &settings.target);
        let line = line(own, &shared).map_err(usage)?;
        Ok(Arc::new(line.with_terms(terms)))
    };
    let others: Result<Vec<_>, Stop> = settings.fallbacks.iter().map(line_to).collect();
    let lines = Lines {
        chain: Chain::new(line_to(&settings.endpoint)?, others?),
        summary: match &settings.summary_by {
            SummaryBy::Endpoint(second) => Some(line_to(second)?),
            SummaryBy::SameEndpoint | SummaryBy::Extractive => None,
        },
        halt: Arc::clone(halt),
    };
    Ok(Arc::new(Desk::new(
        settings,
        lines,
        memory,
        reuse,
        glossary,
        record::today(),
    )))
}

/// What the lines of a run share.
pub(super) fn shared(patience: Patience, halt: &Arc<Halt>, audience: Audience) -> Arc<Shared> {
    Arc::new(Shared {
        halt: Arc::clone(halt),
        patience,
        began: tokio::time::Instant::now(),
        watcher: audience.watcher,
        viewer: audience.viewer,
        retries: Mutex::default(),
    })
}

pub(super) fn line(
    settings: &EndpointSettings,
    shared: &Arc<Shared>,
) -> Result<Line, TransportError> {
    let transport = match &settings.road {
        Some(road) => road.clone(),
        None => Transport::new(&settings.endpoint.base_url, &settings.network)?,
    };
    let pace = Pace::new(Limits {
        width: settings.width,
        requests_per_minute: settings.requests_per_minute,
        tokens_per_minute: settings.tokens_per_minute,
    });
    Ok(Line::new(
        settings.endpoint.clone(),
        settings.prices,
        transport,
        pace,
        Arc::clone(shared),
    ))
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
