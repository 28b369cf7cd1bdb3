//! Measures the number and date checks on real machine translations.
//!
//! `measure_numbers FOLDER [alarms ENGINE]`: the folder holds
//! `flores-dev.id`, `flores-dev.en` and `flores-dev.ENGINE.en`, line by line.
//! Prints false alarms for each engine and, on the two best ones, how many
//! injected errors are found (the missed ones too, where the environment has
//! `MISSES`). The seed is fixed. With `alarms`, every flag of one engine.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use alih::article::{Flag, Severity};
use alih::guard::value::{self, Pair, Values};
use alih::guard::{date, number};

const ENGINES: [&str; 7] = [
    "google",
    "microsoft",
    "bergamot-tiny",
    "nllb",
    "opusmt",
    "argos",
    "",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name the folder")?;
    let folder = Path::new(&folder);
    let sources = lines(folder, "flores-dev.id")?;
    if arguments.next().is_some() {
        let engine = arguments.next().unwrap_or_default();
        print_alarms(&sources, &engine_lines(folder, &engine)?);
        return Ok(());
    }
    println!("sentences with digits that raise an error (any flag):");
    for engine in ENGINES {
        alarms(engine, &sources, &engine_lines(folder, engine)?);
    }
    for engine in &ENGINES[..2] {
        let targets = engine_lines(folder, engine)?;
        println!("injected into {engine}: found (as an error) of tries");
        for (name, inject) in INJECTIONS {
            detection(name, inject, &sources, &targets);
        }
    }
    summaries(
        &sources,
        &engine_lines(folder, "google")?,
        &engine_lines(folder, "microsoft")?,
    );
    templates();
    timing(&sources, &engine_lines(folder, "google")?);
    Ok(())
}

fn lines(folder: &Path, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join(name))?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn engine_lines(folder: &Path, engine: &str) -> Result<Vec<String>, Box<dyn Error>> {
    match engine {
        "" | "human" => lines(folder, "flores-dev.en"),
        engine => lines(folder, &format!("flores-dev.{engine}.en")),
    }
}

fn flags(source: &str, target: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    let source = Values::indonesian(source);
    let target = Values::english(target);
    let pair = Pair::new("p1", &source, &target);
    number::compare(&pair, &mut flags);
    date::compare(&pair, None, &mut flags);
    flags
}

fn errors(flags: &[Flag]) -> usize {
    flags
        .iter()
        .filter(|flag| flag.severity == Severity::Error)
        .count()
}

fn has_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn alarms(engine: &str, sources: &[String], targets: &[String]) {
    let mut with_digits = 0;
    let mut raised = 0;
    let mut any = 0;
    let mut without_digits = 0;
    for (source, target) in sources.iter().zip(targets) {
        let flags = flags(source, target);
        if has_digits(source) {
            with_digits += 1;
            raised += usize::from(errors(&flags) > 0);
            any += usize::from(!flags.is_empty());
        } else {
            without_digits += usize::from(errors(&flags) > 0);
        }
    }
    let name = if engine.is_empty() { "human" } else { engine };
    println!(
        "{name:14} {raised:3} of {with_digits} = {:.1} % (any {any}); without digits {without_digits} of {}",
        percent(raised, with_digits),
        sources.len() - with_digits
    );
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn print_alarms(sources: &[String], targets: &[String]) {
    for (line, (source, target)) in sources.iter().zip(targets).enumerate() {
        let flags = flags(source, target);
        if flags.is_empty() {
            continue;
        }
        println!("{} ID {source}\n   EN {target}", line + 1);
        for flag in flags {
            println!("   {:?} {}: {}", flag.severity, flag.check, flag.message);
        }
    }
}

/// Spoils a translation; none where it has nothing of the kind.
type Injection = fn(&str, &mut fastrand::Rng) -> Option<String>;

const INJECTIONS: [(&str, Injection); 6] = [
    ("changed digit", change_digit),
    ("scale slip", slip_scale),
    ("dropped number", drop_number),
    ("separator left", leave_separator),
    ("changed currency", change_currency),
    ("changed month", change_month),
];

fn detection(name: &str, inject: Injection, sources: &[String], targets: &[String]) {
    const ROUNDS: usize = 3;
    let mut random = fastrand::Rng::with_seed(5);
    let (mut tries, mut found, mut as_error) = (0, 0, 0);
    for (source, target) in sources.iter().zip(targets) {
        let before = flags(source, target);
        if errors(&before) > 0 || !has_digits(source) {
            continue;
        }
        for _ in 0..ROUNDS {
            let Some(spoiled) = inject(target, &mut random) else {
                continue;
            };
            let after = flags(source, &spoiled);
            tries += 1;
            found += usize::from(after.len() > before.len());
            as_error += usize::from(errors(&after) > 0);
            if errors(&after) == 0 && std::env::var_os("MISSES").is_some() {
                println!("   MISS {name}\n   ID {source}\n   EN {spoiled}");
            }
        }
    }
    println!(
        "  {name:18} {found} ({as_error}) of {tries} = {:.1} % ({:.1} %)",
        percent(found, tries),
        percent(as_error, tries)
    );
}

/// Positions of digits that are no part of an HTML entity.
fn digits(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit())
        .filter(|at| {
            let start = bytes[..*at].iter().rposition(|byte| !byte.is_ascii_digit());
            start.is_none_or(|start| bytes[start] != b'#')
        })
        .collect()
}

fn change_digit(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    let digits = digits(text);
    let at = *random.choice(&digits)?;
    let old = text.as_bytes()[at];
    let new = b'0' + (old - b'0' + random.u8(1..10)) % 10;
    let mut spoiled = text.to_owned();
    spoiled.replace_range(at..=at, &char::from(new).to_string());
    Some(spoiled)
}

fn replace_one(text: &str, pairs: &[(&str, &str)], random: &mut fastrand::Rng) -> Option<String> {
    let spots: Vec<(usize, &str, &str)> = pairs
        .iter()
        .flat_map(|(old, new)| text.match_indices(old).map(move |(at, _)| (at, *old, *new)))
        .collect();
    let (at, old, new) = random.choice(&spots)?;
    let mut spoiled = text.to_owned();
    spoiled.replace_range(*at..at + old.len(), new);
    Some(spoiled)
}

fn slip_scale(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    const SLIPS: [(&str, &str); 5] = [
        (" million", " billion"),
        (" billion", " million"),
        (" trillion", " billion"),
        (",000", ""),
        (" thousand", " million"),
    ];
    replace_one(text, &SLIPS, random)
}

fn change_month(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    const SLIPS: [(&str, &str); 6] = [
        ("August", "May"),
        ("September", "November"),
        ("March", "April"),
        ("October", "July"),
        ("June", "July"),
        ("January", "June"),
    ];
    replace_one(text, &SLIPS, random)
}

fn change_currency(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    const SLIPS: [(&str, &str); 3] = [("$", "€"), ("dollars", "euros"), ("euros", "dollars")];
    replace_one(text, &SLIPS, random)
}

/// Runs of digits with their separators.
fn figures(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut figures: Vec<std::ops::Range<usize>> = Vec::new();
    for at in digits(text) {
        match figures.last_mut() {
            Some(last)
                if last.end == at
                    || (last.end + 1 == at && matches!(bytes[last.end], b'.' | b',' | b':')) =>
            {
                last.end = at + 1;
            }
            _ => figures.push(at..at + 1),
        }
    }
    figures
}

fn drop_number(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    let figures = figures(text);
    let figure = random.choice(&figures)?.clone();
    let mut spoiled = text.to_owned();
    spoiled.replace_range(figure, "");
    Some(spoiled)
}

fn leave_separator(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    let mut figures = figures(text);
    figures.retain(|figure| {
        let figure = &text[figure.clone()];
        figure.contains(['.', ',']) && !text.contains("a.m") && !text.contains("p.m")
    });
    let figure = random.choice(&figures)?.clone();
    let swapped: String = text[figure.clone()]
        .chars()
        .map(|c| match c {
            '.' => ',',
            ',' => '.',
            c => c,
        })
        .collect();
    let mut spoiled = text.to_owned();
    spoiled.replace_range(figure, &swapped);
    Some(spoiled)
}

/// One engine's sentence as a claim about the source and the other engine's
/// translation: true as it stands, and false with a changed figure.
fn summaries(sources: &[String], claims: &[String], targets: &[String]) {
    let mut random = fastrand::Rng::with_seed(5);
    let (mut claimed, mut alarms, mut spoiled, mut found) = (0, 0, 0, 0);
    for ((source, claim), target) in sources.iter().zip(claims).zip(targets) {
        if !has_digits(source) {
            continue;
        }
        let source = value::indonesian(source);
        let target = value::english(target);
        let texts = value::Bag::of_all([source.as_slice(), target.as_slice()]);
        let is_supported = |claim: &str| value::supported(&value::english(claim), &texts);
        claimed += 1;
        if !is_supported(claim) {
            alarms += 1;
            continue;
        }
        for _ in 0..3 {
            if let Some(claim) = change_digit(claim, &mut random) {
                spoiled += 1;
                found += usize::from(!is_supported(&claim));
            }
        }
    }
    println!(
        "claims of a summary: {alarms} of {claimed} true ones alarm; changed digit {found} of {spoiled} = {:.1} %",
        percent(found, spoiled)
    );
}

/// Dates in every month and form, correct and with day and month exchanged.
fn templates() {
    const INDONESIAN: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (mut tries, mut swaps, mut false_alarms) = (0, 0, 0);
    for day in 1..=12_usize {
        for month in (1..=12_usize).filter(|month| *month != day) {
            for year in ["", "2022"] {
                let numbers = match year {
                    "" => format!("({day}/{month})"),
                    year => format!("({day}/{month}/{year})"),
                };
                let spelled = format!("{day} {} {year}", INDONESIAN[month - 1]);
                let comma = if year.is_empty() { "" } else { ", " };
                let english = |day: usize, month: usize| {
                    [
                        format!("{} {day}{comma}{year}", ENGLISH[month - 1]),
                        format!("{day} {} {year}", ENGLISH[month - 1]),
                    ]
                };
                for source in [&numbers, &spelled] {
                    let source = format!("Rapat itu digelar pada {source} di kantor bupati.");
                    for (right, wrong) in english(day, month).iter().zip(english(month, day)) {
                        let say = |date: &str| {
                            format!("The meeting was held on {date} at the regent's office.")
                        };
                        tries += 1;
                        false_alarms += usize::from(!flags(&source, &say(right)).is_empty());
                        swaps += usize::from(
                            flags(&source, &say(&wrong))
                                .iter()
                                .any(|flag| flag.check == "date.swapped"),
                        );
                    }
                }
            }
        }
    }
    println!(
        "day and month exchanged: {swaps} of {tries} = {:.1} %; false alarms {false_alarms}",
        percent(swaps, tries)
    );
}

/// Time for an article of about 3,000 characters in parts of three sentences.
fn timing(sources: &[String], targets: &[String]) {
    const ROUNDS: u32 = 100;
    let parts: Vec<(String, String)> = sources
        .chunks(3)
        .zip(targets.chunks(3))
        .map(|(source, target)| (source.join(" "), target.join(" ")))
        .collect();
    let bytes: usize = parts.iter().map(|(source, _)| source.len()).sum();
    let articles = bytes as f64 / 3000.0;
    let mut raised = 0;
    let mut round = || {
        let started = Instant::now();
        for (source, target) in &parts {
            raised += flags(source, target).len();
        }
        started.elapsed().as_secs_f64() * 1e6 / articles
    };
    // Other programs only ever make a round slower.
    let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
    println!("{best:.1} µs for an article of 3 KB and its translation ({raised} flags)");
}
