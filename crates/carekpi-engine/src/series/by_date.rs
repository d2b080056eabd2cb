//! Figures of groups, date after date.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec;

use carekpi_measure::{Figure, FigureKind};
use carekpi_rules::Rule;
use chrono::NaiveDate;

use super::IndicatorSeries;
use super::group_changes::{GroupChange, RunningTally};
use crate::{Measurement, Provenance};

/// The figures of all children and of each group on many dates, one date after the other. On a date only groups with somebody in them
/// are held, so memory does not grow with the number of dates times the number of groups.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// for (id, sex) in [("P1", "F"), ("P2", "M")] {
///     let child = builder.child(entry::Child { id, sex, ..Default::default() });
///     builder.protection_plan(child, entry::Plan::new("", day(if sex == "F" { 1 } else { 2 }, 12)));
/// }
/// let caseload = builder.finish().unwrap();
///
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let plans = measurement.only(|info| info.id == "cp-plans");
/// let by_sex = plans.by(GroupBy::Sex);
/// let by_date = by_sex.series_by_date(day(1, 1), day(3, 1), Step::Month).unwrap();
/// assert_eq!(by_date.names(), ["F", "M"]);
/// let counts = by_date.map(|on| on.indicators[0].groups.iter().map(|(group, of)| (*group, of.numerator)).collect());
/// let counts: Vec<Vec<(usize, u64)>> = counts.collect();
/// assert_eq!(counts, [vec![], vec![(0, 1)], vec![(0, 1), (1, 1)]]);
/// ```
#[derive(Debug)]
pub struct SeriesByDate<'m, 'c> {
    pub(super) measurement: &'m Measurement<'c>,
    pub(super) by: String,
    pub(super) names: Vec<String>,
    pub(super) dates: vec::IntoIter<NaiveDate>,
    pub(super) indicators: Vec<IndicatorSeries>,
    /// Of each indicator.
    pub(super) sweeps: Vec<Sweep>,
}

/// All figures on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FiguresOnDate {
    /// The date.
    pub date: NaiveDate,
    /// Of each indicator, in the order of the measurement.
    pub indicators: Vec<FiguresOfGroups>,
}

/// A figure of all children, and of the groups with somebody in them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FiguresOfGroups {
    /// Of all children.
    pub whole: Figure,
    /// Of each group that counts somebody, with its place in [`SeriesByDate::names`], in order. All others have nothing but zeros.
    pub groups: Vec<(usize, Figure)>,
}

impl SeriesByDate<'_, '_> {
    /// The name of the grouping.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// The names of the groups, in order: see [`Breakdown::groups`](crate::Breakdown::groups).
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The indicators, in the order of measurement, without their figures.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorSeries] {
        &self.indicators
    }

    /// The provenance of the figures.
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        self.measurement.provenance()
    }
}

impl Iterator for SeriesByDate<'_, '_> {
    type Item = FiguresOnDate;

    fn next(&mut self) -> Option<FiguresOnDate> {
        let date = self.dates.next()?;
        let measurement = self.measurement;
        let rules = measurement.rules().iter().zip(&mut self.sweeps);
        let indicators = rules.map(|(rule, sweep)| sweep.figures(rule.as_ref(), date, measurement)).collect();
        Some(FiguresOnDate { date, indicators })
    }
}

/// The tallies of one indicator, moving forward through its changes.
#[derive(Debug)]
pub(super) struct Sweep {
    changes: Peekable<vec::IntoIter<GroupChange>>,
    whole: RunningTally,
    /// Those that are not empty.
    groups: BTreeMap<u32, RunningTally>,
}

impl Sweep {
    /// Before all changes, which are in order of date, then of group.
    pub(super) fn new(changes: Vec<GroupChange>) -> Self {
        Self { changes: changes.into_iter().peekable(), whole: RunningTally::default(), groups: BTreeMap::new() }
    }

    fn figures(&mut self, rule: &dyn Rule, date: NaiveDate, measurement: &Measurement<'_>) -> FiguresOfGroups {
        while let Some(GroupChange { group, change, .. }) = self.changes.next_if(|next| next.date <= date) {
            self.whole.add(change);
            self.groups.entry(group).or_default().add(change);
        }
        self.groups.retain(|_, tally| !tally.is_empty());
        let kind = rule.info().kind;
        let population = if kind == FigureKind::Rate { rule.population(&measurement.as_of(date)) } else { None };
        let groups = self.groups.iter().map(|(group, tally)| {
            (usize::try_from(*group).unwrap_or(usize::MAX), Figure::new(kind, tally.tally(), None))
        });
        FiguresOfGroups { whole: Figure::new(kind, self.whole.tally(), population), groups: groups.collect() }
    }
}
