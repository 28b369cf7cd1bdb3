//! `alih clean`.

use std::io::Write;

use super::common::{layers, places, runtime};
use super::{Stop, usage};
use crate::cli::{Clean, CleanForm, Typed};
use crate::fetch::Pages;
use crate::input::lines::ReadOptions;
use crate::intake::{self, Found, Place, Reading};
use crate::outcome::Exit;
use crate::prepared::language_note;
use crate::settings::{self, Environment};
use crate::tell::note;

/// `alih clean`: parts, metadata and removals. Only addresses need a network.
pub(super) fn clean(task: &Clean, environment: Environment) -> Result<Exit, Stop> {
    let places = places(&task.inputs, None, "alih clean artikel.txt")?;
    let typed = Typed::of([
        ("allow-private-pages", &task.allow_private_pages),
        ("max-input", &task.max_input),
    ]);
    let layers = layers(&typed, environment, &task.sources)?;
    let options = ReadOptions {
        limit: settings::largest_input(&layers).map_err(usage)?,
        ..ReadOptions::default()
    };
    let is_remote = |place: &Place| matches!(place, Place::Address(_));
    if !places.iter().any(is_remote) {
        return clean_all(task, places, Reading::new(options, None, None));
    }
    let pages = settings::pages(&layers).map_err(usage)?;
    let runtime = runtime()?;
    let pages = Pages::new(pages, runtime.handle().clone());
    let reading = Reading::new(options, Some(pages), None);
    let exit = clean_all(task, places, reading);
    runtime.shutdown_background();
    exit
}

fn clean_all(task: &Clean, places: Vec<Place>, reading: Reading) -> Result<Exit, Stop> {
    let (mut done, mut failed) = (0, 0);
    for item in intake::items(places, reading) {
        let told = |line: String| note(&format!("{}: {line}", item.place));
        if let Some(note) = item.note {
            told(note);
        }
        let article = match item.found {
            Found::Article(article) => article,
            Found::Nothing => continue,
            Found::Bad(reason) => {
                failed += 1;
                told(reason.to_string());
                continue;
            }
        };
        let content = article.content();
        let mut prepared = match article.prepare(&content) {
            Ok(prepared) => prepared,
            Err(reason) => {
                failed += 1;
                told(reason.to_string());
                continue;
            }
        };
        done += 1;
        prepared.notes.extend(language_note(&prepared.source));
        let text = match task.format {
            CleanForm::Text => crate::show::cleaned(&prepared),
            CleanForm::Json => crate::show::cleaned_json(&prepared),
        };
        if std::io::stdout().write_all(text.as_bytes()).is_err() {
            return Ok(Exit::Done);
        }
    }
    Ok(match (failed, done) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::NoneSucceeded,
        _ => Exit::SomeFailed,
    })
}
