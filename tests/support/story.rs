//! Original stories in Indonesian with a faithful English translation, one
//! for each number.

/// A story.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its id.
    pub id: String,
    /// Headline and paragraphs, each with its English.
    pub parts: Vec<(String, String)>,
    /// A true summary, after the ids of the parts it rests on.
    pub summary: String,
}

const TOWNS: [&str; 6] = ["Ngawi", "Bantul", "Sumenep", "Kolaka", "Palopo", "Sintang"];
const DAYS: [(&str, &str); 5] = [
    ("Senin (2/3/2026)", "Monday, March 2, 2026"),
    ("Selasa (3/3/2026)", "Tuesday, March 3, 2026"),
    ("Rabu (4/3/2026)", "Wednesday, March 4, 2026"),
    ("Kamis (5/3/2026)", "Thursday, March 5, 2026"),
    ("Jumat (6/3/2026)", "Friday, March 6, 2026"),
];

/// The story of that number.
pub fn story(number: usize) -> Story {
    let town = TOWNS[number % TOWNS.len()];
    let (hari, day) = DAYS[number % DAYS.len()];
    let houses = 100 + number;
    let billion = 2 + number % 90;
    let pair = |id: String, en: String| (id, en);
    let parts = vec![
        pair(
            format!("Banjir Rendam {houses} Rumah di {town}"),
            format!("Floods Submerge {houses} Houses in {town}"),
        ),
        pair(
            format!("Banjir merendam {houses} rumah di {town} setelah hujan deras mengguyur wilayah itu sejak {hari} pagi. Warga mengungsi ke balai desa."),
            format!("Floods submerged {houses} houses in {town} after heavy rain had been falling on the area since the morning of {day}. Residents took refuge in the village hall."),
        ),
        pair(
            format!("\"Kerugian diperkirakan mencapai Rp{billion},5 miliar,\" kata Kepala Pelaksana BPBD, Rahmat Hidayat, kepada wartawan."),
            format!("\"Losses are estimated at Rp {billion}.5 billion,\" the head of the regional disaster agency (BPBD), Rahmat Hidayat, told reporters."),
        ),
        pair(
            "Petugas belum menemukan korban jiwa, tetapi dua jembatan rusak dan jalan desa tertutup lumpur.".to_owned(),
            "Officers have not found any fatalities, but two bridges were damaged and the village road is covered in mud.".to_owned(),
        ),
    ];
    Story {
        id: format!("cerita-{number}"),
        summary: format!("[p1] Floods submerged {houses} houses in {town} after heavy rain."),
        parts,
    }
}

impl Story {
    /// As a text file: headline first.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|(id, _)| id.as_str()).collect();
        parts.join("\n\n") + "\n"
    }

    /// As a line of JSONL.
    pub fn json(&self) -> String {
        let parts: Vec<&str> = self.parts[1..].iter().map(|(id, _)| id.as_str()).collect();
        serde_json::json!({"id": self.id, "title": self.parts[0].0, "text": parts.join("\n\n")})
            .to_string()
    }
}
