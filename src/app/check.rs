//! `alih check`: translations that are there already.

use std::fs::File;
use std::io::{Read, Write};

use crate::caught::caught;
use crate::cli::{Check, CheckForm, Typed};
use crate::compare::{self, Case, Foreign, Rules, Unusable, Verdict};
use crate::input::encoding::decode;
use crate::input::lines::{JsonEntries, ReadOptions};
use crate::input::opening::{Opened, open};
use crate::intake::{self, Found, Place, Reading};
use crate::outcome::{Exit, Outcome, Reason, ReasonKind};
use crate::prepared::Prepared;
use crate::report::{Report, Strictness};
use crate::safe::escaped;
use crate::settings::{Checking, Environment};
use crate::show::{self, Extent, Style};
use crate::tell::note;

use super::common::layers;
use super::desk::glossary;
use super::terminal::Terminal;
use super::{Stop, usage};

/// `alih check`.
pub(super) fn check(task: &Check, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let typed = Typed::of([
        ("to", &task.to),
        ("glossary", &task.glossary),
        ("max-input", &task.max_input),
    ]);
    let layers = layers(&typed, environment, &task.sources)?;
    let settings = Checking::resolve(&layers).map_err(usage)?;
    let glossary = glossary(settings.glossary.as_deref())?;
    let rules = Rules {
        glossary: &glossary,
        target: &settings.target,
        thresholds: &settings.thresholds,
    };
    let options = ReadOptions {
        limit: settings.max_input,
        ..ReadOptions::default()
    };
    let usual = if terminal.stdout {
        CheckForm::Text
    } else {
        CheckForm::Jsonl
    };
    let form = task.format.unwrap_or(usual);
    let mut desk = Desk {
        rules,
        form,
        style: terminal.wide_style(),
        report: Report::default(),
    };
    match &task.translation {
        Some(translation) => desk.files(task, translation, &options)?,
        None => desk.entries(&task.source, options)?,
    }
    let strictness = if task.strict {
        Strictness::Strict
    } else {
        Strictness::Lenient
    };
    Ok(desk.report.exit(None, strictness))
}

struct Desk<'a> {
    rules: Rules<'a>,
    form: CheckForm,
    style: Style,
    report: Report,
}

impl Desk<'_> {
    /// A source and its translation, each a file.
    fn files(
        &mut self,
        task: &Check,
        translation: &str,
        options: &ReadOptions,
    ) -> Result<(), Stop> {
        let source = source(&task.source, options)?;
        let translation = text(translation, options)?;
        let summary = task.summary.as_deref().map(|path| text(path, options));
        let summary = summary.transpose()?;
        let case = || -> Result<Case, Reason> {
            let summary = summary.transpose()?;
            let given = Foreign {
                title: None,
                text: translation?,
                summary: summary.map_or_else(Vec::new, |own| compare::sentences(&own)),
            };
            compare::foreign(source?, given)
        };
        let case = caught(case).and_then(|case| case);
        self.tell(&task.source, case.map_err(Unusable::from), Extent::Whole);
        Ok(())
    }

    /// Records or pairs, one after the other.
    fn entries(&mut self, argument: &str, options: ReadOptions) -> Result<(), Stop> {
        let place = place(argument)?;
        if !intake::may_hold_many(&place) {
            return Err(usage(format!(
                "{argument} is a text; name its translation too: alih check {argument} TRANSLATION"
            )));
        }
        let entries = opened(&place).and_then(|stream| JsonEntries::new(stream, options));
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.tell(argument, Err(unreadable(&error).into()), Extent::Flagged);
                return Ok(());
            }
        };
        let unit = entries.unit();
        for entry in entries {
            let case = entry
                .text
                .map_err(|error| Reason::new(ReasonKind::Input, error.to_string()).into())
                .and_then(|text| caught(|| compare::from_json(&text))?);
            let place = format!("{} {unit} {}", place.name(), entry.number);
            if !self.tell(&place, case, Extent::Flagged) {
                break;
            }
        }
        if self.report.done() == 0 {
            let empty = Reason::new(ReasonKind::Input, "it holds nothing to check");
            self.tell(argument, Err(empty.into()), Extent::Flagged);
        }
        Ok(())
    }

    /// Checks a case and tells what was found; whether somebody still reads.
    fn tell(&mut self, place: &str, case: Result<Case, Unusable>, extent: Extent) -> bool {
        let examined = case.and_then(|case| {
            let id = Some(case.id.clone());
            let examined = caught(|| compare::examine(case, self.rules));
            examined.map_err(|reason| Unusable { id, reason })
        });
        let verdict = match examined {
            Ok(verdict) => verdict,
            Err(Unusable { id, reason }) => {
                note(&format!("{place}: {reason}"));
                Verdict::failed(id.unwrap_or_else(|| place.to_owned()), reason)
            }
        };
        match verdict.outcome {
            Outcome::Ok => self.report.ok += 1,
            Outcome::Review => self.report.review += 1,
            Outcome::Failed => self.report.failed += 1,
        }
        let text = match self.form {
            CheckForm::Text => show::verdict(&verdict, self.style, extent),
            CheckForm::Json => json(serde_json::to_string_pretty(&verdict)),
            CheckForm::Jsonl => json(serde_json::to_string(&verdict)),
        };
        std::io::stdout().write_all(text.as_bytes()).is_ok()
    }
}

fn json(text: serde_json::Result<String>) -> String {
    escaped(text.unwrap_or_default()) + "\n"
}

fn place(argument: &str) -> Result<Place, Stop> {
    let mut places = intake::places(&[argument.to_owned()], None).map_err(usage)?;
    match (places.pop(), places.is_empty()) {
        (Some(place @ (Place::Stdin | Place::File { .. })), true) => Ok(place),
        _ => Err(usage(format!(
            "{argument} is no single file; give one file, or - for stdin"
        ))),
    }
}

fn opened(place: &Place) -> std::io::Result<Opened<'static>> {
    match place {
        Place::File { path, .. } => File::open(path).and_then(open),
        _ => open(std::io::stdin()),
    }
}

fn unreadable(error: &std::io::Error) -> Reason {
    Reason::new(
        ReasonKind::Input,
        format!("it cannot be read ({error}); check the file"),
    )
}

/// The article that a file holds, cleaned. A file that is not there is a
/// mistake in the command; one that cannot be used is an article that failed.
fn source(path: &str, options: &ReadOptions) -> Result<Result<Prepared, Reason>, Stop> {
    let reading = Reading::new(options.clone(), None, None);
    let mut found = intake::items(vec![place(path)?], reading).map(|item| item.found);
    let first = found.next();
    if found.next().is_some() {
        return Err(usage(format!(
            "{path} holds more than one article; give a file with one, or pairs as JSONL"
        )));
    }
    Ok(match first {
        Some(Found::Article(article)) => {
            let content = article.content();
            article.prepare(&content)
        }
        Some(Found::Bad(reason)) => Err(reason),
        Some(Found::Nothing) | None => Err(Reason::new(
            ReasonKind::Input,
            format!("{path} holds no article; name another file"),
        )),
    })
}

/// The text that a file holds, as it is.
fn text(path: &str, options: &ReadOptions) -> Result<Result<String, Reason>, Stop> {
    let place = place(path)?;
    let mut bytes = Vec::new();
    let most = options.limit as u64;
    let read = opened(&place).and_then(|stream| stream.take(most + 1).read_to_end(&mut bytes));
    Ok(match read {
        Err(error) => Err(unreadable(&error)),
        Ok(_) if bytes.len() as u64 > most => Err(Reason::new(
            ReasonKind::TooLarge,
            format!(
                "{path} is larger than {} MiB; --max-input raises the limit",
                most >> 20
            ),
        )),
        Ok(_) => Ok(decode(&bytes, options.encoding.as_deref())
            .text
            .into_owned()),
    })
}
