//! Packs an extract in one file.

use std::path::PathBuf;

use carekpi::report::rows_set_aside;
use carekpi::ssd::Severity;
use clap::Args;

use crate::cli::extract;
use crate::exit::{ExitError, eprint_line};
use crate::inputs::Inputs;
use crate::output;
use crate::progress::Progress;

/// Pack an extract in one file, which is read far faster than its tables
///
/// Every subcommand that takes a folder also takes the packed file, and prints the same. The file holds what is read of the tables:
/// identifiers, dates and codes, but no names of people. It is not encrypted. Another version of carekpi may refuse it; then pack
/// the folder again.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder with the CSV tables of your extract, or a packed file; without it, the bundled synthetic extract is packed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// What your extract calls its columns and values (TOML); may be given several times, and the later file wins
    #[arg(long, value_name = "FILE")]
    mapping: Vec<PathBuf>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { folder, mapping, out } = arguments;
    let mappings = mapping.iter().map(|file| ("--mapping", file.as_path()));
    Inputs { folder: folder.as_deref(), files: mappings.collect() }.refuse("--out", out)?;
    let progress = Progress::reading();
    let extract = extract(folder.as_deref(), mapping)?;
    drop(progress);
    let set_aside = u64::try_from(extract.count(Severity::Error)).unwrap_or(u64::MAX);
    if set_aside > 0 {
        eprint_line(&format!("{}; see carekpi check", rows_set_aside(set_aside, 0)));
    }
    output::write_file_with(out, |file| extract.pack(file))
}
