//! Hearing a language model's answer out, and showing it on the way.

use crate::article::Usage;
use crate::line::{Reader, View, Viewer};
use crate::provider::{ChatAnswer, ChatQuestion, Endpoint, Fault, Reply, StreamReader, Streaming};

/// An answer that may have more tokens than this takes about as long as
/// proxies keep a silent connection open.
const LONG: u32 = 8_000;

/// Whether an answer is asked for in pieces.
pub(super) fn streams(endpoint: &Endpoint, question: &ChatQuestion, seen: bool) -> bool {
    match endpoint.streaming {
        Streaming::On => true,
        Streaming::Off => false,
        Streaming::Auto => seen || question.max_output_tokens > LONG,
    }
}

/// A reader of one answer; `judge` is given what was said in the end.
pub(super) struct Listening<'a, F> {
    reader: StreamReader<'a>,
    seen: Option<Seen<'a>>,
    judge: F,
}

impl<'a, F> Listening<'a, F> {
    pub(super) fn new(
        endpoint: &'a Endpoint,
        question: &'a ChatQuestion,
        head: &Reply,
        viewer: Option<&'a Viewer>,
        boundary: &'a str,
        judge: F,
    ) -> Self {
        Self {
            reader: StreamReader::new(endpoint, question, head.header("content-type")),
            seen: viewer.map(|viewer| Seen { viewer, boundary }),
            judge,
        }
    }
}

impl<T, F: Fn(ChatAnswer) -> Result<(T, Usage), Fault>> Reader for Listening<'_, F> {
    type Answer = T;

    fn take(&mut self, piece: &[u8]) -> Result<(), Fault> {
        let seen = self.seen.as_ref();
        self.reader.push(piece, &mut |text| {
            if let Some(Seen { viewer, boundary }) = seen {
                viewer(View::Text { boundary, text });
            }
        })
    }

    fn end(self) -> Result<(T, Usage), Fault> {
        (self.judge)(self.reader.finish()?)
    }

    fn has_ended(&self) -> bool {
        self.reader.has_ended()
    }

    fn spent(&self) -> Usage {
        self.reader.spent()
    }
}

/// An answer that is seen; told to be over whatever becomes of it.
struct Seen<'a> {
    viewer: &'a Viewer,
    boundary: &'a str,
}

impl Drop for Seen<'_> {
    fn drop(&mut self) {
        (self.viewer)(View::Over {
            boundary: self.boundary,
        });
    }
}
