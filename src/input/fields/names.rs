//! The names that real crawlers and archives give to an article's fields.

/// What a field of the input means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The article's own id.
    Id,
    /// The headline.
    Title,
    /// The story as plain text, or as lists of paragraphs.
    Text,
    /// The story as a page or a piece of one.
    Html,
    /// The article's address.
    Url,
    /// When it was published.
    Published,
    /// Who wrote it.
    Author,
    /// Who published it.
    Outlet,
    /// Tags, keywords, sections.
    Tags,
}

/// A field's meaning and how much its name is worth: where two names of one
/// meaning both hold something, the lower number wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// What it means.
    pub field: Field,
    /// 0 for the clearest name.
    pub rank: u8,
}

/// Longer keys than this are nobody's alias.
const LONGEST: usize = 24;

/// Looks a key up: capitals, spaces, hyphens and underscores do not count, so
/// that `Judul Berita`, `judul_berita` and `judulBerita` are one.
pub(crate) fn lookup(key: &str) -> Option<Name> {
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for byte in key.trim_start_matches('\u{FEFF}').bytes() {
        if matches!(byte, b' ' | b'_' | b'-' | b'.' | b'\t') {
            continue;
        }
        *plain.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let (field, rank) = meaning(&plain[..length])?;
    Some(Name { field, rank })
}

/// Sources of the names: news-watch (`publish_date`, `content`, `link`,
/// `keyword`), IndoSum (`source_url`, `paragraphs`), crawls with `FullText`,
/// with `judul, tautan, tanggal, isi_berita`, with `Judul Berita`; JSON Feed,
/// schema.org and the common feed and archive exports.
fn meaning(plain: &[u8]) -> Option<(Field, u8)> {
    Some(match plain {
        b"id" => (Field::Id, 0),
        b"articleid" | b"newsid" | b"docid" | b"idberita" | b"idartikel" => (Field::Id, 1),
        b"guid" | b"uuid" => (Field::Id, 2),

        b"title" | b"judul" => (Field::Title, 0),
        b"headline" | b"judulberita" | b"judulartikel" | b"articletitle" | b"newstitle" => {
            (Field::Title, 1)
        }

        b"text" => (Field::Text, 0),
        b"content" | b"fulltext" | b"articletext" | b"isiberita" | b"kontenberita" | b"isi"
        | b"konten" | b"isiartikel" | b"teks" | b"contenttext" => (Field::Text, 1),
        b"body" | b"articlebody" | b"bodytext" | b"maintext" | b"articlecontent"
        | b"newscontent" | b"berita" | b"naskah" => (Field::Text, 2),
        b"paragraphs" | b"paragraf" => (Field::Text, 3),
        b"article" | b"artikel" => (Field::Text, 4),

        b"html" | b"contenthtml" | b"bodyhtml" => (Field::Html, 0),
        b"rawhtml" | b"pagehtml" | b"page" => (Field::Html, 1),

        b"url" | b"link" | b"tautan" => (Field::Url, 0),
        b"urlberita" | b"sourceurl" | b"articleurl" | b"linkberita" | b"urlartikel"
        | b"canonicalurl" | b"href" => (Field::Url, 1),

        b"published" | b"publishedat" | b"datepublished" | b"publishdate" | b"publisheddate"
        | b"publicationdate" | b"tanggalterbit" | b"tanggalpublikasi" => (Field::Published, 0),
        b"date" | b"tanggal" | b"tanggalberita" | b"pubdate" | b"waktu" | b"time"
        | b"publishtime" | b"publishedtime" | b"datetime" => (Field::Published, 1),
        b"timestamp" | b"createdat" => (Field::Published, 2),

        b"author" | b"authors" | b"penulis" | b"byline" => (Field::Author, 0),
        b"reporter" | b"wartawan" | b"pewarta" | b"jurnalis" | b"creator" => (Field::Author, 1),

        b"outlet" | b"publisher" | b"media" => (Field::Outlet, 0),
        b"source" | b"sumber" | b"sourcename" | b"sitename" | b"portal" => (Field::Outlet, 1),

        b"tags" | b"tag" | b"keywords" => (Field::Tags, 0),
        b"keyword" | b"katakunci" | b"topics" | b"topik" => (Field::Tags, 1),
        b"category" | b"kategori" | b"categories" | b"section" | b"kanal" => (Field::Tags, 2),
        _ => return None,
    })
}

/// Texts by which crawlers say that they found nothing.
const MISSING: [&str; 16] = [
    "-",
    "--",
    "n/a",
    "na",
    "nan",
    "nat",
    "nil",
    "none",
    "null",
    "undefined",
    "unknown",
    "tidak ada",
    "tidak diketahui",
    "not found",
    "no title",
    "no author",
];

/// Whether a value says that there is none: empty, one of the usual words, or
/// a short "… tidak ditemukan".
pub(crate) fn means_missing(value: &str) -> bool {
    let value = value.trim();
    value.is_empty()
        || MISSING
            .iter()
            .any(|missing| missing.eq_ignore_ascii_case(value))
        || (value.len() <= 40 && ends_with_ignoring_case(value, " tidak ditemukan"))
}

fn ends_with_ignoring_case(value: &str, end: &str) -> bool {
    value
        .len()
        .checked_sub(end.len())
        .and_then(|start| value.get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}
