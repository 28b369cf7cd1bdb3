use crate::room::Room;
use proptest::prelude::*;

use super::*;
use crate::guard::{agreement, date, number};

fn one(found: Vec<Found>) -> Found {
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

fn amount(mantissa: u64, exponent: i16) -> Amount {
    Amount::decimal(mantissa, exponent)
}

#[test]
fn indonesian_forms() {
    let rupiah = |mantissa, exponent| Value::Money(amount(mantissa, exponent), Currency::Rupiah);
    for (text, value) in [
        ("Rp1,5 triliun", rupiah(15, 11)),
        ("Rp. 400 juta", rupiah(4, 8)),
        ("RP 42,04 triliun", rupiah(4204, 10)),
        ("Rp5.000,00", rupiah(5, 3)),
        ("Rp 162 T", rupiah(162, 12)),
        ("Rp5,9 M", rupiah(59, 8)),
        ("Rp 2 jt", rupiah(2, 6)),
        ("53,9 persen", Value::Percent(amount(539, -1))),
        ("ke-79", Value::Ordinal(amount(79, 0))),
        ("ke-XX", Value::Ordinal(amount(20, 0))),
        ("kesebelas", Value::Ordinal(amount(11, 0))),
        ("satu setengah juta", Value::Number(amount(15, 5))),
        ("duapuluh lima", Value::Number(amount(25, 0))),
        ("2,5 juta", Value::Number(amount(25, 5))),
        ("1.000-an", Value::Number(amount(1000, 0))),
        ("1950-an", Value::Decade(1950)),
        ("ratusan ribu", Value::Vague(5)),
    ] {
        let found = indonesian(text);
        assert_eq!(found[0].value, value, "{text}");
    }
}

#[test]
fn words_that_only_look_like_numbers_are_none() {
    for text in [
        "sebuah rumah",
        "sekitar selama",
        "minggu ini",
        "Jutaan kata",
        "sebagian besar",
    ] {
        let numbers = indonesian(text);
        assert!(
            numbers.iter().all(|found| found.need == Need::Free),
            "{text}: {numbers:?}"
        );
    }
    for text in ["I may march", "the second half", "one of a kind"] {
        let numbers = english(text);
        assert!(
            numbers.iter().all(|found| found.need == Need::Free),
            "{text}: {numbers:?}"
        );
    }
}

#[test]
fn every_month_and_weekday_has_its_number() {
    const MONTHS: [(&str, &str); 12] = [
        ("Januari", "January"),
        ("Februari", "February"),
        ("Maret", "March"),
        ("April", "April"),
        ("Mei", "May"),
        ("Juni", "June"),
        ("Juli", "July"),
        ("Agustus", "August"),
        ("September", "September"),
        ("Oktober", "October"),
        ("November", "November"),
        ("Desember", "December"),
    ];
    for (month, (id, en)) in (1..).zip(MONTHS) {
        let date = Value::Date(Date::new(Some(2020), month, 7).expect("a date"));
        assert_eq!(one(indonesian(&format!("7 {id} 2020"))).value, date);
        assert_eq!(one(english(&format!("{en} 7, 2020"))).value, date);
        assert_eq!(one(english(&format!("7 {} 2020", &en[..3]))).value, date);
    }
    const DAYS: [(&str, Weekday); 8] = [
        ("Senin", Weekday::Monday),
        ("Selasa", Weekday::Tuesday),
        ("Rabu", Weekday::Wednesday),
        ("Kamis", Weekday::Thursday),
        ("Jumat", Weekday::Friday),
        ("Sabtu", Weekday::Saturday),
        ("Minggu", Weekday::Sunday),
        ("Ahad", Weekday::Sunday),
    ];
    for (name, weekday) in DAYS {
        assert_eq!(one(indonesian(name)).value, Value::Weekday(weekday));
        assert_eq!(
            one(english(weekday.english())).value,
            Value::Weekday(weekday)
        );
    }
}

#[test]
fn a_summary_may_only_say_what_its_parts_say() {
    let source = indonesian("Rp1,5 miliar untuk 24 desa pada Rabu (5/1/2022).");
    let target = english("Rp 1.5 billion for 24 villages on Wednesday (January 5, 2022).");
    let texts = Bag::of_all([source.as_slice(), target.as_slice()]);
    for claim in [
        "One of 24 villages got 1.5 billion rupiah.",
        "It was decided on January 5.",
        "It was decided on 5 January 2022.",
    ] {
        assert!(supported(&english(claim), &texts), "{claim}");
    }
    for claim in [
        "Some 25 villages got money.",
        "They got $1.5 billion.",
        "They got Rp 1.5 million.",
        "It was decided on May 1.",
        "It was decided in 2021.",
    ] {
        assert!(!supported(&english(claim), &texts), "{claim}");
    }
}

const ONES: [(&str, &str); 20] = [
    ("nol", "zero"),
    ("satu", "one"),
    ("dua", "two"),
    ("tiga", "three"),
    ("empat", "four"),
    ("lima", "five"),
    ("enam", "six"),
    ("tujuh", "seven"),
    ("delapan", "eight"),
    ("sembilan", "nine"),
    ("sepuluh", "ten"),
    ("sebelas", "eleven"),
    ("dua belas", "twelve"),
    ("tiga belas", "thirteen"),
    ("empat belas", "fourteen"),
    ("lima belas", "fifteen"),
    ("enam belas", "sixteen"),
    ("tujuh belas", "seventeen"),
    ("delapan belas", "eighteen"),
    ("sembilan belas", "nineteen"),
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [(u64, &str, &str); 4] = [
    (1_000_000_000_000, "triliun", "trillion"),
    (1_000_000_000, "miliar", "billion"),
    (1_000_000, "juta", "million"),
    (1_000, "ribu", "thousand"),
];

fn indonesian_words(number: usize) -> String {
    match number {
        0..20 => ONES[number].0.to_owned(),
        20..100 if number.is_multiple_of(10) => format!("{} puluh", ONES[number / 10].0),
        20..100 => format!("{} puluh {}", ONES[number / 10].0, ONES[number % 10].0),
        _ => {
            let hundreds = match number / 100 {
                1 => "seratus".to_owned(),
                hundreds => format!("{} ratus", ONES[hundreds].0),
            };
            match number % 100 {
                0 => hundreds,
                rest => format!("{hundreds} {}", indonesian_words(rest)),
            }
        }
    }
}

fn english_words(number: usize) -> String {
    match number {
        0..20 => ONES[number].1.to_owned(),
        20..100 if number.is_multiple_of(10) => TENS[number / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[number / 10], ONES[number % 10].1),
        _ => match number % 100 {
            0 => format!("{} hundred", ONES[number / 100].1),
            rest => format!(
                "{} hundred and {}",
                ONES[number / 100].1,
                english_words(rest)
            ),
        },
    }
}

/// A whole number in words, group by group.
fn in_words(
    number: u64,
    group: fn(usize) -> String,
    scale: fn(&(u64, &'static str, &'static str)) -> &'static str,
) -> String {
    let mut rest = number;
    let mut words = Vec::new();
    for entry in &SCALES {
        let count = usize::try_from(rest / entry.0).expect("below a thousand");
        if count > 0 {
            words.push(format!("{} {}", group(count), scale(entry)));
            rest %= entry.0;
        }
    }
    if rest > 0 || words.is_empty() {
        words.push(group(usize::try_from(rest).expect("below a thousand")));
    }
    words.join(" ")
}

/// Digits in groups of three.
fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "5",
        "12",
        "2022",
        "1.5",
        "2,4",
        "9:30",
        "1/2",
        "(",
        ")",
        "-",
        "–",
        ",",
        ".",
        "/",
        "%",
        "$",
        "US$",
        "Rp",
        "Rp.",
        "juta",
        "miliar",
        "million",
        "dozen",
        "half",
        "a",
        "and",
        "of",
        "pukul",
        "jam",
        "WIB",
        "a.m.",
        "IV",
        "KPK",
        "kata",
        "hari Minggu",
        "local time",
        "jum'at",
        "&quot;",
        "&#39;",
        "“é”",
        "\n",
        "(WIB)",
        "UTC",
        "+7",
        "Rabu",
        "Wednesday",
        "Mei",
        "May",
        "March",
        "Sept",
        "ke",
        "ke-",
        "an",
        "s",
        "th",
        "kedua",
        "third",
        "thirds",
        "puluh",
        "belas",
        "dua",
        "two",
        "twenty",
        "satu",
        "setengah",
        "per",
        "koma",
        "point",
        "II",
        "XIX",
        "&#39;",
        "&",
        "½",
        "€",
        "°",
        "é",
        "\u{a0}",
        "\n",
        "99999999999999999999999",
        "0",
        "00",
        "M",
        "T",
        "m",
        "bn",
        "persen",
        "tahun",
        "minggu",
        "Minggu",
        "malam",
        "p.m.",
        "a.m",
        "U.S.",
        "dolar",
        "AS",
        "to",
        "hingga",
        "ratusan",
        "tens",
        "nineteen",
        "fifties",
        "word",
        "triliun",
    ]);
    let space = prop::sample::select(vec!["", " ", " "]);
    prop::collection::vec((piece, space), 0..24).prop_map(|pieces| {
        let texts = pieces
            .into_iter()
            .map(|(piece, space)| format!("{piece}{space}"));
        texts.collect()
    })
}

fn is_in_order(text: &str, found: &[Found]) {
    let mut last = 0;
    for found in found {
        assert!(
            found.start >= last && found.start < found.end,
            "{found:?} in {text:?}"
        );
        assert!(
            text.get(found.start..found.end).is_some(),
            "{found:?} in {text:?}"
        );
        last = found.end;
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        is_in_order(&text, &indonesian(&text));
        is_in_order(&text, &english(&text));
    }

    #[test]
    fn no_phrase_makes_the_reader_panic(text in pieces()) {
        is_in_order(&text, &indonesian(&text));
        is_in_order(&text, &english(&text));
    }

    #[test]
    fn words_that_are_known_are_read_as_their_letters_are(text in pieces(), any in any::<String>()) {
        for text in [&text, &any] {
            let room = Room::new();
            let read = Text::read(text, &room);
            prop_assert_eq!(among(&read, Language::Indonesian), indonesian(text));
            prop_assert_eq!(among(&read, Language::English), english(text));
        }
    }

    #[test]
    fn no_flag_is_missed_where_values_agree(text in pieces()) {
        let (source, target) = (indonesian(&text), english(&text));
        let own = source.iter().any(|found| date::contradicts_itself(found, None));
        if agreement::is_plain(&source, &target) && !own {
            let mut flags = Vec::new();
            number::check("p1", &text, &text, &mut flags);
            date::check("p1", &text, &text, None, &mut flags);
            prop_assert!(flags.is_empty(), "{:?}", flags);
        }
    }

    #[test]
    fn no_pair_of_phrases_makes_the_checks_panic(source in pieces(), target in pieces()) {
        let mut flags = Vec::new();
        number::check("p1", &source, &target, &mut flags);
        let published = Date::new(Some(2025), 7, 3);
        date::check("p1", &source, &target, published, &mut flags);
        for flag in flags {
            for (span, text) in [(flag.source, &source), (flag.target, &target)] {
                prop_assert!(span.is_none_or(|span| span.end <= text.chars().count()));
            }
        }
    }

    #[test]
    fn whole_numbers_are_read_alike_in_words_and_figures(number in 0_u64..1_000_000_000_000_000) {
        let value = Value::Number(Amount::whole(number));
        let words = in_words(number, indonesian_words, |scale| scale.1);
        prop_assert_eq!(one(indonesian(&words)).value, value, "{}", words);
        let words = in_words(number, english_words, |scale| scale.2);
        prop_assert_eq!(one(english(&words)).value, value, "{}", words);
        prop_assert_eq!(one(indonesian(&grouped(number, '.'))).value, value);
        prop_assert_eq!(one(english(&grouped(number, ','))).value, value);
        prop_assert_eq!(one(indonesian(&number.to_string())).value, value);
    }

    #[test]
    fn decimals_and_scales_are_read_alike(
        whole in 0_u64..1000,
        decimals in 0_u64..100,
        scale in 0_usize..4,
    ) {
        let (factor, id, en) = SCALES[scale];
        let value = Amount::decimal(whole * 100 + decimals, -2);
        let value = Value::Money(value.scaled(factor.ilog10() as u8), Currency::Rupiah);
        let source = format!("Rp{whole},{decimals:02} {id}");
        prop_assert_eq!(one(indonesian(&source)).value, value);
        let target = format!("Rp {whole}.{decimals:02} {en}");
        prop_assert_eq!(one(english(&target)).value, value);
    }

    #[test]
    fn dates_and_times_are_read_alike(
        day in 1_u64..29,
        month in 1_u64..13,
        year in 1900_u16..2100,
        hour in 0_u32..24,
        minute in 0_u32..60,
    ) {
        let date = Value::Date(Date::new(Some(year), month, day).expect("a date"));
        prop_assert_eq!(one(indonesian(&format!("({day}/{month}/{year})"))).value, date);
        prop_assert_eq!(one(english(&format!("{year}-{month:02}-{day:02}"))).value, date);
        let clock = Value::Clock(Clock {
            seconds: hour * 3600 + minute * 60,
            half: HalfOfDay::Stated,
            zone: Some(Zone::Wib),
        });
        let source = one(indonesian(&format!("pukul {hour:02}.{minute:02} WIB")));
        let half = if hour < 12 { "a.m." } else { "p.m." };
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let target = one(english(&format!("{twelve}:{minute:02} {half} WIB")));
        prop_assert_eq!(target.value, clock);
        let found = std::slice::from_ref(&target);
        prop_assert!(matches!(Bag::of(found).find(&source), Match::Same(_)));
    }
}
