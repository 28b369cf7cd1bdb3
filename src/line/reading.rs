//! Reading one reply as it comes in.

use crate::article::Usage;
use crate::provider::{Fault, Reply};

/// Reads the body of one reply, piece by piece. Pure: what it makes of the
/// bytes does not depend on where they were cut.
pub trait Reader {
    /// What a good reply says.
    type Answer;

    /// Takes the next bytes in.
    ///
    /// # Errors
    /// An error that the reply reports in its middle.
    fn take(&mut self, piece: &[u8]) -> Result<(), Fault>;

    /// The answer and what it used, once nothing more comes.
    ///
    /// # Errors
    /// What is wrong with it.
    fn end(self) -> Result<(Self::Answer, Usage), Fault>;

    /// Whether the answer itself says that it has ended.
    fn has_ended(&self) -> bool {
        false
    }

    /// What the reply says so far that it used.
    fn spent(&self) -> Usage {
        Usage::default()
    }
}

/// Reads a reply when all of it is there.
pub(super) struct Whole<'a, F> {
    reply: Reply,
    read: &'a F,
}

impl<'a, F> Whole<'a, F> {
    pub(super) fn new(head: &Reply, read: &'a F) -> Self {
        Self {
            reply: head.clone(),
            read,
        }
    }
}

impl<T, F: Fn(&Reply) -> Result<(T, Usage), Fault>> Reader for Whole<'_, F> {
    type Answer = T;

    fn take(&mut self, piece: &[u8]) -> Result<(), Fault> {
        self.reply.body.extend_from_slice(piece);
        Ok(())
    }

    fn end(self) -> Result<(T, Usage), Fault> {
        (self.read)(&self.reply)
    }
}
