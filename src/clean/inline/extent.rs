//! Where what a marker begins ends.

use super::{Extent, Scene};
use crate::clean::link::LinkEnd;
use crate::clean::{BlockKind, link, outlet, picture};

/// The opening is all there is. In small letters it must begin like a
/// sentence.
pub(super) fn prompt(scene: &Scene) -> Extent {
    let opening = &scene.text[scene.at..scene.after];
    if opening.chars().any(char::is_lowercase) && !scene.begins_sentence() {
        return Extent::Nothing;
    }
    scene.cut(scene.after)
}

/// The placeholder of a post, with its signature.
pub(super) fn post(scene: &Scene) -> Extent {
    if !scene.begins_sentence() {
        return Extent::Nothing;
    }
    let rest = &scene.text[scene.at..];
    let near = &rest[..rest.floor_char_boundary(200)];
    let signature = near
        .find("(@")
        .and_then(|open| Some(open + near[open..].find(')')? + 1));
    let placeholder = rest.starts_with("View") || rest.starts_with("Lihat");
    match signature {
        Some(end) => scene.cut(scene.at + end),
        None if placeholder => scene.cut(scene.after),
        None => Extent::Nothing,
    }
}

/// `(Foto: Budi Amir)`, `Foto: Budi Amir/Kabar.com`. A caption keeps its own.
pub(super) fn picture_credit(scene: &Scene) -> Extent {
    if scene.kind == BlockKind::Caption {
        return Extent::Nothing;
    }
    let here = &scene.text[scene.at..];
    if let Some(length) = picture::credit_in_brackets(here) {
        return scene.cut(scene.at + length);
    }
    if !here.starts_with("Foto:") || !scene.begins_sentence() {
        return Extent::Nothing;
    }
    let mut end = 0;
    for piece in scene.rest().split_inclusive(' ').take(5) {
        end += piece.len();
        let word = piece.trim_end();
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        if let Some((_, source)) = word.rsplit_once('/') {
            let named = outlet::is_outlet(source) || outlet::is_outlet(&source.to_uppercase());
            return if named {
                scene.cut(scene.after + end)
            } else {
                Extent::Nothing
            };
        }
    }
    Extent::Nothing
}

/// A label and a colon that could also begin a sentence: what follows must be
/// a headline.
pub(super) fn labelled_link(scene: &Scene) -> Extent {
    let title = scene.rest().trim_start();
    let capital = title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let second = title.split_whitespace().nth(1).unwrap_or_default();
    let headline = capital && second.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !scene.begins_sentence() || !headline {
        return Extent::Nothing;
    }
    let start = scene.text.len() - title.len();
    if scene.before().is_empty() && is_one_headline(title) {
        return scene.cut(scene.text.len());
    }
    scene.cut_headline(start)
}

/// `Baca juga` without a colon, and a headline of five words or more whose end
/// is certain.
fn bare_link(scene: &Scene) -> Extent {
    if !scene.rest().starts_with(' ') || !scene.begins_sentence() {
        return Extent::Nothing;
    }
    let title = scene.up_to_next_marker(scene.after);
    let length = match link::end(title, scene.evidence) {
        LinkEnd::At(length) => length,
        LinkEnd::Whole if scene.before().is_empty() => title.len(),
        LinkEnd::Whole | LinkEnd::Undecided(_) => return Extent::Nothing,
    };
    let headline = title[..length].trim();
    let capitals = headline
        .split_whitespace()
        .take(2)
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    if capitals && link::is_headline(headline) {
        scene.cut(scene.after + length)
    } else {
        Extent::Nothing
    }
}

/// The opening, unless it is part of a longer phrase in capitals.
pub(super) fn opening_between_sentences(scene: &Scene) -> Extent {
    let capitals = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.len() >= 2 && letters.chars().all(char::is_uppercase)
    };
    let next = scene.rest().split_whitespace().next().unwrap_or_default();
    let last = scene.before().rsplit(' ').next().unwrap_or_default();
    let ended = scene.begins_sentence() || !capitals(last);
    let opening = &scene.text[scene.at..scene.after];
    if opening.starts_with('A') && opening.ends_with("ment") {
        // In small letters it may be the subject of a sentence.
        let goes_on = next.starts_with(|c: char| c.is_lowercase());
        return if scene.begins_sentence() && !goes_on {
            scene.cut(scene.after)
        } else {
            Extent::Nothing
        };
    }
    if ended && (!capitals(next) || next.starts_with("SCROLL") || next.starts_with("GULIR")) {
        scene.cut(scene.after)
    } else {
        Extent::Nothing
    }
}

/// Up to the closing square bracket.
pub(super) fn square_brackets(scene: &Scene) -> Extent {
    let rest = scene.rest();
    let reach = rest.floor_char_boundary(80);
    match rest[..reach].find(']') {
        Some(end) => scene.cut(scene.after + end + 1),
        None => Extent::Nothing,
    }
}

/// `… halaman berikutnya` with the dots or arrows behind it.
pub(super) fn next_page(scene: &Scene) -> Extent {
    const PHRASES: &[&str] = &[
        "alaman berikutnya",
        "alaman selanjutnya",
        "alaman Berikutnya",
        "alaman Selanjutnya",
        "alaman berikut",
        "alaman selengkapnya",
        "aman berikutnya",
        "aman selanjutnya",
    ];
    let reach = scene.text.floor_char_boundary(scene.at + 100);
    let near = &scene.text[scene.at..reach];
    let Some(phrase_end) = PHRASES
        .iter()
        .filter_map(|phrase| near.find(phrase).map(|at| at + phrase.len()))
        .max()
    else {
        return Extent::Nothing;
    };
    let one_sentence = !near[..phrase_end].contains(['.', '!', '?', '"', ',']);
    let rest = scene.text[scene.at + phrase_end..]
        .trim_start_matches(|c: char| " .…>»→:!-\u{203a}".contains(c));
    let end = scene.text.len() - rest.len();
    let signs = end > scene.at + phrase_end;
    let ends = rest.is_empty() || (signs && rest.starts_with(|c: char| !c.is_lowercase()));
    let titled = scene.text[scene.at + phrase_end..]
        .trim_start()
        .starts_with(':');
    if scene.begins_sentence() && one_sentence && ends && titled && !rest.is_empty() {
        if scene.before().is_empty() && is_one_headline(rest) {
            return scene.cut(scene.text.len());
        }
        return scene.cut_headline(end);
    }
    if scene.begins_sentence() && one_sentence && ends {
        scene.cut(end)
    } else {
        Extent::Nothing
    }
}

/// `Simak Video '…':`, `Tonton juga Video: …`, `Saksikan video pilihan …:`.
pub(super) fn video(scene: &Scene) -> Extent {
    let lead = scene.rest().len() - scene.rest().trim_start().len();
    let rest = scene.rest().trim_start();
    let start = scene.after + lead;
    let title = match rest.strip_prefix(':') {
        Some(title) => title.trim_start(),
        None if rest.starts_with(['\'', '"', '“', '‘']) => rest,
        None => return with_stray_quote(scene, announcement(scene, rest, start)),
    };
    let title_start = scene.text.len() - title.len();
    let extent = match quoted_title(title) {
        Some(length) => scene.cut(title_start + length),
        None => match scene.up_to_next_marker(title_start) {
            short if short.len() <= 200 && followed_by_embed(scene, title_start + short.len()) => {
                scene.cut(title_start + short.len())
            }
            _ => scene.cut_headline(title_start),
        },
    };
    with_stray_quote(scene, extent)
}

fn followed_by_embed(scene: &Scene, at: usize) -> bool {
    scene.text[at..].starts_with("[Gambas")
}

/// The length of a title in quotation marks at the beginning of `title`, with
/// `di sini` and the colon behind it.
fn quoted_title(title: &str) -> Option<usize> {
    let open = title.chars().next()?;
    let close = match open {
        '"' | '\'' => open,
        '“' => '”',
        '‘' => '’',
        _ => return None,
    };
    let reach = title.floor_char_boundary(250);
    let (end, _) = title[..reach]
        .match_indices(close)
        .skip(usize::from(open == close))
        .find(|(at, _)| {
            let after = &title[at + close.len_utf8()..];
            after.is_empty() || after.starts_with([':', ' ', '\n', '[', '.'])
        })?;
    let mut rest = &title[end + close.len_utf8()..];
    for piece in [" di sini", " berikut", " di bawah", " ini"] {
        rest = rest.strip_prefix(piece).unwrap_or(rest);
    }
    let spaced = rest.trim_start();
    let rest = spaced.strip_prefix([':', '.']).unwrap_or(rest);
    Some(title.len() - rest.len())
}

/// `Saksikan video pilihan di bawah ini:` and `Saksikan Live DetikSore:`, which
/// name no title or have it behind the colon.
fn announcement(scene: &Scene, rest: &str, start: usize) -> Extent {
    const KINDS: &[&str] = &[
        "pilihan",
        "Pilihan",
        "selengkapnya",
        "lengkapnya",
        "di bawah",
        "di Bawah",
        "berikut",
        "lainnya",
        "menarik",
        "Detik",
        "detik",
        "CNN",
        "Live",
        "live",
    ];
    let near = &rest[..rest.floor_char_boundary(70)];
    let line_end = near.find('\n').unwrap_or(near.len());
    let near = &near[..line_end];
    let known = KINDS.iter().any(|kind| near.starts_with(kind));
    let end = near.find(':').map(|colon| colon + 1).or_else(|| {
        near.find("ini")
            .filter(|_| rest.len() <= 70)
            .map(|_| near.len())
    });
    match end {
        Some(end) if known && scene.begins_sentence() && !near[..end].contains(". ") => {
            scene.cut(start + end)
        }
        _ => Extent::Nothing,
    }
}

/// Detik leaves the apostrophe of a lost tag before its video lines.
fn with_stray_quote(scene: &Scene, extent: Extent) -> Extent {
    let before = &scene.text[..scene.at];
    let stray = before
        .strip_suffix('\'')
        .is_some_and(|front| front.is_empty() || front.ends_with(char::is_whitespace));
    match extent {
        Extent::Cut(range) if stray => Extent::Cut(range.start - 1..range.end),
        other => other,
    }
}

/// `Baca juga: <headline>`.
pub(super) fn link(scene: &Scene) -> Extent {
    let rest = scene.rest().trim_start();
    let colon = rest.strip_prefix(':');
    let title = colon.unwrap_or(rest).trim_start_matches([' ', '\t', ':']);
    let marked = colon.is_some() || scene.text[..scene.after].ends_with(':');
    let capital =
        title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'“‘".contains(c));
    let bare_is_known = scene.text[..scene.after].ends_with(['J', 'a', 'A', 'r', 'R'])
        && scene.text[scene.at..scene.after]
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
        && scene.begins_sentence()
        && capital;
    if title.is_empty() {
        return Extent::Nothing;
    }
    if !(marked || bare_is_known) {
        return bare_link(scene);
    }
    let start = scene.text.len() - title.len();
    if scene.before().is_empty() && is_one_headline(title) {
        return scene.cut(scene.text.len());
    }
    scene.cut_headline(start)
}

/// A line of its own that holds no sentence but the headline.
fn is_one_headline(line: &str) -> bool {
    line.len() <= 220 && !line.contains(". ") && super::next_opening(line, 0).is_none()
}

/// `Artikel ini telah tayang di … dengan judul …`: to the end of the segment
/// where that is near, otherwise to the end of the sentence.
pub(super) fn syndication(scene: &Scene) -> Extent {
    let rest = &scene.text[scene.at..];
    if !scene.begins_sentence() {
        return Extent::Nothing;
    }
    let near = &rest[..rest.floor_char_boundary(250)];
    if !names_its_source(near) {
        return Extent::Nothing;
    }
    if let Some(end) = behind_quoted_title(near) {
        return scene.cut(scene.at + end);
    }
    if let Some(here) = ["di sini.", "di sini", "di sini"]
        .iter()
        .find_map(|phrase| near.find(phrase).map(|at| at + phrase.len()))
    {
        return scene.cut(scene.at + here);
    }
    let credits = [
        "Penulis:",
        "Penulis :",
        "Editor:",
        "Editor :",
        "Reporter:",
        "Sumber:",
    ]
    .iter()
    .filter_map(|label| near.find(label))
    .min();
    let end = credits
        .unwrap_or_else(|| scene.up_to_next_marker(scene.after).len() + scene.after - scene.at);
    if end <= 400 {
        return scene.cut(scene.at + end);
    }
    match near.find(". ") {
        Some(stop) => scene.cut(scene.at + stop + 1),
        None => Extent::Nothing,
    }
}

/// Whether the notice says where: an outlet, a site, or the other headline. A
/// sentence about an article says neither.
fn names_its_source(notice: &str) -> bool {
    if [
        "dengan judul",
        "berjudul",
        "di sini",
        "di laman ",
        "di situs ",
        "http",
    ]
    .iter()
    .any(|sign| notice.contains(sign))
    {
        return true;
    }
    let place = [" di ", " dari ", " pada "]
        .iter()
        .filter_map(|word| Some(notice.find(word)? + word.len()))
        .min();
    place.is_some_and(|at| {
        let name = notice[at..].trim_start_matches("www.");
        outlet::at_start(name).is_some()
    })
}

/// One past the other headline where it stands in quotation marks, with the
/// address behind it.
fn behind_quoted_title(notice: &str) -> Option<usize> {
    let title = notice.find("judul")? + "judul".len();
    let open = notice[title..].trim_start_matches([' ', ':']);
    let start = notice.len() - open.len();
    let length = quoted_title(open)?;
    let rest = notice[start + length..].trim_start_matches([' ', ',', '.']);
    for lead in [
        "Klik untuk baca: ",
        "Klik untuk baca ",
        "Baca selengkapnya di ",
        "",
    ] {
        if let Some(address) = rest.strip_prefix(lead)
            && address.starts_with("http")
        {
            let end = address.find(' ').unwrap_or(address.len());
            return Some(notice.len() - address.len() + end);
        }
    }
    Some(start + length)
}

/// `KOMPAS.com/NAMA LENGKAP` before or fused to a caption.
pub(super) fn photographer(scene: &Scene) -> Extent {
    let rest = scene.rest();
    let mut end = 0;
    for piece in rest.split_inclusive(' ').take(4) {
        let word = piece.trim_end();
        let capitals: usize = word
            .chars()
            .take_while(|c| c.is_uppercase() || ".'-".contains(*c))
            .map(char::len_utf8)
            .sum();
        if capitals == word.len() && capitals > 0 {
            end += piece.len();
            continue;
        }
        // The last capital of a fused word begins the caption.
        let fused = word[..capitals]
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
        end += if fused >= 3 { fused } else { 0 };
        break;
    }
    let name = rest[..end].trim_end().len();
    if name >= 3 {
        scene.cut(scene.after + name)
    } else {
        Extent::Nothing
    }
}
