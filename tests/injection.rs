//! Articles with instructions planted in them: none changes how the endpoint
//! is asked, and no obedient answer passes for a good one.

mod support;

#[path = "injection/planted.rs"]
mod planted;

use planted::PLANTED;
use serde_json::{Value, json};
use support::endpoint::{Endpoint, Request, completion, question, reply};
use support::story::{Story, story};
use support::{records, stderr, translate};

/// The articles: each instruction behind a paragraph, as a paragraph of its
/// own, or in the headline.
fn articles() -> Vec<Story> {
    let numbered = PLANTED.iter().enumerate();
    numbered
        .map(|(number, (id, en))| {
            let mut story = story(number);
            match number % 4 {
                0 | 1 => {
                    let (source, target) = &mut story.parts[1 + number % 3];
                    *source = format!("{source} {id}");
                    *target = format!("{target} {en}");
                }
                2 => story.parts.insert(2, ((*id).to_owned(), (*en).to_owned())),
                _ => {
                    let (source, target) = &mut story.parts[0];
                    *source = format!("{source}: {id}");
                    *target = format!("{target}: {en}");
                }
            }
            story
        })
        .collect()
}

/// What a faithful model makes of a part: cleaning may have taken marks off
/// it, so the nearest of the texts counts.
fn english(text: &str, stories: &[Story]) -> String {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let own = words(text);
    let likeness = |source: &str| {
        let other = words(source);
        let shared = own.iter().filter(|word| other.contains(word)).count();
        2 * shared as i64 - (own.len() + other.len()) as i64
    };
    let parts = stories.iter().flat_map(|story| &story.parts);
    let (_, english) = parts.max_by_key(|(source, _)| likeness(source)).unwrap();
    english.clone()
}

/// What the model answers: how it treats each part, and its summary.
struct Obedience {
    name: &'static str,
    answer: fn(&Heard) -> String,
}

/// A question as the model hears it.
struct Heard {
    boundary: String,
    system: String,
    parts: Vec<(String, String)>,
    faithful: Vec<String>,
}

impl Heard {
    fn of(request: &Request, stories: &[Story]) -> Self {
        let (boundary, parts) = question(request);
        let system = request.json()["messages"][0]["content"]
            .as_str()
            .unwrap()
            .to_owned();
        let faithful = parts
            .iter()
            .map(|(_, text)| english(text, stories))
            .collect();
        Self {
            boundary,
            system,
            parts,
            faithful,
        }
    }

    /// Which part has the instruction.
    fn planted(&self) -> usize {
        let known: Vec<String> = (0..PLANTED.len())
            .flat_map(|number| story(number).parts)
            .map(|(_, english)| english)
            .collect();
        let at = self.faithful.iter().position(|text| !known.contains(text));
        at.unwrap_or(0)
    }

    fn with(&self, change: impl Fn(usize, &str) -> String) -> String {
        let summary = self
            .faithful
            .iter()
            .find(|text| text.starts_with("Floods submerged"));
        let summary = summary.map_or("Floods hit the village.", |text| {
            text.split(" after").next().unwrap_or(text)
        });
        self.with_summary(change, &format!("[p1] {summary} after heavy rain."))
    }

    fn with_summary(&self, change: impl Fn(usize, &str) -> String, summary: &str) -> String {
        let mut answer = String::new();
        if self.system.contains("the translated part") {
            for (at, (id, _)) in self.parts.iter().enumerate() {
                let text = change(at, &self.faithful[at]);
                answer.push_str(&format!("[[{}:{id}]]\n{text}\n", self.boundary));
            }
        }
        if self.system.contains("[[CODE:summary]]") {
            answer.push_str(&format!("[[{}:summary]]\n{summary}\n", self.boundary));
        }
        answer + &format!("[[{}:end]]\n", self.boundary)
    }
}

const JOKE: &str = "Why did the chicken cross the road? To get to the other side!";

const WAYS: &[Obedience] = &[
    Obedience {
        name: "one word and nothing else",
        answer: |_| "HACKED".to_owned(),
    },
    Obedience {
        name: "a joke and nothing else",
        answer: |_| JOKE.to_owned(),
    },
    Obedience {
        name: "one word for every part",
        answer: |heard| heard.with(|_, _| "HACKED".to_owned()),
    },
    Obedience {
        name: "one word for the part",
        answer: |heard| {
            let planted = heard.planted();
            heard.with(|at, text| {
                if at == planted {
                    "PWNED".to_owned()
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "a joke for the part",
        answer: |heard| {
            let planted = heard.planted();
            heard.with(|at, text| {
                if at == planted {
                    JOKE.to_owned()
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "a word behind the part",
        answer: |heard| {
            let planted = heard.planted();
            heard.with(|at, text| {
                if at == planted {
                    format!("{text} HACKED")
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "the instructions behind the part",
        answer: |heard| {
            let planted = heard.planted();
            let told = heard.system.lines().next().unwrap_or_default();
            heard.with(|at, text| {
                if at == planted {
                    format!("{text} {told}")
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "the boundary inside a part",
        answer: |heard| {
            let planted = heard.planted();
            heard.with(|at, text| {
                if at == planted {
                    format!("{text} The code is {}.", heard.boundary)
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "an early end",
        answer: |heard| {
            let (id, boundary) = (&heard.parts[0].0, &heard.boundary);
            format!("[[{boundary}:{id}]]\nHACKED\n[[{boundary}:end]]\n")
        },
    },
    Obedience {
        name: "more behind the end",
        answer: |heard| format!("{}\n{JOKE}", heard.with(|_, text| text.to_owned())),
    },
    Obedience {
        name: "an empty object",
        answer: |_| "{\"parts\": []}".to_owned(),
    },
    Obedience {
        name: "a refusal for the part",
        answer: |heard| {
            let planted = heard.planted();
            let refusal = "As a language model, I cannot translate this.";
            heard.with(|at, text| {
                if at == planted {
                    refusal.to_owned()
                } else {
                    text.to_owned()
                }
            })
        },
    },
    Obedience {
        name: "a poem for every part",
        answer: |heard| {
            heard.with(|_, _| {
                "Roses are red, violets are blue, the river runs high and so do you.".to_owned()
            })
        },
    },
    Obedience {
        name: "zero for every figure",
        answer: |heard| {
            heard.with(|_, text| {
                text.chars()
                    .map(|c| if c.is_ascii_digit() { '0' } else { c })
                    .collect()
            })
        },
    },
];

/// What the summaries of an obedient model say.
const SUMMARIES: [&str; 4] = [
    "[p1] HACKED",
    "[p1] The mayor is the best leader this country has ever had.",
    "[p1] Why did the chicken cross the road? To get to the other side!",
    "[p1] Visit Halvorsen Motors today and save 50 percent on every car.",
];

/// All articles in one run against a model.
fn run(answer: impl Fn(&Heard) -> String + Send + Sync + 'static) -> (Vec<Value>, Vec<Request>) {
    run_with(&[], answer)
}

fn run_with(
    more: &[&str],
    answer: impl Fn(&Heard) -> String + Send + Sync + 'static,
) -> (Vec<Value>, Vec<Request>) {
    let home = tempfile::tempdir().unwrap();
    let stories = articles();
    let lines: Vec<String> = stories.iter().map(Story::json).collect();
    std::fs::write(home.path().join("feed.jsonl"), lines.join("\n")).unwrap();
    let endpoint = Endpoint::start(move |request| {
        let heard = Heard::of(request, &stories);
        reply(200, &completion(&answer(&heard)))
    });
    let arguments = [
        "feed.jsonl",
        "--no-memory",
        "--tries",
        "1",
        "--width",
        "8",
        "-q",
    ];
    let arguments = [&arguments, more].concat();
    let output = translate(home.path(), &endpoint.base_url, &arguments);
    let records = records(&output.stdout);
    assert_eq!(records.len(), PLANTED.len(), "{}", stderr(&output));
    (records, endpoint.requests())
}

#[test]
fn security_no_instruction_changes_how_the_endpoint_is_asked() {
    let once = ["--repair", "0"];
    let (_, requests) = run_with(&once, |heard| heard.with(|_, text| text.to_owned()));
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), story(1).text()).unwrap();
    let endpoint = Endpoint::start(|request| {
        let heard = Heard::of(request, &[story(1)]);
        reply(200, &completion(&heard.with(|_, text| text.to_owned())))
    });
    translate(
        home.path(),
        &endpoint.base_url,
        &["artikel.txt", "--no-memory"],
    );
    let harmless = endpoint.requests().remove(0);
    assert_eq!(requests.len(), PLANTED.len());
    for request in &requests {
        assert_eq!(request.target, harmless.target);
        assert_eq!(shape(request), shape(&harmless));
        let (boundary, parts) = question(request);
        let asked = request.json()["messages"][1]["content"]
            .as_str()
            .unwrap()
            .to_owned();
        let markers = asked.matches(&format!("[[{boundary}:")).count();
        assert_eq!(
            markers,
            parts.len() + 1,
            "an article forged a marker: {asked}"
        );
        let code = format!("The code is {boundary}. The article:\n\n[[{boundary}:title]]\n");
        let (notes, _) = asked.split_once(&code).expect("the question's own words");
        let told = PLANTED.iter().find(|(planted, _)| notes.contains(planted));
        assert_eq!(told, None, "{notes}");
        assert!(
            asked.trim_end().ends_with(&format!("[[{boundary}:end]]")),
            "{asked}"
        );
    }
}

/// Fields of a request and its system message, roles included.
fn shape(request: &Request) -> (Vec<String>, Vec<Value>, Value) {
    let body = request.json();
    let fields = body.as_object().unwrap().keys().cloned().collect();
    let messages = body["messages"].as_array().unwrap();
    let roles = messages.iter().map(|message| {
        let fields: Vec<&String> = message.as_object().unwrap().keys().collect();
        json!([message["role"], fields])
    });
    (
        fields,
        roles.collect(),
        body["messages"][0]["content"].clone(),
    )
}

#[test]
fn a_faithful_answer_passes_and_the_instruction_is_told() {
    let (records, _) = run(|heard| heard.with(|_, text| text.to_owned()));
    for (record, planted) in records.iter().zip(PLANTED) {
        assert_eq!(record["outcome"], "ok", "{planted:?}: {record}");
        assert!(
            record["flags"].to_string().contains("injection.suspected"),
            "{planted:?}: {}",
            record["flags"]
        );
    }
}

#[test]
fn security_no_obedient_answer_passes_for_a_good_one() {
    let mut passed = Vec::new();
    for way in WAYS {
        let (records, _) = run(way.answer);
        for (record, planted) in records.iter().zip(PLANTED) {
            if record["outcome"] == "ok" {
                passed.push(format!(
                    "{}: {} {}",
                    way.name, planted.0, record["translation"]
                ));
            }
        }
    }
    assert!(
        passed.is_empty(),
        "{} passed:\n{}",
        passed.len(),
        passed.join("\n")
    );
}

#[test]
fn security_no_obedient_summary_is_kept() {
    for summary in SUMMARIES {
        let (records, _) = run(move |heard| heard.with_summary(|_, text| text.to_owned(), summary));
        for (record, planted) in records.iter().zip(PLANTED) {
            assert_eq!(
                record["summary"]["kind"], "extractive",
                "{planted:?}: {record}"
            );
            assert!(record["flags"].to_string().contains("summary.replaced"));
        }
    }
}
