//! What the mock endpoint answers to a question.

use crate::translate::translate;

/// Answers a chat: the marked parts of the question, translated, under the
/// same markers, with a summary where the instructions show one; or, where
/// nothing is marked, the translation of the whole question.
pub fn answer(instructions: &str, question: &str) -> String {
    let mut text = String::with_capacity(question.len() + question.len() / 2);
    match boundary(question) {
        Some(boundary) => tagged(instructions, question, boundary, &mut text),
        None => translate(question, &mut text),
    }
    text
}

/// The code of the first marker, `[[CODE:ID]]`.
fn boundary(question: &str) -> Option<&str> {
    let (_, rest) = question.split_once("[[")?;
    let (boundary, _) = rest.split_once(':')?;
    (boundary.len() <= 64).then_some(boundary)
}

fn tagged(instructions: &str, question: &str, boundary: &str, text: &mut String) {
    let opening = format!("[[{boundary}:");
    let wants_translation = instructions.contains("[[CODE:p1]]");
    let mut summary = None;
    for piece in question.split(opening.as_str()).skip(1) {
        let Some((id, part)) = piece.split_once("]]") else {
            continue;
        };
        let part = part.trim();
        if id == "end" {
            break;
        }
        if id != "title" && summary.is_none() {
            summary = Some((id, part));
        }
        if wants_translation {
            mark(text, &opening, id);
            translate(part, text);
            text.push('\n');
        }
    }
    if instructions.contains("[[CODE:summary]]")
        && let Some((id, part)) = summary
    {
        mark(text, &opening, "summary");
        text.push_str(&format!("[{id}] "));
        let sentence = part.split_once(". ").map_or(part, |(first, _)| first);
        translate(sentence.trim_end_matches('.'), text);
        text.push_str(".\n");
    }
    mark(text, &opening, "end");
}

fn mark(text: &mut String, opening: &str, id: &str) {
    text.push_str(opening);
    text.push_str(id);
    text.push_str("]]\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "[[CODE:title]] [[CODE:p1]] [[CODE:summary]]";

    #[test]
    fn every_part_comes_back_under_its_marker() {
        let question = "The code is ab12.\n\n[[ab12:title]]\nHarga naik\n[[ab12:p1]]\nWarga di sini. Ada.\n[[ab12:end]]\n";
        let expected = "[[ab12:title]]\nThe price of rises by\n[[ab12:p1]]\nResidents in sini. Were.\n[[ab12:summary]]\n[p1] Residents in sini.\n[[ab12:end]]\n";
        let given = answer(BOTH, question);
        assert_eq!(given.to_lowercase(), expected.to_lowercase());
    }

    #[test]
    fn plain_text_is_translated_whole() {
        assert_eq!(answer("", "dan di").to_lowercase(), "and in");
    }
}
