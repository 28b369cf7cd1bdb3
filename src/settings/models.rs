//! Settings of the embedded engine.

use std::path::PathBuf;

use super::{Layers, SettingsError, endpoint};
use crate::engine::fetch::Server;
use crate::network::NetworkSettings;

/// Where models are, and how they come there.
#[derive(Clone, Debug)]
pub struct ModelSettings {
    /// The folder of models, where there can be one.
    pub folder: Option<PathBuf>,
    /// Where they come from.
    pub server: Server,
    /// How the network is reached.
    pub network: NetworkSettings,
    /// Threads that translate.
    pub threads: usize,
}

/// Resolves them.
///
/// # Errors
/// A value that cannot be used.
pub fn models(layers: &Layers) -> Result<ModelSettings, SettingsError> {
    let folder = match layers.get("models") {
        Some(given) => Some(given.value.into()),
        None => layers
            .environment
            .cache_folder()
            .map(|own| own.join("models")),
    };
    let server = match layers.get("models-from") {
        None => Server::mozilla(),
        Some(given)
            if given.value.starts_with("http://") || given.value.starts_with("https://") =>
        {
            Server::mirror(&given.value)
        }
        Some(given) => return Err(given.refuse("give an address such as https://HOST")),
    };
    let threads = match layers.get("threads") {
        None => std::thread::available_parallelism().map_or(1, usize::from),
        Some(given) => match given.number("a whole number from 1 on")? {
            0 => return Err(given.refuse("give a whole number from 1 on")),
            threads => threads,
        },
    };
    Ok(ModelSettings {
        folder,
        server,
        network: endpoint::surroundings(layers)?,
        threads,
    })
}
