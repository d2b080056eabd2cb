//! JSON.

use std::collections::BTreeMap;

use carekpi_dates::{HolidayCalendar, Period};
use carekpi_engine::{Change, Difference, Direction, Expectation, Provenance, Scorecard, Status, Subject};
use carekpi_measure::{Clause, FigureKind};
use carekpi_model::RowCounts;
use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Number;

use crate::display::ShownFigure;
use crate::pretty::pretty;
use crate::publication::Publication;
use crate::scorecard::{Comparison, Row, ScorecardReport};
use crate::series::{SeriesReport, SeriesRow};

impl ScorecardReport<'_, '_> {
    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        scorecard_json(self)
    }
}

impl SeriesReport<'_> {
    /// As JSON: a list of the rows of the CSV.
    #[must_use]
    pub fn json(&self) -> String {
        series_json(self)
    }
}

#[derive(Serialize)]
struct ScorecardJson<'s> {
    snapshot: NaiveDate,
    period: PeriodJson,
    #[serde(flatten)]
    provenance: ProvenanceJson<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared_with: Option<ComparedWithJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'s str>,
    /// How it is protected: `suppressed` or `rounded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'static str>,
    /// The same in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    protection: Option<&'static str>,
    indicators: Vec<IndicatorJson<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<RowsJson<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<FindingsJson>,
}

#[derive(Serialize)]
struct PeriodJson {
    start: NaiveDate,
    end: NaiveDate,
}

impl PeriodJson {
    fn of(period: Period, snapshot: NaiveDate) -> Self {
        Self { start: period.first_day(snapshot), end: period.last_day(snapshot) }
    }
}

/// What the figures were made with: the version, and whatever is not the default.
#[derive(Serialize)]
pub(crate) struct ProvenanceJson<'s> {
    version: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_calendar: Option<&'s HolidayCalendar>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    closures: &'s [NaiveDate],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    mappings: &'s [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    definitions: Vec<DefinitionJson>,
}

impl<'s> From<&'s Provenance> for ProvenanceJson<'s> {
    fn from(provenance: &'s Provenance) -> Self {
        Self {
            version: &provenance.version,
            profile: provenance.changed_profile(),
            calendar: provenance.changed_calendar().map(|_| &*provenance.calendar),
            own_calendar: provenance.own_calendar.as_ref(),
            closures: &provenance.closures,
            mappings: &provenance.mappings,
            definitions: provenance.changed().into_iter().map(Into::into).collect(),
        }
    }
}

/// A non-default setting.
#[derive(Serialize)]
struct DefinitionJson {
    setting: String,
    value: String,
    default: String,
}

impl From<Difference> for DefinitionJson {
    fn from(difference: Difference) -> Self {
        Self { setting: difference.setting, value: difference.value, default: difference.other }
    }
}

#[derive(Serialize)]
struct ComparedWithJson {
    snapshot: NaiveDate,
    period: PeriodJson,
    /// The first difference between what the two were made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    unlike: Option<String>,
}

#[derive(Serialize)]
struct IndicatorJson<'s> {
    id: &'s str,
    area: &'s str,
    title: &'s str,
    measure: FigureKind,
    polarity: &'static str,
    #[serde(flatten)]
    figure: ShownFigure,
    #[serde(flatten)]
    expectation: Option<ExpectationJson<'s>>,
    #[serde(flatten)]
    change: Option<ChangeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<ComparedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<GroupJson<'s>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<Vec<SubjectJson<'s>>>,
}

/// What is expected of a figure.
#[derive(Serialize)]
struct ExpectationJson<'s> {
    target: Option<f64>,
    floor: Option<f64>,
    status: Option<Status>,
    comparators: &'s BTreeMap<String, f64>,
}

impl<'s> ExpectationJson<'s> {
    const fn of(expectation: &'s Expectation, status: Option<Status>) -> Self {
        let Expectation { target, floor, comparators, .. } = expectation;
        Self { target: *target, floor: *floor, status, comparators }
    }
}

/// How the displayed value changed since the other date.
#[derive(Serialize)]
struct ChangeJson {
    change: Option<Number>,
    direction: Option<Direction>,
}

/// The figure on the other date, and how the members changed.
#[derive(Serialize)]
struct ComparedJson {
    #[serde(flatten)]
    figure: ShownFigure,
    #[serde(flatten)]
    change: Change,
}

#[derive(Serialize)]
struct GroupJson<'s> {
    /// `null` if it is unknown.
    group: Option<&'s str>,
    #[serde(flatten)]
    figure: ShownFigure,
}

#[derive(Serialize)]
struct SubjectJson<'s> {
    child: &'s str,
    record: Option<&'s str>,
    met: Option<bool>,
    clause: Option<Clause>,
    anchor: Option<NaiveDate>,
    lapses: Option<NaiveDate>,
}

struct RowsJson<'s>(&'s [(String, RowCounts)]);

impl Serialize for RowsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (table, counts) in self.0 {
            map.serialize_entry(table, counts)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct FindingsJson {
    errors: usize,
    warnings: usize,
}

fn scorecard_json(report: &ScorecardReport<'_, '_>) -> String {
    let (scorecard, quality) = (report.scorecard, report.checked());
    let rows = report.rows();
    let compared_with = |before: &Scorecard<'_>| ComparedWithJson {
        snapshot: before.snapshot(),
        period: PeriodJson::of(before.period(), before.snapshot()),
        unlike: report.unlike(),
    };
    pretty(&ScorecardJson {
        snapshot: scorecard.snapshot(),
        period: PeriodJson::of(scorecard.period(), scorecard.snapshot()),
        provenance: scorecard.provenance().into(),
        compared_with: report.compared().map(compared_with),
        by: report.breakdown.map(|breakdown| breakdown.by.as_str()),
        published: report.published.map(Publication::name),
        protection: report.published.map(Publication::sentence),
        indicators: rows.iter().map(|row| indicator(row, report)).collect(),
        rows: quality.map(|quality| RowsJson(&quality.rows)),
        findings: quality.map(|quality| FindingsJson { errors: quality.errors, warnings: quality.warnings }),
    })
}

fn indicator<'s>(row: &'s Row<'_>, report: &ScorecardReport<'_, '_>) -> IndicatorJson<'s> {
    let info = row.info;
    IndicatorJson {
        id: &info.id,
        area: &info.area.id,
        title: &info.title,
        measure: info.kind,
        polarity: info.polarity.name(),
        figure: row.figure,
        expectation: row.expectation.map(|expectation| ExpectationJson::of(expectation, row.status(&row.figure))),
        change: row.before.map(|Comparison { then, .. }| ChangeJson {
            change: row.figure.change_text(&then.figure).and_then(|change| change.trim_start_matches('+').parse().ok()),
            direction: then.direction,
        }),
        compared: row.before.map(|Comparison { then, members }| ComparedJson { figure: then.figure, change: members }),
        groups: report.breakdown.map(|_| {
            row.groups.iter().map(|(group, figure)| GroupJson { group: named(group), figure: *figure }).collect()
        }),
        subjects: (report.subjects && report.published.is_none()).then(|| row.subjects.iter().map(subject).collect()),
    }
}

fn subject<'s>(subject: &Subject<'s>) -> SubjectJson<'s> {
    let outcome = subject.outcome;
    SubjectJson {
        child: subject.child,
        record: subject.record,
        met: outcome.met,
        clause: outcome.clause,
        anchor: outcome.anchor,
        lapses: outcome.lapses.date(),
    }
}

#[derive(Serialize)]
struct SeriesRowJson<'s> {
    date: NaiveDate,
    indicator: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Option<&'s str>>,
    #[serde(flatten)]
    figure: ShownFigure,
    polarity: &'static str,
    #[serde(flatten)]
    expectation: Option<ExpectationJson<'s>>,
}

impl<'s> SeriesRowJson<'s> {
    fn of(row: &SeriesRow<'s>, by: Option<&'s str>) -> Self {
        Self {
            date: row.date,
            indicator: &row.indicator.id,
            by: by.filter(|_| row.group.is_some()),
            group: row.group.map(named),
            figure: row.figure,
            polarity: row.indicator.polarity.name(),
            expectation: row.expectation.map(|expectation| ExpectationJson::of(expectation, row.status())),
        }
    }
}

fn series_json(report: &SeriesReport<'_>) -> String {
    let rows: Vec<_> = report.rows().map(|row| SeriesRowJson::of(&row, report.by())).collect();
    pretty(&rows)
}

/// A row of a series as it stands in a list.
pub(crate) fn series_row_json(row: &SeriesRow<'_>, by: &str) -> String {
    pretty(&SeriesRowJson::of(row, Some(by))).trim_end().replace('\n', "\n  ")
}

/// The name of a group; `None` if it is unknown.
fn named(group: &str) -> Option<&str> {
    (!group.is_empty()).then_some(group)
}
