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
        "Absen" | "Anjlok" | "Baik" | "Besar" | "Comeback" | "Kalah" | "Kembali"
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
    is_headline_word(word) || (is_inflected(word) && !begins_sentences(word) && !is_noun(word))
}

#[rustfmt::skip]
fn is_headline_word(word: &str) -> bool {
    matches!(
        word,
        "Absen" | "Ada" | "Ajak" | "Akhiri" | "Ambil" | "Ancam" | "Anjlok" | "Bahas"
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
        | "Semakin" | "Sepakat" | "Serahkan" | "Serukan" | "Setuju" | "Siap"
        | "Siapkan" | "Simak" | "Singgung" | "Sita" | "Soroti" | "Suntik" | "Surut" | "Tahan"
        | "Tahu" | "Tanggapi" | "Tangkap" | "Tawarkan" | "Tegaskan" | "Tekan" | "Telah" | "Temui"
        | "Temukan" | "Tembus" | "Tempuh" | "Terbaru" | "Tetap" | "Tetapkan" | "Tewas" | "Tiba"
        | "Tingkatkan" | "Tolak" | "Tuding" | "Tumbang" | "Tunda" | "Tunggu" | "Turun"
        | "Turunkan" | "Tutup" | "Ubah" | "Umbar" | "Umumkan" | "Unggul" | "Ungkap" | "Ungkapkan"
        | "Usul" | "Usulkan" | "Viral" | "Wajib" | "Waspada" | "Waspadai" | "Apa"
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
        "Menendez", "Dimitri", "Dimitar", "Berbatov", "Terbuka", "Teratai", "Terpadu", "Menaker",
        "Mendikdasmen", "Mendiktisaintek", "Menkomdigi", "Menkumham", "Menristek", "Mensesneg",
        "Menperin", "Menparekraf", "Menkomarves", "Menkopolkam", "Mendiang", "Menantu", "Bertrand",
        "Dirgahayu", "Diandra",
    ];
    const PREFIXES: &[&str] = &["Meng", "Meny", "Mem", "Men", "Ber", "Ter", "Di"];
    #[rustfmt::skip]
    let unit = [
        "Ditres", "Ditlantas", "Dittipid", "Ditpol", "Ditintel", "Dirres", "Direskrim", "Dirkrim",
        "Dirlantas", "Dirpol", "Dirnarkoba", "Dirintel", "Dirsamapta", "Dirtipid", "Dirbin",
    ];
    if EXCEPTIONS.contains(&word)
        || unit.iter().any(|front| word.starts_with(front))
        || !word.chars().skip(1).all(char::is_lowercase)
    {
        return false;
    }
    (word.len() >= 6 && word.ends_with("nya"))
        || (word.len() >= 8 && word.starts_with("Me") && word.ends_with("kan"))
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

/// Ordinary nouns with which sentences begin. Those that also begin names of
/// places, such as `Pasar`, are not among them.
#[rustfmt::skip]
pub(super) fn is_noun(word: &str) -> bool {
    matches!(
        word,
        "Acara" | "Ahli" | "Akses" | "Aktivitas" | "Alasan" | "Alat" | "Ancaman"
        | "Anggaran" | "Angka" | "Aparat" | "Apartemen" | "Arus" | "Asap" | "Asosiasi"
        | "Atap" | "Atlet" | "Aturan" | "Bahan" | "Bangunan" | "Banjir" | "Bantuan" | "Barang"
        | "Bayi" | "Bencana" | "Beras" | "Berkas" | "Biaya" | "Bocah" | "Bom" | "Buah" | "Buaya"
        | "Bukti" | "Buku" | "Bus" | "Cabai" | "Cairan" | "Calon" | "Cara" | "Cerita" | "Ciri"
        | "Cuaca" | "Curah" | "Dampak" | "Dana" | "Data" | "Debat" | "Demonstran" | "Demonstrasi"
        | "Dermaga" | "Diskusi" | "Dokumen" | "Dosis" | "Drone" | "Duet" | "Dugaan" | "Efek"
        | "Ekonomi" | "Ekspor" | "Faktor" | "Fasilitas" | "Fenomena" | "Festival"
        | "Fokus" | "Foto" | "Gaji" | "Gambar" | "Gejala" | "Gempa" | "Gencatan" | "Getaran"
        | "Gol" | "Gugatan" | "Hama" | "Harga" | "Hasil" | "Hewan" | "Hubungan" | "Hujan"
        | "Hukuman" | "Ibadah" | "Iklim" | "Imbauan" | "Impor" | "Indeks" | "Inflasi"
        | "Informasi" | "Insiden" | "Isi" | "Isu" | "Izin" | "Jadwal" | "Jalur"
        | "Jamaah" | "Jarak" | "Jasad" | "Jemaah" | "Jenazah" | "Jenis" | "Jumlah" | "Kabar"
        | "Kaki" | "Kamar" | "Kampanye" | "Kampus" | "Kapal" | "Kasus" | "Kawasan"
        | "Kebakaran" | "Kebijakan" | "Kebun" | "Kecelakaan" | "Kegiatan" | "Kehadiran"
        | "Kejadian" | "Kelompok" | "Keluarga" | "Kemacetan" | "Kenaikan" | "Kendala" | "Kendaraan"
        | "Kepastian" | "Kepulangan" | "Keputusan" | "Keracunan" | "Kereta" | "Kerugian"
        | "Kerusakan" | "Keterangan" | "Ketinggian" | "Kisah" | "Klub" | "Komoditas" | "Komunitas"
        | "Kondisi" | "Konflik" | "Konsumen" | "Konten" | "Korban" | "Kru" | "Kualitas"
        | "Kunjungan" | "Kuota" | "Lagu" | "Lahan" | "Langit" | "Langkah" | "Lapak" | "Laporan"
        | "Latihan" | "Lawan" | "Logam" | "Lokasi" | "Longsor" | "Luka"
        | "Lukisan" | "Mahasiswa" | "Makanan" | "Manfaat" | "Masa" | "Masalah" | "Massa"
        | "Masyarakat" | "Mata" | "Materi" | "Mayat" | "Menu" | "Mesin" | "Minuman" | "Mobil"
        | "Mobilitas" | "Model" | "Momen" | "Motif" | "Musim" | "Musisi"
        | "Naskah" | "Nelayan" | "Nilai" | "Ombak" | "Orang" | "Orangtua" | "Organ" | "Pabrik"
        | "Padi" | "Pagi" | "Paket" | "Panas" | "Panen" | "Papan" | "Parkir" | "Pasangan"
        | "Pasien" | "Pasokan" | "Paspor" | "Pawai" | "Pedagang" | "Pegawai" | "Pekerja"
        | "Pelajar" | "Pelaku" | "Pelanggan" | "Pelanggar" | "Peluang" | "Pemasok" | "Pembangunan"
        | "Pembeli" | "Pembicaraan" | "Pemeriksaan" | "Pemilih" | "Pemilik" | "Pemohon" | "Pemuda"
        | "Penampilan" | "Penangkapan" | "Pencarian" | "Pencuri" | "Pendapatan" | "Pendukung"
        | "Penerbangan" | "Penerima" | "Pengemudi" | "Pengendara" | "Penggemar" | "Pengguna"
        | "Pengungsi" | "Pengunjung" | "Penjelasan" | "Penonton" | "Penumpang" | "Penyakit"
        | "Penyaluran" | "Penyebab" | "Penyerang" | "Penyidik" | "Perahu" | "Perang" | "Peraturan"
        | "Perempuan" | "Peristiwa" | "Permintaan" | "Permohonan" | "Pernyataan" | "Pertandingan"
        | "Pertanyaan" | "Pertemuan" | "Perubahan" | "Pesan" | "Pesawat" | "Pesta" | "Petani"
        | "Pohon" | "Ponsel" | "Posisi" | "Potensi" | "Praktik" | "Prestasi" | "Pria" | "Produk"
        | "Produksi" | "Profesi" | "Program" | "Proses" | "Protes" | "Proyek" | "Puluhan"
        | "Putusan" | "Rapat" | "Ratusan" | "Reaksi" | "Realisasi" | "Rekaman" | "Rekor" | "Remaja"
        | "Rencana" | "Resep" | "Restoran" | "Ribuan" | "Ritual" | "Rombongan" | "Ruang" | "Rumor"
        | "Rumus" | "Rute" | "Saham" | "Saksi" | "Salju" | "Sampah" | "Sampel" | "Sanksi"
        | "Santri" | "Sasaran" | "Sejarah" | "Sektor" | "Sengketa" | "Sepeda" | "Serangan"
        | "Sidang" | "Sikap" | "Simpanan" | "Sistem" | "Siswa" | "Situasi" | "Skema" | "Skor"
        | "Solusi" | "Sopir" | "Sosok" | "Spesifikasi" | "Status" | "Stok" | "Strategi"
        | "Suasana" | "Subsidi" | "Suhu" | "Surat" | "Syarat" | "Tahap" | "Taman" | "Tamu"
        | "Tanah" | "Tantangan" | "Target" | "Tarif" | "Tawuran" | "Tempat"
        | "Temuan" | "Terdakwa" | "Terduga" | "Terlapor" | "Terpidana" | "Tersangka" | "Tiket"
        | "Tindakan" | "Tradisi" | "Transaksi" | "Truk" | "Tugas" | "Tujuan" | "Tumpukan" | "Turis"
        | "Ukuran" | "Unggahan" | "Upacara" | "Upah" | "Upaya" | "Urusan"
        | "Usia" | "Usulan" | "Utang" | "Vaksin" | "Video" | "Virus" | "Visa" | "Volume"
        | "Wabah" | "Waktu" | "Wanita" | "Warna" | "Wilayah" | "Wisatawan" | "Wujud" | "Zona"
    ) || is_derived_noun(word)
}

/// `Sehari-hari`, `Anak-anak`: no name is doubled so.
pub(super) fn is_doubled(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, second)| {
        second.len() >= 3
            && second.chars().all(char::is_lowercase)
            && first.to_lowercase().ends_with(second)
    })
}

/// An abbreviation such as `KPK` or `BMKG`.
pub(super) fn is_abbreviation(word: &str) -> bool {
    (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words behind which an abbreviation is the name of the owner: `Gedung DPR`.
#[rustfmt::skip]
pub(super) fn takes_owner(word: &str) -> bool {
    needs_complement(word) || matches!(
        word,
        "Gedung" | "Kantor" | "Markas" | "Sidang" | "Rapat" | "Putusan" | "Penyidik" | "Data"
        | "Laporan" | "Survei" | "Situs" | "Laman" | "Akun" | "Aturan" | "Undang-undang" | "UU" | "RUU"
        | "Perppu" | "Perpres" | "Bicara" | "Jenderal" | "Umum" | "Tersangka" | "Rumah" | "RS" | "RSUD"
        | "Jemaah" | "Program" | "Kasus" | "Anggaran" | "Gaji" | "Dana" | "Kader" | "Politikus"
        | "Politisi" | "Hakim" | "Pelaku" | "Pimpinan" | "Kebijakan" | "Keputusan" | "Bansos" | "Satelit"
        | "Vaksin" | "Harga" | "Saham" | "Tarif" | "Pesawat" | "Kapal" | "Kereta" | "Jaksa" | "dan" | "&"
    )
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
