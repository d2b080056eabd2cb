//! Prints the key performance indicators of an extract on one date.
//!
//! `cargo run --release --example scorecard` shows those of the bundled extract; `-- --help` says what else it can do.

use std::process::ExitCode;

use carekpi::{Period, Scorecard, Series, Step, WorkingCalendar};
use carekpi_examples::{Source, Stop, date, quality, run, say_findings};
use carekpi_report::{scorecard_csv, scorecard_html, scorecard_json, scorecard_table};
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

#[derive(Clone, Copy, ValueEnum)]
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
    let Arguments { source, snapshot, period_start, period_end, format, subjects, findings } = arguments;
    let snapshot = source.snapshot(snapshot)?;
    let period = Period::Fixed {
        first: period_start.unwrap_or_else(|| Period::YearToDate.first_day(snapshot)),
        last: period_end.unwrap_or(snapshot),
    };
    if period.last_day(snapshot) < period.first_day(snapshot) {
        return Err(Stop::arguments("the period ends before it starts"));
    }
    let definitions = source.definitions()?;
    let calendar = source.calendar()?;
    calendar.is_working_day(snapshot).map_err(Stop::arguments)?;
    let extract = source.extract()?;
    let concerns = extract.caseload.concerns(snapshot, &definitions.shared.conventions(calendar.clone()));
    if findings {
        say_findings(&extract, &concerns);
    }
    let quality = quality(&extract, &concerns);
    let scorecard =
        Scorecard::measure(&extract.caseload, &definitions, &calendar, snapshot, period).map_err(Stop::arguments)?;
    source.write(&match format {
        Format::Table => scorecard_table(&scorecard, &quality),
        Format::Json => scorecard_json(&scorecard, &quality, subjects),
        Format::Csv => scorecard_csv(&scorecard),
        Format::Html => {
            let a_year_ago = snapshot.checked_sub_months(Months::new(12)).unwrap_or(snapshot);
            let history = Series::measure(
                &extract.caseload,
                &definitions,
                &calendar,
                a_year_ago.max(WorkingCalendar::days_covered().start()),
                snapshot,
                Step::Month,
            )
            .map_err(Stop::arguments)?;
            scorecard_html(&scorecard, &quality, &definitions, &history)
        }
    })
}
