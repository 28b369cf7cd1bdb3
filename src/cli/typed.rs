//! Settings as flags.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::settings::SETTINGS;

/// The settings that were typed: one flag for each row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(&'static str, String)>);

impl Typed {
    /// Those of some flags that were given.
    pub fn of<const N: usize>(flags: [(&'static str, &Option<String>); N]) -> Self {
        let given = flags.into_iter();
        Self(
            given
                .filter_map(|(name, value)| Some((name, value.clone()?)))
                .collect(),
        )
    }
}

impl Args for Typed {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, row| {
            let default = match row.default {
                "" => String::new(),
                default => format!(" [default: {default}]"),
            };
            command.arg(
                Arg::new(row.name)
                    .long(row.name)
                    .action(action(row.name))
                    .value_name(row.variable.trim_start_matches("ALIH_"))
                    .help(format!("{}{default} [env: {}]", row.about, row.variable))
                    .help_heading("Settings"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Only a list may be typed piece by piece.
fn action(setting: &str) -> ArgAction {
    match setting {
        "fallback" => ArgAction::Append,
        _ => ArgAction::Set,
    }
}

impl FromArgMatches for Typed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let typed = SETTINGS.iter().filter_map(|row| {
            let values = matches.get_many::<String>(row.name)?;
            let values: Vec<&str> = values.map(String::as_str).collect();
            Some((row.name, values.join(",")))
        });
        Ok(Self(typed.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
