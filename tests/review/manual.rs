//! The manual and the program say the same.

use alih::article::{Orphan, Review};
use alih::label::Labels;

use super::{Desk, stories};

const MANUAL: &str = include_str!("../../docs/review.md");

#[test]
fn every_command_is_understood() {
    let desk = Desk::with(stories(1));
    let commands = MANUAL
        .lines()
        .filter_map(|line| line.strip_prefix("$ alih "));
    let mut seen = 0;
    for command in commands {
        let command = command.replace("\"Sari Dewi\"", "Sari");
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        desk.must(&arguments);
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn the_templates_and_fields_are_there() {
    let toml = MANUAL.split("```toml\n[label]\n").nth(1).unwrap();
    let toml = toml.split("```").next().unwrap();
    let labels: Labels = toml.parse::<toml::Table>().unwrap().try_into().unwrap();
    assert_eq!(labels.validate(), Ok(()));
    let defaults = Labels::default();
    assert!(labels.machine_en != defaults.machine_en && labels.approved_id != defaults.approved_id);
    let review = Review {
        orphans: vec![Orphan {
            part: String::new(),
            source: String::new(),
            text: String::new(),
            by: None,
            at: None,
        }],
        ..Review::default()
    };
    let fields = serde_json::to_value(review).unwrap();
    for name in fields.as_object().unwrap().keys() {
        assert!(MANUAL.contains(&format!("`{name}`")), "{name}");
    }
}
