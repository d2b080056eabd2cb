//! Parquet in and out: the tables of an extract, and the results.

mod csv;
mod files;

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use carekpi::report::printable;
use carekpi::ssd::{Extract, Table};
use carekpi::{Definitions, WorkingCalendar};
use chrono::NaiveDate;
use clap::Parser;

/// How many days the worklist looks ahead.
const AHEAD: u32 = 14;

/// Tables and results as Parquet files.
#[derive(Parser)]
enum Command {
    /// Write the tables of a folder of CSV files as Parquet files
    Tables { csv: PathBuf, out: PathBuf },
    /// Read a folder of Parquet files, and write figures, their members, the worklist and the findings as Parquet files
    Results {
        folder: PathBuf,
        /// The snapshot date, such as 2026-03-31
        date: NaiveDate,
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Tables { csv, out } => tables(&csv, &out),
        Command::Results { folder, date, out } => results(&folder, date, &out),
    };
    done.map_or_else(
        |error| {
            eprintln!("{}", printable(&error.to_string()));
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn tables(csv: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    for table in Table::ALL {
        let file = csv.join(format!("{table}.csv"));
        if file.exists() {
            let rows = csv::read(*table, &file).map_err(|error| format!("{table}: {error}"))?;
            files::write(&out.join(format!("{table}.parquet")), &rows)?;
        }
    }
    Ok(())
}

fn results(folder: &Path, date: NaiveDate, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut tables = Vec::new();
    for table in Table::ALL {
        let file = folder.join(format!("{table}.parquet"));
        if file.exists() {
            tables
                .push((*table, files::read(*table, File::open(&file)?).map_err(|error| format!("{table}: {error}"))?));
        }
    }
    let extract = carekpi_arrow::read(&Extract::reader(), tables)?;
    let measurement = Definitions::default().over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard(date)?;
    let worklist = measurement.worklist(date, AHEAD)?;

    fs::create_dir_all(out)?;
    for (name, rows) in [
        ("figures", carekpi_arrow::figures(&scorecard)?),
        ("subjects", carekpi_arrow::subjects(&scorecard)?),
        ("worklist", carekpi_arrow::worklist(&worklist)?),
        ("findings", carekpi_arrow::findings(&extract)?),
    ] {
        files::write(&out.join(format!("{name}.parquet")), &rows)?;
    }
    Ok(())
}
