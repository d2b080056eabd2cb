//! Case records in, a scorecard out, both as JSON: how a case system of your own gets its figures.
//!
//! `cargo run --release --example embed_json` measures the bundled case records; with a file, or `-` for standard input, it
//! measures those. `-- --lines` reads JSON Lines, a child a line, for caseloads of any size; `-- --schema` prints the JSON
//! Schemas of what is read and what is written.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use carekpi::model::Caseload;
use carekpi::{Definitions, Period, Profile, Scorecard, WorkingCalendar};
use carekpi_examples::{Source, Stop, date, profile, run};
use carekpi_json::{CaseRecords, line_schema, read_lines, schema};
use carekpi_report::{DataQuality, ScorecardReport};
use chrono::NaiveDate;
use clap::Parser;
use serde_json::{Value, json};

/// The case records that are bundled with the programs.
const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data-json/cases.json");

/// What is written, for programs.
const SCORECARD_SCHEMA: &str = include_str!("data-json/scorecard.schema.json");

/// The key performance indicators of JSON case records, as JSON.
#[derive(Parser)]
struct Arguments {
    /// The case records; `-` for standard input, the bundled ones if left out.
    #[arg(value_name = "FILE")]
    records: Option<PathBuf>,
    /// They are JSON Lines: on each line one child, team or population estimate.
    #[arg(long)]
    lines: bool,
    /// The date, taken at the end of the day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    snapshot: Option<NaiveDate>,
    /// With every child of every figure, and why it counts.
    #[arg(long)]
    subjects: bool,
    /// Print the JSON Schemas of case records, of a line and of the scorecard instead.
    #[arg(long)]
    schema: bool,
    /// Which definitions to begin with: default, statutory or national-returns.
    #[arg(long, value_name = "NAME", value_parser = profile, default_value = "default")]
    profile: Profile,
    /// A definitions file (TOML): limits and readings that differ from those of the profile.
    #[arg(long, value_name = "FILE")]
    definitions: Option<PathBuf>,
    /// Extra non-working days: one date a line, `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    closures: Option<PathBuf>,
    /// Write to this file instead of to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    run(embed)
}

fn embed(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { records, lines, snapshot, subjects, schema, profile, definitions, closures, out } = arguments;
    let source = Source { folder: records, profile, definitions, closures, out };
    if schema {
        return source.write(&schemas()?);
    }
    let snapshot = match snapshot {
        None if source.folder.is_some() => {
            return Err(Stop::arguments("case records need a date: --snapshot YYYY-MM-DD"));
        }
        snapshot => source.snapshot(snapshot)?,
    };
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(Stop::arguments)?;
    let caseload = caseload(source.folder.as_deref(), lines)?;
    source.write(&scorecard(&caseload, &definitions, &calendar, snapshot, subjects)?)
}

/// Reads the case records, however they come.
fn caseload(records: Option<&Path>, lines: bool) -> Result<Caseload, Stop> {
    let bundled = Path::new(BUNDLED);
    let records = records.unwrap_or(bundled);
    let wrong = |reason: &dyn Display| Stop::data(format!("{}: {reason}", records.display()));
    let reader: Box<dyn BufRead> = match records {
        from if from == Path::new("-") => Box::new(io::stdin().lock()),
        file => Box::new(BufReader::new(File::open(file).map_err(|error| wrong(&error))?)),
    };
    let caseload = if lines {
        read_lines(reader)
    } else {
        CaseRecords::from_reader(reader).and_then(|records| records.caseload())
    };
    caseload.map_err(|error| wrong(&error))
}

/// Measures a caseload, and writes the figures down.
fn scorecard(
    caseload: &Caseload,
    definitions: &Definitions,
    calendar: &WorkingCalendar,
    snapshot: NaiveDate,
    subjects: bool,
) -> Result<String, Stop> {
    let scorecard = Scorecard::measure(caseload, definitions, calendar, snapshot, Period::YearToDate);
    let scorecard = scorecard.map_err(Stop::arguments)?;
    // Case records that can't be read are refused: there are no rows to set aside.
    let concerns = caseload.concerns(snapshot, &definitions.shared.conventions(calendar.clone()));
    let quality = DataQuality { warnings: concerns.len(), ..DataQuality::default() };
    let report = ScorecardReport::new(&scorecard).quality(&quality);
    Ok(if subjects { report.subjects() } else { report }.json())
}

fn schemas() -> Result<String, Stop> {
    let output: Value = serde_json::from_str(SCORECARD_SCHEMA).map_err(Stop::data)?;
    let schemas = json!({ "input": schema(), "line": line_schema(), "output": output });
    Ok(format!("{schemas:#}\n"))
}
