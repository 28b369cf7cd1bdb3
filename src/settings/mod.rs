//! What was typed, resolved once into one value that cannot change, and
//! validated there: everything that could fail before spending fails here.

mod checking;
mod endpoint;
mod environment;
mod labels;
mod layers;
#[cfg(feature = "local")]
mod models;
mod table;

use std::path::PathBuf;
use std::time::Duration;

pub use checking::Checking;
pub use endpoint::{EndpointSettings, Role, names as endpoint_names, resolve as resolve_endpoint};
pub use environment::Environment;
pub use labels::labels;
pub use layers::{Given, Layers, Origin};
#[cfg(feature = "local")]
pub use models::{ModelSettings, models};
pub use table::{SETTINGS, Setting};

use crate::address::PrivatePages;
use crate::carrier::{Carrier, Wanted};
use crate::fetch::PageSettings;
use crate::guard::Thresholds;
use crate::halt::Budgets;
use crate::label::Labels;
use crate::prompt::{PromptError, Prompts, SummaryShape, SummaryStyle, TEMPLATES};
use crate::retry::Patience;

/// What cannot be used, found before anything is sent. Each message ends
/// with the fix.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// No endpoint is named anywhere.
    #[error("no endpoint is configured")]
    NoEndpoint,
    /// A name that is neither built in nor configured.
    #[error(
        "there is no endpoint or service named \"{name}\"{suggestion}; `alih endpoints` lists them"
    )]
    UnknownEndpoint {
        /// The name that was given.
        name: String,
        /// "; did you mean …?" or nothing.
        suggestion: String,
    },
    /// A key that is missing.
    #[error("endpoint {endpoint} needs a key; set {variable} in the environment or in .env")]
    NoKey {
        /// The endpoint.
        endpoint: String,
        /// Its variable.
        variable: String,
    },
    /// A key that would travel in the open.
    #[error(
        "endpoint {endpoint} would send its key over plain http to another machine; use https, or set allow_plain_http = true for it in alih.toml"
    )]
    PlainHttp {
        /// The endpoint.
        endpoint: String,
    },
    /// An address that is none.
    #[error("endpoint {endpoint} has no usable address; give --base-url http(s)://HOST")]
    BaseUrl {
        /// The endpoint.
        endpoint: String,
    },
    /// A model that is missing.
    #[error("endpoint {endpoint} needs a model; give --model NAME, or model in alih.toml")]
    NoModel {
        /// The endpoint.
        endpoint: String,
    },
    /// An endpoint that cannot summarise.
    #[error(
        "endpoint {endpoint} translates and cannot summarise; give --summary-endpoint with a language model, or --only translation"
    )]
    CannotSummarise {
        /// The endpoint.
        endpoint: String,
    },
    /// A value that cannot be used.
    #[error("{place}: \"{value}\" cannot be used; {fix}")]
    Value {
        /// Where it was given.
        place: String,
        /// What was given.
        value: String,
        /// What to give.
        fix: String,
    },
    /// A file that cannot be used.
    #[error("{}: {problem}; correct the file or name another one", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// A prompt that cannot be used.
    #[error(transparent)]
    Prompt(#[from] PromptError),
}

/// How many articles a run is for: patience differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Somebody waits for one article.
    One,
    /// Many, unattended.
    Many,
}

/// Who writes the summary.
#[derive(Clone, Debug)]
pub enum SummaryBy {
    /// The endpoint that translates, in the same answer.
    SameEndpoint,
    /// A second endpoint.
    Endpoint(Box<EndpointSettings>),
    /// Sentences of the translation, chosen by rule.
    Extractive,
}

/// A run's settings, resolved.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The endpoint that translates.
    pub endpoint: EndpointSettings,
    /// The endpoints that stand in for it, in their order.
    pub fallbacks: Vec<EndpointSettings>,
    /// Who writes the summary.
    pub summary_by: SummaryBy,
    /// What is wanted.
    pub wanted: Wanted,
    /// The language to translate into.
    pub target: String,
    /// The language of the articles, where the user states it.
    pub source_language: Option<String>,
    /// What a summary looks like.
    pub summary: SummaryShape,
    /// How articles travel.
    pub carrier: Carrier,
    /// The prompts.
    pub prompts: Prompts,
    /// How patient the run is.
    pub patience: Patience,
    /// The run's budgets.
    pub budgets: Budgets,
    /// Largest article, in bytes.
    pub max_input: usize,
    /// How often flagged parts are asked for again.
    pub repairs: u32,
    /// The user's glossary file.
    pub glossary: Option<PathBuf>,
    /// Where the checks draw their lines.
    pub thresholds: Thresholds,
    /// The disclosure sentences.
    pub labels: Labels,
    /// The memory's file, where one can be kept.
    pub state: Option<PathBuf>,
    /// How web pages are reached.
    pub pages: PageSettings,
}

impl Settings {
    /// Resolves and validates.
    ///
    /// # Errors
    /// The first thing that cannot work.
    pub fn resolve(layers: &Layers, scale: Scale) -> Result<Self, SettingsError> {
        let name = layers.get("endpoint").ok_or(SettingsError::NoEndpoint)?;
        let endpoint = resolve_endpoint(&name.value, Role::Main, layers)?;
        needs_model(&endpoint)?;
        let wanted = wanted(layers)?;
        let summary_by = summary_by(layers, &endpoint, wanted)?;
        let fallbacks = fallbacks(layers, &endpoint, wanted)?;
        Ok(Self {
            budgets: budgets(layers, std::iter::once(&endpoint).chain(&fallbacks))?,
            fallbacks,
            summary_by,
            wanted,
            target: target(layers)?,
            source_language: layers.get("from").map(|given| given.value),
            summary: SummaryShape {
                words: at_least(layers, "summary-words", 5)?,
                style: style(layers)?,
            },
            carrier: carrier(layers)?,
            prompts: prompts(layers)?,
            patience: patience(layers, scale)?,
            max_input: largest_input(layers)?,
            repairs: at_least(layers, "repair", 0)?,
            glossary: layers.get("glossary").map(|given| given.value.into()),
            thresholds: checking::thresholds(layers)?,
            labels: labels(layers)?,
            state: state_file(layers),
            pages: pages(layers)?,
            endpoint,
        })
    }
}

fn needs_model(settings: &EndpointSettings) -> Result<(), SettingsError> {
    let endpoint = &settings.endpoint;
    if endpoint.lacks_model() {
        return Err(SettingsError::NoModel {
            endpoint: endpoint.name.clone(),
        });
    }
    Ok(())
}

fn wanted(layers: &Layers) -> Result<Wanted, SettingsError> {
    match layers.get("only") {
        None => Ok(Wanted::Both),
        Some(given) => match given.value.as_str() {
            "translation" => Ok(Wanted::Translation),
            "summary" => Ok(Wanted::Summary),
            _ => Err(given.refuse("give translation or summary")),
        },
    }
}

fn summary_by(
    layers: &Layers,
    main: &EndpointSettings,
    wanted: Wanted,
) -> Result<SummaryBy, SettingsError> {
    let cannot = |settings: &EndpointSettings| SettingsError::CannotSummarise {
        endpoint: settings.endpoint.name.clone(),
    };
    match layers.get("summary-endpoint") {
        Some(given) if given.value == "extractive" => Ok(SummaryBy::Extractive),
        Some(given) => {
            let second = resolve_endpoint(&given.value, Role::Other, layers)?;
            if !second.endpoint.is_chat() {
                return Err(cannot(&second));
            }
            needs_model(&second)?;
            Ok(SummaryBy::Endpoint(Box::new(second)))
        }
        None if main.endpoint.is_chat() => Ok(SummaryBy::SameEndpoint),
        None if wanted == Wanted::Summary => Err(cannot(main)),
        None => Ok(SummaryBy::Extractive),
    }
}

/// The endpoints that stand in: names separated by commas, each once.
fn fallbacks(
    layers: &Layers,
    main: &EndpointSettings,
    wanted: Wanted,
) -> Result<Vec<EndpointSettings>, SettingsError> {
    let Some(given) = layers.get("fallback") else {
        return Ok(Vec::new());
    };
    let mut fallbacks: Vec<EndpointSettings> = Vec::new();
    for name in given.value.split(',').map(str::trim) {
        let known = std::iter::once(main).chain(&fallbacks);
        if name.is_empty() || known.into_iter().any(|own| own.endpoint.name == name) {
            return Err(given.refuse("name each endpoint once, separated by commas"));
        }
        let other = resolve_endpoint(name, Role::Other, layers)?;
        needs_model(&other)?;
        if wanted == Wanted::Summary && !other.endpoint.is_chat() {
            return Err(SettingsError::CannotSummarise {
                endpoint: other.endpoint.name,
            });
        }
        fallbacks.push(other);
    }
    Ok(fallbacks)
}

fn target(layers: &Layers) -> Result<String, SettingsError> {
    let given = layers.get("to").ok_or(SettingsError::NoEndpoint)?;
    let code = given.value.trim();
    let plausible = (2..=12).contains(&code.len())
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plausible {
        return Err(given.refuse("give a language code such as en-US, en-GB or ms"));
    }
    Ok(match code.to_ascii_lowercase().as_str() {
        "en" | "en-us" => "en-US".to_owned(),
        "en-gb" => "en-GB".to_owned(),
        _ => code.to_owned(),
    })
}

fn style(layers: &Layers) -> Result<SummaryStyle, SettingsError> {
    match layers.get("summary-style") {
        None => Ok(SummaryStyle::default()),
        Some(given) => SummaryStyle::from_name(&given.value)
            .ok_or_else(|| given.refuse("give sentence, brief or bullets")),
    }
}

fn carrier(layers: &Layers) -> Result<Carrier, SettingsError> {
    match layers.get("carrier") {
        None => Ok(Carrier::default()),
        Some(given) => match given.value.as_str() {
            "tagged" => Ok(Carrier::Tagged),
            "schema" => Ok(Carrier::Schema),
            _ => Err(given.refuse("give tagged or schema")),
        },
    }
}

/// The built-in prompts with those that the folder replaces.
fn prompts(layers: &Layers) -> Result<Prompts, SettingsError> {
    let Some(given) = layers.get("prompts") else {
        return Ok(Prompts::new(&[])?);
    };
    let folder = PathBuf::from(&given.value);
    if !folder.is_dir() {
        return Err(given.refuse("give a folder that exists; `alih prompts copy FOLDER` makes one"));
    }
    let mut own = Vec::new();
    for template in TEMPLATES {
        let path = folder.join(format!("{}.md", template.name));
        if path.is_file() {
            let text = std::fs::read_to_string(&path).map_err(|error| SettingsError::File {
                path: path.clone(),
                problem: error.to_string(),
            })?;
            own.push((template.name.to_owned(), text));
        }
    }
    if own.is_empty() {
        return Err(given.refuse("give a folder with at least one of the built-in prompts' files; `alih prompts list` names them"));
    }
    Ok(Prompts::new(&own)?)
}

fn patience(layers: &Layers, scale: Scale) -> Result<Patience, SettingsError> {
    let (tries, wait) = match scale {
        Scale::One => (4, 60.0),
        Scale::Many => (6, 900.0),
    };
    let tries = match layers.get("tries") {
        None => tries,
        Some(given) => match given.number("a whole number from 1 on")? {
            0 => return Err(given.refuse("give a whole number from 1 on")),
            tries => tries,
        },
    };
    let wait = match layers.get("max-wait") {
        None => wait,
        Some(given) => given.seconds()?.clamp(0.0, 86_400.0),
    };
    Ok(Patience {
        tries,
        first: Duration::from_millis(500),
        cap: Duration::from_secs(30),
        longest_wait: Duration::from_secs_f64(wait),
    })
}

fn budgets<'e>(
    layers: &Layers,
    endpoints: impl IntoIterator<Item = &'e EndpointSettings>,
) -> Result<Budgets, SettingsError> {
    let whole = |name: &'static str| -> Result<Option<u64>, SettingsError> {
        layers
            .get(name)
            .map(|given| given.number("a whole number"))
            .transpose()
    };
    let cost = match layers.get("max-cost") {
        None => None,
        Some(given) => {
            let cost: f64 = given.number("an amount such as 2.50")?;
            if let Some(free) = endpoints.into_iter().find(|own| !own.prices.is_known()) {
                return Err(given.refuse(&format!(
                    "a limit on cost needs prices: add [endpoint.{}.prices] to alih.toml (request = 0 where it costs nothing)",
                    free.endpoint.name
                )));
            }
            Some(cost)
        }
    };
    Ok(Budgets {
        cost,
        requests: whole("max-requests")?,
        tokens: whole("max-tokens")?,
        characters: whole("max-characters")?,
    })
}

/// The memory's file, where one can be kept.
#[must_use]
pub fn state_file(layers: &Layers) -> Option<PathBuf> {
    match layers.get("state") {
        Some(given) => Some(given.value.into()),
        None => Some(layers.environment.data_folder()?.join("memory.db")),
    }
}

/// How web pages are reached: by the same proxies as endpoints, and with
/// nothing else of theirs.
///
/// # Errors
/// A value or file that cannot be used.
pub fn pages(layers: &Layers) -> Result<PageSettings, SettingsError> {
    let private = match layers.get("allow-private-pages") {
        None => PrivatePages::Refused,
        Some(given) => match given.value.as_str() {
            "yes" => PrivatePages::Allowed,
            "no" => PrivatePages::Refused,
            _ => return Err(given.refuse("give yes or no")),
        },
    };
    Ok(PageSettings {
        network: endpoint::surroundings(layers)?,
        private,
    })
}

/// The largest article, in bytes.
///
/// # Errors
/// A number of MiB that is none.
pub fn largest_input(layers: &Layers) -> Result<usize, SettingsError> {
    Ok(at_least::<usize>(layers, "max-input", 1)? << 20)
}

fn at_least<N>(layers: &Layers, name: &'static str, least: N) -> Result<N, SettingsError>
where
    N: std::str::FromStr + PartialOrd + std::fmt::Display + Copy,
{
    match layers.get(name) {
        None => Ok(least),
        Some(given) => {
            let wanted = format!("a whole number from {least} on");
            let number: N = given.number(&wanted)?;
            if number < least {
                return Err(given.refuse(&format!("give {wanted}")));
            }
            Ok(number)
        }
    }
}

#[cfg(test)]
mod tests;
