//! The encoding that a page declares in its first bytes.

/// How far browsers look for it, and a little more.
const BEGINNING: usize = 4096;

/// The label in `<meta charset="…">` or `<meta … content="…; charset=…">`,
/// for [`crate::input::encoding::decode`]. A declared UTF-16 is not believed,
/// since the declaration itself could then not be read.
#[must_use]
pub fn declared_charset(page: &[u8]) -> Option<String> {
    let beginning = &page[..page.len().min(BEGINNING)];
    let mut rest = beginning;
    while let Some(at) = find(rest, b"charset") {
        rest = &rest[at + b"charset".len()..];
        let value = rest.trim_ascii_start();
        if let Some(value) = value.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or_else(|| value.strip_prefix(b"'"))
                .unwrap_or(value);
            let label: String = value
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))
                .map(|&byte| char::from(byte.to_ascii_lowercase()))
                .collect();
            if !label.is_empty() && !label.starts_with("utf-16") {
                return Some(label);
            }
        }
    }
    None
}

fn find(text: &[u8], lower: &[u8]) -> Option<usize> {
    text.windows(lower.len())
        .position(|window| window.eq_ignore_ascii_case(lower))
}
