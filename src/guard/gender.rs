//! He and she, where the source has only "dia", "ia", "beliau" or "-nya".

use crate::article::{Flag, Severity};

use super::Article;
use super::lexicon::Classes;
use super::text::Token;

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
    for Pronoun {
        pronoun,
        support,
        name,
    } in PRONOUNS
    {
        let has = |class| move |token: &Token| token.entry.classes.any(class);
        let mut sources = article
            .readings
            .iter()
            .map(|reading| &reading.source.tokens);
        if sources.any(|tokens| tokens.iter().any(has(support))) {
            continue;
        }
        for reading in &article.readings {
            let Some(token) = reading
                .target
                .tokens
                .iter()
                .find(|token| has(pronoun)(token))
            else {
                continue;
            };
            let message = format!("Nothing in the source says \"{name}\"; check, or use the name.");
            let at = token.word.start..token.word.end;
            flags.push(reading.flag_target("gender.unsupported", Severity::Warning, at, message));
        }
    }
}
