//! What the library keeps from release to release. Whoever has to change a
//! line here breaks programs that embed it, and says so in CHANGELOG.md.

use std::path::Path;
use std::sync::Arc;

use alih::article::{Flag, RawArticle, Record, Severity};
use alih::clean::Cleaned;
use alih::compare::{Case, Foreign, Prepared, Rules, Verdict};
use alih::desk::{Audience, Desk, Event, Opening, OpeningError, Reuse};
use alih::glossary::Glossary;
use alih::guard::Thresholds;
use alih::halt::{Cause, Halt};
use alih::memory::{Memory, MemoryError};
use alih::outcome::{Exit, Outcome, Reason, ReasonKind};
use alih::settings::{Environment, Settings};
use alih::show::{Colours, Form, Letters, Style};

/// The modules that `cargo doc` shows.
const MODULES: [&str; 14] = [
    "article", "clean", "compare", "demo", "desk", "engine", "glossary", "guard", "halt", "memory",
    "outcome", "record", "settings", "show",
];

#[test]
fn the_documented_modules_are_these() {
    let text = include_str!("../src/lib.rs");
    let lines: Vec<&str> = text.lines().collect();
    let shown: Vec<&str> = (1..lines.len())
        .filter(|at| lines[at - 1] != "#[doc(hidden)]")
        .filter_map(|at| lines[at].strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(shown, MODULES);
}

/// Each stops compiling where what it names is changed.
#[test]
fn what_embedding_programs_use_is_there() {
    let _: fn(&str, Environment) -> Result<Opening, OpeningError> = Opening::configured;
    let _: fn(Opening, Memory) -> Opening = Opening::remembering;
    let _ = |opening: Opening| opening.watched(|_: &Event| ()).open();
    let _ = |opening: Opening| {
        let Opening {
            settings,
            memory,
            reuse,
            glossary,
            halt,
            audience,
        } = opening;
        let _: (Settings, Option<Memory>, Reuse) = (settings, memory, reuse);
        let _: (Glossary, Arc<Halt>, Audience) = (glossary, halt, audience);
    };
    let _ = async |desk: &Desk, raw: RawArticle| -> Record { desk.article(raw).await };
    let _ = |desk: &Desk| desk.halt.stop(Cause::Interrupt);
    let _ = |path: &Path| {
        let (memory, notices): (Memory, Vec<String>) = Memory::open(path)?;
        Ok::<_, MemoryError>((memory, notices))
    };
    let _: fn(&RawArticle) -> Cleaned = alih::clean::clean;
    let _: fn(RawArticle) -> Prepared = alih::compare::prepare;
    let _: fn(Prepared, Foreign) -> Result<Case, Reason> = alih::compare::foreign;
    let _: for<'a> fn(Case, Rules<'a>) -> Verdict = alih::compare::examine;
    let _: fn(&Record, Form, Style) -> Vec<u8> = alih::show::render;
    let _: fn() -> serde_json::Value = alih::record::schema;
    let _: fn() -> RawArticle = alih::demo::article;
}

#[test]
fn a_translation_of_anybodys_is_checked_by_a_few_lines() {
    let glossary = Glossary::starter();
    let rules = Rules {
        glossary: &glossary,
        target: "en",
        thresholds: &Thresholds::default(),
    };
    let source = alih::compare::prepare(RawArticle {
        text: "Bupati meresmikan 12 jembatan di Sumberjo pada Senin.".to_owned(),
        ..RawArticle::default()
    });
    let translation = Foreign {
        text: "The regent inaugurated 21 bridges in Sumberjo on Monday.".to_owned(),
        ..Foreign::default()
    };
    let case = alih::compare::foreign(source, translation).unwrap();
    let verdict = alih::compare::examine(case, rules);
    assert_eq!(verdict.outcome, Outcome::Review);
    let is_error = |flag: &Flag| flag.severity == Severity::Error;
    assert!(verdict.flags.iter().any(is_error));
}

#[test]
fn records_are_set_and_named_as_documented() {
    let style = Style {
        columns: 80,
        colours: Colours::Off,
        letters: Letters::Unicode,
    };
    assert_eq!(
        (style.columns, Form::from_name("html")),
        (80, Some(Form::Html))
    );
    assert_eq!(ReasonKind::ALL.len(), 22);
    assert_eq!(Exit::Done.code(), 0);
}

/// The engine's models, for programs that bring them themselves.
#[cfg(feature = "local")]
#[test]
fn the_folder_of_models_is_there() {
    use alih::engine::store::{Manifest, Store};
    use alih::engine::{EngineError, Pair};
    let _: fn(std::path::PathBuf) -> Store = Store::new;
    let _: fn(&Store, &Path) -> Result<Vec<Manifest>, EngineError> = Store::import;
    let _: fn(&Store, &Pair) -> Option<Manifest> = Store::find;
    assert_eq!(Pair::parse("id-en"), Some(Pair::new("id", "en-US")));
}
