//! Results as record batches.

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use carekpi_engine::{IndicatorResult, Scorecard, Series, Subject, Worklist};
use carekpi_measure::{Figure, Value};
use carekpi_ssd::{Extract, Severity};

use crate::columns::{Columns, count};

/// The figures of a scorecard, a row for each indicator.
///
/// | column | type | |
/// |---|---|---|
/// | `snapshot` | `Date32` | the snapshot date |
/// | `indicator`, `area`, `title` | `Utf8` | |
/// | `measure` | `Utf8` | `count`, `proportion` or `rate` |
/// | `numerator` | `Int64` | |
/// | `denominator` | `Int64`, nullable | of proportions, and of rates with a population |
/// | `undetermined` | `Int64` | |
/// | `value` | `Float64`, nullable | a percentage, a count or a rate per 10,000, rounded as it is displayed |
/// | `polarity` | `Utf8` | `higher`, `lower` or `neither`: which values are better |
///
/// ```
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::Int64Type;
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
///
/// let figures = carekpi_arrow::figures(&measurement.scorecard(day(3, 31)).unwrap()).unwrap();
/// assert_eq!(figures.num_rows(), 23);
/// assert_eq!(figures["indicator"].as_string::<i32>().value(0), "cp-plans");
/// assert_eq!(figures["numerator"].as_primitive::<Int64Type>().value(0), 1);
/// ```
///
/// # Errors
///
/// The texts of a column are longer than two gigabytes.
pub fn figures(scorecard: &Scorecard<'_>) -> Result<RecordBatch, ArrowError> {
    let indicators = || scorecard.indicators().iter();
    let measures: Vec<String> = indicators().map(|result| result.info.kind.to_string()).collect();
    let columns = Columns::of(scorecard.provenance())
        .date("snapshot", indicators().map(|_| scorecard.snapshot()))
        .text("indicator", indicators().map(|result| &*result.info.id))?
        .text("area", indicators().map(|result| &*result.info.area.id))?
        .text("title", indicators().map(|result| &*result.info.title))?
        .text("measure", measures.iter().map(String::as_str))?;
    with_figures(columns, || indicators().map(|result| &result.figure))
        .text("polarity", indicators().map(|result| result.info.polarity.name()))?
        .batch()
}

/// The figures of many dates, a row for each date and indicator, in the order of dates.
///
/// | column | type | |
/// |---|---|---|
/// | `date` | `Date32` | |
/// | `indicator` | `Utf8` | |
/// | `numerator`, `denominator`, `undetermined`, `value` | | as in [`figures`] |
///
/// # Errors
///
/// The texts of a column are longer than two gigabytes.
pub fn series(series: &Series) -> Result<RecordBatch, ArrowError> {
    let rows = || {
        let dates = series.dates().iter().enumerate();
        dates.flat_map(|(at, date)| series.indicators().iter().map(move |indicator| (at, *date, indicator)))
    };
    let figures: Vec<&Figure> = rows().filter_map(|(at, _, indicator)| indicator.figures.get(at)).collect();
    let columns = Columns::of(series.provenance())
        .date("date", rows().map(|(_, date, _)| date))
        .text("indicator", rows().map(|(.., indicator)| &*indicator.id))?;
    with_figures(columns, || figures.iter().copied()).batch()
}

/// The members of every figure of a scorecard, a row for each, in the order of indicators; by child, then by record.
///
/// | column | type | |
/// |---|---|---|
/// | `snapshot` | `Date32` | the snapshot date |
/// | `indicator` | `Utf8` | |
/// | `child` | `Utf8` | the identifier of the child |
/// | `record` | `Utf8`, nullable | the identifier of the plan, period, placement or other record that was judged |
/// | `met` | `Boolean`, nullable | whether the rule is met; null if that is undetermined |
/// | `clause` | `Utf8`, nullable | the clause that decided |
/// | `anchor` | `Date32`, nullable | the day that the clause is measured from |
/// | `lapses` | `Date32`, nullable | the first day on which the clause is no longer met |
///
/// # Errors
///
/// The texts of a column are longer than two gigabytes.
pub fn subjects(scorecard: &Scorecard<'_>) -> Result<RecordBatch, ArrowError> {
    fn of<'s, 'c>(result: &'s IndicatorResult<'c>) -> impl Iterator<Item = (&'s str, &'s Subject<'c>)> {
        result.subjects.iter().map(|subject| (&*result.info.id, subject))
    }
    let members = || scorecard.indicators().iter().flat_map(of);
    let subjects = || members().map(|(_, subject)| subject);
    Columns::of(scorecard.provenance())
        .date("snapshot", members().map(|_| scorecard.snapshot()))
        .text("indicator", members().map(|(indicator, _)| indicator))?
        .text("child", subjects().map(|subject| subject.child))?
        .text_or_null("record", subjects().map(|subject| subject.record))?
        .flag_or_null("met", subjects().map(|subject| subject.outcome.met))
        .text_or_null("clause", subjects().map(|subject| Some(subject.outcome.clause?.id())))?
        .date_or_null("anchor", subjects().map(|subject| subject.outcome.anchor))
        .date_or_null("lapses", subjects().map(|subject| subject.outcome.lapses.date()))
        .batch()
}

/// The tasks of a worklist, a row for each, the most urgent first.
///
/// | column | type | |
/// |---|---|---|
/// | `snapshot` | `Date32` | the snapshot date |
/// | `days_left` | `Int64` | the days until it is overdue; 0 or less if it is |
/// | `overdue_from` | `Date32` | the first day on which it is or will be overdue |
/// | `child` | `Utf8` | the identifier of the child |
/// | `record` | `Utf8`, nullable | the identifier of the record that was judged |
/// | `indicator`, `area` | `Utf8` | |
/// | `met` | `Boolean`, nullable | whether the rule is met on the snapshot date |
/// | `clause` | `Utf8`, nullable | the clause that decided |
/// | `anchor` | `Date32`, nullable | the day that the clause is measured from |
/// | `measured_from` | `Utf8` | what that day is, in words |
/// | `team`, `worker` | `Utf8` | of the child's case worker; blank if there is none |
/// | `due_time` | `Utf8`, nullable | the time of day until which it is in time, on the day `overdue_from`, if the limit is of hours |
///
/// # Errors
///
/// The texts of a column are longer than two gigabytes.
pub fn worklist(worklist: &Worklist<'_>) -> Result<RecordBatch, ArrowError> {
    let tasks = || worklist.tasks().iter();
    let due_times: Vec<Option<String>> = tasks().map(|task| Some(task.due_time()?.to_string())).collect();
    Columns::of(worklist.provenance())
        .date("snapshot", tasks().map(|_| worklist.snapshot()))
        .number("days_left", tasks().map(|task| task.days_left))
        .date("overdue_from", tasks().map(|task| task.overdue_from))
        .text("child", tasks().map(|task| task.child))?
        .text_or_null("record", tasks().map(|task| task.record))?
        .text("indicator", tasks().map(|task| &*task.info.id))?
        .text("area", tasks().map(|task| &*task.info.area.id))?
        .flag_or_null("met", tasks().map(|task| task.outcome.met))
        .text_or_null("clause", tasks().map(|task| Some(task.outcome.clause?.id())))?
        .date_or_null("anchor", tasks().map(|task| task.outcome.anchor))
        .text("measured_from", tasks().map(|task| task.measured_from()))?
        .text("team", tasks().map(|task| task.team))?
        .text("worker", tasks().map(|task| task.worker))?
        .text_or_null("due_time", due_times.iter().map(Option::as_deref))?
        .batch()
}

/// The findings about the data of an extract, a row for each, in the order of tables and rows.
///
/// | column | type | |
/// |---|---|---|
/// | `table` | `Utf8`, nullable | the table; null if the finding is about a file that is not a table |
/// | `line` | `Int64`, nullable | the line in the file; of record batches, the number of the row from 1 |
/// | `code` | `Utf8` | the kind of the finding |
/// | `severity` | `Utf8` | `error`: the row was set aside; `warning` or `information` |
/// | `column` | `Utf8`, nullable | |
/// | `identifier` | `Utf8`, nullable | the identifier of the row |
/// | `message` | `Utf8` | what was found, and what was done about it |
///
/// # Errors
///
/// The texts of a column are longer than two gigabytes.
pub fn findings(extract: &Extract) -> Result<RecordBatch, ArrowError> {
    let findings = || extract.findings.iter();
    let severity = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
    };
    Columns::default()
        .text_or_null("table", findings().map(|finding| Some(finding.table.as_ref()?.name())))?
        .number_or_null("line", findings().map(|finding| finding.line.map(count)))
        .text("code", findings().map(|finding| finding.kind.name()))?
        .text("severity", findings().map(|finding| severity(finding.severity())))?
        .text_or_null("column", findings().map(|finding| finding.column.as_deref()))?
        .text_or_null("identifier", findings().map(|finding| finding.identifier.as_deref()))?
        .text("message", findings().map(|finding| finding.message.as_str()))?
        .batch()
}

/// Adds the columns of figures.
fn with_figures<'f, I: Iterator<Item = &'f Figure>>(columns: Columns, figures: impl Fn() -> I) -> Columns {
    columns
        .number("numerator", figures().map(|figure| count(figure.numerator)))
        .number_or_null("denominator", figures().map(|figure| figure.denominator.map(count)))
        .number("undetermined", figures().map(|figure| count(figure.undetermined)))
        .value_or_null("value", figures().map(|figure| figure.value().map(Value::number)))
}
