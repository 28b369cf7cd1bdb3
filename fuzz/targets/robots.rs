//! A site's `robots.txt`, with any path.

#![no_main]

use alih::robots::Robots;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str)| {
    let (rules, path) = input;
    let robots = Robots::read(rules, "alih");
    let _ = robots.allow(path);
});
