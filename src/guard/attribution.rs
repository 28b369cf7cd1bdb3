//! Whether a claim stays somebody's claim.

use std::sync::LazyLock;

use crate::word::{Keys, key};

use super::support::Support;
use super::text::{Text, Token};

/// Words by which news tells that somebody claims, in both languages.
const CLAIMS: &str = "said says say according told tells stated states claimed claims claim \
    allegedly alleged reportedly reported report reports accused accusing suspected suspect \
    believed announced announces added explained denied denies denying warned warns argued \
    confirmed insisted described describes called calls estimated expected estimates believes \
    thought asked urged urges insists quoted testified wrote writes noted statement spokesman \
    spokesperson spokeswoman saying claiming stating admitted admits considered revealed \
    suggested suggests predicts predicted showed shows found finds";

static ENGLISH: LazyLock<Keys> = LazyLock::new(|| CLAIMS.split_whitespace().map(key).collect());

/// Whether what a sentence tells as a fact is a claim where it comes from: the
/// target sentence that it is most like speaks of somebody's saying it.
pub fn is_lost(claim: &Text, support: &Support) -> bool {
    let claims = |tokens: &[Token]| tokens.iter().any(|token| ENGLISH.contains(&token.word.key));
    if claims(&claim.tokens) || !claim.marks.quotations.is_empty() {
        return false;
    }
    let keys = |tokens: &[Token]| -> Vec<u64> {
        let mut keys: Vec<u64> = tokens.iter().map(|token| token.word.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let content = claim.tokens.iter().copied();
    let content: Vec<Token> = content.filter(|token| !token.is_function_word()).collect();
    let content = keys(&content);
    let shared = |tokens: &[Token]| {
        let keys = keys(tokens);
        let known = keys.iter().filter(|key| content.binary_search(key).is_ok());
        known.count()
    };
    let sentences = support
        .targets()
        .flat_map(|text| text.sentences.iter().map(|sentence| text.of(sentence)));
    let nearest = sentences
        .map(|tokens| (shared(tokens), tokens))
        .max_by_key(|(shared, _)| *shared);
    nearest.is_some_and(|(shared, tokens)| shared * 2 >= content.len() && claims(tokens))
}
