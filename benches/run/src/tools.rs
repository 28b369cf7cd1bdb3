//! The programs that are measured, and the folder they work in.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::articles;
use crate::endpoint::Endpoint;

/// How thorough a measurement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// The figures that are published.
    Full,
    /// A fraction of the articles, once.
    Quick,
}

/// What `alih` remembers in a run.
#[derive(Clone, Copy, Debug)]
pub enum Memory<'a> {
    /// Memory and journal in this file.
    On(&'a Path),
    /// Nothing.
    Off,
}

/// The programs, the folder and the settings of a measurement.
pub struct Tools {
    alih: PathBuf,
    floor: PathBuf,
    mock: PathBuf,
    folder: PathBuf,
    /// How thorough it is.
    pub effort: Effort,
    /// What all chance derives from.
    pub seed: u64,
}

impl Tools {
    /// Finds the programs and makes a folder.
    ///
    /// # Errors
    /// A program or the folder cannot be made.
    pub fn new(alih: Option<PathBuf>, effort: Effort, seed: u64) -> Result<Self, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let beside = |name: &str| own.with_file_name(name);
        build_companions(&own)?;
        let folder = std::env::temp_dir().join(format!("alih-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        Ok(Self {
            alih: match alih {
                Some(path) => path,
                None => build_alih()?,
            },
            floor: beside("floor"),
            mock: beside("mock_endpoint"),
            folder,
            effort,
            seed,
        })
    }

    /// One value for a full measurement, another for a quick one.
    pub fn choose<T>(&self, full: T, quick: T) -> T {
        match self.effort {
            Effort::Full => full,
            Effort::Quick => quick,
        }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A path in the folder at which nothing is, not even the files that a
    /// database keeps beside itself.
    pub fn fresh(&self, name: &str) -> PathBuf {
        for ending in ["", "-wal", "-shm", ".lock", ".journal", ".partial"] {
            let _ = std::fs::remove_file(self.path(&format!("{name}{ending}")));
        }
        self.path(name)
    }

    /// A file of so many articles, made once.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn articles(&self, count: usize) -> Result<PathBuf, String> {
        let path = self.path(&format!("articles-{count}.jsonl"));
        if !path.exists() {
            articles::write(&path, count, self.seed).map_err(|error| error.to_string())?;
        }
        Ok(path)
    }

    /// Starts a mock endpoint.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn endpoint(&self, options: &[&str]) -> Result<Endpoint, String> {
        Endpoint::start(&self.mock, options)
    }

    /// The floor's command.
    pub fn floor(&self, endpoint: &Endpoint, input: &Path, width: usize) -> Command {
        let mut command = Command::new(&self.floor);
        command
            .arg(&endpoint.address)
            .arg(input)
            .arg(width.to_string());
        command
    }

    /// The floor with nothing to do.
    pub fn floor_version(&self) -> Command {
        let mut command = Command::new(&self.floor);
        command.arg("--version");
        command
    }

    /// `alih --version`.
    pub fn alih_version(&self) -> Command {
        let mut command = Command::new(&self.alih);
        command.arg("--version");
        command
    }

    /// `alih translate`. Its settings, memory and messages stay in the
    /// folder.
    pub fn alih(
        &self,
        endpoint: &Endpoint,
        input: &Path,
        output: &Path,
        width: usize,
        memory: Memory,
    ) -> Command {
        let mut command = Command::new(&self.alih);
        without(&mut command, &["ALIH_", "XDG_"]);
        command
            .current_dir(&self.folder)
            .env("HOME", &self.folder)
            .arg("translate")
            .arg(input)
            .arg("-o")
            .arg(output)
            .args(["--endpoint", "openai", "--model", "mock", "--base-url"])
            .arg(format!("{}/v1", endpoint.address))
            .args(["--width", &width.to_string()]);
        match memory {
            Memory::On(state) => command.arg("--state").arg(state),
            Memory::Off => command.arg("--no-memory"),
        };
        let log = self.path("alih.log");
        match std::fs::File::create(&log) {
            Ok(file) => command.stderr(file),
            Err(_) => command.stderr(Stdio::null()),
        };
        command
    }

    /// The last lines of what `alih` last said.
    pub fn said(&self) -> String {
        let log = std::fs::read_to_string(self.path("alih.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].join("\n")
    }
}

impl Drop for Tools {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// `cargo run` builds the benchmark alone: the other two are built here, to
/// lie beside it.
fn build_companions(own: &Path) -> Result<(), String> {
    let target = match own.parent() {
        Some(folder) if folder.ends_with("release") => folder.with_file_name(""),
        _ => return Err("run the benchmark with --release".to_owned()),
    };
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let target = target.to_string_lossy();
    cargo(&[
        "build",
        "--release",
        "--bins",
        "--manifest-path",
        manifest,
        "--target-dir",
        &target,
    ])
}

/// Builds `alih` and returns where it is.
fn build_alih() -> Result<PathBuf, String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let manifest = format!("{root}/Cargo.toml");
    cargo(&[
        "build",
        "--release",
        "--locked",
        "--manifest-path",
        &manifest,
    ])?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(root).join("target"), PathBuf::from);
    let path = target.join("release/alih");
    path.canonicalize()
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Takes the variables with these beginnings out of a command's environment.
fn without(command: &mut Command, beginnings: &[&str]) {
    for (name, _) in std::env::vars_os() {
        let begins = |beginning: &&str| name.to_string_lossy().starts_with(*beginning);
        if beginnings.iter().any(begins) {
            command.env_remove(&name);
        }
    }
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // What `cargo run` says about this package would make build scripts of
    // dependencies believe that everything has changed.
    without(&mut command, &["CARGO_PKG_", "CARGO_MANIFEST_"]);
    let status = command
        .args(arguments)
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("cargo {} failed", arguments.join(" "))),
    }
}
