//! The key performance indicators of an extract on many dates.

use carekpi::check::incomplete;
use carekpi::report::{SeriesReport, SeriesReportByDate};
use carekpi::{GroupBy, Step};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::cli::{Expected, Publishing, Source, groupings, steps};
use crate::exit::{ExitError, eprint_line};
use crate::notices::{eprint_beginning, eprint_incomplete, eprint_provenance, eprint_publication};
use crate::progress::Progress;
use crate::values::date;

/// The figures on many dates, as CSV or as charts
///
/// On each date they are the figures that `carekpi scorecard` shows for that date.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The first date
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: NaiveDate,
    /// The last date; it is included only if it is a whole number of steps from the first
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: NaiveDate,
    /// The step from one date to the next
    #[arg(long, value_name = "STEP", value_parser = steps(), default_value = "month")]
    every: Step,
    #[command(flatten)]
    expected: Expected,
    /// Also show each figure by group
    ///
    /// As CSV and JSON, rows of groups that count nobody on a date are left out, unless it is published
    #[arg(long, value_name = "GROUPING", value_parser = groupings())]
    by: Option<GroupBy>,
    #[command(flatten)]
    publishing: Publishing,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
    Html,
    Xlsx,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { source, from, to, every, expected, by, publishing, format } = arguments;
    let (from, to) = (*from, *to);
    if *format == Format::Xlsx {
        source.check_workbook()?;
    }
    if to < from {
        return Err(ExitError::arguments("the series ends before it starts"));
    }
    let publication = publishing.check(*by, source)?;
    if publication.is_some() && *every < Step::Month {
        return Err(ExitError::arguments(
            "--publish needs dates at least a month apart: --every month, quarter or year",
        ));
    }
    source.check_out(&expected.inputs(source))?;
    let rules = source.rules()?;
    rules.calendar.between(from, to).map_err(ExitError::arguments)?;
    let expectations = expected.read(&rules)?;
    let progress = Progress::reading();
    let extract = source.extract()?;
    let measurement = source.measure(&extract, &rules)?;
    progress.measuring();
    if let (Some(by), Format::Csv | Format::Json, None) = (by, format, publication) {
        let grouped = measurement.by(*by);
        let by_date = grouped.series_by_date(from, to, *every).map_err(ExitError::arguments)?;
        drop(progress);
        eprint_incomplete(incomplete(&extract, &measurement, None).as_deref());
        eprint_beginning(&measurement, from);
        eprint_provenance(measurement.provenance());
        eprint_line("rows of groups that count nobody on a date are left out");
        let report = SeriesReportByDate::new(by_date, expectations.as_ref());
        return match format {
            Format::Json => source.write_parts(report.json()),
            _ => source.write_parts(report.csv()),
        };
    }
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
    let notice = incomplete(&extract, &measurement, publication);
    eprint_incomplete(notice.as_deref());
    eprint_beginning(&measurement, from);
    let mut report = report.incomplete(notice.as_deref()).beginning(&measurement).council(source.name.as_deref());
    if let Some(expectations) = &expectations {
        report = report.expectations(expectations);
    }
    let report = match publication {
        Some(publication) => report.published(publication).map_err(ExitError::arguments)?,
        None => report,
    };
    if matches!(format, Format::Csv | Format::Json) {
        eprint_provenance(measurement.provenance());
        eprint_publication(publication);
    }
    source.write(&match format {
        Format::Csv => report.csv(),
        Format::Json => report.json(),
        Format::Html => report.html(),
        Format::Xlsx => return source.write_workbook(&report.workbook()),
    })
}
