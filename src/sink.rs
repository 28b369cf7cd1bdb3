//! Where records go: saved as they come.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::earlier::Earlier;
use crate::held::Held;
use crate::outcome::Outcome;
use crate::output::error::OutputError;
use crate::output::folder::{Listing, ResultFolder};
use crate::output::lines::{self, ResultFile};
use crate::output::whose::is_foreign;
use crate::report;
use crate::show::{Form, Style};

/// An open output.
pub enum Sink {
    /// The standard output.
    Stdout {
        /// The form.
        form: Form,
        /// How text is set.
        style: Style,
    },
    /// A JSONL file that a later run continues.
    Lines(ResultFile),
    /// A file in another form, written anew.
    Document {
        /// The file.
        file: File,
        /// Its form.
        form: Form,
    },
    /// A folder with one file for each article.
    Folder {
        /// The folder.
        folder: ResultFolder,
        /// The files' form.
        form: Form,
    },
}

/// Results that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// A result file or folder.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Another file.
    #[error("{path} cannot be written ({source}); name another output with -o")]
    Document {
        /// The file.
        path: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A name that promises a compressed file.
    #[error("results are not compressed; name {path} without its last extension with -o")]
    Compressed {
        /// The file.
        path: String,
    },
    /// The reader of our output is gone.
    #[error("nobody reads the output any more")]
    BrokenPipe,
    /// The standard output fails otherwise.
    #[error("the output cannot be written ({0}); redirect it elsewhere")]
    Stdout(std::io::Error),
}

/// A document set for nobody's terminal.
pub const PLAIN: Style = Style {
    columns: 80,
    colours: crate::show::Colours::Off,
    letters: crate::show::Letters::Unicode,
};

/// What a path asks for.
pub(crate) enum Shape {
    Folder(Form),
    Lines,
    Document(Form),
}

impl Shape {
    /// A path that is a folder or ends in a slash is a folder of files.
    pub(crate) fn of(path: &Path, form: Option<Form>) -> Self {
        if path.is_dir() || path.to_string_lossy().ends_with('/') {
            return Self::Folder(form.unwrap_or(Form::Json));
        }
        let by_name = path
            .extension()
            .and_then(|own| Form::from_extension(&own.to_string_lossy().to_lowercase()));
        match form.or(by_name).unwrap_or(Form::Jsonl) {
            Form::Jsonl => Self::Lines,
            form => Self::Document(form),
        }
    }
}

/// Looks at an output without changing or locking it.
///
/// # Errors
/// When it cannot be read, or holds something that is not ours.
pub fn look(path: &Path, form: Option<Form>, earlier: Earlier) -> Result<Held, SinkError> {
    Ok(match Shape::of(path, form) {
        Shape::Folder(form) if path.is_dir() => Held::folder(
            Listing::read(path, form.extension(), earlier.start())?,
            earlier,
        ),
        Shape::Lines if path.is_file() => Held::lines(lines::look(path, earlier.start())?),
        _ => Held::default(),
    })
}

impl Sink {
    /// The standard output.
    ///
    /// # Errors
    /// When nobody reads it.
    pub fn stdout(form: Form, style: Style) -> Result<Self, SinkError> {
        to_stdout(form.opening(TITLE).as_bytes())?;
        Ok(Self::Stdout { form, style })
    }

    /// Opens the output before anything is paid for.
    ///
    /// # Errors
    /// When it cannot be written, is held by another run, or holds something
    /// that is not ours.
    pub fn open(
        path: &Path,
        form: Option<Form>,
        earlier: Earlier,
    ) -> Result<(Self, Held), SinkError> {
        if is_compressed(path) {
            let path = path.display().to_string();
            return Err(SinkError::Compressed { path });
        }
        Ok(match Shape::of(path, form) {
            Shape::Folder(form) => {
                let (folder, listing) =
                    ResultFolder::open(path, form.extension(), earlier.start())?;
                (
                    Self::Folder { folder, form },
                    Held::folder(listing, earlier),
                )
            }
            Shape::Lines => {
                let (file, resume) = ResultFile::open(path, earlier.start())?;
                (Self::Lines(file), Held::lines(resume))
            }
            Shape::Document(form) => {
                let failed = |source| SinkError::Document {
                    path: path.display().to_string(),
                    source,
                };
                if is_foreign(path, &opening(form)) {
                    let path = path.to_owned();
                    return Err(OutputError::Foreign { path, line: 1 }.into());
                }
                let mut file = File::create(path).map_err(failed)?;
                file.write_all(&opening(form)).map_err(failed)?;
                (Self::Document { file, form }, Held::default())
            }
        })
    }

    /// The form and style in which this output wants records.
    #[must_use]
    pub fn form(&self) -> (Form, Style) {
        match self {
            Self::Stdout { form, style } => (*form, *style),
            Self::Lines(_) => (Form::Jsonl, PLAIN),
            Self::Document { form, .. } | Self::Folder { form, .. } => (*form, PLAIN),
        }
    }

    /// Writes one rendered record whole. A document for a failed article
    /// would count as its result in the next run, so a folder gets none.
    ///
    /// # Errors
    /// When the disk is full, or nobody reads any more.
    pub fn write(&mut self, ended: &report::Ended, bytes: &[u8]) -> Result<(), SinkError> {
        match self {
            Self::Stdout { .. } => to_stdout(bytes),
            Self::Lines(file) => Ok(file.write_line(bytes.strip_suffix(b"\n").unwrap_or(bytes))?),
            Self::Document { file, .. } => to_document(file, bytes),
            Self::Folder { form, .. } if !form.is_record() && ended.outcome == Outcome::Failed => {
                Ok(())
            }
            Self::Folder { folder, form } => {
                let closing = form.closing();
                let whole = [&opening(*form), bytes, closing.as_bytes()].concat();
                Ok(folder.write(&ended.id, &whole)?)
            }
        }
    }

    /// Ends the writing: closes documents and, where results were replaced,
    /// drops the older ones.
    ///
    /// # Errors
    /// When that cannot be done; the next run does it.
    pub fn finish(&mut self, held: &Held) -> Result<(), SinkError> {
        match self {
            Self::Lines(file) if held.is_replaced() => Ok(file.drop_superseded()?),
            Self::Stdout { form, .. } => to_stdout(form.closing().as_bytes()),
            Self::Document { file, form } => to_document(file, form.closing().as_bytes()),
            _ => Ok(()),
        }
    }
}

/// What a document of many articles is called.
const TITLE: &str = "Articles";

/// Spreadsheets know by this mark that a file is UTF-8.
const MARK: &str = "\u{feff}";

fn is_compressed(path: &Path) -> bool {
    const PACKERS: [&str; 5] = ["gz", "bz2", "xz", "zst", "zip"];
    let extension = path.extension().and_then(|own| own.to_str());
    extension.is_some_and(|own| PACKERS.contains(&own.to_lowercase().as_str()))
}

/// Whether a document without a mark of ours would be written over this file,
/// which may be anybody's.
#[must_use]
pub fn would_overwrite(path: &Path, form: Option<Form>) -> bool {
    let is_unmarked = match Shape::of(path, form) {
        Shape::Document(form) => opening(form).is_empty(),
        Shape::Folder(_) | Shape::Lines => false,
    };
    is_unmarked
        && path
            .metadata()
            .is_ok_and(|file| file.is_file() && file.len() > 0)
}

fn opening(form: Form) -> Vec<u8> {
    let mark = if form == Form::Csv { MARK } else { "" };
    format!("{mark}{}", form.opening(TITLE)).into_bytes()
}

fn to_document(file: &mut File, bytes: &[u8]) -> Result<(), SinkError> {
    file.write_all(bytes).map_err(|source| SinkError::Document {
        path: "the output".to_owned(),
        source,
    })
}

fn to_stdout(bytes: &[u8]) -> Result<(), SinkError> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => SinkError::BrokenPipe,
            _ => SinkError::Stdout(error),
        })
}
