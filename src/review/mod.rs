//! What a person does to a machine's work: packets to look at, edits taken
//! back into the records, and what is edited kept from then on.

mod packet;
mod records;

pub use packet::{Built, build};
pub use records::{Fault, files, read};
