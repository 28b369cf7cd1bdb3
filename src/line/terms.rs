//! The glossary that an engine keeps for a run: found by its name, or made
//! when the first question needs it, and shared by all articles.

use tokio::sync::OnceCell;

use super::reading::Whole;
use super::{Event, Line, Stake};
use crate::article::Usage;
use crate::glossary::Glossary;
use crate::provider::glossary::{GlossaryStore, Terms, named, pairs};
use crate::provider::{Call, Endpoint, Fault, Reply, primary};

/// A run's terms, as an engine keeps them.
pub struct RunTerms {
    store: &'static GlossaryStore,
    name: String,
    source: String,
    target: String,
    pairs: Vec<(String, String)>,
    /// The engine's id; nothing inside where it cannot be had.
    id: OnceCell<Option<String>>,
}

impl RunTerms {
    /// The terms for an endpoint that keeps glossaries. None where the user
    /// names a glossary for it, where there are no terms, and where the terms
    /// are of another language than the one that is wanted.
    #[must_use]
    pub fn of(
        endpoint: &Endpoint,
        glossary: &Glossary,
        source: &str,
        target: &str,
    ) -> Option<Self> {
        let store = endpoint.service.glossary?;
        let mut chosen = store.parameters.iter();
        let pairs = pairs(glossary.entries());
        let unwanted = chosen.any(|name| endpoint.parameters.contains_key(*name))
            || (primary(source), primary(target)) != ("id", "en")
            || pairs.is_empty();
        (!unwanted).then(|| Self {
            store,
            name: named(source, target, &pairs),
            source: source.to_owned(),
            target: target.to_owned(),
            pairs,
            id: OnceCell::new(),
        })
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            name: &self.name,
            source: &self.source,
            target: &self.target,
            pairs: &self.pairs,
        }
    }
}

impl Line {
    /// The name of the glossary that the engine translates with: it tells
    /// the terms, whatever the engine calls it. None once it is known that
    /// there is none.
    #[must_use]
    pub fn glossary_name(&self) -> Option<&str> {
        let terms = self.terms.as_ref()?;
        let gone =
            matches!(terms.id.get(), Some(None)) || self.adapted.knows(terms.store.parameters[0]);
        (!gone).then_some(&terms.name)
    }

    /// The engine's id of the glossary; the first who asks finds it or has
    /// it made, and pays. What fails is told once and no fault of a question.
    pub async fn glossary_id(&self, usage: &mut Usage) -> Option<&str> {
        let terms = self.terms.as_ref()?;
        let id = terms.id.get_or_init(|| self.found_or_made(terms, usage));
        id.await.as_deref()
    }

    async fn found_or_made(&self, terms: &RunTerms, usage: &mut Usage) -> Option<String> {
        let endpoint = || self.endpoint.name.clone();
        let id = match self.find(terms, usage).await {
            Ok(Some(id)) => return Some(id),
            Ok(None) => self.make(terms, usage).await,
            Err(fault) => Err(fault),
        };
        match id {
            Ok(id) => {
                self.tell(&Event::GlossaryMade {
                    endpoint: endpoint(),
                    name: terms.name.clone(),
                    terms: terms.pairs.len(),
                });
                Some(id)
            }
            Err(_) if self.shared.halt.cause().is_some() => None,
            Err(fault) => {
                self.tell(&Event::NoGlossary {
                    endpoint: endpoint(),
                    reason: fault.to_reason(),
                });
                None
            }
        }
    }

    async fn find(&self, terms: &RunTerms, usage: &mut Usage) -> Result<Option<String>, Fault> {
        let store = terms.store;
        let read = |reply: &Reply| (store.find)(reply, &terms.name);
        self.ask_aside(|| (store.list)(&self.endpoint), read, usage)
            .await
    }

    async fn make(&self, terms: &RunTerms, usage: &mut Usage) -> Result<String, Fault> {
        let store = terms.store;
        let describe = || (store.create)(&self.endpoint, &terms.terms());
        self.ask_aside(describe, store.created, usage).await
    }

    /// Asks for what the run can do without: a failure closes nothing.
    async fn ask_aside<T>(
        &self,
        describe: impl Fn() -> Call,
        read: impl Fn(&Reply) -> Result<T, Fault>,
        usage: &mut Usage,
    ) -> Result<T, Fault> {
        let read = |reply: &Reply| Ok((read(reply)?, Usage::default()));
        let begin = |head: &Reply| Whole::new(head, &read);
        let asked = self.pursue(Stake::Nothing, 0, |_| describe(), begin).await;
        match asked {
            Ok(asked) => {
                usage.add(&asked.usage);
                Ok(asked.answer)
            }
            Err(unanswered) => {
                usage.add(&unanswered.usage);
                Err(unanswered.fault)
            }
        }
    }
}
