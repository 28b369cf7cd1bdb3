//! Articles to measure with: invented news in Indonesian, about 3 KB each,
//! the same for the same seed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use fastrand::Rng;
use serde_json::json;

use crate::vocabulary::{ACTORS, DAYS, PEOPLE, PLACES, SENTENCES, THINGS, TITLES};

/// Bytes of text after which an article ends.
const SIZE: usize = 2900;

/// Writes so many articles as JSONL with the fields id, title and text.
/// Nothing is kept in memory: a child's peak memory, as the system counts
/// it, is at least that of the process that started it.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, count: usize, seed: u64) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut random = Rng::with_seed(seed);
    for number in 1..=count {
        let (title, text) = article(&mut random, number);
        let line = json!({"id": format!("a{number:06}"), "title": title, "text": text});
        writeln!(file, "{line}")?;
    }
    file.flush()
}

/// One article's headline and text.
pub fn article(random: &mut Rng, number: usize) -> (String, String) {
    let title = filled(pick(random, TITLES), random);
    let place = pick(random, PLACES);
    let mut text = format!("{place} (Warta Contoh) - ");
    // No sentence comes twice: a repetition is what a check looks for.
    let mut sentences = SENTENCES.to_vec();
    random.shuffle(&mut sentences);
    let mut sentences = sentences.into_iter().peekable();
    while text.len() < SIZE && sentences.peek().is_some() {
        for sentence in sentences.by_ref().take(random.usize(2..4)) {
            text.push_str(&filled(sentence, random));
            text.push(' ');
        }
        text.pop();
        text.push_str("\n\n");
    }
    // No two articles are alike, however many there are.
    text.push_str(&format!(
        "Laporan ini tercatat dengan nomor {}.",
        thousands(number as u64)
    ));
    (title, text)
}

fn pick<'a>(random: &mut Rng, from: &[&'a str]) -> &'a str {
    from[random.usize(..from.len())]
}

/// Fills the slots of a template.
fn filled(template: &str, random: &mut Rng) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(&slot_text(slot, random));
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn slot_text(slot: &str, random: &mut Rng) -> String {
    match slot {
        "person" => pick(random, PEOPLE).to_owned(),
        "place" => pick(random, PLACES).to_owned(),
        "actor" => pick(random, ACTORS).to_owned(),
        "thing" => pick(random, THINGS).to_owned(),
        "number" => thousands(random.u64(12..48_000)),
        "percent" => format!("{},{} persen", random.u8(1..60), random.u8(1..10)),
        "money" => format!("Rp{},{} miliar", random.u16(1..900), random.u8(1..10)),
        "time" => format!("{:02}.{:02} WIB", random.u8(6..12), random.u8(10..60)),
        "date" => date(random.usize(..365)),
        _ => String::new(),
    }
}

/// Days of each month of 2026.
const MONTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A day of 2026 as news writes it, with its weekday.
fn date(day_of_year: usize) -> String {
    // 1 January 2026 was a Thursday, the fourth day of the week.
    let weekday = DAYS[(day_of_year + 3) % 7];
    let mut day = day_of_year;
    let mut month = 0;
    while day >= MONTHS[month] {
        day -= MONTHS[month];
        month += 1;
    }
    format!("{weekday} ({}/{}/2026)", day + 1, month + 1)
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_articles() {
        let make = || article(&mut Rng::with_seed(7), 1);
        assert_eq!(make(), make());
        assert_ne!(make(), article(&mut Rng::with_seed(8), 1));
    }

    #[test]
    fn articles_have_about_three_kilobytes_and_no_open_slots() {
        let mut random = Rng::with_seed(1);
        for number in 1..200 {
            let (title, text) = article(&mut random, number);
            assert!((2800..3800).contains(&text.len()), "{}", text.len());
            assert!(!text.contains('{') && !title.contains('{'));
        }
    }

    #[test]
    fn days_have_their_weekday() {
        assert_eq!(date(0), "Kamis (1/1/2026)");
        assert_eq!(date(31 + 28), "Minggu (1/3/2026)");
        assert_eq!(date(364), "Kamis (31/12/2026)");
    }

    #[test]
    fn dots_separate_thousands() {
        assert_eq!(thousands(12), "12");
        assert_eq!(thousands(48_000), "48.000");
        assert_eq!(thousands(1_234_567), "1.234.567");
    }
}
