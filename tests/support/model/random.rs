//! A model of random weights.

use super::container::Container;
use super::phrases;
use super::vocabulary::Vocabulary;
use super::{Draw, Model, Shape};

/// Makes one. The same numbers each time.
pub fn model(shape: Shape) -> Model {
    let text = phrases::sentences(2_000).join(" ");
    let mut vocabulary = Vocabulary::train(text.split_whitespace(), shape.pieces.min(1_000));
    // Words nobody uses fill the vocabulary up to a real one's size.
    let mut draw = Draw(7);
    while vocabulary.len() < shape.pieces {
        let word: String = (0..2 + draw.below(3))
            .map(|_| phrases::SYLLABLES[draw.below(phrases::SYLLABLES.len())])
            .collect();
        vocabulary.add(&format!("\u{2581}{word}"), -14.0 - draw.signed().abs());
    }
    Model {
        weights: weights(shape),
        vocabulary: vocabulary.finish(),
    }
}

fn weights(shape: Shape) -> Vec<u8> {
    let Shape {
        width,
        inner,
        pieces,
        ..
    } = shape;
    let mut draw = Draw(2_026);
    let mut file = Container::default();
    // Half a trained model's length, so that places count as much as words.
    let reach = 0.5 * (3.0 / width as f32).sqrt();
    let table: Vec<f32> = (0..pieces * width).map(|_| draw.signed() * reach).collect();
    file.embeddings(shape, 4.0, &table);
    let mut bias = vec![0.0; pieces];
    // An end now and then, and never the unknown piece.
    bias[0] = END;
    bias[1] = -99.0;
    file.row("decoder_ff_logit_out_b", &bias);
    for layer in 1..=shape.encoder {
        let own = format!("encoder_l{layer}");
        attention(&mut file, &mut draw, &format!("{own}_self"), width);
        feed_forward(&mut file, &mut draw, &format!("{own}_ffn"), width, inner);
    }
    for layer in 1..=shape.decoder {
        let own = format!("decoder_l{layer}");
        matrix(
            &mut file,
            &mut draw,
            &format!("{own}_rnn_W"),
            [width, width],
        );
        matrix(
            &mut file,
            &mut draw,
            &format!("{own}_rnn_Wf"),
            [width, width],
        );
        row(&mut file, &mut draw, &format!("{own}_rnn_bf"), width);
        normal(&mut file, &mut draw, &format!("{own}_rnn_ffn"), width);
        attention(&mut file, &mut draw, &format!("{own}_context"), width);
        feed_forward(&mut file, &mut draw, &format!("{own}_ffn"), width, inner);
    }
    file.finish(shape)
}

/// How much the end of a sentence is favoured, so that outputs have a
/// sentence's length.
const END: f32 = 1.8;

fn attention(file: &mut Container, draw: &mut Draw, name: &str, width: usize) {
    for part in ["q", "k", "v", "o"] {
        // Sharp attention: each step looks elsewhere.
        let strength = if matches!(part, "q" | "k") { 3.0 } else { 1.6 };
        scaled(
            file,
            draw,
            &format!("{name}_W{part}"),
            [width, width],
            strength,
        );
        row(file, draw, &format!("{name}_b{part}"), width);
    }
    normal(file, draw, &format!("{name}_Wo"), width);
}

fn feed_forward(file: &mut Container, draw: &mut Draw, name: &str, width: usize, inner: usize) {
    matrix(file, draw, &format!("{name}_W1"), [width, inner]);
    row(file, draw, &format!("{name}_b1"), inner);
    matrix(file, draw, &format!("{name}_W2"), [inner, width]);
    row(file, draw, &format!("{name}_b2"), width);
    normal(file, draw, &format!("{name}_ffn"), width);
}

fn matrix(file: &mut Container, draw: &mut Draw, name: &str, shape: [usize; 2]) {
    scaled(file, draw, name, shape, 1.0);
}

fn scaled(file: &mut Container, draw: &mut Draw, name: &str, shape: [usize; 2], strength: f32) {
    let reach = strength * (6.0 / (shape[0] + shape[1]) as f32).sqrt();
    file.matrix(name, shape, 4.0, |_, _| draw.signed() * reach);
}

fn row(file: &mut Container, draw: &mut Draw, name: &str, length: usize) {
    let values: Vec<f32> = (0..length).map(|_| draw.signed() * 0.1).collect();
    file.row(name, &values);
}

/// Random signs keep a word from being its own likeliest successor, and the
/// dimensions whose sinusoids hardly move are turned down, or they would make
/// every step like the one before.
fn normal(file: &mut Container, draw: &mut Draw, name: &str, width: usize) {
    let half = width / 2;
    let loudness = |at: usize| if at % half < half / 3 { 1.6 } else { 0.2 };
    let scale: Vec<f32> = (0..width).map(|at| draw.sign() * loudness(at)).collect();
    file.row(&format!("{name}_ln_scale"), &scale);
    row(file, draw, &format!("{name}_ln_bias"), width);
}
