//! All figures on many dates.

use std::borrow::Cow;

use carekpi_dates::{AsOf, Conventions, DateRange, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Figure, History, Measure, Tracer};
use carekpi_model::Caseload;
use chrono::{Days, Months, NaiveDate};

use crate::few::Few;
use crate::side_by_side::{each, sums_of_children};
use crate::{Basis, BoxedIndicator, Breakdown, Definitions, Grouping, MergeError, indicators};

/// How far apart the dates of a series are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// Every day.
    Day,
    /// Every seventh day.
    Week,
    /// Every month.
    #[default]
    Month,
    /// Every third month.
    Quarter,
    /// Every year.
    Year,
}

impl Step {
    /// The dates from `from` through `to`, `to` only if it is on a step. Months are counted from `from`; in a month
    /// that is too short, its last day is taken.
    ///
    /// ```
    /// use carekpi::Step;
    /// use chrono::NaiveDate;
    ///
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let dates: Vec<_> = Step::Month.dates(day(2026, 1, 31), day(2026, 3, 31)).collect();
    /// assert_eq!(dates, [day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31)]);
    /// ```
    pub fn dates(self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + Clone {
        let months = |from: NaiveDate, months: Option<u32>| from.checked_add_months(Months::new(months?));
        (0_u32..)
            .map_while(move |step| match self {
                Self::Day => from.checked_add_days(Days::new(step.into())),
                Self::Week => from.checked_add_days(Days::new(u64::from(step) * 7)),
                Self::Month => months(from, Some(step)),
                Self::Quarter => months(from, step.checked_mul(3)),
                Self::Year => months(from, step.checked_mul(12)),
            })
            .take_while(move |date| *date <= to)
    }
}

/// The figures of one indicator on the dates of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndicatorSeries {
    /// The indicator's identifier.
    pub id: Cow<'static, str>,
    /// The service area it belongs to.
    pub area: Cow<'static, str>,
    /// Its title, for people.
    pub title: Cow<'static, str>,
    /// How its value is made.
    pub measure: Measure,
    /// A figure for each date.
    pub figures: Vec<Figure>,
}

/// All figures on many dates: on each, what a [`Scorecard`](crate::Scorecard) of that date says, with flows counted over
/// the year that ends on it.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Series, Step, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan { start: day(2, 2), ..Default::default() });
/// let caseload = builder.finish().unwrap();
///
/// let calendar = WorkingCalendar::england_and_wales();
/// let series =
///     Series::measure(&caseload, &Definitions::default(), &calendar, day(1, 1), day(3, 1), Step::Month).unwrap();
/// let plans: Vec<u64> = series.get("cp-plans").unwrap().figures.iter().map(|figure| figure.numerator).collect();
/// assert_eq!(plans, [0, 0, 1]);
/// ```
///
/// Series of disjoint sets of children add up ([`merge`](Self::merge)), also after they were written and read with serde
/// (feature `serde`), and one child's records can be corrected without measuring the others again
/// ([`correct`](Self::correct)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub(crate) basis: Basis,
    pub(crate) period: Period,
    pub(crate) dates: Vec<NaiveDate>,
    pub(crate) indicators: Vec<IndicatorSeries>,
}

impl Series {
    /// Measures all 23 indicators on the dates of `step` from `from` through `to`: on no date if `to` is before `from`.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn measure(
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        let indicators = indicators(definitions, caseload);
        Self::measure_these(&indicators, caseload, definitions, calendar, from, to, step)
    }

    /// Measures indicators of the caller's choice.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn measure_these(
        indicators: &[BoxedIndicator],
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        let course = Course::new(definitions, calendar, from, to, step)?;
        let empty = course.history();
        let parts = sums_of_children(
            &course.few(caseload),
            || Tracer::new(&empty, indicators.len(), Period::YearToDate, &course.conventions),
            |tracer, few| {
                for (number, indicator) in indicators.iter().enumerate() {
                    indicator.trace(few.whom(indicator), tracer, number);
                }
            },
        );
        let mut parts = parts.into_iter().map(Tracer::into_histories);
        let mut histories = parts.next().unwrap_or_default();
        for part in parts {
            histories.iter_mut().zip(&part).for_each(|(history, part)| add(history, part));
        }
        let figures =
            indicators.iter().zip(&histories).map(|(indicator, history)| course.figures(indicator, history, true));
        Ok(course.series(figures.collect()))
    }

    /// Measures all 23 indicators, of all children and of each group of them. On each date a child is in the group that it
    /// is in on that date. A rate has no population, and so no value, for a group.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    pub fn measure_by(
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
        grouping: &Grouping<'_>,
    ) -> Result<Breakdown<Self>, OutsideCalendar> {
        let indicators = indicators(definitions, caseload);
        Self::measure_these_by(&indicators, caseload, definitions, calendar, from, to, step, grouping)
    }

    /// Measures indicators of the caller's choice, of all children and of each group of them, on the dates of a step from
    /// the first through the last.
    ///
    /// # Errors
    ///
    /// A date is outside the calendar.
    #[expect(clippy::too_many_arguments, reason = "those of `measure_these`, and a grouping")]
    pub fn measure_these_by(
        indicators: &[BoxedIndicator],
        caseload: &Caseload,
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
        grouping: &Grouping<'_>,
    ) -> Result<Breakdown<Self>, OutsideCalendar> {
        let course = Course::new(definitions, calendar, from, to, step)?;
        let groups = grouping.of(caseload, course.days, Period::YearToDate, &course.conventions);
        let empty = course.history();
        let by_indicator = each(indicators, |indicator| {
            // A history for each group, as there is one for each indicator of a series without groups.
            let mut tracer = Tracer::new(&empty, groups.names.len(), Period::YearToDate, &course.conventions);
            for (child, days) in course.few(caseload).whom(indicator) {
                for stay in groups.of(child.position()) {
                    let days = days.intersection(stay.days);
                    if !days.is_empty() {
                        indicator.trace(&[(*child, days)], &mut tracer, stay.group);
                    }
                }
            }
            let parts = tracer.into_histories();
            // On each date a child is in one group.
            let mut whole = empty.clone();
            parts.iter().for_each(|part| add(&mut whole, part));
            let parts: Vec<_> = parts.iter().map(|part| course.figures(indicator, part, false)).collect();
            (course.figures(indicator, &whole, true), parts)
        });
        let (whole, groups) = groups.gather(by_indicator);
        let groups = groups.into_iter().map(|(name, indicators)| (name, course.series(indicators)));
        Ok(Breakdown { by: grouping.name().to_owned(), groups: groups.collect(), whole: course.series(whole) })
    }

    pub(crate) const fn from_parts(
        basis: Basis,
        period: Period,
        dates: Vec<NaiveDate>,
        indicators: Vec<IndicatorSeries>,
    ) -> Self {
        Self { basis, period, dates, indicators }
    }

    /// What the figures were made by.
    #[must_use]
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The dates, in order.
    #[must_use]
    pub fn dates(&self) -> &[NaiveDate] {
        &self.dates
    }

    /// The indicators, in the order in which they were measured.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorSeries] {
        &self.indicators
    }

    /// The figures of one indicator.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&IndicatorSeries> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// Every figure with its date and indicator: dates in order, and on each the indicators in theirs.
    pub fn rows(&self) -> impl Iterator<Item = (NaiveDate, &IndicatorSeries, Figure)> {
        self.dates.iter().enumerate().flat_map(move |(at, date)| {
            self.indicators.iter().filter_map(move |of| Some((*date, of, *of.figures.get(at)?)))
        })
    }

    /// Adds the series of other children, made the same way: the result is that of all of them. Populations add up; where
    /// one is not known, nor is their sum. Of the parts of one council's children, let one carry the council's population
    /// and the others one of 0.
    ///
    /// # Errors
    ///
    /// They were made differently, or of other dates or indicators: the error says what differs, and nothing is added.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, Series, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let council = |id| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan { start: day(2, 2), ..Default::default() });
    ///     builder.finish().unwrap()
    /// };
    /// let measure = |caseload: &Caseload, definitions: &Definitions| {
    ///     let calendar = WorkingCalendar::england_and_wales();
    ///     Series::measure(caseload, definitions, &calendar, day(1, 1), day(3, 1), Step::Month).unwrap()
    /// };
    /// let mut nation = measure(&council("A1"), &Definitions::default());
    /// nation.merge(&measure(&council("B1"), &Definitions::default())).unwrap();
    /// assert_eq!(nation.get("cp-plans").unwrap().figures[2].numerator, 2);
    ///
    /// let refused = nation.merge(&measure(&council("C1"), &Definitions::statutory())).unwrap_err();
    /// assert!(refused.to_string().starts_with("the definitions differ: child-protection.cp-core-groups.first_within"));
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.combine(other, u64::checked_add, more_than_all)
    }

    /// Takes away the series of some of the children that were added, and their population. Where the population of what is
    /// taken away is not known, nor is that of the rest: to put some children's records right, use [`correct`](Self::correct).
    ///
    /// # Errors
    ///
    /// They were made differently, or less than none would be left, or of some more would meet a rule than are left: nothing is
    /// taken away. What else was never added can't be told from counts.
    pub fn subtract(&mut self, other: &Self) -> Result<(), MergeError> {
        self.combine(other, u64::checked_sub, less_than_none)
    }

    /// Puts the records of some children right without measuring the others again: takes away their series as they were
    /// and adds it as they are. Populations stay as they are, so that the caseloads of those children alone need none; give
    /// them the names of teams, and say whether roles are recorded
    /// ([`records_roles`](carekpi_model::CaseloadBuilder::records_roles)), as in the whole.
    ///
    /// # Errors
    ///
    /// They were made differently, or can't have been added as they were, as for [`subtract`](Self::subtract): nothing is changed.
    ///
    /// ```
    /// use carekpi::model::{Caseload, EventKind, entry};
    /// use carekpi::{Definitions, Series, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let child = |id, visited: Option<NaiveDate>| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan { id: "CP1", start: day(2, 2), ..Default::default() });
    ///     if let Some(date) = visited {
    ///         builder.event(child, EventKind::ProtectionVisit, entry::Event { date, ..Default::default() });
    ///     }
    ///     builder.finish().unwrap()
    /// };
    /// let calendar = WorkingCalendar::england_and_wales();
    /// let measure = |caseload: &Caseload| {
    ///     Series::measure(caseload, &Definitions::default(), &calendar, day(1, 1), day(3, 1), Step::Month).unwrap()
    /// };
    /// let mut all = measure(&child("A", None));
    /// all.merge(&measure(&child("B", None))).unwrap();
    /// // A visit to B was recorded late.
    /// all.correct(&measure(&child("B", None)), &measure(&child("B", Some(day(2, 24))))).unwrap();
    /// let visits = all.get("cp-visits").unwrap().figures[2];
    /// assert_eq!((visits.numerator, visits.denominator), (1, Some(2)));
    /// ```
    pub fn correct(&mut self, before: &Self, after: &Self) -> Result<(), MergeError> {
        let mut corrected = self.clone();
        corrected.combine(before, u64::checked_sub, less_than_none)?;
        corrected.combine(after, u64::checked_add, more_than_all)?;
        for (corrected, mine) in corrected.indicators.iter_mut().zip(&self.indicators) {
            for (corrected, mine) in corrected.figures.iter_mut().zip(&mine.figures) {
                if mine.measure == Measure::Rate {
                    corrected.denominator = mine.denominator;
                }
            }
        }
        *self = corrected;
        Ok(())
    }

    /// `uncountable` is the error where `with` has no result.
    fn combine(
        &mut self,
        other: &Self,
        with: fn(u64, u64) -> Option<u64>,
        uncountable: fn(&str, NaiveDate) -> MergeError,
    ) -> Result<(), MergeError> {
        self.basis.same_as(&other.basis)?;
        if self.period != other.period {
            return Err(MergeError::Period { one: self.period, other: other.period });
        }
        if self.dates != other.dates {
            return Err(MergeError::Dates { one: in_words(&self.dates), other: in_words(&other.dates) });
        }
        let name = |indicator: Option<&IndicatorSeries>| match indicator {
            Some(IndicatorSeries { id, measure, .. }) => format!("{id} ({measure})"),
            None => "none".to_owned(),
        };
        for at in 0..self.indicators.len().max(other.indicators.len()) {
            let (mine, theirs) = (self.indicators.get(at), other.indicators.get(at));
            let key = |one: &IndicatorSeries| (one.id.clone(), one.measure);
            if mine.map(key) != theirs.map(key) {
                return Err(MergeError::Indicators { one: name(mine), other: name(theirs) });
            }
        }
        let mut combined = self.indicators.clone();
        for (mine, theirs) in combined.iter_mut().zip(&other.indicators) {
            for ((figure, other), date) in mine.figures.iter_mut().zip(&theirs.figures).zip(&self.dates) {
                let combined = combine(*figure, *other, with).ok_or_else(|| uncountable(&theirs.id, *date))?;
                *figure = if is_possible(&combined) { combined } else { return Err(more_than_all(&theirs.id, *date)) };
            }
        }
        self.indicators = combined;
        Ok(())
    }
}

fn less_than_none(indicator: &str, date: NaiveDate) -> MergeError {
    MergeError::LessThanNone { indicator: indicator.to_owned(), date }
}

fn more_than_all(indicator: &str, date: NaiveDate) -> MergeError {
    MergeError::MoreThanAll { indicator: indicator.to_owned(), date }
}

/// Whether no more meet the rule than there are.
pub(crate) fn is_possible(figure: &Figure) -> bool {
    figure.measure != Measure::Proportion || figure.denominator.is_none_or(|members| figure.numerator <= members)
}

fn combine(one: Figure, other: Figure, with: fn(u64, u64) -> Option<u64>) -> Option<Figure> {
    let denominator = match (one.denominator, other.denominator) {
        (Some(one), Some(other)) => Some(with(one, other)?),
        _ => None,
    };
    Some(Figure {
        measure: one.measure,
        numerator: with(one.numerator, other.numerator)?,
        denominator,
        undetermined: with(one.undetermined, other.undetermined)?,
    })
}

/// Adds a history of the same dates.
fn add(history: &mut History, part: &History) {
    let added = history.merge(part);
    debug_assert!(added, "parts are of the same dates");
}

/// Dates as an error shows them.
fn in_words(dates: &[NaiveDate]) -> String {
    match dates {
        [] => "no date".to_owned(),
        [one] => one.to_string(),
        [first, .., last] => format!("{} from {first} to {last}", dates.len()),
    }
}

/// The days that a series is measured on, and how.
struct Course {
    basis: Basis,
    conventions: Conventions,
    dates: Vec<NaiveDate>,
    days: DateRange,
}

impl Course {
    fn new(
        definitions: &Definitions,
        calendar: &WorkingCalendar,
        from: NaiveDate,
        to: NaiveDate,
        step: Step,
    ) -> Result<Self, OutsideCalendar> {
        calendar.between(from, to)?;
        let dates: Vec<NaiveDate> = step.dates(from, to).collect();
        Ok(Self {
            basis: Basis { definitions: definitions.clone(), calendar: calendar.clone() },
            conventions: definitions.shared.conventions(calendar.clone()),
            days: DateRange::closed(from, dates.last().copied().unwrap_or(from)),
            dates,
        })
    }

    /// All children of a caseload, asked of the dates.
    const fn few<'c>(&self, caseload: &'c Caseload) -> Few<'c> {
        Few::all(caseload, self.days, Period::YearToDate, self.conventions.end_day)
    }

    /// A history of the dates, with nobody in it.
    fn history(&self) -> History {
        History::on(self.dates.iter().copied())
    }

    fn figures(&self, indicator: &BoxedIndicator, history: &History, with_population: bool) -> IndicatorSeries {
        let About { id, area, title, measure, .. } = *indicator.about();
        let with_population = with_population && measure == Measure::Rate;
        let mut figures = Vec::with_capacity(self.dates.len());
        history.tallies().for_each(|(date, tally)| {
            let as_of = with_population.then(|| AsOf::new(date, Period::YearToDate, &self.conventions));
            let population = as_of.and_then(|as_of| indicator.population(&as_of));
            figures.push(Figure::new(measure, tally, population));
        });
        IndicatorSeries { id: id.into(), area: area.into(), title: title.into(), measure, figures }
    }

    fn series(&self, indicators: Vec<IndicatorSeries>) -> Series {
        Series::from_parts(self.basis.clone(), Period::YearToDate, self.dates.clone(), indicators)
    }
}
