//! Flagged parts are asked again; the better answer by the checks stays.

use super::work::Work;
use super::{About, items};
use crate::article::{Flag, Severity, Source, TITLE_ID, Translation};
use crate::carrier::{Segment, Wanted};

impl Work<'_> {
    /// Asks flagged parts again, and keeps whichever answer the checks find
    /// better.
    pub(super) async fn repair(
        &mut self,
        source: &Source,
        translation: &mut Translation,
        flags: &mut Vec<Flag>,
    ) {
        // An engine would say the same again; the endpoint behind it may not.
        let line = match self.line.endpoint.is_chat() {
            true => self.line,
            false => match self.desk.chain.after(self.line) {
                Some(next) => next,
                None => return,
            },
        };
        for _ in 0..self.desk.settings.repairs {
            let wrong = flagged_parts(flags);
            if wrong.is_empty() {
                return;
            }
            let segments = segments_of(source, &wrong);
            let about = About {
                notes: self.repair_notes(source, flags, &wrong),
                hints: self.about.hints.clone(),
            };
            let asked = self
                .desk
                .ask(line, &segments, Wanted::Translation, &about)
                .await;
            let heard = match asked {
                Ok(heard) => heard,
                Err(unanswered) => {
                    self.usage.add(&unanswered.usage);
                    return;
                }
            };
            self.account(line, &heard);
            let mut candidate = translation.clone();
            for (segment, text) in segments.iter().zip(heard.texts) {
                replace(&mut candidate, &segment.id, text);
            }
            let mut found = self.check(source, &candidate);
            let better: Vec<String> = wrong
                .into_iter()
                .filter(|part| weight_of(&found, part) < weight_of(flags, part))
                .collect();
            if better.len() < segments.len() {
                for segment in segments
                    .iter()
                    .filter(|own| !better.iter().any(|id| *id == own.id))
                {
                    copy(translation, &mut candidate, &segment.id);
                }
                found = self.check(source, &candidate);
            }
            if !better.is_empty() && weight(&found) < weight(&*flags) {
                *translation = candidate;
                *flags = found;
                self.provenance.repaired.extend(better);
                if !std::ptr::eq(line, self.line) {
                    self.provenance.repaired_by = Some(line.endpoint.name.clone());
                }
                self.provenance.from_memory &= heard.remembered.iter().all(|known| *known);
            }
        }
    }

    fn repair_notes(&self, source: &Source, flags: &[Flag], wrong: &[String]) -> String {
        let mut findings = String::new();
        for flag in flags.iter().filter(|flag| is_repairable(flag)) {
            if let Some(part) = &flag.part {
                findings.push_str(&format!("- {part}: {}\n", flag.message));
            }
        }
        let mut context = String::new();
        if let Some(title) = &source.title {
            context.push_str(title);
            context.push('\n');
        }
        for (at, part) in source.parts.iter().enumerate() {
            let near = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .filter_map(|at| source.parts.get(at))
                .any(|neighbour| wrong.contains(&neighbour.id));
            if near && !wrong.contains(&part.id) {
                context.push_str(&part.text);
                context.push('\n');
            }
        }
        let repair = self.desk.settings.prompts.repair(&findings, &context);
        format!("{}{repair}\n\n", self.about.notes)
    }
}

fn segments_of<'a>(source: &'a Source, ids: &[String]) -> Vec<Segment<'a>> {
    items(source)
        .into_iter()
        .filter(|item| ids.iter().any(|id| id == item.id))
        .map(|item| Segment {
            id: item.id.into(),
            text: item.text.into(),
        })
        .collect()
}

fn is_repairable(flag: &Flag) -> bool {
    flag.severity == Severity::Error && flag.part.is_some()
}

fn flagged_parts(flags: &[Flag]) -> Vec<String> {
    let mut parts: Vec<String> = flags
        .iter()
        .filter(|flag| is_repairable(flag))
        .filter_map(|flag| flag.part.clone())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn replace(translation: &mut Translation, id: &str, text: String) {
    if id == TITLE_ID {
        translation.title = Some(text);
    } else if let Some(part) = translation.parts.iter_mut().find(|part| part.id == id) {
        part.text = text;
    }
}

/// Takes one part over from another translation.
fn copy(from: &Translation, to: &mut Translation, id: &str) {
    if id == TITLE_ID {
        to.title.clone_from(&from.title);
        return;
    }
    let pairs = from.parts.iter().zip(&mut to.parts);
    for (own, other) in pairs.filter(|(own, _)| own.id == id) {
        other.text.clone_from(&own.text);
    }
}

/// How bad the flags of one part are.
fn weight_of(flags: &[Flag], part: &str) -> usize {
    weight(
        flags
            .iter()
            .filter(|flag| flag.part.as_deref() == Some(part)),
    )
}

/// How bad some flags are.
pub(super) fn weight<'f>(flags: impl IntoIterator<Item = &'f Flag>) -> usize {
    flags
        .into_iter()
        .map(|flag| match flag.severity {
            Severity::Error => 100,
            Severity::Warning => 1,
            Severity::Info => 0,
        })
        .sum()
}
