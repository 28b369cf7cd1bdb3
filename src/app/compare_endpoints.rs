//! `alih translate --compare A,B`: both on a sample, side by side.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use super::common::{layers, places, runtime};
use super::desk::{Audience, desk, glossary};
use super::terminal::Terminal;
use super::translate::{open_memory, reuse, strictness, verbosity};
use super::{Stop, stop, usage};
use crate::cli::{FormName, Translate, Typed};
use crate::duel::{self, Bout, Side};
use crate::fetch::Pages;
use crate::halt::Halt;
use crate::held::Held;
use crate::input::lines::ReadOptions;
use crate::intake::{self, Reading};
use crate::memory::Memory;
use crate::outcome::Exit;
use crate::pipeline::Desk;
use crate::prepared::Prepared;
use crate::progress::{Extent, Progress};
use crate::queue::{Queued, Sorted};
use crate::report::{Ended, Report};
use crate::settings::{
    Environment, Layers, Role, Scale, Settings, SettingsError, resolve_endpoint,
};
use crate::show::duel as page;
use crate::tally::Tally;
use crate::tell::{LogForm, watcher};

/// Articles of a sample, unless told otherwise.
const SAMPLE: usize = 5;

/// A contender: an endpoint, and its model where that is named too.
type Name = (String, Option<String>);

pub(super) fn compare(
    task: &Translate,
    contenders: &str,
    environment: Environment,
) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let names = names(contenders)?;
    let places = places(
        &task.inputs,
        None,
        "alih translate --compare A,B artikel.txt",
    )?;
    let [one, other] = [&names[0], &names[1]].map(|name| settings(task, name, &environment));
    let settings = [one?, other?];
    let log = match task.telling.log_json {
        true => LogForm::Json,
        false => LogForm::Text,
    };
    let telling = Progress::new(
        verbosity(&task.telling),
        log,
        terminal.stderr,
        Extent::Nothing,
    );
    let options = ReadOptions {
        limit: settings[0].max_input,
        ..ReadOptions::default()
    };
    let runtime = runtime()?;
    let pages = Pages::new(settings[0].pages.clone(), runtime.handle().clone());
    let items = intake::items(places, Reading::new(options, Some(pages), None));
    let (sample, unusable) = sample(items, task.sample.unwrap_or(SAMPLE));
    if unusable > 0 {
        telling.line(&format!(
            "{unusable} inputs cannot be used and are left out"
        ));
    }
    if sample.is_empty() {
        return Err(usage(
            "there is no article to compare with; name another input",
        ));
    }
    let memory = open_memory(task, settings[0].state.as_deref(), &telling);
    let models = settings
        .each_ref()
        .map(|own| own.endpoint.endpoint.model.clone());
    let mut desks = Vec::new();
    // What one of them spends or refuses concerns both.
    let halt = Arc::new(Halt::new(settings[0].budgets));
    for settings in settings {
        let glossary = glossary(settings.glossary.as_deref())?;
        let audience = Audience {
            watcher: watcher(telling.teller().clone(), Tally::default()),
            viewer: None,
        };
        let reuse = reuse(task);
        desks.push(desk(
            settings,
            memory.clone(),
            reuse,
            glossary,
            &halt,
            audience,
        )?);
    }
    let shown = match task.format {
        None if terminal.stdout => FormName::Text,
        None => FormName::Json,
        Some(form) => form,
    };
    let style = terminal.wide_style();
    let run = bouts(&desks, &halt, sample, &telling, |bout| {
        if shown == FormName::Text {
            let names = [names[0].0.as_str(), names[1].0.as_str()];
            put(&page::bout(bout, names, style));
        }
    });
    let bouts = runtime.block_on(run);
    runtime.shutdown_background();
    for notice in memory.iter().flat_map(Memory::take_notices) {
        telling.line(&notice);
    }
    let pairs = [0, 1].map(|at| (names[at].0.clone(), models[at].clone()));
    let scores = duel::scores(&pairs, &bouts);
    let agreement = duel::middle(&bouts);
    match shown {
        FormName::Text => put(&page::scores(&scores, agreement)),
        _ => put(&format!(
            "{}\n",
            json!({"endpoints": scores, "agreement": agreement, "articles": bouts})
        )),
    }
    Ok(exit(task, &bouts, &halt, &telling))
}

/// `A,B`, each `NAME` or `NAME:MODEL`.
fn names(contenders: &str) -> Result<[Name; 2], Stop> {
    let names: Vec<Name> = contenders
        .split(',')
        .map(|name| match name.trim().split_once(':') {
            Some((name, model)) => (name.to_owned(), Some(model.to_owned())),
            None => (name.trim().to_owned(), None),
        })
        .collect();
    names
        .try_into()
        .map_err(|_| usage("--compare takes two endpoints, such as: --compare openai:MODEL,deepl"))
}

/// The settings with this endpoint; a model or an address that was given for
/// one endpoint is not taken for another.
fn settings(
    task: &Translate,
    (name, model): &Name,
    environment: &Environment,
) -> Result<Settings, Stop> {
    let mut typed = task.settings.0.clone();
    typed.retain(|(setting, _)| !["endpoint", "model", "base-url", "fallback"].contains(setting));
    typed.push(("endpoint", name.clone()));
    if let Some(model) = model {
        typed.push(("model", model.clone()));
    }
    let layers: Layers = layers(&Typed(typed), environment.clone(), &task.sources)?;
    let many = Settings::resolve(&layers, Scale::Many);
    let mut settings = many.map_err(usage)?;
    settings.fallbacks.clear();
    if model.is_none() {
        settings.endpoint = resolve_endpoint(name, Role::Other, &layers).map_err(usage)?;
        if settings.endpoint.endpoint.lacks_model() {
            return Err(usage(SettingsError::NoModel {
                endpoint: name.clone(),
            }));
        }
    }
    Ok(settings)
}

/// So many articles of the input, by their content: the same ones each time.
fn sample(items: impl Iterator<Item = intake::Item>, wanted: usize) -> (Vec<Prepared>, u64) {
    let mut chosen: Vec<(u64, Prepared)> = Vec::new();
    let mut unusable = 0;
    for (number, sent) in (0..).zip(Sorted::new(items, &Held::default())) {
        match sent.queued {
            Queued::Ready(prepared) => {
                chosen.push((number, *prepared));
                if chosen.len() > wanted {
                    let last = (0..chosen.len())
                        .max_by(|a, b| {
                            let hash = |at: &usize| &chosen[*at].1.source.sha256;
                            hash(a).cmp(hash(b))
                        })
                        .unwrap_or(0);
                    chosen.swap_remove(last);
                }
            }
            Queued::Bad(..) => unusable += 1,
            Queued::Held(_) | Queued::Repeated { .. } | Queued::Note(_) => {}
        }
    }
    chosen.sort_by_key(|(number, _)| *number);
    let articles = chosen.into_iter().map(|(_, prepared)| prepared);
    (articles.collect(), unusable)
}

/// One article after the other, so that times can be compared.
async fn bouts(
    desks: &[Arc<Desk>],
    halt: &Arc<Halt>,
    sample: Vec<Prepared>,
    telling: &Progress,
    mut see: impl FnMut(&Bout),
) -> Vec<Bout> {
    tokio::spawn(stop::signals(Arc::clone(halt), telling.teller().clone()));
    let mut bouts = Vec::new();
    for prepared in sample {
        let sides = (side(&desks[0], prepared.clone()), side(&desks[1], prepared));
        let (one, other) = tokio::join!(sides.0, sides.1);
        let bout = Bout::new([one, other]);
        see(&bout);
        bouts.push(bout);
        if halt.cause().is_some() {
            break;
        }
    }
    bouts
}

async fn side(desk: &Desk, prepared: Prepared) -> Side {
    let began = Instant::now();
    let record = desk.cleaned(prepared).await;
    let seconds = began.elapsed().as_secs_f64();
    Side {
        seconds: (!record.provenance.from_memory).then_some(seconds),
        record,
    }
}

/// A reader that goes away has seen enough.
fn put(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn exit(task: &Translate, bouts: &[Bout], halt: &Halt, telling: &Progress) -> Exit {
    let mut report = Report::default();
    for side in bouts.iter().flat_map(|bout| &bout.sides) {
        report.count(Ended::of(&side.record));
    }
    let cause = halt.cause();
    for saying in report.sayings(cause) {
        telling.teller().tell(saying);
    }
    report.exit(cause, strictness(task))
}
