//! The embedded engine at the end of an endpoint's road, with a model that
//! lies on this machine.

use std::sync::Arc;

use crate::engine::store::{Manifest, Store};
use crate::engine::{EngineError, Files, Local, Pair, Pool};
use crate::provider::LOCAL;
use crate::settings::{EndpointSettings, ModelSettings, Settings};
use crate::transport::Transport;

/// The endpoints among a run's that are the embedded engine.
pub fn endpoints(settings: &mut Settings) -> impl Iterator<Item = &mut EndpointSettings> {
    std::iter::once(&mut settings.endpoint)
        .chain(&mut settings.fallbacks)
        .filter(|own| is_embedded(own))
}

/// Whether an endpoint is the embedded engine.
#[must_use]
pub fn is_embedded(endpoint: &EndpointSettings) -> bool {
    endpoint.endpoint.kind.name == LOCAL.name
}

/// The languages that a run goes between.
#[must_use]
pub fn pair_of(settings: &Settings) -> Pair {
    let source = settings.source_language.as_deref().unwrap_or("id");
    Pair::new(source, &settings.target)
}

/// The folder of models.
///
/// # Errors
/// No folder is named, and there is no home for one.
pub fn store_of(own: &ModelSettings) -> Result<Store, EngineError> {
    let folder = own.folder.clone().ok_or(EngineError::NoFolder)?;
    Ok(Store::new(folder))
}

/// The model of a pair that lies on this machine. Nothing is fetched.
///
/// # Errors
/// There is none, or it is damaged.
pub fn here(own: &ModelSettings, pair: &Pair) -> Result<(Manifest, Files), EngineError> {
    let store = store_of(own)?;
    let manifest = store.find(pair).ok_or_else(|| EngineError::Missing {
        pair: pair.clone(),
        folder: store.folder().to_owned(),
    })?;
    let files = store.ready(&manifest)?;
    Ok((manifest, files))
}

/// Puts the engine with that model at the end of an endpoint's road. It is
/// loaded in the background.
pub fn connect(endpoint: &mut EndpointSettings, manifest: &Manifest, files: Files, threads: usize) {
    endpoint.endpoint.model = Some(manifest.model_name());
    endpoint.road = Some(Transport::along(Arc::new(Local::new(
        Pool::start(files, threads),
        manifest.pair(),
    ))));
}
