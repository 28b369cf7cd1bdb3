//! Bytes to lines, and lines to events, wherever the bytes were cut.

/// Splits at line feeds, carriage returns, or both together.
#[derive(Default)]
pub struct Lines {
    line: Vec<u8>,
    after_return: bool,
}

impl Lines {
    /// The next complete line, and the bytes behind it; none when it has not
    /// ended yet.
    pub fn next(&mut self, bytes: &mut &[u8]) -> Option<Vec<u8>> {
        if self.after_return && !bytes.is_empty() {
            *bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            self.after_return = false;
        }
        let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.line.extend_from_slice(bytes);
            *bytes = &[];
            return None;
        };
        self.line.extend_from_slice(&bytes[..end]);
        self.after_return = bytes[end] == b'\r';
        *bytes = &bytes[end + 1..];
        Some(std::mem::take(&mut self.line))
    }

    /// The line that never ended.
    pub fn rest(self) -> Vec<u8> {
        self.line
    }
}

/// Server-sent events: only their data, comments and other fields left out.
#[derive(Default)]
pub struct Events {
    lines: Lines,
    data: Vec<u8>,
}

impl Events {
    /// The data of the next complete event; none when it has not ended yet.
    pub fn next(&mut self, bytes: &mut &[u8]) -> Option<Vec<u8>> {
        while let Some(line) = self.lines.next(bytes) {
            if line.is_empty() && !self.data.is_empty() {
                return Some(std::mem::take(&mut self.data));
            }
            self.take(&line);
        }
        None
    }

    /// The data of the event that never ended.
    pub fn rest(mut self) -> Vec<u8> {
        let line = std::mem::take(&mut self.lines).rest();
        self.take(&line);
        self.data
    }

    fn take(&mut self, line: &[u8]) {
        if let Some(data) = line.strip_prefix(b"data:") {
            if !self.data.is_empty() {
                self.data.push(b'\n');
            }
            let data = data.strip_prefix(b" ").unwrap_or(data);
            self.data.extend_from_slice(data);
        }
    }
}
