//! Bodies and inputs that are far too large, and the memory that the program
//! takes with them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::endpoint::{Answer, Endpoint, Move, good};
use crate::support::story::story;

/// What one case came to.
pub struct Measured {
    /// What was given.
    pub name: &'static str,
    /// The exit code.
    pub code: i32,
    /// From start to end.
    pub took: Duration,
    /// The most memory that it had, in KiB.
    pub peak: u64,
    /// Requests that were sent.
    pub requests: usize,
    /// The last line that it told.
    pub told: String,
}

/// How large things are.
#[derive(Clone, Copy)]
pub struct Scale {
    /// MiB of a body.
    pub body: usize,
    /// MiB of what is packed.
    pub packed: usize,
    /// MiB of one article.
    pub article: usize,
    /// Characters of one line of JSON.
    pub line: usize,
    /// Lines of a file.
    pub lines: usize,
}

const MEBIBYTE: usize = 1 << 20;

/// Runs every case.
pub fn measure(binary: &Path, scale: Scale) -> Vec<Measured> {
    let desk = Desk {
        binary: binary.to_owned(),
        home: tempfile::tempdir().unwrap(),
    };
    desk.write("artikel.txt", story(7).text().as_bytes());
    let mut all = bodies(&desk, scale);
    all.extend(inputs(&desk, scale));
    all
}

fn bodies(desk: &Desk, scale: Scale) -> Vec<Measured> {
    let blanks = vec![b' '; MEBIBYTE];
    let mut chunk = b"100000\r\n".to_vec();
    chunk.extend_from_slice(&blanks);
    chunk.extend_from_slice(b"\r\n");
    let brackets = vec![b'['; MEBIBYTE];
    let text = br#"{"choices":[{"message":{"content":""#.to_vec();
    let words = [b"words " as &[u8]; MEBIBYTE / 6].concat();
    let event = [b"data: {\"choices\":[{\"delta\":{\"content\":\"word \"}}]}\n\n" as &[u8]; 20_000]
        .concat();
    let announced = format!("content-length: {}\r\n", scale.body * MEBIBYTE);
    let stream = "content-type: text/event-stream\r\n";
    let rows = [
        (
            "a body of announced length",
            announced.as_str(),
            Vec::new(),
            blanks.clone(),
        ),
        (
            "a chunked body",
            "transfer-encoding: chunked\r\n",
            Vec::new(),
            chunk,
        ),
        ("a body without end", "", Vec::new(), blanks),
        ("brackets without end", "", Vec::new(), brackets),
        ("one string without end", "", text, words),
        ("a stream without end", stream, Vec::new(), event.clone()),
        (
            "one line of a stream without end",
            stream,
            b"data: ".to_vec(),
            vec![b'x'; MEBIBYTE],
        ),
        (
            "a packed body",
            "content-encoding: gzip\r\n",
            packed(b' ', scale.packed),
            Vec::new(),
        ),
    ];
    rows.into_iter()
        .map(|(name, head, start, piece)| {
            let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes();
            let endpoint = Endpoint::start(move |_| {
                Answer::Raw(vec![
                    Move::Send(head.clone()),
                    Move::Send(start.clone()),
                    Move::Repeat(piece.clone(), scale.body),
                ])
            });
            desk.run(name, &endpoint, &["artikel.txt", "--tries", "1"])
        })
        .collect()
}

fn inputs(desk: &Desk, scale: Scale) -> Vec<Measured> {
    let paragraph = format!("{}\n\n", story(7).parts[1].0);
    let article = |bytes: usize| paragraph.repeat(bytes / paragraph.len() + 1);
    desk.write("panjang.txt", article(scale.article * MEBIBYTE).as_bytes());
    desk.write("tanpa-akhir.txt", &vec![b'a'; scale.article * MEBIBYTE]);
    desk.write("bom.txt.gz", &packed(b' ', scale.packed));
    desk.write("bom.jsonl.gz", &packed(b'a', scale.packed));
    let line = serde_json::json!({"id": "a", "title": "Banjir", "text": article(scale.line)});
    desk.write("baris.jsonl", format!("{line}\n").as_bytes());
    desk.write("garis.jsonl", "{}\n".repeat(scale.lines).as_bytes());
    let mut lines =
        std::io::BufWriter::new(std::fs::File::create(desk.path("berita.jsonl")).unwrap());
    for number in 0..scale.lines {
        writeln!(lines, "{{\"id\": \"b-{number}\", \"title\": \"Banjir\", \"text\": \"Banjir merendam {number} rumah warga di desa itu sejak pagi.\"}}").unwrap();
    }
    lines.flush().unwrap();
    let endpoint = || Endpoint::start(|request| good(request, &[story(7)]));
    let rows: [(&str, &[&str]); 8] = [
        ("a large article", &["panjang.txt"]),
        (
            "the same, allowed, estimated",
            &["panjang.txt", "--max-input", "64", "--estimate"],
        ),
        ("one word without end", &["tanpa-akhir.txt"]),
        ("a packed text", &["bom.txt.gz"]),
        ("a packed file of lines", &["bom.jsonl.gz"]),
        ("a long line, estimated", &["baris.jsonl", "--estimate"]),
        (
            "many lines that are no articles",
            &["garis.jsonl", "-o", "hasil.jsonl", "--no-memory"],
        ),
        ("many lines, estimated", &["berita.jsonl", "--estimate"]),
    ];
    rows.into_iter()
        .map(|(name, arguments)| desk.run(name, &endpoint(), arguments))
        .collect()
}

/// So many MiB of one sign, packed.
fn packed(sign: u8, mebibytes: usize) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let piece = vec![sign; MEBIBYTE];
    for _ in 0..mebibytes {
        packer.write_all(&piece).unwrap();
    }
    packer.finish().unwrap()
}

struct Desk {
    binary: PathBuf,
    home: tempfile::TempDir,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, name: &'static str, endpoint: &Endpoint, arguments: &[&str]) -> Measured {
        let began = Instant::now();
        let told = self.path("told");
        let mut child = Command::new(&self.binary)
            .env_clear()
            .env("HOME", self.home.path())
            .current_dir(self.home.path())
            .args(["translate", "--endpoint", "vllm", "--model", "mock"])
            .args(["--base-url", &endpoint.base_url])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&told).unwrap())
            .spawn()
            .unwrap();
        let mut peak = 0;
        let status = loop {
            peak = peak.max(high_water(child.id()).unwrap_or(0));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let told = std::fs::read_to_string(told).unwrap_or_default();
        Measured {
            name,
            code: status.code().unwrap_or(-1),
            took: began.elapsed(),
            peak,
            requests: endpoint.count(),
            told: told.lines().last().unwrap_or_default().to_owned(),
        }
    }
}

/// The most memory that a process had so far, in KiB.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
