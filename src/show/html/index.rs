//! The first page of a packet.

use super::article::{outcome_badge, state_badge};
use super::{closing, escaped, opening};
use crate::article::{Record, ReviewState, Severity};
use crate::grouped::grouped;
use crate::outcome::Outcome;
use crate::show::title_of;

/// What the index tells of an article.
#[derive(Clone, Debug)]
pub struct Row {
    page: String,
    stamp: String,
    title: String,
    original: String,
    outlet: String,
    published: String,
    outcome: Outcome,
    reason: &'static str,
    errors: usize,
    warnings: usize,
    endpoint: String,
    state: ReviewState,
    by: String,
    cost: Option<f64>,
}

impl Row {
    /// The row of this record, whose page has that file name.
    #[must_use]
    pub fn of(record: &Record, page: String, stamp: String) -> Self {
        let count = |severity| {
            let flags = record.flags.iter();
            flags.filter(|flag| flag.severity == severity).count()
        };
        let provenance = &record.provenance;
        let model = provenance
            .model_answered
            .as_ref()
            .or(provenance.model_asked.as_ref());
        let metadata = &record.source.metadata;
        Self {
            page,
            stamp,
            title: title_of(record).to_owned(),
            original: record.source.title.clone().unwrap_or_default(),
            outlet: metadata.outlet.clone().unwrap_or_default(),
            published: metadata.published.clone().unwrap_or_default(),
            outcome: record.outcome,
            reason: record
                .reason
                .as_ref()
                .map_or("", |reason| reason.kind.name()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            endpoint: match model {
                Some(model) => format!("{} · {model}", provenance.endpoint),
                None => provenance.endpoint.clone(),
            },
            state: record.review.state,
            by: record.review.by.clone().unwrap_or_default(),
            cost: record.usage.cost,
        }
    }
}

/// The first page of a packet.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Its articles.
    pub rows: Vec<Row>,
}

/// Name, what its cells are, how the first click sorts.
const COLUMNS: [(&str, &str, &str); 8] = [
    ("Article", "", "up"),
    ("Outlet", "", "up"),
    ("Published", "", "down"),
    ("Outcome", "", "down"),
    ("Errors", "figure", "down"),
    ("Warnings", "figure", "down"),
    ("Endpoint", "", "up"),
    ("Review", "", "up"),
];

impl Index {
    /// The page.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = opening("Articles for review");
        out.push_str("<a class=\"skip\" href=\"#desk\">Skip to the articles</a>\n<main id=\"desk\">\n<h1>Articles for review</h1>\n");
        self.totals(&mut out);
        out.push_str(SIEVE);
        out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Articles\"><table id=\"articles\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        for (name, class, first) in COLUMNS {
            let class = match class {
                "" => String::new(),
                class => format!(" class=\"{class}\""),
            };
            out.push_str(&format!(
                "<th scope=\"col\" role=\"columnheader\"{class} data-first=\"{first}\">{name}</th>"
            ));
        }
        out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
        for row in &self.rows {
            row.write(&mut out);
        }
        out.push_str("</tbody></table></div>\n</main>\n");
        out.push_str(&closing());
        out
    }

    fn totals(&self, out: &mut String) {
        let count = |outcome| {
            self.rows
                .iter()
                .filter(|row| row.outcome == outcome)
                .count()
        };
        let approved = self
            .rows
            .iter()
            .filter(|row| row.state == ReviewState::Approved);
        out.push_str("<ul class=\"totals\">");
        for (figure, name) in [
            (self.rows.len(), "articles"),
            (count(Outcome::Ok), "ok"),
            (count(Outcome::Review), "to review"),
            (count(Outcome::Failed), "failed"),
            (approved.count(), "approved"),
        ] {
            out.push_str(&format!(
                "<li><b>{}</b> {name}</li>",
                grouped(figure as u64)
            ));
        }
        let costs: Vec<f64> = self.rows.iter().filter_map(|row| row.cost).collect();
        if !costs.is_empty() {
            out.push_str(&format!(
                "<li>cost <b>{:.2}</b></li>",
                costs.iter().sum::<f64>()
            ));
        }
        out.push_str("</ul>\n");
    }
}

const SIEVE: &str = "<div class=\"sieve\" id=\"sieve\" hidden>\
<label>Find <input id=\"find\" type=\"search\"></label>\
<label>Outcome <select id=\"outcome\"><option value=\"\">all</option><option>ok</option><option>review</option><option>failed</option></select></label>\
<label>Review <select id=\"reviewed\"><option value=\"\">all</option><option>machine</option><option>edited</option><option>approved</option></select></label>\
<span id=\"shown\" role=\"status\"></span>\
<button type=\"button\" id=\"all\" class=\"first\" hidden>Download all edits</button></div>\n";

impl Row {
    fn write(&self, out: &mut String) {
        out.push_str(&format!(
            "<tr role=\"row\" data-stamp=\"{}\"><td role=\"cell\" class=\"name\"><a href=\"{}\">{}</a>",
            escaped(&self.stamp),
            escaped(&self.page),
            escaped(&self.title)
        ));
        if !self.original.is_empty() && self.original != self.title {
            out.push_str(&format!(
                "<small lang=\"id\">{}</small>",
                escaped(&self.original)
            ));
        }
        out.push_str(&format!(
            "</td><td role=\"cell\">{}</td><td role=\"cell\">{}</td><td role=\"cell\">{}{}{}</td>",
            escaped(&self.outlet),
            escaped(&self.published),
            outcome_badge(self.outcome),
            if self.reason.is_empty() { "" } else { " " },
            self.reason
        ));
        for (name, figure) in [("Errors", self.errors), ("Warnings", self.warnings)] {
            out.push_str(&format!(
                "<td role=\"cell\" class=\"figure\" data-name=\"{name}\">{figure}</td>"
            ));
        }
        out.push_str(&format!(
            "<td role=\"cell\">{}</td><td role=\"cell\">{}{}{}</td></tr>\n",
            escaped(&self.endpoint),
            state_badge(self.state).replace(" id=\"state\"", ""),
            if self.by.is_empty() { "" } else { " " },
            escaped(&self.by)
        ));
    }
}
