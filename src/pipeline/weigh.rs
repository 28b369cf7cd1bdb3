//! What an article would take, without asking anything: the same plan and
//! the same questions as in the run.

use super::summarise::summary_segments;
use super::work::Work;
use super::{About, Desk, Prepared, items};
use crate::ask::weigh::{self, Weight};
use crate::carrier::{Segment, Wanted};
use crate::line::Line;
use crate::outcome::Reason;
use crate::split::Plan;

impl Desk {
    /// What the article would take; repairs and retries are not in it.
    ///
    /// # Errors
    /// When the article would fail before anything is asked.
    pub fn weigh(&self, prepared: &Prepared) -> Result<Weight, Reason> {
        let mut work = Work::new(self, prepared);
        let source = &prepared.source;
        work.check_input(source)?;
        let about = &work.about;
        let mut weight = Weight::default();
        let mut summary_is_in_it = self.settings.wanted == Wanted::Translation;
        if self.settings.wanted != Wanted::Summary {
            let line = self.chain.first();
            let plan = Plan::new(&items(source), line.endpoint.limits);
            let wanted = self.wanted_with(line, &plan);
            summary_is_in_it |= wanted.summary();
            for segments in &plan.requests {
                weight.add(&self.weigh_question(line, segments, wanted, about));
            }
        }
        if !summary_is_in_it && let Some(line) = self.summary_lines().next() {
            let segments = summary_segments(source);
            weight.add(&self.weigh_question(line, &segments, Wanted::Summary, about));
        }
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
