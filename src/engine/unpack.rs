//! Files as they are stored, unpacked and hashed on the way.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

/// What a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// No model is larger, unpacked.
const MOST_BYTES: u64 = 1 << 30;

/// How a file is packed, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    None,
    /// Zstandard.
    Zstandard,
    /// Gzip.
    Gzip,
}

impl Packing {
    /// How a file of that name is packed, and its name without the ending.
    #[must_use]
    pub fn of(name: &str) -> (Self, &str) {
        if let Some(bare) = name.strip_suffix(".zst") {
            (Self::Zstandard, bare)
        } else if let Some(bare) = name.strip_suffix(".gz") {
            (Self::Gzip, bare)
        } else {
            (Self::None, name)
        }
    }
}

/// What went wrong.
#[derive(Debug)]
pub enum Failed {
    /// Reading: the packed file is not what it should be.
    Packed(io::Error),
    /// Writing.
    Written(io::Error),
}

/// Unpacks a file into another.
///
/// # Errors
/// Which side failed.
pub fn unpack(from: &Path, packing: Packing, into: &Path) -> Result<Measured, Failed> {
    let file = BufReader::new(File::open(from).map_err(Failed::Packed)?);
    let mut plain: Box<dyn Read> = match packing {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        Packing::Zstandard => Box::new(
            ruzstd::decoding::StreamingDecoder::new(file)
                .map_err(|error| Failed::Packed(io::Error::other(error.to_string())))?,
        ),
    };
    let mut written = BufWriter::new(File::create(into).map_err(Failed::Written)?);
    let measured = pour(&mut plain, &mut written)?;
    let file = written
        .into_inner()
        .map_err(|error| Failed::Written(error.into_error()))?;
    file.sync_all().map_err(Failed::Written)?;
    Ok(measured)
}

/// Hashes a file.
///
/// # Errors
/// A file that cannot be read.
pub fn measure(path: &Path) -> io::Result<Measured> {
    pour(&mut File::open(path)?, &mut io::sink()).map_err(|failed| match failed {
        Failed::Packed(error) | Failed::Written(error) => error,
    })
}

fn pour(from: &mut dyn Read, into: &mut dyn Write) -> Result<Measured, Failed> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 1 << 17];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failed::Packed(error)),
        };
        size += read as u64;
        if size > MOST_BYTES {
            return Err(Failed::Packed(io::Error::other(
                "it is too large for a model",
            )));
        }
        hasher.update(&buffer[..read]);
        into.write_all(&buffer[..read]).map_err(Failed::Written)?;
    }
    let digits = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(Measured {
        sha256: digits,
        size,
    })
}
