//! The key performance indicators of an extract on many dates.

use carekpi::report::SeriesReport;
use carekpi::{GroupBy, Step};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::cli::{Source, date, groupings, steps};
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
    #[arg(long, value_name = "STEP", value_parser = steps(), default_value = "month")]
    every: Step,
    /// Show each figure by group, too
    #[arg(long, value_name = "GROUPING", value_parser = groupings())]
    by: Option<GroupBy>,
    /// Hide the counts by which somebody could be recognised; not for dates less than a month apart
    #[arg(long)]
    publish: bool,
    /// How to show the figures
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
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
    if *publish && *every < Step::Month {
        return Err(ExitError::arguments(
            "--publish needs dates at least a month apart: --every month, quarter or year",
        ));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.between(from, to).map_err(ExitError::arguments)?;
    let progress = Progress::reading();
    let extract = source.extract()?;
    let measurement = definitions.over(&extract.caseload, &calendar);
    progress.measuring();
    let (series, breakdown);
    let report = match by {
        Some(by) => {
            breakdown = measurement.by(*by).series(from, to, *every).map_err(ExitError::arguments)?;
            SeriesReport::from(&breakdown)
        }
        None => {
            series = measurement.series(from, to, *every).map_err(ExitError::arguments)?;
            SeriesReport::from(&series)
        }
    };
    drop(progress);
    let report = if *publish { report.published().map_err(ExitError::arguments)? } else { report };
    if *format != Format::Html {
        eprint_settings(measurement.provenance());
    }
    source.write(&match format {
        Format::Csv => report.csv(),
        Format::Json => report.json(),
        Format::Html => report.html(),
    })
}
