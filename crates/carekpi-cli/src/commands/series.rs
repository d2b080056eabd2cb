//! The key performance indicators of an extract on many dates.

use carekpi::{By, Grouping, Series, Step};
use carekpi_report::SeriesReport;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::cli::{Source, date, groupings};
use crate::exit::ExitError;
use crate::notices::eprint_settings;
use crate::progress::Progress;

/// The figures on many dates, as CSV or as charts
///
/// On each date they are what `carekpi scorecard` shows for it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The first date
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: NaiveDate,
    /// The last date; it is shown only if it is a whole number of steps from the first
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: NaiveDate,
    /// How far apart the dates are
    #[arg(long, value_name = "STEP", value_enum, default_value_t = Every::Month)]
    every: Every,
    /// Show each figure by group, too
    #[arg(long, value_name = "GROUPING", value_parser = groupings())]
    by: Option<By>,
    /// Hide the counts by which somebody could be recognised; not for dates less than a month apart
    #[arg(long)]
    publish: bool,
    /// How to show the figures
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

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { source, from, to, every, by, publish, format } = arguments;
    let (from, to) = (*from, *to);
    if to < from {
        return Err(ExitError::arguments("the series ends before it starts"));
    }
    let step = match every {
        Every::Day => Step::Day,
        Every::Week => Step::Week,
        Every::Month => Step::Month,
        Every::Quarter => Step::Quarter,
        Every::Year => Step::Year,
    };
    if *publish && step < Step::Month {
        return Err(ExitError::arguments(
            "--publish needs dates at least a month apart: --every month, quarter or year",
        ));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.between(from, to).map_err(ExitError::arguments)?;
    let progress = Progress::reading();
    let extract = source.extract()?;
    let caseload = &extract.caseload;
    progress.measuring();
    let (series, breakdown) = match by {
        Some(by) => {
            let grouping = Grouping::by(*by, caseload, &definitions);
            let measured = Series::measure_by(caseload, &definitions, &calendar, from, to, step, &grouping);
            (None, Some(measured.map_err(ExitError::arguments)?))
        }
        None => {
            let measured = Series::measure(caseload, &definitions, &calendar, from, to, step);
            (Some(measured.map_err(ExitError::arguments)?), None)
        }
    };
    drop(progress);
    let report = match (&series, &breakdown) {
        (_, Some(breakdown)) => SeriesReport::by_group(breakdown),
        (Some(series), None) => SeriesReport::new(series),
        (None, None) => return Ok(()),
    };
    let report = if *publish { report.published().map_err(ExitError::arguments)? } else { report };
    if *format != Format::Html {
        eprint_settings(&definitions);
    }
    source.write(&match format {
        Format::Csv => report.csv(),
        Format::Json => report.json(),
        Format::Html => report.html(),
    })
}
