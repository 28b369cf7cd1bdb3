//! The dateline: outlet and place before the first sentence.
//!
//! It goes to the metadata: it is not to be translated, and a place where a
//! story was filed is not where it happened.

use super::BlockKind;
use super::draft::Draft;
use super::rule::{Place, Rule};
use super::{learn, outlet, places};

const DATELINE: Rule = Rule {
    name: "dateline",
    reason: "it says who filed the story and where; that is kept in the metadata",
    place: Place::Opening,
    touches: "SURABAYA, CONTOHKABAR.com – Pasar itu dibuka kembali.",
    spares: "Jakarta - Bandung kini dapat ditempuh dalam satu jam.",
};

const REPORTER: Rule = Rule {
    name: "reporter_line",
    reason: "it names the reporter before the dateline; the name is kept in the metadata",
    place: Place::Opening,
    touches: "Laporan Wartawan Contohkabar.com, Budi Amir CONTOHKABAR.COM, JAKARTA - Hujan turun.",
    spares: "Laporan Wartawan Perang itu terbit pekan lalu.",
};

/// How far into the article a dateline can stand, in blocks: captions and
/// summaries come before it.
const WITHIN_BLOCKS: usize = 4;

/// The longest dateline, in bytes.
const LONGEST: usize = 100;

const REPORTER_OPENINGS: &[&str] = &[
    "Laporan Wartawan ",
    "Laporan wartawan ",
    "Laporan Reporter ",
    "Laporan reporter ",
    "Laporan Jurnalis ",
    "Laporan Kontributor ",
    "Laporan langsung ",
];

pub(super) fn rules() -> Vec<Rule> {
    vec![DATELINE, REPORTER]
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    for index in 0..draft.segments.len().min(WITHIN_BLOCKS) {
        let segment = &draft.segments[index];
        if matches!(segment.kind, BlockKind::Caption | BlockKind::Heading) {
            continue;
        }
        let words = draft.text[segment.range.clone()].trim();
        let reporter = reporter_length(words);
        let Some(found) = parse(&words[reporter..]) else {
            continue;
        };
        if let Some(name) = reporter_name(&words[..reporter]) {
            learn(&mut draft.metadata.byline, name);
        }
        if let Some(outlet) = found.outlet {
            learn(&mut draft.metadata.outlet, outlet);
        }
        if let Some(place) = found.place {
            learn(&mut draft.metadata.dateline_place, place);
        }
        let length = found.length;
        if reporter > 0 {
            draft.cut_beginning(index, reporter, &REPORTER);
        }
        draft.cut_beginning(index, length, &DATELINE);
        break;
    }
    draft.drop_empty();
}

/// The length of a reporter's line that goes on as a dateline.
fn reporter_length(words: &str) -> usize {
    if !REPORTER_OPENINGS
        .iter()
        .any(|opening| words.starts_with(opening))
    {
        return 0;
    }
    let reach = words.floor_char_boundary(160);
    let names_end = words[..reach]
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .skip(3)
        .find(|&at| parse(&words[at..]).is_some_and(|found| found.outlet.is_some()));
    names_end.unwrap_or(0)
}

/// The name in `Laporan Wartawan <outlet>, <name>`.
pub(super) fn reporter_name(line: &str) -> Option<&str> {
    let opening = REPORTER_OPENINGS
        .iter()
        .find(|opening| line.starts_with(**opening))?;
    let (_, name) = line[opening.len()..].split_once(',')?;
    let name = name.trim().trim_end_matches(['-', '–', ',']).trim_end();
    (!name.is_empty() && name.len() <= 60).then_some(name)
}

struct Dateline<'a> {
    outlet: Option<&'a str>,
    place: Option<&'a str>,
    length: usize,
}

/// Reads a dateline at the beginning of `text`.
fn parse(text: &str) -> Option<Dateline<'_>> {
    if let Some(length) = outlet::at_start(text) {
        return after_outlet(text, length);
    }
    place_first(text)
}

/// `OUTLET –`, `OUTLET, Place -`, `OUTLET, City Story`, `OUTLET, Story`.
fn after_outlet(text: &str, length: usize) -> Option<Dateline<'_>> {
    let outlet = Some(&text[..length]);
    let rest = &text[length..];
    if let Some(dash) = dash_length(rest) {
        return Some(Dateline {
            outlet,
            place: None,
            length: length + dash,
        });
    }
    let comma = rest.strip_prefix(',').or_else(|| rest.strip_prefix(" |"))?;
    let comma_end = text.len() - comma.trim_start().len();
    let after = &text[comma_end..];
    if let Some((place, dash)) = place_before_dash(after) {
        return Some(Dateline {
            outlet,
            place: Some(place),
            length: comma_end + place.len() + dash,
        });
    }
    let story = |rest: &str| {
        rest.trim_start()
            .starts_with(|c: char| c.is_uppercase() || "\"“".contains(c))
    };
    let city = places::city_at_start(after)
        .filter(|&city| after[city..].starts_with(' ') && story(&after[city..]));
    if !story(after) || !text[..length].contains('.') {
        return None;
    }
    Some(Dateline {
        outlet,
        place: city.map(|city| &after[..city]),
        length: comma_end + city.unwrap_or(0),
    })
}

/// `Place, OUTLET -`, `Place (OUTLET) -`, `PLACE -`.
fn place_first(text: &str) -> Option<Dateline<'_>> {
    let reach = &text[..text.floor_char_boundary(LONGEST)];
    for (comma, _) in reach.match_indices(',').take(3) {
        let name = text[comma + 1..].trim_start();
        let name_start = text.len() - name.len();
        let Some(length) = outlet::at_start(name) else {
            continue;
        };
        if let (true, Some(dash)) = (is_place(&text[..comma]), dash_length(&name[length..])) {
            return Some(Dateline {
                outlet: Some(&name[..length]),
                place: Some(&text[..comma]),
                length: name_start + length + dash,
            });
        }
    }
    in_brackets(text, reach).or_else(|| bare_place(text))
}

/// `Mataram, NTB (ANTARA) -`, `ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --`.
fn in_brackets<'a>(text: &'a str, reach: &str) -> Option<Dateline<'a>> {
    let open = reach.find('(')?;
    let close = open + reach[open..].find(')')?;
    let dash = dash_length(&text[close + 1..])?;
    let name = text[open + 1..close].trim();
    let before = text[..open].trim_end();
    let place = match before.find(", ") {
        Some(comma) if before[comma + 2..].starts_with(|c: char| c.is_ascii_digit()) => {
            &before[..comma]
        }
        _ => before,
    };
    let named = name.split('/').all(|piece| outlet::is_outlet(piece.trim()));
    (named && is_place(place)).then(|| Dateline {
        outlet: Some(name),
        place: Some(place),
        length: close + 1 + dash,
    })
}

/// A place alone. A city in small letters must be a known one, because
/// `Name - name` is also how headings and routes are written.
fn bare_place(text: &str) -> Option<Dateline<'_>> {
    let (place, dash) = place_before_dash(text).or_else(|| {
        let city = places::city_at_start(text)?;
        let colon = text[city..].strip_prefix(": ")?;
        Some((&text[..city], text.len() - city - colon.len()))
    })?;
    let length = place.len() + dash;
    let rest = &text[length..];
    let alone = rest.is_empty();
    let spaced = text[place.len()..].starts_with(' ') || place.chars().all(|c| !c.is_lowercase());
    let capitals = place.len() >= 5
        && place
            .chars()
            .all(|c| !c.is_lowercase() && !c.is_ascii_digit());
    let story =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘".contains(c));
    let route = places::city_at_start(rest).is_some();
    let sure = alone || (spaced && story && !route && (capitals || places::is_city(place)));
    sure.then_some(Dateline {
        outlet: None,
        place: Some(place),
        length,
    })
}

/// The place and the length of the dash behind it.
fn place_before_dash(text: &str) -> Option<(&str, usize)> {
    let reach = text.floor_char_boundary(60);
    let (at, _) = text[..reach].char_indices().find(|&(at, c)| match c {
        '–' | '—' => true,
        '-' => text[..at].ends_with(' ') || text[at + 1..].starts_with([' ', '-']),
        _ => false,
    })?;
    let place = text[..at].trim_end();
    let dash = dash_length(&text[place.len()..])?;
    is_place(place).then_some((place, dash))
}

/// One to four capitalised words: letters, and the stops of abbreviations.
fn is_place(place: &str) -> bool {
    let mut words = 0;
    for word in place.split([' ', ',', '/']).filter(|word| !word.is_empty()) {
        words += 1;
        let capital = word.starts_with(char::is_uppercase);
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-'));
        if !(capital && letters) {
            return false;
        }
    }
    (1..=4).contains(&words) && place.len() <= 50
}

/// The length of a dash with the spaces around it at the beginning of `text`.
fn dash_length(text: &str) -> Option<usize> {
    let dash = text.trim_start();
    let rest = dash.trim_start_matches(['-', '–', '—']);
    (rest.len() < dash.len()).then(|| text.len() - rest.trim_start().len())
}
