//! The dateline: outlet and place before the first sentence.
//!
//! It goes to the metadata: it is not to be translated, and a place where a
//! story was filed is not where it happened.

use super::BlockKind;
use super::draft::{Draft, trimmed};
use super::phrases::Phrases;
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

static REPORTER_OPENINGS: &Phrases = &Phrases::new([
    "Laporan Wartawan ",
    "Laporan wartawan ",
    "Laporan Reporter ",
    "Laporan reporter ",
    "Laporan Jurnalis ",
    "Laporan jurnalis ",
    "Laporan Kontributor ",
    "Laporan langsung ",
]);

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
        let words = trimmed(&draft.text[segment.range.clone()]);
        let reporter = reporter_length(words);
        // What is cut next is counted from its first word, too.
        let Some(found) = parse(words[reporter..].trim_start()) else {
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
    draft.drop_cut();
}

/// The length of a reporter's line that goes on as a dateline.
fn reporter_length(words: &str) -> usize {
    if REPORTER_OPENINGS.opening(words).is_none() {
        return 0;
    }
    let reach = words.floor_char_boundary(160);
    let names_end = words[..reach]
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .skip(3)
        .find(|&at| parse(words[at..].trim_start()).is_some_and(|found| found.outlet.is_some()));
    names_end.unwrap_or(0)
}

/// The name in `Laporan Wartawan <outlet>, <name>`.
pub(super) fn reporter_name(line: &str) -> Option<&str> {
    let (_, name) = REPORTER_OPENINGS.behind_opening(line)?.split_once(',')?;
    let name = name.trim().trim_end_matches(['-', '–', ',']).trim_end();
    (!name.is_empty() && name.len() <= 60).then_some(name)
}

/// What stands before and behind the first such sign with a blank behind it,
/// where a dateline can reach.
fn split_at(text: &str, sign: u8) -> Option<(&str, &str)> {
    let reach = reach(text);
    let blank_behind = |at: &usize| reach.as_bytes().get(at + 1) == Some(&b' ');
    let at = memchr::memchr_iter(sign, reach.as_bytes()).find(blank_behind)?;
    Some((&reach[..at], &reach[at + 2..]))
}

/// As much of a text as a dateline can take.
fn reach(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
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
    if begins_with_a_place(text) {
        place_first(text)
    } else {
        None
    }
}

/// Whether all words before the first sign that can stand behind a place could
/// be the place's; spares almost every paragraph the closer look.
fn begins_with_a_place(text: &str) -> bool {
    let mut word_begins = true;
    for byte in reach(text).bytes() {
        match byte {
            b',' | b'|' | b':' | b'(' | b'-' => return true,
            b' ' | b'/' => word_begins = true,
            _ if word_begins && !byte.is_ascii_uppercase() && byte.is_ascii() => return false,
            // A dash, or a letter of a place.
            _ if !byte.is_ascii() => return true,
            _ => word_begins = false,
        }
    }
    false
}

/// `OUTLET –`, `OUTLET Section –`, `OUTLET - PLACE.`, `OUTLET, Place -`,
/// `OUTLET, Place:`, `OUTLET, City Story`, `OUTLET, Story`.
fn after_outlet(text: &str, length: usize) -> Option<Dateline<'_>> {
    let outlet = Some(&text[..length]);
    let rest = &text[length..];
    if let Some(dash) = dash_length(rest).or_else(|| section_and_dash(rest)) {
        let place = capital_city_before_stop(&rest[dash..]);
        return Some(Dateline {
            outlet,
            place: place.map(|(place, _)| place),
            length: length + dash + place.map_or(0, |(_, end)| end),
        });
    }
    let rest = rest.trim_start();
    let comma = rest.strip_prefix([',', '|'])?;
    let comma_end = text.len() - comma.trim_start().len();
    let after = &text[comma_end..];
    if let Some((place, dash)) = place_before_dash(after).or_else(|| place_before_colon(after)) {
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

/// ` Bisnis –` behind an outlet's name.
fn section_and_dash(rest: &str) -> Option<usize> {
    let section = rest.strip_prefix(' ')?;
    let word = section.bytes().take_while(u8::is_ascii_alphabetic).count();
    let capital = section.starts_with(|c: char| c.is_ascii_uppercase());
    let dash = dash_length(&section[word..])?;
    let spaced = section[word..].starts_with(' ');
    let story = begins_story(&section[word + dash..]);
    (capital && word >= 4 && spaced && story).then_some(1 + word + dash)
}

/// `JAKARTA. ` behind the dash, and where the story goes on.
fn capital_city_before_stop(rest: &str) -> Option<(&str, usize)> {
    let city = places::city_at_start(rest)?;
    let story = rest[city..].strip_prefix(". ")?;
    let capitals = rest[..city].chars().all(|c| !c.is_lowercase());
    capitals.then_some((&rest[..city], rest.len() - story.len()))
}

/// `Muara Indah: ` behind an outlet's name.
fn place_before_colon(text: &str) -> Option<(&str, usize)> {
    let (place, _) = split_at(text, b':')?;
    let story = text[place.len() + 1..].trim_start();
    is_place(place).then_some((place, text.len() - story.len() - place.len()))
}

/// `Jakarta: `, as broadcasters write: the place and the length of the colon.
fn city_before_colon(text: &str) -> Option<(&str, usize)> {
    let (city, _) = split_at(text, b':')?;
    places::is_city(city).then_some((city, ": ".len()))
}

/// `Place, OUTLET -`, `Place (OUTLET) -`, `Place, 3 Juli 2025 -`, `PLACE -`.
fn place_first(text: &str) -> Option<Dateline<'_>> {
    let reach = reach(text);
    for comma in memchr::memchr2_iter(b',', b'|', reach.as_bytes()).take(3) {
        let name = text[comma + 1..].trim_start();
        let name_start = text.len() - name.len();
        let Some(length) = outlet::at_start(name) else {
            continue;
        };
        let place = text[..comma].trim_end();
        if let (true, Some(dash)) = (is_place(place), dash_length(&name[length..])) {
            return Some(Dateline {
                outlet: Some(&name[..length]),
                place: Some(place),
                length: name_start + length + dash,
            });
        }
    }
    in_brackets(text, reach)
        .or_else(|| place_and_date(text))
        .or_else(|| city_and_name(text))
        .or_else(|| bare_place(text))
}

/// `Place, 3 Juli 2025 -`, `PLACE, 3/7 -`.
fn place_and_date(text: &str) -> Option<Dateline<'_>> {
    let (place, date) = split_at(text, b',')?;
    let length = date
        .char_indices()
        .take(25)
        .find(|&(at, c)| matches!(c, '–' | '—') || (c == '-' && date[..at].ends_with(' ')))
        .map(|(at, _)| at)?;
    let mut words = date[..length].split_whitespace();
    let digits = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'/')
    };
    let day = words.next().filter(|word| digits(word))?;
    let dated = match (words.next(), words.next()) {
        (Some(month), Some(year)) => month.starts_with(char::is_uppercase) && digits(year),
        (None, None) => day.contains('/'),
        _ => false,
    };
    let dash = dash_length(&date[length..])?;
    (dated && words.next().is_none() && is_place(place)).then(|| Dateline {
        outlet: None,
        place: Some(place),
        length: place.len() + 2 + length + dash,
    })
}

/// `Jakarta, Name -`, `Name, Jakarta -`: a known city tells what the other
/// name is, whoever it belongs to.
fn city_and_name(text: &str) -> Option<Dateline<'_>> {
    let (first, _) = split_at(text, b',')?;
    let rest = &text[first.len() + 2..];
    if !is_place(first) {
        return None;
    }
    let (second, dash) = place_before_dash(rest)?;
    let length = first.len() + 2 + second.len() + dash;
    let spaced = rest[second.len()..].starts_with(' ');
    let story = begins_story(&text[length..]);
    let (outlet, place) = match (places::is_city(first), places::is_city(second)) {
        (true, false) => (second, first),
        (false, true) => (first, second),
        _ => return None,
    };
    // Outlets with an address are known without a city, whatever stands before.
    let short = outlet.split(' ').count() <= 3 && !outlet.contains('.');
    (spaced && story && short).then_some(Dateline {
        outlet: Some(outlet),
        place: Some(place),
        length,
    })
}

fn begins_story(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘".contains(c))
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
    // Initials of an unknown outlet behind a place that is one for certain.
    let initials = name.len() <= 12
        && name.chars().all(|c| c.is_alphanumeric())
        && (is_in_capitals(place) || places::is_city(place))
        && begins_story(&text[close + 1 + dash..]);
    ((named || initials) && is_place(place)).then(|| Dateline {
        outlet: Some(name),
        place: Some(place),
        length: close + 1 + dash,
    })
}

/// A place alone. A city in small letters must be a known one, because
/// `Name - name` is also how headings and routes are written.
fn bare_place(text: &str) -> Option<Dateline<'_>> {
    let (place, dash) = place_before_dash(text).or_else(|| city_before_colon(text))?;
    let length = place.len() + dash;
    let rest = &text[length..];
    let alone = rest.is_empty();
    let spaced =
        text[place.len()..].starts_with([' ', ':']) || place.chars().all(|c| !c.is_lowercase());
    let known = || is_in_capitals(place) || places::is_city(place);
    let route = || places::city_at_start(rest).is_some();
    let sure = alone || (spaced && begins_story(rest) && known() && !route());
    sure.then_some(Dateline {
        outlet: None,
        place: Some(place),
        length,
    })
}

fn is_in_capitals(place: &str) -> bool {
    place.len() >= 5
        && place
            .chars()
            .all(|c| !c.is_lowercase() && !c.is_ascii_digit())
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
