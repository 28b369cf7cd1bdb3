//! The prompts: embedded, overridable file by file, with strict holes.
//!
//! A template's holes are written `{{name}}`. A template that lacks a hole
//! it must have, or has one that nothing fills, is refused before anything
//! is sent.

use sha2::{Digest, Sha256};

use crate::carrier::{Carrier, Wanted};
use crate::sentence::sentences;

/// One of the built-in templates.
#[derive(Debug)]
pub struct Template {
    /// Its file name without `.md`.
    pub name: &'static str,
    /// The built-in text.
    pub text: &'static str,
    /// The holes it must have, and may have.
    pub holes: &'static [&'static str],
}

macro_rules! template {
    ($name:literal, $($hole:literal),*) => {
        Template {
            name: $name,
            text: include_str!(concat!("../prompts/", $name, ".md")),
            holes: &[$($hole),*],
        }
    };
}

/// Every built-in template.
pub const TEMPLATES: &[Template] = &[
    template!("role",),
    template!("translation", "target_language"),
    template!(
        "summary",
        "target_language",
        "summary_shape",
        "summary_words"
    ),
    template!("tagged", "answer_form"),
    template!("schema", "answer_form"),
    template!("question", "notes", "boundary", "article"),
    template!("repair", "findings", "context"),
];

/// The shape of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SummaryStyle {
    /// One sentence.
    Sentence,
    /// Two to four sentences.
    #[default]
    Brief,
    /// Three to five short points.
    Bullets,
}

impl SummaryStyle {
    /// The style of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "sentence" => Some(Self::Sentence),
            "brief" => Some(Self::Brief),
            "bullets" => Some(Self::Bullets),
            _ => None,
        }
    }

    /// The name used in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Brief => "brief",
            Self::Bullets => "bullets",
        }
    }

    /// Most sentences.
    #[must_use]
    pub fn most_sentences(self) -> usize {
        match self {
            Self::Sentence => 1,
            Self::Brief => 4,
            Self::Bullets => 5,
        }
    }

    fn shape(self) -> &'static str {
        match self {
            Self::Sentence => "one sentence",
            Self::Brief => "two to four sentences, each on a line of its own",
            Self::Bullets => {
                "three to five short points, each on a line of its own, without bullet characters"
            }
        }
    }
}

/// What a summary is to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SummaryShape {
    /// Most words.
    pub words: usize,
    /// Its shape.
    pub style: SummaryStyle,
}

/// A shorter sentence could be anybody's, in bytes.
const CANARY: usize = 24;

/// So many of a template's longest sentences are looked for in answers.
const LONGEST_CANARIES: usize = 2;

/// A template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// A hole that nothing fills.
    #[error(
        "prompt {file}.md has the hole {{{{{hole}}}}}, which nothing fills; remove it (known here: {known})"
    )]
    Unknown {
        /// The template.
        file: String,
        /// The hole.
        hole: String,
        /// The holes it may have.
        known: String,
    },
    /// A hole that is missing.
    #[error(
        "prompt {file}.md lacks the hole {{{{{hole}}}}}; add it, or start from `alih prompts show {file}`"
    )]
    Missing {
        /// The template.
        file: String,
        /// The hole.
        hole: String,
    },
    /// A hole without its end.
    #[error("prompt {file}.md opens a hole with {{{{ and does not close it; add }}}}")]
    Unclosed {
        /// The template.
        file: String,
    },
}

/// The prompts of a run.
#[derive(Clone, Debug)]
pub struct Prompts {
    texts: Vec<String>,
    fingerprint: String,
}

impl Prompts {
    /// The built-in prompts, with those that `given` replaces: pairs of a
    /// template's name and its text.
    ///
    /// # Errors
    /// A template with a hole too many or too few.
    pub fn new(given: &[(String, String)]) -> Result<Self, PromptError> {
        let mut texts = Vec::with_capacity(TEMPLATES.len());
        let mut hash = Sha256::new();
        for template in TEMPLATES {
            let own = given.iter().find(|(name, _)| name == template.name);
            let text = own.map_or(template.text, |(_, text)| text.as_str());
            if own.is_some() {
                check(template, text)?;
            }
            hash.update(text.len().to_le_bytes());
            hash.update(text.as_bytes());
            texts.push(text.trim_end().to_owned());
        }
        let digest = hash.finalize();
        let fingerprint = digest[..6]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self { texts, fingerprint })
    }

    /// Twelve hexadecimal digits that change when any prompt changes.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The instructions: the same for every article of a run.
    #[must_use]
    pub fn system(
        &self,
        wanted: Wanted,
        carrier: Carrier,
        target: &str,
        summary: SummaryShape,
    ) -> String {
        let target_language = language_name(target);
        let words = summary.words.to_string();
        let mut blocks = vec![self.text("role").to_owned()];
        if wanted.translation() {
            let holes = [("target_language", target_language)];
            blocks.push(fill(self.text("translation"), &holes));
        }
        if wanted.summary() {
            let holes = [
                ("target_language", target_language),
                ("summary_shape", summary.style.shape()),
                ("summary_words", words.as_str()),
            ];
            blocks.push(fill(self.text("summary"), &holes));
        }
        let (file, form) = match carrier {
            Carrier::Tagged => ("tagged", tagged_form(wanted)),
            Carrier::Schema => ("schema", schema_form(wanted)),
        };
        blocks.push(fill(self.text(file), &[("answer_form", &form)]));
        blocks.join("\n\n")
    }

    /// The question: notes on this article (glossary, date), then its parts.
    #[must_use]
    pub fn question(&self, notes: &str, boundary: &str, article: &str) -> String {
        let holes = [
            ("notes", notes),
            ("boundary", boundary),
            ("article", article),
        ];
        fill(self.text("question"), &holes)
    }

    /// The note that asks for a part again.
    #[must_use]
    pub fn repair(&self, findings: &str, context: &str) -> String {
        fill(
            self.text("repair"),
            &[("findings", findings), ("context", context)],
        )
    }

    /// Sentences of the instructions that no article holds: the first and the
    /// longest ones of each template. Where an answer has one, the model
    /// told what it was told.
    #[must_use]
    pub fn canaries(&self) -> Vec<String> {
        let mut found = Vec::new();
        for name in ["role", "translation", "summary", "tagged", "schema"] {
            let mut whole: Vec<&str> = self
                .text(name)
                .lines()
                .flat_map(|line| sentences(line).into_iter().map(move |at| &line[at]))
                .map(|sentence| sentence.trim_start_matches("- "))
                .filter(|sentence| sentence.len() >= CANARY && !sentence.contains(['{', '}']))
                .collect();
            let first = whole.first().copied();
            whole.sort_by_key(|sentence| std::cmp::Reverse(sentence.len()));
            whole.truncate(LONGEST_CANARIES);
            found.extend(first.into_iter().chain(whole).map(str::to_owned));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn text(&self, name: &str) -> &str {
        let at = TEMPLATES.iter().position(|template| template.name == name);
        at.map_or("", |at| self.texts[at].as_str())
    }
}

fn tagged_form(wanted: Wanted) -> String {
    let mut form = String::new();
    if wanted.translation() {
        form.push_str("[[CODE:title]]\nthe translated headline\n[[CODE:p1]]\nthe translated part\n(and so on: every part that was sent, once, in order)\n");
    }
    if wanted.summary() {
        form.push_str("[[CODE:summary]]\n[p1 p2] a sentence of the summary, after the ids of the parts it rests on\n[p4] the next sentence\n");
    }
    form.push_str("[[CODE:end]]");
    form
}

fn schema_form(wanted: Wanted) -> String {
    let mut fields = Vec::new();
    if wanted.translation() {
        fields.push(r#""parts": [{"id": "title", "text": "…"}, {"id": "p1", "text": "…"}]"#);
    }
    if wanted.summary() {
        fields.push(r#""summary": [{"parts": ["p1", "p2"], "text": "…"}]"#);
    }
    format!(
        "{{{}}}\n\nevery part that was sent, once, in order",
        fields.join(", ")
    )
}

/// The name of a target language as instructions give it.
#[must_use]
pub fn language_name(code: &str) -> &str {
    match code {
        "en" | "en-US" => "American English",
        "en-GB" => "British English",
        other => other,
    }
}

/// Fills holes. Pure text replacement in one pass: what is filled in is
/// never looked at again, so an article full of braces stays as it is.
fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    let size: usize = holes.iter().map(|(_, text)| text.len()).sum();
    let mut filled = String::with_capacity(template.len() + size);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        if let Some((_, text)) = holes.iter().find(|(own, _)| *own == name.trim()) {
            filled.push_str(text);
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn check(template: &Template, text: &str) -> Result<(), PromptError> {
    let file = || template.name.to_owned();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let (name, behind) = after
            .split_once("}}")
            .ok_or_else(|| PromptError::Unclosed { file: file() })?;
        let name = name.trim();
        if !template.holes.contains(&name) {
            return Err(PromptError::Unknown {
                file: file(),
                hole: name.to_owned(),
                known: template.holes.join(", "),
            });
        }
        found.push(name);
        rest = behind;
    }
    match template.holes.iter().find(|hole| !found.contains(hole)) {
        None => Ok(()),
        Some(hole) => Err(PromptError::Missing {
            file: file(),
            hole: (*hole).to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: SummaryShape = SummaryShape {
        words: 60,
        style: SummaryStyle::Brief,
    };

    #[test]
    fn the_built_in_templates_have_their_holes() {
        for template in TEMPLATES {
            check(template, template.text).unwrap();
        }
    }

    #[test]
    fn no_hole_is_left_open() {
        let prompts = Prompts::new(&[]).unwrap();
        for wanted in [Wanted::Translation, Wanted::Summary, Wanted::Both] {
            for carrier in [Carrier::Tagged, Carrier::Schema] {
                let text = prompts.system(wanted, carrier, "en-GB", SHAPE);
                assert!(!text.contains("{{"), "{text}");
                assert!(text.contains("British English"));
            }
        }
    }

    #[test]
    fn an_article_full_of_braces_stays_as_it_is() {
        let prompts = Prompts::new(&[]).unwrap();
        let text = prompts.question("", "abc", "{{boundary}} ${HOME} {{notes}} }}{{");
        assert!(
            text.ends_with("{{boundary}} ${HOME} {{notes}} }}{{"),
            "{text}"
        );
    }

    #[test]
    fn every_template_has_canaries_and_none_has_a_hole() {
        let canaries = Prompts::new(&[]).unwrap().canaries();
        assert!((8..=15).contains(&canaries.len()), "{canaries:?}");
        let system: String = TEMPLATES.iter().map(|template| template.text).collect();
        for canary in &canaries {
            assert!(system.contains(canary.as_str()), "{canary}");
        }
        assert!(canaries.iter().any(|own| own.starts_with("You work")));
    }

    #[test]
    fn a_changed_prompt_changes_the_fingerprint() {
        let own = [("role".to_owned(), "Be brief.".to_owned())];
        let changed = Prompts::new(&own).unwrap();
        assert_ne!(
            changed.fingerprint(),
            Prompts::new(&[]).unwrap().fingerprint()
        );
    }

    #[test]
    fn holes_are_strict() {
        for (name, text, words) in [
            ("role", "Hello {{name}}", "nothing fills"),
            ("summary", "In {{target_language}}", "lacks the hole"),
            ("translation", "Into {{target_language", "does not close"),
        ] {
            let error = Prompts::new(&[(name.to_owned(), text.to_owned())]).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
    }
}
