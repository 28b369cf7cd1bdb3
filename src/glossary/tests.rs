use super::*;

fn starter_matches(text: &str) -> Vec<String> {
    let glossary = Glossary::starter();
    let found = glossary.matches(text);
    found
        .iter()
        .map(|found| glossary.entries()[found.entry].source.clone())
        .collect()
}

#[test]
fn the_starter_can_be_read() {
    let entries = read(include_str!("starter.csv")).expect("the starter is a table");
    assert!(entries.len() > 200, "{}", entries.len());
    assert_eq!(
        Glossary::of(entries.clone()).entries().len(),
        entries.len(),
        "doubled entries"
    );
}

#[test]
fn the_longest_entry_is_found_and_capitals_count() {
    assert_eq!(
        starter_matches("Menko Polhukam dan TNI AD"),
        ["Menko Polhukam", "TNI AD"]
    );
    assert_eq!(starter_matches("Presiden AS tiba"), ["AS"]);
    assert_eq!(
        starter_matches("kata as itu berarti poros"),
        Vec::<String>::new()
    );
    assert_eq!(starter_matches("TNI. AD"), ["TNI"]);
}

#[test]
fn users_entries_count_over_the_starter() {
    let user = read("source,kind,target\nKPK,keep,\n").expect("a table");
    let glossary = Glossary::starter().with(user);
    let found = glossary.entries_in(["Gedung KPK dijaga."]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].kind, found[0].target.as_str()),
        (Kind::Keep, "KPK")
    );
}

#[test]
fn tables_come_in_several_shapes() {
    let two = read("Kiev\tKyiv\n").expect("two columns");
    assert_eq!(
        (two[0].kind, two[0].target.as_str()),
        (Kind::Translate, "Kyiv")
    );
    let named = read("target,source,forbid\nKyiv,Kiev,Kiev; Kiew\n").expect("named columns");
    assert_eq!(named[0].forbid.len(), 2);
    assert_eq!(
        read("source,kind,target\nA,move,B\n"),
        Err(GlossaryError::Kind {
            line: 2,
            kind: "move".to_owned()
        })
    );
    assert_eq!(
        read("source,target\nA,\n"),
        Err(GlossaryError::Missing { line: 2 })
    );
}

#[test]
fn forms_are_found_with_their_endings() {
    let find = |form: &str, text: &str| Form::new(form).find(text, &words(text)).is_some();
    assert!(find("ministry", "two Ministries met"));
    assert!(find("demonstrat", "the demonstrators"));
    assert!(find("US", "the US said") && !find("US", "the use of"));
    assert!(find(
        "General Elections Commission",
        "the general elections commission said"
    ));
    assert!(!find("city", "the cinema"));
}

#[test]
fn fingerprints_tell_entries_apart() {
    let glossary = Glossary::starter();
    let first = glossary.entries_in(["KPK"]);
    let second = glossary.entries_in(["DPR"]);
    assert_eq!(fingerprint(&first), fingerprint(&first.clone()));
    assert_ne!(fingerprint(&first), fingerprint(&second));
    assert_eq!(fingerprint(&[]), None);
}
