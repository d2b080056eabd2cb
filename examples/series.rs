//! Prints the key performance indicators of an extract on many dates.

use std::process::ExitCode;

use carekpi::{By, Grouping, Series, Step};
use carekpi_examples::{Progress, Source, Stop, by, date, run, say_definitions};
use carekpi_report::SeriesReport;
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
    /// Of each group too: team, sex, ethnicity, age-band or worker.
    #[arg(long, value_name = "WHAT", value_parser = by)]
    by: Option<By>,
    /// Hide the counts by which somebody could be recognised; not for dates less than a month apart.
    #[arg(long)]
    publish: bool,
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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
    Html,
}

fn main() -> ExitCode {
    run(series)
}

fn series(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { source, from, to, every, by, publish, format } = arguments;
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
    if publish && step < Step::Month {
        return Err(Stop::arguments("--publish needs dates at least a month apart: --every month, quarter or year"));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.between(from, to).map_err(Stop::arguments)?;
    let progress = Progress::reading();
    let extract = source.extract()?;
    let caseload = &extract.caseload;
    progress.measuring();
    let (series, breakdown) = match by {
        Some(by) => {
            let grouping = Grouping::by(by, caseload, &definitions);
            let measured = Series::measure_by(caseload, &definitions, &calendar, from, to, step, &grouping);
            (None, Some(measured.map_err(Stop::arguments)?))
        }
        None => {
            let measured = Series::measure(caseload, &definitions, &calendar, from, to, step);
            (Some(measured.map_err(Stop::arguments)?), None)
        }
    };
    drop(progress);
    let report = match (&series, &breakdown) {
        (_, Some(breakdown)) => SeriesReport::by_group(breakdown),
        (Some(series), None) => SeriesReport::new(series),
        (None, None) => return Ok(()),
    };
    let report = if publish { report.published().map_err(Stop::arguments)? } else { report };
    if format != Format::Html {
        say_definitions(&definitions);
    }
    source.write(&match format {
        Format::Csv => report.csv(),
        Format::Json => report.json(),
        Format::Html => report.html(),
    })
}
