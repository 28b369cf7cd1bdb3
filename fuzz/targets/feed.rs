//! A feed from its bytes to its entries and their texts.

#![no_main]

use alih::input::feed::feed;
use alih::input::html::fragment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
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
});
