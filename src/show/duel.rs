//! Two endpoints side by side.

use super::wrap::wrapped;
use super::{Style, ascii, safe};
use crate::article::{Severity, TITLE_ID, Translation};
use crate::duel::{Bout, Score, Side};
use crate::grouped::grouped;

/// Between the two columns.
const GAP: &str = " | ";

/// One article by both endpoints.
#[must_use]
pub fn bout(bout: &Bout, names: [&str; 2], style: Style) -> String {
    let mut text = format!("{}\n", safe(&bout.id));
    let sides = [0, 1].map(|at| bout.sides[at].record.translation.as_ref());
    let source = &bout.sides[0].record.source;
    let title = source.title.as_ref().map(|_| TITLE_ID);
    let parts = source.parts.iter().map(|part| part.id.as_str());
    for id in title.into_iter().chain(parts) {
        let pair = sides.map(|side| side.map_or("", |own| part(own, id)));
        columns(&mut text, id, pair, style);
    }
    let said = [0, 1].map(|at| summary(&bout.sides[at]));
    columns(&mut text, "summary", [&said[0], &said[1]], style);
    text.push('\n');
    for (name, side) in names.iter().zip(&bout.sides) {
        text.push_str(&wrapped(&safe(&verdict(name, side)), style.columns, ""));
        for flag in &side.record.flags {
            if flag.severity > Severity::Info {
                let place = flag.part.as_deref().unwrap_or("article");
                let line = format!("{place} {}: {}", flag.check, flag.message);
                text.push_str(&wrapped(&safe(&line), style.columns, "  "));
            }
        }
    }
    if let Some(agreement) = bout.agreement {
        text.push_str(&format!("agreement {:.0}%\n", agreement * 100.0));
    }
    text.push('\n');
    ascii::shown(text, style.letters)
}

fn part<'t>(translation: &'t Translation, id: &str) -> &'t str {
    if id == TITLE_ID {
        return translation.title.as_deref().unwrap_or_default();
    }
    let found = translation.parts.iter().find(|part| part.id == id);
    found.map_or("", |part| part.text.as_str())
}

fn summary(side: &Side) -> String {
    let sentences = side.record.summary.iter().flat_map(|own| &own.sentences);
    let texts: Vec<&str> = sentences.map(|own| own.text.as_str()).collect();
    texts.join(" ")
}

fn columns(text: &mut String, id: &str, pair: [&str; 2], style: Style) {
    if pair.iter().all(|side| side.is_empty()) {
        return;
    }
    let width = (style.columns.saturating_sub(GAP.len()) / 2).max(20);
    let [left, right] = pair.map(|side| wrapped(&safe(side), width, ""));
    let [left, right]: [Vec<&str>; 2] = [left.lines().collect(), right.lines().collect()];
    text.push_str(&format!("\n{}\n", safe(id)));
    for at in 0..left.len().max(right.len()) {
        let side = |lines: &[&str]| lines.get(at).copied().unwrap_or_default().to_owned();
        let line = format!("{:width$}{GAP}{}", side(&left), side(&right));
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn verdict(name: &str, side: &Side) -> String {
    let record = &side.record;
    let mut facts = vec![match &record.reason {
        Some(reason) => format!("failed: {reason}"),
        None => format!(
            "{}, errors {}, warnings {}",
            match side.count(Severity::Error) {
                0 => "ok",
                _ => "review",
            },
            side.count(Severity::Error),
            side.count(Severity::Warning)
        ),
    }];
    facts.extend(spent(
        record.usage.tokens_in + record.usage.tokens_out,
        "tokens",
    ));
    facts.extend(spent(record.usage.characters, "characters"));
    facts.extend(record.usage.cost.map(|cost| format!("cost {cost:.4}")));
    facts.push(match side.seconds {
        Some(seconds) => format!("{seconds:.1} s"),
        None => "from memory".to_owned(),
    });
    format!("{name}: {}", facts.join(", "))
}

fn spent(count: u64, name: &str) -> Option<String> {
    (count > 0).then(|| format!("{} {name}", grouped(count)))
}

/// What both came to.
#[must_use]
pub fn scores(scores: &[Score; 2], agreement: Option<f64>) -> String {
    let mut text = String::new();
    let mut row = |name: &str, cells: [String; 2]| {
        let cells = cells.map(|cell| safe(&cell));
        text.push_str(&format!("{name:18} {:>20} {:>20}\n", cells[0], cells[1]));
    };
    let each = |cell: fn(&Score) -> String| [cell(&scores[0]), cell(&scores[1])];
    let known = |value: Option<f64>, digits: usize| match value {
        Some(value) => format!("{value:.digits$}"),
        None => "unknown".to_owned(),
    };
    row("", each(|own| own.endpoint.clone()));
    row("model", each(|own| own.model.clone().unwrap_or_default()));
    row("ok", each(|own| grouped(own.ok)));
    row("to review", each(|own| grouped(own.review)));
    row("failed", each(|own| grouped(own.failed)));
    row("errors", each(|own| grouped(own.errors)));
    row("warnings", each(|own| grouped(own.warnings)));
    row("repaired parts", each(|own| grouped(own.repaired)));
    row(
        "tokens",
        each(|own| grouped(own.usage.tokens_in + own.usage.tokens_out)),
    );
    row("characters", each(|own| grouped(own.usage.characters)));
    let cost = |at: usize| known(scores[at].usage.cost, 4);
    row("cost", [cost(0), cost(1)]);
    let time = |at: usize| known(scores[at].seconds, 1);
    row("seconds (middle)", [time(0), time(1)]);
    row("from memory", each(|own| grouped(own.from_memory)));
    if let Some(agreement) = agreement {
        text.push_str(&format!(
            "they share {:.0}% of their words (middle)\n",
            agreement * 100.0
        ));
    }
    text
}
