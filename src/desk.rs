//! From settings to a desk that can ask: the way in for a program that embeds
//! this library.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub use crate::ask::Reuse;
pub use crate::line::{Event, Viewer, Watcher};
pub use crate::pipeline::Desk;

use crate::chain::Chain;
#[cfg(feature = "local")]
use crate::embedded;
use crate::glossary::Glossary;
use crate::halt::Halt;
use crate::line::{Line, RunTerms, Shared};
use crate::memory::Memory;
use crate::pace::{Limits, Pace};
use crate::pipeline::Lines;
use crate::record;
use crate::retry::Patience;
use crate::settings::{
    EndpointSettings, Environment, Layers, Scale, Settings, SettingsError, SummaryBy,
};
use crate::transport::{Transport, TransportError};

/// Everything a desk is opened with.
pub struct Opening {
    /// The settings, resolved.
    pub settings: Settings,
    /// The translation memory; without one nothing is remembered.
    pub memory: Option<Memory>,
    /// Whether answers of earlier runs may be used.
    pub reuse: Reuse,
    /// The terms to be kept to.
    pub glossary: Glossary,
    /// The stop sign, and what may be spent.
    pub halt: Arc<Halt>,
    /// Who is told how it goes.
    pub audience: Audience,
}

/// Why a desk cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpeningError {
    /// The configuration is no TOML.
    #[error("the configuration cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// The settings cannot work.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The network library refuses them.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The embedded engine has no model here.
    #[cfg(feature = "local")]
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
}

impl Opening {
    /// With the text of an `alih.toml`, and the variables that it and its
    /// services name (keys above all): [`Environment::from_process`] or the
    /// program's own. No file is read, but the model of the embedded engine
    /// where that is an endpoint; it is not fetched. Without a memory, with the
    /// built-in glossary, watched by nobody.
    ///
    /// # Errors
    /// A text that is no TOML, settings that cannot work, or a model that is
    /// not here.
    pub fn configured(configuration: &str, environment: Environment) -> Result<Self, OpeningError> {
        let layers = Layers {
            environment,
            files: vec![(PathBuf::from("the configuration"), configuration.parse()?)],
            ..Layers::default()
        };
        let settings = Settings::resolve(&layers, Scale::Many)?;
        #[cfg(feature = "local")]
        let settings = connected(settings, &layers)?;
        Ok(Self {
            memory: None,
            reuse: Reuse::Remember,
            glossary: Glossary::starter(),
            halt: Arc::new(Halt::new(settings.budgets)),
            audience: Audience::none(),
            settings,
        })
    }

    /// Tells somebody of answers, retries and fallbacks as they happen.
    #[must_use]
    pub fn watched(mut self, watcher: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.audience.watcher = Arc::new(watcher);
        self
    }

    /// Remembers answers, and uses those that are remembered.
    #[must_use]
    pub fn remembering(mut self, memory: Memory) -> Self {
        self.memory = Some(memory);
        self
    }

    /// Opens it. Nothing is asked yet.
    ///
    /// # Errors
    /// A certificate authority or address that the network library refuses.
    pub fn open(self) -> Result<Arc<Desk>, TransportError> {
        let settings = self.settings;
        let shared = shared(settings.patience, &self.halt, self.audience);
        let source = settings.source_language.as_deref().unwrap_or("id");
        let line_to = |own: &EndpointSettings| {
            let terms = RunTerms::of(&own.endpoint, &self.glossary, source, &settings.target);
            line(own, &shared).map(|line| Arc::new(line.with_terms(terms)))
        };
        let others: Result<Vec<_>, _> = settings.fallbacks.iter().map(line_to).collect();
        let lines = Lines {
            chain: Chain::new(line_to(&settings.endpoint)?, others?),
            summary: match &settings.summary_by {
                SummaryBy::Endpoint(second) => Some(line_to(second)?),
                SummaryBy::SameEndpoint | SummaryBy::Extractive => None,
            },
            halt: self.halt,
        };
        Ok(Arc::new(Desk::new(
            settings,
            lines,
            self.memory,
            self.reuse,
            self.glossary,
            record::today(),
        )))
    }
}

/// With those endpoints connected that are the embedded engine.
#[cfg(feature = "local")]
fn connected(mut settings: Settings, layers: &Layers) -> Result<Settings, OpeningError> {
    let pair = embedded::pair_of(&settings);
    for endpoint in embedded::endpoints(&mut settings) {
        let own = crate::settings::models(layers)?;
        let (manifest, files) = embedded::here(&own, &pair)?;
        embedded::connect(endpoint, &manifest, files, own.threads);
    }
    Ok(settings)
}

/// Who is told how the run goes.
pub struct Audience {
    /// Told of events.
    pub watcher: Watcher,
    /// Sees answers while they come.
    pub viewer: Option<Viewer>,
}

impl Audience {
    /// Nobody.
    #[must_use]
    pub fn none() -> Self {
        Self {
            watcher: Arc::new(|_| ()),
            viewer: None,
        }
    }
}

/// What the lines of a run share.
#[must_use]
#[doc(hidden)]
pub fn shared(patience: Patience, halt: &Arc<Halt>, audience: Audience) -> Arc<Shared> {
    Arc::new(Shared {
        halt: Arc::clone(halt),
        patience,
        began: tokio::time::Instant::now(),
        watcher: audience.watcher,
        viewer: audience.viewer,
        retries: Mutex::default(),
    })
}

/// A line to an endpoint.
///
/// # Errors
/// A certificate authority or address that the network library refuses.
#[doc(hidden)]
pub fn line(settings: &EndpointSettings, shared: &Arc<Shared>) -> Result<Line, TransportError> {
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
