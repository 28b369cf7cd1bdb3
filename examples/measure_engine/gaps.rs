//! How near the best piece and the next one stand where two engines part.

use std::error::Error;
use std::path::Path;

use fxtranslate::engine::Engine;

/// One step of the engine's own translation.
struct Step {
    piece: u32,
    /// How far the best piece stands above the next one, in the last layer's units.
    gap: f32,
}

/// Prints, for each sentence that `own` and `reference` translate differently, the
/// gap at the step where they part, beside the gaps of all steps.
pub fn print(
    folder: &Path,
    sentences: &str,
    own: &str,
    reference: &str,
) -> Result<(), Box<dyn Error>> {
    let vocabulary = folder.join("vocab.iden.spm");
    let engine = Engine::load_mmapped(
        folder.join("model.iden.intgemm.alphas.bin"),
        &vocabulary,
        &vocabulary,
    )?;
    let target =
        fxtranslate::spm::SpmVocab::load(&vocabulary).map_err(|error| error.to_string())?;
    let files = [sentences, own, reference].map(std::fs::read_to_string);
    let [sentences, own, reference] = files;
    let (sentences, own, reference) = (sentences?, own?, reference?);
    let (mut all, mut parting) = (Vec::new(), Vec::new());
    for ((sentence, own), other) in sentences.lines().zip(own.lines()).zip(reference.lines()) {
        let steps = steps(&engine, sentence);
        all.extend(steps.iter().map(|step| step.gap));
        if own == other {
            continue;
        }
        // The longest beginning that the reference engine says too.
        let is_common = |count: &usize| {
            let said: Vec<u32> = steps[..*count].iter().map(|step| step.piece).collect();
            other.trim().starts_with(target.decode(&said).trim())
        };
        let common = (0..steps.len()).rev().find(is_common).unwrap_or(0);
        parting.push(steps[common].gap);
    }
    all.sort_by(f32::total_cmp);
    parting.sort_by(f32::total_cmp);
    println!("{} sentences part, at gaps of {parting:.3?}", parting.len());
    for percent in [1, 5, 10, 50, 90] {
        println!(
            "{percent:3} % of all {} steps have a gap below {:.3}",
            all.len(),
            all[all.len() * percent / 100]
        );
    }
    Ok(())
}

/// The engine's greedy translation, step by step.
fn steps(engine: &Engine, sentence: &str) -> Vec<Step> {
    let asked = engine.src_ids(sentence);
    let context = engine.encode(&asked);
    let width = context.len() / asked.len();
    // Both of our models of random weights have two layers there.
    let mut cells = vec![vec![0.0; width]; 3];
    let end = asked.last().copied().unwrap_or_default();
    let (mut steps, mut last) = (Vec::new(), end);
    for at in 0..2 * asked.len() + 4 {
        let top = engine.decode_step(last, at, &context, asked.len(), &mut cells);
        let (piece, gap) = best(&engine.project(&top));
        steps.push(Step { piece, gap });
        if piece == end {
            break;
        }
        last = piece;
    }
    steps
}

/// The best piece, and how far it stands above the next one.
fn best(logits: &[f32]) -> (u32, f32) {
    let (mut piece, mut first, mut second) = (0, f32::MIN, f32::MIN);
    for (at, logit) in (0..).zip(logits) {
        if *logit > first {
            (piece, second, first) = (at, first, *logit);
        } else if *logit > second {
            second = *logit;
        }
    }
    (piece, first - second)
}
