//! What the process is connected to.

use std::io::IsTerminal;

use crate::progress::Place as Stderr;
use crate::settings::Environment;
use crate::show::{Colours, Form, Letters, Style};
use crate::sink::PLAIN;

/// What the process is connected to.
pub(super) struct Terminal {
    pub(super) stdout: bool,
    pub(super) stderr: Stderr,
    colours: Colours,
    letters: Letters,
    pub(super) columns: usize,
    /// Columns where two texts stand side by side.
    wide: usize,
}

impl Terminal {
    pub(super) fn of(environment: &Environment) -> Self {
        let stdout = std::io::stdout().is_terminal();
        let plain =
            environment.get("NO_COLOR").is_some() || environment.get("TERM") == Some("dumb");
        let columns = environment
            .get("COLUMNS")
            .and_then(|text| text.parse().ok())
            .or_else(|| {
                Some(usize::from(
                    terminal_size::terminal_size_of(std::io::stdout())?.0.0,
                ))
            });
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
            letters: match stdout && !knows_unicode(environment) {
                true => Letters::Ascii,
                false => Letters::Unicode,
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
                letters: self.letters,
            },
            _ => PLAIN,
        }
    }

    /// For two texts side by side.
    pub(super) fn wide_style(&self) -> Style {
        Style {
            columns: self.wide,
            ..self.style(Form::Text)
        }
    }
}

/// Whether a terminal knows more letters than those of ASCII: it does unless
/// the variables for languages name another encoding.
fn knows_unicode(environment: &Environment) -> bool {
    let stated = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| environment.get(name));
    let is_unicode = |locale: &str| {
        let locale = locale.to_ascii_lowercase();
        locale.ends_with("utf-8") || locale.ends_with("utf8")
    };
    cfg!(windows)
        || stated.is_none_or(|locale| is_unicode(locale.split('@').next().unwrap_or(locale)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_knows_unicode_unless_its_language_says_otherwise() {
        let knows = |variables: &[(&str, &str)]| {
            let variables = variables.iter();
            knows_unicode(&Environment {
                variables: variables
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
                ..Environment::default()
            })
        };
        assert!(knows(&[]));
        assert!(knows(&[("LANG", "id_ID.UTF-8")]));
        assert!(knows(&[("LANG", "C"), ("LC_ALL", "C.utf8")]));
        assert!(knows(&[("LANG", "ca_ES.UTF-8@valencia")]));
        assert!(!knows(&[("LANG", "C")]) || cfg!(windows));
        assert!(!knows(&[("LANG", "id_ID.UTF-8"), ("LC_ALL", "POSIX")]) || cfg!(windows));
    }
}
