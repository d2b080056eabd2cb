//! The scorecard of tables in any database that has an ODBC driver.

mod connection;
mod tables;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use arrow_odbc::odbc_api::Environment;
use carekpi::check::incomplete;
use carekpi::report::{DataQuality, ScorecardReport, TableStyle, printable};
use carekpi::ssd::Extract;
use carekpi::{Definitions, WorkingCalendar};
use chrono::NaiveDate;
use clap::Parser;

use crate::connection::ConnectionString;

/// The key performance indicators of the tables in a database: a table, or JSON.
///
/// The environment variable ODBC_CONNECTION says how to connect, such as "DSN=ssd" or "Driver=SQLite3;Database=ssd.db".
#[derive(Parser)]
struct Arguments {
    /// The snapshot date, such as 2026-03-31
    date: NaiveDate,
    /// The schema of the tables, as the database writes it; by default, the only one that has them
    #[arg(long)]
    schema: Option<String>,
    /// What stands before `ssd_` or `local_` in the names of the tables
    #[arg(long, default_value = "")]
    prefix: String,
    /// A definitions file; by default, the default definitions
    #[arg(long)]
    definitions: Option<PathBuf>,
    /// Print JSON, with every member of every figure
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let connection = ConnectionString::from_environment();
    match run(&arguments, &connection) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            // A driver's message has several lines.
            let message = error.to_string().lines().collect::<Vec<_>>().join(" ");
            eprintln!("{}", printable(&connection.without_password(&message)));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, connection: &ConnectionString) -> Result<String, Box<dyn Error>> {
    let definitions = match &arguments.definitions {
        Some(file) => Definitions::from_toml(&fs::read_to_string(file)?)?,
        None => Definitions::default(),
    };
    let environment = Environment::new()?;
    let database = connection.open(&environment)?;
    let tables = tables::read(&database, arguments.schema.as_deref(), &arguments.prefix)?;
    let extract = carekpi_arrow::read(&Extract::reader(), tables)?;

    let measurement = definitions.over(&extract.caseload, &WorkingCalendar::england_and_wales());
    let scorecard = measurement.scorecard(arguments.date)?;
    let quality = DataQuality::of(&measurement, arguments.date)
        .with_rows(extract.row_counts())
        .with_findings(extract.source_findings());
    let notice = incomplete(&extract, &measurement, None);
    let report =
        ScorecardReport::from(&scorecard).beginning(&measurement).quality(&quality).incomplete(notice.as_deref());
    Ok(if arguments.json { report.subjects().json() } else { report.table(TableStyle::default()) })
}
