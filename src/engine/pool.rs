//! The threads that translate: one engine, loaded once, for all of them.
//!
//! Texts are cut into sentences, and sentences of about one length, whichever
//! articles they come from, are translated together.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use fxtranslate::engine::Engine;
use fxtranslate::spm::SpmVocab;
use fxtranslate::weights::Weights;
use tokio::sync::oneshot;

use super::pieces::{self, Cut, Part};
use super::{EngineError, Files};
use crate::caught::caught;

/// Sentences that are translated together.
const MOST_TOGETHER: usize = 64;

/// Sentences are put together with those of the next few lengths.
const LENGTHS: usize = 8;

/// Engine and threads. Dropping it ends them after what they are at.
pub struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Texts that are not cut yet.
    jobs: VecDeque<Job>,
    /// Sentences, by the number of their pieces.
    waiting: Vec<VecDeque<Sentence>>,
    count: usize,
    /// When the next sentence came.
    clock: u64,
    closed: bool,
    failed: Option<EngineError>,
}

struct Job {
    texts: Vec<String>,
    answer: oneshot::Sender<Result<Vec<String>, EngineError>>,
}

/// A job that is cut, and what is there of its answer.
struct Open {
    texts: Vec<String>,
    cuts: Vec<Cut>,
    progress: Mutex<Progress>,
}

struct Progress {
    said: Vec<Option<String>>,
    left: usize,
    answer: Option<oneshot::Sender<Result<Vec<String>, EngineError>>>,
}

struct Sentence {
    pieces: Vec<u32>,
    came: u64,
    place: usize,
    open: Arc<Open>,
}

impl Pool {
    /// Starts to load the model in the background and returns at once.
    #[must_use]
    pub fn start(files: Files, threads: usize) -> Self {
        let mut state = State::default();
        state
            .waiting
            .resize_with(pieces::MOST_PIECES / LENGTHS + 1, VecDeque::new);
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let own = Arc::clone(&shared);
        let threads = threads.max(1);
        let started = thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || match Loaded::load(&files) {
                // The engine may be shared among threads and not moved.
                Ok(loaded) => thread::scope(|scope| {
                    for _ in 1..threads {
                        scope.spawn(|| work(&own, &loaded, threads));
                    }
                    work(&own, &loaded, threads);
                }),
                Err(error) => own.fail(error),
            });
        if let Err(error) = started {
            shared.fail(EngineError::Threads(error.to_string()));
        }
        Self { shared }
    }

    /// Translates texts; the caller's thread does not wait.
    ///
    /// # Errors
    /// A model that cannot be loaded.
    pub async fn translate(&self, texts: Vec<String>) -> Result<Vec<String>, EngineError> {
        let (answer, answered) = oneshot::channel();
        {
            let mut state = self.shared.lock();
            if let Some(error) = &state.failed {
                return Err(error.clone());
            }
            state.jobs.push_back(Job { texts, answer });
        }
        self.shared.changed.notify_one();
        let lost = |_| match self.shared.lock().closed {
            true => Err(EngineError::Gone),
            false => Err(EngineError::Broken),
        };
        answered.await.unwrap_or_else(lost)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing is translated any more; who waits is told.
    fn fail(&self, error: EngineError) {
        let mut state = self.lock();
        for job in mem::take(&mut state.jobs) {
            let _ = job.answer.send(Err(error.clone()));
        }
        // With their sentences, open jobs lose the end that would answer.
        state.waiting.iter_mut().for_each(VecDeque::clear);
        state.count = 0;
        state.closed = true;
        state.failed = Some(error);
        drop(state);
        self.changed.notify_all();
    }
}

/// Sees to it that nobody waits for a thread that broke down.
struct Watch<'a>(&'a Shared);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.fail(EngineError::Gone);
        }
    }
}

/// What all threads share.
struct Loaded {
    engine: Engine,
    target: SpmVocab,
}

impl Loaded {
    fn load(files: &Files) -> Result<Self, EngineError> {
        let unusable = |problem: String| EngineError::Unusable {
            file: files.weights.clone(),
            problem,
        };
        let vocabulary = |path: &std::path::Path| {
            SpmVocab::load(path).map_err(|error| unusable(error.to_string()))
        };
        let weights = Weights::load_mmapped(&files.weights).map_err(unusable)?;
        Ok(Self {
            engine: Engine::new(
                weights,
                vocabulary(&files.source)?,
                vocabulary(&files.target)?,
            ),
            target: vocabulary(&files.target)?,
        })
    }
}

/// What a thread does next.
enum Task {
    Cut(Job),
    Translate(Vec<Sentence>),
}

fn work(shared: &Shared, loaded: &Loaded, threads: usize) {
    let _watch = Watch(shared);
    while let Some(task) = next(shared, threads) {
        // Who waits for a text that is lost is told so, and the thread goes on.
        let _ = caught(|| match task {
            Task::Cut(job) => open(shared, loaded, job),
            Task::Translate(sentences) => translate(loaded, sentences),
        });
    }
}

fn next(shared: &Shared, threads: usize) -> Option<Task> {
    let mut state = shared.lock();
    loop {
        if state.closed {
            return None;
        }
        if let Some(job) = state.jobs.pop_front() {
            return Some(Task::Cut(job));
        }
        if state.count > 0 {
            return Some(Task::Translate(state.batch(threads)));
        }
        state = shared
            .changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

impl State {
    fn add(&mut self, sentence: Sentence) {
        let row = (sentence.pieces.len() / LENGTHS).min(self.waiting.len() - 1);
        self.waiting[row].push_back(sentence);
        self.count += 1;
    }

    /// The sentence that waits longest, with others of about its length. A
    /// thread leaves the others their share.
    fn batch(&mut self, threads: usize) -> Vec<Sentence> {
        let share = self.count.div_ceil(threads).clamp(1, MOST_TOGETHER);
        let came = |row: &VecDeque<Sentence>| row.front().map(|sentence| sentence.came);
        let oldest = (0..self.waiting.len())
            .filter_map(|row| Some((came(&self.waiting[row])?, row)))
            .min();
        let Some((_, middle)) = oldest else {
            return Vec::new();
        };
        let mut batch = Vec::new();
        // Shorter ones cost less beside it than longer ones.
        let near = [middle, middle.wrapping_sub(1), middle + 1];
        for row in near {
            let Some(row) = self.waiting.get_mut(row) else {
                continue;
            };
            let room = (share - batch.len()).min(row.len());
            batch.extend(row.drain(..room));
        }
        self.count -= batch.len();
        batch
    }
}

/// Cuts a job's texts and queues their sentences.
fn open(shared: &Shared, loaded: &Loaded, job: Job) {
    let engine = &loaded.engine;
    let count = |text: &str| engine.src_ids(text).len();
    let cuts: Vec<Cut> = job
        .texts
        .iter()
        .map(|text| pieces::cut(text, count))
        .collect();
    let mut queued = Vec::new();
    for (text, cut) in job.texts.iter().zip(&cuts) {
        for part in &cut.parts {
            if let Part::Sentence(range) = part {
                queued.push(engine.src_ids(&text[range.clone()]));
            }
        }
    }
    let open = Arc::new(Open {
        progress: Mutex::new(Progress {
            said: vec![None; queued.len()],
            left: queued.len(),
            answer: Some(job.answer),
        }),
        texts: job.texts,
        cuts,
    });
    if queued.is_empty() {
        open.finish();
        return;
    }
    let mut state = shared.lock();
    for (place, pieces) in queued.into_iter().enumerate() {
        let came = state.clock;
        state.clock += 1;
        state.add(Sentence {
            pieces,
            came,
            place,
            open: Arc::clone(&open),
        });
    }
    drop(state);
    shared.changed.notify_all();
}

fn translate(loaded: &Loaded, mut sentences: Vec<Sentence>) {
    // Nobody waits for the articles of a run that was stopped.
    sentences.retain(|sentence| sentence.open.is_awaited());
    let asked: Vec<Vec<u32>> = sentences
        .iter_mut()
        .map(|sentence| mem::take(&mut sentence.pieces))
        .collect();
    let answers = loaded.engine.greedy_batch(&asked);
    for ((sentence, asked), pieces) in sentences.into_iter().zip(asked).zip(answers) {
        let said = pieces::text_of(&loaded.target, &pieces, asked.len());
        sentence.open.hear(sentence.place, said);
    }
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_awaited(&self) -> bool {
        let progress = self.lock();
        progress
            .answer
            .as_ref()
            .is_some_and(|answer| !answer.is_closed())
    }

    fn hear(&self, place: usize, said: String) {
        let mut progress = self.lock();
        progress.said[place] = Some(said);
        progress.left -= 1;
        let is_whole = progress.left == 0;
        drop(progress);
        if is_whole {
            self.finish();
        }
    }

    fn finish(&self) {
        let mut progress = self.lock();
        let mut said = mem::take(&mut progress.said)
            .into_iter()
            .map(Option::unwrap_or_default);
        let texts = self
            .texts
            .iter()
            .zip(&self.cuts)
            .map(|(text, cut)| pieces::join(text, cut, &mut said))
            .collect();
        if let Some(answer) = progress.answer.take() {
            // Who asked may be gone: the run was stopped.
            let _ = answer.send(Ok(texts));
        }
    }
}
