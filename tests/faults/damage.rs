//! Good replies of every kind and carrier, damaged by chance from a seed, and
//! read as the program reads them: none passes with wrong parts.
//!
//! A part is wrong when it holds words of another part, or nothing that is
//! its own, or the code between parts. Damage that stays inside the words of
//! one part is what a model might as well have written: that is the work of
//! the checks, and only counted here.

use std::collections::BTreeMap;

use alih::article::{PartKind, Severity};
use alih::ask::{check_texts, unpack};
use alih::carrier::{Carrier, Segment, Wanted};
use alih::glossary::Glossary;
use alih::guard::{self, Document, Pair, Thresholds};
use alih::provider::{
    ChatQuestion, Endpoint, Fault, Reply, StreamReader, TextsQuestion, Voice as Kind,
};
use alih::settings::{Environment, Layers, Role, resolve_endpoint};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::support::vendor::{CHATS, ENGINES, Vendor, Voice};

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
    /// A mark stood in another place, in the right order: the answer is a
    /// whole one, and the checks flag it with an error, so it is not ok.
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
        let story = Story::new(&mut random);
        let (blow, heard) = match &vendor.voice {
            Voice::Chat { .. } => chat(vendor, endpoint, &story, &mut random),
            Voice::Texts { .. } => texts(vendor, endpoint, &story, &mut random),
        };
        match heard {
            Err(fault) => *tally.refused.entry(fault.reason.name()).or_insert(0) += 1,
            Ok(texts) => match story.judge(&texts) {
                Judgement::Same => tally.unharmed += 1,
                Judgement::Inside => tally.inside += 1,
                Judgement::Wrong(_) if story.errors(&texts) > story.errors(&story.english) => {
                    tally.flagged += 1;
                }
                Judgement::Wrong(why) => tally
                    .wrong
                    .push(format!("seed {seed}, {}, {blow}: {why}", vendor.service)),
            },
        }
    }
    tally
}

/// Parts, each of which begins and ends with a word that stands nowhere else.
struct Story {
    segments: Vec<Segment>,
    english: Vec<String>,
    boundary: String,
}

enum Judgement {
    Same,
    Inside,
    Wrong(String),
}

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
    fn new(random: &mut Rng) -> Self {
        let count = random.usize(2..=5);
        let mut story = Self {
            segments: Vec::new(),
            english: Vec::new(),
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
            let text = format!("Bagian {id} {} selesai.", said(&INDONESIAN));
            let [opening, closing] = Self::ends(number);
            let english = format!("{opening} {} {closing}", said(&ENGLISH));
            story.segments.push(Segment { id, text });
            story.english.push(english);
        }
        story
    }

    /// The first and the last word of a part.
    fn ends(number: usize) -> [String; 2] {
        let letter = char::from(b'A' + u8::try_from(number).unwrap());
        let many = letter.to_string().repeat(10);
        [format!("Opening{many}"), format!("closing{many}.")]
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
                words: None,
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
            let holds = |number: usize| {
                let many = &Self::ends(number)[0]["Opening".len()..];
                text.contains(&many[..5])
            };
            let foreign = (0..texts.len()).any(|other| other != number && holds(other));
            if foreign || !holds(number) || text.contains(&self.boundary) {
                return Judgement::Wrong(format!("part {number} is {text:?}"));
            }
        }
        Judgement::Inside
    }
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
    let mut said = words(story, carrier, wanted);
    let mut blows = Vec::new();
    if random.bool() {
        for _ in 0..random.usize(1..=2) {
            blows.push(blow::to_words(&mut said, story, random));
        }
    }
    let Voice::Chat { whole, .. } = &vendor.voice else {
        unreachable!("only models chat")
    };
    let is_stream = random.bool();
    let mut bytes = if is_stream {
        let mut pieces = vendor.pieces(&said);
        if blows.is_empty() && random.bool() {
            blows.push(blow::to_events(&mut pieces, random));
        }
        pieces.concat()
    } else {
        let mut body = whole(&said);
        if blows.is_empty() && random.bool() {
            blows.push(blow::to_tree(&mut body, random));
        }
        body.to_string().into_bytes()
    };
    if blows.is_empty() {
        blows.push(blow::to_bytes(&mut bytes, random));
    }
    let question = ChatQuestion {
        system: "Translate.".to_owned(),
        user: "…".to_owned(),
        max_output_tokens: 4000,
        schema: None,
    };
    let kind = match is_stream {
        true => vendor.stream_type(),
        false => "application/json",
    };
    let mut reader = StreamReader::new(endpoint, &question, Some(kind));
    let size = random.usize(1..=bytes.len().max(1));
    let pushed = bytes
        .chunks(size)
        .try_for_each(|piece| reader.push(piece, &mut |_| {}));
    let heard = pushed
        .and_then(|()| reader.finish())
        .and_then(|answer| unpack(&answer.text, &story.segments, wanted, &story.boundary))
        .map(|unpacked| unpacked.texts);
    (
        format!("{carrier:?}, stream {is_stream}, {}", blows.join(", ")),
        heard,
    )
}

/// What a faithful model would say.
fn words(story: &Story, carrier: Carrier, wanted: Wanted) -> String {
    let parts = story.segments.iter().zip(&story.english);
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
    let mut body = whole(&story.english[..count]);
    let mut bytes = body.to_string().into_bytes();
    let blow = match random.bool() {
        true => {
            let blow = blow::to_tree(&mut body, random);
            bytes = body.to_string().into_bytes();
            blow
        }
        false => blow::to_bytes(&mut bytes, random),
    };
    let reply = Reply {
        status: 200,
        headers: Vec::new(),
        body: bytes,
    };
    let question = TextsQuestion {
        texts: story.segments[..count]
            .iter()
            .map(|segment| segment.text.clone())
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
    (blow, heard)
}
