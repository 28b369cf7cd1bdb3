//! What a site's `robots.txt` asks of programs (RFC 9309). Pure.

/// So many bytes are read; the standard asks for 500 KiB at least.
const MOST_BYTES: usize = 512 * 1024;

/// The rules that a site has for one program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: String,
    verdict: Verdict,
}

/// At equal length the standard prefers what allows, so it is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Disallow,
    Allow,
}

impl Robots {
    /// Reads the rules for the program of that name (lower case): those of
    /// its own groups or, where it has none, of the groups for all.
    #[must_use]
    pub fn read(bytes: &[u8], program: &str) -> Self {
        let text = String::from_utf8_lossy(whole_lines(bytes));
        let (mut own, mut common) = (Vec::new(), Vec::new());
        let mut named = false;
        let mut group = Group::default();
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            let verdict = match field.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    group.add(value, program);
                    named |= group.is_own;
                    continue;
                }
                "allow" => Verdict::Allow,
                "disallow" => Verdict::Disallow,
                _ => continue,
            };
            group.stage = Stage::Rules;
            if value.is_empty() {
                continue;
            }
            let rule = Rule {
                pattern: normal(value),
                verdict,
            };
            if group.is_own {
                own.push(rule);
            } else if group.is_common {
                common.push(rule);
            }
        }
        Self {
            rules: if named { own } else { common },
        }
    }

    /// Whether the page at this path, query included, may be read. Of all
    /// rules that fit, the longest decides.
    #[must_use]
    pub fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        self.rules
            .iter()
            .filter(|rule| fits(&rule.pattern, &path))
            .map(|rule| (rule.pattern.len(), rule.verdict))
            .max()
            .is_none_or(|(_, verdict)| verdict == Verdict::Allow)
    }
}

/// As much as is read; half a rule would forbid more than the whole one.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    match bytes.get(..MOST_BYTES) {
        None => bytes,
        Some(most) => &most[..memchr::memrchr(b'\n', most).unwrap_or(0)],
    }
}

/// Whom the lines that follow are for.
#[derive(Default)]
struct Group {
    is_own: bool,
    is_common: bool,
    stage: Stage,
}

#[derive(Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Names,
    Rules,
}

impl Group {
    /// A name behind rules begins another group; names in a row share one.
    fn add(&mut self, name: &str, program: &str) {
        if self.stage == Stage::Rules {
            *self = Self::default();
        }
        let token: String = name
            .chars()
            .take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
            .collect();
        self.is_own |= token.eq_ignore_ascii_case(program);
        self.is_common |= name.starts_with('*');
    }
}

/// The same path in one spelling: what is not ASCII as %XX, in upper case.
fn normal(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3);
        match digits {
            Some(digits) if byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit) => {
                text.push('%');
                text.extend(
                    digits
                        .iter()
                        .map(|digit| digit.to_ascii_uppercase() as char),
                );
                at += 3;
                continue;
            }
            _ if byte.is_ascii() => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
        at += 1;
    }
    text
}

/// Whether the pattern fits the beginning of the path: `*` stands for any
/// characters, `$` at the end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for piece in pieces {
        if let Some(piece) = last.replace(piece) {
            match rest.find(piece) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
    }
    match (last, to_the_end) {
        (None, true) => rest.is_empty(),
        (None, false) => true,
        (Some(piece), true) => rest.ends_with(piece),
        (Some(piece), false) => rest.contains(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_the_standard_says() {
        for (pattern, path, fit) in [
            ("/", "/berita/1", true),
            ("/berita", "/berita/1", true),
            ("/berita", "/beritakan", true),
            ("/berita/", "/berita", false),
            ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?x=1", false),
            ("/*.pdf", "/a/b.pdf?x=1", true),
            ("/a*c*e", "/abcde", true),
            ("/a*c*e", "/abde", false),
            ("/berita$", "/berita", true),
            ("/berita$", "/berita/1", false),
            ("*", "/", true),
            ("/a*$", "/abc", true),
        ] {
            assert_eq!(fits(pattern, path), fit, "{pattern} {path}");
        }
    }

    #[test]
    fn the_longest_rule_of_the_own_group_decides() {
        let text = b"User-agent: *\nDisallow: /\n\n\
            User-agent: Other\nUser-Agent: ALIH/1.0\n\
            Disallow: /arsip # old\nAllow: /arsip/2026\nCrawl-delay: 1\n\n\
            User-agent: alih\nDisallow: /caf\xc3\xa9\n";
        let own = Robots::read(text, "alih");
        for (path, allowed) in [
            ("/berita/1", true),
            ("/arsip/2019/1", false),
            ("/arsip/2026/1", true),
            ("/caf%c3%a9/1", false),
        ] {
            assert_eq!(own.allow(path), allowed, "{path}");
        }
        assert!(!Robots::read(text, "nobody").allow("/berita/1"));
    }

    #[test]
    fn equal_rules_allow_and_an_empty_one_forbids_nothing() {
        let equal = Robots::read(b"user-agent: *\r\ndisallow: /a\r\nallow: /a\r\n", "alih");
        assert!(equal.allow("/a/b"));
        let empty = Robots::read(
            b"User-agent: alih\nDisallow:\n\nUser-agent: *\nDisallow: /",
            "alih",
        );
        assert!(empty.allow("/a"));
        assert!(Robots::read(b"<!DOCTYPE html><p>Not found: sorry", "alih").allow("/a"));
    }

    #[test]
    fn a_hostile_file_is_bounded() {
        let text = format!(
            "User-agent: *\n{}",
            "Disallow: /*a*a*a*a*b\n".repeat(50_000)
        );
        let path = "/".to_owned() + &"a".repeat(2_000);
        assert!(Robots::read(text.as_bytes(), "alih").allow(&path));
    }
}
