//! Summaries: written by a model and held against the article, or made of
//! the translation's own sentences.

use super::repair::weight;
use super::work::Work;
use super::{About, document, items};
use crate::article::{Flag, PartKind, Severity, Source, Summary, SummaryKind, Translation};
use crate::carrier::{Segment, Wanted};
use crate::extract;
use crate::line::Line;
use crate::outcome::{Reason, ReasonKind};
use crate::provider::Fault;

/// A summary of a long article reads so many characters of it.
const SUMMARY_READS: usize = 60_000;

impl Work<'_> {
    /// The summary from a second endpoint, a second question, or by rule.
    pub(super) async fn summary_for(
        &mut self,
        source: &Source,
        translation: &Translation,
    ) -> Result<Summary, Reason> {
        if self.desk.summary_lines().all(|line| self.has_left(line)) {
            return Ok(self.extractive(source, translation));
        }
        match self.written_summary(source, "").await {
            Ok(summary) => Ok(self.grounded(source, translation, summary).await),
            Err(fault) if self.desk.may_extract() && self.may_go_on(&fault) => {
                Ok(self.extractive(source, translation))
            }
            Err(fault) => Err(fault.to_reason()),
        }
    }

    /// The summary of an article that is not translated: asked again once
    /// where it claims what the article does not hold, then flagged.
    pub(super) async fn summary_alone(&mut self, source: &Source) -> Result<Summary, Reason> {
        let document = document(self.desk, source, None);
        let mut summary = self
            .written_summary(source, "")
            .await
            .map_err(|fault| fault.to_reason())?;
        let mut found = self.check_summary(&summary, &document);
        if has_errors(&found)
            && let Ok(second) = self
                .written_summary(source, &summary_findings(&found))
                .await
        {
            let other = self.check_summary(&second, &document);
            if weight(&other) < weight(&found) {
                (summary, found) = (second, other);
            }
        }
        self.flags.append(&mut found);
        Ok(summary)
    }

    /// The summary by the first endpoint that writes one and was not left
    /// for this article.
    async fn written_summary(&mut self, source: &Source, findings: &str) -> Result<Summary, Fault> {
        let desk = self.desk;
        let segments = summary_segments(source);
        let about = About {
            notes: format!("{}{findings}", self.about.notes),
            ..About::default()
        };
        let lines = desk.summary_lines().filter(|line| !self.has_left(line));
        let lines: Vec<&Line> = lines.map(|line| line.as_ref()).collect();
        let mut failed: Option<(&Line, Fault)> = None;
        for line in lines {
            if let Some((left, fault)) = failed.take() {
                self.note_fallback(left, line, &fault);
            }
            if desk.settings.wanted == Wanted::Summary {
                self.turn_to(line);
            }
            let asked = desk.ask(line, &segments, Wanted::Summary, &about).await;
            let heard = match asked {
                Ok(heard) => heard,
                Err(unanswered) => {
                    self.usage.add(&unanswered.usage);
                    if !self.may_go_on(&unanswered.fault) {
                        return Err(unanswered.fault);
                    }
                    failed = Some((line, unanswered.fault));
                    continue;
                }
            };
            self.account(line, &heard);
            self.provenance.summary_by = Some(line.endpoint.name.clone());
            return Ok(Summary {
                kind: SummaryKind::Abstractive,
                sentences: heard.summary,
            });
        }
        Err(failed.map_or_else(
            || {
                Fault::stop(
                    ReasonKind::Config,
                    "no endpoint can summarise; give --summary-endpoint",
                )
            },
            |(_, fault)| fault,
        ))
    }

    /// Holds a written summary against the article: asked again once where
    /// it claims what the article does not hold, then replaced by sentences
    /// of the translation.
    pub(super) async fn grounded(
        &mut self,
        source: &Source,
        translation: &Translation,
        summary: Summary,
    ) -> Summary {
        let found = self.check_summary(&summary, &self.document(source, translation));
        if !has_errors(&found) {
            self.flags.extend(found);
            return summary;
        }
        if let Ok(second) = self
            .written_summary(source, &summary_findings(&found))
            .await
        {
            let found = self.check_summary(&second, &self.document(source, translation));
            if !has_errors(&found) {
                self.flags.extend(found);
                return second;
            }
        }
        self.flags.push(Flag {
            check: "summary.replaced".into(),
            severity: Severity::Warning,
            part: None,
            source: None,
            target: None,
            message: "The model's summary claimed what the article does not hold, twice; sentences of the translation stand in its place.".to_owned(),
        });
        self.extractive(source, translation)
    }

    pub(super) fn extractive(&mut self, source: &Source, translation: &Translation) -> Summary {
        self.provenance.summary_by = Some("extractive".to_owned());
        let passages: Vec<extract::Passage> = translation
            .parts
            .iter()
            .zip(&source.parts)
            .filter(|(_, part)| matches!(part.kind, PartKind::Body | PartKind::Quotation))
            .map(|(part, _)| extract::Passage {
                part: &part.id,
                text: &part.text,
            })
            .collect();
        let shape = self.desk.settings.summary;
        let limits = extract::Limits {
            words: shape.words,
            sentences: shape.style.most_sentences(),
        };
        extract::summarise(translation.title.as_deref(), &passages, limits)
    }
}

/// As much of an article as a summary is made from.
pub(super) fn summary_segments(source: &Source) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut characters = 0;
    for item in items(source) {
        characters += item.text.len();
        if characters > SUMMARY_READS && !segments.is_empty() {
            break;
        }
        segments.push(Segment {
            id: item.id.to_owned(),
            text: item.text.to_owned(),
        });
    }
    segments
}

/// What was wrong with a summary, for the question that asks for another.
fn summary_findings(found: &[Flag]) -> String {
    let errors = found.iter().filter(|flag| flag.severity == Severity::Error);
    let told: String = errors
        .map(|flag| format!("An earlier summary was wrong: {}\n", flag.message))
        .collect();
    format!("{told}\n")
}

fn has_errors(flags: &[Flag]) -> bool {
    flags.iter().any(|flag| flag.severity == Severity::Error)
}
