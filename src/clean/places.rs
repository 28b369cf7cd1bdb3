//! Cities from which Indonesian newsrooms file. Needed only where nothing
//! else marks the end of a dateline; an unknown city costs no text.

use super::phrases::Phrases;

#[rustfmt::skip]
static CITIES: &Phrases = &Phrases::new([
    "Abu Dhabi", "Aceh Besar", "Aceh Tengah", "Aceh Utara", "Ambon", "Amman", "Amsterdam",
    "Amuntai", "Ankara", "Atambua", "Athena", "Auckland", "Badung", "Bagansiapiapi", "Baghdad",
    "Bajawa", "Bali", "Balikpapan", "Banda Aceh", "Bandar Lampung", "Bandung", "Bandung Barat",
    "Bangil", "Bangkalan", "Bangkinang", "Bangkok", "Bangli", "Banjar", "Banjarbaru", "Banjarmasin",
    "Banjarnegara", "Bantaeng", "Bantul", "Banyumas", "Banyuwangi", "Barabai", "Barcelona",
    "Barito Kuala", "Batam", "Batang", "Batu", "Baturaja", "Baubau", "Beijing", "Beirut", "Bekasi",
    "Belitung", "Bengkalis", "Bengkayang", "Bengkulu", "Berau", "Berlin", "Biak", "Bima", "Binjai",
    "Bintan", "Bireuen", "Bitung", "Blitar", "Blora", "Bogor", "Bojonegoro", "Bolaang Mongondow",
    "Bondowoso", "Bontang", "Boven Digoel", "Boyolali", "Brasilia", "Brebes", "Brisbane",
    "Brussels", "Budapest", "Buenos Aires", "Bukittinggi", "Buleleng", "Bulukumba", "Buntok",
    "Busan", "Buton", "Canberra", "Caracas", "Cepu", "Ciamis", "Cianjur", "Cibinong", "Cikampek",
    "Cikarang", "Cilacap", "Cilegon", "Cimahi", "Cirebon", "Colombo", "Curup", "Damaskus",
    "Deli Serdang", "Demak", "Den Haag", "Denpasar", "Depok", "Dhaka", "Dili", "Doha", "Dompu",
    "Donggala", "Dubai", "Dublin", "Dumai", "Ende", "Enrekang", "Fakfak", "Flores Timur",
    "Frankfurt", "Garut", "Gaza", "Gianyar", "Gorontalo", "Gowa", "Gresik", "Grobogan",
    "Gunung Kidul", "Gunungkidul", "Gunungsitoli", "Halmahera Selatan", "Halmahera Utara", "Hanoi",
    "Havana", "Helsinki", "Hong Kong", "Indramayu", "Islamabad", "Istanbul", "Jakarta",
    "Jakarta Barat", "Jakarta Pusat", "Jakarta Selatan", "Jakarta Timur", "Jakarta Utara", "Jambi",
    "Jayapura", "Jeddah", "Jember", "Jembrana", "Jenewa", "Jepara", "Jogja", "Jogjakarta",
    "Johannesburg", "Jombang", "Kabul", "Kaimana", "Kairo", "Kampar", "Kandangan", "Kapuas",
    "Kapuas Hulu", "Karanganyar", "Karangasem", "Karawang", "Karimun", "Karo", "Kathmandu",
    "Kebumen", "Kediri", "Kefamenanu", "Kendal", "Kendari", "Kepulauan Seribu", "Kerinci",
    "Ketapang", "Khartoum", "Kiev", "Kisaran", "Klaten", "Klungkung", "Kolaka", "Konawe",
    "Kopenhagen", "Kota Batu", "Kotabaru", "Kotamobagu", "Kotawaringin Barat", "Kotawaringin Timur",
    "Kuala Kapuas", "Kuala Lumpur", "Kubu Raya", "Kudus", "Kulon Progo", "Kuningan", "Kupang",
    "Kutai Barat", "Kutai Kartanegara", "Kutai Timur", "Kyiv", "Labuan Bajo", "Labuhanbatu",
    "Lahat", "Lamongan", "Lampung Selatan", "Lampung Tengah", "Lampung Timur", "Langkat", "Langsa",
    "Larantuka", "Lebak", "Lhokseumawe", "Lisbon", "Liverpool", "Lombok", "Lombok Barat",
    "Lombok Tengah", "Lombok Timur", "Lombok Utara", "London", "Los Angeles", "Lubuk Pakam",
    "Lubuklinggau", "Lumajang", "Luwu", "Luwu Timur", "Luwu Utara", "Luwuk", "Madinah", "Madiun",
    "Madrid", "Magelang", "Magetan", "Majalengka", "Majene", "Makassar", "Makkah", "Malang",
    "Malinau", "Maluku Tengah", "Mamasa", "Mamuju", "Manado", "Manchester", "Mandailing Natal",
    "Manggarai Barat", "Manila", "Manokwari", "Maros", "Martapura", "Mataram", "Maumere", "Medan",
    "Mekkah", "Melbourne", "Mempawah", "Meranti", "Merauke", "Metro", "Meulaboh", "Mexico City",
    "Milan", "Mimika", "Minahasa", "Minahasa Utara", "Mojokerto", "Morotai", "Morowali", "Moskow",
    "Moskwa", "Muara Bungo", "Muara Enim", "Muara Teweh", "Munich", "Musi Banyuasin", "Musi Rawas",
    "Nabire", "Nagan Raya", "Nagekeo", "Nairobi", "Natuna", "New Delhi", "New York", "Ngada",
    "Nganjuk", "Ngawi", "Nias", "Nunukan", "Ogan Ilir", "Osaka", "Oslo", "Ottawa", "Pacitan",
    "Padang", "Padang Panjang", "Padang Pariaman", "Padangsidimpuan", "Pagar Alam", "Palangka Raya",
    "Palangkaraya", "Palembang", "Palopo", "Palu", "Pamekasan", "Pandeglang", "Pangandaran",
    "Pangkalan Bun", "Pangkalpinang", "Pangkep", "Parepare", "Pariaman", "Parigi Moutong", "Paris",
    "Pasaman", "Pasangkayu", "Paser", "Pasuruan", "Pati", "Payakumbuh", "Pekalongan", "Pekanbaru",
    "Pelalawan", "Pemalang", "Pematangsiantar", "Penajam Paser Utara", "Perth", "Phnom Penh",
    "Pidie", "Pinrang", "Polewali Mandar", "Ponorogo", "Pontianak", "Port Moresby", "Poso",
    "Prabumulih", "Praha", "Pringsewu", "Probolinggo", "Purbalingga", "Purwakarta", "Purwokerto",
    "Purworejo", "Pyongyang", "Rafah", "Raja Ampat", "Ramallah", "Rangkasbitung", "Rejang Lebong",
    "Rembang", "Rengat", "Rio de Janeiro", "Riyadh", "Rokan Hilir", "Rokan Hulu", "Roma", "Ruteng",
    "Sabang", "Salatiga", "Samarinda", "Sambas", "Sampang", "Sampit", "Sangatta", "Sanggau",
    "Sawahlunto", "Seluma", "Semarang", "Sengkang", "Sentani", "Seoul", "Serang", "Serdang Bedagai",
    "Serpong", "Shanghai", "Siak", "Sibolga", "Sidoarjo", "Sidrap", "Sigi", "Sijunjung", "Sikka",
    "Simalungun", "Singapura", "Singaraja", "Singkawang", "Sinjai", "Sintang", "Situbondo",
    "Sleman", "Solo", "Solok", "Soppeng", "Sorong", "Sragen", "Stockholm", "Subang", "Subulussalam",
    "Sukabumi", "Sukoharjo", "Sumba Timur", "Sumbawa", "Sumbawa Barat", "Sumedang", "Sumenep",
    "Sungai Penuh", "Surabaya", "Surakarta", "Sydney", "Tabalong", "Tabanan", "Taipei", "Takalar",
    "Takengon", "Tana Toraja", "Tanah Bumbu", "Tanah Datar", "Tanah Laut", "Tangerang",
    "Tangerang Selatan", "Tanggamus", "Tanjung Pinang", "Tanjung Redeb", "Tanjung Selor",
    "Tanjungpinang", "Tapanuli Selatan", "Tapanuli Tengah", "Tapanuli Utara", "Tarakan",
    "Tasikmalaya", "Tebing Tinggi", "Tegal", "Teheran", "Tel Aviv", "Temanggung", "Tembilahan",
    "Tenggarong", "Ternate", "Tidore", "Timika", "Tobelo", "Tokyo", "Tolitoli", "Tomohon",
    "Toraja Utara", "Trenggalek", "Tripoli", "Tual", "Tuban", "Tulungagung", "Turin", "Ungaran",
    "Vatikan", "Waingapu", "Wajo", "Wakatobi", "Wamena", "Warsawa", "Washington", "Washington DC",
    "Way Kanan", "Wellington", "Wina", "Wonogiri", "Wonosobo", "Wuhan", "Yahukimo", "Yangon",
    "Yerusalem", "Yogya", "Yogyakarta", "Zurich",
]);

/// Whether `name` is a known city, in whatever case.
pub(super) fn is_city(name: &str) -> bool {
    CITIES.has_in_any_case(name)
}

/// The length of the longest known city at the beginning of `text`.
pub(super) fn city_at_start(text: &str) -> Option<usize> {
    CITIES
        .near(text)
        .iter()
        .filter(|city| {
            text.get(..city.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(city))
                && !text[city.len()..].starts_with(char::is_alphanumeric)
        })
        .map(|city| city.len())
        .max()
}
