//! What was sent, what it cost and what was found, as a page with plots.

use super::html::{closing, escaped, opening};
use super::plot::{self, Series};
use crate::article::Usage;
use crate::grouped::grouped;
use crate::usage::{Findings, Ledger};

/// So many days are drawn, the last ones.
const DAYS: usize = 60;
/// So many checks are drawn.
const CHECKS: usize = 15;

/// The page; findings where there are records.
#[must_use]
pub fn account(ledger: &Ledger, findings: Option<&Findings>) -> String {
    let mut out = opening("Usage");
    out.push_str("<main>\n<h1>Usage</h1>\n<ul class=\"totals\">");
    let total = &ledger.total;
    figure("requests", &grouped(total.requests), &mut out);
    figure("tokens in", &grouped(total.tokens_in), &mut out);
    figure("tokens out", &grouped(total.tokens_out), &mut out);
    figure("characters", &grouped(total.characters), &mut out);
    if let Some(cost) = total.cost {
        figure("cost", &format!("{cost:.2}"), &mut out);
    }
    out.push_str("</ul>\n");
    by_day(
        "Requests by day",
        ledger,
        |usage| usage.requests as f64,
        &mut out,
    );
    by_day(
        "Cost by day",
        ledger,
        |usage| usage.cost.unwrap_or(0.0),
        &mut out,
    );
    if let Some(findings) = findings {
        found(findings, &mut out);
    }
    table(ledger, &mut out);
    out.push_str("</main>\n");
    out.push_str(&closing());
    out
}

fn figure(name: &str, value: &str, out: &mut String) {
    out.push_str(&format!("<li><b>{value}</b> {name}</li>"));
}

fn panel(title: &str, svg: &str, legend: &str, out: &mut String) {
    if svg.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<figure class=\"card plot\"><figcaption><h2>{title}</h2>{legend}</figcaption>\n<div role=\"img\" aria-label=\"{title}; the figures stand in the table or in the text\">{svg}</div></figure>\n"
    ));
}

fn by_day(title: &str, ledger: &Ledger, of: impl Fn(&Usage) -> f64, out: &mut String) {
    let mut days: Vec<&str> = ledger.rows.iter().map(|row| row.day.as_str()).collect();
    days.dedup();
    let days = &days[days.len().saturating_sub(DAYS)..];
    let mut series: Vec<Series> = Vec::new();
    for row in &ledger.rows {
        let Some(at) = days.iter().position(|day| *day == row.day) else {
            continue;
        };
        let known = series.iter().position(|(name, _)| *name == row.endpoint);
        let known = known.unwrap_or_else(|| {
            series.push((row.endpoint.clone(), vec![0.0; days.len()]));
            series.len() - 1
        });
        series[known].1[at] += of(&row.usage);
    }
    let labels: Vec<String> = days.iter().map(|day| short(day)).collect();
    let legend: String = series
        .iter()
        .enumerate()
        .map(|(number, (name, _))| {
            format!(" <span>{} {}</span>", plot::swatch(number), escaped(name))
        })
        .collect();
    panel(title, &plot::bars(&labels, &series), &legend, out);
}

/// A day without its year.
fn short(day: &str) -> String {
    super::one_line(day.get(5..).unwrap_or(day))
}

fn found(findings: &Findings, out: &mut String) {
    out.push_str("<section><h2>Articles</h2><ul class=\"totals\">");
    figure("articles", &grouped(findings.articles), out);
    figure("to review", &grouped(findings.review), out);
    figure("failed", &grouped(findings.failed), out);
    for (reason, count) in &findings.reasons {
        figure(reason, &grouped(*count), out);
    }
    out.push_str("</ul></section>\n");
    let checks = plot::ranks(&findings.leading_checks(CHECKS));
    panel("Flags by check", &checks, "", out);
    let (labels, counts): (Vec<String>, Vec<f64>) = findings
        .latencies()
        .into_iter()
        .map(|(label, count)| (label, count as f64))
        .unzip();
    let latency = plot::bars(&labels, &[(String::new(), counts)]);
    panel("Articles by time taken, up to", &latency, "", out);
}

fn table(ledger: &Ledger, out: &mut String) {
    out.push_str(
        "<section class=\"card\" tabindex=\"0\" aria-label=\"By day, endpoint and model\"><pre>",
    );
    out.push_str(&escaped_lines(&ledger.text()));
    out.push_str("</pre></section>\n");
}

fn escaped_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(escaped).collect();
    lines.join("\n")
}
