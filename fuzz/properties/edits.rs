//! The file that a person's page saves, taken into a record: refused, the
//! record is as it was; taken, it has what the person wrote.

use std::sync::LazyLock;

use alih::article::Record;
use alih::compare::Rules;
use alih::glossary::Glossary;
use alih::guard::Thresholds;
use alih::label::Labels;
use alih::review::edits::Edits;
use alih::review::{How, apply};

static RECORD: LazyLock<Record> =
    LazyLock::new(|| serde_json::from_str(include_str!("record.json")).expect("a record"));

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let Ok(edits) = serde_json::from_slice::<Edits>(bytes) else {
        return;
    };
    let glossary = Glossary::empty();
    let thresholds = Thresholds::default();
    let labels = Labels::default();
    let how = How {
        rules: Rules {
            glossary: &glossary,
            target: "en",
            thresholds: &thresholds,
        },
        labels: &labels,
        by: Some("Sari"),
        now: "2026-07-06T08:00:00Z",
    };
    for mut article in edits.articles {
        article.sha256.clone_from(&RECORD.source.sha256);
        let mut record = RECORD.clone();
        match apply(&mut record, &article, how) {
            Err(_) => assert_eq!(record, *RECORD),
            Ok(done) => assert!(done.is_change || record == *RECORD),
        }
        let said = serde_json::to_string(&record).expect("a record can be written");
        assert_eq!(serde_json::from_str::<Record>(&said).ok(), Some(record));
    }
}
