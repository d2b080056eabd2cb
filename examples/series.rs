//! Prints the key performance indicators of an extract on many dates.

use std::process::ExitCode;

use carekpi::{Series, Step};
use carekpi_examples::{Source, Stop, date, run};
use carekpi_report::{series_csv, series_json};
use chrono::NaiveDate;
use clap::{Parser, ValueEnum};

/// The key performance indicators of an extract on many dates.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The first date.
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: NaiveDate,
    /// The last date; it is shown only if it is on a step.
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: NaiveDate,
    /// How far apart the dates are.
    #[arg(long, value_enum, default_value_t = Every::Month)]
    every: Every,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Every {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Json,
}

fn main() -> ExitCode {
    run(series)
}

fn series(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { source, from, to, every, format } = arguments;
    if to < from {
        return Err(Stop::arguments("the series ends before it starts"));
    }
    let step = match every {
        Every::Day => Step::Day,
        Every::Week => Step::Week,
        Every::Month => Step::Month,
        Every::Quarter => Step::Quarter,
        Every::Year => Step::Year,
    };
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.between(from, to).map_err(Stop::arguments)?;
    let extract = source.extract()?;
    let series =
        Series::measure(&extract.caseload, &definitions, &calendar, from, to, step).map_err(Stop::arguments)?;
    source.write(&match format {
        Format::Csv => series_csv(&series),
        Format::Json => series_json(&series),
    })
}
