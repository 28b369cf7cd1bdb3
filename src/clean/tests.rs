//! Tests of cleaning as a whole. All texts were written for them.

mod anatomy;
mod metadata;
mod properties;

use super::{Block, BlockKind, Cleaned, Place, Rule, STAGES, clean, clean_blocks};
use crate::article::{MarkKind, Metadata, PartKind, RawArticle};

const HEADLINE: &str = "Banjir Surut di Kota Lama";
const FIRST: &str = "Warga Kota Lama mulai membersihkan rumah mereka setelah banjir yang menggenangi kampung itu selama tiga hari akhirnya surut pada Selasa (3/7) pagi, kata lurah setempat.";
const LAST: &str = "Lurah berharap bantuan segera datang karena persediaan air bersih di kampung itu hanya cukup untuk dua hari.";

fn cleaned(text: &str) -> Cleaned {
    clean(&RawArticle {
        text: text.to_owned(),
        ..RawArticle::default()
    })
}

fn story(cleaned: &Cleaned) -> String {
    let parts: Vec<&str> = cleaned
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    parts.join(" ")
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn article_with(place: Place, example: &str) -> String {
    match place {
        Place::Headline => format!("{example}\n\n{FIRST}\n\n{LAST}"),
        Place::Head => format!("{HEADLINE}\n\n{example}\n\n{FIRST}\n\n{LAST}"),
        Place::Opening => format!("{HEADLINE}\n\n{example} {FIRST}\n\n{LAST}"),
        Place::Inline => format!("{HEADLINE}\n\n{FIRST} {example} {LAST}"),
        Place::Line => format!("{HEADLINE}\n\n{FIRST}\n\n{example}\n\n{LAST}"),
        Place::Tail => format!("{HEADLINE}\n\n{FIRST}\n\n{LAST}\n\n{example}"),
        Place::End => format!("{HEADLINE}\n\n{FIRST}\n\n{LAST} {example}"),
    }
}

fn rules() -> Vec<Rule> {
    STAGES.iter().flat_map(|stage| (stage.rules)()).collect()
}

#[test]
fn a_dateline_behind_a_reporter_and_many_blanks_takes_nothing_of_the_story() {
    for blanks in 1..60 {
        let gap = " ".repeat(blanks);
        let lead = format!("Laporan Kontributor Budi Amir{gap}Muara Indah{gap}(ANTARA) - ");
        let whole = cleaned(&format!("{HEADLINE}\n\n{lead}{FIRST}\n\n{LAST}"));
        assert!(story(&whole).starts_with(FIRST), "{blanks} blanks");
        let short = cleaned(&format!("{HEADLINE}\n\n{lead}Ya.\n\n{LAST}"));
        assert!(story(&short).starts_with("Ya."), "{blanks} blanks");
    }
}

#[test]
fn every_rule_touches_its_example_and_spares_the_other() {
    let problems: Vec<String> = rules().iter().filter_map(problem_of).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

/// What is wrong with a rule's examples.
fn problem_of(rule: &Rule) -> Option<String> {
    let touched = cleaned(&article_with(rule.place, rule.touches)).removed;
    if touched.iter().all(|removal| removal.rule != rule.name) {
        return Some(format!(
            "{} does not touch {:?}: {touched:?}",
            rule.name, rule.touches
        ));
    }
    let spared = cleaned(&article_with(rule.place, rule.spares));
    let all = format!(
        "{} {}",
        spared.title.clone().unwrap_or_default(),
        story(&spared)
    );
    (!spared.removed.is_empty() || !all.contains(rule.spares)).then(|| {
        format!(
            "{} touches {:?}: {:?}",
            rule.name, rule.spares, spared.removed
        )
    })
}

#[test]
fn rules_take_nothing_of_the_story_around_their_examples() {
    for rule in rules() {
        let touched = cleaned(&article_with(rule.place, rule.touches));
        let story = story(&touched);
        assert!(
            story.contains(FIRST) && story.contains(LAST),
            "{}: {story}",
            rule.name
        );
    }
}

#[test]
fn every_rule_says_why_and_has_a_name_of_its_own() {
    let mut names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
    assert!(rules().iter().all(|rule| !rule.reason.is_empty()));
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn what_looks_like_a_marker_but_is_the_story_survives() {
    let facts = [
        "Anggarannya Rp 3 M untuk tahun ini dan Rp 1,2 T untuk tahun depan.",
        "Gempa M 6,1 mengguncang Kamis (3/7) pukul 14.30 WIB.",
        "Ada dua (dua) korban, seorang pengemudi ojek daring (ojol), naik 5 persen (yoy).",
        "Komisi Pemberantasan Korupsi (KPK) memeriksa AW (37).",
        "Menurut sumber: tidak ada korban lain di kampung itu.",
        "Laporan itu (abc/def) disusun dua wartawan pada malam hari.",
        "Ia membaca editor: sebuah pekerjaan yang sepi di kantor itu.",
        "Dewan [Perwakilan Rakyat] setuju dengan \"usulan itu\".",
    ];
    for fact in facts {
        let cleaned = cleaned(&format!("{HEADLINE}\n\n{FIRST}\n\n{fact}\n\n{LAST}"));
        assert!(cleaned.removed.is_empty(), "{fact}: {:?}", cleaned.removed);
        assert!(story(&cleaned).contains(fact), "{fact}");
    }
}

#[test]
fn headlines_with_abbreviated_amounts_stay_as_they_are() {
    for headline in [
        "Proyek Rp 3 M Mangkrak",
        "Aset Rp 162 T Dilelang",
        "Gempa M 5,5 Guncang Kota - Warga Panik",
    ] {
        assert_eq!(
            cleaned(&format!("{headline}\n\n{FIRST}")).title.as_deref(),
            Some(headline)
        );
    }
}

#[test]
fn a_repeated_headline_a_dateline_and_a_tail_leave_the_paragraphs_alone() {
    let text = format!(
        "{HEADLINE}\n\n{HEADLINE}\n\nContohkabar.com, {FIRST}\n\nAir sudah kering,\" kata  Sari, Rabu (4/7).\n\n    {LAST} (sal)\n\nCek Berita dan Artikel yang lain di Google News\n\nSumber:"
    );
    let cleaned = cleaned(&text);
    assert_eq!(cleaned.title.as_deref(), Some(HEADLINE));
    let texts: Vec<&str> = cleaned
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [FIRST, "Air sudah kering,\" kata Sari, Rabu (4/7).", LAST]
    );
    let ids: Vec<&str> = cleaned.parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(ids, ["p1", "p2", "p3"]);
    let rules: Vec<&str> = cleaned
        .removed
        .iter()
        .map(|removal| &*removal.rule)
        .collect();
    assert_eq!(
        rules,
        [
            "repeated_headline",
            "dateline",
            "initials",
            "promotion",
            "credits"
        ]
    );
    assert_eq!(cleaned.metadata.outlet.as_deref(), Some("Contohkabar.com"));
    assert_eq!(cleaned.metadata.initials.as_deref(), Some("sal"));
    assert_eq!(cleaned.metadata.credit, None);
    let checks: Vec<(&str, Option<&str>)> = cleaned
        .notes
        .iter()
        .map(|note| (&*note.check, note.part.as_deref()))
        .collect();
    assert_eq!(checks, [("clean.quotes_unbalanced", Some("p2"))]);
}

#[test]
fn blocks_keep_their_kinds() {
    let block = |kind, text: &str| Block {
        kind,
        text: text.to_owned(),
        at: 0,
    };
    let blocks = vec![
        block(BlockKind::Paragraph, FIRST),
        block(BlockKind::Caption, "Warga menyapu lumpur. (Foto: Budi)"),
        block(BlockKind::Heading, "Awal Mula"),
        block(BlockKind::ListItem, "beras"),
        block(BlockKind::Quotation, "Kami lelah."),
        block(BlockKind::Paragraph, LAST),
    ];
    let cleaned = clean_blocks(Some(HEADLINE), blocks, Metadata::default());
    let kinds: Vec<PartKind> = cleaned.parts.iter().map(|part| part.kind).collect();
    use PartKind::{Body, Caption, ListItem, Quotation, SubHeading};
    assert_eq!(
        kinds,
        [Body, Caption, SubHeading, ListItem, Quotation, Body]
    );
}

#[test]
fn sub_headings_lists_and_questions_stay_apart() {
    let text = format!(
        "{HEADLINE}\n\n{FIRST}\n\nAwal Mula\n\n1. Beras\n\n2. Selimut\n\nApa sebabnya?\n\n{LAST}"
    );
    let cleaned = cleaned(&text);
    assert!(cleaned.removed.is_empty());
    assert_eq!(cleaned.parts.len(), 6);
    assert_eq!(cleaned.parts[1].kind, PartKind::SubHeading);
    assert_eq!(cleaned.parts[2].kind, PartKind::ListItem);
}

#[test]
fn a_text_that_continues_elsewhere_is_noted_as_incomplete() {
    let at_end = format!("{HEADLINE}\n\n{FIRST} Bersambung ke halaman berikutnya...");
    assert!(
        cleaned(&at_end)
            .notes
            .iter()
            .any(|note| note.check == "clean.incomplete")
    );
    let in_the_middle = format!("{HEADLINE}\n\n{FIRST} Bersambung ke halaman berikutnya... {LAST}");
    assert!(cleaned(&in_the_middle).notes.is_empty());
}

#[test]
fn a_link_without_an_end_stays_and_is_marked() {
    let text = format!(
        "{HEADLINE}\n\n{FIRST} Baca juga:Harga Cabai Sari Hasan mengeluh sejak pagi. {LAST}"
    );
    let cleaned = cleaned(&text);
    assert!(cleaned.removed.is_empty());
    let part = &cleaned.parts[0];
    assert_eq!(part.marks.len(), 1);
    assert_eq!(part.marks[0].kind, MarkKind::LeaveOut);
    let marked: String = part
        .text
        .chars()
        .skip(part.marks[0].span.start)
        .take(part.marks[0].span.end - part.marks[0].span.start)
        .collect();
    assert!(marked.starts_with("Baca juga:Harga Cabai"), "{marked}");
    assert!(
        cleaned
            .notes
            .iter()
            .any(|note| note.check == "clean.inline_link")
    );
}

#[test]
fn fused_words_are_marked_and_brands_are_not() {
    let cleaned = cleaned(&format!(
        "{HEADLINE}\n\nKata é PemerintahJepangmenyerukan warga memakai WhatsApp dan GoTo.\n\n{LAST}"
    ));
    let part = &cleaned.parts[0];
    let marked: Vec<String> = part
        .marks
        .iter()
        .map(|mark| {
            part.text
                .chars()
                .skip(mark.span.start)
                .take(mark.span.end - mark.span.start)
                .collect()
        })
        .collect();
    assert_eq!(marked, ["PemerintahJepangmenyerukan"]);
}

#[test]
fn lost_paragraph_breaks_come_back_between_sentences() {
    let body = [FIRST, LAST].repeat(8).join(" ");
    let cleaned = cleaned(&format!("{HEADLINE}\n\n{body}"));
    assert!(cleaned.parts.len() > 3);
    assert!(cleaned.parts.iter().all(|part| part.text.ends_with('.')));
    assert_eq!(story(&cleaned), body);
}

#[test]
fn a_line_of_signs_between_wrapped_lines_was_removed_and_kept_too() {
    let line = "Warga Kota Lama mulai membersihkan rumah mereka setelah banjir";
    let text = format!("{HEADLINE}\n\n{line}\n{line}\n\n***\n{line}\n{line}\n{line}\nsurut.");
    let cleaned = cleaned(&text);
    let removed: Vec<&str> = cleaned
        .removed
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(removed, ["***"]);
    assert_eq!(
        story(&cleaned),
        format!("{line} {line} {line} {line} {line} surut.")
    );
}

#[test]
fn lines_broken_at_a_fixed_width_become_paragraphs_again() {
    let wrapped = "Warga Kota Lama mulai membersihkan rumah mereka setelah banjir\nyang menggenangi kampung itu selama tiga hari akhirnya surut pada\nSelasa pagi, kata lurah setempat kepada para wartawan yang datang\nke kampung itu dengan perahu karet milik badan penanggulangan\nbencana daerah yang sejak Minggu malam berjaga di sana.";
    let cleaned = cleaned(&format!("{HEADLINE}\n\n{wrapped}\n\n{LAST}"));
    assert_eq!(cleaned.parts.len(), 2);
}

#[test]
fn invisible_and_steering_characters_go_and_quotation_marks_stay() {
    let cleaned = cleaned(
        "Judul\u{200b} Berita\r\n\r\nKata&nbsp;dia, &ldquo;air\u{a0}surut&rdquo; \u{202e}hari\u{1b}[31m ini &amp;amp; besok.\r\n",
    );
    assert_eq!(cleaned.title.as_deref(), Some("Judul Berita"));
    assert_eq!(
        cleaned.parts[0].text,
        "Kata dia, “air surut” hari[31m ini & besok."
    );
    assert!(
        cleaned
            .notes
            .iter()
            .any(|note| note.check == "clean.control_characters")
    );
}

#[test]
fn a_first_line_as_long_as_a_paragraph_is_no_headline() {
    let cleaned = cleaned(&[FIRST, LAST].join(" "));
    assert_eq!(cleaned.title, None);
    assert_eq!(cleaned.parts.len(), 1);
}
