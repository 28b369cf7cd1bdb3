//! What every cleaning rule says about itself.

/// Where a rule's examples stand in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The headline itself.
    Headline,
    /// Between the headline and the story.
    Head,
    /// The beginning of the first paragraph.
    Opening,
    /// Anywhere, inside a paragraph.
    Inline,
    /// Anywhere, as a line of its own.
    Line,
    /// The last line.
    Tail,
    /// The end of the last paragraph.
    End,
}

/// One rule: its name in the log of removals, why it exists, and an example
/// that it must and one that it must not touch. A test runs every example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name in [`crate::article::Removal::rule`].
    pub name: &'static str,
    /// Why what it takes is not part of the story.
    pub reason: &'static str,
    /// Where the examples stand.
    pub place: Place,
    /// An example of which it must take something.
    pub touches: &'static str,
    /// An example of which it must take nothing.
    pub spares: &'static str,
}
