//! What somebody meant who mistyped a name.

/// "; did you mean …?" where a known name is near, else nothing.
#[must_use]
pub fn suggestion<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    known
        .into_iter()
        .map(|name| (distance(given, name), name))
        .min()
        .filter(|(distance, name)| *distance <= (name.len() / 3).max(1))
        .map_or_else(String::new, |(_, name)| format!("; did you mean {name}?"))
}

/// How many letters are wrong, missing, too many or the wrong way round;
/// names are short.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let above = &rows[i];
            let mut least = (above[j] + usize::from(x != y))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_suggested_where_it_is_near() {
        let known = ["openai", "ollama", "deepl", "desk"];
        for (given, meant) in [
            ("opnai", "openai"),
            ("olama", "ollama"),
            ("dsek", "desk"),
            ("deelp", "deepl"),
            ("desks", "desk"),
        ] {
            let told = suggestion(given, known);
            assert_eq!(told, format!("; did you mean {meant}?"), "{given}");
        }
        assert_eq!(suggestion("azure", known), "");
        assert_eq!(suggestion("", known), "");
    }
}
