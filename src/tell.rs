//! What is said on stderr: plain lines for people, or one JSON object a line
//! for machines.

use std::io::Write;

use indicatif::ProgressBar;
use serde_json::{Map, Value, json};

use crate::line::{Event, Extent, Watcher};
use crate::outcome::ReasonKind;
use crate::tally::Tally;

/// How much is told on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// What a person needs.
    Normal,
    /// What was read, and retries.
    Verbose,
    /// Every request.
    Requests,
}

/// The form of what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LogForm {
    /// Sentences.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The command ends before its work.
    Error,
    /// Something the user should know.
    Note,
    /// How far the run is.
    Progress,
    /// An article that failed.
    Failed,
    /// What the run came to.
    Report,
    /// What to change, after the run.
    Advice,
    /// A field that the endpoint rejects.
    Adapted,
    /// An endpoint that is left for another one.
    Fallback,
    /// Another try.
    Retry,
    /// A request that was answered.
    Request,
}

impl Kind {
    /// The name in JSON, and how much has to be told for it to be.
    fn row(self) -> (&'static str, Verbosity) {
        match self {
            Self::Error => ("error", Verbosity::Quiet),
            Self::Note => ("note", Verbosity::Normal),
            Self::Progress => ("progress", Verbosity::Normal),
            Self::Failed => ("failed", Verbosity::Normal),
            Self::Report => ("report", Verbosity::Normal),
            Self::Advice => ("advice", Verbosity::Normal),
            Self::Adapted => ("adapted", Verbosity::Normal),
            Self::Fallback => ("fallback", Verbosity::Normal),
            Self::Retry => ("retry", Verbosity::Verbose),
            Self::Request => ("request", Verbosity::Requests),
        }
    }
}

/// A line to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// What it is about.
    pub kind: Kind,
    /// One sentence.
    pub text: String,
    /// What machines get besides: a JSON object, or null.
    pub fields: Value,
}

impl Saying {
    /// A line with its fields.
    #[must_use]
    pub fn new(kind: Kind, text: impl Into<String>, fields: Value) -> Self {
        Self {
            kind,
            text: text.into(),
            fields,
        }
    }
}

/// Says things on stderr; clones share one progress bar.
#[derive(Clone, Debug)]
pub struct Teller {
    /// How much.
    pub verbosity: Verbosity,
    /// In which form.
    pub form: LogForm,
    /// The bar that a line must not tear.
    pub bar: Option<ProgressBar>,
}

impl Teller {
    /// Whether lines of this kind are told.
    #[must_use]
    pub fn tells(&self, kind: Kind) -> bool {
        self.verbosity >= kind.row().1
    }

    /// Says a sentence.
    pub fn say(&self, kind: Kind, text: &str) {
        if self.tells(kind) {
            self.write(kind, text, Value::Null);
        }
    }

    /// Says a line with its fields.
    pub fn tell(&self, saying: Saying) {
        if self.tells(saying.kind) {
            self.write(saying.kind, &saying.text, saying.fields);
        }
    }

    fn write(&self, kind: Kind, text: &str, fields: Value) {
        let line = line(self.form, kind, text, fields);
        match &self.bar {
            Some(bar) => bar.suspend(|| put(&line)),
            None => put(&line),
        }
    }
}

/// Says a line where no run is told of.
pub fn note(text: &str) {
    put(&line(LogForm::Text, Kind::Note, text, Value::Null));
}

/// A closed stderr is nobody's loss, and no reason to panic.
fn put(line: &str) {
    let _ = std::io::stderr().write_all(line.as_bytes());
}

fn line(form: LogForm, kind: Kind, text: &str, fields: Value) -> String {
    let text = crate::safe::safe(text);
    match form {
        LogForm::Text => format!("alih: {text}\n"),
        LogForm::Json => {
            let mut object = Map::new();
            object.insert("time".into(), crate::record::now().into());
            object.insert("kind".into(), kind.row().0.into());
            object.insert("message".into(), text.into());
            if let Value::Object(fields) = fields {
                object.extend(fields);
            }
            crate::safe::escaped(Value::Object(object).to_string()) + "\n"
        }
    }
}

/// Tells what happens on the lines to endpoints, and counts it.
#[must_use]
pub fn watcher(teller: Teller, tally: Tally) -> Watcher {
    std::sync::Arc::new(move |event| {
        if let Event::Retrying { reason, .. } = event
            && reason.kind == ReasonKind::Rate
        {
            tally.throttled();
        }
        if teller.tells(kind_of(event)) {
            teller.tell(saying(event));
        }
    })
}

fn kind_of(event: &Event) -> Kind {
    match event {
        Event::Answered { .. } => Kind::Request,
        Event::Retrying { .. } => Kind::Retry,
        Event::Adapted { .. } => Kind::Adapted,
        Event::GlossaryMade { .. } | Event::NoGlossary { .. } => Kind::Note,
        Event::Onward {
            extent: Extent::Article,
            ..
        } => Kind::Retry,
        Event::Onward {
            extent: Extent::Run,
            ..
        } => Kind::Fallback,
    }
}

fn saying(event: &Event) -> Saying {
    let (text, fields) = match event {
        Event::Answered {
            endpoint,
            status,
            after,
        } => {
            let milliseconds = after.as_millis();
            (
                format!("{endpoint} answered {status} after {milliseconds} ms"),
                json!({"endpoint": endpoint, "status": status, "milliseconds": milliseconds}),
            )
        }
        Event::Retrying {
            endpoint,
            reason,
            pause,
        } => {
            let milliseconds = pause.as_millis();
            (
                format!("{endpoint}: {reason}; trying again in {milliseconds} ms"),
                json!({"endpoint": endpoint, "reason": reason.kind, "milliseconds": milliseconds}),
            )
        }
        Event::Adapted {
            endpoint,
            field,
            instead,
        } => (
            match instead {
                Some(instead) => {
                    format!("{endpoint} rejects {field}; sending {instead} in its place")
                }
                None => format!("{endpoint} rejects {field}; going on without it"),
            },
            json!({"endpoint": endpoint, "field": field, "instead": instead}),
        ),
        Event::GlossaryMade {
            endpoint,
            name,
            terms,
        } => (
            format!("{endpoint} keeps the glossary's {terms} terms now, as {name}"),
            json!({"endpoint": endpoint, "glossary": name, "terms": terms}),
        ),
        Event::NoGlossary { endpoint, reason } => (
            format!("{endpoint} translates without the glossary's terms: {reason}"),
            json!({"endpoint": endpoint, "reason": reason.kind}),
        ),
        Event::Onward {
            endpoint,
            reason,
            next,
            extent,
        } => (
            match extent {
                Extent::Article => format!("{endpoint}: {reason}; asking {next}"),
                Extent::Run => format!("{endpoint} is left ({reason}); going on with {next}"),
            },
            json!({"endpoint": endpoint, "reason": reason.kind, "next": next}),
        ),
    };
    Saying::new(kind_of(event), text, fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_gets_one_object_a_line() {
        let line = line(
            LogForm::Json,
            Kind::Failed,
            "failed\n\u{1b}[31m a",
            json!({"id": "a\u{1b}"}),
        );
        let object: Value = serde_json::from_str(line.trim_end()).unwrap();
        assert_eq!(object["kind"], "failed");
        assert_eq!(object["id"], "a\u{1b}");
        assert_eq!(line.matches('\n').count(), 1);
        assert!(!line.contains('\u{1b}'));
    }

    #[test]
    fn a_terminal_gets_no_escapes() {
        let line = line(LogForm::Text, Kind::Note, "x\u{1b}[31my", Value::Null);
        assert_eq!(line, "alih: x[31my\n");
    }
}
