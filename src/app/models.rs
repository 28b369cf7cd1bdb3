//! `alih models`, and the road to the embedded engine.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::common::{print, within_runtime};
use super::endpoints::no_endpoint;
use super::translate::Chosen;
use super::{Stop, usage};
use crate::cli::{ModelsAction, ModelsOf, Typed};
use crate::embedded;
use crate::engine::error::FILES;
use crate::engine::fetch::{Client, Step};
use crate::engine::store::{Manifest, Store};
use crate::engine::{EngineError, Files, NoModel, Pair, records};
use crate::outcome::Exit;
use crate::progress::Place;
use crate::settings::{
    EndpointSettings, Environment, Layers, ModelSettings, Settings, models as resolve,
};
use crate::tell::{Kind, LogForm, Teller, Verbosity};
use crate::transport::Transport;

/// Who has not configured anything waits no longer than this for a server
/// that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A server that sends nothing for so long is gone.
const IDLE: Duration = Duration::from_secs(30);
/// For one file over a slow line.
const WHOLE: Duration = Duration::from_secs(3_600);

/// Connects to the embedded engine, where the endpoint or one that stands in
/// for it is one: its model is fetched unless it is here.
pub(super) fn connect(
    settings: &mut Settings,
    layers: &Layers,
    chosen: Chosen,
    display: &Display,
) -> Result<(), Stop> {
    let pair = embedded::pair_of(settings);
    for endpoint in embedded::endpoints(settings) {
        let own = resolve(layers).map_err(usage)?;
        let (manifest, files) = ready(&own, &pair, display).map_err(|error| match chosen {
            Chosen::ByDefault => (Exit::Usage, no_endpoint(Some(&error.to_string()))),
            Chosen::Named => (Exit::Usage, with_advice(&error)),
        })?;
        embedded::connect(endpoint, &manifest, files, own.threads);
    }
    if let (Chosen::ByDefault, Some(model)) = (chosen, &settings.endpoint.endpoint.model) {
        display.teller.say(
            Kind::Note,
            &format!("no endpoint is configured: translating on this machine with the small model {model}; a draft, and nothing is sent"),
        );
    }
    Ok(())
}

/// Connects an endpoint to the embedded engine, where it is one, if a model
/// is here; else every question on the way to it is told what is missing.
pub(super) fn connect_as_it_is(endpoint: &mut EndpointSettings, pair: &Pair, layers: &Layers) {
    if !embedded::is_embedded(endpoint) {
        return;
    }
    let found = || {
        let own = resolve(layers).map_err(|error| error.to_string())?;
        let (manifest, files) = embedded::here(&own, pair).map_err(|error| error.to_string())?;
        Ok((manifest, files, own.threads))
    };
    match found() {
        Ok((manifest, files, threads)) => {
            embedded::connect(endpoint, &manifest, files, threads);
        }
        Err(problem) => endpoint.road = Some(Transport::along(Arc::new(NoModel(problem)))),
    }
}

/// The name of the model that would be used, if it is here.
pub(super) fn name_model(settings: &mut Settings, layers: &Layers) -> Result<(), Stop> {
    if embedded::is_embedded(&settings.endpoint)
        && let Some(folder) = resolve(layers).map_err(usage)?.folder
    {
        let found = Store::new(folder).find(&embedded::pair_of(settings));
        settings.endpoint.endpoint.model = found.map(|manifest| manifest.model_name());
    }
    Ok(())
}

/// What to do where nothing can be fetched.
fn with_advice(error: &EngineError) -> String {
    if error.is_of_network() {
        format!(
            "{error}\nWithout a network: run `alih models fetch --models FOLDER` where there is one, bring FOLDER here, and run `alih models import FOLDER`; or import a folder with {FILES}"
        )
    } else {
        error.to_string()
    }
}

fn ready(
    own: &ModelSettings,
    pair: &Pair,
    display: &Display,
) -> Result<(Manifest, Files), EngineError> {
    match embedded::here(own, pair) {
        Err(EngineError::Missing { .. }) => {}
        Err(error @ EngineError::Damaged { .. }) => {
            display.teller.say(Kind::Note, &error.to_string());
        }
        other => return other,
    }
    let store = embedded::store_of(own)?;
    let manifest = fetch(own, &store, pair, display)?;
    let files = store.ready(&manifest)?;
    Ok((manifest, files))
}

fn fetch(
    own: &ModelSettings,
    store: &Store,
    pair: &Pair,
    display: &Display,
) -> Result<Manifest, EngineError> {
    let mut network = own.network.clone();
    network.connect_timeout = PATIENCE;
    network.idle_timeout = IDLE;
    network.total_timeout = WHOLE;
    network.body_cap = usize::MAX;
    let client = Client {
        server: &own.server,
        network: &network,
    };
    let mut bar = None;
    let fetched = within_runtime(client.fetch(store, pair, &mut |step| match step {
        Step::Waiting => display.teller.say(
            Kind::Note,
            &format!("waiting for another alih that fetches the model {pair}"),
        ),
        Step::Begun { host, bytes } => {
            display.teller.say(
                Kind::Note,
                &format!(
                    "fetching the model {pair} from {host}, once: {}",
                    size(bytes)
                ),
            );
            bar = display.bar(bytes);
        }
        Step::Progress(done) => {
            if let Some(bar) = &bar {
                bar.set_position(done);
            }
        }
    }));
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    fetched.unwrap_or_else(|(_, problem)| Err(EngineError::Threads(problem)))
}

/// Where the fetching is shown.
pub(super) struct Display {
    /// Lines.
    pub teller: Teller,
    /// What stderr is.
    pub place: Place,
}

impl Display {
    fn bar(&self, bytes: u64) -> Option<ProgressBar> {
        let shows = self.place == Place::Terminal
            && self.teller.form == LogForm::Text
            && self.teller.verbosity >= Verbosity::Normal;
        let style = ProgressStyle::with_template("[{bar:20}] {bytes} of {total_bytes}, {eta} left");
        shows.then(|| {
            let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.with_style(style.progress_chars("=> "))
        })
    }
}

/// `alih models`.
pub(super) fn models(task: &ModelsOf, environment: Environment) -> Result<Exit, Stop> {
    let place = super::terminal::Terminal::of(&environment).stderr;
    let Typed(typed) = Typed::of([("models", &task.models), ("models-from", &task.models_from)]);
    let layers = Layers::read(typed, environment, None, None).map_err(usage)?;
    let own = resolve(&layers).map_err(usage)?;
    let store = embedded::store_of(&own).map_err(usage)?;
    let display = Display {
        teller: Teller {
            verbosity: Verbosity::Normal,
            form: LogForm::Text,
            bar: None,
        },
        place,
    };
    match &task.action {
        ModelsAction::List { available: true } => available(&own),
        ModelsAction::List { available: false } => print(&listed(&store)),
        ModelsAction::Fetch { pair } => {
            let pair = parse(pair)?;
            let manifest = fetch(&own, &store, &pair, &display)
                .map_err(|error| (Exit::Usage, with_advice(&error)))?;
            print(&row(&manifest))
        }
        ModelsAction::Import { folder } => {
            let manifests = store.import(folder).map_err(usage)?;
            print(&manifests.iter().map(row).collect::<String>())
        }
        ModelsAction::Remove { pair } => {
            let pair = parse(pair)?;
            match store.remove(&pair).map_err(usage)? {
                true => print(&format!("{pair} removed\n")),
                false => Err(usage(format!(
                    "there is no model {pair} in {}; `alih models list` names those that are",
                    store.folder().display()
                ))),
            }
        }
    }
}

fn available(own: &ModelSettings) -> Result<Exit, Stop> {
    let client = Client {
        server: &own.server,
        network: &own.network,
    };
    let records = within_runtime(client.list())?.map_err(usage)?;
    let rows = records::pairs(&records);
    print(
        &rows
            .iter()
            .map(|pair| format!("{pair}\n"))
            .collect::<String>(),
    )
}

fn listed(store: &Store) -> String {
    let folder: PathBuf = store.folder().to_owned();
    let found = store.list();
    if found.is_empty() {
        return format!(
            "no models in {}; `alih models fetch` brings the one from Indonesian to English\n",
            folder.display()
        );
    }
    let rows: String = found.iter().map(row).collect();
    format!("{rows}in {}\n", folder.display())
}

fn row(manifest: &Manifest) -> String {
    format!(
        "{:8} {:>9}  {}  {}\n",
        manifest.pair().to_string(),
        size(manifest.size()),
        manifest.model_name(),
        crate::safe::safe(&manifest.origin)
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "models are far below 2^52 bytes"
)]
fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn parse(pair: &str) -> Result<Pair, Stop> {
    Pair::parse(pair).ok_or_else(|| {
        usage(format!(
            "{pair} is no pair of languages; give one such as id-en"
        ))
    })
}
