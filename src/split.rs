//! Parts into requests within an endpoint's limits, and back.
//!
//! Requests are cut at part borders; only a part that is too long by itself
//! is cut at sentence borders, and only a sentence that is too long at
//! spaces. Joining gives every part back whole.

use crate::carrier::Segment;
use crate::provider::Limits;
use crate::sentence::sentences;

/// A text to send, by the id under which it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// `title`, `p1`, ….
    pub id: &'a str,
    /// The text.
    pub text: &'a str,
}

/// The requests that carry an article, and how its pieces go together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan<'a> {
    /// One list of segments for each request.
    pub requests: Vec<Vec<Segment<'a>>>,
    /// For each segment, in order, the index of its item.
    owners: Vec<usize>,
    items: usize,
}

impl<'a> Plan<'a> {
    /// Plans the requests for the items.
    #[must_use]
    pub fn new(items: &[Item<'a>], limits: Limits) -> Self {
        let mut plan = Self {
            items: items.len(),
            ..Self::default()
        };
        let mut request: Vec<Segment> = Vec::with_capacity(items.len());
        let mut used = 0;
        plan.owners.reserve(items.len());
        for (owner, item) in items.iter().enumerate() {
            for (segment, length) in pieces(item, limits.item_characters) {
                let full = request.len() >= limits.items || used + length > limits.characters;
                if full && !request.is_empty() {
                    plan.requests.push(std::mem::take(&mut request));
                    used = 0;
                }
                used += length;
                plan.owners.push(owner);
                request.push(segment);
            }
        }
        if !request.is_empty() {
            plan.requests.push(request);
        }
        plan
    }

    /// Joins the translations of all segments, in order, to one text for
    /// each item.
    #[must_use]
    pub fn join(&self, texts: Vec<String>) -> Vec<String> {
        let mut joined = vec![String::new(); self.items];
        for (owner, text) in self.owners.iter().zip(texts) {
            let whole = &mut joined[*owner];
            if whole.is_empty() {
                *whole = trimmed(text);
            } else {
                whole.push(' ');
                whole.push_str(text.trim());
            }
        }
        joined
    }
}

fn trimmed(text: String) -> String {
    match text.trim() {
        whole if whole.len() == text.len() => text,
        inner => inner.to_owned(),
    }
}

/// The pieces of an item, each with its length in characters.
fn pieces<'a>(item: &Item<'a>, most: usize) -> impl Iterator<Item = (Segment<'a>, usize)> {
    let length = item.text.chars().count();
    let fits = length <= most;
    let whole = fits.then(|| {
        (
            Segment {
                id: item.id.into(),
                text: item.text.into(),
            },
            length,
        )
    });
    let cut = if fits { Vec::new() } else { cut(item, most) };
    whole.into_iter().chain(cut)
}

/// An item that is too long, cut at sentence borders where that is possible.
fn cut<'a>(item: &Item<'a>, most: usize) -> Vec<(Segment<'a>, usize)> {
    let mut texts: Vec<(String, usize)> = Vec::new();
    for range in sentences(item.text) {
        for piece in short_pieces(&item.text[range], most) {
            let length = piece.chars().count();
            match texts.last_mut() {
                Some((last, used)) if *used + 1 + length <= most => {
                    last.push(' ');
                    last.push_str(piece);
                    *used += 1 + length;
                }
                _ => texts.push((piece.to_owned(), length)),
            }
        }
    }
    let numbered = (1..).zip(texts);
    let segment = |(number, (text, length)): (usize, (String, usize))| {
        let id = format!("{}.{number}", item.id);
        (
            Segment {
                id: id.into(),
                text: text.into(),
            },
            length,
        )
    };
    numbered.map(segment).collect()
}

/// Cuts a sentence that is too long at the last end of a clause in reach,
/// else at the last space, else where it must.
fn short_pieces(sentence: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = sentence.trim();
    while let Some((limit, _)) = rest.char_indices().nth(most) {
        let reach = &rest[..limit];
        let at = clause_end(reach)
            .or_else(|| reach.rfind(char::is_whitespace))
            .filter(|at| *at > 0)
            .unwrap_or(limit);
        pieces.push(rest[..at].trim_end());
        rest = rest[at..].trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// Where the last clause ends, unless that is near the beginning: a short
/// piece says little.
fn clause_end(reach: &str) -> Option<usize> {
    let ends = [", ", "; ", ": ", " \u{2013} ", " \u{2014} "];
    ends.iter()
        .filter_map(|end| Some(reach.rfind(end)? + end.len()))
        .max()
        .filter(|at| *at > reach.len() / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits {
        items: 3,
        characters: 100,
        item_characters: 40,
    };

    fn plan(texts: &[String]) -> Plan<'_> {
        let ids = ["p0", "p1", "p2", "p3", "p4"].iter();
        let items = ids.zip(texts).map(|(id, text)| Item { id, text });
        Plan::new(&items.collect::<Vec<Item>>(), LIMITS)
    }

    #[test]
    fn an_article_that_fits_is_one_request() {
        let texts = ["Satu.".into(), "Dua.".into()];
        let plan = plan(&texts);
        assert_eq!(plan.requests.len(), 1);
        assert_eq!(plan.requests[0][1].id, "p1");
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_where_a_clause_ends() {
        let sentence = "Warga mengungsi ke balai desa, petugas mendirikan tenda di lapangan";
        assert_eq!(
            short_pieces(sentence, 40),
            [
                "Warga mengungsi ke balai desa,",
                "petugas mendirikan tenda di lapangan"
            ]
        );
        assert_eq!(
            short_pieces("Ya, warga mengungsi ke desa", 20),
            ["Ya, warga mengungsi", "ke desa"]
        );
        assert_eq!(short_pieces("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    proptest! {
        #[test]
        fn join_of_split_is_the_same_and_limits_hold(
            texts in prop::collection::vec("[A-Za-z,.]{1,12}( [A-Za-z,.]{1,60}){0,12}", 1..6)
        ) {
            let plan = plan(&texts);
            let mut all = Vec::new();
            for request in &plan.requests {
                prop_assert!(request.len() <= LIMITS.items);
                let characters: usize = request.iter().map(|s| s.text.chars().count()).sum();
                prop_assert!(characters <= LIMITS.characters);
                for segment in request {
                    prop_assert!(segment.text.chars().count() <= LIMITS.item_characters);
                    all.push(segment.text.to_string());
                }
            }
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let joined: Vec<String> = plan.join(all).iter().map(|t| squeeze(t)).collect();
            let sent: Vec<String> = texts.iter().map(|t| squeeze(t)).collect();
            prop_assert_eq!(joined, sent);
        }
    }
}
