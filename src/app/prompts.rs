//! `alih prompts`.

use super::common::print;
use std::io::Write;

use super::{Stop, usage};
use crate::cli::Prompts;
use crate::nearest::suggestion;
use crate::outcome::Exit;
use crate::prompt::{TEMPLATES, Template};

/// `alih prompts`.
pub(super) fn prompts(task: &Prompts) -> Result<Exit, Stop> {
    match task {
        Prompts::List => {
            let line = |template: &Template| {
                format!(
                    "{}.md  holes: {}\n",
                    template.name,
                    template.holes.join(", ")
                )
            };
            print(&TEMPLATES.iter().map(line).collect::<String>())
        }
        Prompts::Show { name } => {
            let wanted = name.trim_end_matches(".md");
            let template = TEMPLATES.iter().find(|template| template.name == wanted);
            let template = template.ok_or_else(|| {
                let known = TEMPLATES.iter().map(|template| template.name);
                usage(format!(
                    "there is no prompt \"{name}\"{}; `alih prompts list` names them",
                    suggestion(wanted, known)
                ))
            })?;
            print(template.text)
        }
        Prompts::Copy { folder } => {
            std::fs::create_dir_all(folder).map_err(usage)?;
            let mut paths = String::new();
            for template in TEMPLATES {
                let path = folder.join(format!("{}.md", template.name));
                let created = std::fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(&path);
                match created.and_then(|mut file| file.write_all(template.text.as_bytes())) {
                    Ok(()) => paths.push_str(&format!("{}\n", path.display())),
                    Err(error) => return Err(usage(format!("{}: {error}", path.display()))),
                }
            }
            print(&paths)
        }
    }
}
