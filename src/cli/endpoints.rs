//! What may be typed after `endpoints`.

use clap::{Args, Subcommand};

use super::{ReportForm, Sources, Typed};

pub(super) const ENDPOINTS_EXAMPLES: &str = "\
Examples:
  alih endpoints                       (names for --endpoint)
  alih endpoints test                  (the cheapest call to each, and what to fix)";

const TEST_EXAMPLES: &str = "\
Examples:
  alih endpoints test                  (every endpoint in alih.toml, and the chosen one)
  alih endpoints test desk --format json
  alih endpoints test ollama --model gemma3

Exit codes: 0 all can be used; 3 some can not; 4 none can; 2 settings that cannot work";

/// Everything `endpoints` takes.
#[derive(Debug, Args)]
pub struct EndpointsOf {
    /// Try them out instead of listing them
    #[command(subcommand)]
    pub action: Option<EndpointsAction>,
}

/// What `endpoints` does.
#[derive(Debug, Subcommand)]
pub enum EndpointsAction {
    /// Try endpoints out with the cheapest call there is, and name the fix
    #[command(after_help = TEST_EXAMPLES)]
    Test(EndpointsTest),
}

/// Everything `endpoints test` takes.
#[derive(Debug, Args)]
pub struct EndpointsTest {
    /// The endpoints; all that are configured unless given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: ReportForm,
    /// Settings.
    #[command(flatten)]
    pub settings: Typed,
    /// Where settings come from.
    #[command(flatten)]
    pub sources: Sources,
}
