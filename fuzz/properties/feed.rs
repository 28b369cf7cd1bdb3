//! A feed from its bytes to its entries and their texts.

use alih::input::feed::feed;
use alih::input::html::fragment;

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let Ok(feed) = feed(bytes, None) else {
        return;
    };
    for entry in feed.entries {
        let title = entry.title.as_deref();
        for html in [entry.content_html, entry.summary_html]
            .into_iter()
            .flatten()
        {
            let _ = fragment(&html, title);
        }
    }
}
