//! What a person does to a machine's work: packets to look at, edits taken
//! back into the records, and what is edited kept from then on.

mod apply;
mod distance;
pub mod edits;
mod keep;
mod packet;
pub mod part;
mod recheck;
mod records;
mod take;

pub use apply::{Done, How, Refusal, apply};
pub use distance::distance;
pub use keep::keep;
pub use packet::{Built, build};
pub use records::{Fault, files, read};
pub use take::{Taken, Trouble, take};
