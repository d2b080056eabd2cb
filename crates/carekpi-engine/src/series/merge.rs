//! Adding, subtracting and correcting series.

use carekpi_measure::{Figure, FigureKind};
use chrono::NaiveDate;

use super::{IndicatorSeries, Series};
use crate::breakdown::{Breakdown, group_order};
use crate::provenance::{DateSummary, MergeError};

impl Series {
    /// Adds the series of other children, made in the same way. The result is the series of all of them.
    ///
    /// Populations add up; if one is unknown, so is their sum. To measure one council in parts, give one part the council's
    /// population and the others a population of 0.
    ///
    /// # Errors
    ///
    /// The provenance, the dates, the period or the indicators differ, or one of its [`parts`](Self::parts) was already added. The
    /// error says what differs, and nothing is added.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let council = |id| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan::new("", day(2, 2)));
    ///     builder.finish().unwrap()
    /// };
    /// let measure = |caseload: &Caseload, definitions: &Definitions| {
    ///     let measurement = definitions.over(caseload, &WorkingCalendar::england_and_wales());
    ///     measurement.series(day(1, 1), day(3, 1), Step::Month).unwrap()
    /// };
    /// let mut nation = measure(&council("A1"), &Definitions::default());
    /// nation.merge(&measure(&council("B1"), &Definitions::default())).unwrap();
    /// assert_eq!(nation.get("cp-plans").unwrap().figures[2].numerator, 2);
    ///
    /// let refused = nation.merge(&measure(&council("C1"), &Definitions::statutory())).unwrap_err();
    /// assert!(refused.to_string().starts_with("the settings differ: child-protection.cp-core-groups.first_within"));
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.check_alike(other)?;
        self.parts.check_add(&other.parts)?;
        self.combine(other, u64::checked_add, above_denominator)?;
        self.parts.add(&other.parts);
        Ok(())
    }

    /// Subtracts the series of some of the children that were added, and their population. If the subtracted population is unknown,
    /// so is the rest. To correct the records of some children, use [`correct`](Self::correct).
    ///
    /// # Errors
    ///
    /// The series were made differently, a count would fall below zero, or a numerator would exceed its denominator. Nothing is
    /// subtracted then. A part that was already subtracted is refused; whether it was ever in a series that was added as a whole,
    /// counts cannot always show.
    pub fn subtract(&mut self, other: &Self) -> Result<(), MergeError> {
        self.check_alike(other)?;
        self.parts.check_subtract(&other.parts)?;
        self.combine(other, u64::checked_sub, below_zero)?;
        self.parts.subtract(&other.parts);
        Ok(())
    }

    /// Corrects the records of some children without measuring the others again. It subtracts their series before the correction,
    /// and adds their series after it.
    ///
    /// Populations do not change, so the caseloads of these children need none. They do need the names of teams, and whether roles
    /// are recorded ([`records_roles`](carekpi_model::CaseloadBuilder::records_roles)), as in the whole caseload.
    ///
    /// # Errors
    ///
    /// The series were made differently, or `before` was never added, as for [`subtract`](Self::subtract). Nothing changes then.
    ///
    /// ```
    /// use carekpi::model::{Caseload, EventKind, entry};
    /// use carekpi::{Definitions, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let child = |id, visited: Option<NaiveDate>| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan::new("CP1", day(2, 2)));
    ///     if let Some(date) = visited {
    ///         builder.event(child, EventKind::ProtectionVisit, entry::Event::new("", date));
    ///     }
    ///     builder.finish().unwrap()
    /// };
    /// let measure = |caseload: &Caseload| {
    ///     let measurement = Definitions::default().over(caseload, &WorkingCalendar::england_and_wales());
    ///     measurement.series(day(1, 1), day(3, 1), Step::Month).unwrap()
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
        corrected.subtract(before)?;
        corrected.merge(after)?;
        for (corrected, mine) in corrected.indicators.iter_mut().zip(&self.indicators) {
            for (corrected, mine) in corrected.figures.iter_mut().zip(&mine.figures) {
                if mine.kind == FigureKind::Rate {
                    corrected.denominator = mine.denominator;
                }
            }
        }
        *self = corrected;
        Ok(())
    }

    /// Checks that another series was made in the same way.
    fn check_alike(&self, other: &Self) -> Result<(), MergeError> {
        self.provenance.check_same(&other.provenance)?;
        if self.period != other.period {
            return Err(MergeError::Periods { one: self.period, other: other.period });
        }
        if self.dates != other.dates {
            return Err(MergeError::Dates { one: DateSummary::of(&self.dates), other: DateSummary::of(&other.dates) });
        }
        let name = |indicator: Option<&IndicatorSeries>| match indicator {
            Some(IndicatorSeries { id, kind, .. }) => format!("{id} ({kind})"),
            None => "none".to_owned(),
        };
        for at in 0..self.indicators.len().max(other.indicators.len()) {
            let (mine, theirs) = (self.indicators.get(at), other.indicators.get(at));
            let key = |one: &IndicatorSeries| (one.id.clone(), one.kind);
            if mine.map(key) != theirs.map(key) {
                return Err(MergeError::Indicators { one: name(mine), other: name(theirs) });
            }
        }
        Ok(())
    }

    /// Combines every count. `error_of` gives the error if `with` has no result.
    fn combine(
        &mut self,
        other: &Self,
        with: fn(u64, u64) -> Option<u64>,
        error_of: fn(&str, NaiveDate) -> MergeError,
    ) -> Result<(), MergeError> {
        let mut combined = self.indicators.clone();
        for (mine, theirs) in combined.iter_mut().zip(&other.indicators) {
            for ((figure, other), date) in mine.figures.iter_mut().zip(&theirs.figures).zip(&self.dates) {
                let combined = combine(*figure, *other, with).ok_or_else(|| error_of(&theirs.id, *date))?;
                *figure =
                    if combined.is_possible() { combined } else { return Err(above_denominator(&theirs.id, *date)) };
            }
        }
        self.indicators = combined;
        Ok(())
    }
}

fn below_zero(indicator: &str, date: NaiveDate) -> MergeError {
    MergeError::BelowZero { indicator: indicator.to_owned(), date }
}

fn above_denominator(indicator: &str, date: NaiveDate) -> MergeError {
    MergeError::AboveDenominator { indicator: indicator.to_owned(), date }
}

fn combine(one: Figure, other: Figure, with: fn(u64, u64) -> Option<u64>) -> Option<Figure> {
    let denominator = match (one.denominator, other.denominator) {
        (Some(one), Some(other)) => Some(with(one, other)?),
        _ => None,
    };
    Some(Figure {
        kind: one.kind,
        numerator: with(one.numerator, other.numerator)?,
        denominator,
        undetermined: with(one.undetermined, other.undetermined)?,
    })
}

impl Breakdown<Series> {
    /// Adds the breakdown of other children, by the same grouping and made in the same way. A group that only one of them has is
    /// kept unchanged.
    ///
    /// # Errors
    ///
    /// The groupings differ, or the breakdowns were made differently. The error says what differs, and nothing is added.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, GroupBy, Step, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let by_sex = |id, sex| {
    ///     let mut builder = Caseload::builder();
    ///     let child = builder.child(entry::Child { id, sex, ..Default::default() });
    ///     builder.protection_plan(child, entry::Plan::new("", day(1, 12)));
    ///     let caseload = builder.finish().unwrap();
    ///     let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    ///     measurement.by(GroupBy::Sex).series(day(3, 1), day(3, 1), Step::Month).unwrap()
    /// };
    /// let mut nation = by_sex("A1", "F");
    /// nation.merge(&by_sex("B1", "M")).unwrap();
    /// nation.merge(&by_sex("C1", "F")).unwrap();
    /// let plans: Vec<_> = nation
    ///     .groups
    ///     .iter()
    ///     .map(|(name, series)| (name.as_str(), series.get("cp-plans").unwrap().figures[0].numerator))
    ///     .collect();
    /// assert_eq!(plans, [("F", 2), ("M", 1)]);
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.by != other.by {
            return Err(MergeError::Groupings { one: self.by.clone(), other: other.by.clone() });
        }
        let mut merged = self.clone();
        merged.whole.merge(&other.whole)?;
        for (name, theirs) in &other.groups {
            match merged.groups.iter_mut().find(|(mine, _)| mine == name) {
                Some((_, mine)) => mine.merge(theirs)?,
                None => merged.groups.push((name.clone(), theirs.clone())),
            }
        }
        merged.groups.sort_by(|(one, _), (other, _)| group_order(one).cmp(&group_order(other)));
        *self = merged;
        Ok(())
    }
}
