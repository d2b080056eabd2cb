//! All figures on one date, with the evidence.

use std::borrow::Cow;

use carekpi_dates::{AsOf, DateRange, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Figure, Outcome, Tally, Verdict};
use carekpi_model::{Caseload, Child, Id};
use chrono::NaiveDate;

use crate::few::Few;
use crate::grouping::Groups;
use crate::side_by_side::each_indicator;
use crate::{Basis, BoxedIndicator, Breakdown, Definitions, Grouping, IndicatorSeries, MergeError, Series, indicators};

/// One member of a figure: whom it is about, and how it stands.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Period, Scorecard, Subject, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan { id: "CP1", start: day(3, 2), ..Default::default() });
/// let caseload = builder.finish().unwrap();
/// let calendar = WorkingCalendar::england_and_wales();
/// let scorecard =
///     Scorecard::measure(&caseload, &Definitions::default(), &calendar, day(3, 31), Period::YearToDate).unwrap();
/// let Subject { child, record, outcome, .. } = scorecard.get("cp-visits").unwrap().subjects[0];
/// assert_eq!((child, record, outcome.met, outcome.lapses), ("P1", Some("CP1"), Some(false), Some(day(3, 16))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subject<'c> {
    /// The child's identifier.
    pub child: &'c str,
    /// The identifier of the plan, period of care, placement, allocation, spell or assessment that the rule was applied
    /// to; `None` where it is blank.
    pub record: Option<&'c str>,
    /// How it stands, and why.
    pub outcome: Outcome,
}

/// One figure of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Measured<'c> {
    /// What the indicator is.
    pub about: About,
    /// The figure.
    pub figure: Figure,
    /// Every member of its denominator (of a count: everything counted), by child, then record, byte by byte.
    pub subjects: Vec<Subject<'c>>,
}

/// All figures on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scorecard<'c> {
    /// What they were made by.
    pub basis: Basis,
    /// The snapshot date: everything dated on it has happened.
    pub snapshot: NaiveDate,
    /// The period of the figures that count what happens.
    pub period: Period,
    /// The figures, in the order of the definitions document.
    pub indicators: Vec<Measured<'c>>,
}

impl<'c> Scorecard<'c> {
    /// Measures all 23 indicators on one date.
    ///
    /// # Errors
    ///
    /// The snapshot date is outside the calendar.
    pub fn measure(
        caseload: &'c Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        snapshot: NaiveDate,
        period: Period,
    ) -> Result<Self, OutsideCalendar> {
        Self::measure_these(&indicators(definitions, caseload), caseload, definitions, calendar, snapshot, period)
    }

    /// Measures indicators of the caller's choice on one date.
    ///
    /// # Errors
    ///
    /// The snapshot date is outside the calendar.
    pub fn measure_these(
        indicators: &[BoxedIndicator],
        caseload: &'c Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        snapshot: NaiveDate,
        period: Period,
    ) -> Result<Self, OutsideCalendar> {
        calendar.is_working_day(snapshot)?;
        let basis = Basis { definitions: definitions.clone(), calendar: calendar.clone() };
        let conventions = definitions.shared.conventions(calendar.clone());
        let all = Few::all(caseload, DateRange::closed(snapshot, snapshot), period, conventions.end_day);
        let indicators = each_indicator(indicators, |indicator| {
            let as_of = AsOf::new(snapshot, period, &conventions);
            let mut counted = Counted::default();
            let mut few = all.clone();
            indicator.judge_all(few.whom(indicator), &as_of, &mut |child, verdict| counted.count(child, verdict));
            counted.measured(*indicator.about(), indicator.population(&as_of))
        });
        Ok(Self { basis, snapshot, period, indicators })
    }

    /// Measures all 23 indicators on one date, of all children and of each group of them. A rate has no population, and so
    /// no value, for a group.
    ///
    /// # Errors
    ///
    /// The snapshot date is outside the calendar.
    pub fn measure_by(
        caseload: &'c Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        snapshot: NaiveDate,
        period: Period,
        grouping: &Grouping<'_>,
    ) -> Result<Breakdown<Self>, OutsideCalendar> {
        let indicators = indicators(definitions, caseload);
        Self::measure_these_by(&indicators, caseload, definitions, calendar, snapshot, period, grouping)
    }

    /// Measures indicators of the caller's choice on one date, of all children and of each group of them.
    ///
    /// # Errors
    ///
    /// The snapshot date is outside the calendar.
    pub fn measure_these_by(
        indicators: &[BoxedIndicator],
        caseload: &'c Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        snapshot: NaiveDate,
        period: Period,
        grouping: &Grouping<'_>,
    ) -> Result<Breakdown<Self>, OutsideCalendar> {
        let whole = Self::measure_these(indicators, caseload, definitions, calendar, snapshot, period)?;
        let conventions = definitions.shared.conventions(calendar.clone());
        let today = DateRange::closed(snapshot, snapshot);
        let groups = grouping.of(caseload, today, period, &conventions);
        let all = Few::all(caseload, today, period, conventions.end_day);
        let by_indicator = each_indicator(indicators, |indicator| {
            let as_of = AsOf::new(snapshot, period, &conventions);
            let mut counted: Vec<Counted<'c>> = groups.names.iter().map(|_| Counted::default()).collect();
            let mut few = all.clone();
            indicator.judge_all(few.whom(indicator), &as_of, &mut |child, verdict| {
                let group = groups.of(child.position()).first().and_then(|stay| counted.get_mut(stay.group));
                if let Some(group) = group {
                    group.count(child, verdict);
                }
            });
            let of_group = |counted: Counted<'c>| counted.measured(*indicator.about(), None);
            counted.into_iter().map(of_group).collect::<Vec<_>>()
        });
        let Groups { names, .. } = groups;
        let mut groups: Vec<(String, Self)> = names.into_iter().map(|name| (name, whole.without_figures())).collect();
        for of_groups in by_indicator {
            for ((_, group), measured) in groups.iter_mut().zip(of_groups) {
                group.indicators.push(measured);
            }
        }
        Ok(Breakdown { by: grouping.name().to_owned(), whole, groups })
    }

    /// The figure of one indicator.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Measured<'c>> {
        self.indicators.iter().find(|measured| measured.about.id == id)
    }

    /// The figures without the evidence, as a series of one date: what can be written, sent and added up.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, Period, Scorecard, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let caseload = Caseload::default();
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    /// let calendar = WorkingCalendar::england_and_wales();
    /// let scorecard =
    ///     Scorecard::measure(&caseload, &Definitions::default(), &calendar, on, Period::YearToDate).unwrap();
    /// assert_eq!(scorecard.figures().dates(), [on]);
    /// ```
    #[must_use]
    pub fn figures(&self) -> Series {
        let of = |measured: &Measured<'_>| IndicatorSeries {
            id: Cow::Borrowed(measured.about.id),
            area: Cow::Borrowed(measured.about.area),
            title: Cow::Borrowed(measured.about.title),
            measure: measured.about.measure,
            figures: vec![measured.figure],
        };
        Series::from_parts(
            self.basis.clone(),
            self.period,
            vec![self.snapshot],
            self.indicators.iter().map(of).collect(),
        )
    }

    /// Adds the scorecard of other children, made the same way: the result is that of all of them. Populations add up; where
    /// one is not known, nor is their sum.
    ///
    /// # Errors
    ///
    /// They were made differently, or of other dates or indicators: the error says what differs, and nothing is added.
    pub fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        let mut figures = self.figures();
        figures.merge(&other.figures())?;
        for ((mine, theirs), figure) in self.indicators.iter_mut().zip(other.indicators).zip(figures.indicators()) {
            mine.subjects.extend(theirs.subjects);
            mine.subjects.sort_by_key(|subject| (subject.child, subject.record));
            if let Some(figure) = figure.figures.first() {
                mine.figure = *figure;
            }
        }
        Ok(())
    }

    fn without_figures(&self) -> Self {
        Self { basis: self.basis.clone(), snapshot: self.snapshot, period: self.period, indicators: Vec::new() }
    }
}

/// What has been counted of one indicator.
#[derive(Default)]
struct Counted<'c> {
    tally: Tally,
    /// Each with its child's place among all.
    subjects: Vec<(usize, Subject<'c>)>,
}

impl<'c> Counted<'c> {
    fn count(&mut self, child: Child<'c>, verdict: Verdict<Id>) {
        self.tally.count(&verdict);
        if let Verdict::Member { record, outcome } = verdict {
            let record = (!record.is_blank()).then(|| child.text(record));
            self.subjects.push((child.rank(), Subject { child: child.id(), record, outcome }));
        }
    }

    fn measured(mut self, about: About, population: Option<u64>) -> Measured<'c> {
        self.subjects.sort_by_key(|(rank, subject)| (*rank, subject.record));
        let subjects = self.subjects.into_iter().map(|(_, subject)| subject).collect();
        Measured { about, figure: Figure::new(about.measure, self.tally, population), subjects }
    }
}
