//! All figures on one date, with the evidence.

use std::borrow::Cow;

use carekpi_dates::{AsOf, Conventions, DateRange, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Figure, Outcome, Tally, Verdict};
use carekpi_model::{Caseload, Child, Id};
use chrono::NaiveDate;

use crate::few::Few;
use crate::side_by_side::each;
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
        let occasion = Occasion::new(definitions, calendar, snapshot, period)?;
        let indicators = each(indicators, |indicator| {
            let mut all = Counted::default();
            occasion.judge(indicator, caseload, &mut |child, verdict| all.count(child, verdict));
            let subjects = all.subjects();
            measured(indicator, all.tally, indicator.population(&occasion.as_of()), subjects)
        });
        Ok(occasion.scorecard(indicators))
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
        let occasion = Occasion::new(definitions, calendar, snapshot, period)?;
        let groups = grouping.of(caseload, occasion.today(), period, &occasion.conventions);
        let by_indicator = each(indicators, |indicator| {
            let mut all = Counted::default();
            let mut parts: Vec<(Tally, Vec<Subject<'c>>)> = groups.names.iter().map(|_| Default::default()).collect();
            let group_of = |child: Child<'_>| Some(groups.of(child.position()).first()?.group);
            occasion.judge(indicator, caseload, &mut |child, verdict| {
                all.count(child, verdict);
                if let Some((tally, _)) = group_of(child).and_then(|group| parts.get_mut(group)) {
                    tally.count(&verdict);
                }
            });
            let subjects = all.subjects();
            for (subject, (child, ..)) in subjects.iter().zip(&all.members) {
                if let Some((_, of_group)) = group_of(*child).and_then(|group| parts.get_mut(group)) {
                    of_group.push(*subject);
                }
            }
            let whole = measured(indicator, all.tally, indicator.population(&occasion.as_of()), subjects);
            let parts = parts.into_iter().map(|(tally, subjects)| measured(indicator, tally, None, subjects));
            (whole, parts.collect::<Vec<_>>())
        });
        let (whole, groups) = groups.gather(by_indicator);
        let groups = groups.into_iter().map(|(name, indicators)| (name, occasion.scorecard(indicators)));
        Ok(Breakdown { by: grouping.name().to_owned(), groups: groups.collect(), whole: occasion.scorecard(whole) })
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
}

/// The date that a scorecard is measured on, and how.
struct Occasion {
    basis: Basis,
    conventions: Conventions,
    snapshot: NaiveDate,
    period: Period,
}

impl Occasion {
    fn new(
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        snapshot: NaiveDate,
        period: Period,
    ) -> Result<Self, OutsideCalendar> {
        calendar.is_working_day(snapshot)?;
        Ok(Self {
            basis: Basis { definitions: definitions.clone(), calendar: calendar.clone() },
            conventions: definitions.shared.conventions(calendar.clone()),
            snapshot,
            period,
        })
    }

    const fn as_of(&self) -> AsOf<'_> {
        AsOf::new(self.snapshot, self.period, &self.conventions)
    }

    /// The date alone.
    fn today(&self) -> DateRange {
        DateRange::closed(self.snapshot, self.snapshot)
    }

    /// Hands over each verdict of an indicator on the children of a caseload.
    fn judge<'c>(
        &self,
        indicator: &BoxedIndicator,
        caseload: &'c Caseload,
        count: &mut dyn FnMut(Child<'c>, Verdict<Id>),
    ) {
        let mut all = Few::all(caseload, self.today(), self.period, self.conventions.end_day);
        indicator.judge_all(all.whom(indicator), &self.as_of(), count);
    }

    fn scorecard<'c>(&self, indicators: Vec<Measured<'c>>) -> Scorecard<'c> {
        Scorecard { basis: self.basis.clone(), snapshot: self.snapshot, period: self.period, indicators }
    }
}

/// What has been counted of one indicator.
#[derive(Default)]
struct Counted<'c> {
    tally: Tally,
    members: Vec<(Child<'c>, Id, Outcome)>,
}

impl<'c> Counted<'c> {
    fn count(&mut self, child: Child<'c>, verdict: Verdict<Id>) {
        self.tally.count(&verdict);
        if let Verdict::Member { record, outcome } = verdict {
            self.members.push((child, record, outcome));
        }
    }

    /// Puts the members in order, by child, then record, and says in that order how they stand. What they are called is looked up
    /// afterwards: it most likely stands in that order too.
    fn subjects(&mut self) -> Vec<Subject<'c>> {
        self.members.sort_by_cached_key(|(child, ..)| child.rank());
        for of_child in self.members.chunk_by_mut(|(one, ..), (other, ..)| one.position() == other.position()) {
            of_child.sort_by_key(|(child, record, _)| child.text(*record));
        }
        each(&self.members, |(child, record, outcome)| {
            let record = (!record.is_blank()).then(|| child.text(*record));
            Subject { child: child.id(), record, outcome: *outcome }
        })
    }
}

/// A figure with its evidence.
fn measured<'c>(
    indicator: &BoxedIndicator,
    tally: Tally,
    population: Option<u64>,
    subjects: Vec<Subject<'c>>,
) -> Measured<'c> {
    let about = *indicator.about();
    Measured { about, figure: Figure::new(about.measure, tally, population), subjects }
}
