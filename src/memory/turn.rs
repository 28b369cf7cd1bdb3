//! Questions that are being asked: who has the same one waits for its answer,
//! for several outlets print the same story.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Mutex as Bolt, OwnedMutexGuard};

use super::Fingerprint;

/// What is being asked, by its fingerprint.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<Fingerprint, Arc<Bolt<()>>>>);

/// The right to ask one question. Keep it until the answer is stored.
pub struct Turn<'a> {
    turns: &'a Turns,
    question: Fingerprint,
    held: Option<OwnedMutexGuard<()>>,
    /// Whether somebody else asked it meanwhile: the answer may be here.
    pub waited: bool,
}

impl Turns {
    /// The right to ask a question, as soon as nobody else is asking it.
    pub(super) async fn take(&self, question: Fingerprint) -> Turn<'_> {
        let bolt = Arc::clone(self.lock().entry(question).or_default());
        let held = Arc::clone(&bolt).try_lock_owned().ok();
        let mut turn = Turn {
            turns: self,
            question,
            waited: held.is_none(),
            held,
        };
        if turn.waited {
            turn.held = Some(bolt.lock_owned().await);
        }
        turn
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Fingerprint, Arc<Bolt<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        drop(self.held.take());
        let mut turns = self.turns.lock();
        let waits = |bolt: &Arc<Bolt<()>>| Arc::strong_count(bolt) > 1;
        if !turns.get(&self.question).is_some_and(waits) {
            turns.remove(&self.question);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    fn question(name: &str) -> Fingerprint {
        Fingerprint::builder(name).finish()
    }

    #[tokio::test]
    async fn the_same_question_waits_and_another_does_not() {
        let turns = Turns::default();
        let first = turns.take(question("a")).await;
        assert!(!first.waited);
        assert!(!turns.take(question("b")).await.waited);
        let mut second = Box::pin(turns.take(question("a")));
        assert!((&mut second).now_or_never().is_none());
        drop(first);
        assert!(second.now_or_never().is_some_and(|turn| turn.waited));
        assert!(turns.lock().is_empty());
    }

    #[tokio::test]
    async fn who_stops_waiting_leaves_nothing_behind() {
        let turns = Turns::default();
        let first = turns.take(question("a")).await;
        let mut gone = Box::pin(turns.take(question("a")));
        assert!((&mut gone).now_or_never().is_none());
        drop(first);
        drop(gone);
        assert!(turns.lock().is_empty());
    }
}
