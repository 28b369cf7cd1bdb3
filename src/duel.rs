//! Two endpoints on the same articles, so that a newsroom can choose.

use std::collections::HashMap;

use serde::Serialize;

use crate::article::{Record, Severity, Translation, Usage};
use crate::outcome::Outcome;

/// One article by both endpoints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bout {
    /// The article's id.
    pub id: String,
    /// How far the translations agree, from 0 to 1: the words that they
    /// share. None where one of them has none.
    pub agreement: Option<f64>,
    /// What each endpoint made of it.
    pub sides: [Side; 2],
}

/// What one endpoint made of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// From question to checked record; none where the memory had it.
    pub seconds: Option<f64>,
    /// The record.
    pub record: Record,
}

/// What one endpoint came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// As it was named.
    pub endpoint: String,
    /// Its model.
    pub model: Option<String>,
    /// Articles that are ok.
    pub ok: u64,
    /// Articles that a person must look at.
    pub review: u64,
    /// Articles that failed.
    pub failed: u64,
    /// Flags that are errors.
    pub errors: u64,
    /// Flags that are warnings.
    pub warnings: u64,
    /// Parts that were asked for again.
    pub repaired: u64,
    /// Articles that the memory had: they took no time and no money now.
    pub from_memory: u64,
    /// What all of it took.
    pub usage: Usage,
    /// The middle one of the articles' times.
    pub seconds: Option<f64>,
}

impl Side {
    /// Flags of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        let flags = self.record.flags.iter();
        flags.filter(|flag| flag.severity == severity).count() as u64
    }
}

impl Bout {
    /// Both sides of an article.
    #[must_use]
    pub fn new(sides: [Side; 2]) -> Self {
        let [one, other] = &sides;
        let pair = (&one.record.translation, &other.record.translation);
        Self {
            id: one.record.id.clone(),
            agreement: match pair {
                (Some(one), Some(other)) => Some(agreement(one, other)),
                _ => None,
            },
            sides,
        }
    }
}

/// What both endpoints came to.
#[must_use]
pub fn scores(names: &[(String, Option<String>); 2], bouts: &[Bout]) -> [Score; 2] {
    std::array::from_fn(|at| {
        let (endpoint, model) = names[at].clone();
        let mut score = Score {
            endpoint,
            model,
            ..Score::default()
        };
        let mut times = Vec::new();
        for side in bouts.iter().map(|bout| &bout.sides[at]) {
            match side.record.outcome {
                Outcome::Ok => score.ok += 1,
                Outcome::Review => score.review += 1,
                Outcome::Failed => score.failed += 1,
            }
            score.errors += side.count(Severity::Error);
            score.warnings += side.count(Severity::Warning);
            score.repaired += side.record.provenance.repaired.len() as u64;
            score.from_memory += u64::from(side.record.provenance.from_memory);
            score.usage.add(&side.record.usage);
            times.extend(side.seconds);
        }
        times.sort_by(f64::total_cmp);
        score.seconds = times.get(times.len() / 2).copied();
        score
    })
}

/// The middle of the articles' agreements.
#[must_use]
pub fn middle(bouts: &[Bout]) -> Option<f64> {
    let mut all: Vec<f64> = bouts.iter().filter_map(|bout| bout.agreement).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

/// The share of words that two translations have in common, part for part
/// (Dice's coefficient).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn agreement(one: &Translation, other: &Translation) -> f64 {
    let (mut shared, mut all) = (0, 0);
    for (a, b) in texts(one).zip(texts(other)) {
        let (a, b) = (words(a), words(b));
        all += a.values().sum::<usize>() + b.values().sum::<usize>();
        shared += a
            .iter()
            .map(|(word, count)| count.min(b.get(word).unwrap_or(&0)))
            .sum::<usize>();
    }
    match all {
        0 => 1.0,
        all => 2.0 * shared as f64 / all as f64,
    }
}

fn texts(translation: &Translation) -> impl Iterator<Item = &str> {
    let parts = translation.parts.iter().map(|part| part.text.as_str());
    translation.title.as_deref().into_iter().chain(parts)
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *words.entry(word.to_lowercase()).or_insert(0) += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TranslatedPart;

    fn translation(title: &str, text: &str) -> Translation {
        Translation {
            lang: "en-US".to_owned(),
            title: Some(title.to_owned()),
            parts: vec![TranslatedPart {
                id: "p1".to_owned(),
                text: text.to_owned(),
            }],
        }
    }

    #[test]
    fn shared_words_are_counted_part_for_part() {
        let own = translation("Rice Prices", "The price rose.");
        for (title, text, expected) in [
            ("Rice prices", "the price rose", 1.0),
            ("Rice Prices", "It went up!", 0.4),
            ("The price rose", "Rice prices", 0.0),
            ("Fish", "Other words here", 0.0),
        ] {
            let found = agreement(&own, &translation(title, text));
            assert!((found - expected).abs() < 1e-9, "{title} {text}: {found}");
        }
    }
}
