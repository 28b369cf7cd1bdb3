//! A model that translates word by word: each step looks at the source word of
//! its own place and says the entry of the dictionary that means the same.
//! What is in no entry is spelled as it was.
//!
//! A word's embedding has a code for its meaning, the same in both languages,
//! and one for its language. The decoder asks for its own place by the
//! sinusoids of positions alone, takes the meaning it finds there, and sets
//! the language to English.

use super::container::Container;
use super::vocabulary::{BLANK, Vocabulary};
use super::{Draw, Model, Shape};

const WIDTH: usize = 256;
const HALF: usize = WIDTH / 2;
/// Dimensions, of each half, whose sinusoids tell places apart.
const PLACES: std::ops::Range<usize> = 0..48;
/// Dimensions, of each half, that hold meanings.
const MEANINGS: std::ops::Range<usize> = 80..112;
/// Dimensions, of the first half, that hold the language.
const LANGUAGE: std::ops::Range<usize> = 112..120;
/// Dimensions, of the first half, that hold nothing: what is found there is
/// what the layer's normalisation took from all.
const NOTHING: std::ops::Range<usize> = 120..HALF;

/// How strongly meanings stand out from the sinusoids.
const STRENGTH: f32 = 3.0;

/// Makes one of pairs: an Indonesian word and its English.
pub fn model(pairs: &[(&str, &str)]) -> Model {
    let mut vocabulary = Vocabulary::new();
    for letter in ' '..='~' {
        let piece = if letter == ' ' {
            BLANK.to_owned()
        } else {
            letter.to_string()
        };
        vocabulary.add(&piece, -10.0);
    }
    let mut draw = Draw(99);
    let mut codes: Vec<Code> = (0..vocabulary.len())
        .map(|_| Code::new(&mut draw, Tongue::Any))
        .collect();
    for (word, meaning) in pairs {
        let source = vocabulary.add(&format!("{BLANK}{word}"), -6.0);
        if source == codes.len() {
            codes.push(Code::new(&mut draw, Tongue::Indonesian));
        }
        let target = vocabulary.add(&format!("{BLANK}{meaning}"), -6.5);
        if target == codes.len() {
            codes.push(Code {
                tongue: Tongue::English,
                ..codes[source].clone()
            });
        }
    }
    let shape = Shape {
        width: WIDTH,
        inner: 32,
        heads: 1,
        encoder: 1,
        decoder: 1,
        pieces: codes.len(),
    };
    Model {
        weights: weights(shape, &codes),
        vocabulary: vocabulary.finish(),
    }
}

#[derive(Clone)]
struct Code {
    signs: Vec<f32>,
    tongue: Tongue,
}

#[derive(Clone, Copy)]
enum Tongue {
    Any,
    Indonesian,
    English,
}

impl Code {
    /// In each half as many signs of one kind as of the other: then all
    /// embeddings have one length, and none is looked at for being short.
    fn new(draw: &mut Draw, tongue: Tongue) -> Self {
        let mut signs = Vec::new();
        for _ in 0..2 {
            let mut half: Vec<f32> = (0..MEANINGS.len())
                .map(|at| if at % 2 == 0 { 1.0 } else { -1.0 })
                .collect();
            for at in (1..half.len()).rev() {
                half.swap(at, draw.below(at + 1));
            }
            signs.extend(half);
        }
        Self { signs, tongue }
    }

    fn at(&self, dimension: usize) -> f32 {
        let (half, place) = (dimension / HALF, dimension % HALF);
        if MEANINGS.contains(&place) {
            self.signs[half * MEANINGS.len() + place - MEANINGS.start]
        } else if half == 0 && LANGUAGE.contains(&place) {
            match self.tongue {
                Tongue::Any => stripes(place / 2),
                Tongue::Indonesian => -stripes(place),
                Tongue::English => stripes(place),
            }
        } else {
            0.0
        }
    }
}

fn stripes(place: usize) -> f32 {
    if place.is_multiple_of(2) { 1.0 } else { -1.0 }
}

fn is_in(range: &std::ops::Range<usize>, dimension: usize) -> bool {
    range.contains(&(dimension % HALF))
}

fn weights(shape: Shape, codes: &[Code]) -> Vec<u8> {
    let mut file = Container::default();
    let scale = STRENGTH / (WIDTH as f32).sqrt();
    let table: Vec<f32> = codes
        .iter()
        .flat_map(|code| (0..WIDTH).map(|at| code.at(at) * scale))
        .collect();
    file.embeddings(shape, 4.0, &table);
    let mut bias = vec![0.0; shape.pieces];
    bias[1] = -99.0;
    file.row("decoder_ff_logit_out_b", &bias);

    // The encoder passes on what it is given.
    attention(&mut file, "encoder_l1_self", 0.0, 0.0);
    through(&mut file, "encoder_l1_ffn", shape.inner);

    // So does the recurrent cell, which has nothing to add.
    for name in ["rnn_W", "rnn_Wf"] {
        file.matrix(
            &format!("decoder_l1_{name}"),
            [WIDTH, WIDTH],
            4.0,
            |_, _| 0.0,
        );
    }
    file.row("decoder_l1_rnn_bf", &[0.0; WIDTH]);
    normal(&mut file, "decoder_l1_rnn_ffn");
    attention(&mut file, "decoder_l1_context", 60.0, 12.0);
    through(&mut file, "decoder_l1_ffn", shape.inner);
    file.finish(shape)
}

/// Attention by place: how sharp, and how loud what is found there.
fn attention(file: &mut Container, name: &str, sharpness: f32, loudness: f32) {
    let place = |input: usize, output: usize| match () {
        () if !is_in(&PLACES, output) => 0.0,
        () if input == output => sharpness,
        () if NOTHING.contains(&input) => -sharpness / NOTHING.len() as f32,
        () => 0.0,
    };
    let meaning = |factor: f32| {
        move |input: usize, output: usize| {
            if input == output && is_in(&MEANINGS, input) {
                factor
            } else {
                0.0
            }
        }
    };
    let shape = [WIDTH, WIDTH];
    file.matrix(&format!("{name}_Wq"), shape, 4.0, place);
    file.matrix(&format!("{name}_Wk"), shape, 4.0, place);
    file.matrix(&format!("{name}_Wv"), shape, 4.0, meaning(1.0));
    file.matrix(&format!("{name}_Wo"), shape, 4.0, meaning(loudness));
    for part in ["q", "k", "v"] {
        file.row(&format!("{name}_b{part}"), &[0.0; WIDTH]);
    }
    let english: Vec<f32> = (0..WIDTH)
        .map(|at| {
            if LANGUAGE.contains(&at) {
                loudness * stripes(at)
            } else {
                0.0
            }
        })
        .collect();
    file.row(&format!("{name}_bo"), &english);
    normal(file, &format!("{name}_Wo"));
}

/// A feed-forward layer that adds nothing.
fn through(file: &mut Container, name: &str, inner: usize) {
    file.matrix(&format!("{name}_W1"), [WIDTH, inner], 4.0, |_, _| 0.0);
    file.row(&format!("{name}_b1"), &vec![0.0; inner]);
    file.matrix(&format!("{name}_W2"), [inner, WIDTH], 4.0, |_, _| 0.0);
    file.row(&format!("{name}_b2"), &[0.0; WIDTH]);
    normal(file, &format!("{name}_ffn"));
}

fn normal(file: &mut Container, name: &str) {
    file.row(&format!("{name}_ln_scale"), &[1.0; WIDTH]);
    file.row(&format!("{name}_ln_bias"), &[0.0; WIDTH]);
}
