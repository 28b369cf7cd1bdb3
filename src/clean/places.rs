//! Cities from which Indonesian newsrooms file. Needed only where nothing
//! else marks the end of a dateline; an unknown city costs no text.

#[rustfmt::skip]
const CITIES: &[&str] = &[
    "Abu Dhabi", "Ambon", "Ankara", "Bali", "Balikpapan", "Banda Aceh", "Bandar Lampung", "Bandung",
    "Bandung Barat", "Bangkalan", "Bangkok", "Banjarbaru", "Banjarmasin", "Bantul", "Banyumas",
    "Banyuwangi", "Batam", "Batu", "Beijing", "Bekasi", "Bengkulu", "Berlin", "Bima", "Binjai",
    "Bintan", "Blitar", "Blora", "Bogor", "Bojonegoro", "Bondowoso", "Boyolali", "Brebes",
    "Brussels", "Bukittinggi", "Cianjur", "Ciamis", "Cikarang", "Cilacap", "Cilegon", "Cimahi",
    "Cirebon", "Denpasar", "Depok", "Doha", "Dubai", "Dumai", "Ende", "Garut", "Gaza", "Gorontalo",
    "Gresik", "Gunungkidul", "Hong Kong", "Indramayu", "Islamabad", "Istanbul", "Jakarta",
    "Jakarta Barat", "Jakarta Pusat", "Jakarta Selatan", "Jakarta Timur", "Jakarta Utara", "Jambi",
    "Jayapura", "Jeddah", "Jember", "Jepara", "Jombang", "Kabul", "Kairo", "Karanganyar",
    "Karawang", "Kebumen", "Kediri", "Kendal", "Kendari", "Kiev", "Klaten", "Kuala Lumpur", "Kudus",
    "Kulon Progo", "Kuningan", "Kupang", "Kyiv", "Labuan Bajo", "Lamongan", "Lebak", "Lhokseumawe",
    "Lombok", "Lombok Barat", "Lombok Tengah", "Lombok Timur", "London", "Los Angeles", "Lumajang",
    "Madinah", "Madiun", "Madrid", "Magelang", "Magetan", "Majalengka", "Makassar", "Makkah",
    "Malang", "Mamuju", "Manado", "Manila", "Manokwari", "Mataram", "Maumere", "Medan", "Mekkah",
    "Merauke", "Milan", "Mojokerto", "Moskow", "Moskwa", "Nabire", "New Delhi", "New York",
    "Nganjuk", "Ngawi", "Nunukan", "Pacitan", "Padang", "Padang Pariaman", "Palangka Raya",
    "Palangkaraya", "Palembang", "Palu", "Pamekasan", "Pandeglang", "Pangkalpinang", "Parepare",
    "Paris", "Pasuruan", "Pati", "Payakumbuh", "Pekalongan", "Pekanbaru", "Pemalang",
    "Pematangsiantar", "Ponorogo", "Pontianak", "Poso", "Probolinggo", "Purbalingga", "Purwakarta",
    "Purwokerto", "Purworejo", "Pyongyang", "Ramallah", "Riyadh", "Roma", "Salatiga", "Samarinda",
    "Sampang", "Semarang", "Seoul", "Serang", "Sidoarjo", "Sikka", "Singapura", "Singkawang",
    "Situbondo", "Sleman", "Solo", "Sorong", "Sragen", "Subang", "Sukabumi", "Sukoharjo",
    "Sumedang", "Sumenep", "Surabaya", "Surakarta", "Sydney", "Tangerang", "Tangerang Selatan",
    "Tanjungpinang", "Tarakan", "Tasikmalaya", "Tegal", "Teheran", "Tel Aviv", "Ternate", "Timika",
    "Tokyo", "Trenggalek", "Tuban", "Tulungagung", "Washington", "Washington DC", "Wonogiri",
    "Wonosobo", "Yerusalem", "Yogyakarta",
];

/// Whether `name` is a known city, in whatever case.
pub(super) fn is_city(name: &str) -> bool {
    CITIES.iter().any(|city| city.eq_ignore_ascii_case(name))
}

/// The length of the longest known city at the beginning of `text`.
pub(super) fn city_at_start(text: &str) -> Option<usize> {
    let first = text.as_bytes().first()?.to_ascii_uppercase();
    CITIES
        .iter()
        .filter(|city| city.as_bytes()[0] == first)
        .filter(|city| {
            text.get(..city.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(city))
                && !text[city.len()..].starts_with(char::is_alphanumeric)
        })
        .map(|city| city.len())
        .max()
}
