//! Hours of throttling, outages and recoveries, on a clock that does not run
//! by itself: whole runs against an endpoint on loopback, begun again every
//! half hour as a timer would.
//!
//! More of it: `WEATHER=200 cargo test --test weather -- --nocapture`

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alih::ask::Reuse;
use alih::chain::Chain;
use alih::earlier::Earlier;
use alih::glossary::Glossary;
use alih::halt::{Cause, Halt};
use alih::input::lines::ReadOptions;
use alih::intake::{self, Reading};
use alih::line::{Line, Shared};
use alih::outcome::Exit;
use alih::pace::{Limits, Pace};
use alih::pipeline::{Desk, Lines};
use alih::report::{Report, Strictness};
use alih::run::{Job, Observer, Order, run};
use alih::settings::{Environment, Layers, Scale, Settings};
use alih::sink::Sink;
use alih::transport::Transport;
use fastrand::Rng;
use serde_json::json;
use support::endpoint::{Answer, Endpoint, Request, good, question, reply, with_header};
use support::story::{Story, story};
use support::vendor::OPENAI;
use support::{results, write_lines};

const ARTICLES: usize = 60;
const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
/// The clock is moved by so much, and then everybody has time to act.
const STEP: Duration = Duration::from_millis(500);

/// What it is like at the endpoint for a while.
#[derive(Clone, Copy, Debug)]
enum Sky {
    Clear,
    /// So many requests in a minute, and the time to wait is told.
    Told(u64),
    /// The same, and it is not.
    Silent(u64),
    /// Status 503.
    Down,
    /// Connections are closed.
    Gone,
    /// Who asks is to wait for an hour and more.
    Ages,
}

/// A request as the endpoint saw it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    at: u64,
    run: usize,
    /// Until when it asked to be left alone.
    closed_until: Option<u64>,
}

/// The endpoint's side of things; times are in milliseconds since the start.
struct Weather {
    spells: Vec<(u64, Sky)>,
    now: AtomicU64,
    run: AtomicU64,
    served: Mutex<Vec<u64>>,
    seen: Mutex<Vec<Seen>>,
    answered: Mutex<BTreeMap<String, usize>>,
}

impl Weather {
    fn new(random: &mut Rng) -> Self {
        let mut spells = Vec::new();
        let mut from = 0;
        while from < 8 * HOUR {
            let sky = match random.u8(..8) {
                0 | 1 => Sky::Clear,
                2 | 3 => Sky::Told(random.u64(2..30)),
                4 => Sky::Silent(random.u64(2..30)),
                5 => Sky::Down,
                6 => Sky::Gone,
                _ => Sky::Ages,
            };
            spells.push((from, sky));
            from += random.u64(MINUTE..25 * MINUTE);
        }
        spells.push((from, Sky::Clear));
        Self {
            spells,
            now: AtomicU64::new(0),
            run: AtomicU64::new(0),
            served: Mutex::default(),
            seen: Mutex::default(),
            answered: Mutex::default(),
        }
    }

    fn sky(&self, now: u64) -> Sky {
        let past = self.spells.iter().take_while(|(from, _)| *from <= now);
        past.last().map_or(Sky::Clear, |(_, sky)| *sky)
    }

    fn answer(&self, request: &Request, stories: &[Story]) -> Answer {
        let now = self.now.load(Ordering::SeqCst);
        let (answer, wait) = match self.sky(now) {
            Sky::Clear => (self.serve(now, request, stories), None),
            Sky::Told(most) | Sky::Silent(most) if self.has_room(now, most) => {
                (self.serve(now, request, stories), None)
            }
            Sky::Told(_) => (throttled(Some(20)), Some(20_000)),
            Sky::Silent(_) => (throttled(None), None),
            Sky::Down => (reply(503, &json!({"error": "busy"})), None),
            Sky::Gone => (Answer::Close, None),
            Sky::Ages => (throttled(Some(4000)), Some(4_000_000)),
        };
        self.seen.lock().unwrap().push(Seen {
            at: now,
            run: usize::try_from(self.run.load(Ordering::SeqCst)).unwrap(),
            closed_until: wait.map(|wait| now + wait),
        });
        answer
    }

    fn has_room(&self, now: u64, most: u64) -> bool {
        let served = self.served.lock().unwrap();
        let recent = served.iter().rev().take_while(|at| **at + MINUTE > now);
        (recent.count() as u64) < most
    }

    fn serve(&self, now: u64, request: &Request, stories: &[Story]) -> Answer {
        self.served.lock().unwrap().push(now);
        let (_, parts) = question(request);
        let title = parts[0].1.clone();
        *self.answered.lock().unwrap().entry(title).or_insert(0) += 1;
        good(request, stories)
    }
}

fn throttled(wait: Option<u64>) -> Answer {
    let answer = reply(429, &json!({"error": {"message": "slow down"}}));
    match wait {
        Some(seconds) => with_header(answer, "retry-after", &seconds.to_string()),
        None => answer,
    }
}

/// Nobody is told.
struct Quiet;

impl Observer for Quiet {
    fn tick(&mut self, _report: &Report) {}
    fn note(&mut self, _note: &str) {}
}

fn settings(home: &Path, endpoint: &Endpoint, flags: &[(&'static str, String)]) -> Settings {
    let table = format!("use = \"desk\"\n{}", OPENAI.table("desk", endpoint.root()));
    let layers = Layers {
        flags: flags.to_vec(),
        environment: Environment {
            variables: vec![("TEST_KEY".to_owned(), "x".to_owned())],
            folder: home.to_owned(),
        },
        files: vec![("alih.toml".into(), table.parse().unwrap())],
        ..Layers::default()
    };
    Settings::resolve(&layers, Scale::Many).unwrap()
}

/// One run, while the clock is moved on step by step; its exit code.
fn one_run(home: &Path, weather: &Arc<Weather>, settings: Settings) -> Exit {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    let begun = weather.now.load(Ordering::SeqCst);
    let (report, cause) = runtime.block_on(async {
        let began = tokio::time::Instant::now();
        let (job, halt) = job(home, settings, began);
        let input = home.join("berita.jsonl").display().to_string();
        let places = intake::places(&[input], None).unwrap();
        let items = intake::items(places, Reading::new(ReadOptions::default(), None, None));
        let mut quiet = Quiet;
        let running = run(job, items, &mut quiet);
        tokio::pin!(running);
        let report = loop {
            tokio::select! {
                biased;
                report = &mut running => break report,
                () = step() => {
                    let passed = u64::try_from(began.elapsed().as_millis()).unwrap();
                    weather.now.store(begun + passed, Ordering::SeqCst);
                }
            }
        };
        (report, halt.cause().cloned())
    });
    if let Some(Cause::Output(problem)) = &cause {
        panic!("{problem}");
    }
    report.exit(cause.as_ref(), Strictness::Lenient)
}

/// As long as something blocks, the clock stands still; then it is moved.
async fn step() {
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_micros(700)))
        .await
        .unwrap();
    tokio::time::advance(STEP).await;
}

fn job(home: &Path, settings: Settings, began: tokio::time::Instant) -> (Job, Arc<Halt>) {
    let halt = Arc::new(Halt::new(settings.budgets));
    let shared = Arc::new(Shared {
        halt: Arc::clone(&halt),
        patience: settings.patience,
        began,
        watcher: Arc::new(|_| ()),
        viewer: None,
        retries: Mutex::default(),
    });
    let own = &settings.endpoint;
    let pace = Pace::new(Limits {
        width: own.width,
        requests_per_minute: None,
        tokens_per_minute: None,
    });
    let transport = Transport::new(&own.endpoint.base_url, &own.network).unwrap();
    let line = Line::new(own.endpoint.clone(), own.prices, transport, pace, shared);
    let lines = Lines {
        chain: Chain::new(Arc::new(line), Vec::new()),
        summary: None,
        halt: Arc::clone(&halt),
    };
    let day = "2026-03-02".to_owned();
    let desk = Desk::new(
        settings,
        lines,
        None,
        Reuse::Remember,
        Glossary::starter(),
        day,
    );
    let (sink, held) = Sink::open(&home.join("hasil.jsonl"), None, Earlier::RetryFailed).unwrap();
    let job = Job {
        desk: Arc::new(desk),
        sink,
        held,
        order: Order::Ready,
        halt: Arc::clone(&halt),
        expected: Some(ARTICLES as u64),
        survey: None,
    };
    (job, halt)
}

/// What one simulation came to.
struct Came {
    hours: f64,
    runs: usize,
    requests: usize,
}

fn simulate(seed: u64) -> Came {
    let mut random = Rng::with_seed(seed);
    let weather = Arc::new(Weather::new(&mut random));
    let width = random.usize(1..=4);
    let most = (random.u8(..3) == 0).then(|| random.u64(10..50));
    let stories: Vec<Story> = (0..ARTICLES).map(story).collect();
    let home = tempfile::tempdir().unwrap();
    write_lines(&home.path().join("berita.jsonl"), &stories);
    let own = Arc::clone(&weather);
    let endpoint = Endpoint::start(move |request| own.answer(request, &stories));
    let mut flags = vec![("width", width.to_string())];
    if let Some(most) = most {
        flags.push(("max-requests", most.to_string()));
    }
    let mut runs = 0;
    loop {
        let settings = settings(home.path(), &endpoint, &flags);
        let exit = one_run(home.path(), &weather, settings);
        runs += 1;
        hold(seed, &weather, home.path(), exit, width, most);
        if exit == Exit::Done {
            break;
        }
        assert!(runs < 60, "seed {seed}: it never ends");
        let now = weather.now.load(Ordering::SeqCst);
        let next = (now / (HOUR / 2) + 1) * (HOUR / 2);
        weather.now.store(next, Ordering::SeqCst);
        weather.run.fetch_add(1, Ordering::SeqCst);
    }
    let answered = weather.answered.lock().unwrap();
    assert_eq!(answered.len(), ARTICLES, "seed {seed}");
    assert!(
        answered.values().all(|times| *times == 1),
        "seed {seed}: paid twice"
    );
    Came {
        hours: weather.now.load(Ordering::SeqCst) as f64 / HOUR as f64,
        runs,
        requests: weather.seen.lock().unwrap().len(),
    }
}

/// What holds after every run.
fn hold(seed: u64, weather: &Weather, home: &Path, exit: Exit, width: usize, most: Option<u64>) {
    let mut outcomes = BTreeMap::new();
    for record in results(&home.join("hasil.jsonl")) {
        let id = record["id"].as_str().unwrap().to_owned();
        let outcome = record["outcome"].as_str().unwrap().to_owned();
        assert_eq!(record["translation"].is_null(), outcome == "failed");
        let before = outcomes.insert(id.clone(), outcome);
        assert!(before.is_none(), "seed {seed}: {id} has two outcomes");
    }
    let all_ok = outcomes.len() == ARTICLES && outcomes.values().all(|outcome| outcome == "ok");
    assert_eq!(exit == Exit::Done, all_ok, "seed {seed}: {exit:?}");

    let seen = weather.seen.lock().unwrap();
    let run = usize::try_from(weather.run.load(Ordering::SeqCst)).unwrap();
    let own: Vec<Seen> = seen
        .iter()
        .copied()
        .filter(|seen| seen.run == run)
        .collect();
    if let Some(most) = most {
        assert!(
            own.len() as u64 <= most,
            "seed {seed}: {} requests",
            own.len()
        );
    }
    // What was on its way when the window closed may still arrive, one fewer
    // than may be on their way at once.
    let mut closed: Option<(u64, u64)> = None;
    let mut late = 0;
    for one in &own {
        if let Some((since, until)) = closed
            && one.at > since
            && one.at < until
        {
            assert!(
                late + 1 < width,
                "seed {seed}, width {width}: a request at {} ms, closed from {since} until {until}",
                one.at
            );
            late += 1;
        }
        if let Some(until) = one.closed_until {
            closed = Some((one.at, until));
            late = 0;
        }
    }
}

#[test]
fn whatever_the_weather_every_article_ends_in_one_outcome() {
    let count = std::env::var("WEATHER").ok();
    let count: u64 = count.and_then(|text| text.parse().ok()).unwrap_or(6);
    let (mut hours, mut runs, mut requests) = (0.0, 0, 0);
    for seed in 0..count {
        let came = simulate(seed);
        hours += came.hours;
        runs += came.runs;
        requests += came.requests;
    }
    println!("{count} simulations: {hours:.1} hours, {runs} runs, {requests} requests");
}
