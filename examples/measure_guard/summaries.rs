//! Summaries that are true, and what is invented into them.
//!
//! A true summary is here one sentence that rests on one paragraph: a sentence
//! of the translation itself, of another engine's translation of the same
//! source, or of a human translation. The last often differs in fact.

use alih::article::{Flag, PartKind, Severity, Summary, SummaryKind, SummarySentence};
use alih::guard::{Document, Pair, Thresholds, check_summary};
use fastrand::Rng;

use super::injections::Paragraph;

/// Inventions of each kind.
const CASES: usize = 500;

const NAMES: [&str; 8] = [
    "Sutrisno",
    "Wonogiri",
    "Halvorsen",
    "Maruyama",
    "Okonkwo",
    "Tegal",
    "Brzezinski",
    "Larasati",
];

const QUOTATIONS: [&str; 4] = [
    "we will never accept this plan",
    "the worst day of my life",
    "nobody warned the villagers",
    "a gift to our grandchildren",
];

/// Sentences that are taken for true: who wrote them, and all of them in the
/// order of the source.
pub type Truth<'a> = (&'a str, &'a [String]);

/// Prints how many true summaries are doubted, and how many inventions found.
pub fn report(articles: &[Vec<Paragraph>], truths: &[Truth], seed: u64, show: bool) {
    for (by, sentences) in truths {
        let claims = claims(articles, sentences);
        let mut doubted = 0;
        for claim in &claims {
            let found = claim.errors(claim.sentence);
            doubted += usize::from(!found.is_empty());
            if show && !found.is_empty() {
                let messages: Vec<&str> = found.iter().map(|flag| flag.message.as_str()).collect();
                println!(
                    "DOUBTED {by}: {}\n   {}",
                    claim.sentence,
                    messages.join(" | ")
                );
                println!("   {}\n", claim.paragraph.target());
            }
        }
        println!(
            "  true sentences by {by}: {doubted} of {} doubted ({:.1} %)",
            claims.len(),
            super::share(doubted, claims.len())
        );
        let mut random = Rng::with_seed(seed);
        let clean: Vec<&Claim> = claims
            .iter()
            .filter(|claim| claim.errors(claim.sentence).is_empty())
            .collect();
        for kind in ["figure", "name", "quotation"] {
            let (mut cases, mut caught) = (0, 0);
            for _ in 0..CASES * 50 {
                if cases == CASES || clean.is_empty() {
                    break;
                }
                let claim = clean[random.usize(..clean.len())];
                let Some(lie) = invent(kind, claim.sentence, &mut random) else {
                    continue;
                };
                cases += 1;
                let found = !claim.errors(&lie).is_empty();
                caught += usize::from(found);
                if show && !found {
                    println!(
                        "MISSED {kind} {by}: {lie}\n   {}\n",
                        claim.paragraph.target()
                    );
                }
            }
            println!(
                "    {:32} {cases:5} {:7.1}",
                format!("invented {kind}"),
                super::share(caught, cases)
            );
        }
    }
}

/// A sentence and the paragraph it rests on.
struct Claim<'a> {
    paragraph: &'a Paragraph,
    sentence: &'a str,
}

fn claims<'a>(articles: &'a [Vec<Paragraph>], sentences: &'a [String]) -> Vec<Claim<'a>> {
    let paragraphs = articles.iter().flatten();
    let resting = paragraphs.flat_map(|one| std::iter::repeat_n(one, one.sources.len()));
    // Some files hold letters that were encoded twice; no name is the same in
    // two of them.
    let damaged = |text: &str| text.contains(['Ã', 'ã', 'â', '\u{80}']);
    let claims = resting.zip(sentences);
    claims
        .filter(|(paragraph, sentence)| !damaged(&paragraph.target()) && !damaged(sentence))
        .map(|(paragraph, sentence)| Claim {
            paragraph,
            sentence,
        })
        .collect()
}

fn invent(kind: &str, sentence: &str, random: &mut Rng) -> Option<String> {
    match kind {
        "figure" => {
            let places: Vec<usize> = sentence
                .char_indices()
                .filter(|(_, letter)| letter.is_ascii_digit())
                .map(|(at, _)| at)
                .collect();
            let place = *places.get(random.usize(..places.len().max(1)))?;
            let old = sentence.as_bytes()[place];
            let new = b'1' + (old - b'0' + random.u8(0..7)) % 9;
            (new != old).then(|| {
                let mut text = sentence.to_owned();
                text.replace_range(place..=place, &char::from(new).to_string());
                text
            })
        }
        "name" => {
            let words: Vec<&str> = sentence.split(' ').collect();
            let is_name = |at: &usize| {
                words[*at].starts_with(|letter: char| letter.is_uppercase())
                    && !words[*at - 1].ends_with(['.', '"', '?', '!'])
            };
            let names: Vec<usize> = (1..words.len()).filter(is_name).collect();
            let place = *names.get(random.usize(..names.len().max(1)))?;
            let mut words = words;
            words[place] = NAMES[random.usize(..NAMES.len())];
            Some(words.join(" "))
        }
        _ => {
            let said = QUOTATIONS[random.usize(..QUOTATIONS.len())];
            Some(format!(
                "{} and said, \"{said}.\"",
                sentence.trim_end_matches('.')
            ))
        }
    }
}

impl Claim<'_> {
    /// Errors of a summary that is this sentence alone.
    fn errors(&self, sentence: &str) -> Vec<Flag> {
        let glossary = super::GLOSSARY.with(Clone::clone);
        let thresholds = Thresholds::default();
        let target = self.paragraph.target();
        let document = Document {
            pairs: vec![Pair {
                part: "p1",
                kind: PartKind::Body,
                source: &self.paragraph.source,
                target: &target,
                leave_out: &[],
            }],
            published: None,
            glossary: &glossary,
            target_language: "en-US",
            thresholds: &thresholds,
        };
        let summary = Summary {
            kind: SummaryKind::Abstractive,
            sentences: vec![SummarySentence {
                text: sentence.to_owned(),
                parts: vec!["p1".to_owned()],
            }],
        };
        let mut flags = check_summary(&summary, &document, 60);
        flags.retain(|flag| flag.severity == Severity::Error);
        flags
    }
}
