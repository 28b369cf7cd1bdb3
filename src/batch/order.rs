//! What a job was asked with. Kept with it, so that its answers are judged
//! by the same terms whatever the settings say when they arrive.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::glossary::{self, Glossary, GlossaryError};
use crate::settings::{EndpointSettings, Layers, Origin, SETTINGS, Settings};

/// What a job was asked with. No key is in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The endpoint's configured name.
    pub endpoint: String,
    /// Its model.
    pub model: Option<String>,
    /// Every setting that was given, by name.
    pub settings: Vec<(String, String)>,
    /// The fields that the user adds to a question.
    pub parameters: Map<String, Value>,
    /// How much one question may hold.
    pub limits: [usize; 3],
    /// The fingerprint of the prompts.
    pub prompt: Option<String>,
    /// The user's own terms, as their file had them.
    pub glossary: Option<String>,
}

/// Settings that belong to one command and not to the job: where things
/// are, how the endpoint is reached, and what may be spent.
const OF_A_COMMAND: [&str; 16] = [
    "timeout",
    "max-wait",
    "tries",
    "width",
    "requests-per-minute",
    "tokens-per-minute",
    "ca-file",
    "prompts",
    "glossary",
    "state",
    "repair",
    "max-cost",
    "max-requests",
    "max-tokens",
    "max-characters",
    "allow-private-pages",
];

impl Terms {
    /// The terms that these settings make.
    #[must_use]
    pub fn of(layers: &Layers, settings: &Settings, glossary: Option<String>) -> Self {
        let endpoint = &settings.endpoint.endpoint;
        let given = SETTINGS
            .iter()
            .filter(|row| !OF_A_COMMAND.contains(&row.name))
            .filter_map(|row| {
                let given = layers.get(row.name)?;
                (given.origin != Origin::Default).then(|| (row.name.to_owned(), given.value))
            });
        let limits = endpoint.limits;
        Self {
            endpoint: endpoint.name.clone(),
            model: endpoint.model.clone(),
            settings: given.collect(),
            parameters: endpoint.parameters.clone(),
            limits: [limits.items, limits.characters, limits.item_characters],
            prompt: Some(settings.prompts.fingerprint().to_owned()),
            glossary,
        }
    }

    /// The job's settings as flags, which go before everything else.
    #[must_use]
    pub fn flags(&self) -> Vec<(&'static str, String)> {
        let known = |(name, value): &(String, String)| {
            let row = SETTINGS.iter().find(|row| row.name == name)?;
            Some((row.name, value.clone()))
        };
        self.settings.iter().filter_map(known).collect()
    }

    /// Makes the endpoint what it was when the job was asked.
    pub fn restore(&self, settings: &mut EndpointSettings) {
        let endpoint = &mut settings.endpoint;
        endpoint.model.clone_from(&self.model);
        endpoint.parameters.clone_from(&self.parameters);
        let [items, characters, item_characters] = self.limits;
        endpoint.limits.items = items;
        endpoint.limits.characters = characters;
        endpoint.limits.item_characters = item_characters;
    }

    /// The terms to be kept to.
    ///
    /// # Errors
    /// A glossary that is none, which was read when the job was asked.
    pub fn glossary(&self) -> Result<Glossary, GlossaryError> {
        let starter = Glossary::starter();
        match &self.glossary {
            None => Ok(starter),
            Some(text) => Ok(starter.with(glossary::read(text)?)),
        }
    }
}
