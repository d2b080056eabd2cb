//! One child, every indicator, in sentences or as data: counted and why, or why not, and what changes next.

use carekpi::ExplainError;
use carekpi::report::ExplanationReport;
use clap::{Args, ValueEnum};

use crate::cli::{Snapshot, Source};
use crate::exit::ExitError;

/// One child in every figure: counted and why, or why not, and what changes next
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
    /// The child's identifier
    #[arg(long, value_name = "ID")]
    child: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(Arguments { snapshot, source, child, format }: &Arguments) -> Result<(), ExitError> {
    let snapshot = snapshot.date(source)?;
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(ExitError::arguments)?;
    let caseload = source.extract()?.caseload;
    let measurement = definitions.over(&caseload, &calendar);
    let explanation = measurement.explain(snapshot, child).map_err(|error| match error {
        ExplainError::UnknownChild { id } => {
            ExitError::arguments(format!("unknown child `{id}`; no child in the extract has this identifier"))
        }
        error => ExitError::arguments(error),
    })?;
    let report = ExplanationReport::new(&explanation);
    source.write(&match format {
        Format::Text => report.text(),
        Format::Json => report.json(),
    })
}
