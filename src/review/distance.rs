//! How far two texts are apart.

/// Texts longer than this, in the product of their lengths, are not compared
/// letter by letter.
const MOST: usize = 16_000_000;

/// Characters put in, taken out or replaced (Levenshtein). For very long
/// texts that differ throughout it is the most that can have changed.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let before = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[before..], &b[before..]);
    let pairs = a.iter().rev().zip(b.iter().rev());
    let after = pairs.take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - after], &b[..b.len() - after]);
    if a.len().saturating_mul(b.len()) > MOST {
        return a.len().max(b.len());
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted() {
        for (a, b, expected) in [
            ("", "", 0),
            ("kitten", "sitting", 3),
            ("total of 321 traders", "total of 312 traders", 2),
            ("abc", "", 3),
            ("same", "same", 0),
            ("aé", "aè", 1),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
        let long = |c: &str| c.repeat(5_000);
        assert_eq!(distance(&long("a"), &long("b")), 5_000);
    }
}
