//! A stream of bytes made ready for reading lines: unpacked when it is gzip,
//! turned into UTF-8 when it is UTF-16, without its byte order mark.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

/// Bytes read at once.
const BLOCK: usize = 64 * 1024;

/// A byte that occurs in no UTF-8 text.
const NOT_UTF_8: u8 = 0xFF;

/// A stream that is ready.
pub type Opened<'a> = Box<dyn BufRead + Send + 'a>;

/// Opens a stream by what it begins with, whatever its file is called.
///
/// # Errors
/// When its first bytes cannot be read.
pub fn open<'a>(stream: impl Read + Send + 'a) -> io::Result<Opened<'a>> {
    let stream = beginning(BufReader::with_capacity(BLOCK, stream))?;
    if first_bytes(&stream).starts_with(&[0x1F, 0x8B]) {
        let unpacked = BufReader::with_capacity(BLOCK, MultiGzDecoder::new(stream));
        return without_mark(unpacked);
    }
    without_mark(stream)
}

type Begun<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// Looks at the first bytes without losing them.
fn beginning<R: BufRead>(mut stream: R) -> io::Result<Begun<R>> {
    let mut first = Vec::with_capacity(4);
    stream.by_ref().take(4).read_to_end(&mut first)?;
    Ok(Cursor::new(first).chain(stream))
}

fn first_bytes<R>(stream: &Begun<R>) -> &[u8] {
    stream.get_ref().0.get_ref()
}

fn without_mark<'a>(stream: impl BufRead + Send + 'a) -> io::Result<Opened<'a>> {
    let mut stream = beginning(stream)?;
    let first = first_bytes(&stream);
    let (decoder, mark) = if first.starts_with(&[0xFF, 0xFE]) {
        (Some(UTF_16LE.new_decoder_without_bom_handling()), 2)
    } else if first.starts_with(&[0xFE, 0xFF]) {
        (Some(UTF_16BE.new_decoder_without_bom_handling()), 2)
    } else if first.starts_with(&[0xEF, 0xBB, 0xBF]) {
        (None, 3)
    } else {
        (None, 0)
    };
    stream.consume(mark);
    Ok(match decoder {
        Some(decoder) => Box::new(Utf16 {
            stream,
            decoder,
            text: vec![0; BLOCK],
            filled: 0,
            used: 0,
            state: State::Reading,
        }),
        None => Box::new(stream),
    })
}

/// UTF-16 in, UTF-8 out. Half a character becomes a byte that no UTF-8 has, so
/// that whoever reads the line sees the loss and says so.
struct Utf16<R> {
    stream: R,
    decoder: Decoder,
    text: Vec<u8>,
    filled: usize,
    used: usize,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Reading,
    Done,
}

impl<R: BufRead> BufRead for Utf16<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.used == self.filled && self.state == State::Reading {
            let bytes = self.stream.fill_buf()?;
            let last = bytes.is_empty();
            let room = self.text.len() - 1;
            let (result, read, mut written) = self.decoder.decode_to_utf8_without_replacement(
                bytes,
                &mut self.text[..room],
                last,
            );
            self.stream.consume(read);
            match result {
                DecoderResult::InputEmpty if last => self.state = State::Done,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.text[written] = NOT_UTF_8;
                    written += 1;
                }
            }
            (self.used, self.filled) = (0, written);
        }
        Ok(&self.text[self.used..self.filled])
    }

    fn consume(&mut self, amount: usize) {
        self.used = (self.used + amount).min(self.filled);
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut text = self.fill_buf()?;
        let count = text.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
