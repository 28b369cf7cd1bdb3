//! Running a program and counting what it took.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What one run took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Processor time, in the program and in the system for it.
    pub cpu: Duration,
    /// Peak resident memory in bytes.
    pub memory: u64,
    /// Exit code; none when a signal ended it.
    pub code: Option<i32>,
}

/// Runs a program to its end, without its output.
///
/// # Errors
/// It cannot be started or waited for.
pub fn run(command: &mut Command) -> Result<Cost, String> {
    let named = format!("{:?}", command.get_program());
    let failed = |error: std::io::Error| format!("{named}: {error}");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let begun = Instant::now();
    let child = command.spawn().map_err(failed)?;
    let usage = child.wait4().map_err(failed)?;
    Ok(Cost {
        wall: begun.elapsed(),
        cpu: usage.rusage.utime + usage.rusage.stime,
        memory: usage.rusage.maxrss,
        code: usage.status.code(),
    })
}

/// Runs a program that is expected to succeed.
///
/// # Errors
/// It cannot be run, or ends with another code than 0.
pub fn succeed(command: &mut Command) -> Result<Cost, String> {
    let cost = run(command)?;
    match cost.code {
        Some(0) => Ok(cost),
        code => Err(format!("exit code {code:?} from {command:?}")),
    }
}

/// The cores that a program may run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cores {
    /// One: two threads of one core that work at the same time slow each
    /// other, and that would count as work.
    One,
    /// All, where the system has no command that keeps a program to one.
    All,
}

impl Cores {
    /// As few as the system can keep a program to.
    #[must_use]
    pub fn fewest() -> Self {
        let known = Command::new("taskset")
            .arg("-V")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match known {
            Ok(status) if status.success() => Self::One,
            _ => Self::All,
        }
    }

    /// What the report says of them.
    #[must_use]
    pub fn shown(self) -> &'static str {
        match self {
            Self::One => "on one core",
            Self::All => "on all cores, for there is no taskset to keep it to one",
        }
    }
}

/// The same program on these cores, without its messages where that is one.
#[must_use]
pub fn on(cores: Cores, command: Command) -> Command {
    if cores == Cores::All {
        return command;
    }
    let mut pinned = Command::new("taskset");
    pinned
        .args(["-c", "0"])
        .arg(command.get_program())
        .args(command.get_args())
        .stderr(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => pinned.env(name, value),
            None => pinned.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        pinned.current_dir(folder);
    }
    pinned
}

/// The middle one of several values, by a key.
pub fn median<T: Copy>(mut values: Vec<T>, key: impl Fn(&T) -> f64) -> T {
    values.sort_by(|a, b| key(a).total_cmp(&key(b)));
    values[values.len() / 2]
}

/// Seconds.
pub fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}
