//! What one child with 1,000, 10,000 and 100,000 records of each kind costs, and a table with 20,000 columns: ten times as many must
//! cost little more than ten times as much.

use carekpi::report::{ExplanationReport, ScorecardReport, SeriesReportByDate};
use carekpi::{Definitions, GroupBy, Measurement, Step, WorkingCalendar};
use carekpi_benches::{Shape, last_day, one_child};
use carekpi_ssd::Extract;
use chrono::{Months, NaiveDate};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// How many records; only the fewest where each bench is run once to see that it works.
fn sizes() -> &'static [u64] {
    let sizes = &[1_000, 10_000, 100_000];
    if std::env::args().any(|argument| argument == "--test") { sizes.get(..1).unwrap_or(sizes) } else { sizes }
}

type Work = fn(&Measurement<'_>, NaiveDate, NaiveDate) -> usize;

/// What is measured of a child, over ten years or on their last day.
const OF_A_CHILD: [(&str, Work); 5] = [
    ("scorecard", |measurement, _, on| measurement.scorecard(on).map_or(0, |card| card.indicators().len())),
    ("worklist", |measurement, _, on| measurement.worklist(on, 14).map_or(0, |worklist| worklist.tasks().len())),
    ("explain", |measurement, _, on| {
        measurement.explain(on, "P1").map_or(0, |explanation| ExplanationReport::from(&explanation).text().len())
    }),
    ("series by month", |measurement, from, to| series(measurement, from, to, Step::Month)),
    ("series by day", |measurement, from, to| series(measurement, from, to, Step::Day)),
];

/// The same of a child whose team and worker change with each record.
const OF_GROUPS: [(&str, Work); 5] = [
    ("page", |measurement, _, on| page(measurement, on)),
    ("scorecard by team", |measurement, _, on| {
        measurement.by(GroupBy::Team).scorecard(on).map_or(0, |breakdown| breakdown.groups.len())
    }),
    ("scorecard by worker", |measurement, _, on| {
        measurement.by(GroupBy::Worker).scorecard(on).map_or(0, |breakdown| breakdown.groups.len())
    }),
    ("series by team and month", |measurement, from, to| by_date(measurement, GroupBy::Team, (from, to, Step::Month))),
    ("series by worker and day", |measurement, from, to| by_date(measurement, GroupBy::Worker, (from, to, Step::Day))),
];

fn series(measurement: &Measurement<'_>, from: NaiveDate, to: NaiveDate, step: Step) -> usize {
    measurement.series(from, to, step).map_or(0, |series| series.dates().len())
}

fn by_date(measurement: &Measurement<'_>, by: GroupBy, (from, to, step): (NaiveDate, NaiveDate, Step)) -> usize {
    let grouped = measurement.by(by);
    grouped
        .series_by_date(from, to, step)
        .map_or(0, |series| SeriesReportByDate::new(series, None).csv().map(|csv| csv.len()).sum())
}

/// The length of the page of a scorecard, with all that stands on it.
fn page(measurement: &Measurement<'_>, on: NaiveDate) -> usize {
    let a_year_ago = on.checked_sub_months(Months::new(12)).unwrap_or(on);
    let parts = (
        measurement.scorecard(on),
        measurement.series(a_year_ago, on, Step::Month),
        measurement.earlier(on),
        measurement.case_workers(on),
        measurement.reasons(on),
    );
    let (Ok(scorecard), Ok(history), Ok(earlier), Ok(case_workers), Ok(reasons)) = parts else { return 0 };
    let report = ScorecardReport::from(&scorecard).history(&history).earlier(&earlier).case_workers(&case_workers);
    report.reasons(&reasons).html().len() + measurement.findings(on).len()
}

fn of_a_child(criterion: &mut Criterion) {
    for shape in Shape::ALL {
        let mut group = criterion.benchmark_group(format!("one child, {}, a record", shape.name()));
        for records in sizes() {
            add(&mut group, (*records, shape), &OF_A_CHILD);
        }
        group.finish();
    }
}

fn of_groups(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one child in many teams, a record");
    for records in sizes() {
        add(&mut group, (*records, Shape::InARow), &OF_GROUPS);
    }
    group.finish();
}

fn add(group: &mut BenchmarkGroup<'_, WallTime>, (records, shape): (u64, Shape), all: &[(&str, Work)]) {
    let Some(caseload) = one_child(records, shape) else { return };
    let calendar = WorkingCalendar::england_and_wales();
    let measurement = Definitions::default().over(&caseload, &calendar);
    let to = last_day();
    let from = to.checked_sub_months(Months::new(120)).unwrap_or(to);
    group.sample_size(10);
    group.throughput(Throughput::Elements(records));
    for (name, work) in all {
        group.bench_with_input(BenchmarkId::new(*name, records), &measurement, |bencher, measurement| {
            bencher.iter(|| work(measurement, from, to));
        });
    }
}

/// A table whose header has many columns that nothing reads.
fn header(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("unknown columns of a header, a column");
    group.sample_size(10);
    for columns in sizes().iter().map(|size| size / 5) {
        let unknown: String = (0..columns).map(|number| format!(",Ünknown {number}")).collect();
        let persons =
            format!("pers_person_id,pers_dob{unknown}\nP1,2012-05-05{}\n", ",".repeat(unknown.matches(',').count()));
        group.throughput(Throughput::Elements(columns));
        group.bench_with_input(BenchmarkId::from_parameter(columns), &persons, |bencher, persons| {
            bencher.iter(|| Extract::from_files([("ssd_person.csv", persons.as_bytes())]).map(|of| of.findings.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, of_a_child, of_groups, header);
criterion_main!(benches);
