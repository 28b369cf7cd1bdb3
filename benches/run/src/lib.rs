//! What the benchmark's programs share.

pub mod answer;
pub mod articles;
pub mod endpoint;
pub mod limiter;
pub mod mock;
pub mod process;
pub mod records;
pub mod sections;
pub mod tools;
pub mod translate;
pub mod vocabulary;
