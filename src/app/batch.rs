//! `alih batch`: articles by the vendors' batch interfaces.

mod collect;
mod status;
mod submit;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::common::layers;
use super::desk::{Audience, line, shared};
use super::{Stop, usage};
use crate::batch::send::Vendor;
use crate::batch::store::beside;
use crate::batch::{Store, Terms};
use crate::cli::{BatchForget, BatchTask, JobPlace, Sources, Typed};
use crate::halt::Halt;
use crate::line::{Prices, Watcher};
use crate::memory::Memory;
use crate::outcome::Exit;
use crate::provider::SERVICES;
use crate::provider::batch::Batch;
use crate::retry::Patience;
use crate::settings::{
    EndpointSettings, Environment, Layers, Scale, Settings, SummaryBy, state_file,
};
use crate::tell::{Kind, LogForm, Teller, Verbosity};

/// `alih batch`.
pub(super) fn batch(task: &BatchTask, environment: Environment) -> Result<Exit, Stop> {
    match task {
        BatchTask::Submit(task) => submit::submit(task, environment),
        BatchTask::Status(task) => status::status(task, environment),
        BatchTask::Collect(task) => collect::collect(task, environment),
        BatchTask::Forget(task) => forget(task, environment),
    }
}

fn forget(task: &BatchForget, environment: Environment) -> Result<Exit, Stop> {
    let place = &task.place;
    let (_, memory) = bare(place.state.as_deref(), &place.sources, environment, &[])?;
    let mut store = Store::open(&beside(&memory)).map_err(usage)?;
    let jobs = store.jobs().map_err(usage)?;
    if !jobs.iter().any(|(number, ..)| *number == task.job) {
        return Err(no_job(task.job));
    }
    store.forget(task.job).map_err(usage)?;
    Ok(Exit::Done)
}

fn no_job(number: i64) -> Stop {
    usage(format!(
        "there is no job {number}; `alih batch status` lists them"
    ))
}

/// Settings with only these flags, and the memory's file.
fn bare(
    state: Option<&Path>,
    sources: &Sources,
    environment: Environment,
    flags: &[(&'static str, String)],
) -> Result<(Layers, PathBuf), Stop> {
    let state = state.map(|path| ("state", path.display().to_string()));
    let typed = Typed(state.into_iter().chain(flags.iter().cloned()).collect());
    let layers = layers(&typed, environment, sources)?;
    let memory = memory_file(&layers)?;
    Ok((layers, memory))
}

fn memory_file(layers: &Layers) -> Result<PathBuf, Stop> {
    state_file(layers)
        .ok_or_else(|| usage("there is no user data folder; name the memory's file with --state"))
}

/// What is paid for goes into the memory before it is shown, so there has to
/// be one.
fn memory_of(path: &Path, teller: &Teller) -> Result<Memory, Stop> {
    let (memory, notices) = Memory::open(path).map_err(usage)?;
    for notice in notices {
        teller.say(Kind::Note, &notice);
    }
    Ok(memory)
}

/// A job's settings, as they were when it was submitted.
fn settings_of(
    terms: &Terms,
    place: &JobPlace,
    environment: Environment,
) -> Result<Settings, Stop> {
    let (layers, _) = bare(
        place.state.as_deref(),
        &place.sources,
        environment,
        &terms.flags(),
    )?;
    let mut settings = Settings::resolve(&layers, Scale::Many).map_err(usage)?;
    terms.restore(&mut settings.endpoint);
    settings.repairs = 0;
    Ok(settings)
}

/// How the endpoint takes batches; prices become a batch's.
fn interface(settings: &mut Settings) -> Result<&'static Batch, Stop> {
    let endpoint = &mut settings.endpoint;
    let name = &endpoint.endpoint.name;
    let Some(interface) = endpoint.endpoint.service.batch else {
        let known: Vec<&str> = SERVICES
            .iter()
            .filter(|service| service.batch.is_some())
            .map(|service| service.name)
            .collect();
        return Err(usage(format!(
            "endpoint {name} takes no batches; these services do: {}",
            known.join(", ")
        )));
    };
    if let SummaryBy::Endpoint(second) = &settings.summary_by {
        return Err(usage(format!(
            "a batch goes to one endpoint and not to {} too; leave --summary-endpoint out, or give extractive",
            second.endpoint.name
        )));
    }
    endpoint.prices = scaled(endpoint.prices, interface.price);
    // A batch goes to one endpoint; what fails there is submitted again.
    settings.fallbacks.clear();
    Ok(interface)
}

fn scaled(prices: Prices, part: f64) -> Prices {
    let scale = |price: Option<f64>| price.map(|price| price * part);
    Prices {
        input: scale(prices.input),
        cached: scale(prices.cached),
        output: scale(prices.output),
        characters: scale(prices.characters),
        request: scale(prices.request),
    }
}

/// A batch's results come in one reply.
const LARGEST_REPLY: usize = 512 << 20;

fn vendor(
    settings: &EndpointSettings,
    interface: &'static Batch,
    patience: Patience,
    halt: &Arc<Halt>,
    watcher: &Watcher,
) -> Result<Vendor, Stop> {
    let mut settings = settings.clone();
    settings.network.body_cap = LARGEST_REPLY;
    let make = |tries: u32| {
        let patience = Patience { tries, ..patience };
        line(&settings, &shared(patience, halt, unseen(watcher))).map_err(usage)
    };
    Ok(Vendor {
        usual: make(patience.tries)?,
        once: make(0)?,
        interface,
    })
}

/// Nobody reads answers while they come.
fn unseen(watcher: &Watcher) -> Audience {
    Audience {
        watcher: Arc::clone(watcher),
        viewer: None,
    }
}

fn teller(verbosity: Verbosity, form: LogForm) -> Teller {
    Teller {
        verbosity,
        form,
        bar: None,
    }
}
