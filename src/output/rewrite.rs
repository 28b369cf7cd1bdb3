//! Changes some records of a result file and leaves the others as they are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use super::error::OutputError;
use super::lines::{beside, lock_path};
use super::lock::OutputLock;

/// What becomes of a record.
pub enum Change {
    /// It stays, byte for byte.
    None,
    /// This stands in its place, without a line break at its end.
    To(Vec<u8>),
}

/// Passes every record of a file, as JSON, through `change`, and replaces the
/// file if one was changed. Killed at any moment it leaves the old file or
/// the new one; another run that writes there is waited for by nobody: it is
/// an error. One line at a time is held, or all of a file that has no lines.
///
/// # Errors
/// When the file is held by another run or cannot be read or written.
pub fn rewrite(path: &Path, mut change: impl FnMut(&[u8]) -> Change) -> Result<(), OutputError> {
    let failed = |error: &io::Error| OutputError::from_file(path, error);
    let path = &fs::canonicalize(path).map_err(|error| failed(&error))?;
    let _lock = OutputLock::take(lock_path(path), path)?;
    let aside = beside(path, ".new");
    let _ = fs::remove_file(&aside);
    let copied = copy(path, &aside, &mut change);
    let outcome = copied.and_then(|is_changed| {
        if is_changed {
            fs::rename(&aside, path)
        } else {
            fs::remove_file(&aside)
        }
    });
    outcome.map_err(|error| {
        let _ = fs::remove_file(&aside);
        failed(&error)
    })
}

fn copy(path: &Path, aside: &Path, change: &mut impl FnMut(&[u8]) -> Change) -> io::Result<bool> {
    let file = File::open(path)?;
    let permissions = file.metadata()?.permissions();
    let mut reader = BufReader::new(file);
    let copy = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(aside)?;
    let mut writer = BufWriter::new(copy);
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line)?;
    let has_lines = serde_json::from_slice::<serde::de::IgnoredAny>(&line).is_ok();
    let mut is_changed = false;
    if has_lines {
        while !line.is_empty() {
            is_changed |= put(&line, &mut writer, change)?;
            line.clear();
            reader.read_until(b'\n', &mut line)?;
        }
    } else {
        reader.read_to_end(&mut line)?;
        is_changed = put_all(&line, &mut writer, change)?;
    }
    let copy = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    copy.set_permissions(permissions)?;
    copy.sync_all()?;
    Ok(is_changed)
}

/// Records one after the other, each over several lines.
fn put_all(
    bytes: &[u8],
    writer: &mut impl Write,
    change: &mut impl FnMut(&[u8]) -> Change,
) -> io::Result<bool> {
    let mut values =
        serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    let mut is_changed = false;
    let mut from = 0;
    while let Some(Ok(_)) = values.next() {
        let to = values.byte_offset();
        is_changed |= put(&bytes[from..to], writer, change)?;
        from = to;
    }
    writer.write_all(&bytes[from..])?;
    Ok(is_changed)
}

/// One record with the white space around it.
fn put(
    piece: &[u8],
    writer: &mut impl Write,
    change: &mut impl FnMut(&[u8]) -> Change,
) -> io::Result<bool> {
    let record = piece.trim_ascii();
    match change(record) {
        Change::To(other) if !record.is_empty() => {
            let start = piece.len() - piece.trim_ascii_start().len();
            writer.write_all(&piece[..start])?;
            writer.write_all(&other)?;
            writer.write_all(&piece[start + record.len()..])?;
            Ok(true)
        }
        _ => writer.write_all(piece).map(|()| false),
    }
}
