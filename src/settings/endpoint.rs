//! From a name and what was typed to an [`Endpoint`].

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Map;

use super::SettingsError;
use super::layers::{Given, Layers, Origin};
use crate::host::{host_of, is_loopback};
use crate::line::Prices;
use crate::nearest::suggestion;
use crate::network::NetworkSettings;
use crate::provider::http::{self, Template};
use crate::provider::{self, Endpoint, Header, HeaderText, Limits, Service, Streaming};
use crate::secret::Secret;
use crate::transport::Transport;

/// An endpoint with everything a line to it needs.
#[derive(Clone, Debug)]
pub struct EndpointSettings {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Its prices.
    pub prices: Prices,
    /// Requests at once.
    pub width: usize,
    /// Its limit, where known.
    pub requests_per_minute: Option<f64>,
    /// Its limit, where known.
    pub tokens_per_minute: Option<f64>,
    /// How it is reached.
    pub network: NetworkSettings,
    /// What the user should know about how it was configured.
    pub notes: Vec<String>,
    /// The way to it, where it is not over the network.
    pub road: Option<Transport>,
}

/// `[endpoint.NAME]` in `alih.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EndpointTable {
    service: Option<String>,
    kind: Option<String>,
    base_url: Option<String>,
    model: Option<String>,
    key_env: Option<String>,
    width: Option<usize>,
    requests_per_minute: Option<f64>,
    tokens_per_minute: Option<f64>,
    max_output_tokens: Option<u32>,
    timeout: Option<f64>,
    idle_timeout: Option<f64>,
    stream: Option<String>,
    allow_plain_http: bool,
    headers: BTreeMap<String, String>,
    parameters: toml::Table,
    lang: BTreeMap<String, String>,
    prices: PricesTable,
    limits: LimitsTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PricesTable {
    input: Option<f64>,
    cached: Option<f64>,
    output: Option<f64>,
    characters: Option<f64>,
    request: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LimitsTable {
    max_items: Option<usize>,
    max_chars: Option<usize>,
    max_item_chars: Option<usize>,
    max_bytes: Option<usize>,
}

/// Which role an endpoint plays; the flags for model and address belong to
/// the first one only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `--endpoint`.
    Main,
    /// Any other one: `--summary-endpoint`.
    Other,
}

/// Every name that may be given as an endpoint.
#[must_use]
pub fn names(layers: &Layers) -> Vec<String> {
    let configured = layers.endpoint_tables().map(|(_, name, _)| name.to_owned());
    let built_in = provider::SERVICES.iter().map(|row| row.name.to_owned());
    let mut names: Vec<String> = configured.chain(built_in).collect();
    names.dedup();
    names
}

/// Resolves the endpoint of that name.
///
/// # Errors
/// An unknown name, and everything about it that cannot work.
pub fn resolve(name: &str, role: Role, layers: &Layers) -> Result<EndpointSettings, SettingsError> {
    let (table, template, place) = table_of(name, layers)?;
    let service = service_of(name, table.as_ref(), layers)?;
    let mut table = table.unwrap_or_default();
    if service.kind == http::KIND.name {
        table.base_url = template.as_ref().map(|template| template.url.clone());
    }
    let main = |setting: &'static str| match role {
        Role::Main => layers.get(setting),
        Role::Other => None,
    };
    let (base_url, base_origin) =
        base_url(name, service, &table, &place, main("base-url"), layers)?;
    let (key, key_variable, key_origin) = key_of(service, &table, layers);
    let model = main("model").map(|given| given.value).or(table.model);
    let kind = provider::kind(service.kind).expect("the table of services names known kinds");

    let own_host = host_of(service.base_url) == host_of(&base_url);
    if key.is_none() && !service.keyless && own_host {
        let variable = key_variable.clone().unwrap_or_default();
        return Err(SettingsError::NoKey {
            endpoint: name.to_owned(),
            variable,
        });
    }
    if key.is_some()
        && base_url.starts_with("http://")
        && !is_loopback(&base_url)
        && !table.allow_plain_http
    {
        return Err(SettingsError::PlainHttp {
            endpoint: name.to_owned(),
        });
    }
    let mut notes = Vec::new();
    if let (Some(key_origin), false) = (&key_origin, own_host)
        && !is_loopback(&base_url)
        && *key_origin != base_origin
        && matches!(base_origin, Origin::File(_) | Origin::DotEnv(_))
    {
        notes.push(format!(
            "the key of endpoint {name} goes to {}, an address from another place than the key",
            host_of(&base_url)
        ));
    }
    let max_output_tokens = match main("max-output-tokens") {
        Some(given) => Some(given.number("a whole number of tokens")?),
        None => table.max_output_tokens,
    };
    let endpoint = Endpoint {
        name: name.to_owned(),
        kind,
        service,
        base_url,
        key,
        key_variable,
        model,
        headers: headers(name, service, &table.headers, layers)?,
        parameters: parameters(&table.parameters),
        max_output_tokens,
        streaming: streaming(name, layers.get("stream"), table.stream.as_deref())?,
        language_codes: table.lang.into_iter().collect(),
        limits: limits(&table.limits, &kind.limits, template.as_ref()),
        template: template.map(Box::new),
    };
    Ok(EndpointSettings {
        width: number(
            main("width"),
            table.width.unwrap_or(service.width),
            "a whole number from 1 on",
        )?,
        requests_per_minute: optional(main("requests-per-minute"), table.requests_per_minute)?,
        tokens_per_minute: optional(main("tokens-per-minute"), table.tokens_per_minute)?,
        network: network(
            (layers.get("timeout"), table.timeout),
            (layers.get("idle-timeout"), table.idle_timeout),
            layers,
        )?,
        prices: Prices {
            input: table.prices.input,
            cached: table.prices.cached,
            output: table.prices.output,
            characters: table.prices.characters,
            request: table.prices.request,
        },
        endpoint,
        notes,
        road: None,
    })
}

type Read = (Option<EndpointTable>, Option<Template>, Option<Origin>);

/// The table of that name, the template in it, and the file it stands in.
fn table_of(name: &str, layers: &Layers) -> Result<Read, SettingsError> {
    let Some((path, _, value)) = layers.endpoint_tables().find(|(_, own, _)| *own == name) else {
        return Ok((None, None, None));
    };
    let wrong = |error: toml::de::Error| SettingsError::File {
        path: path.to_owned(),
        problem: format!(
            "[endpoint.{name}]: {}",
            unknown_field(error.message().trim())
        ),
    };
    let mut rest: toml::Table = value.clone().try_into().map_err(wrong)?;
    let template: toml::Table = http::KEYS
        .iter()
        .filter_map(|key| rest.remove_entry(*key))
        .collect();
    let is_http = rest.get("kind").and_then(toml::Value::as_str) == Some(http::KIND.name);
    let template = (is_http || !template.is_empty())
        .then(|| template.try_into().map_err(wrong))
        .transpose()?;
    let table = rest.try_into().map_err(wrong)?;
    Ok((Some(table), template, Some(Origin::File(path.to_owned()))))
}

/// A message about an unknown field with the one that was meant: the message
/// names the field first, then all that are known.
fn unknown_field(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let given = quoted.next().unwrap_or_default();
    format!("{message}{}", suggestion(given, quoted))
}

fn service_of(
    name: &str,
    table: Option<&EndpointTable>,
    layers: &Layers,
) -> Result<&'static Service, SettingsError> {
    let stated = table.and_then(|table| table.service.as_deref().or(table.kind.as_deref()));
    let wanted = stated.unwrap_or(name);
    if let Some(service) = provider::service(wanted) {
        return Ok(service);
    }
    // A table that says nothing else speaks the shape most servers speak.
    if table.is_some()
        && stated.is_none()
        && let Some(service) = provider::service("openai")
    {
        return Ok(service);
    }
    let known = match stated {
        Some(_) => provider::SERVICES
            .iter()
            .map(|row| row.name.to_owned())
            .collect(),
        None => names(layers),
    };
    Err(SettingsError::UnknownEndpoint {
        name: wanted.to_owned(),
        suggestion: suggestion(wanted, known.iter().map(String::as_str)),
    })
}

fn base_url(
    name: &str,
    service: &Service,
    table: &EndpointTable,
    place: &Option<Origin>,
    flag: Option<Given>,
    layers: &Layers,
) -> Result<(String, Origin), SettingsError> {
    let customary = || {
        service
            .base_variables
            .iter()
            .find_map(|variable| layers.variable_with_origin(variable))
            .map(|(text, origin)| ((service.read_address)(text.trim()), origin))
    };
    let (url, origin) = match (flag, &table.base_url) {
        (Some(given), _) => (given.value, given.origin),
        (None, Some(url)) => (url.clone(), place.clone().unwrap_or(Origin::Default)),
        (None, None) => {
            customary().unwrap_or_else(|| (service.base_url.to_owned(), Origin::Default))
        }
    };
    let url = url.trim().trim_end_matches('/').to_owned();
    let usable = ["http://", "https://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        && !host_of(&url).is_empty();
    if !usable {
        return Err(SettingsError::BaseUrl {
            endpoint: name.to_owned(),
        });
    }
    Ok((url, origin))
}

fn key_of(
    service: &Service,
    table: &EndpointTable,
    layers: &Layers,
) -> (Option<Secret>, Option<String>, Option<Origin>) {
    let variables: Vec<&str> = match &table.key_env {
        Some(variable) => vec![variable],
        None => service.key_variables.to_vec(),
    };
    let found = variables.iter().find_map(|variable| {
        let (value, origin) = layers.variable_with_origin(variable)?;
        Some((Secret::new(value.trim()), (*variable).to_owned(), origin))
    });
    match found {
        Some((key, variable, origin)) => (Some(key), Some(variable), Some(origin)),
        None => (None, variables.first().map(|name| (*name).to_owned()), None),
    }
}

/// Headers as configured; `${NAME}` in a value is a variable, and such a
/// value is a secret. Headers that customarily come from a variable are
/// added where it is set.
fn headers(
    endpoint: &str,
    service: &Service,
    table: &BTreeMap<String, String>,
    layers: &Layers,
) -> Result<Vec<Header>, SettingsError> {
    let mut headers = Vec::new();
    for (name, text) in table {
        let value = match with_variables(text, layers) {
            Ok(None) => HeaderText::Plain(text.clone()),
            Ok(Some(filled)) => HeaderText::Secret(Secret::new(filled)),
            Err(variable) => {
                return Err(SettingsError::NoKey {
                    endpoint: endpoint.to_owned(),
                    variable,
                });
            }
        };
        headers.push(Header {
            name: name.to_ascii_lowercase().into(),
            value,
        });
    }
    for (name, variable) in service.header_variables {
        if let Some(value) = layers.variable(variable)
            && headers.iter().all(|header| header.name != *name)
        {
            headers.push(Header::secret(name, value));
        }
    }
    Ok(headers)
}

/// Fills `${NAME}` from the environment; none where there is no such hole.
fn with_variables(text: &str, layers: &Layers) -> Result<Option<String>, String> {
    let mut filled = String::new();
    let mut rest = text;
    let mut holes = 0;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        filled.push_str(&layers.variable(name).ok_or_else(|| name.to_owned())?);
        rest = behind;
        holes += 1;
    }
    filled.push_str(rest);
    Ok((holes > 0).then_some(filled))
}

fn parameters(table: &toml::Table) -> Map<String, serde_json::Value> {
    match serde_json::to_value(table) {
        Ok(serde_json::Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// A character may take four bytes.
const BYTES_OF_CHARACTER: usize = 4;

fn limits(table: &LimitsTable, kind: &Limits, template: Option<&Template>) -> Limits {
    let kind = template.map_or(*kind, |template| template.limits(*kind));
    let characters = table
        .max_chars
        .unwrap_or(kind.characters)
        .min(table.max_bytes.unwrap_or(usize::MAX) / BYTES_OF_CHARACTER)
        .max(100);
    Limits {
        items: table.max_items.unwrap_or(kind.items).max(1),
        characters,
        item_characters: table
            .max_item_chars
            .unwrap_or(kind.item_characters)
            .min(characters)
            .max(100),
    }
}

fn number(given: Option<Given>, otherwise: usize, wanted: &str) -> Result<usize, SettingsError> {
    match given {
        None => Ok(otherwise.max(1)),
        Some(given) => match given.number(wanted)? {
            0 => Err(given.refuse(&format!("give {wanted}"))),
            number => Ok(number),
        },
    }
}

fn optional(given: Option<Given>, otherwise: Option<f64>) -> Result<Option<f64>, SettingsError> {
    match given {
        None => Ok(otherwise.filter(|limit| *limit > 0.0)),
        Some(given) => {
            let limit: f64 = given.number("a number above 0")?;
            if limit.is_finite() && limit > 0.0 {
                Ok(Some(limit))
            } else {
                Err(given.refuse("give a number above 0"))
            }
        }
    }
}

/// What was typed goes before the endpoint's own value, and that before the
/// default.
fn typed(given: Option<Given>, has_own: bool) -> Option<Given> {
    given.filter(|given| given.origin != Origin::Default || !has_own)
}

fn streaming(
    endpoint: &str,
    given: Option<Given>,
    own: Option<&str>,
) -> Result<Streaming, SettingsError> {
    const FIX: &str = "give auto, on or off";
    match (typed(given, own.is_some()), own) {
        (Some(given), _) => Streaming::from_name(&given.value).ok_or_else(|| given.refuse(FIX)),
        (None, Some(own)) => Streaming::from_name(own).ok_or_else(|| SettingsError::Value {
            place: format!("[endpoint.{endpoint}] stream"),
            value: own.to_owned(),
            fix: FIX.to_owned(),
        }),
        (None, None) => Ok(Streaming::Auto),
    }
}

/// A time limit: as it was typed, and as the endpoint's own table has it.
type Limit = (Option<Given>, Option<f64>);

fn network(total: Limit, idle: Limit, layers: &Layers) -> Result<NetworkSettings, SettingsError> {
    let mut network = surroundings(layers)?;
    if let Some(limit) = seconds(total)? {
        network.total_timeout = limit;
    }
    if let Some(limit) = seconds(idle)? {
        network.idle_timeout = limit;
    }
    Ok(network)
}

fn seconds((given, own): Limit) -> Result<Option<Duration>, SettingsError> {
    let seconds = match typed(given, own.is_some()) {
        Some(given) => Some(given.seconds()?),
        None => own.filter(|own| own.is_finite()),
    };
    Ok(seconds.map(|seconds| Duration::from_secs_f64(seconds.clamp(0.1, 86_400.0))))
}

/// What every connection of this machine goes by: proxies and certificates.
pub(super) fn surroundings(layers: &Layers) -> Result<NetworkSettings, SettingsError> {
    let mut network = NetworkSettings::default();
    let either =
        |upper: &str, lower: &str| layers.variable(lower).or_else(|| layers.variable(upper));
    let all = either("ALL_PROXY", "all_proxy");
    network.https_proxy = either("HTTPS_PROXY", "https_proxy").or_else(|| all.clone());
    network.http_proxy = layers.variable("http_proxy").or(all);
    network.no_proxy = either("NO_PROXY", "no_proxy");
    if let Some(given) = layers.get("ca-file") {
        let pem = std::fs::read(&given.value).map_err(|error| {
            given.refuse(&format!("give a PEM file that can be read ({error})"))
        })?;
        network.authority = Some(pem);
    }
    Ok(network)
}
