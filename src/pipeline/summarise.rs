//! Summaries: written by a model and held against the article, or made of
//! the translation's own sentences.

use super::repair::weight;
use super::work::Work;
use super::{About, document, items};
use crate::article::{Flag, PartKind, Severity, Source, Summary, SummaryKind, Translation};
use crate::ask::Heard;
use crate::carrier::{Segment, Wanted};
use crate::extract;
use crate::line::Line;
use crate::outcome::{Reason, ReasonKind};
use crate::provider::{Action, Fault};

/// A summary of a long article reads so many characters of it.
const SUMMARY_READS: usize = 60_000;
/// How often a question that is too long is cut in half.
const HALVINGS: usize = 3;

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
        let mut summary = self
            .written_summary(source, "")
            .await
            .map_err(|fault| fault.to_reason())?;
        let mut found = self.check_alone(&summary, source);
        if has_errors(&found)
            && let Ok(second) = self
                .written_summary(source, &summary_findings(&found))
                .await
        {
            let other = self.check_alone(&second, source);
            if weight(&other) < weight(&found) {
                (summary, found) = (second, other);
            }
        }
        self.flags.append(&mut found);
        Ok(summary)
    }

    /// Holds a summary against the source, for there is no translation.
    fn check_alone(&self, summary: &Summary, source: &Source) -> Vec<Flag> {
        self.check_summary(summary, &document(self.desk, source, None))
    }

    /// The summary by the first endpoint that writes one and was not left
    /// for this article.
    async fn written_summary(&mut self, source: &Source, findings: &str) -> Result<Summary, Fault> {
        let desk = self.desk;
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
            let heard = match self.summary_by(line, source, &about).await {
                Ok(heard) => heard,
                Err(fault) if !self.may_go_on(&fault) => return Err(fault),
                Err(fault) => {
                    failed = Some((line, fault));
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

    /// The summary by one endpoint; where the article is too long for it, of
    /// as much of its beginning as is not.
    async fn summary_by(
        &mut self,
        line: &Line,
        source: &Source,
        about: &About,
    ) -> Result<Heard, Fault> {
        let desk = self.desk;
        let mut segments = summary_segments(source);
        let mut halvings = 0;
        loop {
            let asked = desk.ask(line, &segments, Wanted::Summary, about).await;
            let unanswered = match asked {
                Ok(heard) => {
                    self.flags.extend((halvings > 0).then(of_the_beginning));
                    return Ok(heard);
                }
                Err(unanswered) => unanswered,
            };
            self.usage.add(&unanswered.usage);
            let fault = unanswered.fault;
            // A batch has answers to the questions that were sent with it.
            let may_be_cut = desk.arrivals.is_none() && halvings < HALVINGS;
            if fault.action != Action::SendSmaller || !may_be_cut || !halve(&mut segments) {
                return Err(fault);
            }
            halvings += 1;
        }
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
pub(super) fn summary_segments(source: &Source) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut characters = 0;
    for item in items(source) {
        characters += item.text.len();
        if characters > SUMMARY_READS && !segments.is_empty() {
            break;
        }
        segments.push(Segment {
            id: item.id.into(),
            text: item.text.into(),
        });
    }
    segments
}

/// Keeps the first half of an article; whether there was more than a headline
/// and a paragraph.
fn halve(segments: &mut Vec<Segment>) -> bool {
    let length = |segment: &Segment| segment.text.len();
    let half = segments.iter().map(length).sum::<usize>() / 2;
    let mut read = 0;
    let kept = segments.iter().take_while(|segment| {
        read += length(segment);
        read <= half
    });
    let kept = kept.count().max(LEAST);
    let is_less = kept < segments.len();
    segments.truncate(kept);
    is_less
}

/// No summary is made of less than a headline and a paragraph.
const LEAST: usize = 2;

fn of_the_beginning() -> Flag {
    Flag {
        check: "summary.beginning".into(),
        severity: Severity::Info,
        part: None,
        source: None,
        target: None,
        message: "The article is too long for the model that wrote the summary; it read the beginning only.".to_owned(),
    }
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
