//! How long an English translation of an Indonesian text is.

/// English characters for one Indonesian character, measured on machine
/// translations of news and encyclopaedia sentences.
pub const RATIO: f32 = 0.93;

/// Variance of the translation's length for one character of source.
const VARIANCE: f32 = 1.6;

/// Length that every text may differ by, whatever its length.
const SLACK: f32 = 30.0;

/// How far the length of a translation is from what is expected, in standard
/// deviations; negative where it is too short.
pub fn deviation(source: usize, target: usize) -> f32 {
    let (source, target) = (source as f32, target as f32);
    (target - RATIO * source) / (VARIANCE * source + SLACK).sqrt()
}

/// What the two lengths say about whether the texts belong together, in nats:
/// never positive, and never more than a dozen anchors say.
pub fn evidence(source: usize, target: usize) -> f32 {
    let deviation = deviation(source, target);
    (-deviation * deviation / 2.0).max(-20.0)
}
