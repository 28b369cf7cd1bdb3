//! What is measured, one file each.

mod cpu;
mod kill;
mod limit;
mod memory;
mod start;
mod throughput;

use crate::tools::Tools;

/// One measurement.
pub struct Section {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether it runs when no section is named.
    pub usual: bool,
    /// Measures and prints.
    pub run: fn(&Tools) -> Result<(), String>,
}

/// Every measurement.
pub const SECTIONS: &[Section] = &[
    usual("start", start::run),
    usual("cpu", cpu::run),
    usual("throughput", throughput::run),
    usual("memory", memory::run),
    usual("limit", limit::run),
    Section {
        name: "kill",
        usual: false,
        run: kill::run,
    },
];

const fn usual(name: &'static str, run: fn(&Tools) -> Result<(), String>) -> Section {
    Section {
        name,
        usual: true,
        run,
    }
}
