//! The file of weights: Marian's binary format, version 1.
//!
//! A header for each tensor, the names, the shapes, a gap up to a multiple
//! of 256, and the tensors, each padded to a multiple of 256.

use super::Shape;

const FLOAT: u64 = 0x404;
const BYTES: u64 = 0x101;
const QUANTISED: u64 = 0x4101;

struct Tensor {
    name: String,
    kind: u64,
    shape: [usize; 2],
    data: Vec<u8>,
}

/// Tensors on their way into a file.
#[derive(Default)]
pub struct Container {
    tensors: Vec<Tensor>,
}

impl Container {
    /// A row of numbers.
    pub fn row(&mut self, name: &str, values: &[f32]) {
        let data = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.push(name, FLOAT, [1, values.len()], data);
    }

    /// A matrix of `[inputs, outputs]`, given by a function of both, in eight
    /// bits; with the factor for what it is multiplied with.
    pub fn matrix(
        &mut self,
        name: &str,
        shape: [usize; 2],
        inputs_reach: f32,
        mut value: impl FnMut(usize, usize) -> f32,
    ) {
        let [inputs, outputs] = shape;
        let mut values = vec![0.0; inputs * outputs];
        for output in 0..outputs {
            for input in 0..inputs {
                values[output * inputs + input] = value(input, output);
            }
        }
        self.quantised(name, shape, &values);
        self.row(&format!("{name}_QuantMultA"), &[127.0 / inputs_reach]);
    }

    /// The table of embeddings, `[pieces, width]`; it is the last layer too,
    /// whose factor the reference engine looks for under either name.
    pub fn embeddings(&mut self, shape: Shape, outputs_reach: f32, values: &[f32]) {
        self.quantised("Wemb", [shape.pieces, shape.width], values);
        for name in ["none_QuantMultA", "Wemb_QuantMultA"] {
            self.row(name, &[127.0 / outputs_reach]);
        }
    }

    fn quantised(&mut self, name: &str, shape: [usize; 2], values: &[f32]) {
        let most = values
            .iter()
            .fold(1e-6f32, |most, value| most.max(value.abs()));
        let factor = 127.0 / most;
        let mut data: Vec<u8> = values
            .iter()
            .map(|value| (value * factor).round() as i8 as u8)
            .collect();
        data.extend(factor.to_le_bytes());
        self.push(name, QUANTISED, shape, data);
    }

    fn push(&mut self, name: &str, kind: u64, shape: [usize; 2], mut data: Vec<u8>) {
        data.resize(data.len().next_multiple_of(256), 0);
        self.tensors.push(Tensor {
            name: name.to_owned(),
            kind,
            shape,
            data,
        });
    }

    /// The file.
    pub fn finish(mut self, shape: Shape) -> Vec<u8> {
        let mut description = description(shape).into_bytes();
        description.push(0);
        let length = description.len();
        self.tensors.push(Tensor {
            name: "special:model.yml".to_owned(),
            kind: BYTES,
            shape: [1, length],
            data: description,
        });
        let mut file = Vec::new();
        let word = |file: &mut Vec<u8>, value: usize| {
            file.extend((value as u64).to_le_bytes());
        };
        word(&mut file, 1);
        word(&mut file, self.tensors.len());
        for tensor in &self.tensors {
            word(&mut file, tensor.name.len() + 1);
            word(&mut file, tensor.kind as usize);
            // The description is one row of bytes and has one dimension.
            word(&mut file, tensor.dimensions().len());
            word(&mut file, tensor.data.len());
        }
        for tensor in &self.tensors {
            file.extend(tensor.name.as_bytes());
            file.push(0);
        }
        for tensor in &self.tensors {
            for dimension in tensor.dimensions() {
                file.extend((*dimension as i32).to_le_bytes());
            }
        }
        let gap = (file.len() + 8).next_multiple_of(256) - file.len() - 8;
        word(&mut file, gap);
        file.resize(file.len() + gap, 0);
        for tensor in &self.tensors {
            file.extend(&tensor.data);
        }
        file
    }
}

impl Tensor {
    fn dimensions(&self) -> &[usize] {
        if self.kind == BYTES {
            &self.shape[1..]
        } else {
            &self.shape
        }
    }
}

fn description(shape: Shape) -> String {
    let Shape {
        width,
        inner,
        heads,
        encoder,
        decoder,
        pieces,
    } = shape;
    format!(
        "bert-train-type-embeddings: true\nbert-type-vocab-size: 2\ndec-cell: ssru\n\
         dec-cell-base-depth: 2\ndec-cell-high-depth: 1\ndec-depth: {decoder}\ndim-emb: {width}\n\
         dim-rnn: 1024\ndim-vocabs:\n  - {pieces}\n  - {pieces}\nenc-cell: gru\n\
         enc-cell-depth: 1\nenc-depth: {encoder}\nenc-type: bidirectional\n\
         factors-combine: sum\nfactors-dim-emb: 0\ninput-types:\n  []\n\
         layer-normalization: false\nlemma-dim-emb: 0\noutput-omit-bias: false\n\
         right-left: false\nskip: false\ntied-embeddings: false\ntied-embeddings-all: true\n\
         tied-embeddings-src: false\ntransformer-aan-activation: swish\ntransformer-aan-depth: 2\n\
         transformer-aan-nogate: false\ntransformer-decoder-autoreg: rnn\n\
         transformer-decoder-dim-ffn: {inner}\ntransformer-decoder-ffn-depth: 2\n\
         transformer-depth-scaling: false\ntransformer-dim-aan: 2048\n\
         transformer-dim-ffn: {inner}\ntransformer-ffn-activation: relu\ntransformer-ffn-depth: 2\n\
         transformer-guided-alignment-layer: last\ntransformer-heads: {heads}\n\
         transformer-no-projection: false\ntransformer-pool: false\ntransformer-postprocess: dan\n\
         transformer-postprocess-emb: d\ntransformer-postprocess-top: \"\"\n\
         transformer-preprocess: \"\"\ntransformer-rnn-projection: false\n\
         transformer-tied-layers:\n  []\ntransformer-train-position-embeddings: false\n\
         type: transformer\nulr: false\nulr-dim-emb: 0\nulr-trainable-transformation: false\n\
         version: v1.9.34\n"
    )
}
