//! The page of one article in a packet: what is around its sheet, and the data
//! that the page's script edits.

use serde_json::json;

use super::sheet::{edit_of, write_article};
use super::{closing, data, escaped, opening};
use crate::article::{Record, ReviewState, Severity, TITLE_ID};
use crate::label::Labels;
use crate::outcome::Outcome;
use crate::show::title_of;

/// The pages before and after, as file names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<String>,
    /// The one after.
    pub next: Option<String>,
}

/// A page of a packet, to be edited.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The article.
    pub record: &'a Record,
    /// What the record is now; a draft for another state is not shown.
    pub stamp: &'a str,
    /// The disclosure sentences that an edit or an approval leads to.
    pub labels: &'a Labels,
    /// Where the record is kept.
    pub records: &'a str,
    /// What the page's file is called, without its extension.
    pub stem: &'a str,
    /// The pages around it.
    pub neighbours: Neighbours,
}

impl Page<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = opening(title_of(self.record));
        out.push_str("<a class=\"skip\" href=\"#desk\">Skip to the article</a>\n");
        self.bar(&mut out);
        out.push_str("<main id=\"desk\">\n");
        write_article(self.record, "", &mut out);
        out.push_str(KEYS);
        out.push_str("</main>\n");
        out.push_str(&format!(
            "<script type=\"application/json\" id=\"data\">{}</script>\n",
            data(&self.data())
        ));
        out.push_str(&closing());
        out
    }

    fn bar(&self, out: &mut String) {
        let record = self.record;
        out.push_str("<header class=\"bar\">\n<nav aria-label=\"Packet\"><a href=\"index.html\">All articles</a>");
        for (name, page) in [
            ("Previous", &self.neighbours.previous),
            ("Next", &self.neighbours.next),
        ] {
            if let Some(page) = page {
                out.push_str(&format!(" <a href=\"{}\">{name}</a>", escaped(page)));
            }
        }
        out.push_str(&format!(
            "</nav>\n<p class=\"told\">{}{} <span id=\"open\">{}</span></p>\n",
            outcome_badge(record.outcome),
            state_badge(record.review.state),
            open_flags(record)
        ));
        if record.outcome != Outcome::Failed {
            out.push_str(
                "<div class=\"tools\" id=\"tools\" hidden>\
                 <button type=\"button\" id=\"next\">Next flag</button>\
                 <label>Your name <input id=\"by\" autocomplete=\"name\" maxlength=\"80\"></label>\
                 <button type=\"button\" id=\"approve\" aria-pressed=\"false\">Approve</button>\
                 <button type=\"button\" id=\"save\" class=\"first\">Download edits</button></div>\n",
            );
        }
        out.push_str("</header>\n");
    }

    fn data(&self) -> serde_json::Value {
        let record = self.record;
        let parts: serde_json::Map<String, serde_json::Value> = texts(record)
            .map(|(id, text)| {
                let edit = edit_of(record, &id);
                let machine = edit.map_or(text, |edit| edit.machine.as_str());
                (id, json!({"text": text, "machine": machine}))
            })
            .collect();
        let foreseen = |state| self.labels.foreseen(record, state);
        json!({
            "id": record.id,
            "sha256": record.source.sha256,
            "stamp": self.stamp,
            "records": self.records,
            "file": format!("{}.edits.json", self.stem),
            "parts": parts,
            "flags": record.flags.iter().chain(&record.review.settled).collect::<Vec<_>>(),
            "settled": record.review.settled.len(),
            "by": record.review.by,
            "foreseen": {
                "machine": foreseen(ReviewState::Machine),
                "edited": foreseen(ReviewState::Edited),
                "approved": foreseen(ReviewState::Approved),
            },
            "approved": record.review.state == ReviewState::Approved,
        })
    }
}

const KEYS: &str = "<details class=\"card keys\" id=\"keys\" hidden><summary>Keys</summary>\
<p><kbd>j</kbd> next flag, <kbd>k</kbd> flag before, <kbd>x</kbd> tick it off, <kbd>e</kbd> edit its part, \
<kbd>Ctrl</kbd>+<kbd>Enter</kbd> done, <kbd>Esc</kbd> take back. \
<label><input type=\"checkbox\" id=\"single\" checked> Single keys work outside of fields</label></p></details>\n";

/// Every text that can be edited, with its id.
fn texts(record: &Record) -> impl Iterator<Item = (String, &str)> {
    let translation = record.translation.as_ref();
    let title = translation.and_then(|own| own.title.as_deref());
    let parts = translation.into_iter().flat_map(|own| &own.parts);
    let summary = record.summary.iter().flat_map(|own| &own.sentences);
    title
        .map(|text| (TITLE_ID.to_owned(), text))
        .into_iter()
        .chain(parts.map(|part| (part.id.clone(), part.text.as_str())))
        .chain(
            (1..)
                .zip(summary)
                .map(|(number, own)| (format!("summary.{number}"), own.text.as_str())),
        )
}

pub(super) fn outcome_badge(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "<span class=\"badge ok\">ok</span>",
        Outcome::Review => "<span class=\"badge review\">review</span>",
        Outcome::Failed => "<span class=\"badge failed\">failed</span>",
    }
}

pub(super) fn state_badge(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Machine => "<span class=\"badge\" id=\"state\">machine</span>",
        ReviewState::Edited => "<span class=\"badge edited\" id=\"state\">edited</span>",
        ReviewState::Approved => "<span class=\"badge approved\" id=\"state\">approved</span>",
    }
}

fn open_flags(record: &Record) -> String {
    let open = record
        .flags
        .iter()
        .filter(|flag| flag.severity > Severity::Info);
    match open.count() {
        0 => "no open flag".to_owned(),
        1 => "1 open flag".to_owned(),
        many => format!("{many} open flags"),
    }
}
