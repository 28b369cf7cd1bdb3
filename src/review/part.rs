//! The texts of a record that a person can change, by id.

use crate::article::{Record, TITLE_ID};

/// The text of a part, of the headline or of a sentence of the summary.
#[must_use]
pub fn text<'r>(record: &'r Record, part: &str) -> Option<&'r str> {
    let translation = record.translation.as_ref();
    if part == TITLE_ID {
        return translation?.title.as_deref();
    }
    if let Some(number) = sentence(part) {
        let own = record.summary.as_ref()?.sentences.get(number)?;
        return Some(&own.text);
    }
    let mut parts = translation?.parts.iter();
    parts
        .find(|own| own.id == part)
        .map(|own| own.text.as_str())
}

/// The same, to be changed.
pub(super) fn text_mut<'r>(record: &'r mut Record, part: &str) -> Option<&'r mut String> {
    let translation = record.translation.as_mut();
    if part == TITLE_ID {
        return translation?.title.as_mut();
    }
    if let Some(number) = sentence(part) {
        let own = record.summary.as_mut()?.sentences.get_mut(number)?;
        return Some(&mut own.text);
    }
    let mut parts = translation?.parts.iter_mut();
    parts.find(|own| own.id == part).map(|own| &mut own.text)
}

/// The source of a part or of the headline; a summary has none.
#[must_use]
pub fn source<'r>(record: &'r Record, part: &str) -> Option<&'r str> {
    if part == TITLE_ID {
        return record.source.title.as_deref();
    }
    let mut parts = record.source.parts.iter();
    parts
        .find(|own| own.id == part)
        .map(|own| own.text.as_str())
}

/// Which sentence of the summary, from 0.
pub(super) fn sentence(part: &str) -> Option<usize> {
    let number: usize = part.strip_prefix("summary.")?.parse().ok()?;
    number.checked_sub(1)
}
