//! The call log: what was sent and what it cost, by day, endpoint and model.

use rusqlite::{Connection, Row, params};

use crate::article::Usage;

/// No figure is stored above this (2^53), so that no endpoint's claim can
/// make a sum overflow and thereby lose the answers stored with it.
const LARGEST: u64 = 1 << 53;

/// What one call used.
#[derive(Clone, Debug, PartialEq)]
pub struct CallLog {
    /// The day of the call, `2026-11-23`.
    pub day: String,
    /// The endpoint's configured name.
    pub endpoint: String,
    /// The model that was asked; empty for engines without models.
    pub model: String,
    /// Requests, tokens, characters and cost.
    pub usage: Usage,
}

/// What one endpoint and model used in one day.
pub type UsageRow = CallLog;

/// Adds calls to the log, those of one day, endpoint and model together.
pub(super) fn add<'a>(
    connection: &Connection,
    calls: impl Iterator<Item = &'a CallLog>,
) -> rusqlite::Result<()> {
    let mut sums: Vec<CallLog> = Vec::new();
    for call in calls {
        let usage = capped(call.usage);
        let same = |sum: &&mut CallLog| {
            sum.day == call.day && sum.endpoint == call.endpoint && sum.model == call.model
        };
        match sums.iter_mut().find(same) {
            Some(sum) => sum.usage.add(&usage),
            None => sums.push(CallLog {
                usage,
                ..call.clone()
            }),
        }
    }
    sums.iter().try_for_each(|sum| add_one(connection, sum))
}

fn add_one(connection: &Connection, call: &CallLog) -> rusqlite::Result<()> {
    let usage = capped(call.usage);
    connection
        .prepare_cached(
            "INSERT INTO call VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET
                 requests = min(requests + excluded.requests, ?10),
                 tokens_in = min(tokens_in + excluded.tokens_in, ?10),
                 tokens_out = min(tokens_out + excluded.tokens_out, ?10),
                 tokens_cached = min(tokens_cached + excluded.tokens_cached, ?10),
                 characters = min(characters + excluded.characters, ?10),
                 cost = coalesce(cost + excluded.cost, cost, excluded.cost)",
        )?
        .execute(params![
            call.day,
            call.endpoint,
            call.model,
            usage.requests.cast_signed(),
            usage.tokens_in.cast_signed(),
            usage.tokens_out.cast_signed(),
            usage.tokens_cached.cast_signed(),
            usage.characters.cast_signed(),
            usage.cost,
            LARGEST.cast_signed(),
        ])?;
    Ok(())
}

/// The log from the given day on, oldest first.
pub(super) fn since(connection: &Connection, day: Option<&str>) -> rusqlite::Result<Vec<UsageRow>> {
    connection
        .prepare(
            "SELECT day, endpoint, model, requests, tokens_in, tokens_out, tokens_cached,
                    characters, cost
             FROM call WHERE day >= ?1 ORDER BY day, endpoint, model",
        )?
        .query_map([day.unwrap_or_default()], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<UsageRow> {
    Ok(UsageRow {
        day: row.get(0)?,
        endpoint: row.get(1)?,
        model: row.get(2)?,
        usage: Usage {
            requests: figure(row, 3)?,
            tokens_in: figure(row, 4)?,
            tokens_out: figure(row, 5)?,
            tokens_cached: figure(row, 6)?,
            characters: figure(row, 7)?,
            cost: row.get(8)?,
        },
    })
}

fn figure(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column)
        .map(|stored: i64| stored.max(0).cast_unsigned())
}

fn capped(usage: Usage) -> Usage {
    Usage {
        requests: usage.requests.min(LARGEST),
        tokens_in: usage.tokens_in.min(LARGEST),
        tokens_out: usage.tokens_out.min(LARGEST),
        tokens_cached: usage.tokens_cached.min(LARGEST),
        characters: usage.characters.min(LARGEST),
        cost: usage.cost,
    }
}
