//! A question to a translation engine, text by text through the memory.

use super::{Heard, Keeping, Reuse, echo, estimate_tokens, is_echo, logged, store, unable};
use crate::article::{TITLE_ID, Usage};
use crate::carrier::Segment;
use crate::line::{Asked, Line, Unanswered};
use crate::memory::Fingerprint;
use crate::outcome::ReasonKind;
use crate::provider::{Fault, TextsQuestion, Voice};

/// A question to a translation engine.
#[derive(Clone, Copy)]
pub struct TextsAsk<'a> {
    /// The texts.
    pub segments: &'a [Segment<'a>],
    /// Their language.
    pub source: &'a str,
    /// The language wanted.
    pub target: &'a str,
    /// What some engines can be told besides.
    pub hints: &'a Hints,
}

/// What an engine may be told about an article besides the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The headline.
    pub title: Option<String>,
    /// How the story begins.
    pub lead: Option<String>,
    /// Whether any of it is a term of the glossary.
    pub terms: Occurrence,
}

/// Whether something occurs in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Occurrence {
    /// It does not.
    #[default]
    None,
    /// It does.
    Some,
}

impl TextsAsk<'_> {
    /// In how many requests segments are asked for.
    pub(super) fn requests<'s>(
        &self,
        line: &Line,
        segments: impl Iterator<Item = &'s Segment<'s>>,
    ) -> u64 {
        let mut kinds = [false; 2];
        for segment in segments {
            kinds[usize::from(self.context(line, segment).is_some())] = true;
        }
        kinds.into_iter().map(u64::from).sum()
    }

    /// The segments that are asked for, by request: a headline goes by
    /// itself where the engine is told what it stands above.
    fn rounds(&self, line: &Line, missing: Vec<usize>) -> Vec<Vec<usize>> {
        let alone = |at: &usize| self.context(line, &self.segments[*at]).is_some();
        let (titles, others) = missing.into_iter().partition::<Vec<_>, _>(alone);
        [titles, others]
            .into_iter()
            .filter(|round| !round.is_empty())
            .collect()
    }

    /// The beginning of the story, told with its headline: a headline alone
    /// says little, and a text below it stands in no need of it.
    fn context(&self, line: &Line, segment: &Segment) -> Option<&str> {
        let lead = self.hints.lead.as_deref();
        lead.filter(|_| is_title(segment) && line.endpoint.hint().context)
    }

    /// The name of the glossary that the engine is to keep to.
    pub(super) fn glossary<'l>(&self, line: &'l Line) -> Option<&'l str> {
        let name = line.glossary_name();
        name.filter(|_| self.hints.terms == Occurrence::Some)
    }

    /// The headline, told with the texts below it.
    fn title(&self, line: &Line, segment: &Segment) -> Option<&str> {
        let title = self.hints.title.as_deref();
        title.filter(|_| !is_title(segment) && line.endpoint.hint().title)
    }
}

/// Also of a piece of one, `title.2`.
fn is_title(segment: &Segment) -> bool {
    segment.id.split('.').next() == Some(TITLE_ID)
}

/// Asks a translation engine for the texts that the memory does not have.
///
/// # Errors
/// The last fault, with what all tries cost.
pub async fn texts(
    line: &Line,
    ask: &TextsAsk<'_>,
    keeping: Keeping<'_>,
) -> Result<Heard, Unanswered> {
    let segments = ask.segments;
    let mut heard = Heard::default();
    let mut glossary = ask.glossary(line);
    let mut recalled = Recalled::of(line, ask, keeping, glossary);
    let mut id = None;
    if glossary.is_some() && !recalled.missing().is_empty() {
        id = line.glossary_id(&mut heard.usage).await;
        log_aside(line, keeping, heard.usage).await;
        if id.is_none() {
            glossary = None;
            recalled = Recalled::of(line, ask, keeping, None);
        }
    }
    let mut missing = recalled.missing();
    let turn = keeping.turn(recalled.question(&missing)).await;
    if turn.as_ref().is_some_and(|turn| turn.waited) {
        recalled = Recalled::of(line, ask, keeping, glossary);
        missing = recalled.missing();
    }
    let Recalled {
        mut keys,
        mut known,
    } = recalled;
    heard.remembered = known.iter().map(Option::is_some).collect();
    for missing in ask.rounds(line, missing) {
        let first = &segments[missing[0]];
        let question = TextsQuestion {
            texts: missing
                .iter()
                .map(|at| segments[*at].text.to_string())
                .collect(),
            source: ask.source.to_owned(),
            target: ask.target.to_owned(),
            title: ask.title(line, first).map(str::to_owned),
            context: ask.context(line, first).map(str::to_owned),
            glossary: id.map(str::to_owned),
        };
        let asked = ask_texts(line, &question).await;
        let asked = match logged(asked, line, keeping).await {
            Ok(asked) => asked,
            Err(mut unanswered) => {
                unanswered.usage.add(&heard.usage);
                return Err(unanswered);
            }
        };
        let (answers, model) = asked.answer;
        if glossary.is_some() && line.glossary_name().is_none() {
            // The engine has refused it meanwhile.
            glossary = None;
            keys = keys_of(line, ask, keeping, None);
        }
        if let Some(memory) = keeping.memory {
            let entries = missing
                .iter()
                .zip(&answers)
                .filter(|(at, text)| is_worth_keeping(&segments[**at].text, text))
                .map(|(at, text)| (keys[*at], text.clone().into_bytes()))
                .collect();
            store(memory, entries, line, keeping.day, asked.usage).await;
        }
        drop(asked.place);
        for (at, text) in missing.into_iter().zip(answers) {
            known[at] = Some(text);
        }
        heard.usage.add(&asked.usage);
        heard.model = model.or(heard.model);
        heard.request_id = asked.request_id;
    }
    heard.texts = known.into_iter().map(Option::unwrap_or_default).collect();
    heard.glossary = glossary.map(str::to_owned);
    Ok(heard)
}

/// What the memory has of a question.
struct Recalled {
    /// One key for each segment; none without a memory.
    keys: Vec<Fingerprint>,
    /// The translations that it has.
    known: Vec<Option<String>>,
}

impl Recalled {
    fn of(line: &Line, ask: &TextsAsk<'_>, keeping: Keeping<'_>, glossary: Option<&str>) -> Self {
        let keys = keys_of(line, ask, keeping, glossary);
        let known = match (keeping.memory, keeping.reuse) {
            (Some(memory), Reuse::Remember) => memory
                .recall_many(&keys)
                .into_iter()
                .map(|found| found.and_then(|bytes| String::from_utf8(bytes).ok()))
                .collect(),
            _ => vec![None; ask.segments.len()],
        };
        Self { keys, known }
    }

    /// What is still to be asked, as one fingerprint.
    fn question(&self, missing: &[usize]) -> Option<Fingerprint> {
        let mut keys = missing.iter().map(|at| self.keys.get(*at));
        let first = Fingerprint::builder("texts").field(keys.next()??.bytes());
        let all = keys.flatten();
        Some(all.fold(first, |all, key| all.field(key.bytes())).finish())
    }

    fn missing(&self) -> Vec<usize> {
        let is_missing = |at: &usize| self.known[*at].is_none();
        (0..self.known.len()).filter(is_missing).collect()
    }
}

fn keys_of(
    line: &Line,
    ask: &TextsAsk<'_>,
    keeping: Keeping<'_>,
    glossary: Option<&str>,
) -> Vec<Fingerprint> {
    let segments = keeping.memory.map_or(&[][..], |_| ask.segments);
    let key = |segment| texts_key(line, ask, segment, glossary);
    segments.iter().map(key).collect()
}

/// What was spent on the glossary is logged by itself.
async fn log_aside(line: &Line, keeping: Keeping<'_>, usage: Usage) {
    if let (Some(memory), 1..) = (keeping.memory, usage.requests) {
        store(memory, Vec::new(), line, keeping.day, usage).await;
    }
}

type TextsHeard = (Vec<String>, Option<String>);

async fn ask_texts<'a>(
    line: &'a Line,
    question: &TextsQuestion,
) -> Result<Asked<'a, TextsHeard>, Unanswered> {
    let Voice::Texts { describe, read } = &line.endpoint.kind.voice else {
        return Err(unable(line));
    };
    let characters: usize = question.texts.iter().map(|text| text.chars().count()).sum();
    line.ask(
        estimate_tokens(characters),
        |_| describe(&line.endpoint, question),
        |reply| {
            let answer = read(&line.endpoint, reply)?;
            let usage = Usage {
                characters: answer.characters.unwrap_or(characters as u64),
                ..Usage::default()
            };
            check_texts(question, &answer.texts).map_err(|fault| fault.paid(usage))?;
            Ok(((answer.texts, answer.model), usage))
        },
    )
    .await
}

/// Looks whether an engine's answer is one to the question.
///
/// # Errors
/// Texts that are missing, too many or empty, the source given back.
pub fn check_texts(question: &TextsQuestion, texts: &[String]) -> Result<(), Fault> {
    if texts.len() != question.texts.len() {
        return Err(Fault::ask_again(
            ReasonKind::Mismatch,
            format!(
                "{} texts were sent and {} came back",
                question.texts.len(),
                texts.len()
            ),
        ));
    }
    let lost = question
        .texts
        .iter()
        .zip(texts)
        .any(|(sent, got)| !sent.trim().is_empty() && got.trim().is_empty());
    if lost {
        return Err(Fault::ask_again(
            ReasonKind::Empty,
            "the endpoint answered a text with nothing",
        ));
    }
    let pairs = question.texts.iter().zip(texts);
    if speaks_english(&question.target)
        && question.texts.iter().map(String::len).sum::<usize>() >= ECHO_BYTES
        && is_echo(pairs.map(|(sent, got)| (sent.as_str(), got.as_str())))
    {
        return Err(echo());
    }
    Ok(())
}

/// Fewer bytes may well be names and figures that stay as they are.
const ECHO_BYTES: usize = 200;

/// Malay and its like share whole sentences with Indonesian.
fn speaks_english(target: &str) -> bool {
    target.split('-').next() == Some("en")
}

/// Whether a text may be kept: one that came back as it was sent is perhaps
/// no translation, and is asked for again another time.
fn is_worth_keeping(sent: &str, got: &str) -> bool {
    sent.len() < ECHO_BYTES || sent.trim() != got.trim()
}

pub(super) fn texts_key(
    line: &Line,
    ask: &TextsAsk<'_>,
    segment: &Segment,
    glossary: Option<&str>,
) -> Fingerprint {
    let endpoint = &line.endpoint;
    let mut key = Fingerprint::builder("texts")
        .field(endpoint.kind.name)
        .optional(endpoint.model.as_deref())
        .optional(endpoint.template.as_ref().map(|own| own.url.as_str()))
        .field(serde_json::to_vec(&endpoint.parameters).unwrap_or_default())
        .field(ask.source)
        .field(ask.target)
        .field(&*segment.text);
    let (title, context) = (ask.title(line, segment), ask.context(line, segment));
    if title.is_some() || context.is_some() {
        key = key.optional(title).optional(context);
    }
    if let Some(glossary) = glossary {
        key = key.field("glossary").field(glossary);
    }
    key.finish()
}
