//! Pages built the way that outlets build theirs, with our own text.

use super::*;

/// A page around a story: what most outlets have before and behind it.
fn around(before: &str, story: &str, behind: &str) -> Page {
    let menu: String = ["Nasional", "Ekonomi", "Olahraga", "Hiburan"]
        .map(|name| format!("<li><a href=/{name}>{name}</a></li>"))
        .concat();
    let teasers: String = (1..9)
        .map(|number| {
            format!(
                "<div class=item><h3><a href=/{number}>Judul berita lain nomor {number} yang menarik</a></h3>\
                 <p>Ringkasan singkat dari berita lain nomor {number} di halaman ini.</p></div>"
            )
        })
        .collect();
    read(&format!(
        "<header><nav><ul>{menu}</ul></nav></header><div class=wrap><div class=main>{before}{story}{behind}</div>\
         <div class=right-side><h4>Terbaru</h4>{teasers}</div></div><footer>Hak cipta dilindungi.</footer>"
    ))
}

#[test]
fn a_body_in_a_span_with_a_tag_list_behind() {
    let page = around(
        "<h1>Warga Bersihkan Saluran</h1><div class=date>Minggu, 6 Juli 2025 | 08:00 WIB</div>",
        &format!("<span itemprop=description>{}</span>", paragraphs()),
        "<ul class=tags><li><a href=/t>desa</a></li></ul>",
    );
    assert_eq!(texts(&page), STORY);
    assert_eq!(
        page.metadata.published.as_deref(),
        Some("Minggu, 6 Juli 2025 | 08:00 WIB")
    );
}

#[test]
fn a_story_cut_in_two_by_an_unnamed_list_of_links() {
    let links = "<table><tr><td><strong>Lihat juga:</strong></td><td><a href=/2>Judul berita lain yang panjang</a></td></tr></table>";
    let page = around(
        "",
        &format!(
            "<div class=part>{p}</div>{links}<div class=part>{p}</div>",
            p = paragraphs()
        ),
        "",
    );
    assert_eq!(texts(&page), [STORY, STORY].concat());
    assert_eq!(removed(&page, "html.read_also").len(), 1);
}

#[test]
fn a_story_in_a_table_layout() {
    let page = read(&format!(
        "<table><tr><td><a href=/>Beranda</a><br><a href=/n>Nasional</a></td><td>{}</td></tr></table>",
        STORY.join("<br>")
    ));
    assert_eq!(texts(&page), STORY);
}

#[test]
fn a_whole_page_in_a_form() {
    let page = read(&format!(
        "<form id=aspnetForm><input name=q><div><a href=/>Beranda</a></div><div>{}</div></form>",
        paragraphs()
    ));
    assert_eq!(texts(&page), STORY);
}

#[test]
fn a_heading_over_bare_links_takes_them_along() {
    let page = around(
        "",
        &format!(
            "<div>{p}<h2>Baca Juga</h2><ul><li><a href=/1>Judul satu</a></li><li><a href=/2>Judul dua</a></li></ul><p>{last}</p></div>",
            p = paragraphs(),
            last = STORY[0]
        ),
        "",
    );
    assert_eq!(texts(&page), [STORY[0], STORY[1], STORY[2], STORY[0]]);
    assert_eq!(removed(&page, "html.read_also").len(), 3);
}

#[test]
fn a_dateline_and_credits_around_the_paragraphs_stay_for_the_cleaning() {
    let page = around(
        "",
        &format!(
            "<div class=detail><strong>Sukamaju</strong> - {}<strong>(ani/bud)</strong></div>",
            paragraphs()
        ),
        "<div class=share><a href=/f>Bagikan</a></div>",
    );
    assert_eq!(texts(&page).first(), Some(&"Sukamaju -"));
    assert_eq!(texts(&page).last(), Some(&"(ani/bud)"));
}

#[test]
fn readers_comments_are_no_story() {
    let comment = "<div class=comment><p>Saya setuju sekali dengan kegiatan ini, semoga dicontoh desa lain.</p></div>";
    let page = around(
        "",
        &format!("<div>{}</div>", paragraphs()),
        &comment.repeat(4),
    );
    assert_eq!(texts(&page), STORY);
}

#[test]
fn a_linked_heading_between_paragraphs_stays() {
    let page = around(
        "",
        &format!(
            "<div>{p}<h3><a href=/film>1. Cangkul dari Pak Lurah</a></h3>{p}</div>",
            p = paragraphs()
        ),
        "",
    );
    assert!(texts(&page).contains(&"1. Cangkul dari Pak Lurah"));
}

#[test]
fn a_link_in_brackets_goes_with_its_brackets() {
    let page = around(
        "",
        &format!(
            "<div>{p}<p>(Baca: <a href=/2>Judul lain</a>)</p><p>Begitu katanya. (Baca juga: <a href=/3>Judul ketiga</a>)</p></div>",
            p = paragraphs()
        ),
        "",
    );
    assert_eq!(texts(&page).last(), Some(&"Begitu katanya. "));
    assert_eq!(
        removed(&page, "html.read_also"),
        ["(Baca: Judul lain)", "(Baca juga: Judul ketiga)"]
    );
}

#[test]
fn tags_behind_a_bare_label_go_with_it_and_a_heading_of_that_name_stays() {
    let page = around(
        "",
        &format!(
            "<div>{p}<h2>Rekomendasi</h2><p>{more}</p><p>Tag :</p><p><a href=/t/desa>desa</a></p></div>",
            p = paragraphs(),
            more = STORY[1]
        ),
        "",
    );
    assert!(texts(&page).contains(&"Rekomendasi"));
    assert_eq!(texts(&page).last(), Some(&STORY[1]));
}

#[test]
fn name_and_date_above_the_story_are_metadata() {
    let page = around(
        "",
        &format!(
            "<div><span>Reporter: Ani Wijaya | Minggu, 6 Juli 2025 08:00 WIB</span><br>{}<br><br>Tamat sudah.</div>",
            STORY.join("<br><br>")
        ),
        "",
    );
    assert_eq!(texts(&page).first(), Some(&STORY[0]));
    assert_eq!(page.metadata.byline.as_deref(), Some("Ani Wijaya"));
    let page = around(
        "",
        &format!(
            "<div>Reporter: Ani Wijaya<br>Minggu, 6 Juli 2025<br>{}</div>",
            STORY.join("<br>")
        ),
        "",
    );
    assert_eq!(page.metadata.byline.as_deref(), Some("Ani Wijaya"));
    assert_eq!(
        page.metadata.published.as_deref(),
        Some("Minggu, 6 Juli 2025")
    );
}

#[test]
fn a_misleading_name_of_the_story_is_seen_through_among_many_teasers() {
    for label in ["detail-tag", "photo-story", "share", "content-comment"] {
        let page = around(
            "",
            &format!("<div class={label}>{}</div>", paragraphs()),
            "",
        );
        assert_eq!(texts(&page), STORY, "{label}");
    }
}

#[test]
fn a_gallery_is_all_captions() {
    let picture = |text| format!("<div class=photo-gallery__caption>{text}</div>");
    let page = around("", &STORY.map(picture).concat(), "");
    assert!(matches!(page.verdict, Verdict::NoArticle(_)));
}

#[test]
fn a_label_with_a_telling_name_takes_the_link_behind_it_along() {
    let page = around(
        "",
        &format!(
            "<div>{p}<h2 class=baca-juga>Baca Juga :</h2><div><a href=/2>Judul lain</a></div><p>{last}</p></div>",
            p = paragraphs(),
            last = STORY[0]
        ),
        "",
    );
    assert_eq!(texts(&page), [STORY[0], STORY[1], STORY[2], STORY[0]]);
}

#[test]
fn boxes_that_ask_for_consent_are_no_story() {
    let consent =
        "Kami memakai kuki untuk mengingat pilihan Anda, dan dengan melanjutkan Anda setuju.";
    for (open, close) in [
        ("<div id=cookie-banner>", "</div>"),
        ("<amp-consent><div>", "</div></amp-consent>"),
    ] {
        let page = read(&format!(
            "<div>{open}<p>{consent}</p>{close}{}</div>",
            paragraphs()
        ));
        assert_eq!(texts(&page), STORY, "{open}");
    }
}

#[test]
fn a_title_that_two_places_agree_on_kept_the_sites_name() {
    let page = page(
        &format!(
            "<head><title>Warga Bersihkan Saluran - Kabar</title>\
             <meta property=og:title content='Warga Bersihkan Saluran - Kabar'>\
             <meta property=og:site_name content=Kabar></head><body>{}</body>",
            paragraphs()
        ),
        None,
    );
    assert_eq!(page.title.as_deref(), Some("Warga Bersihkan Saluran"));
}
