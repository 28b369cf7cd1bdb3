//! The journal after any history, and cut off anywhere.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::article::RawArticle;
use crate::outcome::ReasonKind;
use crate::prepared::prepare;
use crate::provider::ChatAnswer;
use crate::provider::batch::Finished;

/// What a command may do with the journal.
#[derive(Clone, Debug)]
enum Step {
    /// Writes articles and their questions down.
    Plan(Vec<u8>),
    /// Notes that a part got so far.
    Note(usize, usize),
    /// Takes in the results of a part, of which these came.
    Take(usize, u8),
    /// Forgets everything.
    Forget,
}

/// All that the journal tells.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    parts: Vec<Part>,
    tally: Tally,
    standing: Vec<Answered>,
    articles: usize,
}

const ARTICLES: u8 = 5;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => prop::collection::vec(0..ARTICLES, 1..4).prop_map(Step::Plan),
        3 => (any::<usize>(), 0..Stage::ALL.len()).prop_map(|(part, stage)| Step::Note(part, stage)),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(part, came)| Step::Take(part, came)),
        1 => Just(Step::Forget),
    ];
    prop::collection::vec(step, 1..10)
}

fn key(article: u8) -> Fingerprint {
    Fingerprint::builder("test").field([article]).finish()
}

fn prepared(article: u8) -> Prepared {
    prepare(RawArticle {
        id: Some(format!("berita-{article}")),
        text: format!("Warga desa membangun jembatan ke-{article}."),
        ..RawArticle::default()
    })
}

fn planned(store: &Store, articles: &[u8]) -> Planned {
    let mut planned = Planned::default();
    for (at, article) in articles.iter().enumerate() {
        let is_new = !articles[..at].contains(article);
        if is_new && store.standing(&key(*article)).unwrap() == Answered::No {
            planned.questions.push(PlannedQuestion {
                key: key(*article),
                asked: key(*article),
                boundary: "7f3a9c2e".to_owned(),
                body: "{}".to_owned(),
            });
        }
        planned
            .articles
            .push((prepared(*article), Ok(vec![key(*article)])));
    }
    planned
}

fn results(part: &Part, came: u8) -> Vec<Finished> {
    let entries = 0..part.entries;
    entries
        .filter(|entry| (came >> entry) & 1 == 1)
        .map(|entry| Finished {
            id: format!("{}-{entry:06}", part.name),
            answer: Ok(ChatAnswer {
                text: format!("answer {entry}"),
                ..ChatAnswer::default()
            }),
        })
        .collect()
}

/// One step, as one command does it: all of it or nothing.
fn walk(store: &mut Store, number: usize, step: &Step) {
    let job = store.begin(&Terms::default()).unwrap();
    let parts = store.parts(job).unwrap();
    let chosen = |at: usize| parts.get(at % parts.len().max(1)).cloned();
    match step {
        Step::Plan(articles) => {
            let planned = planned(store, articles);
            store
                .plan(job, &format!("part-{number}"), &planned)
                .unwrap();
        }
        Step::Note(at, stage) => {
            if let Some(mut part) = chosen(*at) {
                part.stage = Stage::ALL[*stage].0;
                part.batch = Some(format!("batch-{number}"));
                store.note(&part).unwrap();
            }
        }
        Step::Take(at, came) => {
            if let Some(part) = chosen(*at) {
                let rest = Reason::new(ReasonKind::Timeout, "it expired");
                store.take(&part, &results(&part, *came), &rest).unwrap();
            }
        }
        Step::Forget => store.forget(job).unwrap(),
    }
}

fn told(store: &Store) -> Told {
    let jobs = store.jobs().unwrap();
    let Some((job, ..)) = jobs.first() else {
        return Told {
            standing: vec![Answered::No; ARTICLES.into()],
            ..Told::default()
        };
    };
    let articles = 0..ARTICLES;
    Told {
        parts: store.parts(*job).unwrap(),
        tally: store.tally(*job).unwrap(),
        standing: articles
            .clone()
            .map(|article| store.standing(&key(article)).unwrap())
            .collect(),
        articles: articles
            .filter(|article| store.has(&prepared(*article)).unwrap())
            .count(),
    }
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Between any two steps another command may go on with the journal.
    #[test]
    fn who_opens_it_again_finds_what_was_written(
        steps in steps(),
        opened in prop::collection::vec(any::<bool>(), 10),
    ) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("memory.batches.db");
        let mut store = Store::open(&path).unwrap();
        let straight = tempfile::tempdir().unwrap();
        let mut unbroken = Store::open(&straight.path().join("memory.batches.db")).unwrap();
        for (number, step) in steps.iter().enumerate() {
            walk(&mut store, number, step);
            walk(&mut unbroken, number, step);
            let before = told(&store);
            if opened[number] {
                drop(store);
                store = Store::open(&path).unwrap();
            }
            prop_assert_eq!(told(&store), before);
        }
        let timeless = |mut told: Told| {
            told.parts.iter_mut().for_each(|part| part.since.clear());
            told
        };
        prop_assert_eq!(timeless(told(&store)), timeless(told(&unbroken)));
    }

    /// Whatever reached the disk of the last step: what is read back is the
    /// state after one of the steps, and after the last that is whole.
    #[test]
    fn cut_off_anywhere_it_tells_of_every_whole_step_and_of_no_half_one(
        steps in steps(),
        cut in 0.0..=1.0_f64,
    ) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("memory.batches.db");
        let mut store = Store::open(&path).unwrap();
        // A step that writes twice is two: the job, and what it does.
        let mut history = vec![(length(&log_of(&path)), told(&store))];
        for (number, step) in steps.iter().enumerate() {
            store.begin(&Terms::default()).unwrap();
            history.push((length(&log_of(&path)), told(&store)));
            walk(&mut store, number, step);
            history.push((length(&log_of(&path)), told(&store)));
        }
        let whole = fs::read(log_of(&path)).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a small length")]
        let kept = (whole.len() as f64 * cut) as usize;
        let after = tempfile::tempdir().unwrap();
        let copy = after.path().join("memory.batches.db");
        fs::copy(&path, &copy).unwrap();
        fs::write(log_of(&copy), &whole[..kept]).unwrap();
        let found = told(&Store::open(&copy).unwrap());
        let expected = history.iter().rev().find(|(length, _)| *length <= kept as u64);
        let expected = expected.map_or(&history[0].1, |(_, told)| told);
        prop_assert_eq!(&found, expected);
    }
}
