//! Every fault × every kind of endpoint × every way of asking. The rows of
//! faults and of vendors are tables; what is here is their product.
//!
//! A run is the program's own, from the command line to the exit code, in
//! this process: starting the binary some thousand times would take longer
//! than everything else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use alih::cli::Cli;
use alih::settings::Environment;
use clap::Parser;
use serde_json::Value;

use super::support::endpoint::{Answer, Endpoint, Request};
use super::support::story::{Story, story};
use super::support::vendor::{CHATS, ENGINES, LIBRETRANSLATE, Vendor, Voice};
use super::support::{KEY, results, write_lines};

mod fault;

use fault::{FAULTS, Fault, Hope};

/// How the program is asked, and when the fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// One article; every answer is hit.
    One,
    /// One article; the first answer is hit.
    Once,
    /// One article in a stream; every answer is hit.
    Stream,
    /// Some articles as JSON lines; the answers about one of them are hit.
    Lines,
    /// An endpoint stands in for one whose every answer is hit.
    Chain,
}

const WAYS: [Way; 5] = [Way::One, Way::Once, Way::Stream, Way::Lines, Way::Chain];

/// The article that is hit among some.
const HIT: usize = 1;
const ARTICLES: usize = 3;

type Behaviour = dyn Fn(&Request) -> Answer + Send + Sync;

/// An endpoint whose behaviour is changed from case to case.
struct Stage {
    endpoint: Endpoint,
    behaviour: Arc<Mutex<Arc<Behaviour>>>,
}

impl Stage {
    fn new() -> Self {
        let nothing: Arc<Behaviour> = Arc::new(|_| Answer::Close);
        let behaviour = Arc::new(Mutex::new(nothing));
        let own = Arc::clone(&behaviour);
        let endpoint = Endpoint::start(move |request| {
            let behaviour = Arc::clone(&own.lock().unwrap());
            behaviour(request)
        });
        Self {
            endpoint,
            behaviour,
        }
    }

    fn play(&self, behaviour: impl Fn(&Request) -> Answer + Send + Sync + 'static) {
        *self.behaviour.lock().unwrap() = Arc::new(behaviour);
    }
}

fn stories() -> Vec<Story> {
    (0..ARTICLES).map(story).collect()
}

/// Whether a request is about that article. The last paragraph is the same in
/// all of them.
fn is_about(vendor: &Vendor, request: &Request, story: &Story) -> bool {
    let asked = match &vendor.voice {
        Voice::Chat { asked, .. } => asked(&request.json()).1,
        Voice::Texts { asked, .. } => asked(request).join("\n"),
    };
    story.parts[..3].iter().any(|(id, _)| asked.contains(id))
}

/// What one case came to.
struct Came {
    exit: u8,
    records: Vec<Value>,
    requests: usize,
}

fn play(vendor: &'static Vendor, fault: &'static Fault, way: Way, stages: &[Stage; 2]) -> Came {
    let home = tempfile::tempdir().unwrap();
    let hits = AtomicUsize::new(0);
    stages[0].play(move |request| {
        let good = vendor.faithful(request, &stories());
        let is_hit = match way {
            Way::Once => hits.fetch_add(1, Ordering::SeqCst) == 0,
            Way::Lines => is_about(vendor, request, &story(HIT)),
            Way::One | Way::Stream | Way::Chain => true,
        };
        match is_hit {
            true => (fault.strike)(vendor, request, good),
            false => good,
        }
    });
    let before = stages[0].endpoint.count();
    let settings = format!(
        "use = \"desk\"\n{}width = 1\n{}",
        vendor.table("desk", stages[0].endpoint.root()),
        LIBRETRANSLATE.table("cadangan", stages[1].endpoint.root()),
    );
    std::fs::write(home.path().join("alih.toml"), settings).unwrap();
    let exit = perform(home.path(), way);
    let output = home.path().join("hasil.jsonl");
    Came {
        exit,
        records: results(&output),
        requests: stages[0].endpoint.count() - before,
    }
}

/// The program itself, from what was typed to the exit code.
fn perform(home: &Path, way: Way) -> u8 {
    let at = |name: &str| home.join(name).display().to_string();
    let input = match way {
        Way::Lines => {
            write_lines(&home.join("berita.jsonl"), &stories());
            at("berita.jsonl")
        }
        _ => {
            std::fs::write(home.join("cerita-1.txt"), story(HIT).text()).unwrap();
            at("cerita-1.txt")
        }
    };
    let tries = match way {
        Way::Once => "2",
        _ => "1",
    };
    let mut typed = vec!["alih", "translate", &input, "--no-memory", "--quiet"];
    typed.extend(["--tries", tries, "--max-wait", "1"]);
    let output = at("hasil.jsonl");
    typed.extend(["-o", &output]);
    match way {
        Way::Stream => typed.extend(["--stream", "on"]),
        Way::Chain => typed.extend(["--fallback", "cadangan"]),
        Way::One | Way::Once | Way::Lines => {}
    }
    let environment = Environment {
        variables: vec![("TEST_KEY".to_owned(), KEY.to_owned())],
        folder: home.to_owned(),
    };
    alih::app::perform(Cli::parse_from(typed), environment).code()
}

/// What must hold of every case, whatever the fault is.
fn judge(fault: &Fault, way: Way, came: &Came) -> Result<(), String> {
    let articles = if way == Way::Lines { ARTICLES } else { 1 };
    let mut whole = 0;
    for record in &came.records {
        whole += usize::from(is_whole(record)?);
    }
    let failed = came.records.len() - whole;
    let expected = match (came.exit, whole, failed) {
        (0, whole, 0) => whole == articles,
        (3, 1.., _) => whole < articles,
        // The endpoint refuses us: whatever was done before stays done.
        (4, _, 1..) => true,
        _ => false,
    };
    if !expected {
        return Err(format!(
            "exit {} with {whole} whole, {failed} failed",
            came.exit
        ));
    }
    let must_fail = match way {
        Way::One | Way::Lines => fault.whole == Hope::Lost,
        Way::Stream => fault.stream == Hope::Lost,
        Way::Once | Way::Chain => false,
    };
    if must_fail && came.exit == 0 {
        return Err("the fault went unnoticed".to_owned());
    }
    let must_pass = match way {
        Way::Stream => fault.stream == Hope::Harmless,
        Way::One | Way::Once | Way::Lines | Way::Chain => fault.whole == Hope::Harmless,
    };
    if must_pass && came.exit != 0 {
        return Err(format!(
            "it does no harm, and the exit code is {}",
            came.exit
        ));
    }
    if came.requests > 60 {
        return Err(format!("{} requests", came.requests));
    }
    Ok(())
}

/// Whether a record is a whole one: then it is the true translation and
/// nothing else; otherwise it has a reason and nothing besides.
fn is_whole(record: &Value) -> Result<bool, String> {
    let id = record["id"].as_str().unwrap_or_default();
    let number = id.strip_prefix("cerita-").and_then(|id| id.parse().ok());
    let story = story(number.ok_or_else(|| format!("a record of {id:?}"))?);
    if record["outcome"] == "failed" {
        let empty = record["translation"].is_null() && record["summary"].is_null();
        let reason = record["reason"]["kind"].is_string();
        let told = record["reason"].to_string();
        if !empty || !reason || told.contains(KEY) || told.contains(&story.parts[1].0[..30]) {
            return Err(format!("a failed record: {record}"));
        }
        return Ok(false);
    }
    let translation = &record["translation"];
    let mut english = vec![translation["title"].as_str().unwrap_or_default()];
    english.extend(
        translation["parts"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|part| part["text"].as_str()),
    );
    let truth: Vec<&str> = story.parts.iter().map(|(_, en)| en.as_str()).collect();
    if english != truth || record["summary"].is_null() {
        return Err(format!("a bad part passes: {record}"));
    }
    Ok(true)
}

fn vendors() -> impl Iterator<Item = &'static Vendor> {
    CHATS.iter().chain(&ENGINES)
}

/// Every fault with every vendor; in every way where `CROSS=all` says so, and
/// otherwise in one of them, so that each fault and each vendor is met in all.
fn cases() -> Vec<(&'static Vendor, &'static Fault, Way)> {
    let all = std::env::var("CROSS").is_ok_and(|value| value == "all");
    let mut cases = Vec::new();
    for (row, vendor) in vendors().enumerate() {
        let is_chat = matches!(vendor.voice, Voice::Chat { .. });
        let ways: Vec<Way> = WAYS
            .into_iter()
            .filter(|way| is_chat || *way != Way::Stream)
            .collect();
        for (column, fault) in FAULTS.iter().enumerate() {
            if !fault.suits(vendor) {
                continue;
            }
            for (at, way) in ways.iter().enumerate() {
                if all || at == (row + column) % ways.len() {
                    cases.push((vendor, fault, *way));
                }
            }
        }
    }
    cases
}

/// Threads that play cases; most of the time they wait for a pause to end.
const PLAYERS: usize = 8;

#[test]
#[ignore = "the whole of it runs as a process of its own, in cross_product"]
fn play_every_case() {
    let cases = Arc::new(cases());
    let next = Arc::new(AtomicUsize::new(0));
    let wrong = Arc::new(Mutex::new(Vec::new()));
    let exits = Arc::new(Mutex::new(BTreeMap::new()));
    let players: Vec<_> = (0..PLAYERS)
        .map(|_| {
            let (cases, next) = (Arc::clone(&cases), Arc::clone(&next));
            let (wrong, exits) = (Arc::clone(&wrong), Arc::clone(&exits));
            std::thread::spawn(move || {
                let stages = [Stage::new(), Stage::new()];
                stages[1].play(|request| LIBRETRANSLATE.faithful(request, &stories()));
                while let Some((vendor, fault, way)) =
                    cases.get(next.fetch_add(1, Ordering::SeqCst))
                {
                    let came = play(vendor, fault, *way, &stages);
                    *exits.lock().unwrap().entry((*way, came.exit)).or_insert(0) += 1;
                    if let Err(why) = judge(fault, *way, &came) {
                        let case = format!("{} {} {way:?}: {why}", vendor.service, fault.name);
                        wrong.lock().unwrap().push(case);
                    }
                }
            })
        })
        .collect();
    for player in players {
        player.join().unwrap();
    }
    for ((way, exit), count) in exits.lock().unwrap().iter() {
        println!("{way:?} exit {exit}: {count}");
    }
    let wrong = wrong.lock().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("played {}", cases.len());
}

#[test]
fn cross_product() {
    let began = Instant::now();
    // What the runs say on stderr is of no interest here, and much.
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "cross::play_every_case",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let count = cases().len();
    let told = String::from_utf8_lossy(&output.stderr);
    let panicked = told.split_once("panicked at").map_or("", |(_, rest)| rest);
    assert!(
        output.status.success() && said.contains(&format!("played {count}")),
        "{said}\n{panicked}"
    );
    println!(
        "{} faults × {} kinds of endpoint × ways of asking: {count} cases in {:.1} s",
        FAULTS.len(),
        vendors().count(),
        began.elapsed().as_secs_f64()
    );
    print!("{said}");
}

/// A new kind of endpoint is covered by a vendor of it; the embedded engine
/// has no wire on which a fault could come.
#[test]
fn cross_product_holds_every_kind() {
    for kind in alih::provider::KINDS
        .iter()
        .filter(|kind| kind.name != "local")
    {
        let covered = vendors().any(|vendor| {
            alih::provider::service(vendor.service).is_some_and(|row| row.kind == kind.name)
        });
        assert!(
            covered,
            "{} has no vendor in tests/support/vendor.rs",
            kind.name
        );
    }
}
