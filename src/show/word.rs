//! HTML that word processors open: headings, one table, no script.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::html::{base64, escaped};
use super::{facts, title_of, txt};
use crate::article::{Record, Severity, TITLE_ID};

const STYLE: &str = "body{font-family:Georgia,serif}table{border-collapse:collapse;width:100%}\
th,td{border:1px solid #999;padding:4pt 6pt;text-align:left;vertical-align:top}.small{font-size:9pt;color:#444}";

static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src 'sha256-{}'",
        base64(&Sha256::digest(STYLE))
    )
});

/// What stands before the articles.
pub(super) fn opening(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        POLICY.as_str(),
        escaped(title)
    )
}

/// What stands after them.
pub(super) const CLOSING: &str = "</body>\n</html>\n";

/// The record as a bilingual document.
pub(super) fn render(record: &Record) -> String {
    let mut out = format!("<h1>{}</h1>\n", escaped(title_of(record)));
    let facts = super::byline(record);
    if !facts.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&facts)));
    }
    if let Some(reason) = &record.reason {
        out.push_str(&format!(
            "<p><strong>Failed: {}</strong></p>\n",
            escaped(&reason.to_string())
        ));
    }
    if let Some(summary) = &record.summary {
        out.push_str(&format!(
            "<h2>{}</h2>\n<p>{}</p>\n",
            txt::name(summary),
            escaped(&txt::joined(summary))
        ));
    }
    table(record, &mut out);
    flags(record, &mut out);
    for (lang, label) in [("en", &record.label.en), ("id", &record.label.id)] {
        if !label.is_empty() {
            out.push_str(&format!(
                "<p lang=\"{lang}\"><em>{}</em></p>\n",
                escaped(label)
            ));
        }
    }
    let told: Vec<String> = facts::of(record)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {}", escaped(&value)))
        .collect();
    out.push_str(&format!("<p class=\"small\">{}</p>\n", told.join(" · ")));
    out
}

fn table(record: &Record, out: &mut String) {
    let translation = record.translation.as_ref();
    let title = record.source.title.as_deref().map(|text| {
        (
            TITLE_ID,
            text,
            translation.and_then(|own| own.title.as_deref()),
        )
    });
    let parts = record.source.parts.iter().map(|part| {
        let target = translation.and_then(|own| own.parts.iter().find(|other| other.id == part.id));
        (
            part.id.as_str(),
            part.text.as_str(),
            target.map(|own| own.text.as_str()),
        )
    });
    out.push_str("<table>\n<tr><th>Part</th><th>Source</th><th>Translation</th></tr>\n");
    for (id, source, target) in title.into_iter().chain(parts) {
        out.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(id),
            escaped(source),
            escaped(target.unwrap_or_default())
        ));
    }
    out.push_str("</table>\n");
}

fn flags(record: &Record, out: &mut String) {
    let shown = record.flags.iter();
    let shown: Vec<_> = shown
        .filter(|flag| flag.severity > Severity::Info)
        .collect();
    if shown.is_empty() {
        return;
    }
    out.push_str("<h2>Look here before publishing</h2>\n<ul>\n");
    for flag in shown {
        out.push_str(&format!(
            "<li>{}, {}: {}</li>\n",
            escaped(flag.part.as_deref().unwrap_or("article")),
            escaped(&flag.check),
            escaped(&flag.message)
        ));
    }
    out.push_str("</ul>\n");
}
