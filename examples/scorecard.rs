//! Prints the key performance indicators of an extract on one date.
//!
//! `cargo run --release --example scorecard` shows those of the bundled extract; `-- --help` says what else it can do.

use std::process::ExitCode;

use carekpi::{By, Definitions, Grouping, Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_examples::{Source, Stop, by, date, quality, run, say_definitions, say_findings};
use carekpi_report::ScorecardReport;
use carekpi_ssd::Extract;
use chrono::{Months, NaiveDate};
use clap::{Parser, ValueEnum};

/// The key performance indicators of an extract on one date.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The date, taken at the end of the day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    snapshot: Option<NaiveDate>,
    /// The first day of the period of what is counted over one; by default the year that ends on the snapshot date.
    #[arg(long, value_name = "DATE", value_parser = date)]
    period_start: Option<NaiveDate>,
    /// The last day of that period; by default the snapshot date.
    #[arg(long, value_name = "DATE", value_parser = date)]
    period_end: Option<NaiveDate>,
    /// Beside the same figures on this earlier date, with what became of the children between the two.
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with_all = ["period_start", "period_end", "publish"])]
    compare: Option<NaiveDate>,
    /// Of each group too: team, sex, ethnicity, age-band or worker.
    #[arg(long, value_name = "WHAT", value_parser = by)]
    by: Option<By>,
    /// Hide the counts by which somebody could be recognised, and all that is about single children.
    #[arg(long, conflicts_with_all = ["subjects", "findings"])]
    publish: bool,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// With every child of every figure, and why it counts (JSON only).
    #[arg(long)]
    subjects: bool,
    /// Say on standard error what was set aside and what is doubtful, a line each.
    #[arg(long)]
    findings: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Html,
}

fn main() -> ExitCode {
    run(scorecard)
}

fn scorecard(arguments: Arguments) -> Result<(), Stop> {
    let Arguments { source, snapshot, compare, format, .. } = &arguments;
    let snapshot = source.snapshot(*snapshot)?;
    let period = Period::Fixed {
        first: arguments.period_start.unwrap_or_else(|| Period::YearToDate.first_day(snapshot)),
        last: arguments.period_end.unwrap_or(snapshot),
    };
    if period.last_day(snapshot) < period.first_day(snapshot) {
        return Err(Stop::arguments("the period ends before it starts"));
    }
    if compare.is_some_and(|before| snapshot < before) {
        return Err(Stop::arguments("the date to compare with is after the snapshot date"));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    for date in compare.iter().chain([&snapshot]) {
        calendar.is_working_day(*date).map_err(Stop::arguments)?;
    }
    let extract = source.extract()?;
    let caseload = &extract.caseload;
    let measure =
        |on, period| Scorecard::measure(caseload, &definitions, &calendar, on, period).map_err(Stop::arguments);
    let concerns = caseload.concerns(snapshot, &definitions.shared.conventions(calendar.clone()));
    if arguments.findings {
        say_findings(&extract, &concerns);
    }
    let quality = quality(&extract, &concerns, &definitions);
    let breakdown = match arguments.by {
        Some(by) => {
            let grouping = Grouping::by(by, caseload, &definitions);
            let measured = Scorecard::measure_by(caseload, &definitions, &calendar, snapshot, period, &grouping);
            Some(measured.map_err(Stop::arguments)?)
        }
        None => None,
    };
    let whole = if breakdown.is_none() { Some(measure(snapshot, period)?) } else { None };
    let before = compare.map(|date| measure(date, Period::YearToDate)).transpose()?;
    let history = match format {
        Format::Html => Some(twelve_months(&extract, &definitions, &calendar, snapshot)?),
        Format::Table | Format::Json | Format::Csv => None,
    };

    let mut report = match (&breakdown, &whole) {
        (Some(breakdown), _) => ScorecardReport::by_group(breakdown),
        (None, Some(whole)) => ScorecardReport::new(whole),
        (None, None) => return Ok(()),
    };
    report = report.quality(&quality);
    if let Some(before) = &before {
        report = report.compared_with(before);
    }
    if let Some(history) = &history {
        report = report.history(history);
    }
    if arguments.subjects {
        report = report.subjects();
    }
    if arguments.publish {
        report = report.published();
    }
    if *format == Format::Csv {
        say_definitions(&definitions);
    }
    source.write(&match format {
        Format::Table => report.table(source.colour()),
        Format::Json => report.json(),
        Format::Csv => report.csv(),
        Format::Html => report.html(),
    })
}

/// The figures of the twelve months that end on the snapshot date.
fn twelve_months(
    extract: &Extract,
    definitions: &Definitions,
    calendar: &WorkingCalendar,
    snapshot: NaiveDate,
) -> Result<Series, Stop> {
    let a_year_ago = snapshot.checked_sub_months(Months::new(12)).unwrap_or(snapshot);
    let from = a_year_ago.max(WorkingCalendar::days_covered().start());
    Series::measure(&extract.caseload, definitions, calendar, from, snapshot, Step::Month).map_err(Stop::arguments)
}
