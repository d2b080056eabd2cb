//! All figures on one date, with the evidence.

use std::sync::Arc;

use carekpi_dates::{DateRange, OutsideCalendar, Period};
use carekpi_measure::{Figure, Outcome, Tally, Verdict};
use carekpi_model::{Child, Id};
use carekpi_rules::{IndicatorInfo, Rule};
use chrono::NaiveDate;

use crate::chunk::Chunk;
use crate::parallel::{par_fold, par_map};
use crate::parts::Parts;
use crate::{Breakdown, GroupedMeasurement, IndicatorSeries, Measurement, MergeError, Provenance, Series, UnknownName};

/// One member of a figure: the child, the record, and the outcome.
///
/// ```
/// use carekpi::measure::Lapse;
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Definitions, Subject, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(3, 2)));
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let scorecard = measurement.scorecard(day(3, 31)).unwrap();
/// let Subject { child, record, outcome, .. } = scorecard.get("cp-visits").unwrap().subjects[0];
/// assert_eq!((child, record, outcome.met, outcome.lapses), ("P1", Some("CP1"), Some(false), Lapse::On(day(3, 16))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subject<'c> {
    /// The child's identifier.
    pub child: &'c str,
    /// The identifier of the plan, period of care, placement, allocation, spell or assessment that was judged; `None` if it is
    /// blank.
    pub record: Option<&'c str>,
    /// Whether it meets the rule, and why.
    pub outcome: Outcome,
}

/// The result of one indicator on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndicatorResult<'c> {
    /// The description of the indicator.
    pub info: IndicatorInfo,
    /// The figure.
    pub figure: Figure,
    /// Every member of its denominator, or everything counted if it is a count; by child, then by record, byte by byte.
    pub subjects: Vec<Subject<'c>>,
}

/// All figures on one date, with the evidence for each child.
///
/// Two scorecards are equal if they were made in the same way and have the same figures and subjects, as with a [`Series`].
#[derive(Clone, Debug)]
pub struct Scorecard<'c> {
    provenance: Arc<Provenance>,
    parts: Parts,
    snapshot: NaiveDate,
    period: Period,
    indicators: Vec<IndicatorResult<'c>>,
}

impl PartialEq for Scorecard<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Self { provenance, parts: _, snapshot, period, indicators } = self;
        *provenance == other.provenance
            && *snapshot == other.snapshot
            && *period == other.period
            && *indicators == other.indicators
    }
}

impl Eq for Scorecard<'_> {}

impl<'c> Measurement<'c> {
    /// All figures on one date, at the end of that day. Everything dated on that day has happened.
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn scorecard(&self, on: NaiveDate) -> Result<Scorecard<'c>, OutsideCalendar> {
        self.check(on)?;
        let indicators = par_map(self.rules(), |rule| {
            let mut all = Counted::default();
            self.judge(rule.as_ref(), on, &mut |child, verdict| all.count(child, verdict));
            let subjects = all.subjects();
            result(rule.as_ref(), all.tally, rule.population(&self.as_of(on)), subjects)
        });
        Ok(self.scorecard_of(on, self.part(), indicators))
    }

    /// All figures on one date without the evidence, as a series of that date. It costs a fraction of a
    /// [`scorecard`](Self::scorecard).
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let caseload = Caseload::default();
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// assert_eq!(measurement.figures(on).unwrap(), measurement.scorecard(on).unwrap().figures());
    /// ```
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn figures(&self, on: NaiveDate) -> Result<Series, OutsideCalendar> {
        self.check(on)?;
        let tallies = par_fold(
            &self.all_on(on),
            self.rules(),
            || vec![Tally::default(); self.rules().len()],
            |tallies, chunk| {
                for (rule, tally) in self.rules().iter().zip(tallies) {
                    *tally += rule.tally_all(chunk.candidates_of(rule.as_ref()), &self.as_of(on));
                }
            },
        );
        let indicators = self.rules().iter().enumerate().map(|(number, rule)| {
            let of_parts = tallies.iter().filter_map(|part| part.get(number));
            let tally = of_parts.fold(Tally::default(), |sum, part| sum + *part);
            let figure = Figure::new(rule.info().kind, tally, rule.population(&self.as_of(on)));
            IndicatorSeries::new(rule.info(), vec![figure])
        });
        Ok(Series {
            provenance: self.shared_provenance(),
            parts: self.part(),
            period: self.period(),
            dates: vec![on],
            indicators: indicators.collect(),
        })
    }

    /// Calls `count` with each verdict of a rule on the children of the caseload.
    fn judge(&self, rule: &dyn Rule, on: NaiveDate, count: &mut dyn FnMut(Child<'c>, Verdict<Id>)) {
        rule.judge_all(self.all_on(on).candidates_of(rule), &self.as_of(on), count);
    }

    /// All children, to be measured on one date.
    fn all_on(&self, on: NaiveDate) -> Chunk<'c> {
        self.chunk(DateRange::closed(on, on))
    }

    fn scorecard_of(&self, snapshot: NaiveDate, parts: Parts, indicators: Vec<IndicatorResult<'c>>) -> Scorecard<'c> {
        Scorecard { provenance: self.shared_provenance(), parts, snapshot, period: self.period(), indicators }
    }
}

impl<'c> GroupedMeasurement<'_, 'c> {
    /// All figures on one date, of all children and of each group of them. For a group, a rate has no population and so no
    /// value.
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn scorecard(&self, on: NaiveDate) -> Result<Breakdown<Scorecard<'c>>, OutsideCalendar> {
        let measurement = self.measurement;
        measurement.check(on)?;
        let groups = self.grouping.groups(measurement.context(), DateRange::closed(on, on), measurement.period());
        let by_indicator = par_map(measurement.rules(), |rule| {
            let rule = rule.as_ref();
            let mut all = Counted::default();
            let mut parts: Vec<(Tally, Vec<Subject<'c>>)> = groups.names.iter().map(|_| Default::default()).collect();
            let group_of = |child: Child<'_>| Some(groups.of(child.storage_index()).first()?.group);
            measurement.judge(rule, on, &mut |child, verdict| {
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
            let whole = result(rule, all.tally, rule.population(&measurement.as_of(on)), subjects);
            let parts = parts.into_iter().map(|(tally, subjects)| result(rule, tally, None, subjects));
            (whole, parts.collect::<Vec<_>>())
        });
        let (whole, groups) = groups.transpose(by_indicator);
        let groups = groups.into_iter().map(|(name, indicators)| {
            let scorecard = measurement.scorecard_of(on, self.part(&name), indicators);
            (name, scorecard)
        });
        Ok(Breakdown {
            by: self.grouping.name().to_owned(),
            groups: groups.collect(),
            whole: measurement.scorecard_of(on, measurement.part(), whole),
        })
    }
}

impl<'c> Scorecard<'c> {
    /// The provenance of the figures.
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The parts that are in it. A part is added once: adding it again is refused.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The snapshot date. Everything dated on it has happened.
    #[must_use]
    pub const fn snapshot(&self) -> NaiveDate {
        self.snapshot
    }

    /// The period that flows are counted over.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The results, in the order of measurement.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorResult<'c>] {
        &self.indicators
    }

    /// The result of one indicator.
    ///
    /// # Errors
    ///
    /// It was not measured. The error names the identifier that may be meant.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let caseload = Caseload::default();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let scorecard = measurement.scorecard(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()).unwrap();
    /// assert_eq!(scorecard.indicator("cp-plans").unwrap().figure.numerator, 0);
    /// let error = scorecard.indicator("cp-plan").unwrap_err();
    /// assert_eq!(error.to_string(), "unknown indicator `cp-plan`; did you mean `cp-plans`?");
    /// ```
    pub fn indicator(&self, id: &str) -> Result<&IndicatorResult<'c>, UnknownName> {
        let known = || self.indicators.iter().map(|result| &*result.info.id);
        self.get(id).ok_or_else(|| UnknownName::new("indicator", id, known()))
    }

    /// The result of one indicator; `None` if it was not measured.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&IndicatorResult<'c>> {
        self.indicators.iter().find(|result| result.info.id == id)
    }

    /// The figures without the evidence, as a series of one date. A series can be written, sent and added up.
    #[must_use]
    pub fn figures(&self) -> Series {
        let indicators = self.indicators.iter().map(|result| IndicatorSeries::new(&result.info, vec![result.figure]));
        Series {
            provenance: Arc::clone(&self.provenance),
            parts: self.parts.clone(),
            period: self.period,
            dates: vec![self.snapshot],
            indicators: indicators.collect(),
        }
    }

    /// Adds the scorecard of other children, made in the same way. The result is the scorecard of all of them. Populations add up;
    /// if one is unknown, so is their sum.
    ///
    /// # Errors
    ///
    /// The provenance, the date, the period or the indicators differ, or one of its [`parts`](Self::parts) was already added. The error says what differs, and nothing is added.
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
        self.parts = figures.parts;
        Ok(())
    }
}

/// The members of one indicator that were counted so far.
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

    /// Sorts the members by child, then by record, and gives the subjects in that order. Identifiers are looked up after the sort,
    /// because they are mostly stored in the same order.
    fn subjects(&mut self) -> Vec<Subject<'c>> {
        self.members.sort_by_cached_key(|(child, ..)| child.id_rank());
        for of_child in self.members.chunk_by_mut(|(one, ..), (other, ..)| one.storage_index() == other.storage_index())
        {
            of_child.sort_by_key(|(child, record, _)| child.text(*record));
        }
        par_map(&self.members, |(child, record, outcome)| Subject {
            child: child.id(),
            record: identifier(*child, *record),
            outcome: *outcome,
        })
    }
}

/// The identifier of a record of a child; `None` if it is blank.
pub(crate) fn identifier<'c>(child: Child<'c>, record: Id) -> Option<&'c str> {
    (!record.is_blank()).then(|| child.text(record))
}

/// The result of a rule, with its evidence.
fn result<'c>(
    rule: &dyn Rule,
    tally: Tally,
    population: Option<u64>,
    subjects: Vec<Subject<'c>>,
) -> IndicatorResult<'c> {
    let info = rule.info().clone();
    let figure = Figure::new(info.kind, tally, population);
    IndicatorResult { info, figure, subjects }
}
