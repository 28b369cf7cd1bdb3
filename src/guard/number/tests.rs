use super::*;

fn flags(source: &str, target: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    check("p1", source, target, &mut flags);
    flags
}

fn names(source: &str, target: &str) -> Vec<String> {
    let flags = flags(source, target);
    flags.iter().map(|flag| flag.check.to_string()).collect()
}

/// Faithful translations in the many ways English has.
const FAITHFUL: &[(&str, &str)] = &[
    ("Anggarannya Rp1,5 miliar.", "Its budget is Rp 1.5 billion."),
    ("Anggarannya Rp 1,5 M.", "The budget is IDR 1.5 billion."),
    (
        "Anggaran Rp 162 T disiapkan.",
        "A budget of 162 trillion rupiah was set aside.",
    ),
    ("Harganya Rp. 400 ribu.", "It costs Rp400,000."),
    ("Harganya 500 rb saja.", "It only costs 500,000."),
    (
        "Sewa Rp5.000.000,00 per bulan.",
        "The rent is Rp 5 million a month.",
    ),
    ("Dana US$3,50 per orang.", "A fund of $3.50 per person."),
    ("Laba 47,1 miliar dolar AS.", "A profit of US$47.1bn."),
    (
        "Laba 47,1 miliar dolar AS.",
        "A profit of 47.1 billion U.S. dollars.",
    ),
    ("Kerugian 1,39 triliun dolar.", "A loss of $1.39tn."),
    (
        "Sebanyak 550 ribu dolar AS hilang.",
        "Some $550,000 went missing.",
    ),
    ("Nilainya €10 juta.", "It is worth 10 million euros."),
    (
        "Kurs Rp 16.335/US$ pagi ini.",
        "The rate was Rp 16,335 to US$1 this morning.",
    ),
    ("Inflasi 4,25-4,50%.", "Inflation of 4.25–4.50 percent."),
    ("Naik 10 hingga 15 persen.", "It rose by 10 to 15 per cent."),
    (
        "Sebanyak 50-100 juta orang.",
        "Between 50 million and 100 million people.",
    ),
    (
        "Sebanyak 50 sampai 100 juta orang.",
        "Some 50 to 100 million people.",
    ),
    (
        "Antara 5 dan 10 juta ton beras.",
        "Between five and 10 million tonnes of rice.",
    ),
    (
        "Ada 81 (delapan puluh satu) warga.",
        "There were 81 residents.",
    ),
    (
        "Ada 81 (delapan puluh satu) warga.",
        "There were eighty-one (81) residents.",
    ),
    (
        "Juara ke-5 dari abad ke-20.",
        "The fifth champion of the twentieth century.",
    ),
    ("Pada abad kesembilan belas.", "In the 19th century."),
    ("Ulang tahun kedua puluh lima.", "The 25th anniversary."),
    ("Ketiga anak itu selamat.", "All three children survived."),
    ("Kedua pihak sepakat.", "Both sides agreed."),
    ("Kedua negara sepakat.", "The countries agreed."),
    ("Babak pertama berakhir 0-2.", "The first half ended 0–2."),
    ("Timnas menang 4-0.", "The national team won four-nil."),
    (
        "Sepertiga dari 1.200 desa.",
        "A third of the 1,200 villages.",
    ),
    (
        "Dua pertiga anggota hadir.",
        "Two-thirds of the members attended.",
    ),
    (
        "Tiga perempat lahan kering.",
        "Three quarters of the land is dry.",
    ),
    (
        "Satu per lima siswa absen.",
        "One-fifth of the pupils were absent.",
    ),
    (
        "Setengah juta warga mengungsi.",
        "Half a million residents fled.",
    ),
    (
        "Satu setengah juta warga.",
        "One and a half million residents.",
    ),
    (
        "Dua setengah tahun penjara.",
        "Two-and-a-half years in prison.",
    ),
    ("Dua koma lima juta dosis.", "2.5 million doses."),
    (
        "Dua ratus lima puluh ribu orang.",
        "Two hundred and fifty thousand people.",
    ),
    ("Seribu dua ratus orang.", "1,200 people."),
    ("Seratus orang datang.", "A hundred people came."),
    ("Dua lusin telur.", "Two dozen eggs."),
    ("Sebelas pemain.", "Eleven players."),
    (
        "Puluhan rumah dan ratusan ribu warga.",
        "Dozens of homes and hundreds of thousands of people.",
    ),
    (
        "Belasan siswa pingsan.",
        "More than a dozen pupils fainted.",
    ),
    ("Satu-satunya korban.", "The only victim."),
    (
        "Salah satu dari 1 (satu) tersangka.",
        "One of the suspects.",
    ),
    ("Seorang pria dan dua wanita.", "A man and two women."),
    ("Penduduk 16.300-an jiwa.", "A population of about 16,300."),
    ("Guru berusia 28 tahun itu.", "The 28-year-old teacher."),
    (
        "AW (37) dan HS (27) ditahan.",
        "AW (37) and HS (27) were detained.",
    ),
    (
        "Perang Dunia II dan Komisi VII.",
        "World War II and Commission VII.",
    ),
    ("Perang Dunia II usai.", "The Second World War was over."),
    (
        "Jaringan 802.11n di pita 2,4 GHz.",
        "The 802.11n network on the 2.4 GHz band.",
    ),
    ("Pesawat F-35A dan MH370.", "The F-35A plane and MH370."),
    ("Telepon 0877-7759-1097.", "Phone 0877-7759-1097."),
    (
        "Nomor 757/Pdt.G/2022/PT.Jkt.Pst.",
        "Number 757/Pdt.G/2022/PT.Jkt.Pst.",
    ),
    ("UU No. 20 Tahun 2001.", "Law No. 20 of 2001."),
    (
        "Gempa M 6,1 di kedalaman 10 km.",
        "A magnitude 6.1 quake at a depth of 10 kilometres.",
    ),
    ("Luasnya 134 ha.", "It covers 134 hectares."),
    (
        "Naik seperempat persen.",
        "It rose by a quarter of a percentage point.",
    ),
    ("Senilai 0,5 persen.", "Worth half a percent."),
    (
        "Sebanyak 750 ribu orang.",
        "Three quarters of a million people.",
    ),
    ("Sekitar 10-15 ribu orang.", "Some 10,000 to 15,000 people."),
    (
        "Dari 5 menjadi 10 juta.",
        "From five million to 10 million.",
    ),
    (
        "Naik 0,25 poin persentase.",
        "It rose by 0.25 percentage points.",
    ),
    ("Harga 9.4 triliun.", "A price of 9.4 trillion."),
    ("Musim 1995-96.", "The 1995-1996 season."),
    (
        "Pedagang kaki lima ditertibkan.",
        "Street vendors were moved on.",
    ),
    ("Sepeda motor roda dua dilarang.", "Motorcycles are banned."),
    ("Yang dirilis Six Days.", "What was released is Six Days."),
    ("Piala Euro 2024 usai.", "Euro 2024 is over."),
    (
        "Tayang &quot;5 hari&quot;.",
        "&quot;5 days&quot; aired in Konami&#39;s hall.",
    ),
    ("Panjangnya 3 2/3 meter.", "It is 3 2/3 metres long."),
    ("Naik dua kali lipat.", "It doubled."),
    ("Sekitar 4 puluh markas.", "Around 40 bases."),
    (
        "Dua juta dan tiga juta orang.",
        "Two million and three million people.",
    ),
    (
        "Suhu minus 5 derajat.",
        "A temperature of minus five degrees.",
    ),
    ("Usia 30-an.", "In their thirties."),
    (
        "Pencapaian kelima orang itu.",
        "The achievement of the five.",
    ),
    (
        "Semester I dan 7,5 jam.",
        "The first semester and seven and a half hours.",
    ),
    ("Utang Rp 8.000 triliun.", "A debt of Rp 8 quadrillion."),
    ("Nilai 30 ribu.", "A value of 30 thousand."),
    ("Sebesar S$2 juta.", "S$2 million."),
    (
        "Rp16.300-Rp16.800 per dolar.",
        "Rp 16,300-16,800 to the dollar.",
    ),
    ("Rp 2 juta 500 ribu.", "Rp 2 million 500 thousand."),
    (
        "Menjuarai 3x3 dan 4x100 meter.",
        "Won the 3x3 and the 4x100 metres.",
    ),
    ("Stok 5.000mAh.", "A stock of 5,000mAh."),
];

#[test]
fn faithful_translations_raise_nothing() {
    let mut wrong = Vec::new();
    for (source, target) in FAITHFUL {
        let flags = flags(source, target);
        if !flags.is_empty() {
            wrong.push((source, target, flags[0].message.clone()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn wrong_translations_are_named() {
    for (source, target, check) in [
        (
            "Ada 2.400 warga.",
            "There were 2,500 residents.",
            "number.changed",
        ),
        (
            "Ada 24 warga.",
            "There were 42 residents.",
            "number.changed",
        ),
        (
            "Ada dua puluh warga.",
            "There were thirty residents.",
            "number.changed",
        ),
        ("Ada 24 warga.", "There were residents.", "number.missing"),
        ("Ada warga.", "There were 24 residents.", "number.added"),
        ("Senilai Rp 3 M.", "Worth Rp 3 million.", "number.scale"),
        ("Senilai Rp 3 M.", "Worth Rp 3 M.", "number.scale"),
        ("Senilai 3 miliar.", "Worth 3 million.", "number.scale"),
        ("Senilai 3 triliun.", "Worth 3 billion.", "number.scale"),
        ("Senilai 3 juta.", "Worth 3.", "number.scale"),
        ("Ribuan warga.", "Millions of residents.", "number.scale"),
        (
            "Sebanyak 50-100 juta.",
            "Some 50-100 billion.",
            "number.scale",
        ),
        (
            "Di pita 2,4 GHz.",
            "On the 2,4 GHz band.",
            "number.separator",
        ),
        (
            "Seharga Rp 5.000.",
            "It costs Rp 5.000.",
            "number.separator",
        ),
        (
            "Seharga Rp5.000.000.",
            "It costs Rp5.000.000.",
            "number.separator",
        ),
        (
            "Naik 1,215 persen.",
            "It rose 1,215 percent.",
            "number.separator",
        ),
        ("Senilai Rp 3 juta.", "Worth $3 million.", "money.currency"),
        ("Senilai US$3 juta.", "Worth €3 million.", "money.currency"),
        ("Senilai Rp 3 juta.", "Worth 3 million.", "money.currency"),
        ("Sejauh 12 km.", "For 12 miles.", "number.unit"),
        ("Selama 5 bulan.", "For 5 years.", "number.unit"),
        ("Naik 5 persen.", "It rose by 5.", "number.unit"),
        ("Pesawat F-35.", "The F-36 plane.", "number.changed"),
        (
            "Jaringan 802.11n.",
            "The 802.12n network.",
            "number.changed",
        ),
        (
            "Mencetak 2 gol dan 2 umpan.",
            "He had 2 goals and assists.",
            "number.missing",
        ),
        ("Flu burung H5N1.", "H4N1 bird flu.", "number.changed"),
        ("Tahun 2012.", "In 2013.", "number.changed"),
        (
            "Komisi VII DPR.",
            "House Commission VIII.",
            "number.changed",
        ),
        (
            "Dua pertiga anggota.",
            "Three quarters of the members.",
            "number.changed",
        ),
        ("Juara ke-5.", "The sixth champion.", "number.changed"),
    ] {
        assert_eq!(names(source, target), [check], "{source} | {target}");
    }
}

#[test]
fn wrong_numbers_are_errors_and_lost_units_are_warnings() {
    let severity = |source, target| flags(source, target)[0].severity;
    assert_eq!(
        severity("Ada 24 warga.", "There were 42 residents."),
        Severity::Error
    );
    assert_eq!(
        severity("Senilai Rp 3 juta.", "Worth $3 million."),
        Severity::Error
    );
    assert_eq!(
        severity("Senilai Rp 3 juta.", "Worth 3 million."),
        Severity::Warning
    );
    assert_eq!(
        severity("Sejauh 12 km.", "For 12 miles."),
        Severity::Warning
    );
    assert_eq!(
        severity("Komisi VII DPR.", "Commission VIII."),
        Severity::Warning
    );
}

#[test]
fn a_figure_that_is_lost_is_an_error_whatever_stands_in_its_place() {
    for (source, target) in [
        (
            "Ada 6.123 rumah warga.",
            "There were r2 houses of residents.",
        ),
        (
            "Ada 6.123 rumah warga.",
            "There were VII houses of residents.",
        ),
        ("Komisi VII DPR.", "Commission 20."),
    ] {
        let flags = flags(source, target);
        assert_eq!(flags.len(), 1, "{source} | {target}");
        assert_eq!(flags[0].severity, Severity::Error, "{source} | {target}");
    }
}

#[test]
fn a_flag_tells_both_values_and_where_they_are_in_characters() {
    let flags = flags("“Éh”, senilai Rp 3 M.", "“Éh”, worth Rp 3 million.");
    let flag = &flags[0];
    let part = |text: &str, span: Option<crate::article::Span>| {
        let span = span.expect("a span");
        let characters = text.chars().skip(span.start).take(span.end - span.start);
        characters.collect::<String>()
    };
    assert_eq!(part("“Éh”, senilai Rp 3 M.", flag.source), "Rp 3 M");
    assert_eq!(
        part("“Éh”, worth Rp 3 million.", flag.target),
        "Rp 3 million"
    );
    assert!(flag.message.contains("\"Rp 3 M\" became \"Rp 3 million\""));
    assert_eq!(flag.part.as_deref(), Some("p1"));
}

#[test]
fn a_text_of_nothing_but_numbers_takes_no_quadratic_time() {
    let source: String = (0..60_000).map(|number| format!("{number} ")).collect();
    let target: String = (100_000..160_000)
        .map(|number| format!("{number}; "))
        .collect();
    assert_eq!(flags(&source, &target).len(), MOST);
}
