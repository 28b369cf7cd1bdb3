//! What an article would take, without asking anything: the same plan and
//! the same questions as in the run.

use super::{About, Desk, Prepared};
use crate::ask::weigh::{self, Weight};
use crate::carrier::{Segment, Wanted};
use crate::line::Line;
use crate::outcome::Reason;

impl Desk {
    /// What the article would take; repairs and retries are not in it.
    ///
    /// # Errors
    /// When the article would fail before anything is asked.
    pub fn weigh(&self, prepared: &Prepared) -> Result<Weight, Reason> {
        let mut weight = Weight::default();
        self.each_question(prepared, |line, segments, wanted, about| {
            weight.add(&self.weigh_question(line, segments, wanted, about));
        })?;
        Ok(weight)
    }

    fn weigh_question(
        &self,
        line: &Line,
        segments: &[Segment],
        wanted: Wanted,
        about: &About,
    ) -> Weight {
        if line.endpoint.is_chat() {
            let question = self.chat_ask(segments, wanted, &about.notes);
            let words = self.settings.summary.words;
            return weigh::chat(line, &question, self.keeping(), words);
        }
        weigh::texts(
            line,
            &self.texts_ask(segments, &about.hints),
            self.keeping(),
        )
    }
}
