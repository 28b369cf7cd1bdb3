//! What the process is connected to.

use std::io::IsTerminal;

use crate::progress::Place as Stderr;
use crate::settings::Environment;
use crate::show::{Colours, Form, Style};
use crate::sink::PLAIN;

/// What the process is connected to.
pub(super) struct Terminal {
    pub(super) stdout: bool,
    pub(super) stderr: Stderr,
    pub(super) colours: Colours,
    pub(super) columns: usize,
    /// Columns where two texts stand side by side.
    pub(super) wide: usize,
}

impl Terminal {
    pub(super) fn of(environment: &Environment) -> Self {
        let stdout = std::io::stdout().is_terminal();
        let plain =
            environment.get("NO_COLOR").is_some() || environment.get("TERM") == Some("dumb");
        let columns = environment
            .get("COLUMNS")
            .and_then(|text| text.parse().ok());
        Self {
            stdout,
            stderr: if std::io::stderr().is_terminal() {
                Stderr::Terminal
            } else {
                Stderr::Log
            },
            colours: if stdout && !plain {
                Colours::On
            } else {
                Colours::Off
            },
            columns: columns.unwrap_or(80).clamp(40, 100),
            wide: columns.unwrap_or(80).clamp(60, 160),
        }
    }

    pub(super) fn style(&self, form: Form) -> Style {
        match form {
            Form::Text => Style {
                columns: self.columns,
                colours: self.colours,
            },
            _ => PLAIN,
        }
    }
}
