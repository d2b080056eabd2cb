//! What an extract holds, before a figure is looked at.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::check::Check;
use crate::cli::Source;
use crate::exit::ExitError;
use crate::{check_text, mapping_draft, output};

/// What your extract holds, what is missing or unknown, and which figures can be right
///
/// Run it before you look at a figure. It reads every table that can be read, and does not stop at the first fault. Exit code 0:
/// every indicator can be right. Exit code 3: one may be wrong, or a fault would stop a scorecard.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Write a mapping file for you to fill in: a commented line for each missing column that another is near to, and for each
    /// unknown value
    #[arg(long, value_name = "FILE")]
    write_mapping: Option<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, ExitError> {
    let Arguments { source, write_mapping, format } = arguments;
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    let survey = source.survey()?;
    let check = Check::of(&survey, &definitions.over(&survey.extract.caseload, &calendar));
    if let Some(file) = write_mapping {
        output::write_file(file, mapping_draft::draft(&check).as_bytes())?;
    }
    source.write(&match format {
        Format::Text => check_text::of(&check),
        Format::Json => serde_json::to_string_pretty(&check).map_err(ExitError::data)? + "\n",
    })?;
    Ok(if check.is_complete() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
