//! `alih demo`.

use std::sync::Arc;

use super::common::{form_of, print, within_runtime};
use super::desk::{Audience, desk};
use super::terminal::Terminal;
use super::{Stop, usage};
use crate::article::Record;
use crate::ask::Reuse;
use crate::cli::Demo;
use crate::demo;
use crate::glossary::Glossary;
use crate::halt::Halt;
use crate::outcome::Exit;
use crate::report::Strictness;
use crate::settings::{Environment, Layers, Scale, Settings};
use crate::show::Form;
use crate::tell::note;

/// `alih demo`: the same way, against the built-in endpoint.
pub(super) fn demonstrate(task: &Demo, environment: Environment) -> Result<Exit, Stop> {
    let terminal = Terminal::of(&environment);
    let form = form_of(task.format);
    let record = within_runtime(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(|error| {
                (
                    Exit::Fault,
                    format!("no port on loopback can be had ({error})"),
                )
            })?;
        let address = listener
            .local_addr()
            .map_err(|error| (Exit::Fault, error.to_string()))?;
        let server = tokio::spawn(demo::serve(listener));
        let layers = Layers {
            flags: vec![("endpoint", demo::NAME.to_owned())],
            files: vec![(
                "the demonstration".into(),
                demo::configuration(address).parse().map_err(usage)?,
            )],
            ..Layers::default()
        };
        let settings = Settings::resolve(&layers, Scale::One).map_err(usage)?;
        let halt = Arc::new(Halt::new(settings.budgets));
        let desk = desk(
            settings,
            None,
            Reuse::Fresh,
            Glossary::starter(),
            &halt,
            Audience::none(),
        )?;
        let record = desk.article(demo::article()).await;
        server.abort();
        Ok::<Record, Stop>(record)
    })??;
    let bytes = crate::show::render(&record, form, terminal.style(form));
    print(&String::from_utf8_lossy(&bytes))?;
    if form == Form::Text {
        note(
            "this article and its translation are bundled; for your own article: alih translate FILE --endpoint NAME (alih endpoints lists them)",
        );
    }
    let mut report = crate::report::Report::default();
    report.count(crate::report::Ended::of(&record));
    Ok(report.exit(None, Strictness::Lenient))
}
