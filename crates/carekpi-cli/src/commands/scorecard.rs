//! The key performance indicators of an extract on one date.

use carekpi::check::incomplete;
use carekpi::report::ScorecardReport;
use carekpi::{CaseWorkers, Earlier, GroupBy, Measurement, Period, Series, Step};
use chrono::{Months, NaiveDate};
use clap::{Args, ValueEnum};

use crate::cli::{Expected, Publishing, Snapshot, Source, groupings};
use crate::exit::ExitError;
use crate::notices::{
    eprint_beginning, eprint_causes, eprint_findings, eprint_incomplete, eprint_provenance, eprint_publication, quality,
};
use crate::values::date;

/// The figures on one date: all 23 indicators, in a table or as a page
#[derive(Args)]
#[command(after_long_help = COLUMNS)]
pub(crate) struct Arguments {
    #[command(flatten)]
    snapshot: Snapshot,
    #[command(flatten)]
    source: Source,
    /// The first day of the period for figures that count over a period, such as assessments; by default, the period is the year
    /// that ends on the snapshot date
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "publish")]
    period_start: Option<NaiveDate>,
    /// The last day of that period; by default, the snapshot date
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "publish")]
    period_end: Option<NaiveDate>,
    /// Compare with the figures on this earlier date, and show how the members of each figure changed
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with_all = ["period_start", "period_end", "publish"])]
    compare: Option<NaiveDate>,
    #[command(flatten)]
    expected: Expected,
    /// Also show each figure by group
    #[arg(long, value_name = "GROUPING", value_parser = groupings())]
    by: Option<GroupBy>,
    #[command(flatten)]
    publishing: Publishing,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// With --format json: list every member of every figure, with its result and the evidence; not with --format csv
    #[arg(long, conflicts_with = "publish")]
    subjects: bool,
    /// List the findings about the data on standard error, a line for each cause: rows set aside, unknown values, and records that
    /// may be wrong. With `=all`, list each finding
    #[arg(
        long,
        value_enum,
        value_name = "all",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "causes",
        conflicts_with = "publish"
    )]
    findings: Option<Findings>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Findings {
    #[value(hide = true)]
    Causes,
    All,
}

/// How to read the table.
const COLUMNS: &str = "\
The columns of the table:
  value         the figure: a percentage, a count, or a rate per 10,000 children
  of            the two numbers it is made of: 20/26 is 20 of 26
  undetermined  how many are undetermined, because a fact that the rule needs is
                not recorded
  findings      how many findings about the data can affect the figure; --findings
                prints them all, --format html shows them beside the figure

With --expectations, also:
  target        what is aimed at
  status        on target; near target, which is no worse than the floor; or off
                target

And with --compare, in place of undetermined and findings:
  then          the value on the earlier date
  change        by how much the value has risen or fallen since, and whether that
                is better or worse (up or down where neither is)
  new           how many are part of the figure now, and were not then
  left          how many were part of it then, and are not now
  met           how many were part of it both times, meet the rule now, and did not
                or were undetermined then
  not met       how many were part of it both times, do not meet the rule now, and
                did or were undetermined then";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Html,
    Xlsx,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), ExitError> {
    let Arguments { snapshot, source, compare, format, .. } = arguments;
    if *format == Format::Xlsx {
        source.check_workbook()?;
    }
    let publication = arguments.publishing.check(arguments.by, &arguments.source)?;
    let snapshot = snapshot.date(source)?;
    let period = Period::Fixed {
        first: arguments.period_start.unwrap_or_else(|| Period::YearToDate.first_day(snapshot)),
        last: arguments.period_end.unwrap_or(snapshot),
    };
    if period.last_day(snapshot) < period.first_day(snapshot) {
        return Err(ExitError::arguments("the period ends before it starts"));
    }
    if compare.is_some_and(|before| snapshot <= before) {
        return Err(ExitError::arguments("--compare: the date to compare with must be earlier than the snapshot date"));
    }
    if arguments.subjects && *format == Format::Csv {
        return Err(ExitError::arguments("--subjects: CSV cannot list the members of a figure; use --format json"));
    }
    source.check_out(&arguments.expected.inputs(source))?;
    let rules = source.rules()?;
    for date in compare.iter().chain([&snapshot]) {
        rules.calendar.is_working_day(*date).map_err(ExitError::arguments)?;
    }
    let expectations = arguments.expected.read(&rules)?;
    let extract = source.extract()?;
    let measurement = source.measure(&extract, &rules)?;
    match arguments.findings {
        Some(Findings::Causes) => eprint_causes(&extract, &measurement, snapshot),
        Some(Findings::All) => eprint_findings(&extract, &measurement, snapshot),
        None => {}
    }
    let notice = incomplete(&extract, &measurement, publication);
    eprint_incomplete(notice.as_deref());
    eprint_beginning(&measurement, compare.unwrap_or(snapshot));
    let quality = quality(&extract, &measurement, snapshot);
    let before = compare.map(|date| measurement.scorecard(date)).transpose().map_err(ExitError::arguments)?;
    let beside = match format {
        Format::Html | Format::Xlsx => Some(Beside::of(&measurement, snapshot)?),
        Format::Table | Format::Json | Format::Csv => None,
    };
    let measurement = measurement.within(period);
    let reasons = match format {
        Format::Html => Some(measurement.reasons(snapshot).map_err(ExitError::arguments)?),
        Format::Table | Format::Json | Format::Csv | Format::Xlsx => None,
    };
    let (scorecard, breakdown);
    let mut report = match arguments.by {
        Some(by) => {
            breakdown = measurement.by(by).scorecard(snapshot).map_err(ExitError::arguments)?;
            ScorecardReport::from(&breakdown)
        }
        None => {
            scorecard = measurement.scorecard(snapshot).map_err(ExitError::arguments)?;
            ScorecardReport::from(&scorecard)
        }
    };
    report =
        report.beginning(&measurement).quality(&quality).incomplete(notice.as_deref()).council(source.name.as_deref());
    if let Some(expectations) = &expectations {
        report = report.expectations(expectations);
    }
    if let Some(Beside { history, earlier, case_workers }) = &beside {
        report = report.history(history).earlier(earlier).case_workers(case_workers);
    }
    if let Some(reasons) = &reasons {
        report = report.reasons(reasons);
    }
    if let Some(before) = &before {
        report = report.compared_with(before);
    }
    if arguments.subjects {
        report = report.subjects();
    }
    if let Some(publication) = publication {
        report = report.published(publication);
    }
    if *format == Format::Csv {
        eprint_provenance(measurement.provenance());
        eprint_publication(publication);
    }
    source.write(&match format {
        Format::Table => report.table(source.table_style()),
        Format::Json => report.json(),
        Format::Csv => report.csv(),
        Format::Html => report.html(),
        Format::Xlsx => return source.write_workbook(&report.workbook()),
    })
}

/// What a page or a workbook shows beside the figures.
struct Beside<'c> {
    history: Series,
    earlier: Earlier,
    case_workers: CaseWorkers<'c>,
}

impl<'c> Beside<'c> {
    fn of(measurement: &Measurement<'c>, snapshot: NaiveDate) -> Result<Self, ExitError> {
        Ok(Self {
            history: twelve_months(measurement, snapshot)?,
            earlier: measurement.earlier(snapshot).map_err(ExitError::arguments)?,
            case_workers: measurement.case_workers(snapshot).map_err(ExitError::arguments)?,
        })
    }
}

/// The figures of the twelve months that end on the snapshot date.
fn twelve_months(measurement: &Measurement<'_>, snapshot: NaiveDate) -> Result<Series, ExitError> {
    let a_year_ago = snapshot.checked_sub_months(Months::new(12)).unwrap_or(snapshot);
    let from = a_year_ago.max(measurement.context().conventions().calendar.days_covered().start());
    measurement.series(from, snapshot, Step::Month).map_err(ExitError::arguments)
}
