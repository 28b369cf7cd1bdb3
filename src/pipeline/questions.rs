//! An article's questions, written down for a batch: the same as the run
//! would ask.

use super::summarise::summary_segments;
use super::work::Work;
use super::{About, Desk, Prepared, items};
use crate::ask::weigh::{self, Weight};
use crate::ask::written::{self, Written};
use crate::carrier::{Segment, Wanted};
use crate::line::Line;
use crate::outcome::{Reason, ReasonKind};
use crate::split::Plan;

/// A question of an article, and whether it need be asked.
pub struct Question {
    /// As it is asked.
    pub written: Written,
    /// What it takes.
    pub weight: Weight,
}

impl Question {
    /// Whether the memory has the answer.
    #[must_use]
    pub fn is_remembered(&self) -> bool {
        self.weight.usage.requests == 0
    }
}

impl Desk {
    /// Calls `see` with every question that the article takes, as far as
    /// they are known before the first answer.
    ///
    /// # Errors
    /// When the article would fail before anything is asked.
    pub(super) fn each_question(
        &self,
        prepared: &Prepared,
        mut see: impl FnMut(&Line, &[Segment], Wanted, &About),
    ) -> Result<(), Reason> {
        let mut work = Work::new(self);
        let source = &prepared.source;
        work.read(source);
        work.check_input(source)?;
        let about = &work.about;
        let mut summary_is_in_it = self.settings.wanted == Wanted::Translation;
        if self.settings.wanted != Wanted::Summary {
            let line = self.chain.first();
            let plan = Plan::new(&items(source), line.endpoint.limits);
            let wanted = self.wanted_with(line, &plan);
            summary_is_in_it |= wanted.summary();
            for segments in &plan.requests {
                see(line, segments, wanted, about);
            }
        }
        if !summary_is_in_it && let Some(line) = self.summary_lines().next() {
            let segments = summary_segments(source);
            see(line, &segments, Wanted::Summary, about);
        }
        Ok(())
    }

    /// The article's questions, written down.
    ///
    /// # Errors
    /// When the article would fail before anything is asked.
    pub fn questions(&self, prepared: &Prepared) -> Result<Vec<Question>, Reason> {
        let mut questions = Vec::new();
        let mut unable = false;
        self.each_question(prepared, |line, segments, wanted, about| {
            let ask = self.chat_ask(segments, wanted, &about.notes);
            match written::write(line, &ask) {
                Some(written) => questions.push(Question {
                    written,
                    weight: weigh::chat(line, &ask, self.keeping(), self.settings.summary.words),
                }),
                None => unable = true,
            }
        })?;
        if unable {
            return Err(Reason::new(
                ReasonKind::Config,
                "the endpoint cannot be asked by batch; use alih translate",
            ));
        }
        Ok(questions)
    }
}
