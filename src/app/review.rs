//! `alih review`: an editor's desk.

mod terminal;

use super::desk::glossary;
use super::{Stop, common, usage};
use crate::cli::{ReviewAction, ReviewApply, ReviewBuild, ReviewOf, Sources, Typed};
use crate::compare::Rules;
use crate::glossary::Glossary;
use crate::grouped::grouped;
use crate::label::Labels;
use crate::outcome::Exit;
use crate::record;
use crate::review::{self, How, Taken, edits};
use crate::settings::{self, Checking, Environment, Layers};
use crate::tell::note;

/// `alih review`.
pub(super) fn review(task: &ReviewOf, environment: Environment) -> Result<Exit, Stop> {
    match &task.action {
        Some(ReviewAction::Build(task)) => build(task, environment),
        Some(ReviewAction::Apply(task)) => apply(task, environment),
        None => terminal::go(task, environment),
    }
}

fn build(task: &ReviewBuild, environment: Environment) -> Result<Exit, Stop> {
    let layers = layers(environment, &task.sources)?;
    let labels = settings::labels(&layers).map_err(usage)?;
    let built = review::build(&task.records, &task.output, &labels).map_err(usage)?;
    note(&format!(
        "{} articles, {} bytes; open {}",
        grouped(built.articles as u64),
        grouped(built.bytes),
        task.output.join("index.html").display()
    ));
    Ok(Exit::Done)
}

fn layers(environment: Environment, sources: &Sources) -> Result<Layers, Stop> {
    common::layers(&Typed::default(), environment, sources)
}

/// What edits are checked and labelled with.
struct Rulebook {
    glossary: Glossary,
    checking: Checking,
    labels: Labels,
    now: String,
}

impl Rulebook {
    fn read(environment: Environment, sources: &Sources) -> Result<Self, Stop> {
        let layers = layers(environment, sources)?;
        let checking = Checking::resolve(&layers).map_err(usage)?;
        Ok(Self {
            glossary: glossary(checking.glossary.as_deref())?,
            labels: settings::labels(&layers).map_err(usage)?,
            checking,
            now: record::now(),
        })
    }

    fn how<'r>(&'r self, by: Option<&'r str>) -> How<'r> {
        How {
            rules: Rules {
                glossary: &self.glossary,
                target: &self.checking.target,
                thresholds: &self.checking.thresholds,
            },
            labels: &self.labels,
            by,
            now: &self.now,
        }
    }
}

fn apply(task: &ReviewApply, environment: Environment) -> Result<Exit, Stop> {
    let rules = Rulebook::read(environment, &task.sources)?;
    let mut articles = Vec::new();
    for path in &task.edits {
        articles.extend(edits::read(path).map_err(usage)?.articles);
    }
    // The later of two sees what the earlier one did.
    articles.sort_by(|a, b| a.at.cmp(&b.at));
    let how = rules.how(task.by.as_deref());
    let taken = review::take(articles, task.records.as_deref(), how).map_err(usage)?;
    for own in &taken {
        note(&told(own));
    }
    let refused = taken.iter().filter(|own| own.outcome.is_err()).count();
    Ok(match (refused, taken.len() - refused) {
        (0, _) => Exit::Done,
        (_, 0) => Exit::NoneSucceeded,
        _ => Exit::SomeFailed,
    })
}

fn told(taken: &Taken) -> String {
    match &taken.outcome {
        Err(refusal) => format!("{}: {refusal}", taken.id),
        Ok(done) if !done.is_change => format!("{}: nothing to change", taken.id),
        Ok(done) => format!(
            "{}: {} parts changed, {} characters from the machine's text, in {}",
            taken.id,
            done.parts,
            done.distance,
            taken.records.display()
        ),
    }
}
