//! Summaries that are true, and what is invented into them.

use alih::article::{Flag, PartKind, Severity, Summary, SummaryKind, SummarySentence};
use alih::glossary::Glossary;
use alih::guard::{Document, Pair, Thresholds, check_summary};
use fastrand::Rng;

use super::injections::Paragraph;

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

/// Prints how many true summaries are doubted, and how many inventions found.
pub fn report(articles: &[Vec<Paragraph>], references: &[&[String]], seed: u64, show: bool) {
    let mut random = Rng::with_seed(seed);
    let (mut claims, mut doubted) = (0, 0);
    let mut found = [("figure", 0, 0), ("name", 0, 0), ("quotation", 0, 0)];
    for (article, reference) in articles.iter().zip(references) {
        for (at, paragraph) in article.iter().enumerate() {
            let from = at * paragraph.target.len();
            let Some(sentence) = reference.get(from..).and_then(<[String]>::first) else {
                continue;
            };
            let (part, clean) = (format!("p{}", at + 1), errors(article, at, sentence));
            claims += 1;
            doubted += usize::from(!clean.is_empty());
            if show && !clean.is_empty() {
                let messages: Vec<&str> = clean.iter().map(|flag| flag.message.as_str()).collect();
                println!(
                    "{part} {sentence}\n   {}\n   {}\n",
                    paragraph.target(),
                    messages.join(" | ")
                );
            }
            if !clean.is_empty() {
                continue;
            }
            for (kind, cases, caught) in &mut found {
                let Some(lie) = invent(kind, sentence, &mut random) else {
                    continue;
                };
                *cases += 1;
                let found = !errors(article, at, &lie).is_empty();
                *caught += usize::from(found);
                if show && !found {
                    println!(
                        "MISSED {kind} {lie}\n   {}\n   {}\n",
                        paragraph.target(),
                        paragraph.source
                    );
                }
            }
        }
    }
    println!("  summaries: {doubted} of {claims} true sentences doubted");
    for (kind, cases, caught) in found {
        println!(
            "  {:34} {cases:5} {:7.1}",
            format!("invented {kind}"),
            super::share(caught, cases)
        );
    }
}

fn invent(kind: &str, sentence: &str, random: &mut Rng) -> Option<String> {
    match kind {
        "figure" => {
            let place = sentence.find(|letter: char| letter.is_ascii_digit())?;
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

/// Errors of a summary of one sentence that rests on one paragraph.
fn errors(article: &[Paragraph], part: usize, sentence: &str) -> Vec<Flag> {
    let glossary = Glossary::starter();
    let thresholds = Thresholds::default();
    let name = format!("p{}", part + 1);
    let target = article[part].target();
    let pair = Pair {
        part: &name,
        kind: PartKind::Body,
        source: &article[part].source,
        target: &target,
        leave_out: &[],
    };
    let document = Document {
        pairs: vec![pair],
        published: None,
        glossary: &glossary,
        target_language: "en-US",
        thresholds: &thresholds,
    };
    let sentence = SummarySentence {
        text: sentence.to_owned(),
        parts: vec![name.clone()],
    };
    let summary = Summary {
        kind: SummaryKind::Abstractive,
        sentences: vec![sentence],
    };
    let mut flags = check_summary(&summary, &document, 60);
    flags.retain(|flag| flag.severity == Severity::Error);
    flags
}
