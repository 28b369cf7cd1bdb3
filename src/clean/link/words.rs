//! Word lists for telling headlines from sentences. Indonesian function words
//! are a closed class; the other lists hold the words that news uses most.

/// Function words that headlines write small.
#[rustfmt::skip]
pub(super) fn small_in_headlines(word: &str) -> bool {
    matches!(
        word,
        "agar" | "akibat" | "ala" | "alias" | "antara" | "antar" | "asal" | "atas" | "atau"
        | "bagi" | "bahwa" | "bak" | "bin" | "binti" | "buat" | "dalam" | "dan" | "dari" | "demi"
        | "dengan" | "di" | "gegara" | "guna" | "hingga" | "jelang" | "jika" | "karena" | "ke"
        | "kepada" | "lewat" | "melalui" | "meski" | "namun" | "oleh" | "pada" | "para" | "per"
        | "saat" | "sampai" | "sang" | "sebagai" | "sebelum" | "secara" | "sejak" | "selama"
        | "seperti" | "serta" | "setelah" | "si" | "soal" | "supaya" | "tanpa" | "tapi"
        | "tentang" | "terhadap" | "terkait" | "tetapi" | "untuk" | "usai" | "via" | "vs"
        | "yang"
    )
}

/// Words that some outlets write small in headlines and some do not.
#[rustfmt::skip]
pub(super) fn sometimes_small_in_headlines(word: &str) -> bool {
    matches!(
        word,
        "akan" | "bakal" | "bikin" | "bisa" | "ini" | "itu" | "jadi" | "tak" | "tidak"
    )
}

/// Months, behind which a figure is a year.
#[rustfmt::skip]
pub(super) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "Januari" | "Februari" | "Maret" | "April" | "Mei" | "Juni" | "Juli" | "Agustus"
        | "September" | "Oktober" | "November" | "Desember"
    )
}

/// Verbs with which news attributes speech.
#[rustfmt::skip]
pub(super) fn is_speech_verb(word: &str) -> bool {
    matches!(
        word,
        "beber" | "imbuh" | "jelas" | "kata" | "lanjut" | "menambahkan" | "menegaskan"
        | "menerangkan" | "mengaku" | "mengatakan" | "mengungkapkan" | "menilai" | "menjelaskan"
        | "menuturkan" | "menyampaikan" | "menyatakan" | "menyebut" | "menyebutkan" | "papar"
        | "pungkas" | "sebut" | "tambah" | "tandas" | "tegas" | "terang" | "tulis" | "tutup"
        | "tutur" | "ucap" | "ujar" | "ungkap"
    )
}

/// Function words with a capital: few outlets write them so inside a headline.
#[rustfmt::skip]
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "Agar" | "Bagi" | "Dalam" | "Dari" | "Dengan" | "Di" | "Karena" | "Ke" | "Kepada"
        | "Ketika" | "Melalui" | "Oleh" | "Pada" | "Para" | "Sebagai" | "Sejak" | "Selama"
        | "Setelah" | "Terhadap" | "Terkait" | "Untuk" | "Yang"
    )
}

/// With a comma behind them, adverbs with which sentences begin.
#[rustfmt::skip]
pub(super) fn is_sentence_adverb(word: &str) -> bool {
    matches!(
        word,
        "Pertama" | "Kedua" | "Ketiga" | "Keempat" | "Kelima" | "Terakhir" | "Alhasil" | "Lantas"
        | "Nah" | "Kini"
    ) || (word.len() >= 6 && word.ends_with("nya"))
}

/// Words that open the formula with which headlines close: `Ini Sebabnya`.
#[rustfmt::skip]
pub(super) fn opens_formula(word: &str) -> bool {
    matches!(
        word,
        "Begini" | "Berikut" | "Cek" | "Ini" | "Inilah" | "Intip" | "Segini" | "Simak" | "Apa"
    )
}

/// Words with which a headline can end and that take neither object nor agent.
#[rustfmt::skip]
pub(super) fn closes_headlines(word: &str) -> bool {
    matches!(
        word,
        "Absen" | "Aman" | "Anjlok" | "Baik" | "Besar" | "Comeback" | "Kalah" | "Kembali"
        | "Lagi" | "Lengkap" | "Mahal" | "Meninggal" | "Menurun" | "Meningkat" | "Mereda"
        | "Mundur" | "Naik" | "Pulang" | "Ramai" | "Surut" | "Terbaru" | "Tertinggi" | "Tewas"
        | "Tumbang" | "Turun" | "Viral"
    )
        || (word.len() >= 7 && word.starts_with("Ber") && never_in_names(word))
        || (word.len() >= 6 && word.ends_with("nya") && never_in_names(word))
}

/// Words that begin sentences and are capitalised nowhere else.
#[rustfmt::skip]
pub(super) fn begins_only_sentences(word: &str) -> bool {
    matches!(
        word,
        "Adapun" | "Akibatnya" | "Alhasil" | "Bahkan" | "Berbeda" | "Berdasarkan" | "Bertempat"
        | "Biasanya" | "Demikian" | "Diberitakan" | "Didampingi" | "Dihubungi" | "Diketahui"
        | "Dikutip" | "Dilansir" | "Disinggung" | "Ditambahkan" | "Ditanya" | "Ditanyai"
        | "Ditemui" | "Ia" | "Kemudian" | "Lantas" | "Lanjutnya" | "Maka" | "Melansir"
        | "Menanggapi" | "Mengacu" | "Mengenai" | "Mengutip" | "Menurut" | "Menurutnya"
        | "Menyikapi" | "Merujuk" | "Meskipun" | "Mulanya" | "Namun" | "Nantinya" | "Padahal"
        | "Pasalnya" | "Pihaknya" | "Saking" | "Sayangnya" | "Sebab" | "Sang" | "Sebaliknya"
        | "Sebelumnya" | "Sedangkan" | "Sehingga" | "Selain" | "Selanjutnya" | "Sementara"
        | "Seperti" | "Setelahnya" | "Tentunya" | "Terpisah" | "Tetapi" | "Walau" | "Walaupun"
    )
}

/// Words that begin sentences; some outlets capitalise them in headlines too.
#[rustfmt::skip]
pub(super) fn begins_sentences(word: &str) -> bool {
    begins_only_sentences(word) || matches!(
        word,
        "Agar" | "Akan" | "Akhirnya" | "Akibat" | "Aksi" | "Anda" | "Apa" | "Apabila" | "Apakah"
        | "Artinya" | "Atas" | "Awalnya" | "Bagaimana" | "Bagi" | "Banyak" | "Baru" | "Beberapa"
        | "Beliau" | "Berbagai" | "Berikut" | "Berkat" | "Bersama" | "Bila" | "Bukan" | "Caranya"
        | "Dalam" | "Dan" | "Dari" | "Dengan" | "Di" | "Dia" | "Diduga" | "Dirinya" | "Guna"
        | "Hal" | "Hampir" | "Hanya" | "Hasilnya" | "Hingga" | "Ini" | "Itu" | "Jadi" | "Jika"
        | "Jumlah" | "Kabarnya" | "Kalau" | "Kami" | "Karena" | "Ke" | "Kepada" | "Ketika"
        | "Kini" | "Kita" | "Lalu" | "Lebih" | "Masih" | "Melalui" | "Memang" | "Mereka"
        | "Meski" | "Meskipun" | "Misalnya" | "Mungkin" | "Nah" | "Oleh" | "Pada" | "Para"
        | "Rencananya" | "Saat" | "Salah" | "Sampai" | "Sang" | "Saya" | "Seakan" | "Sebagai"
        | "Sebagian" | "Sebanyak" | "Sebelum" | "Sebuah" | "Secara" | "Sejak" | "Sejauh"
        | "Sejumlah" | "Sekitar" | "Sekali" | "Selama" | "Seluruh" | "Semua" | "Semula"
        | "Seorang" | "Sesuai" | "Setelah" | "Setidaknya" | "Setiap" | "Soal" | "Sontak" | "Tak"
        | "Tanpa" | "Tapi" | "Tentang" | "Tentu" | "Terakhir" | "Terkait" | "Terlebih" | "Tidak"
        | "Untuk" | "Usai" | "Yakni" | "Yang"
    )
}

/// Verbs, adjectives and adverbs that headlines capitalise and that stand in
/// no name.
pub(super) fn never_in_names(word: &str) -> bool {
    is_headline_word(word) || (is_inflected(word) && !begins_sentences(word))
}

#[rustfmt::skip]
fn is_headline_word(word: &str) -> bool {
    matches!(
        word,
        "Absen" | "Ada" | "Ajak" | "Akhiri" | "Aman" | "Ambil" | "Ancam" | "Anjlok" | "Bahas"
        | "Baik" | "Bakal" | "Bangkit" | "Bantah" | "Batal" | "Begini" | "Belum" | "Beri"
        | "Bersiap" | "Bikin" | "Bisa" | "Bongkar" | "Buka" | "Buru" | "Buruk" | "Capai" | "Cek"
        | "Cetak" | "Comeback" | "Curhat" | "Dapat" | "Desak" | "Dipastikan" | "Duga" | "Gagal"
        | "Ganti" | "Gelar" | "Gratiskan" | "Gugat" | "Habis" | "Hadapi" | "Hadir" | "Hadiri"
        | "Hapus" | "Kata" | "Harap" | "Hilang" | "Hindari" | "Ikut" | "Imbau" | "Incar"
        | "Ingatkan" | "Ikuti" | "Izinkan" | "Jadikan" | "Janji" | "Jelaskan" | "Jual" | "Kaget"
        | "Kalah" | "Kalahkan" | "Kapan" | "Kecam" | "Kejar" | "Keluar" | "Keluarkan" | "Kembali"
        | "Kena" | "Kenapa" | "Klaim" | "Klik" | "Kritik" | "Lagi" | "Lakukan" | "Lanjut"
        | "Lanjutkan" | "Lapor" | "Laporkan" | "Larang" | "Lolos" | "Luncurkan" | "Makin"
        | "Malah" | "Masuk" | "Mau" | "Meninggal" | "Mereda" | "Mulai" | "Mundur" | "Naik"
        | "Nilai" | "Pakai" | "Paling" | "Pamer" | "Pangkas" | "Pastikan" | "Pecat" | "Periksa"
        | "Perlu" | "Pilih" | "Pimpin" | "Pulang" | "Punya" | "Putuskan" | "Raih" | "Rampung"
        | "Resmi" | "Resmikan" | "Respons" | "Rilis" | "Rugi" | "Rusak" | "Sambut" | "Sampaikan"
        | "Sasar" | "Saksikan" | "Sebut" | "Segera" | "Segini" | "Selamatkan" | "Selesai"
        | "Semakin" | "Sepakat" | "Serahkan" | "Serang" | "Serukan" | "Setuju" | "Siap"
        | "Siapkan" | "Simak" | "Singgung" | "Sita" | "Soroti" | "Suntik" | "Surut" | "Tahan"
        | "Tahu" | "Tanggapi" | "Tangkap" | "Tawarkan" | "Tegaskan" | "Tekan" | "Telah" | "Temui"
        | "Temukan" | "Tembus" | "Tempuh" | "Terbaru" | "Tetap" | "Tetapkan" | "Tewas" | "Tiba"
        | "Tingkatkan" | "Tolak" | "Tuding" | "Tumbang" | "Tunda" | "Tunggu" | "Turun"
        | "Turunkan" | "Tutup" | "Ubah" | "Umbar" | "Umumkan" | "Unggul" | "Ungkap" | "Ungkapkan"
        | "Untung" | "Usul" | "Usulkan" | "Viral" | "Wajib" | "Waspada" | "Waspadai" | "Apa"
        | "Bagaimana" | "Ini" | "Jadi" | "Lebih" | "Masih" | "Tak" | "Tidak" | "Usai"
    )
}

/// `…nya`, and verbs by their prefix; the exceptions are nouns, offices and
/// places that look the same.
fn is_inflected(word: &str) -> bool {
    #[rustfmt::skip]
    const EXCEPTIONS: &[&str] = &[
        "Kenya", "Tanya", "Sonya", "Vanya", "Menteri", "Mentawai", "Menara", "Mendikbud",
        "Mendagri", "Menkopolhukam", "Mengwi", "Mempawah", "Berlian", "Bernard", "Bernardo",
        "Bersatu", "Berita", "Berlin", "Berkarya", "Berastagi", "Beringin", "Bersama", "Berdikari",
        "Diaspora", "Digital", "Direktorat", "Direktur", "Distrik", "Divisi", "Dirjen",
        "Diponegoro", "Dinasti", "Disabilitas", "Disdikbud", "Dishub", "Diskominfo", "Disnaker",
        "Disperindag", "Dispora", "Dispar", "Terminal", "Ternate", "Terry", "Mendoza", "Memphis",
        "Menendez", "Dimitri", "Dimitar", "Berbatov", "Terbuka", "Teratai", "Terpadu",
    ];
    const PREFIXES: &[&str] = &["Meng", "Meny", "Mem", "Men", "Ber", "Ter", "Di"];
    let unit = ["Ditres", "Ditlantas", "Dittipid", "Ditpol", "Ditintel"];
    if EXCEPTIONS.contains(&word)
        || unit.iter().any(|front| word.starts_with(front))
        || !word.chars().skip(1).all(char::is_lowercase)
    {
        return false;
    }
    (word.len() >= 6 && word.ends_with("nya"))
        || (word.len() >= 7 && PREFIXES.iter().any(|prefix| word.starts_with(prefix)))
}

/// Titles, offices and kinds of institution, with which the names of those
/// who act begin.
#[rustfmt::skip]
pub(super) fn begins_names(word: &str) -> bool {
    matches!(
        word,
        "Aktor" | "Aktris" | "Aktivis" | "Analis" | "Anggota" | "Artis" | "Asisten" | "Badan"
        | "Balai" | "Bank" | "Bek" | "Bendahara" | "Bidang" | "Bupati" | "CEO" | "COO" | "CV"
        | "Chief" | "Camat" | "Danlanud" | "Deputi" | "Dewan" | "Dinas" | "Direktorat"
        | "Direktur" | "Dirjen" | "Dirut" | "Dokter" | "Dosen" | "Eks" | "Fraksi" | "Gelandang"
        | "Gerakan" | "Gubernur" | "Guru" | "Hakim" | "Humas" | "Ibu" | "Istana" | "Jaksa"
        | "Jenderal" | "Juru" | "Kabag" | "Kabid" | "Kabinet" | "Kadis" | "Kapolda" | "Kapolres"
        | "Kapolresta" | "Kapolri" | "Kapolsek" | "Kapten" | "Kasat" | "Kasatreskrim" | "Kasi"
        | "Kedutaan" | "Kejaksaan" | "Kementerian" | "Kepala" | "Kepolisian" | "Ketua" | "Ketum"
        | "Kiper" | "Komisaris" | "Komisi" | "Komisioner" | "Komite" | "Komnas" | "Kompol"
        | "Koordinator" | "Kota" | "Kabupaten" | "Kuasa" | "Lembaga" | "Lurah" | "Mahkamah"
        | "Majelis" | "Managing" | "Manajer" | "Mantan" | "Mendagri" | "Menkes" | "Menkeu"
        | "Menko" | "Menlu" | "Menpora" | "Mensos" | "Menteri" | "Organisasi" | "PT" | "Pakar"
        | "Panglima" | "Partai" | "Pasukan" | "Pejabat" | "Pelatih" | "Pemain" | "Pemerintah"
        | "Pemkab" | "Pemkot" | "Pemprov" | "Penasihat" | "Pendiri" | "Penelitian" | "Peneliti"
        | "Pengacara" | "Pengadilan" | "Pengamat" | "Pengurus" | "Penjabat" | "Penyanyi"
        | "Perdana" | "Perum" | "Perusahaan" | "Petugas" | "Pihak" | "Pimpinan" | "Pj" | "Plh"
        | "Plt" | "Polda" | "Polisi" | "Polres" | "Polri" | "Polsek" | "Presiden" | "Profesor"
        | "Provinsi" | "Pusat" | "Raja" | "Rektor" | "Satgas" | "Satreskrim" | "Sekda" | "Sekjen"
        | "Sekretaris" | "Senator" | "Staf" | "Striker" | "Tim" | "Timnas" | "Tokoh"
        | "Universitas" | "Ustaz" | "Utusan" | "Vice" | "Wakapolres" | "Wakil" | "Wali"
        | "Walikota" | "Warga" | "Wapres" | "Yayasan"
    )
}

/// Of these, those that a name or another noun always follows.
pub(super) fn needs_complement(word: &str) -> bool {
    #[rustfmt::skip]
    const COMPLETE: &[&str] = &[
        "Istana", "Pemerintah", "Polisi", "Polri", "Warga", "Petugas", "Perusahaan", "Kabinet",
    ];
    begins_names(word) && !COMPLETE.contains(&word)
}

/// Ordinary nouns with which sentences begin.
#[rustfmt::skip]
pub(super) fn is_noun(word: &str) -> bool {
    matches!(
        word,
        "Acara" | "Akses" | "Alasan" | "Ancaman" | "Angka" | "Aturan" | "Bantuan" | "Berkas"
        | "Calon" | "Dokumen" | "Dugaan" | "Gencatan" | "Harga" | "Hasil" | "Hukuman" | "Insiden"
        | "Jadwal" | "Jenazah" | "Kabar" | "Kasus" | "Kebakaran" | "Kebijakan" | "Kecelakaan"
        | "Kegiatan" | "Kehadiran" | "Kejadian" | "Kendaraan" | "Kerugian" | "Kerusakan"
        | "Keputusan" | "Kisah" | "Kondisi" | "Konflik" | "Korban" | "Kunjungan" | "Langkah"
        | "Laporan" | "Lokasi" | "Mobil" | "Nilai" | "Pembangunan" | "Pelaku" | "Peluang"
        | "Pemeriksaan" | "Pencarian" | "Penangkapan" | "Penelitian" | "Penyidik" | "Penyaluran"
        | "Peraturan" | "Peristiwa" | "Permintaan" | "Pernyataan" | "Pertandingan" | "Pertemuan"
        | "Perubahan" | "Program" | "Putusan" | "Sasaran" | "Skema" | "Proses" | "Proyek"
        | "Rencana" | "Sidang" | "Sikap" | "Situasi" | "Status" | "Suasana" | "Surat"
        | "Tersangka" | "Tindakan" | "Tujuan" | "Unggahan" | "Upaya" | "Video" | "Wilayah"
    ) || is_derived_noun(word)
}

/// `Pe…an`, `Ke…an`: nouns by their form, unless they are institutions.
pub(super) fn is_derived_noun(word: &str) -> bool {
    word.len() >= 8
        && (word.starts_with("Pe") || word.starts_with("Ke"))
        && word.ends_with("an")
        && !begins_names(word)
}

/// Verbs and particles: words that can stand directly behind the name of
/// whoever acts.
pub(super) fn follows_names(word: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "adalah", "akan", "baru", "bahkan", "bakal", "belum", "bisa", "bukan", "dan", "dapat",
        "dengan", "di", "hadir", "hanya", "hari", "harus", "ialah", "ikut", "jadi", "juga",
        "kembali", "kemudian", "kerap", "ketika", "kini", "kata", "lalu", "langsung", "lebih",
        "malah", "masih", "mampu", "masuk", "mau", "mulai", "naik", "pada", "pernah", "pun",
        "punya", "resmi", "saat", "saja", "sebelumnya", "sedang", "segera", "selaku", "sempat",
        "sendiri", "serta", "siap", "sudah", "tak", "tampil", "telah", "tetap", "tidak", "turun",
        "turut", "ucap", "ujar", "yakni", "yang",
    ];
    const PREFIXES: &[&str] = &["me", "ber", "di", "ter"];
    WORDS.contains(&word)
        || PREFIXES.iter().any(|prefix| word.starts_with(prefix))
        || word.ends_with("nya")
}
