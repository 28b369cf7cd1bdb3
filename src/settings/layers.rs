//! Flags over environment over `.env` over `alih.toml` over defaults.

use std::path::{Path, PathBuf};

use super::SettingsError;
use super::environment::Environment;
use super::table::{SETTINGS, Setting, setting};
use crate::nearest::suggestion;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The process's environment.
    Environment,
    /// The `.env` file.
    DotEnv(PathBuf),
    /// An `alih.toml`.
    File(PathBuf),
    /// Built in.
    Default,
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value as it was written.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
    setting: &'static str,
}

impl Given {
    /// How a message names the value's place.
    #[must_use]
    pub fn place(&self) -> String {
        let row = setting(self.setting);
        let variable = row.map_or("", |row| row.variable);
        match &self.origin {
            Origin::Flag | Origin::Default => format!("--{}", self.setting),
            Origin::Environment => variable.to_owned(),
            Origin::DotEnv(file) => format!("{variable} in {}", file.display()),
            Origin::File(file) => {
                let key = keys(self.setting).swap_remove(0);
                format!("{key} in {}", file.display())
            }
        }
    }

    /// The value as a number.
    ///
    /// # Errors
    /// Says what was given, where, and what is wanted.
    pub fn number<N: std::str::FromStr>(&self, wanted: &str) -> Result<N, SettingsError> {
        self.value
            .trim()
            .parse()
            .map_err(|_| self.refuse(&format!("give {wanted}")))
    }

    /// The value as a number of seconds.
    ///
    /// # Errors
    /// As of [`Self::number`]; infinity and what is no number are refused.
    pub fn seconds(&self) -> Result<f64, SettingsError> {
        const WANTED: &str = "a number of seconds";
        let seconds: f64 = self.number(WANTED)?;
        match seconds.is_finite() {
            true => Ok(seconds),
            false => Err(self.refuse(&format!("give {WANTED}"))),
        }
    }

    /// An error about this value.
    #[must_use]
    pub fn refuse(&self, fix: &str) -> SettingsError {
        SettingsError::Value {
            place: self.place(),
            value: self.value.clone(),
            fix: fix.to_owned(),
        }
    }
}

/// A `.env` file and its variables.
pub type DotEnv = (PathBuf, Vec<(String, String)>);

/// Everything that was typed, in its layers.
#[derive(Debug, Default)]
pub struct Layers {
    /// Pairs of a setting's name and what the command line gives it.
    pub flags: Vec<(&'static str, String)>,
    /// The environment.
    pub environment: Environment,
    /// The `.env` file that was read and its variables.
    pub dotenv: Option<DotEnv>,
    /// Configuration files that were read, the nearest first.
    pub files: Vec<(PathBuf, toml::Table)>,
}

impl Layers {
    /// Reads `.env` (the working folder's, or the one that is named) and
    /// both `alih.toml`.
    ///
    /// # Errors
    /// A named file that is missing, or a file that cannot be read.
    pub fn read(
        flags: Vec<(&'static str, String)>,
        environment: Environment,
        env_file: Option<&Path>,
        config_file: Option<&Path>,
    ) -> Result<Self, SettingsError> {
        let dotenv = read_dotenv(&environment, env_file)?;
        let mut files = Vec::new();
        let own = config_file.map_or_else(|| environment.folder.join("alih.toml"), Path::to_owned);
        let users = environment
            .configuration_folder()
            .map(|folder| folder.join("alih.toml"));
        for (path, named) in [(Some(own), config_file.is_some()), (users, false)] {
            if let Some(path) = path
                && (named || path.is_file())
            {
                let table = read_toml(&path)?;
                files.push((path, table));
            }
        }
        Ok(Self {
            flags,
            environment,
            dotenv,
            files,
        })
    }

    /// What is given for a setting, from the highest layer that has it.
    #[must_use]
    pub fn get(&self, name: &'static str) -> Option<Given> {
        let row = setting(name)?;
        let found = |value: &str, origin| {
            Some(Given {
                value: value.to_owned(),
                origin,
                setting: name,
            })
        };
        if let Some((_, value)) = self.flags.iter().find(|(own, _)| *own == name) {
            return found(value, Origin::Flag);
        }
        if let Some((value, origin)) = self.variable_with_origin(row.variable) {
            return found(&value, origin);
        }
        for (path, table) in &self.files {
            let mut values = keys(name).into_iter().filter_map(|key| table.get(&key));
            if let Some(value) = values.find(|value| !value.is_table()) {
                return found(&plain(value), Origin::File(path.clone()));
            }
        }
        default_of(row).and_then(|value| found(value, Origin::Default))
    }

    /// A variable of the environment or of `.env`.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<String> {
        self.variable_with_origin(name).map(|(value, _)| value)
    }

    /// A variable and where it is set.
    #[must_use]
    pub fn variable_with_origin(&self, name: &str) -> Option<(String, Origin)> {
        if let Some(value) = self.environment.get(name) {
            return Some((value.to_owned(), Origin::Environment));
        }
        let (path, variables) = self.dotenv.as_ref()?;
        variables
            .iter()
            .find(|(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| (value.clone(), Origin::DotEnv(path.clone())))
    }

    /// What the user should know about the files that were read: a `.env`
    /// with a key in it that others on this machine can read.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let exposed = self.dotenv.iter().filter(|(path, variables)| {
            let holds_key = |(name, value): &(String, String)| {
                !value.is_empty() && (name.contains("KEY") || name.contains("TOKEN"))
            };
            variables.iter().any(holds_key) && others_may_read(path)
        });
        exposed
            .map(|(path, _)| {
                let path = path.display();
                format!("{path} holds a key and can be read by others on this machine; run `chmod 600 {path}`")
            })
            .collect()
    }

    /// The named endpoints of all files, the nearest file first.
    pub fn endpoint_tables(&self) -> impl Iterator<Item = (&Path, &str, &toml::Value)> {
        self.files.iter().flat_map(|(path, table)| {
            let endpoints = table.get("endpoint").and_then(toml::Value::as_table);
            endpoints
                .into_iter()
                .flatten()
                .map(move |(name, value)| (path.as_path(), name.as_str(), value))
        })
    }
}

/// The key of the setting that chooses an endpoint: beside the tables of
/// endpoints TOML allows no text under `endpoint`.
const CHOSEN: &str = "use";

/// The keys of a setting in `alih.toml`.
fn keys(name: &str) -> Vec<String> {
    let chosen = (name == "endpoint").then(|| CHOSEN.to_owned());
    chosen.into_iter().chain([name.replace('-', "_")]).collect()
}

fn default_of(row: &'static Setting) -> Option<&'static str> {
    (!row.default.is_empty()).then_some(row.default)
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn read_dotenv(
    environment: &Environment,
    named: Option<&Path>,
) -> Result<Option<DotEnv>, SettingsError> {
    let path = named.map_or_else(|| environment.folder.join(".env"), Path::to_owned);
    if named.is_none() && !path.is_file() {
        return Ok(None);
    }
    let unreadable = |error: dotenvy::Error| SettingsError::File {
        path: path.clone(),
        problem: dotenv_problem(&error),
    };
    let variables = dotenvy::from_path_iter(&path)
        .map_err(unreadable)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    Ok(Some((path, variables)))
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_path: &Path) -> bool {
    false
}

/// What is wrong with a `.env`, without the line, which may hold a key.
fn dotenv_problem(error: &dotenvy::Error) -> String {
    match error {
        dotenvy::Error::Io(error) => error.to_string(),
        _ => "a line is not of the form NAME=value".to_owned(),
    }
}

/// Keys that are no setting's name.
const OTHERS: [&str; 4] = [
    "endpoint",
    CHOSEN,
    super::checking::TABLE,
    super::labels::TABLE,
];

fn read_toml(path: &Path) -> Result<toml::Table, SettingsError> {
    let refuse = |problem: String| SettingsError::File {
        path: path.to_owned(),
        problem,
    };
    let text = std::fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| refuse(error.message().to_owned()))?;
    for key in table.keys() {
        let known = OTHERS.contains(&key.as_str()) || setting(&key.replace('_', "-")).is_some();
        if !known {
            let settings: Vec<String> = SETTINGS
                .iter()
                .map(|row| row.name.replace('-', "_"))
                .collect();
            let names = OTHERS
                .into_iter()
                .chain(settings.iter().map(String::as_str));
            return Err(refuse(format!(
                "it has the unknown key \"{key}\"{}",
                suggestion(key, names)
            )));
        }
    }
    Ok(table)
}
