use super::wrap::wrapped;
use super::*;

#[test]
fn lines_keep_within_their_columns() {
    let text = "one two three four five six seven eight nine ten";
    for line in wrapped(text, 22, "  ").lines() {
        assert!(line.chars().count() <= 22, "{line}");
        assert!(line.starts_with("  "));
    }
}

#[test]
fn nothing_foreign_steers_a_terminal() {
    let hostile = "a\u{1b}[2Jb\u{9b}31mc\u{202e}d\u{7}e\rf";
    assert_eq!(safe(hostile), "a[2Jb31mcdef");
}
