//! `alih review RECORDS`: flag by flag in the terminal.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::terminal::Terminal;
use super::super::{Stop, usage};
use super::{Rulebook, told};
use crate::article::{Flag, Record, ReviewState, Severity};
use crate::cli::ReviewOf;
use crate::compare::{Row, Verdict};
use crate::outcome::{Exit, Outcome};
use crate::review::edits::{ArticleEdits, PartEdit};
use crate::review::{self, part};
use crate::safe::safe;
use crate::settings::Environment;
use crate::show::{self, Extent, Style};

/// Whether the person goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    GoOn,
    Quit,
}

/// Goes through the records that nobody has approved.
pub(super) fn go(task: &ReviewOf, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let editor = environment.get("VISUAL").or(environment.get("EDITOR"));
    let mut desk = Desk {
        editor: editor.unwrap_or("vi").to_owned(),
        by: task.by.clone().unwrap_or_default(),
        style: terminal.wide_style(),
        rules: Rulebook::read(environment, &task.sources)?,
    };
    for path in &task.records {
        for file in review::files(path).map_err(usage)? {
            if desk.file(&file)? == Then::Quit {
                return Ok(Exit::Done);
            }
        }
    }
    println!("No more articles wait.");
    Ok(Exit::Done)
}

struct Desk {
    editor: String,
    by: String,
    style: Style,
    rules: Rulebook,
}

impl Desk {
    fn file(&mut self, file: &Path) -> Result<Then, Stop> {
        for record in review::read(file).map_err(usage)? {
            let record = record.map_err(usage)?;
            let is_waiting = record.outcome != Outcome::Failed
                && record.translation.is_some()
                && record.review.state != ReviewState::Approved;
            if is_waiting && self.article(&record, file)? == Then::Quit {
                return Ok(Then::Quit);
            }
        }
        Ok(Then::GoOn)
    }

    /// One article; what was done to it is saved before the next begins.
    fn article(&mut self, record: &Record, file: &Path) -> Result<Then, Stop> {
        let mut edits = ArticleEdits {
            id: record.id.clone(),
            sha256: record.source.sha256.clone(),
            settled: record.review.settled.clone(),
            ..ArticleEdits::default()
        };
        let then = self.look(record, &mut edits).map_err(usage)?;
        let is_touched = edits.approved
            || !edits.parts.is_empty()
            || edits.settled.len() > record.review.settled.len();
        if is_touched {
            edits.by = Some(self.by.clone());
            let how = self.rules.how(None);
            let taken = review::take(vec![edits], Some(file), how).map_err(usage)?;
            for own in &taken {
                println!("{}", safe(&told(own)));
            }
        }
        Ok(then)
    }

    fn look(&mut self, record: &Record, edits: &mut ArticleEdits) -> io::Result<Then> {
        let flags = record.flags.iter();
        let open: Vec<&Flag> = flags
            .filter(|flag| flag.severity > Severity::Info)
            .collect();
        let title = show::title_of(record);
        println!(
            "\n{}\n{}: {} open flags",
            safe(title),
            safe(&record.id),
            open.len()
        );
        for flag in open {
            let is_edited = edits
                .parts
                .iter()
                .any(|own| Some(&own.part) == flag.part.as_ref());
            if is_edited {
                continue;
            }
            print!("{}", self.shown(record, flag));
            if self.flag(record, flag, edits)? == Then::Quit {
                return Ok(Then::Quit);
            }
        }
        self.end(record, edits)
    }

    /// The part with the flag's spots.
    fn shown(&self, record: &Record, flag: &Flag) -> String {
        let id = flag.part.clone().unwrap_or_default();
        let text = part::text(record, &id).unwrap_or_default();
        let is_sentence = id.starts_with("summary.");
        let row = Row {
            source: part::source(record, &id).unwrap_or_default().to_owned(),
            translation: text.to_owned(),
            id: id.clone(),
            kind: crate::article::PartKind::Body,
            marks: Vec::new(),
        };
        let verdict = Verdict {
            id,
            outcome: record.outcome,
            reason: None,
            alignment: None,
            flags: vec![flag.clone()],
            parts: if is_sentence { Vec::new() } else { vec![row] },
            summary: Vec::new(),
        };
        let shown = show::verdict(&verdict, self.style, Extent::Flagged);
        let body = shown.split_once('\n').map_or("", |(_, body)| body);
        match is_sentence {
            true => format!("\n{}\n{body}", safe(text)),
            false => body.to_owned(),
        }
    }

    fn flag(&mut self, record: &Record, flag: &Flag, edits: &mut ArticleEdits) -> io::Result<Then> {
        loop {
            let answer = ask("[a]ccept as it is, [e]dit, [s]kip, [q]uit > ")?;
            match answer.as_deref() {
                Some("a") => edits.settled.push(flag.clone()),
                Some("e") => match &flag.part {
                    Some(part) => self.edit(record, part, edits)?,
                    None => {
                        println!("It is about the whole article; name a part at its end.");
                        continue;
                    }
                },
                Some("s") => {}
                Some("q") | None => return Ok(Then::Quit),
                Some(_) => continue,
            }
            return Ok(Then::GoOn);
        }
    }

    fn end(&mut self, record: &Record, edits: &mut ArticleEdits) -> io::Result<Then> {
        loop {
            let answer =
                ask("[y] approve, [n]ot yet, [e PART] edit a part, [p]rint it, [q]uit > ")?;
            let answer = answer
                .as_deref()
                .map(|own| own.split_once(' ').unwrap_or((own, "")));
            match answer {
                Some(("y", _)) => {
                    while self.by.trim().is_empty() {
                        match ask("Your name > ")? {
                            Some(name) => self.by = name,
                            None => return Ok(Then::Quit),
                        }
                    }
                    edits.approved = true;
                }
                Some(("n", _)) => {}
                Some(("e", part)) => {
                    self.edit(record, part.trim(), edits)?;
                    continue;
                }
                Some(("p", _)) => {
                    let text = show::render(record, show::Form::Text, self.style);
                    io::stdout().write_all(&text)?;
                    continue;
                }
                Some(("q", _)) | None => return Ok(Then::Quit),
                Some(_) => continue,
            }
            return Ok(Then::GoOn);
        }
    }

    fn edit(&self, record: &Record, id: &str, edits: &mut ArticleEdits) -> io::Result<()> {
        let Some(was) = part::text(record, id) else {
            println!(
                "There is no part {}; parts are title, p1, …, summary.1, …",
                safe(id)
            );
            return Ok(());
        };
        let earlier = edits.parts.iter().position(|own| own.part == id);
        let text = match earlier.map(|at| edits.parts.remove(at)) {
            Some(own) => own.text,
            None => was.to_owned(),
        };
        let text = match self.edited(&text) {
            Ok(text) => text,
            Err(problem) => {
                println!("{problem}");
                text
            }
        };
        if text != was {
            edits.parts.push(PartEdit {
                part: id.to_owned(),
                was: was.to_owned(),
                text,
            });
        }
        Ok(())
    }

    /// What the person's editor makes of a text.
    fn edited(&self, text: &str) -> Result<String, String> {
        let scratch = Scratch::with(text).map_err(|error| error.to_string())?;
        // The setting may hold arguments, as in `code --wait`.
        let status = Command::new("sh")
            .arg("-c")
            .arg(format!("{} \"$1\"", self.editor))
            .arg("sh")
            .arg(&scratch.0)
            .status();
        match status {
            Ok(status) if status.success() => {}
            _ => {
                return Err(format!(
                    "{} did not end well; the text stays. Set EDITOR to another one.",
                    self.editor
                ));
            }
        }
        let text = fs::read_to_string(&scratch.0).map_err(|error| error.to_string())?;
        Ok(text.trim_end().to_owned())
    }
}

/// A file that only this person can read and that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn with(text: &str) -> io::Result<Self> {
        let name = format!("alih-{}-{:016x}.txt", std::process::id(), fastrand::u64(..));
        let scratch = Self(std::env::temp_dir().join(name));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&scratch.0)?.write_all(text.as_bytes())?;
        Ok(scratch)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The person's answer in one line; none when nobody answers any more.
fn ask(question: &str) -> io::Result<Option<String>> {
    print!("{question}");
    io::stdout().flush()?;
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer)?;
    Ok((read > 0).then(|| answer.trim().to_owned()))
}
