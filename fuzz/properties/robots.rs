//! A site's `robots.txt`, with any path: the file up to the first zero byte.

use alih::robots::Robots;

use super::halves;

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let (rules, path) = halves(bytes);
    let robots = Robots::read(rules, "alih");
    let _ = robots.allow(&String::from_utf8_lossy(path));
}
