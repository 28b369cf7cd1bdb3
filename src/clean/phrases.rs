//! Lists of phrases by their first letters, so that a text is held only against
//! the few that can begin it.

/// How many groups of first bytes there are. Letters that differ in case
/// alone are in the same.
const GROUPS: usize = 32;

/// A list of phrases.
pub(super) struct Phrases<L: ?Sized = [&'static str]> {
    /// Where each group begins, and where the last ends.
    borders: [u16; GROUPS + 1],
    /// For each group, the groups of the second bytes that occur in it.
    seconds: [u32; GROUPS],
    /// Group by group, within each as it was given.
    list: L,
}

const fn group(byte: u8) -> usize {
    byte as usize % GROUPS
}

impl<const N: usize> Phrases<[&'static str; N]> {
    /// The phrases in groups; each has two bytes or more.
    pub(super) const fn new(given: [&'static str; N]) -> Self {
        let mut list = [""; N];
        let mut borders = [0; GROUPS + 1];
        let mut seconds = [0; GROUPS];
        let (mut filled, mut at) = (0, 0);
        while at < GROUPS {
            let mut phrase = 0;
            while phrase < N {
                let bytes = given[phrase].as_bytes();
                if group(bytes[0]) == at {
                    seconds[at] |= 1 << group(bytes[1]);
                    list[filled] = given[phrase];
                    filled += 1;
                }
                phrase += 1;
            }
            at += 1;
            borders[at] = filled as u16;
        }
        Self {
            borders,
            seconds,
            list,
        }
    }
}

impl Phrases {
    /// The phrases that may begin `text`, and a few that do not, in the order
    /// in which they were given.
    #[inline]
    pub(super) fn near(&self, text: &str) -> &[&'static str] {
        let [first, second, ..] = text.as_bytes() else {
            return &[];
        };
        let (first, second) = (group(*first), group(*second));
        if self.seconds[first] >> second & 1 == 0 {
            return &[];
        }
        let border = |at: usize| usize::from(self.borders[at]);
        &self.list[border(first)..border(first + 1)]
    }

    /// Whether `text` is one of the phrases.
    pub(super) fn has(&self, text: &str) -> bool {
        self.near(text).contains(&text)
    }

    /// Whether `text` is one of the phrases, in whatever case.
    pub(super) fn has_in_any_case(&self, text: &str) -> bool {
        self.near(text)
            .iter()
            .any(|phrase| phrase.eq_ignore_ascii_case(text))
    }

    /// Whether `text`, in small letters, is one of the phrases.
    pub(super) fn has_in_small_letters(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.has_in_any_case(text)
        } else {
            self.has(&text.to_lowercase())
        }
    }

    /// Whether `text`, in small letters, begins with one of the phrases.
    pub(super) fn open_in_small_letters(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.near(text).iter().any(|phrase| {
                text.get(..phrase.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
            })
        } else {
            self.opening(&text.to_lowercase()).is_some()
        }
    }

    /// The first phrase with which `text` begins.
    pub(super) fn opening(&self, text: &str) -> Option<&'static str> {
        let mut near = self.near(text).iter();
        near.find(|phrase| text.starts_with(**phrase)).copied()
    }

    /// What follows the first phrase with which `text` begins.
    pub(super) fn behind_opening<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.opening(text).map(|phrase| &text[phrase.len()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PHRASES: &Phrases = &Phrases::new(["foto", "Foto: ", "baca", "© ", "Foto", "©"]);

    #[test]
    fn what_begins_alike_stands_together_as_it_was_given() {
        assert_eq!(PHRASES.near("fOTO"), ["foto", "Foto: ", "Foto"]);
        // Others may be in the same group.
        assert_eq!(PHRASES.near("ba"), ["baca", "© ", "©"]);
        for other in ["", "b", "f", "fakta"] {
            assert!(PHRASES.near(other).is_empty());
        }
    }

    #[test]
    fn texts_are_held_against_the_phrases() {
        assert!(PHRASES.has("foto") && !PHRASES.has("FOTO"));
        assert!(PHRASES.has_in_any_case("FOTO") && !PHRASES.has_in_any_case("fot"));
        assert_eq!(PHRASES.opening("© 2026"), Some("© "));
        assert_eq!(PHRASES.opening("Foto: a"), Some("Foto: "));
        assert_eq!(PHRASES.behind_opening("Fotografi"), Some("grafi"));
        assert_eq!(PHRASES.behind_opening("Judul"), None);
    }
}
