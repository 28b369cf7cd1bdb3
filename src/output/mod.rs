//! Result files that survive crashes, full disks and each other.

pub mod error;
pub mod folder;
pub mod head;
pub mod lines;
mod lock;
pub mod order;
pub mod rewrite;
mod scan;
pub mod whose;
