//! Models in the user's folder: `FOLDER/id-en/` has the files of one and a
//! `model.json` with their checksums.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::records::Role;
use super::unpack::{self, Failed, Packing};
use super::{EngineError, Files, Pair, inspect};

/// The folder of models.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What lies beside a model's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// From.
    pub source: String,
    /// To.
    pub target: String,
    /// Its version, where it is known.
    #[serde(default)]
    pub version: String,
    /// Where it came from.
    #[serde(default)]
    pub origin: String,
    /// Its files, weights first.
    pub files: Vec<Entry>,
}

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

const MANIFEST: &str = "model.json";

impl Manifest {
    /// The pair it is for.
    #[must_use]
    pub fn pair(&self) -> Pair {
        Pair::new(&self.source, &self.target)
    }

    /// Bytes of all files.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// What a record names the model: pair, version, and the beginning of
    /// the weights' checksum.
    #[must_use]
    pub fn model_name(&self) -> String {
        let mark = self.files.first().map_or("", |file| &file.sha256);
        let mark = &mark[..mark.len().min(8)];
        match self.version.as_str() {
            "" => format!("{}-{mark}", self.pair()),
            version => format!("{}-{version}-{mark}", self.pair()),
        }
    }

    fn file(&self, role: Role) -> Option<&Entry> {
        self.files
            .iter()
            .find(|file| Role::of_file(&file.name) == Some(role))
    }

    /// The files below a folder, where all that are needed are named.
    fn files_in(&self, folder: &Path) -> Option<Files> {
        let path = |role| Some(folder.join(&self.file(role)?.name));
        let shared = path(Role::Vocabulary);
        Some(Files {
            weights: path(Role::Weights)?,
            source: shared.clone().or_else(|| path(Role::Source))?,
            target: shared.or_else(|| path(Role::Target))?,
        })
    }
}

impl Store {
    /// The store in a folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The models that are here.
    #[must_use]
    pub fn list(&self) -> Vec<Manifest> {
        let rows = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut found: Vec<Manifest> = rows
            .filter_map(|row| Pair::parse(row.file_name().to_str()?))
            .filter_map(|pair| self.find(&pair))
            .collect();
        found.sort_by_key(|manifest| manifest.pair().to_string());
        found
    }

    /// The model of a pair, if it is here.
    #[must_use]
    pub fn find(&self, pair: &Pair) -> Option<Manifest> {
        let manifest = manifest_in(&self.place(pair))?;
        (manifest.pair() == *pair).then_some(manifest)
    }

    /// The files of a model that is here, each as it was installed.
    ///
    /// # Errors
    /// A file that is damaged, and a processor that cannot use it.
    pub fn ready(&self, manifest: &Manifest) -> Result<Files, EngineError> {
        inspect::processor()?;
        let folder = self.place(&manifest.pair());
        for file in &manifest.files {
            let path = folder.join(&file.name);
            match unpack::measure(&path) {
                Ok(own) if own.size == file.size && own.sha256 == file.sha256 => {}
                _ => return Err(EngineError::Damaged { file: path }),
            }
        }
        manifest.files_in(&folder).ok_or(EngineError::Damaged {
            file: folder.join(MANIFEST),
        })
    }

    /// Removes a model; whether there was one.
    ///
    /// # Errors
    /// A folder that cannot be changed.
    pub fn remove(&self, pair: &Pair) -> Result<bool, EngineError> {
        match fs::remove_dir_all(self.place(pair)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.trouble(&error)),
        }
    }

    /// Takes over the models of a folder: the files as they are offered for
    /// download, or the folder of another store or of one of its models.
    ///
    /// # Errors
    /// A folder without a model, and files that are none.
    pub fn import(&self, from: &Path) -> Result<Vec<Manifest>, EngineError> {
        let nothing = |problem: String| EngineError::NothingToImport {
            folder: from.to_owned(),
            problem,
        };
        let rows = fs::read_dir(from).map_err(|error| nothing(error.to_string()))?;
        let names: Vec<String> = rows
            .flatten()
            .filter_map(|row| row.file_name().into_string().ok())
            .collect();
        let is_part = |name: &&String| {
            let (_, bare) = Packing::of(name);
            *name != MANIFEST && Role::of_file(bare).is_some()
        };
        let parts: Vec<&str> = names.iter().filter(is_part).map(String::as_str).collect();
        if !parts.is_empty() {
            return Ok(vec![self.import_one(from, &parts)?]);
        }
        let mut inner: Vec<PathBuf> = names
            .iter()
            .filter(|name| Pair::parse(name).is_some())
            .map(|name| from.join(name))
            .filter(|path| path.join(MANIFEST).is_file())
            .collect();
        inner.sort();
        if inner.is_empty() {
            return Err(nothing("there is no model in this folder".to_owned()));
        }
        let each = inner.iter().map(|path| self.import(path));
        each.collect::<Result<Vec<_>, _>>().map(|all| all.concat())
    }

    fn import_one(&self, from: &Path, names: &[&str]) -> Result<Manifest, EngineError> {
        let nothing = |problem: &str| EngineError::NothingToImport {
            folder: from.to_owned(),
            problem: problem.to_owned(),
        };
        let stated = manifest_in(from);
        let weights = names
            .iter()
            .find(|name| Role::of_file(name) == Some(Role::Weights));
        let weights = weights.ok_or_else(|| nothing("there are no weights in this folder"))?;
        let pair = match &stated {
            Some(manifest) => manifest.pair(),
            None => pair_of(weights)
                .ok_or_else(|| nothing("the name of the weights does not tell the languages"))?,
        };
        let _lock = self.lock(&pair, &mut || {})?;
        let staging = self.staging(&pair)?;
        let mut manifest = Manifest {
            source: pair.source.clone(),
            target: pair.target.clone(),
            version: stated
                .as_ref()
                .map_or_else(String::new, |own| own.version.clone()),
            origin: format!("imported from {}", from.display()),
            files: Vec::new(),
        };
        for name in names {
            let (packing, bare) = Packing::of(name);
            let path = from.join(name);
            let entry = staging
                .take(&path, packing, bare)
                .map_err(|failed| match failed {
                    Failed::Packed(error) => EngineError::Unusable {
                        file: path.clone(),
                        problem: error.to_string(),
                    },
                    Failed::Written(error) => self.trouble(&error),
                })?;
            let known = stated
                .as_ref()
                .and_then(|own| own.files.iter().find(|own| own.name == bare));
            if known.is_some_and(|known| *known != entry) {
                return Err(EngineError::Damaged { file: path });
            }
            let at = if Role::of_file(bare) == Some(Role::Weights) {
                0
            } else {
                manifest.files.len()
            };
            manifest.files.insert(at, entry);
        }
        if manifest.files_in(from).is_none() {
            return Err(nothing("there is no vocabulary in this folder"));
        }
        staging.install(&manifest)?;
        Ok(manifest)
    }

    /// Waits for whoever else changes the model of this pair; `waiting` is
    /// told when somebody does.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn lock(&self, pair: &Pair, waiting: &mut dyn FnMut()) -> Result<File, EngineError> {
        fs::create_dir_all(&self.folder).map_err(|error| self.trouble(&error))?;
        let path = self.folder.join(format!(".{pair}.lock"));
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let file = file.map_err(|error| self.trouble(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(|error| self.trouble(&error))?;
                Ok(file)
            }
            Err(TryLockError::Error(error)) => Err(self.trouble(&error)),
        }
    }

    /// Where files lie while they are fetched, by their checksum.
    pub(super) fn partial(&self, sha256: &str) -> PathBuf {
        self.folder.join(format!(".{sha256}.part"))
    }

    /// A folder for a model that is not whole yet.
    pub(super) fn staging(&self, pair: &Pair) -> Result<Staging<'_>, EngineError> {
        let folder = self.folder.join(format!(".{pair}.new"));
        // Left behind by a run that was killed; the lock is ours.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| self.trouble(&error))?;
        Ok(Staging {
            store: self,
            folder,
        })
    }

    pub(super) fn trouble(&self, error: &io::Error) -> EngineError {
        EngineError::of_file(&self.folder, error)
    }

    fn place(&self, pair: &Pair) -> PathBuf {
        self.folder.join(pair.to_string())
    }
}

/// A model that is not whole yet; gone unless it is installed.
pub(super) struct Staging<'a> {
    store: &'a Store,
    folder: PathBuf,
}

impl Staging<'_> {
    /// Unpacks a file into it.
    pub(super) fn take(&self, from: &Path, packing: Packing, name: &str) -> Result<Entry, Failed> {
        let measured = unpack::unpack(from, packing, &self.folder.join(name))?;
        Ok(Entry {
            name: name.to_owned(),
            sha256: measured.sha256,
            size: measured.size,
        })
    }

    /// Looks at the model and puts it in its place, at once and whole.
    pub(super) fn install(self, manifest: &Manifest) -> Result<(), EngineError> {
        let trouble = |error: io::Error| self.store.trouble(&error);
        let files = manifest
            .files_in(&self.folder)
            .ok_or(EngineError::Unusable {
                file: self.folder.join(MANIFEST),
                problem: "files are missing".to_owned(),
            })?;
        inspect::inspect(&files)?;
        let text = serde_json::to_vec_pretty(manifest).map_err(|error| trouble(error.into()))?;
        fs::write(self.folder.join(MANIFEST), text).map_err(trouble)?;
        let place = self.store.place(&manifest.pair());
        match fs::remove_dir_all(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(trouble(error)),
            _ => {}
        }
        fs::rename(&self.folder, &place).map_err(trouble)
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn manifest_in(folder: &Path) -> Option<Manifest> {
    let text = fs::read(folder.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&text).ok()?;
    // A name must not lead out of the folder.
    let is_plain =
        |file: &Entry| Role::of_file(&file.name).is_some() && !file.name.contains(['/', '\\']);
    manifest.files.iter().all(is_plain).then_some(manifest)
}

/// The pair in a name such as `model.iden.intgemm.alphas.bin`.
fn pair_of(name: &str) -> Option<Pair> {
    let codes = name.split('.').nth(1)?;
    let (source, target) = codes.split_at_checked(2)?;
    Pair::parse(&format!("{source}-{target}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_from_names() {
        assert_eq!(
            pair_of("model.iden.intgemm.alphas.bin"),
            Some(Pair::new("id", "en"))
        );
        assert_eq!(pair_of("model.bin"), None);
        assert_eq!(Pair::parse("id-en").unwrap().to_string(), "id-en");
        assert_eq!(Pair::new("id", "en-GB"), Pair::new("ID", "en-us"));
        for text in ["..-en", "id", "id-", "ID-EN", "id-en-us"] {
            assert_eq!(Pair::parse(text), None, "{text}");
        }
    }
}
