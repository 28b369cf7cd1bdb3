//! The sentence that tells readers how a text was made, in English and
//! Indonesian: one for a machine's work, one for edited work, one for
//! approved work. Dewan Pers 1/2025 and the EU's AI Act, Article 50(4), ask
//! for it.
//!
//! Pure.

use serde::{Deserialize, Serialize};

use crate::article::{Label, Provenance, Record, Review, ReviewState, Summary, SummaryKind};
use crate::demo;

/// The templates. `{made}` is what the machine did, `{by}` and `{date}` are
/// who looked and when, `{endpoint}` and `{model}` who made it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Labels {
    /// Nobody has looked, in English.
    pub machine_en: String,
    /// The same in Indonesian.
    pub machine_id: String,
    /// Somebody changed it, in English.
    pub edited_en: String,
    /// The same in Indonesian.
    pub edited_id: String,
    /// Somebody approved it, in English.
    pub approved_en: String,
    /// The same in Indonesian.
    pub approved_id: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            machine_en: "{made}; not reviewed by a person.".to_owned(),
            machine_id: "{made}; belum diperiksa manusia.".to_owned(),
            edited_en: "{made}; edited by {by} on {date}, not yet approved.".to_owned(),
            edited_id: "{made}; disunting oleh {by} pada {date}, belum disetujui.".to_owned(),
            approved_en: "{made}; reviewed and approved by {by} on {date}.".to_owned(),
            approved_id: "{made}; diperiksa dan disetujui oleh {by} pada {date}.".to_owned(),
        }
    }
}

/// The kind of endpoint whose work is a draft, whichever build reads it.
const EMBEDDED: &str = "local";

const HOLES: [&str; 5] = ["made", "by", "date", "endpoint", "model"];

/// What a label tells of.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// Whether there is a translation.
    pub is_translated: bool,
    /// The summary, where there is one.
    pub summary: Option<&'a Summary>,
    /// Where it comes from.
    pub provenance: &'a Provenance,
    /// The human step.
    pub review: &'a Review,
}

impl Labels {
    /// Whether every hole is one that can be filled.
    ///
    /// # Errors
    /// Names the first that is not, and those that are.
    pub fn validate(&self) -> Result<(), String> {
        for template in [
            &self.machine_en,
            &self.machine_id,
            &self.edited_en,
            &self.edited_id,
            &self.approved_en,
            &self.approved_id,
        ] {
            for piece in template.split('{').skip(1) {
                let hole = piece.split('}').next().unwrap_or_default();
                if !HOLES.contains(&hole) || !piece.contains('}') {
                    return Err(format!(
                        "{{{hole}}} is no hole; use {{{}}}",
                        HOLES.join("}, {")
                    ));
                }
            }
        }
        Ok(())
    }

    /// The label of a record as it is now.
    #[must_use]
    pub fn of(&self, record: &Record) -> Label {
        self.label(made(record, &record.review))
    }

    /// The sentences of a record once it has come to a state.
    #[must_use]
    pub fn foreseen(&self, record: &Record, state: ReviewState) -> Sentences {
        let review = Review {
            state,
            ..Review::default()
        };
        self.sentences(made(record, &review))
    }

    /// The label; empty where nothing was made.
    #[must_use]
    pub fn label(&self, made: Made) -> Label {
        let sentences = self.sentences(made);
        Label {
            en: told(&sentences.en, made.review, "an unknown day"),
            id: told(&sentences.id, made.review, "hari yang tidak diketahui"),
        }
    }

    fn sentences(&self, made: Made) -> Sentences {
        if !made.is_translated && made.summary.is_none() {
            return Sentences::default();
        }
        let (en, id) = match made.review.state {
            ReviewState::Machine if made.provenance.endpoint == demo::NAME => {
                let (en, id) = REFERENCE;
                return Sentences {
                    en: vec![Piece::Text(format!("{en}; not the work of a machine."))],
                    id: vec![Piece::Text(format!("{id}; bukan hasil mesin."))],
                };
            }
            ReviewState::Machine => (&self.machine_en, &self.machine_id),
            ReviewState::Edited => (&self.edited_en, &self.edited_id),
            ReviewState::Approved => (&self.approved_en, &self.approved_id),
        };
        let (done_en, done_id) = done(made);
        Sentences {
            en: pieces(en, done_en, "a person", made.provenance),
            id: pieces(id, done_id, "manusia", made.provenance),
        }
    }
}

/// A label's sentences, in which who and when can still be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sentences {
    /// In English.
    pub en: Vec<Piece>,
    /// In Indonesian.
    pub id: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// What is settled.
    Text(String),
    /// Who; somebody without a name is called this.
    By(&'static str),
    /// The day.
    Date,
}

fn made<'a>(record: &'a Record, review: &'a Review) -> Made<'a> {
    Made {
        is_translated: record.translation.is_some(),
        summary: record.summary.as_ref(),
        provenance: &record.provenance,
        review,
    }
}

const REFERENCE: (&str, &str) = (
    "Reference translation bundled with alih, written by people",
    "Terjemahan acuan bawaan alih, ditulis oleh manusia",
);

/// What the machine did, in both languages.
fn done(made: Made) -> (&'static str, &'static str) {
    let kind = made.summary.map(|summary| summary.kind);
    match (made.is_translated, kind) {
        _ if made.provenance.endpoint == demo::NAME => REFERENCE,
        (true, Some(SummaryKind::Extractive)) if made.provenance.kind == EMBEDDED => (
            "A draft, translated from Indonesian by a small model, with an automatic selection of its sentences as summary",
            "Naskah mentah, diterjemahkan dari bahasa Indonesia oleh model kecil, dengan kalimat pilihan otomatis sebagai ringkasan",
        ),
        (true, _) if made.provenance.kind == EMBEDDED => (
            "A draft, translated from Indonesian by a small model",
            "Naskah mentah, diterjemahkan dari bahasa Indonesia oleh model kecil",
        ),
        (true, Some(SummaryKind::Extractive)) => (
            "Translated from Indonesian by machine, with an automatic selection of its sentences as summary",
            "Diterjemahkan dari bahasa Indonesia oleh mesin, dengan kalimat pilihan otomatis sebagai ringkasan",
        ),
        (true, _) => (
            "Translated from Indonesian by machine",
            "Diterjemahkan dari bahasa Indonesia oleh mesin",
        ),
        (false, _) => (
            "Summarised from Indonesian by machine",
            "Diringkas dari bahasa Indonesia oleh mesin",
        ),
    }
}

/// A template in pieces, so that a name with braces fills no hole.
fn pieces(
    template: &str,
    done: &str,
    somebody: &'static str,
    provenance: &Provenance,
) -> Vec<Piece> {
    let model = provenance
        .model_answered
        .as_ref()
        .or(provenance.model_asked.as_ref());
    let mut stretches = template.split('{');
    let mut pieces = vec![Piece::Text(stretches.next().unwrap_or_default().to_owned())];
    for stretch in stretches {
        let (hole, rest) = stretch.split_once('}').unwrap_or((stretch, ""));
        pieces.push(match hole {
            "made" => Piece::Text(done.to_owned()),
            "by" => Piece::By(somebody),
            "date" => Piece::Date,
            "endpoint" => Piece::Text(provenance.endpoint.clone()),
            "model" => Piece::Text(model.cloned().unwrap_or_default()),
            _ => Piece::Text(String::new()),
        });
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn told(pieces: &[Piece], review: &Review, some_day: &str) -> String {
    let day = review.at.as_deref().and_then(|at| at.get(..10));
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::By(somebody) => review.by.as_deref().unwrap_or(somebody),
        Piece::Date => day.unwrap_or(some_day),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(labels: &Labels, review: &Review) -> Label {
        labels.label(Made {
            is_translated: true,
            summary: None,
            provenance: &Provenance::default(),
            review,
        })
    }

    #[test]
    fn each_state_has_its_sentence() {
        let review = |state| Review {
            state,
            by: Some("Sari {made}".to_owned()),
            at: Some("2026-11-23T10:00:00Z".to_owned()),
            ..Review::default()
        };
        let labels = Labels::default();
        let en = |state| label(&labels, &review(state)).en;
        assert_eq!(
            en(ReviewState::Machine),
            "Translated from Indonesian by machine; not reviewed by a person."
        );
        assert_eq!(
            en(ReviewState::Edited),
            "Translated from Indonesian by machine; edited by Sari {made} on 2026-11-23, not yet approved."
        );
        assert_eq!(
            label(&labels, &review(ReviewState::Approved)).id,
            "Diterjemahkan dari bahasa Indonesia oleh mesin; diperiksa dan disetujui oleh Sari {made} pada 2026-11-23."
        );
    }

    #[test]
    fn sentences_leave_open_who_and_when() {
        let sentences = Labels::default().sentences(Made {
            is_translated: true,
            summary: None,
            provenance: &Provenance::default(),
            review: &Review {
                state: ReviewState::Edited,
                ..Review::default()
            },
        });
        let json = serde_json::to_value(&sentences.en).unwrap();
        let expected = serde_json::json!([
            {"text": ""},
            {"text": "Translated from Indonesian by machine"},
            {"text": "; edited by "},
            {"by": "a person"},
            {"text": " on "},
            "date",
            {"text": ", not yet approved."},
        ]);
        assert_eq!(json, expected);
    }

    #[test]
    fn a_hole_that_cannot_be_filled_is_refused() {
        assert_eq!(Labels::default().validate(), Ok(()));
        for template in ["{who}", "{by", "{}"] {
            let labels = Labels {
                edited_en: template.to_owned(),
                ..Labels::default()
            };
            assert!(labels.validate().is_err(), "{template}");
        }
    }
}
