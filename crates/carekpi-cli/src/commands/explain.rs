//! Explains one child in every indicator, in sentences or as data.

use carekpi::ExplainError;
use carekpi::check::incomplete;
use carekpi::report::ExplanationReport;
use clap::{Args, ValueEnum};

use crate::cli::{Snapshot, Source};
use crate::exit::ExitError;
use crate::notices::{eprint_beginning, eprint_incomplete};

/// Explain one child: which figures count the child and why, why the others do not, and what changes next
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
    /// The child's identifier
    #[arg(long, value_name = "ID")]
    child: String,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub(super) fn run(Arguments { snapshot, source, child, format }: &Arguments) -> Result<(), ExitError> {
    let snapshot = snapshot.date(source)?;
    source.check_out(&source.inputs())?;
    let rules = source.rules()?;
    rules.calendar.is_working_day(snapshot).map_err(ExitError::arguments)?;
    let extract = source.extract()?;
    let measurement = source.measure(&extract, &rules)?;
    let explanation = measurement.explain(snapshot, child).map_err(|error| match error {
        ExplainError::UnknownChild { id } => {
            ExitError::arguments(format!("unknown child `{id}`; no child in the extract has this identifier"))
        }
        error => ExitError::arguments(error),
    })?;
    let notice = incomplete(&extract, &measurement, None);
    eprint_incomplete(notice.as_deref());
    eprint_beginning(&measurement, snapshot);
    let report = ExplanationReport::from(&explanation).incomplete(notice.as_deref()).council(source.name.as_deref());
    source.write(&match format {
        Format::Text => report.text(),
        Format::Json => report.json(),
        Format::Html => report.html(),
    })
}
