//! All figures on one date, with the evidence.

use carekpi_dates::{AsOf, OutsideCalendar, Period, WorkingCalendar};
use carekpi_measure::{About, Figure, Outcome, Tally, Verdict};
use carekpi_model::Caseload;
use chrono::NaiveDate;

use crate::side_by_side::each_indicator;
use crate::{BoxedIndicator, Definitions, indicators};

/// One member of a figure: whom it is about, and how it stands.
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
        let conventions = definitions.shared.conventions(calendar.clone());
        let indicators = each_indicator(indicators, |indicator| {
            let as_of = AsOf::new(snapshot, period, &conventions);
            let mut tally = Tally::default();
            let mut subjects = Vec::new();
            for child in caseload.children() {
                let first = subjects.len();
                indicator.judge(child, &as_of, &mut |verdict| {
                    tally.count(&verdict);
                    if let Verdict::Member { record, outcome } = verdict {
                        let record = (!record.is_blank()).then(|| caseload.text(record));
                        subjects.push(Subject { child: child.id(), record, outcome });
                    }
                });
                if let Some(of_child) = subjects.get_mut(first..) {
                    of_child.sort_by_key(|subject| subject.record);
                }
            }
            let about = *indicator.about();
            let figure = Figure::new(about.measure, tally, indicator.population(&as_of));
            Measured { about, figure, subjects }
        });
        Ok(Self { snapshot, period, indicators })
    }

    /// The figure of one indicator.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Measured<'c>> {
        self.indicators.iter().find(|measured| measured.about.id == id)
    }
}
