//! `alih endpoints`, and what is said where none is configured.

mod test;

use super::common::{print, within_runtime};
use super::{Stop, usage};
use crate::cli::{EndpointsAction, EndpointsOf};
use crate::discover;
use crate::outcome::Exit;
use crate::provider::SERVICES;
use crate::settings::{Environment, Layers};

/// `alih endpoints`: what is built in, what is configured.
pub(super) fn endpoints(task: &EndpointsOf, environment: Environment) -> Result<Exit, Stop> {
    match &task.action {
        Some(EndpointsAction::Test(task)) => test::test(task, environment),
        None => list(environment),
    }
}

fn list(environment: Environment) -> Result<Exit, Stop> {
    let layers = Layers::read(Vec::new(), environment, None, None).map_err(usage)?;
    let mut text = String::from("Built in (use with --endpoint):\n");
    for row in SERVICES {
        let key = row
            .key_variables
            .first()
            .map_or_else(String::new, |variable| format!(" [key: {variable}]"));
        text.push_str(&format!("  {:15} {}{key}\n", row.name, row.about));
    }
    let configured: Vec<String> = layers
        .endpoint_tables()
        .map(|(path, name, _)| format!("  {name:15} {}\n", path.display()))
        .collect();
    if !configured.is_empty() {
        text.push_str("\nConfigured:\n");
        text.push_str(&configured.concat());
    }
    print(&text)
}

/// The advice when nothing is configured: three lines to copy, and the
/// servers that answer on this machine, by name. `no_model` tells why the
/// embedded engine cannot stand in.
pub(super) fn no_endpoint(no_model: Option<&str>) -> String {
    let mut text = match no_model {
        None => String::from("no endpoint is configured."),
        Some(problem) => format!(
            "no endpoint is configured, and there is no model to translate with on this machine ({problem})."
        ),
    };
    text.push_str(
        " One of these lines will do:\n\
         \x20 alih translate FILE --endpoint ollama --model MODEL\n\
         \x20 OPENAI_API_KEY=… alih translate FILE --endpoint openai --model MODEL\n\
         \x20 alih translate FILE --endpoint libretranslate",
    );
    if no_model.is_some() {
        text.push_str("\n  alih models import FOLDER   (with what `alih models fetch --models FOLDER` brought where there is a network)");
    }
    let found = within_runtime(discover::servers()).unwrap_or_default();
    for server in found {
        text.push_str(&format!(
            "\nRunning here now: {}; use it with --endpoint {}{}",
            server.about, server.service, server.model_hint
        ));
    }
    text
}
