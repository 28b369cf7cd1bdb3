//! One JSON value of any shape, read straight into text.
//!
//! Crawlers write a text as a string, as a list of paragraphs, as paragraphs
//! of sentences, or (IndoSum) as paragraphs of sentences of tokens. The depth
//! of the list tells which.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a value is gathered into.
pub(crate) trait Gather {
    /// A string at `depth` lists deep; 0 is a value by itself.
    fn text(&mut self, text: &str, depth: usize);

    /// A string by itself that can be taken as it is.
    fn whole(&mut self, text: String) {
        self.text(&text, 0);
    }

    /// A new list begins at `depth`.
    fn list(&mut self, _depth: usize) {}
}

/// A seed that feeds any JSON value to a [`Gather`].
pub(crate) struct Value<'a, G> {
    /// Where the text goes.
    pub into: &'a mut G,
    /// How many lists deep the value stands.
    pub depth: usize,
}

impl<'de, G: Gather> DeserializeSeed<'de> for Value<'_, G> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, G: Gather> Visitor<'de> for Value<'_, G> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.into.text(&number.to_string(), self.depth);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.into.text(&number.to_string(), self.depth);
        Ok(())
    }

    /// `NaN` comes as null; what is left is a number that a table program
    /// wrote with a decimal, such as the id `17.0`.
    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.into.text(&number.to_string(), self.depth);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.into.text(text, self.depth);
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        if self.depth == 0 {
            self.into.whole(text);
        } else {
            self.into.text(&text, self.depth);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.into.list(self.depth);
        while list
            .next_element_seed(Value {
                into: &mut *self.into,
                depth: self.depth + 1,
            })?
            .is_some()
        {}
        Ok(())
    }

    /// An object stands for the one member that holds its text: a person's
    /// `name`, a paragraph's `text`, an exported `$oid` or `$date`.
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(holds) = object.next_key_seed(MemberName)? {
            match holds {
                Member::Text => object.next_value_seed(Value {
                    into: &mut *self.into,
                    depth: self.depth,
                })?,
                Member::Other => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

enum Member {
    Text,
    Other,
}

struct MemberName;

impl<'de> DeserializeSeed<'de> for MemberName {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberName {
    type Value = Member;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Member, E> {
        Ok(match key {
            "name" | "text" | "content" | "value" | "$oid" | "$date" | "$numberLong" | "@id" => {
                Member::Text
            }
            _ => Member::Other,
        })
    }
}
