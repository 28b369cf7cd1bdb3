//! `alih endpoints test`: whether articles can be sent, and what to change.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::super::common::{layers, print, within_runtime};
use super::super::desk::{Audience, line, shared};
use super::super::{Stop, usage};
use crate::cli::{EndpointsTest, ReportForm};
use crate::halt::Halt;
use crate::host::host_of;
use crate::outcome::{Exit, Reason, ReasonKind};
use crate::provider::Pair;
use crate::retry::Patience;
use crate::safe::safe;
use crate::settings::{
    EndpointSettings, Environment, Layers, Role, SettingsError, resolve_endpoint,
};
use crate::trial::{Findings, Known, try_out};

/// Somebody waits, so nothing is tried for long.
const PATIENCE: Patience = Patience {
    tries: 2,
    first: Duration::from_millis(300),
    cap: Duration::from_secs(2),
    longest_wait: Duration::from_secs(10),
};
/// The longest that one reply may take.
const LONGEST: Duration = Duration::from_secs(60);

/// One endpoint's row of the report.
struct Row {
    name: String,
    settings: Option<EndpointSettings>,
    findings: Findings,
}

pub(super) fn test(task: &EndpointsTest, environment: Environment) -> Result<Exit, Stop> {
    let layers = layers(&task.settings, environment, &task.sources)?;
    let names = names(task, &layers)?;
    let pair = Pair {
        source: layers.get("from").map_or("id".to_owned(), |own| own.value),
        target: layers.get("to").map_or("en".to_owned(), |own| own.value),
    };
    let mut resolved = Vec::new();
    for (name, role) in names {
        let settings = resolve_endpoint(&name, role, &layers);
        #[cfg(feature = "local")]
        let settings = settings.map(|mut settings| {
            let pair = crate::engine::Pair::new(&pair.source, &pair.target);
            super::super::models::connect_as_it_is(&mut settings, &pair, &layers);
            settings
        });
        resolved.push((name, settings));
    }
    if let [(_, Err(_))] = resolved.as_slice() {
        return Err(usage(resolved.remove(0).1.expect_err("it was looked at")));
    }
    let tries = resolved
        .into_iter()
        .map(|(name, settings)| row(name, settings, &pair));
    let rows = within_runtime(join_all(tries))?;
    let text = match task.format {
        ReportForm::Text => rows.iter().map(text).collect(),
        ReportForm::Json => {
            let rows: Vec<Value> = rows.iter().map(|own| object(own, &pair)).collect();
            format!("{}\n", json!({"endpoints": rows}))
        }
    };
    print(&text)?;
    Ok(exit(&rows))
}

/// The endpoints to be tried: those that are named, else all in the files
/// and those that settings choose. One that is named alone is what
/// `--endpoint` would make of it.
fn names(task: &EndpointsTest, layers: &Layers) -> Result<Vec<(String, Role)>, Stop> {
    if let [name] = task.names.as_slice() {
        return Ok(vec![(name.clone(), Role::Main)]);
    }
    let chosen = layers.get("endpoint").map(|own| own.value);
    let mut names: Vec<String> = task.names.clone();
    if names.is_empty() {
        names.extend(chosen.clone());
        let summary = layers.get("summary-endpoint").map(|own| own.value);
        names.extend(summary.filter(|name| name != "extractive"));
        names.extend(layers.endpoint_tables().map(|(_, name, _)| name.to_owned()));
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    if names.is_empty() {
        return Err(usage(
            "no endpoint is configured; name one, such as: alih endpoints test ollama --model MODEL",
        ));
    }
    let role = |name: &String| match Some(name) == chosen.as_ref() {
        true => Role::Main,
        false => Role::Other,
    };
    Ok(names
        .into_iter()
        .map(|name| (role(&name), name))
        .map(|(role, name)| (name, role))
        .collect())
}

async fn row(name: String, settings: Result<EndpointSettings, SettingsError>, pair: &Pair) -> Row {
    let mut settings = match settings {
        Ok(settings) => settings,
        Err(error) => return Row::refused(name, None, error.to_string()),
    };
    let network = &mut settings.network;
    network.total_timeout = network.total_timeout.min(LONGEST);
    network.idle_timeout = network.idle_timeout.min(network.total_timeout);
    let make = || {
        let halt = Arc::new(Halt::default());
        line(&settings, &shared(PATIENCE, &halt, Audience::none()))
    };
    if let Err(error) = make() {
        return Row::refused(name, Some(settings), error.to_string());
    }
    let make = || make().expect("one was made with the same settings");
    let findings = try_out(make, pair).await;
    Row {
        name,
        findings,
        settings: Some(settings),
    }
}

impl Row {
    fn refused(name: String, settings: Option<EndpointSettings>, message: String) -> Self {
        let findings = Findings {
            reason: Some(Reason::new(ReasonKind::Config, message)),
            ..Findings::default()
        };
        Self {
            name,
            settings,
            findings,
        }
    }
}

fn exit(rows: &[Row]) -> Exit {
    let usable = rows.iter().filter(|row| row.findings.is_usable()).count();
    match usable {
        all if all == rows.len() => Exit::Done,
        0 => Exit::NoneSucceeded,
        _ => Exit::SomeFailed,
    }
}

fn text(row: &Row) -> String {
    let findings = &row.findings;
    let state = match findings.is_usable() {
        true => "ok",
        false => "failed",
    };
    let mut facts = Vec::new();
    if let Some(settings) = &row.settings {
        let endpoint = &settings.endpoint;
        facts.push(host_of(&endpoint.base_url).to_owned());
        if let Some(model) = &endpoint.model {
            facts.push(model.clone());
        }
        let variable = endpoint.key.as_ref().and(endpoint.key_variable.as_ref());
        match (findings.key, variable) {
            (Known::Good, Some(variable)) => facts.push(format!("key of {variable} taken")),
            (Known::Good, None) => facts.push("no key needed".to_owned()),
            _ => {}
        }
        if findings.offered == Known::Good {
            let what = match endpoint.is_chat() {
                true => "model offered",
                false => "language pair offered",
            };
            facts.push(what.to_owned());
        }
    }
    facts.extend(findings.told.clone());
    if let Some(milliseconds) = findings.milliseconds {
        facts.push(format!("{milliseconds} ms"));
    }
    let mut text = format!(
        "{:15} {state:7} {}\n",
        safe(&row.name),
        safe(&facts.join(", "))
    );
    let mut line = |words: &str| text.push_str(&format!("{:23} {}\n", "", safe(words)));
    if let Some(reason) = &findings.reason {
        line(&reason.to_string());
    }
    if !findings.models.is_empty() {
        line(&format!("it lists: {}, …", findings.models.join(", ")));
    }
    if let Some(fix) = findings.fix {
        line(&format!("fix: {fix}"));
    }
    text
}

fn object(row: &Row, pair: &Pair) -> Value {
    let mut object = json!({"name": row.name, "usable": row.findings.is_usable()});
    if let Some(settings) = &row.settings {
        let endpoint = &settings.endpoint;
        object["kind"] = json!(endpoint.kind.name);
        object["host"] = json!(host_of(&endpoint.base_url));
        object["model"] = json!(endpoint.model);
        object["key_variable"] = json!(endpoint.key.as_ref().and(endpoint.key_variable.as_ref()));
        if !endpoint.is_chat() {
            object["pair"] = json!([pair.source, pair.target]);
        }
    }
    if let (Value::Object(fields), Ok(Value::Object(found))) =
        (&mut object, serde_json::to_value(&row.findings))
    {
        fields.extend(found);
    }
    object
}
