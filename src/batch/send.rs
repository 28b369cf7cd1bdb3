//! Moves what the journal holds: uploads, orders, asks how far, fetches.
//!
//! Each step is noted before and after. Whether an order arrived is at times
//! not known; then the vendor's list is looked at before it is sent again.

use super::store::{Store, StoreError};
use super::{Part, Stage};
use crate::article::Usage;
use crate::line::Line;
use crate::outcome::{Reason, ReasonKind};
use crate::provider::batch::{self, Batch, End, Order, Progress, State};
use crate::provider::{Action, Call, Fault, Header, Reply};

/// The lines to a vendor.
pub struct Vendor {
    /// Tries again as usual.
    pub usual: Line,
    /// Tries nothing twice, for orders.
    pub once: Line,
    /// How it takes batches.
    pub interface: &'static Batch,
}

/// What went wrong with a part.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The journal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vendor.
    #[error("{}", .0.to_reason())]
    Vendor(Fault),
    /// Nobody knows whether an order arrived.
    #[error("it is not known whether the vendor took the batch ({}); run the same command again, which looks before it sends anything", .0.to_reason())]
    Unknown(Fault),
}

/// What came of looking after a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It goes on.
    Waiting,
    /// Its answers are in the journal now.
    Arrived,
}

impl Vendor {
    /// Sends a part as far as it was not, until the vendor works at it.
    ///
    /// # Errors
    /// What the journal or the vendor says; what was done is noted.
    pub async fn forward(&self, store: &mut Store, part: &mut Part) -> Result<(), SendError> {
        loop {
            match part.stage {
                Stage::Ready => self.upload(store, part).await?,
                Stage::Uploaded => self.order(store, part).await?,
                Stage::Ordering => self.look(store, part).await?,
                Stage::Ordered | Stage::Answered => return Ok(()),
            }
        }
    }

    async fn upload(&self, store: &mut Store, part: &mut Part) -> Result<(), SendError> {
        if let Some(upload) = self.interface.upload {
            let call = upload(&self.usual.endpoint, &store.entries(part)?);
            let file = ask(&self.usual, call, batch::read_upload).await;
            part.file = Some(file.map_err(SendError::Vendor)?);
        }
        part.stage = Stage::Uploaded;
        Ok(store.note(part)?)
    }

    async fn order(&self, store: &mut Store, part: &mut Part) -> Result<(), SendError> {
        let entries = match part.file {
            Some(_) => Vec::new(),
            None => store.entries(part)?,
        };
        let order = Order {
            entries: &entries,
            ..order(part)
        };
        let endpoint = &self.once.endpoint;
        let mut call = (self.interface.submit)(endpoint, &order);
        call.headers
            .push(Header::plain("idempotency-key", part.name.clone()));
        part.stage = Stage::Ordering;
        store.note(part)?;
        let read = |reply: &Reply| (self.interface.read_status)(endpoint, reply);
        match ask(&self.once, call, read).await {
            Ok(progress) => {
                part.batch = Some(progress.batch);
                part.stage = Stage::Ordered;
                Ok(store.note(part)?)
            }
            Err(fault) if may_have_arrived(&fault) => Err(SendError::Unknown(fault)),
            Err(fault) => {
                part.stage = Stage::Uploaded;
                store.note(part)?;
                Err(SendError::Vendor(fault))
            }
        }
    }

    /// Looks for an order whose arrival is not known.
    ///
    /// # Errors
    /// What the journal or the vendor says.
    pub async fn look(&self, store: &mut Store, part: &mut Part) -> Result<(), SendError> {
        let call = (self.interface.list)(&self.usual.endpoint);
        let known = store.batches()?;
        let sought = order(part);
        let find = |reply: &Reply| batch::find(self.interface, reply, &sought, &known);
        let found = ask(&self.usual, call, find).await;
        match found.map_err(SendError::Vendor)? {
            Some(batch) => {
                part.batch = Some(batch);
                part.stage = Stage::Ordered;
            }
            None => part.stage = Stage::Uploaded,
        }
        Ok(store.note(part)?)
    }

    /// Asks how far an ordered part is, and fetches its answers once it has
    /// ended.
    ///
    /// # Errors
    /// What the journal or the vendor says.
    pub async fn fetch(&self, store: &mut Store, part: &mut Part) -> Result<Looked, SendError> {
        let progress = self.progress(store, part).await?;
        let rest = match &progress.state {
            State::Waiting => return Ok(Looked::Waiting),
            State::Ended(end) => unanswered(*end),
            State::Failed(why) => Reason::new(
                ReasonKind::Config,
                format!(
                    "the vendor refused the batch ({}); correct that and submit the article again",
                    crate::provider::shown(why, 200)
                ),
            ),
        };
        let endpoint = &self.usual.endpoint;
        let mut results = Vec::new();
        for place in &progress.places {
            let call = (self.interface.results)(endpoint, place);
            let read = |reply: &Reply| (self.interface.read_results)(endpoint, reply);
            results.extend(
                ask(&self.usual, call, read)
                    .await
                    .map_err(SendError::Vendor)?,
            );
        }
        store.take(part, &results, &rest)?;
        part.stage = Stage::Answered;
        Ok(Looked::Arrived)
    }

    /// Asks how far an ordered part is.
    ///
    /// # Errors
    /// What the journal or the vendor says.
    pub async fn progress(
        &self,
        store: &mut Store,
        part: &mut Part,
    ) -> Result<Progress, SendError> {
        let endpoint = &self.usual.endpoint;
        let batch = part.batch.clone().unwrap_or_default();
        let call = (self.interface.status)(endpoint, &batch);
        let read = |reply: &Reply| (self.interface.read_status)(endpoint, reply);
        let progress = ask(&self.usual, call, read).await;
        let progress = progress.map_err(SendError::Vendor)?;
        part.done = progress.done;
        store.note(part)?;
        Ok(progress)
    }
}

fn order(part: &Part) -> Order<'_> {
    Order {
        name: &part.name,
        file: part.file.as_deref(),
        entries: &[],
        count: part.entries,
        since: &part.since,
    }
}

async fn ask<T>(
    line: &Line,
    call: Call,
    read: impl Fn(&Reply) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let read = |reply: &Reply| Ok((read(reply)?, Usage::default()));
    let asked = line.ask(1, |_| call.clone(), read).await;
    asked
        .map(|asked| asked.answer)
        .map_err(|unanswered| unanswered.fault)
}

/// Whether the vendor may have taken an order that ended in this fault.
fn may_have_arrived(fault: &Fault) -> bool {
    matches!(fault.reason, ReasonKind::Network | ReasonKind::Timeout)
        || matches!(fault.action, Action::Retry | Action::AskAgain)
}

/// Why an entry has no result.
fn unanswered(end: End) -> Reason {
    let (kind, what) = match end {
        End::Complete => (ReasonKind::BadReply, "the batch holds no result for it"),
        End::Expired => (
            ReasonKind::Timeout,
            "the batch expired before it came to this article",
        ),
        End::Cancelled => (
            ReasonKind::Interrupted,
            "the batch was cancelled before it came to this article",
        ),
    };
    Reason::new(kind, format!("{what}; submit it again"))
}
