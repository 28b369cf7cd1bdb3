//! The key under which an answer is remembered: a hash of what was asked.

use std::fmt;

use sha2::{Digest, Sha256};

/// A hash of everything that decides an answer.
///
/// Two questions share a fingerprint only when every field that was hashed
/// is the same, so a changed prompt, model, glossary or option misses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Starts a fingerprint of the given kind, such as `answer` or `prompt`.
    #[must_use]
    pub fn builder(kind: &str) -> FingerprintBuilder {
        FingerprintBuilder {
            hasher: Sha256::new(),
        }
        .field(kind)
    }

    /// The fingerprint that was printed as these digits.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let is_whole = digits.len() == 64 && digits.is_ascii();
        for (at, byte) in bytes.iter_mut().enumerate().take_while(|_| is_whole) {
            *byte = u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok()?;
        }
        is_whole.then_some(Self(bytes))
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Collects the fields of a [`Fingerprint`].
///
/// Every field is hashed with its length before it, so that no two different
/// lists of fields feed the same bytes. A clone goes on from where the
/// original stands: hash what a run shares once, then clone it per article.
#[derive(Clone)]
pub struct FingerprintBuilder {
    hasher: Sha256,
}

impl FingerprintBuilder {
    /// Adds a field.
    #[must_use]
    pub fn field(mut self, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.hasher.update([1]);
        self.hasher.update((value.len() as u64).to_le_bytes());
        self.hasher.update(value);
        self
    }

    /// Adds a field that may be missing; missing differs from empty.
    #[must_use]
    pub fn optional(mut self, value: Option<impl AsRef<[u8]>>) -> Self {
        match value {
            Some(value) => self.field(value),
            None => {
                self.hasher.update([0]);
                self
            }
        }
    }

    /// The fingerprint of the fields so far.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(fields: &[Option<Vec<u8>>]) -> Fingerprint {
        fields
            .iter()
            .fold(Fingerprint::builder("test"), |builder, field| {
                builder.optional(field.as_ref())
            })
            .finish()
    }

    #[test]
    fn prints_as_hex() {
        let shown = Fingerprint::builder("answer").finish().to_string();
        assert_eq!(shown.len(), 64);
        assert_eq!(
            Fingerprint::from_digits(&shown),
            Some(Fingerprint::builder("answer").finish())
        );
        assert_eq!(Fingerprint::from_digits(&shown[1..]), None);
        assert!(shown.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn borders_between_fields_count() {
        let joined = Fingerprint::builder("x").field("ab").field("c").finish();
        let other = Fingerprint::builder("x").field("a").field("bc").finish();
        assert_ne!(joined, other);
        assert_ne!(
            Fingerprint::builder("x").field("").finish(),
            Fingerprint::builder("x").optional(None::<&str>).finish()
        );
    }

    proptest! {
        #[test]
        fn different_lists_differ(
            first in proptest::collection::vec(proptest::option::of(proptest::collection::vec(0u8..3, 0..4)), 0..4),
            second in proptest::collection::vec(proptest::option::of(proptest::collection::vec(0u8..3, 0..4)), 0..4),
        ) {
            prop_assert_eq!(first == second, of(&first) == of(&second));
        }
    }
}
