//! The sheet of one article: source and translation side by side.

use super::spots::{self, Spot, name};
use super::{escaped, followable, language, tail};
use crate::article::{
    Edit, Flag, PartKind, Record, Severity, SummaryKind, SummarySentence, TITLE_ID,
};
use crate::show::title_of;

/// What a person did to a part.
pub(super) fn edit_of<'r>(record: &'r Record, part: &str) -> Option<&'r Edit> {
    record.review.edits.iter().find(|edit| edit.part == part)
}

/// A flag with its number and whether it is open.
type Numbered<'r> = (usize, &'r Flag, bool);

struct Sheet<'r> {
    record: &'r Record,
    prefix: &'r str,
    flags: Vec<Numbered<'r>>,
}

/// The article itself; every id in it begins with `prefix`.
pub(super) fn write_article(record: &Record, prefix: &str, out: &mut String) {
    let open = record.flags.iter().map(|flag| (flag, true));
    let settled = record.review.settled.iter().map(|flag| (flag, false));
    let sheet = Sheet {
        record,
        prefix,
        flags: open
            .chain(settled)
            .enumerate()
            .map(|(number, (flag, is_open))| (number, flag, is_open))
            .collect(),
    };
    sheet.kicker(out);
    if let Some(reason) = &record.reason {
        out.push_str(&format!(
            "<p class=\"trouble\">Failed ({}): {}</p>\n",
            reason.kind.name(),
            escaped(&reason.message)
        ));
    }
    sheet.headline(out);
    sheet.whole(out);
    sheet.summary(out);
    sheet.parts(out);
    if !record.label.en.is_empty() {
        out.push_str(&format!(
            "<p class=\"label\" id=\"{prefix}disclosure\"><span lang=\"en\">{}</span><span lang=\"id\">{}</span></p>\n",
            escaped(&record.label.en),
            escaped(&record.label.id)
        ));
    }
    tail::write(record, out);
}

impl<'r> Sheet<'r> {
    fn kicker(&self, out: &mut String) {
        let metadata = &self.record.source.metadata;
        let facts = [
            &metadata.outlet,
            &metadata.dateline_place,
            &metadata.byline,
            &metadata.published,
        ];
        let mut told: Vec<String> = facts
            .into_iter()
            .filter_map(|fact| fact.as_deref().map(|text| escaped(text).into_owned()))
            .collect();
        if let Some(url) = &metadata.url {
            told.push(match followable(url) {
                Some(url) => format!(
                    "<a href=\"{}\" rel=\"noopener noreferrer\">The original page</a>",
                    escaped(url)
                ),
                None => escaped(url).into_owned(),
            });
        }
        if !told.is_empty() {
            out.push_str(&format!("<p class=\"kicker\">{}</p>\n", told.join(" · ")));
        }
    }

    fn headline(&self, out: &mut String) {
        let source = self.record.source.title.as_deref();
        let target = self
            .record
            .translation
            .as_ref()
            .and_then(|own| own.title.as_deref());
        if source.is_none() && target.is_none() {
            out.push_str(&format!("<h1>{}</h1>\n", escaped(&self.record.id)));
            return;
        }
        self.row(TITLE_ID, PartKind::Headline, source, target, out);
    }

    fn parts(&self, out: &mut String) {
        let source = &self.record.source;
        if source.parts.is_empty() {
            return;
        }
        out.push_str(&format!(
            "<section>\n<div class=\"row heads\"><h2>Part</h2><h2>Source ({})</h2><h2>Translation{}</h2></div>\n",
            escaped(&source.lang),
            self.record
                .translation
                .as_ref()
                .map_or_else(String::new, |own| format!(" ({})", escaped(&own.lang)))
        ));
        let translated = self.record.translation.as_ref();
        for part in &source.parts {
            let target = translated
                .and_then(|own| own.parts.iter().find(|other| other.id == part.id))
                .map(|own| own.text.as_str());
            self.row(&part.id, part.kind, Some(&part.text), target, out);
        }
        out.push_str("</section>\n");
    }

    fn of_part(&self, part: Option<&str>) -> Vec<Numbered<'r>> {
        let own = self.flags.iter();
        own.filter(|(_, flag, _)| flag.part.as_deref() == part)
            .copied()
            .collect()
    }

    fn row(
        &self,
        id: &str,
        kind: PartKind,
        source: Option<&str>,
        target: Option<&str>,
        out: &mut String,
    ) {
        let flags = self.of_part(Some(id));
        let prefix = self.prefix;
        let anchor = escaped(id);
        out.push_str(&format!(
            "<div class=\"row {}{}\" id=\"{prefix}{anchor}\" data-part=\"{anchor}\">\n<div class=\"id\"><a href=\"#{prefix}{anchor}\">{anchor}</a></div>\n",
            class(kind),
            standing(&flags)
        ));
        out.push_str(&format!(
            "<div class=\"source\"{}><p>",
            language(&self.record.source.lang)
        ));
        self.text(source.unwrap_or_default(), &flags, |flag| flag.source, out);
        out.push_str("</p></div>\n");
        self.target(id, kind, target, &flags, out);
        self.notes(&flags, out);
        out.push_str("</div>\n");
    }

    fn target(
        &self,
        id: &str,
        kind: PartKind,
        target: Option<&str>,
        flags: &[Numbered],
        out: &mut String,
    ) {
        let Some(translation) = &self.record.translation else {
            let tag = tag(kind, target.is_some() || kind == PartKind::Headline);
            out.push_str("<div class=\"target\">");
            if kind == PartKind::Headline {
                out.push_str(&format!(
                    "<{tag}>{}</{tag}>",
                    escaped(title_of(self.record))
                ));
            }
            out.push_str("</div>\n");
            return;
        };
        out.push_str(&format!(
            "<div class=\"target\"{}>",
            language(&translation.lang)
        ));
        match target {
            Some(text) => {
                let tag = tag(kind, true);
                out.push_str(&format!("<{tag} class=\"text\">"));
                self.text(text, flags, |flag| flag.target, out);
                out.push_str(&format!("</{tag}>"));
                self.hand(id, out);
            }
            None => out.push_str("<p class=\"missing\">No translation</p>"),
        }
        out.push_str("</div>\n");
    }

    /// What a person did to a part.
    fn hand(&self, id: &str, out: &mut String) {
        let Some(edit) = edit_of(self.record, id) else {
            return;
        };
        out.push_str(&format!(
            "<div class=\"hand\"><span class=\"badge edited\">edited by {}, {} characters</span><p class=\"was\">Machine: {}</p>",
            escaped(edit.by.as_deref().unwrap_or("somebody")),
            edit.distance,
            escaped(&edit.machine)
        ));
        if let Some(before) = &edit.source_before {
            out.push_str(&format!(
                "<p class=\"was\">The source was: {}</p>",
                escaped(before)
            ));
        }
        out.push_str("</div>");
    }

    fn text(
        &self,
        text: &str,
        flags: &[Numbered],
        span: impl Fn(&Flag) -> Option<crate::article::Span>,
        out: &mut String,
    ) {
        let spots: Vec<Spot> = flags
            .iter()
            .filter_map(|(number, flag, is_open)| {
                Some(Spot {
                    span: span(flag)?,
                    flag: *number,
                    severity: flag.severity,
                    is_open: *is_open,
                })
            })
            .collect();
        spots::write(text, &spots, self.prefix, out);
    }

    fn notes(&self, flags: &[Numbered], out: &mut String) {
        if flags.is_empty() {
            return;
        }
        out.push_str("<ul class=\"flags\">\n");
        for (number, flag, is_open) in flags {
            out.push_str(&format!(
                "<li class=\"flag {}{}\" id=\"{}flag-{number}\" data-flag=\"{number}\"><span class=\"what\"><b>{}</b> <span class=\"said\">{}</span> <code>{}</code></span></li>\n",
                name(flag.severity),
                if *is_open { "" } else { " is-off" },
                self.prefix,
                match flag.severity {
                    Severity::Info => "note",
                    other => name(other),
                },
                escaped(&flag.message),
                escaped(&flag.check)
            ));
        }
        out.push_str("</ul>\n");
    }

    /// Flags that belong to no part that is shown.
    fn whole(&self, out: &mut String) {
        let is_shown = |part: &str| {
            part == TITLE_ID && self.record.source.title.is_some()
                || self.record.source.parts.iter().any(|own| own.id == part)
                || self.sentence_of(part).is_some()
        };
        let flags: Vec<Numbered> = self
            .flags
            .iter()
            .filter(|(_, flag, _)| !flag.part.as_deref().is_some_and(is_shown))
            .copied()
            .collect();
        if !flags.is_empty() {
            out.push_str("<section class=\"card\"><h2>About the whole article</h2>\n");
            self.notes(&flags, out);
            out.push_str("</section>\n");
        }
    }

    fn sentence_of(&self, part: &str) -> Option<&SummarySentence> {
        let number: usize = part.strip_prefix("summary.")?.parse().ok()?;
        let summary = self.record.summary.as_ref()?;
        summary.sentences.get(number.checked_sub(1)?)
    }

    fn summary(&self, out: &mut String) {
        let Some(summary) = &self.record.summary else {
            return;
        };
        let how = match summary.kind {
            SummaryKind::Abstractive => "Summary",
            SummaryKind::Extractive => "Summary: sentences of the translation",
        };
        out.push_str(&format!(
            "<section class=\"card summary\"><h2>{how}</h2>\n<ol>\n"
        ));
        let lang = self
            .record
            .translation
            .as_ref()
            .map_or("en", |own| &own.lang);
        for (number, sentence) in (1..).zip(&summary.sentences) {
            let id = format!("summary.{number}");
            let flags = self.of_part(Some(&id));
            out.push_str(&format!(
                "<li id=\"{}{id}\" data-part=\"{id}\"><div class=\"target\"{}><p class=\"text\">",
                self.prefix,
                language(lang)
            ));
            self.text(&sentence.text, &flags, |flag| flag.target, out);
            out.push_str("</p> <span class=\"id\">");
            if !sentence.parts.is_empty() {
                out.push_str("rests on");
            }
            for part in &sentence.parts {
                let part = escaped(part);
                out.push_str(&format!(" <a href=\"#{}{part}\">{part}</a>", self.prefix));
            }
            out.push_str("</span>");
            self.hand(&id, out);
            out.push_str("</div>");
            self.notes(&flags, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ol></section>\n");
    }
}

fn class(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Headline => "headline",
        PartKind::SubHeading => "sub_heading",
        PartKind::Body => "body",
        PartKind::Quotation => "quotation",
        PartKind::Caption => "caption",
        PartKind::ListItem => "list_item",
    }
}

fn tag(kind: PartKind, is_there: bool) -> &'static str {
    match kind {
        PartKind::Headline if is_there => "h1",
        PartKind::SubHeading if is_there => "h3",
        _ => "p",
    }
}

fn standing(flags: &[Numbered]) -> &'static str {
    let open = flags.iter().filter(|(.., is_open)| *is_open);
    match open.map(|(_, flag, _)| flag.severity).max() {
        Some(Severity::Error) => " has-error",
        Some(Severity::Warning) => " has-warning",
        Some(Severity::Info) => "",
        None if flags.is_empty() => "",
        None => " is-clear",
    }
}
