//! Makes a synthetic extract: nobody in it exists.

use std::path::PathBuf;
use std::process::ExitCode;

use carekpi_examples::{Stop, date, run};
use carekpi_ssd::{ExtractWriter, Table, Tables};
use carekpi_synthetic::Synthetic;
use chrono::NaiveDate;
use clap::Parser;

/// A synthetic extract: plausible records of people who do not exist.
#[derive(Parser)]
struct Arguments {
    /// The folder to write to; it is made if it is not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How many children.
    #[arg(long, default_value_t = 2000)]
    children: u32,
    /// The same seed makes the same extract.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The last day of the records.
    #[arg(long, value_name = "DATE", value_parser = date, default_value = "2026-03-31")]
    to: NaiveDate,
    /// How many years of records.
    #[arg(long, default_value_t = 6)]
    years: u32,
}

/// How many children are held in memory at once.
const PART: u32 = 20_000;

fn main() -> ExitCode {
    run(generate)
}

fn generate(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { folder, children, seed, to, years } = arguments;
    // What care leavers have is in the supplementary tables.
    let tables = Table::ALL.iter().copied().filter(|table| *table != Table::CareLeavers);
    let mut writer = ExtractWriter::create(folder, tables).map_err(Stop::data)?;
    for part in Synthetic::new(children, seed, to).years(years).parts(PART) {
        writer.write(&Tables::from(&part)).map_err(Stop::data)?;
    }
    writer.finish().map_err(Stop::data)
}
