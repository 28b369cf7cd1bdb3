//! Good replies of every kind and carrier, damaged by chance from a seed, and
//! read as the program reads them: none passes with wrong parts.
//!
//! A part is wrong when it holds words of another part, or nothing that is
//! its own, or the code between parts, or when its figure is another one and
//! no check says so. Other damage that stays inside the words of one part is
//! what a model might as well have written, and only counted here.

use std::collections::BTreeMap;

use alih::article::{PartKind, Severity};
use alih::ask::{check_texts, unpack};
use alih::carrier::{Carrier, Segment, Wanted};
use alih::glossary::Glossary;
use alih::guard::{self, Document, Pair, Thresholds};
use alih::provider::{
    ChatAnswer, ChatQuestion, Endpoint, Fault, Reply, StreamReader, TextsQuestion, Voice as Kind,
};
use alih::settings::{Environment, Layers, Role, resolve_endpoint};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::support::vendor::{CHATS, ENGINES, Vendor, Voice};

#[path = "damage/batch.rs"]
mod batch;
#[path = "damage/blow.rs"]
mod blow;

/// What came of all replies.
#[derive(Default)]
pub struct Tally {
    /// Replies that were damaged.
    pub damaged: u64,
    /// Passed, and every word is as it was.
    pub unharmed: u64,
    /// Passed with damage inside the words of a part.
    pub inside: u64,
    /// Refused, by reason.
    pub refused: BTreeMap<&'static str, u64>,
    /// A whole answer by its form, with a part's words or figure in another
    /// place; the checks flag it with an error, so it is not ok.
    pub flagged: u64,
    /// Would be ok with a wrong part, and how to see it again.
    pub wrong: Vec<String>,
}

/// Every vendor with its endpoint.
pub fn desks() -> Vec<(&'static Vendor, Endpoint)> {
    let vendors = CHATS.iter().chain(&ENGINES);
    vendors.map(|vendor| (vendor, endpoint(vendor))).collect()
}

fn endpoint(vendor: &Vendor) -> Endpoint {
    let table = vendor.table("desk", "http://127.0.0.1:9");
    let layers = Layers {
        environment: Environment {
            variables: vec![("TEST_KEY".to_owned(), "x".to_owned())],
            ..Environment::default()
        },
        files: vec![("alih.toml".into(), table.parse().unwrap())],
        ..Layers::default()
    };
    resolve_endpoint("desk", Role::Main, &layers)
        .unwrap()
        .endpoint
}

/// Damages so many replies, the first of them by this seed.
pub fn run(desks: &[(&'static Vendor, Endpoint)], first: u64, count: u64) -> Tally {
    let mut tally = Tally {
        damaged: count,
        ..Tally::default()
    };
    for seed in first..first + count {
        let mut random = Rng::with_seed(seed);
        let (vendor, endpoint) = &desks[random.usize(..desks.len())];
        // Words by chance may be a loop, which is an error by itself.
        let story = std::iter::repeat_with(|| Story::new(&mut random, 0))
            .find(|story| story.errors(&story.english) == 0)
            .unwrap();
        let (blow, heard) = match &vendor.voice {
            Voice::Chat { .. } => chat(vendor, endpoint, &story, &mut random),
            Voice::Texts { .. } => texts(vendor, endpoint, &story, &mut random),
        };
        match heard {
            Err(fault) => *tally.refused.entry(fault.reason.name()).or_insert(0) += 1,
            Ok(texts) => match story.judge(&texts) {
                Judgement::Same => tally.unharmed += 1,
                Judgement::Inside => tally.inside += 1,
                Judgement::Wrong(_) if story.errors(&texts) > 0 => tally.flagged += 1,
                Judgement::Wrong(why) => tally
                    .wrong
                    .push(format!("seed {seed}, {}, {blow}: {why}", vendor.service)),
            },
        }
    }
    tally
}

/// Parts, each of which begins and ends with a word that stands nowhere else,
/// and has a figure of its own.
struct Story {
    first: usize,
    segments: Vec<Segment<'static>>,
    english: Vec<String>,
    figures: Vec<String>,
    boundary: String,
}

enum Judgement {
    Same,
    Inside,
    Wrong(String),
}

/// No story has more.
const MOST_PARTS: usize = 5;

const INDONESIAN: [&str; 12] = [
    "warga",
    "banjir",
    "rumah",
    "hujan",
    "petugas",
    "jembatan",
    "desa",
    "lumpur",
    "bantuan",
    "sungai",
    "sekolah",
    "\"katanya\"",
];
const ENGLISH: [&str; 12] = [
    "residents",
    "flood",
    "houses",
    "rain",
    "officers",
    "bridge",
    "village",
    "mud",
    "aid",
    "river",
    "school",
    "\"he said\"",
];

impl Story {
    /// A story whose parts are marked by the letters from this one.
    fn new(random: &mut Rng, first: usize) -> Self {
        let count = random.usize(2..=MOST_PARTS);
        let mut story = Self {
            first,
            segments: Vec::new(),
            english: Vec::new(),
            figures: Vec::new(),
            boundary: format!("{:08x}", random.u32(..)),
        };
        for number in 0..count {
            let id = match number {
                0 => "title".to_owned(),
                number => format!("p{number}"),
            };
            let words: Vec<usize> = (0..random.usize(12..24))
                .map(|_| random.usize(..ENGLISH.len()))
                .collect();
            let said = |from: &[&str; 12]| -> String {
                let words: Vec<&str> = words.iter().map(|at| from[*at]).collect();
                words.join(" ")
            };
            let (thousand, rest) = (2 + 2 * number, random.usize(100..1000));
            let text = format!(
                "Bagian ini {} {thousand}.{rest} rumah selesai.",
                said(&INDONESIAN)
            );
            let many = letters(first + number);
            let english = format!(
                "Opening{many} {} {thousand},{rest} houses closing{many}.",
                said(&ENGLISH)
            );
            story.segments.push(Segment {
                id: id.into(),
                text: text.into(),
            });
            story.english.push(english);
            story.figures.push(format!("{thousand}{rest}"));
        }
        story
    }

    /// Parts with an error, by the checks that every translation goes through.
    fn errors(&self, texts: &[String]) -> usize {
        let (glossary, thresholds) = (Glossary::default(), Thresholds::default());
        let both = self.segments.iter().zip(texts);
        let pairs = both
            .map(|(segment, target)| Pair {
                part: &segment.id,
                kind: PartKind::Body,
                source: &segment.text,
                target,
                leave_out: &[],
            })
            .collect();
        let flags = guard::check(&Document {
            pairs,
            published: None,
            glossary: &glossary,
            target_language: "en-US",
            thresholds: &thresholds,
        });
        flags
            .iter()
            .filter(|flag| flag.severity == Severity::Error)
            .count()
    }

    fn judge(&self, texts: &[String]) -> Judgement {
        if texts == self.english {
            return Judgement::Same;
        }
        if texts.len() != self.english.len() {
            return Judgement::Wrong(format!("{} parts", texts.len()));
        }
        for (number, text) in texts.iter().enumerate() {
            // Of a word that was hit a stretch is left.
            let holds = |letter: usize| text.contains(&letters(letter)[..5]);
            let own = self.first + number;
            let foreign = (0..2 * MOST_PARTS).any(|other| other != own && holds(other));
            if foreign || !holds(own) || text.contains(&self.boundary) {
                return Judgement::Wrong(format!("part {number} is {text:?}"));
            }
            if !figures(text).contains(&self.figures[number]) {
                return Judgement::Wrong(format!("part {number} has another figure: {text:?}"));
            }
        }
        Judgement::Inside
    }
}

/// What marks a part, ten times.
fn letters(number: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(number).unwrap());
    letter.to_string().repeat(10)
}

/// The figures of an English text, without the commas between thousands.
fn figures(text: &str) -> Vec<String> {
    let digits = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let words = text
        .split(|c: char| !digits(c))
        .map(|word| word.trim_end_matches(['.', ',']));
    words.map(|word| word.replace(',', "")).collect()
}

type Heard = (String, Result<Vec<String>, Fault>);

fn chat(vendor: &Vendor, endpoint: &Endpoint, story: &Story, random: &mut Rng) -> Heard {
    let carrier = match random.bool() {
        true => Carrier::Tagged,
        false => Carrier::Schema,
    };
    let wanted = match random.bool() {
        true => Wanted::Translation,
        false => Wanted::Both,
    };
    let mut blows = Vec::new();
    let mut parts = story.english.clone();
    if random.u8(..4) == 0 {
        blows.push(blow::to_parts(&mut parts, random));
    }
    let mut said = words(story, &parts, carrier, wanted);
    if blows.is_empty() && random.bool() {
        for _ in 0..random.usize(1..=2) {
            blows.push(blow::to_words(&mut said, story, random));
        }
    }
    let Voice::Chat { whole, .. } = &vendor.voice else {
        unreachable!("only models chat")
    };
    let way = match random.u8(..8) {
        0 if endpoint.service.batch.is_some() => Way::Batch,
        0..4 => Way::Whole,
        _ => Way::Stream,
    };
    let mut bytes = match way {
        Way::Stream => {
            let mut pieces = vendor.pieces(&said);
            if blows.is_empty() && random.bool() {
                blows.push(blow::to_events(&mut pieces, random));
            }
            pieces.concat()
        }
        Way::Whole => {
            let mut body = whole(&said);
            if blows.is_empty() && random.bool() {
                blows.push(blow::to_tree(&mut body, random));
            }
            body.to_string().into_bytes()
        }
        Way::Batch => {
            let other = Story::new(random, MOST_PARTS);
            let other = words(&other, &other.english, carrier, wanted);
            let mut rows = batch::rows(vendor.service, whole(&said), whole(&other), random);
            if blows.is_empty() && random.bool() {
                blows.push(blow::to_tree(&mut rows, random));
            }
            batch::file(vendor.service, &rows)
        }
    };
    if blows.is_empty() {
        blows.push(blow::to_bytes(&mut bytes, random));
    }
    let answer = match way {
        Way::Batch => batch::read(endpoint, bytes),
        Way::Whole => listen(endpoint, "application/json", &bytes, random),
        Way::Stream => listen(endpoint, vendor.stream_type(), &bytes, random),
    };
    let heard = answer
        .and_then(|answer| unpack(&answer.text, &story.segments, wanted, &story.boundary))
        .map(|unpacked| unpacked.texts);
    (format!("{carrier:?}, {way:?}, {}", blows.join(", ")), heard)
}

/// How an answer of a model comes.
#[derive(Clone, Copy, Debug)]
enum Way {
    Whole,
    Stream,
    Batch,
}

/// Reads a reply in chunks of some size.
fn listen(
    endpoint: &Endpoint,
    kind: &str,
    bytes: &[u8],
    random: &mut Rng,
) -> Result<ChatAnswer, Fault> {
    let question = ChatQuestion {
        system: "Translate.".to_owned(),
        user: "…".to_owned(),
        max_output_tokens: 4000,
        schema: None,
    };
    let mut reader = StreamReader::new(endpoint, &question, Some(kind));
    let size = random.usize(1..=bytes.len().max(1));
    bytes
        .chunks(size)
        .try_for_each(|piece| reader.push(piece, &mut |_| {}))?;
    reader.finish()
}

/// What a model would say that has these texts for the parts.
fn words(story: &Story, texts: &[String], carrier: Carrier, wanted: Wanted) -> String {
    let parts = story.segments.iter().zip(texts);
    let summary = "Floods hit the village.";
    match carrier {
        Carrier::Tagged => {
            let mark = |id: &str| format!("[[{}:{id}]]\n", story.boundary);
            let mut said: String = parts
                .map(|(segment, text)| format!("{}{text}\n", mark(&segment.id)))
                .collect();
            if wanted.summary() {
                said.push_str(&format!("{}[p1] {summary}\n", mark("summary")));
            }
            said + &mark("end")
        }
        Carrier::Schema => {
            let parts: Vec<Value> = parts
                .map(|(segment, text)| json!({"id": segment.id, "text": text}))
                .collect();
            let mut said = json!({ "parts": parts });
            if wanted.summary() {
                said["summary"] = json!([{"parts": ["p1"], "text": summary}]);
            }
            said.to_string()
        }
    }
}

fn texts(vendor: &Vendor, endpoint: &Endpoint, story: &Story, random: &mut Rng) -> Heard {
    let Voice::Texts { whole, .. } = &vendor.voice else {
        unreachable!("only engines take texts")
    };
    let Kind::Texts { read, .. } = &endpoint.kind.voice else {
        unreachable!("only engines take texts")
    };
    // Some take one text at a time.
    let count = endpoint.limits.items.min(story.english.len());
    let mut parts = story.english[..count].to_vec();
    let mut blows = Vec::new();
    if random.u8(..4) == 0 {
        blows.push(blow::to_parts(&mut parts, random));
    }
    let mut body = whole(&parts);
    if blows.is_empty() && random.bool() {
        blows.push(blow::to_tree(&mut body, random));
    }
    let mut bytes = body.to_string().into_bytes();
    if blows.is_empty() {
        blows.push(blow::to_bytes(&mut bytes, random));
    }
    let reply = Reply {
        status: 200,
        headers: Vec::new(),
        body: bytes,
    };
    let question = TextsQuestion {
        texts: story.segments[..count]
            .iter()
            .map(|segment| segment.text.to_string())
            .collect(),
        source: "id".to_owned(),
        target: "en".to_owned(),
        title: None,
        context: None,
        glossary: None,
    };
    let heard = read(endpoint, &reply).and_then(|answer| {
        check_texts(&question, &answer.texts)?;
        // What the other requests would bring is not damaged.
        let rest = story.english[count..].iter().cloned();
        Ok(answer.texts.into_iter().chain(rest).collect())
    });
    (blows.concat(), heard)
}
