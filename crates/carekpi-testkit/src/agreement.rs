//! One day and many days say the same.

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use carekpi_measure::{Indicator, Verdict, over};
use carekpi_model::{Caseload, Child, Id};
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

/// Checks that measuring all of `days` in stretches says of every child, on every single day, what measuring that day
/// alone says.
///
/// # Panics
///
/// If it does not.
pub fn agree(
    indicator: &dyn for<'c> Indicator<Child<'c>, Id>,
    caseload: &Caseload,
    days: DateRange,
    conventions: &Conventions,
) {
    let period = Period::YearToDate;
    for child in caseload.children() {
        let mut stretches = Vec::new();
        over(indicator, child, days, period, conventions, |stretch| stretches.push(stretch));
        for on in days.start().iter_days().take_while(|on| *on < days.end()) {
            let mut alone = Vec::new();
            indicator.judge(child, &AsOf::new(on, period, conventions), &mut |verdict| alone.push(verdict));
            let together: Vec<Verdict<Id>> = stretches
                .iter()
                .filter(|stretch| stretch.from <= on && on < stretch.until)
                .map(|stretch| stretch.verdict)
                .collect();
            assert_eq!(together, alone, "{} of {child:?} on {on}", indicator.about().id);
        }
    }
}
