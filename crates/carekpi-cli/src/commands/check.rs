//! What an extract holds, before a figure is looked at.

use std::path::PathBuf;
use std::process::ExitCode;

use carekpi::check::Check;
use clap::{Args, ValueEnum};

use crate::cli::Source;
use crate::exit::ExitError;
use crate::output;

/// What your extract holds, what is missing or unknown, and which figures may be wrong
///
/// Run it before you look at a figure. It reads every table that can be read, and does not stop at the first fault. Exit code 0:
/// no problem was found. Exit code 3: an indicator may be wrong, or a fault would stop a scorecard.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Write a mapping file for you to fill in: a commented line for each missing column that another is near to, and for each
    /// unknown value. An existing file is not replaced, unless --force is given
    #[arg(long, value_name = "FILE")]
    write_mapping: Option<PathBuf>,
    /// Replace the file of --write-mapping if it exists
    #[arg(long, requires = "write_mapping")]
    force: bool,
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
    let Arguments { source, write_mapping, force, format } = arguments;
    let inputs = source.inputs();
    source.check_out(&inputs)?;
    if let Some(file) = write_mapping {
        inputs.refuse("--write-mapping", file)?;
        if source.is_out(file) {
            return Err(ExitError::arguments("--write-mapping and --out name the same file; name two"));
        }
    }
    if let Some(file) = write_mapping.as_deref().filter(|file| file.is_file() && !force) {
        return Err(ExitError::arguments(format!(
            "{} exists already; name a new file, or give --force to replace it",
            file.display()
        )));
    }
    let rules = source.rules()?;
    let survey = source.survey()?;
    let (measurement, unmeasured) = rules.over_where_known(&survey.extract.caseload)?;
    let check = Check::of(&survey, &measurement).with_unmeasured(unmeasured);
    if let Some(file) = write_mapping {
        output::write_file(file, [check.mapping_draft()])?;
    }
    source.write(&match format {
        Format::Text => check.text(),
        Format::Json => check.json(),
    })?;
    if let Some(fault) = check.no_persons() {
        return Err(ExitError::data(fault));
    }
    Ok(if check.is_complete() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
