//! A way for a question to travel that is no network.

use std::pin::Pin;

use crate::provider::{Call, Fault, Reply};

/// Takes a described call somewhere in this process and brings a reply, as
/// [`crate::transport::Transport`] does over a network.
pub trait Road: Send + Sync {
    /// Sends one call and brings its reply.
    ///
    /// # Errors
    /// A fault that is no reply.
    fn travel(&self, call: &Call) -> Pin<Box<dyn Future<Output = Result<Reply, Fault>> + Send>>;
}
