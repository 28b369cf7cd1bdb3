//! Whether files are a model that the engine can load.
//!
//! The engine takes its files to be what they should be, and the process ends
//! where they are not. So they are looked at first: every tensor is there,
//! has its shape and lies within the file, and the vocabulary has as many
//! pieces as the weights. Formats: Marian's binary weights, version 1;
//! SentencePiece's protocol buffer.

use std::collections::HashMap;
use std::path::Path;

use super::{EngineError, Files};

/// Looks at a model's files.
///
/// # Errors
/// What is wrong, and with which file.
pub fn inspect(files: &Files) -> Result<(), EngineError> {
    let weights = with_file(&files.weights, weights)?;
    for (path, rows) in [
        (&files.source, weights.source),
        (&files.target, weights.target),
    ] {
        let pieces = with_file(path, pieces)?;
        if pieces > rows {
            return Err(EngineError::Unusable {
                file: path.clone(),
                problem: format!("it has {pieces} pieces and the weights know {rows}"),
            });
        }
    }
    Ok(())
}

fn with_file<T>(
    path: &Path,
    look: impl FnOnce(&[u8]) -> Result<T, String>,
) -> Result<T, EngineError> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string());
    bytes
        .and_then(|bytes| look(&bytes))
        .map_err(|problem| EngineError::Unusable {
            file: path.to_owned(),
            problem,
        })
}

/// Rows of the tables of embeddings.
#[derive(Debug, PartialEq, Eq)]
struct Rows {
    source: usize,
    target: usize,
}

/// A tensor as the file's header gives it.
#[derive(Debug)]
struct Tensor<'a> {
    kind: u64,
    shape: Vec<usize>,
    data: &'a [u8],
}

const FLOAT: u64 = 0x404;
const QUANTISED: u64 = 0x4101;
/// No dimension of a model is larger; products of two fit.
const MOST: usize = 1 << 20;
const MOST_TENSORS: u64 = 10_000;

type Tensors<'a> = HashMap<&'a str, Tensor<'a>>;

fn weights(bytes: &[u8]) -> Result<Rows, String> {
    let tensors = tensors(bytes).ok_or("it is cut short, or of another format")?;
    let text = tensors.get("special:model.yml").map(|own| own.data);
    let text = std::str::from_utf8(text.ok_or("it does not describe itself")?)
        .map_err(|_| "its description is no text")?;
    let model = Model {
        tensors,
        width: setting(text, "dim-emb")?,
        inner: setting(text, "transformer-dim-ffn")?,
    };
    let heads = setting(text, "transformer-heads")?;
    if !model.width.is_multiple_of(heads) || model.width < 4 {
        return Err(format!(
            "its width {} does not go into {heads} heads",
            model.width
        ));
    }
    model.check(setting(text, "enc-depth")?, setting(text, "dec-depth")?)
}

fn setting(text: &str, name: &str) -> Result<usize, String> {
    text.lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix(name)?
                .strip_prefix(':')?
                .trim()
                .parse()
                .ok()
        })
        .filter(|value| (1..MOST).contains(value))
        .ok_or_else(|| format!("its description has no {name}"))
}

struct Model<'a> {
    tensors: Tensors<'a>,
    width: usize,
    inner: usize,
}

impl Model<'_> {
    fn check(&self, encoder: usize, decoder: usize) -> Result<Rows, String> {
        let rows = match self.rows("Wemb") {
            Ok(rows) => Rows {
                source: rows,
                target: rows,
            },
            Err(_) => Rows {
                source: self.rows("encoder_Wemb")?,
                target: self.rows("decoder_Wemb")?,
            },
        };
        let reach = ["none_QuantMultA", "decoder_Wemb_QuantMultA"];
        if !reach.iter().any(|name| self.tensors.contains_key(name)) {
            return Err(
                "it has no factor for its last layer; float models are not for this engine"
                    .to_owned(),
            );
        }
        self.row("decoder_ff_logit_out_b", rows.target)?;
        for layer in 1..=encoder {
            self.attention(&format!("encoder_l{layer}_self"))?;
            self.feed_forward(&format!("encoder_l{layer}_ffn"))?;
        }
        for layer in 1..=decoder {
            let own = format!("decoder_l{layer}");
            self.matrix(&format!("{own}_rnn_W"), self.width, self.width)?;
            self.matrix(&format!("{own}_rnn_Wf"), self.width, self.width)?;
            self.row(&format!("{own}_rnn_bf"), self.width)?;
            self.normal(&format!("{own}_rnn_ffn"))?;
            self.attention(&format!("{own}_context"))?;
            self.feed_forward(&format!("{own}_ffn"))?;
        }
        Ok(rows)
    }

    fn attention(&self, name: &str) -> Result<(), String> {
        for part in ["q", "k", "v", "o"] {
            self.matrix(&format!("{name}_W{part}"), self.width, self.width)?;
            self.row(&format!("{name}_b{part}"), self.width)?;
        }
        self.normal(&format!("{name}_Wo"))
    }

    fn feed_forward(&self, name: &str) -> Result<(), String> {
        self.matrix(&format!("{name}_W1"), self.width, self.inner)?;
        self.row(&format!("{name}_b1"), self.inner)?;
        self.matrix(&format!("{name}_W2"), self.inner, self.width)?;
        self.row(&format!("{name}_b2"), self.width)?;
        self.normal(&format!("{name}_ffn"))
    }

    fn normal(&self, name: &str) -> Result<(), String> {
        self.row(&format!("{name}_ln_scale"), self.width)?;
        let bias = format!("{name}_ln_bias");
        match self.tensors.contains_key(bias.as_str()) {
            true => self.row(&bias, self.width),
            false => Ok(()),
        }
    }

    /// A matrix with the factor for what it is multiplied with.
    fn matrix(&self, name: &str, inputs: usize, outputs: usize) -> Result<(), String> {
        let tensor = self.get(name, QUANTISED)?;
        if tensor.shape != [inputs, outputs] {
            return Err(format!("{name} has another shape than the rest wants"));
        }
        self.row(&format!("{name}_QuantMultA"), 1)
    }

    fn row(&self, name: &str, length: usize) -> Result<(), String> {
        let tensor = self.get(name, FLOAT)?;
        if tensor.shape.iter().product::<usize>() != length {
            return Err(format!("{name} has another length than the rest wants"));
        }
        Ok(())
    }

    fn rows(&self, name: &str) -> Result<usize, String> {
        match self.get(name, QUANTISED)?.shape[..] {
            [rows, width] if width == self.width => Ok(rows),
            _ => Err(format!("{name} has another shape than the rest wants")),
        }
    }

    /// A tensor of that kind, whose data are all there.
    fn get(&self, name: &str, kind: u64) -> Result<&Tensor<'_>, String> {
        let tensor = self
            .tensors
            .get(name)
            .ok_or_else(|| format!("it has no {name}"))?;
        let elements: usize = tensor.shape.iter().product();
        let bytes = match kind {
            FLOAT => elements * 4,
            _ => elements + 4,
        };
        if tensor.kind != kind || tensor.data.len() < bytes {
            return Err(format!("{name} is of another kind or cut short"));
        }
        Ok(tensor)
    }
}

fn tensors(bytes: &[u8]) -> Option<Tensors<'_>> {
    let mut rest = bytes;
    if word(&mut rest)? != 1 {
        return None;
    }
    let count = word(&mut rest).filter(|count| *count <= MOST_TENSORS)?;
    let mut headers = Vec::new();
    for _ in 0..count {
        let mut next = || usize::try_from(word(&mut rest)?).ok();
        headers.push([next()?, next()?, next()?, next()?]);
    }
    let mut names = Vec::new();
    for [length, ..] in &headers {
        let name = std::str::from_utf8(take(&mut rest, *length)?).ok()?;
        names.push(name.trim_end_matches('\0'));
    }
    let mut shapes = Vec::new();
    for [_, _, dimensions, _] in &headers {
        let mut shape = Vec::new();
        for number in take(&mut rest, dimensions.checked_mul(4)?)?.chunks_exact(4) {
            let number = i32::from_le_bytes(number.try_into().ok()?);
            shape.push(usize::try_from(number).ok().filter(|own| *own <= MOST)?);
        }
        // A product of more could be anything.
        (shape.len() <= 2 || shape.iter().filter(|own| **own > 1).count() <= 2).then_some(())?;
        shapes.push(shape);
    }
    let gap = usize::try_from(word(&mut rest)?).ok()?;
    take(&mut rest, gap)?;
    let mut tensors = HashMap::new();
    for ((name, shape), [_, kind, _, length]) in names.into_iter().zip(shapes).zip(headers) {
        let tensor = Tensor {
            kind: kind as u64,
            shape,
            data: take(&mut rest, length)?,
        };
        tensors.insert(name, tensor);
    }
    Some(tensors)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn word(rest: &mut &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(take(rest, 8)?.try_into().ok()?))
}

/// Pieces of a vocabulary.
fn pieces(bytes: &[u8]) -> Result<usize, String> {
    let mut count = 0;
    let mut ends = false;
    let whole = fields(bytes, &mut |field, value| {
        if let (1, Value::Bytes(piece)) = (field, value) {
            count += 1;
            let mut text: &[u8] = &[];
            fields(piece, &mut |field, value| {
                if let (1, Value::Bytes(own)) = (field, value) {
                    text = own;
                }
                Some(())
            })?;
            std::str::from_utf8(text).ok()?;
            ends |= text == b"</s>";
        }
        if let (3, Value::Bytes(normaliser)) = (field, value) {
            fields(normaliser, &mut |field, value| match (field, value) {
                (2, Value::Bytes(map)) if !map.is_empty() => character_map(map),
                _ => Some(()),
            })?;
        }
        Some(())
    });
    match whole {
        Some(()) if count > 0 && ends => Ok(count),
        Some(()) => Err("it has no pieces, or no end of sentences".to_owned()),
        None => Err("it is cut short, or of another format".to_owned()),
    }
}

/// A map of characters: the size of its trie, the trie, the texts.
fn character_map(map: &[u8]) -> Option<()> {
    let mut rest = map;
    let size = u32::from_le_bytes(take(&mut rest, 4)?.try_into().ok()?) as usize;
    let trie = take(&mut rest, size)?;
    (size.is_multiple_of(4) && !trie.is_empty() && rest.last() == Some(&0)).then_some(())
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Bytes(&'a [u8]),
    Other,
}

/// Walks over the fields of a protocol buffer; none where it breaks off.
fn fields<'a>(
    mut rest: &'a [u8],
    found: &mut dyn FnMut(u64, Value<'a>) -> Option<()>,
) -> Option<()> {
    while !rest.is_empty() {
        let key = varint(&mut rest)?;
        let value = match key & 7 {
            0 => {
                varint(&mut rest)?;
                Value::Other
            }
            1 => take(&mut rest, 8).map(|_| Value::Other)?,
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                Value::Bytes(take(&mut rest, length)?)
            }
            5 => take(&mut rest, 4).map(|_| Value::Other)?,
            _ => return None,
        };
        found(key >> 3, value)?;
    }
    Some(())
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest, 1)?[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Whether this processor has the instructions that the engine was built for.
///
/// # Errors
/// Which it lacks.
pub fn processor() -> Result<(), EngineError> {
    #[cfg(target_arch = "x86_64")]
    if !std::arch::is_x86_feature_detected!("avx2") {
        return Err(EngineError::Processor("AVX2"));
    }
    #[cfg(target_arch = "aarch64")]
    if !std::arch::is_aarch64_feature_detected!("i8mm") {
        return Err(EngineError::Processor("I8MM"));
    }
    Ok(())
}
