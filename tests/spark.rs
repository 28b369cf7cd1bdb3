//! `examples/scripts/spark.py` on two workers, one of them killed in the
//! middle. Skipped loudly where PySpark is not here; `PYSPARK_PYTHON` names
//! a Python that has it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use support::endpoint::{Endpoint, good};
use support::process::{Gate, until};
use support::story::{Story, story};
use support::{KEY, alih, records, stderr, write_lines};

const ARTICLES: usize = 120;
const WORKERS: usize = 2;
/// Requests that one worker's process has under way at most.
const WIDTH: usize = 4;
/// The request at which a worker is killed.
const HALFWAY: usize = 60;

/// A test that fails leaves no cluster behind.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            // Its Java process ends with its input.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

/// What is the same whichever run made a record.
fn essence(records: Vec<Value>) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for record in records {
        let id = record["id"].as_str().unwrap().to_owned();
        let kept = json!([
            record["outcome"],
            record["source"],
            record["translation"],
            record["summary"],
            record["flags"],
        ]);
        assert!(
            found.insert(id, kept).is_none(),
            "{} stands twice",
            record["id"]
        );
    }
    found
}

/// The executors below a process.
fn executors(driver: u32) -> Vec<u32> {
    let is_executor = |id: &u32| {
        fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| {
            String::from_utf8_lossy(&line).contains("CoarseGrainedExecutorBackend")
        })
    };
    let mut below = vec![driver];
    let mut next = 0;
    while let Some(parent) = below.get(next) {
        let output = Command::new("pgrep")
            .args(["-P", &parent.to_string()])
            .output()
            .unwrap();
        let children = String::from_utf8(output.stdout).unwrap();
        below.extend(children.lines().filter_map(|id| id.parse::<u32>().ok()));
        next += 1;
    }
    below.retain(is_executor);
    below
}

#[test]
fn a_killed_worker_costs_at_most_what_it_had_under_way() {
    let python = std::env::var("PYSPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = |command: &mut Command| {
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    if !has(Command::new(&python).args(["-c", "import pyspark"]))
        || !has(Command::new("java").arg("-version"))
        || !has(Command::new("pgrep").arg("-V"))
    {
        eprintln!("SKIPPED: spark.py is not tested, for PySpark, Java or pgrep is not here");
        return;
    }
    let stories: Vec<Story> = (0..ARTICLES).map(story).collect();
    let known = stories.clone();
    let gate = Gate::default();
    let (held, arrived) = (gate.clone(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&arrived);
    let endpoint = Endpoint::start(move |request| {
        if counter.fetch_add(1, Ordering::SeqCst) >= HALFWAY {
            held.pass();
        }
        good(request, &known)
    });
    let home = tempfile::tempdir().unwrap();
    write_lines(&home.path().join("artikel.jsonl"), &stories);

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/scripts/spark.py");
    let program = assert_cmd::cargo::cargo_bin("alih");
    let others = std::env::var("PATH").unwrap();
    let log = fs::File::create(home.path().join("spark.log")).unwrap();
    let master = format!("--master local-cluster[{WORKERS},1,1024]");
    let driver = Command::new(&python)
        .env_clear()
        .env(
            "PATH",
            format!("{}:{others}", program.parent().unwrap().display()),
        )
        .env("HOME", home.path())
        .env("PYSPARK_PYTHON", &python)
        .env(
            "PYSPARK_SUBMIT_ARGS",
            format!("{master} --conf spark.executor.memory=512m --conf spark.ui.enabled=false pyspark-shell"),
        )
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("SPARK_WORKER_DIR", home.path().join("work"))
        .env("STATE", home.path().join("bersama.db"))
        .env("PER_MINUTE", "60000")
        .env("WORKERS", WORKERS.to_string())
        .env("OPENAI_API_KEY", KEY)
        .env("ALIH_ENDPOINT", "openai")
        .env("ALIH_MODEL", "mock")
        .env("ALIH_WIDTH", WIDTH.to_string())
        .env("ALIH_BASE_URL", &endpoint.base_url)
        .current_dir(home.path())
        .arg(script)
        .args(["artikel.jsonl", "hasil", "8"])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    let mut driver = Driver(driver);
    // There is work under way, and nothing more is answered.
    let began = std::time::Instant::now();
    while arrived.load(Ordering::SeqCst) < HALFWAY + WORKERS {
        let told = || fs::read_to_string(home.path().join("spark.log")).unwrap();
        assert!(driver.0.try_wait().unwrap().is_none(), "{}", told());
        assert!(began.elapsed().as_secs() < 300, "{}", told());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let workers = executors(driver.0.id());
    assert_eq!(workers.len(), WORKERS);
    let killed = Command::new("kill")
        .args(["-KILL", &workers[0].to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    until("another worker in its place", || {
        let now = executors(driver.0.id());
        now.len() == WORKERS && !now.contains(&workers[0])
    });
    gate.open();
    let ended = driver.0.wait().unwrap();
    let told = fs::read_to_string(home.path().join("spark.log")).unwrap();
    assert!(ended.success(), "{told}");
    assert!(told.contains("Lost executor"), "{told}");

    let asked = arrived.load(Ordering::SeqCst);
    println!("{ARTICLES} articles, {asked} requests with a worker killed");
    assert!(asked <= ARTICLES + WIDTH, "{asked}");
    let mut parts: Vec<_> = fs::read_dir(home.path().join("hasil"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("part-")
        })
        .collect();
    parts.sort();
    let merged: Vec<u8> = parts
        .iter()
        .flat_map(|path| fs::read(path).unwrap())
        .collect();
    let merged = records(&merged);
    let ids: Vec<&str> = merged.iter().filter_map(|own| own["id"].as_str()).collect();
    let wanted: Vec<&str> = stories.iter().map(|story| story.id.as_str()).collect();
    assert_eq!(ids, wanted, "each once, in the input's order");

    let single = alih(home.path())
        .env("OPENAI_API_KEY", KEY)
        .args([
            "translate",
            "artikel.jsonl",
            "--no-memory",
            "--format",
            "jsonl",
        ])
        .args(["--endpoint", "openai", "--model", "mock"])
        .args(["--base-url", &endpoint.base_url])
        .output()
        .unwrap();
    assert!(single.status.success(), "{}", stderr(&single));
    assert_eq!(essence(merged), essence(records(&single.stdout)));
}
