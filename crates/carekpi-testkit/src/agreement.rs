//! Measuring one day and measuring many days agree.

use std::collections::BTreeMap;

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use carekpi_measure::{History, HistoryBuilder, Tally, Timeline, Verdict};
use carekpi_model::{Caseload, Child, Id};
use carekpi_rules::Rule;
use chrono::NaiveDate;

/// A date, for tests.
///
/// # Panics
///
/// If there is no such day.
#[must_use]
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Checks that measuring all of `days` gives for every child, on every day, what measuring that day alone gives. It checks
/// stretches, a history of every day, and a history of every third day.
///
/// # Panics
///
/// If they differ.
pub fn agree(rule: &dyn Rule, caseload: &Caseload, days: DateRange, conventions: &Conventions) {
    let period = Period::YearToDate;
    let some_days = || days.iter().step_by(3);
    for child in caseload.children() {
        let mut stretches = Vec::new();
        let timeline = Timeline::new(days, period, conventions);
        timeline.stretches(|as_of, each| rule.judge_for_kernel(child, as_of, each), |stretch| stretches.push(stretch));
        let every_day = traced(rule, child, &History::new(days), conventions);
        let every_third = traced(rule, child, &History::on(some_days()), conventions);
        for on in days.iter() {
            let as_of = AsOf::new(on, period, conventions);
            let mut alone = Vec::new();
            rule.verdicts(child, &as_of, &mut |verdict| alone.push(verdict));
            let together: Vec<Verdict<Id>> = stretches
                .iter()
                .filter(|stretch| stretch.from <= on && on < stretch.until)
                .map(|stretch| stretch.verdict)
                .collect();
            let id = &rule.info().id;
            assert_eq!(together, alone, "{id} of {child:?} on {on}");
            let mut counted = Tally::default();
            alone.iter().for_each(|verdict| counted.count(verdict));
            assert_eq!(every_day.get(&on), Some(&counted), "{id} of {child:?} on {on}");
            assert_eq!(every_third.get(&on).copied().unwrap_or(counted), counted, "{id} of {child:?} on {on}");
        }
        assert_eq!(every_third.len(), some_days().count());
    }
}

/// The tally in a history of one child on each of its dates.
fn traced(rule: &dyn Rule, child: Child<'_>, on: &History, conventions: &Conventions) -> BTreeMap<NaiveDate, Tally> {
    let mut builder = HistoryBuilder::new(on, 1, Period::YearToDate, conventions);
    rule.trace(&[(child, on.days())], &mut builder, 0);
    builder.into_histories().iter().flat_map(History::tallies).collect()
}
