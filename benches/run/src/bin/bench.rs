//! Measures `alih` against a mock endpoint and against the floor.
//!
//! `cargo run --release --manifest-path benches/run/Cargo.toml --
//! [--alih PATH] [--quick] [--seed N] [SECTION…]`. Without sections all are
//! measured but `kill`.

use std::path::PathBuf;
use std::process::ExitCode;

use alih_bench::sections::{SECTIONS, Section};
use alih_bench::tools::{Effort, Tools};

struct Options {
    alih: Option<PathBuf>,
    effort: Effort,
    seed: u64,
    sections: Vec<&'static Section>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        alih: None,
        effort: Effort::Full,
        seed: 1,
        sections: Vec::new(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--alih" => {
                let path = PathBuf::from(value()?);
                options.alih = Some(path.canonicalize().map_err(|error| error.to_string())?);
            }
            "--quick" => options.effort = Effort::Quick,
            "--seed" => {
                options.seed = value()?.parse().map_err(|_| "--seed needs a number")?;
            }
            name => options.sections.push(section(name)?),
        }
    }
    if options.sections.is_empty() {
        options.sections = SECTIONS.iter().filter(|section| section.usual).collect();
    }
    Ok(options)
}

fn section(name: &str) -> Result<&'static Section, String> {
    SECTIONS
        .iter()
        .find(|section| section.name == name)
        .ok_or_else(|| {
            let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
            format!("there is no section {name}; there are {}", names.join(", "))
        })
}

fn main() -> ExitCode {
    match measure() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::from(2)
        }
    }
}

/// Runs the sections and returns how many failed.
fn measure() -> Result<usize, String> {
    let options = options()?;
    let tools = Tools::new(options.alih, options.effort, options.seed)?;
    let mut failed = 0;
    for section in options.sections {
        println!("\n== {}", section.name);
        if let Err(message) = (section.run)(&tools) {
            println!("failed: {message}\n{}", tools.said());
            failed += 1;
        }
    }
    Ok(failed)
}
