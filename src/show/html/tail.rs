//! What stands below an article: what cleaning removed, where the result
//! comes from, what it cost.

use super::escaped;
use crate::article::{Record, Removal};
use crate::show::facts;

pub(super) fn write(record: &Record, out: &mut String) {
    out.push_str("<div class=\"tail\">\n");
    removed(&record.source.removed, out);
    orphans(record, out);
    out.push_str("<section class=\"card\"><h2>Provenance and cost</h2>\n<dl class=\"facts\">\n");
    for (name, value) in facts::of(record) {
        if !value.is_empty() {
            out.push_str(&format!("<dt>{name}</dt><dd>{}</dd>\n", escaped(&value)));
        }
    }
    out.push_str("</dl></section>\n</div>\n");
}

fn removed(removed: &[Removal], out: &mut String) {
    if removed.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<details class=\"card\"><summary>Removed by cleaning: {}</summary>\n<ul class=\"removed\">\n",
        removed.len()
    ));
    for removal in removed {
        out.push_str(&format!(
            "<li><code>{}</code> {}</li>\n",
            escaped(&removal.rule),
            escaped(&removal.text)
        ));
    }
    out.push_str("</ul></details>\n");
}

fn orphans(record: &Record, out: &mut String) {
    if record.review.orphans.is_empty() {
        return;
    }
    out.push_str("<section class=\"card\"><h2>Edited parts that the story no longer has</h2>\n");
    for orphan in &record.review.orphans {
        out.push_str(&format!(
            "<p>{}</p><p class=\"label\">{}</p>\n",
            escaped(&orphan.text),
            escaped(&orphan.source)
        ));
    }
    out.push_str("</section>\n");
}
