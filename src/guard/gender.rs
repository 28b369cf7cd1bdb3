//! He and she, where the source has only "dia", "ia", "beliau" or "-nya".

use crate::article::{Flag, Severity};

use super::Article;
use super::lexicon::Classes;

/// A pronoun, and the words of the source that support it.
struct Pronoun {
    pronoun: Classes,
    support: Classes,
    name: &'static str,
}

const PRONOUNS: [Pronoun; 2] = [
    Pronoun {
        pronoun: Classes::HE,
        support: Classes::MAN,
        name: "he",
    },
    Pronoun {
        pronoun: Classes::SHE,
        support: Classes::WOMAN,
        name: "she",
    },
];

/// Pronouns for which nothing in the article speaks; the first of each part.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    let sources = article
        .readings
        .iter()
        .map(|reading| reading.source.classes());
    let supported = sources.fold(Classes::default(), Classes::and);
    for Pronoun {
        pronoun,
        support,
        name,
    } in PRONOUNS
    {
        if supported.has(support) {
            continue;
        }
        let readings = article.readings.iter();
        for reading in readings.filter(|reading| reading.target.classes().has(pronoun)) {
            let tokens = &reading.target.tokens;
            let Some(token) = tokens.iter().find(|token| token.entry.classes.has(pronoun)) else {
                continue;
            };
            let message = format!("Nothing in the source says \"{name}\"; check, or use the name.");
            let at = token.word.start..token.word.end;
            flags.push(reading.flag_target("gender.unsupported", Severity::Warning, at, message));
        }
    }
}
