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

/// The middle one of several values, by a key.
pub fn median<T: Copy>(mut values: Vec<T>, key: impl Fn(&T) -> f64) -> T {
    values.sort_by(|a, b| key(a).total_cmp(&key(b)));
    values[values.len() / 2]
}

/// Seconds.
pub fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}
