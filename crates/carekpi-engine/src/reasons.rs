//! Why children are not counted, in numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use carekpi_dates::OutsideCalendar;
use carekpi_rules::{NotCounted, Rule};
use chrono::NaiveDate;

use crate::Measurement;
use crate::parallel::par_map;

/// Why each indicator does not count children, in numbers.
///
/// A child has the first of the rule's conditions that it does not meet. A child that can't be decided is not among them: it is
/// counted as undetermined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    by_indicator: BTreeMap<Cow<'static, str>, BTreeMap<&'static str, u64>>,
}

impl Reasons {
    /// The reasons of one indicator by name, each with its number of children.
    pub fn of(&self, indicator: &str) -> impl Iterator<Item = (&'static str, u64)> {
        let of = self.by_indicator.get(indicator);
        of.into_iter().flatten().map(|(reason, children)| (*reason, *children))
    }
}

impl Measurement<'_> {
    /// Why each indicator does not count children on a date, in numbers. [`explain`](Self::explain) tells more of one child.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan { other_authority: true, ..entry::Plan::new("CP1", day(1, 5)) });
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let reasons = measurement.reasons(day(3, 31)).unwrap();
    /// assert_eq!(reasons.of("cp-plans").collect::<Vec<_>>(), [("no-plan-open", 1), ("other-authority", 1)]);
    /// ```
    ///
    /// # Errors
    ///
    /// The date is outside the calendar.
    pub fn reasons(&self, on: NaiveDate) -> Result<Reasons, OutsideCalendar> {
        self.check(on)?;
        let of_rule = |rule: &dyn Rule| {
            let as_of = self.as_of(on);
            let mut reasons = BTreeMap::new();
            for child in self.caseload().by_storage_index() {
                let mut is_counted = false;
                rule.verdicts(child, &as_of, &mut |_| is_counted = true);
                if is_counted {
                    continue;
                }
                let judged = rule.judge_each(child.as_of(&as_of), &mut |_| {});
                let why = judged.err().unwrap_or(NotCounted::OutsidePeriod).why(child.as_of(&as_of));
                let children = reasons.entry(why.reason).or_insert(0_u64);
                *children = children.saturating_add(1);
            }
            (rule.info().id.clone(), reasons)
        };
        Ok(Reasons { by_indicator: par_map(self.rules(), |rule| of_rule(rule.as_ref())).into_iter().collect() })
    }
}
