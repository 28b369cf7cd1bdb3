//! Inventions that are put into true summaries, with a fixed seed.

use fastrand::Rng;

use super::*;

/// Paragraphs with a faithful translation and true sentences about each.
const TRUE: [(&str, &str, &[&str]); 12] = [
    (
        "Gubernur Sulawesi Tengah, Hidayat Lamakarate, meresmikan pelabuhan baru di Donggala pada Senin (3/3/2025). Pelabuhan senilai Rp412 miliar itu dapat menampung 18 kapal.",
        "Central Sulawesi Governor Hidayat Lamakarate inaugurated a new port in Donggala on Monday, March 3, 2025. The Rp412 billion port can hold 18 ships.",
        &[
            "Governor Hidayat Lamakarate opened a port worth Rp412 billion in Donggala.",
            "The port in Donggala has room for 18 ships.",
            "The new port was inaugurated on March 3, 2025.",
        ],
    ),
    (
        "Sebanyak 1.275 petani di Kabupaten Blora kehilangan panen akibat kekeringan sejak Juni. \"Sumur kami kering,\" kata Suparman, petani di Desa Ngraho.",
        "As many as 1,275 farmers in Blora regency have lost their harvests to drought since June. \"Our wells are dry,\" said Suparman, a farmer in Ngraho village.",
        &[
            "Drought has cost 1,275 farmers in Blora their harvests since June.",
            "\"Our wells are dry,\" said Suparman of Ngraho village.",
            "In Blora 1,275 farmers lost crops, Suparman said.",
        ],
    ),
    (
        "Bank Nagari Lestari mencatat laba Rp2,7 triliun pada 2024, naik 12,5 persen dari tahun sebelumnya. Direktur Utama Marlina Siregar menyebut kredit usaha kecil sebagai pendorongnya.",
        "Bank Nagari Lestari posted a profit of Rp2.7 trillion in 2024, up 12.5 percent from the year before. President Director Marlina Siregar named small-business loans as the driver.",
        &[
            "Bank Nagari Lestari earned Rp2.7 trillion in 2024, 12.5 percent more than a year earlier.",
            "Marlina Siregar credited small-business loans for the profit.",
        ],
    ),
    (
        "Gempa M 5,8 mengguncang Kepulauan Talaud pada Jumat pukul 04.15 WITA. BMKG menyatakan tidak ada potensi tsunami, dan 36 rumah rusak ringan.",
        "A magnitude 5.8 earthquake shook the Talaud Islands on Friday at 4:15 a.m. Central Indonesia Time. The BMKG said there was no tsunami risk, and 36 houses were slightly damaged.",
        &[
            "A magnitude 5.8 earthquake hit the Talaud Islands on Friday.",
            "The quake damaged 36 houses, and the BMKG said there was no risk of a tsunami.",
        ],
    ),
    (
        "Timnas bulu tangkis menang 3-1 atas Malaysia di Kudus. Pemain ganda Rizky Aditama menyebut kemenangan itu \"hadiah untuk pelatih kami\".",
        "The national badminton team beat Malaysia 3-1 in Kudus. Doubles player Rizky Aditama called the win \"a gift to our coach\".",
        &[
            "The badminton team beat Malaysia 3-1 in Kudus.",
            "Rizky Aditama called the victory \"a gift to our coach\".",
        ],
    ),
    (
        "Polisi menangkap dua pria berusia 24 dan 31 tahun di Singkawang karena diduga mencuri 40 sepeda motor. Keduanya terancam hukuman tujuh tahun penjara.",
        "Police arrested two men aged 24 and 31 in Singkawang on suspicion of stealing 40 motorcycles. Both face seven years in prison.",
        &[
            "Police arrested two men in Singkawang suspected of stealing 40 motorcycles.",
            "The suspects, aged 24 and 31, face seven years in prison, police said.",
        ],
    ),
    (
        "Kementerian Pendidikan mengirim 350 guru ke Papua Pegunungan mulai Agustus 2026. Menteri Yusuf Rahardian mengatakan mereka akan mengajar di 90 sekolah.",
        "The Education Ministry is sending 350 teachers to Highland Papua from August 2026. Minister Yusuf Rahardian said they would teach at 90 schools.",
        &[
            "The Education Ministry will send 350 teachers to Highland Papua from August 2026.",
            "They will teach at 90 schools, Minister Yusuf Rahardian said.",
        ],
    ),
    (
        "Harga cabai di Pasar Minggu turun menjadi Rp48.000 per kilogram dari Rp75.000 pekan lalu. Pedagang bernama Wati berharap harga stabil hingga Lebaran.",
        "The price of chilies at Pasar Minggu market fell to Rp48,000 per kilogram from Rp75,000 last week. A trader named Wati hoped that prices would stay stable until Eid.",
        &[
            "Chilies at Pasar Minggu now cost Rp48,000 per kilogram, down from Rp75,000.",
            "Wati, a trader, hopes prices will stay stable until Eid.",
        ],
    ),
    (
        "Kapal feri KM Cahaya Timur dengan 214 penumpang kandas di perairan Wakatobi. Tim SAR mengevakuasi semua penumpang dalam enam jam.",
        "The ferry KM Cahaya Timur with 214 passengers ran aground in Wakatobi waters. A search and rescue team evacuated all passengers within six hours.",
        &[
            "The ferry Cahaya Timur ran aground off Wakatobi with 214 passengers.",
            "Rescuers evacuated all the passengers within six hours.",
        ],
    ),
    (
        "Rektor Universitas Mandala Nusantara, Siti Fauziah, mengumumkan beasiswa bagi 125 mahasiswa asal Nias. \"Tidak ada yang boleh berhenti kuliah karena biaya,\" ujarnya, Kamis.",
        "The rector of Mandala Nusantara University, Siti Fauziah, announced scholarships for 125 students from Nias. \"Nobody should drop out because of costs,\" Siti Fauziah said on Thursday.",
        &[
            "Mandala Nusantara University is giving scholarships to 125 students from Nias.",
            "\"Nobody should drop out because of costs,\" said Siti Fauziah.",
        ],
    ),
    (
        "Mahkamah Agung menolak kasasi PT Samudra Biru atas denda Rp15,6 miliar. Perusahaan itu terbukti mencemari Sungai Kapuas pada 2023.",
        "The Supreme Court rejected an appeal by PT Samudra Biru against a fine of Rp15.6 billion. The company was found to have polluted the Kapuas River in 2023.",
        &[
            "The Supreme Court upheld a fine of Rp15.6 billion for PT Samudra Biru.",
            "PT Samudra Biru polluted the Kapuas River in 2023, the court found.",
        ],
    ),
    (
        "Wisatawan asing ke Labuan Bajo naik menjadi 84.300 orang pada semester pertama. Sekitar 40 persen datang dari Australia dan Jerman.",
        "Foreign visitors to Labuan Bajo rose to 84,300 in the first half. About 40 percent came from Australia and Germany.",
        &[
            "Labuan Bajo had 84,300 foreign visitors in the first half.",
            "About 40 percent of the visitors came from Australia and Germany.",
        ],
    ),
];

const CASES: usize = 500;
const NAMES: [&str; 6] = [
    "Halvorsen",
    "Tegal",
    "Okonkwo",
    "Maruyama",
    "Purbaleksana",
    "Wonogiri",
];
const SAID: [&str; 4] = [
    "we will never accept this plan",
    "the worst day of my life",
    "nobody warned the villagers",
    "everything will be different tomorrow",
];

fn errors(source: &str, target: &str, sentence: &str) -> Vec<Flag> {
    let summary = Summary {
        kind: SummaryKind::Abstractive,
        sentences: vec![SummarySentence {
            text: sentence.to_owned(),
            parts: vec!["p1".to_owned()],
        }],
    };
    let mut flags = with_document("en-US", &[(source, target)], |document| {
        check_summary(&summary, document, 60)
    });
    flags.retain(|flag| flag.severity == Severity::Error);
    flags
}

#[test]
fn true_summaries_are_believed() {
    for (source, target, sentences) in TRUE {
        for sentence in sentences {
            assert_eq!(errors(source, target, sentence), [], "{sentence}");
        }
    }
}

/// Another digit for one of the sentence's digits.
fn figure(sentence: &str, random: &mut Rng) -> Option<String> {
    let digit = |c: &(usize, char)| c.1.is_ascii_digit();
    let places: Vec<(usize, char)> = sentence.char_indices().filter(digit).collect();
    let (at, old) = *places.get(random.usize(..places.len().max(1)))?;
    let mut text = sentence.to_owned();
    let new = random.digit(10);
    text.replace_range(at..=at, &new.to_string());
    (new != old && new != '0').then_some(text)
}

/// Another name for one of the sentence's names.
fn name(sentence: &str, random: &mut Rng) -> Option<String> {
    let mut words: Vec<&str> = sentence.split(' ').collect();
    let capital = |at: &usize| words[*at].starts_with(|c: char| c.is_ascii_uppercase());
    let months = ["March", "June", "August", "Friday", "Eid", "Rp"];
    let plain = |at: &usize| !months.iter().any(|month| words[*at].starts_with(month));
    let places: Vec<usize> = (1..words.len()).filter(capital).filter(plain).collect();
    let at = *places.get(random.usize(..places.len().max(1)))?;
    words[at] = NAMES[random.usize(..NAMES.len())];
    Some(words.join(" "))
}

fn quotation(sentence: &str, random: &mut Rng) -> Option<String> {
    let said = SAID[random.usize(..SAID.len())];
    let plain = sentence.trim_end_matches('.');
    Some(format!("{plain}, and \"{said}\", residents said."))
}

#[test]
fn inventions_in_summaries_are_found() {
    type Invention = fn(&str, &mut Rng) -> Option<String>;
    let kinds: [(&str, Invention); 3] =
        [("figure", figure), ("name", name), ("quotation", quotation)];
    for (kind, invent) in kinds {
        let mut random = Rng::with_seed(7);
        let (mut cases, mut missed) = (0, Vec::new());
        while cases < CASES {
            let (source, target, sentences) = TRUE[random.usize(..TRUE.len())];
            let sentence = sentences[random.usize(..sentences.len())];
            let Some(lie) = invent(sentence, &mut random) else {
                continue;
            };
            cases += 1;
            if errors(source, target, &lie).is_empty() {
                missed.push(lie);
            }
        }
        assert!(
            missed.len() * 50 <= CASES,
            "{} of {CASES} invented {kind}s missed: {missed:#?}",
            missed.len()
        );
    }
}

#[test]
fn another_wording_of_the_same_is_believed() {
    let table = [
        (
            "Curah hujan di Oahu digambarkan sebagai \"menguntungkan\".",
            "Rainfall on Oahu was described as \"favourable\".",
            "Rain on Oahu was called \"favorable\".",
        ),
        (
            "\"Di Agder dataran itu disebut \"hei\", yang berarti padang gersang,\" katanya.",
            "\"In Agder the plain is called \"hei\", which means a bare heath,\" he said.",
            "\"In Agder the plain is called 'heath', which means a bare heath,\" he said.",
        ),
        (
            "Izin untuk bulan Mei tersedia pada 1 Januari.",
            "Permits for May are available on January 1.",
            "Permits for May come out on 1 Jan.",
        ),
        (
            "Kunjungan hanya bisa dilakukan pada musim panas, dari November hingga Februari.",
            "Visits are possible only in summer, from November to February.",
            "Visits are possible only in summer, Nov-Feb.",
        ),
        (
            "Membawakan barang orang lain: jangan lengah.",
            "Carrying other people's things: do not let your guard down.",
            "Carrying things for other people: Never let your guard down.",
        ),
        (
            "\"Singkatnya, mobil adalah cara yang bagus,\" kata Budi.",
            "In short, a car is a good way, said Budi.",
            "\"In short, a car is a good way,\" said Budi.",
        ),
        (
            "Tidak ada aliansi yang melayani ketiga penyeberangan, SkyTeam tidak satu pun.",
            "No alliance serves all three crossings, and SkyTeam not one.",
            "No alliance covers all three crossings (and SkyTeam covers none of the crossings).",
        ),
        (
            "Louis adalah putra Kepala Suku Danau Merah Floyd Jourdain.",
            "Louis is the son of Red Lake Tribal Chairman Floyd Jourdain.",
            "Louis is the son of Red Lake Tribal Chief Floyd Jourdain.",
        ),
        (
            "Batten menempati peringkat 190 dalam daftar 400 orang terkaya tahun 2008.",
            "Batten was ranked 190th on the 2008 list of the 400 richest people.",
            "Batten was ranked 190th on the 2008 400 Richest list.",
        ),
    ];
    for (source, target, sentence) in table {
        assert_eq!(errors(source, target, sentence), [], "{sentence}");
    }
}

#[test]
fn an_invented_country_is_no_title() {
    let (source, target) = (
        "Grup tari Fire of Anatolia menampilkan pertunjukan \"Troy\" di Berlin.",
        "The Fire of Anatolia dance group performed \"Troy\" in Berlin.",
    );
    let claim = "The Turkish dance group Fire of Anatolia performed \"Troy\".";
    assert_eq!(names(&errors(source, target, claim)), ["summary.name"]);
}

#[test]
fn an_invented_city_that_is_a_number_in_indonesian_is_found() {
    let (source, target) = (
        "Tim bulu tangkis menang di Kudus.",
        "The badminton team won in Kudus.",
    );
    let found = errors(source, target, "The badminton team won in Lima.");
    assert_eq!(names(&found), ["summary.name"]);
}

#[test]
fn a_figure_counts_what_it_counted() {
    let (source, target) = (
        "Paspor harus berlaku sedikitnya 6 bulan. Rombongan terdiri dari empat hingga enam orang.",
        "Passports must be valid for at least 6 months. Groups consist of four to six people.",
    );
    assert_eq!(
        errors(source, target, "Passports must be valid for 6 months."),
        []
    );
    let found = errors(source, target, "Passports must be valid for 4 months.");
    assert_eq!(names(&found), ["summary.figure"]);
}
