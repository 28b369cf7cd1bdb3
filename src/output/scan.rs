//! Reads an existing result file: which articles it holds, what may be
//! dropped, and where a torn end begins.

use std::collections::HashMap;
use std::io::{self, BufRead};
use std::ops::Range;

use super::head::{self, BEGINNING, Ended, Head, IdHash};
use super::lines::Resume;
use crate::outcome::ReasonKind;

/// What a result file holds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The articles that stay, by the hash of their ids.
    pub(super) done: HashMap<IdHash, Ended>,
    /// Lines that stay.
    pub(super) kept: u64,
    /// Of these, lines whose article has a later one.
    pub(super) superseded: u64,
    /// Lines that go because of their reason.
    pub(super) dropped: u64,
    /// Where records stand that a person had a hand in.
    pub(super) reviewed: HashMap<IdHash, Range<u64>>,
    /// Stretches of the file to drop, in bytes, apart and in order.
    pub(super) unwanted: Vec<Range<u64>>,
    /// Where the torn end begins.
    pub(super) torn: Option<u64>,
    /// The file's length in bytes.
    pub(super) length: u64,
    /// The last line is whole but for its line break.
    pub(super) unfinished: bool,
}

/// Why a file could not be scanned.
#[derive(Debug)]
pub(super) enum ScanError {
    /// This line, counted from 1, is not ours.
    Foreign(u64),
    /// It could not be read.
    Read(io::Error),
}

/// Scans line by line; memory is bounded by the longest line.
pub(super) fn scan(mut reader: impl BufRead, again: &[ReasonKind]) -> Result<Scan, ScanError> {
    let mut scan = Scan::default();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(ScanError::Read)? as u64;
        if read == 0 {
            return Ok(scan);
        }
        number += 1;
        let place = scan.length..scan.length + read;
        scan.length = place.end;
        let mut is_last = || reader.fill_buf().map(<[u8]>::is_empty);
        let content = line.trim_ascii_end();
        if content.is_empty() {
            continue;
        }
        match head::read(content) {
            Some(head) if line.ends_with(b"\n") => {
                scan.take(head, place, content, again);
            }
            Some(head) if head::is_complete(content) => {
                scan.unfinished = true;
                scan.take(head, place, content, again);
            }
            _ if may_be_torn(content) && is_last().map_err(ScanError::Read)? => {
                scan.torn = Some(place.start);
            }
            _ => return Err(ScanError::Foreign(number)),
        }
    }
}

/// The stretches whose article has a later line, in order.
pub(super) fn superseded(mut reader: impl BufRead) -> io::Result<Vec<Range<u64>>> {
    let mut latest: HashMap<IdHash, Range<u64>> = HashMap::new();
    let mut older = Vec::new();
    let mut line = Vec::new();
    let mut start = 0;
    loop {
        line.clear();
        let end = start + reader.read_until(b'\n', &mut line)? as u64;
        if end == start {
            break;
        }
        if let Some(head) = head::read(line.trim_ascii_end()) {
            older.extend(latest.insert(head.id, start..end));
        }
        start = end;
    }
    older.sort_unstable_by_key(|place| place.start);
    Ok(older)
}

impl Scan {
    /// What the user of the file is told.
    pub(super) fn resume(self) -> Resume {
        Resume {
            torn: self.torn.map(|torn| self.length - torn),
            done: self.done,
            kept: self.kept,
            dropped: self.dropped,
            superseded: self.superseded,
            reviewed: HashMap::new(),
        }
    }

    fn take(&mut self, head: Head, place: Range<u64>, line: &[u8], again: &[ReasonKind]) {
        let is_reviewed = head::is_reviewed(line);
        if is_reviewed {
            self.reviewed.insert(head.id, place.clone());
        } else {
            self.reviewed.remove(&head.id);
        }
        if head.ended.reason.is_some_and(|kind| again.contains(&kind)) {
            self.dropped += 1;
            // What a person wrote stays until the new result is there.
            if is_reviewed {
                return;
            }
            match self.unwanted.last_mut() {
                Some(last) if last.end == place.start => last.end = place.end,
                _ => self.unwanted.push(place),
            }
        } else {
            self.kept += 1;
            if self.done.insert(head.id, head.ended).is_some() {
                self.superseded += 1;
            }
        }
    }
}

/// A torn line of ours begins as all of ours do, as far as it goes; after a
/// power failure the rest may be zeros.
fn may_be_torn(line: &[u8]) -> bool {
    line.iter()
        .zip(BEGINNING)
        .all(|(byte, ours)| byte == ours || *byte == 0)
}
