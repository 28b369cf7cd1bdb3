//! A model's answer into its parts: what is accepted has every part once, in
//! order, and not empty.

use alih::carrier::{Segment, Wanted, unpack};

const BOUNDARY: &str = "a1b2c3d4";

/// Holds for every text.
pub fn holds(bytes: &[u8]) {
    let Ok(reply) = std::str::from_utf8(bytes) else {
        return;
    };
    let segments = ["title", "p1", "p2"].map(|id| Segment {
        id: id.into(),
        text: format!("Teks {id}.").into(),
    });
    for wanted in [Wanted::Both, Wanted::Translation, Wanted::Summary] {
        let Ok(unpacked) = unpack(reply, &segments, wanted, BOUNDARY) else {
            continue;
        };
        if wanted.translation() {
            assert_eq!(unpacked.texts.len(), segments.len());
            assert!(unpacked.texts.iter().all(|text| !text.trim().is_empty()));
        }
    }
}
