//! The environment as a value: read once, passed in, replaceable in tests.

use std::path::{Path, PathBuf};

/// What a run may know of its surroundings.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Environment variables that are valid text.
    pub variables: Vec<(String, String)>,
    /// The working folder.
    pub folder: PathBuf,
}

impl Environment {
    /// The process's own.
    #[must_use]
    pub fn from_process() -> Self {
        let text = |os: std::ffi::OsString| os.into_string().ok();
        Self {
            variables: std::env::vars_os()
                .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
                .collect(),
            folder: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .find(|(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The user's configuration folder for this program.
    #[must_use]
    pub fn configuration_folder(&self) -> Option<PathBuf> {
        self.user_folder("XDG_CONFIG_HOME", ".config", "APPDATA")
    }

    /// The user's data folder for this program.
    #[must_use]
    pub fn data_folder(&self) -> Option<PathBuf> {
        self.user_folder("XDG_DATA_HOME", ".local/share", "LOCALAPPDATA")
    }

    /// The user's cache folder for this program.
    #[must_use]
    pub fn cache_folder(&self) -> Option<PathBuf> {
        self.user_folder("XDG_CACHE_HOME", ".cache", "LOCALAPPDATA")
    }

    fn user_folder(&self, variable: &str, below_home: &str, windows: &str) -> Option<PathBuf> {
        let base = match (self.get(variable), self.get("HOME"), self.get(windows)) {
            (Some(folder), ..) if Path::new(folder).is_absolute() => PathBuf::from(folder),
            (_, Some(home), _) => Path::new(home).join(below_home),
            (_, None, Some(folder)) => PathBuf::from(folder),
            _ => return None,
        };
        Some(base.join("alih"))
    }
}
