//! `alih usage`: what was sent and what it cost, out of the memory's log of
//! calls.

mod findings;

pub use findings::Findings;

use serde::Serialize;

use crate::article::Usage;
use crate::grouped::grouped;
use crate::memory::UsageRow;

/// What one endpoint and model used in one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The day in UTC, `2026-11-23`.
    pub day: String,
    /// The endpoint's name.
    pub endpoint: String,
    /// The model that was asked; empty for engines without models.
    pub model: String,
    /// What was used.
    #[serde(flatten)]
    pub usage: Usage,
}

/// The log with its total.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ledger {
    /// By day, endpoint and model.
    pub rows: Vec<Row>,
    /// All together.
    pub total: Usage,
}

impl Ledger {
    /// Adds the log up.
    #[must_use]
    pub fn new(rows: Vec<UsageRow>) -> Self {
        let mut total = Usage::default();
        for row in &rows {
            total.add(&row.usage);
        }
        let rows = rows
            .into_iter()
            .map(|row| Row {
                day: row.day,
                endpoint: row.endpoint,
                model: row.model,
                usage: row.usage,
            })
            .collect();
        Self { rows, total }
    }

    /// As a table for people.
    #[must_use]
    pub fn text(&self) -> String {
        let heads = [
            "day",
            "endpoint",
            "model",
            "requests",
            "tokens in",
            "tokens out",
            "characters",
            "cost",
        ];
        let mut table = vec![heads.map(str::to_owned)];
        table.extend(
            self.rows
                .iter()
                .map(|row| cells([&row.day, &row.endpoint, &row.model], &row.usage)),
        );
        table.push(cells(["total", "", ""], &self.total));
        let widths: [usize; 8] = std::array::from_fn(|column| {
            let lengths = table.iter().map(|row| row[column].chars().count());
            lengths.max().unwrap_or(0)
        });
        table.iter().map(|row| set(row, &widths)).collect()
    }
}

fn cells(names: [&str; 3], usage: &Usage) -> [String; 8] {
    let [day, endpoint, model] = names.map(crate::safe::safe);
    let cost = usage
        .cost
        .map_or_else(|| "-".to_owned(), |cost| format!("{cost:.4}"));
    [
        day,
        endpoint,
        model,
        grouped(usage.requests),
        grouped(usage.tokens_in),
        grouped(usage.tokens_out),
        grouped(usage.characters),
        cost,
    ]
}

/// Names to the left, figures to the right.
fn set(row: &[String; 8], widths: &[usize; 8]) -> String {
    let mut line = String::new();
    for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
        match at {
            0..3 => line.push_str(&format!("{cell:width$}  ")),
            _ => line.push_str(&format!("{cell:>width$}  ")),
        }
    }
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_added_up() {
        let row = |day: &str, requests, cost| UsageRow {
            day: day.to_owned(),
            endpoint: "desk".to_owned(),
            model: "writer-2".to_owned(),
            usage: Usage {
                requests,
                cost,
                ..Usage::default()
            },
        };
        let ledger = Ledger::new(vec![
            row("2026-11-22", 1_200, Some(1.5)),
            row("2026-11-23", 34, None),
        ]);
        assert_eq!(ledger.total.requests, 1_234);
        assert_eq!(ledger.total.cost, Some(1.5));
        let text = ledger.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[2].ends_with('-'), "{text}");
        assert!(lines[3].starts_with("total") && lines[3].contains("1,234"));
    }
}
