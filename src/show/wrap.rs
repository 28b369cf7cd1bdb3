//! Lines of a given width.

/// Breaks a text at spaces so that lines have at most `columns` characters,
/// each after `indent`.
#[must_use]
pub fn wrapped(text: &str, columns: usize, indent: &str) -> String {
    let room = columns.saturating_sub(indent.chars().count()).max(20);
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used == 0 {
            lines.push_str(indent);
        } else if used + 1 + length > room {
            lines.push('\n');
            lines.push_str(indent);
            used = 0;
        } else {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += length;
    }
    lines.push('\n');
    lines
}
