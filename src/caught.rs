//! A fault of this program stays with the article that it came with.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};

use futures_util::FutureExt;

use crate::outcome::{Reason, ReasonKind};

thread_local! {
    /// Where in this program's text this thread broke down last.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// How much is printed of a fault when it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing: whoever catches it tells its place.
    Place,
    /// What it says, and the way to it. It may quote an article.
    Everything,
}

/// From now on a fault of this program does not print what it says, which may
/// quote an article, unless that is wanted. For a whole process.
pub fn hush(detail: Detail) {
    let usual = take_hook();
    set_hook(Box::new(move |fault| {
        PLACE.set(place(fault));
        if detail == Detail::Everything {
            usual(fault);
        }
    }));
}

fn place(fault: &PanicHookInfo) -> Option<String> {
    let at = fault.location()?;
    Some(format!("{} line {}", at.file(), at.line()))
}

/// Does some work on an article.
///
/// # Errors
/// When the work breaks down through a fault of this program. What it had in
/// hand is lost.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Reason> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| reason())
}

/// The same, of work that waits.
///
/// # Errors
/// As [`caught`].
pub async fn caught_on_the_way<T>(work: impl Future<Output = T>) -> Result<T, Reason> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.map_err(|_| reason())
}

fn reason() -> Reason {
    let place = PLACE.take().map_or(String::new(), |at| format!(" ({at})"));
    let message = format!(
        "alih itself broke down{place}; report this line at {}/issues",
        env!("CARGO_PKG_REPOSITORY")
    );
    Reason::new(ReasonKind::Fault, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(text: &str) -> &str {
        &text[1..]
    }

    #[test]
    fn a_fault_is_a_reason_and_quotes_nothing() {
        let Err(reason) = caught(|| breaks("\u{e9}cole").len()) else {
            panic!("it did not break")
        };
        assert_eq!(reason.kind, ReasonKind::Fault);
        assert!(!reason.message.contains("cole"), "{}", reason.message);
        assert_eq!(caught(|| breaks("ecole").len()), Ok(4));
    }

    #[tokio::test]
    async fn work_that_waits_is_caught_behind_its_wait() {
        let work = |text: &'static str| async move {
            tokio::task::yield_now().await;
            breaks(text).len()
        };
        assert!(caught_on_the_way(work("\u{e9}cole")).await.is_err());
        assert_eq!(caught_on_the_way(work("ecole")).await, Ok(4));
    }
}
