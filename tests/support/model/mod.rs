//! Models in the embedded engine's own format, made here and the same every
//! time: one of random weights, whose output is gibberish and whose arithmetic
//! is that of a real one, and one that translates word by word from a small
//! dictionary, so that a test can expect English.

#![allow(dead_code)]

pub mod container;
pub mod dictionary;
pub mod phrases;
pub mod random;
pub mod vocabulary;

/// The two files that make a model.
pub struct Model {
    /// `model.iden.intgemm.alphas.bin`
    pub weights: Vec<u8>,
    /// `vocab.iden.spm`
    pub vocabulary: Vec<u8>,
}

impl Model {
    /// Its files, named as they are offered.
    pub fn files(&self) -> [(&'static str, &[u8]); 2] {
        [
            ("model.iden.intgemm.alphas.bin", &self.weights),
            ("vocab.iden.spm", &self.vocabulary),
        ]
    }

    /// Writes them into a folder.
    pub fn write(&self, folder: &std::path::Path) {
        std::fs::create_dir_all(folder).unwrap();
        for (name, bytes) in self.files() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// A Zstandard frame that holds bytes as they are.
pub fn zstandard(bytes: &[u8]) -> Vec<u8> {
    let mut frame = 0xfd2f_b528u32.to_le_bytes().to_vec();
    frame.push(0xa0); // one segment, its size in four bytes
    frame.extend((bytes.len() as u32).to_le_bytes());
    let mut rest = bytes;
    loop {
        let (block, left) = rest.split_at(rest.len().min(1 << 16));
        rest = left;
        let header = (block.len() as u32) << 3 | u32::from(rest.is_empty());
        frame.extend(&header.to_le_bytes()[..3]);
        frame.extend(block);
        if rest.is_empty() {
            return frame;
        }
    }
}

/// How large a model is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Width of every layer.
    pub width: usize,
    /// Width inside the feed-forward layers.
    pub inner: usize,
    /// Attention heads.
    pub heads: usize,
    /// Layers of the encoder.
    pub encoder: usize,
    /// Layers of the decoder.
    pub decoder: usize,
    /// Pieces of the vocabulary.
    pub pieces: usize,
}

impl Shape {
    /// Small enough for every test.
    pub const TINY: Self = Self {
        width: 64,
        inner: 128,
        heads: 4,
        encoder: 2,
        decoder: 2,
        pieces: 1_000,
    };

    /// The dimensions of Mozilla's model from Indonesian to English.
    pub const REAL: Self = Self {
        width: 256,
        inner: 1_536,
        heads: 8,
        encoder: 6,
        decoder: 2,
        pieces: 32_000,
    };
}

/// Numbers that look random and are the same every time (SplitMix64).
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From -1 to 1.
    pub fn signed(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }

    /// -1 or 1.
    pub fn sign(&mut self) -> f32 {
        if self.next() >> 63 == 0 { -1.0 } else { 1.0 }
    }
}
