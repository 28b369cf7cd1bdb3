//! What ends a run from outside: signals, and a reader of our output that
//! goes away.

use std::sync::Arc;

use crate::halt::{Cause, Halt};
use crate::outcome::Exit;
use crate::tell::{Kind, Teller};

/// The first signal stops new work; the second ends the process at once.
pub(super) async fn signals(halt: Arc<Halt>, teller: Teller) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return;
    };
    let mut seen = false;
    loop {
        let (cause, exit) = tokio::select! {
            _ = interrupt.recv() => (Cause::Interrupt, Exit::Interrupted),
            _ = terminate.recv() => (Cause::Terminate, Exit::Terminated),
        };
        if seen {
            std::process::exit(i32::from(exit.code()));
        }
        seen = true;
        teller.say(
            Kind::Note,
            "stopping; work under way may take up to 10 s, a second signal ends it at once",
        );
        halt.stop(cause);
    }
}

/// Stops the run as soon as nobody reads our standard output any more, and
/// not only when the next result cannot be written: until then every answer
/// under way would be paid for in vain.
#[cfg(target_os = "linux")]
pub(super) async fn broken_pipe(halt: Arc<Halt>) {
    use std::os::fd::AsFd;
    use tokio::io::Interest;
    use tokio::net::unix::pipe::Sender;

    let Ok(stdout) = std::io::stdout().as_fd().try_clone_to_owned() else {
        return;
    };
    let stdout = std::fs::File::from(stdout);
    let is_pipe = stdout.metadata().is_ok_and(|found| {
        use std::os::unix::fs::FileTypeExt;
        found.file_type().is_fifo()
    });
    // The unchecked way leaves the pipe blocking, as other writers expect it.
    if is_pipe
        && let Ok(sender) = Sender::from_file_unchecked(stdout)
        && sender.ready(Interest::ERROR).await.is_ok()
    {
        halt.stop(Cause::BrokenPipe);
    }
}

/// Elsewhere the next write tells.
#[cfg(not(target_os = "linux"))]
pub(super) async fn broken_pipe(_halt: Arc<Halt>) {}
