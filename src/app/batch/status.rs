//! `alih batch status`: how far the vendors are.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::common::print;
use super::super::common::within_runtime;
use super::super::{Stop, usage};
use super::{bare, interface, no_job, settings_of, vendor};
use crate::batch::send::Vendor;
use crate::batch::store::beside;
use crate::batch::{Part, Stage, Store, Terms};
use crate::cli::{BatchStatus, ReportForm};
use crate::grouped::grouped;
use crate::halt::Halt;
use crate::outcome::Exit;
use crate::provider::batch::State;
use crate::settings::Environment;

pub(super) fn status(task: &BatchStatus, environment: Environment) -> Result<Exit, Stop> {
    let place = &task.place;
    let (_, memory) = bare(
        place.state.as_deref(),
        &place.sources,
        environment.clone(),
        &[],
    )?;
    let mut store = Store::open(&beside(&memory)).map_err(usage)?;
    let mut jobs = store.jobs().map_err(usage)?;
    if let Some(wanted) = place.job {
        jobs.retain(|(number, ..)| *number == wanted);
        if jobs.is_empty() {
            return Err(no_job(wanted));
        }
    }
    let mut exit = Exit::Done;
    let (mut text, mut objects) = (String::new(), Vec::new());
    for (number, began, terms) in jobs {
        let mut parts = store.parts(number).map_err(usage)?;
        let mut problem = None;
        let mut states = Vec::new();
        let vendor = reach(&terms, task, environment.clone());
        let work = async {
            for part in &mut parts {
                states.push(look(&vendor, &mut store, part, &mut problem).await);
            }
        };
        within_runtime(work)?;
        if problem.is_some() {
            exit = Exit::NoneSucceeded;
        }
        let tally = store.tally(number).map_err(usage)?;
        text.push_str(&format!(
            "job {number} of {}, {}{}: {} articles, {} waiting, {} to be submitted again\n",
            began.get(..16).unwrap_or(&began).replace('T', " "),
            terms.endpoint,
            terms
                .model
                .as_ref()
                .map_or(String::new(), |model| format!(" {model}")),
            grouped(tally.articles),
            grouped(tally.waiting),
            grouped(tally.failed),
        ));
        for (part, state) in parts.iter().zip(&states) {
            text.push_str(&format!(
                "  {} {state}, {} of {} done\n",
                part.batch.as_deref().unwrap_or(&part.name),
                grouped(part.done),
                grouped(part.entries),
            ));
        }
        if let Some(problem) = &problem {
            text.push_str(&format!("  {}\n", crate::safe::safe(problem)));
        }
        let rows = parts
            .iter()
            .zip(&states)
            .map(|(part, state)| row(part, state));
        objects.push(json!({
            "job": number, "began": began, "endpoint": terms.endpoint, "model": terms.model,
            "articles": tally, "batches": rows.collect::<Vec<Value>>(), "problem": problem,
        }));
    }
    if text.is_empty() {
        text.push_str("no batch is under way\n");
    }
    match task.format {
        ReportForm::Json => print(&format!("{}\n", json!({"jobs": objects})))?,
        ReportForm::Text => print(&text)?,
    };
    Ok(exit)
}

fn reach(terms: &Terms, task: &BatchStatus, environment: Environment) -> Result<Vendor, String> {
    let made = || {
        let mut settings = settings_of(terms, &task.place, environment)?;
        let interface = interface(&mut settings)?;
        let halt = Arc::new(Halt::default());
        vendor(
            &settings.endpoint,
            interface,
            settings.patience,
            &halt,
            &(Arc::new(|_: &crate::line::Event| ()) as crate::line::Watcher),
        )
    };
    made().map_err(|(_, problem)| problem)
}

/// The part's state in a word or two.
async fn look(
    vendor: &Result<Vendor, String>,
    store: &mut Store,
    part: &mut Part,
    problem: &mut Option<String>,
) -> String {
    let vendor = match (part.stage, vendor) {
        (Stage::Answered, _) => return "answered".to_owned(),
        (Stage::Ready | Stage::Uploaded, _) => {
            return "not sent; the same submit goes on".to_owned();
        }
        (_, Err(error)) => {
            *problem = Some(error.clone());
            return "unknown".to_owned();
        }
        (_, Ok(vendor)) => vendor,
    };
    if part.stage == Stage::Ordering {
        if let Err(error) = vendor.look(store, part).await {
            *problem = Some(error.to_string());
        }
        if part.stage != Stage::Ordered {
            return "not sent; the same submit goes on".to_owned();
        }
    }
    match vendor.progress(store, part).await {
        Ok(progress) => match progress.state {
            State::Waiting => "under way".to_owned(),
            State::Ended(_) => "ready to be collected".to_owned(),
            State::Failed(_) => "refused; collect says why".to_owned(),
        },
        Err(error) => {
            *problem = Some(error.to_string());
            "unknown".to_owned()
        }
    }
}

fn row(part: &Part, state: &str) -> Value {
    json!({
        "name": part.name, "batch": part.batch, "stage": part.stage, "state": state,
        "entries": part.entries, "done": part.done, "since": part.since,
    })
}
