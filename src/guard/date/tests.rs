use super::*;

fn flags_with(published: Option<Date>, source: &str, target: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    check("p1", source, target, published, &mut flags);
    crate::guard::number::check("p1", source, target, &mut flags);
    flags
}

fn names(source: &str, target: &str) -> Vec<String> {
    let flags = flags_with(None, source, target);
    flags.iter().map(|flag| flag.check.to_string()).collect()
}

/// Faithful translations in the many ways English has.
const FAITHFUL: &[(&str, &str)] = &[
    ("Rabu (5/1/2022).", "Wednesday, January 5, 2022."),
    ("Rabu (5/1/2022).", "Wednesday (5 January 2022)."),
    ("Rabu (5/1/2022).", "On Wednesday, the 5th of January 2022."),
    ("Kamis (3/7).", "Thursday (July 3)."),
    ("Kamis (3/7) malam.", "Thursday night (3 July)."),
    ("Kamis malam (3/7/2025).", "Thursday evening, July 3, 2025."),
    (
        "Minggu dini hari (6/7/2025).",
        "Early on Sunday (July 6, 2025).",
    ),
    ("Jumat, 20 Juni 2025.", "Friday, June 20th, 2025."),
    (
        "Jumat (6/11) pukul 08.45 WITA.",
        "Friday (Nov. 6) at 8:45 a.m. Central Indonesia Time.",
    ),
    ("Pada 8 Juni lalu.", "Last June 8."),
    ("Pada 24-28 Juni.", "On June 24–28."),
    ("Pada 24-28 Juni 2020.", "From 24 to 28 June 2020."),
    ("Pada 24-28 Juni 2020.", "On June 24-28, 2020."),
    ("Pada 20, 21, dan 22 Maret.", "On March 20, 21 and 22."),
    (
        "Antara Rabu (28/5) dan Jumat (30/5).",
        "Between Wednesday (May 28) and Friday (May 30).",
    ),
    ("Juni 1956.", "In June of 1956."),
    ("Bulan Juni tahun 1956.", "June, 1956."),
    ("Tahun 1950-an.", "In the 1950s."),
    ("Tahun 1950-an.", "In the nineteen-fifties."),
    ("Pertengahan 1990-an.", "In the mid-1990s."),
    ("Era 90-an.", "The '90s."),
    ("Berusia dua puluhan.", "In their twenties."),
    ("Pukul 14.30 WIB.", "At 2:30 p.m. Western Indonesia Time."),
    ("Pukul 14.30 WIB.", "At 14:30 WIB."),
    ("Pukul 14:30 WIB.", "At 2.30pm (WIB)."),
    ("Pukul 14.30 WIB.", "At 0730 GMT."),
    ("Pukul 14.30 WIB.", "At 2:30 pm Jakarta time."),
    ("Pukul 22.56 WIB.", "At 10:56 p.m. local time (WIB)."),
    ("Pukul 12.00 GMT.", "At 1200 GMT."),
    ("Pukul 12.00 siang.", "At noon."),
    ("Pukul 00.00.", "At midnight."),
    ("Pukul 8 malam.", "At 8 p.m."),
    ("Pukul 9.30.", "At 9:30."),
    ("Pukul 09.00-11.00 WIB.", "From 9 a.m. WIB to 11 a.m. WIB."),
    ("Pukul 09.00 hingga 11.00.", "From 09:00 to 11:00."),
    ("Jam 9 pagi.", "At nine in the morning."),
    ("Pukul setengah delapan.", "At 7:30."),
    ("Selama 24 jam.", "For 24 hours."),
    ("Dalam 2 jam 30 menit.", "In 2 hours and 30 minutes."),
    (
        "Minggu ini dan dua minggu lagi.",
        "This week and in two weeks.",
    ),
    ("Hari Minggu lalu.", "Last Sunday."),
    ("Jum'at (4/7/2025).", "Friday (July 4, 2025)."),
    ("Pada 21 Juli 356 SM.", "On July 21, 356 BC."),
    ("Tanggal 20 dan bulan Maret.", "On March 20."),
    ("Pada 2022-01-05.", "On 5 January 2022."),
    ("Pada 13/1/2022.", "On 13/1/2022."),
    ("Tahun ajaran 2025/2026.", "The 2025/2026 school year."),
    ("Sebanyak 1/5 inci.", "1/5 inch."),
    ("Turnamen March Madness.", "The March Madness tournament."),
    ("Pada 2 Mei dan 3 Mei.", "On 2 and 3 May."),
    ("Desember mendatang.", "Next December."),
    (
        "Piala Dunia 2022 mulai 20 November.",
        "The World Cup starts on November 20, 2022.",
    ),
];

#[test]
fn faithful_translations_raise_nothing() {
    let mut wrong = Vec::new();
    for (source, target) in FAITHFUL {
        let flags = flags_with(None, source, target);
        if !flags.is_empty() {
            wrong.push((source, target, flags[0].message.clone()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn wrong_translations_are_named() {
    for (source, target, check) in [
        ("Rabu (5/1/2022).", "Sunday, May 1, 2022.", "date.swapped"),
        ("Pada 5 Januari.", "On May 1.", "date.swapped"),
        ("Pada (4/2).", "On April 2.", "date.swapped"),
        ("Pada (5/1/2022).", "On 5/1/2022.", "date.ambiguous"),
        (
            "Pada 5 Januari 2022.",
            "On January 6, 2022.",
            "date.changed",
        ),
        (
            "Pada 5 Januari 2022.",
            "On January 5, 2023.",
            "date.changed",
        ),
        ("Pada 5 Agustus.", "On May 5.", "date.changed"),
        ("Pada 5 Agustus.", "Recently.", "date.changed"),
        ("Bulan Agustus.", "In May.", "date.changed"),
        ("Juni 1956.", "June 1965.", "date.changed"),
        (
            "Pada 5 Januari.",
            "On January 5, 2022.",
            "date.year_invented",
        ),
        (
            "Rabu (6/1/2022).",
            "Wednesday, January 6, 2022.",
            "date.weekday_disagrees",
        ),
        ("Hari Rabu.", "On Thursday.", "date.weekday_changed"),
        ("Pukul 14.30 WIB.", "At 3:30 p.m. WIB.", "time.changed"),
        ("Pukul 14.30 WIB.", "At 2:30 a.m. WIB.", "time.changed"),
        ("Pukul 01.15 dini hari.", "At 1:15 p.m.", "time.changed"),
        ("Pukul 14.30 WIB.", "At 2:30 p.m. WITA.", "time.zone"),
        ("Pukul 14.30 WIB.", "At 2:30 p.m.", "time.zone"),
        ("Tahun 1950-an.", "In the 1960s.", "date.changed"),
    ] {
        let found = names(source, target);
        assert!(
            found.contains(&check.to_owned()),
            "{source} | {target}: {found:?}"
        );
    }
}

#[test]
fn the_day_of_publication_tells_the_year() {
    let published = published("2025-07-03T08:00:00+07:00");
    assert_eq!(published, Date::new(Some(2025), 7, 3));
    let right = flags_with(published, "Kamis (3/7).", "Thursday (July 3, 2025).");
    assert!(right.is_empty(), "{right:?}");
    let december = flags_with(published, "Pada 30 Desember.", "On December 30, 2024.");
    assert!(december.is_empty(), "{december:?}");
    let wrong = flags_with(published, "Kamis (3/7).", "Thursday (July 3, 2024).");
    assert_eq!(wrong[0].check, "date.year_invented");
    let disagrees = flags_with(published, "Rabu (3/7).", "Wednesday (July 3).");
    assert_eq!(disagrees[0].check, "date.weekday_disagrees");
    assert_eq!(disagrees[0].severity, Severity::Warning);
}

#[test]
fn a_day_of_publication_in_words_is_read() {
    let published = published("Selasa, 23 Februari 2016 | 16:37 WIB");
    assert_eq!(published, Date::new(Some(2016), 2, 23));
    assert_eq!(super::published("Tanggal tidak ditemukan"), None);
}
