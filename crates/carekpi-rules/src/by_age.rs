//! Rules with one limit for younger children and another for older ones.

use carekpi_measure::Outcome;
use carekpi_model::ChildAsOf;

use crate::Counted;

/// The answer for a child's age: `counted(true)` for a child younger than `age_limit`, else `counted(false)`.
///
/// Without a date of birth, the record is that of an older child. The rule is met if it is met at both ages, and not met if it is
/// met at neither. Else it is undetermined.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::UpToDate;
/// use carekpi_model::{Caseload, EventKind, Id, entry};
/// use carekpi_rules::{Counted, by_age};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", born: Some(day(2024, 3, 1)), ..Default::default() });
/// builder.event(child, EventKind::DentalCheck, entry::Event::new("D1", day(2025, 6, 2)));
/// let caseload = builder.finish().unwrap();
///
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let is_met = |on| {
///     let as_of = AsOf::new(on, Period::YearToDate, &conventions);
///     let child = caseload.find("P1").unwrap().as_of(&as_of);
///     let counted = by_age(child, 2, |is_younger| {
///         let within = Span::months(if is_younger { 12 } else { 6 });
///         let checks = UpToDate::by(child.events(EventKind::DentalCheck)).since_last(Limit::less_than(within));
///         Counted::by(Id::default(), checks)
///     });
///     counted.answer.decided(&as_of).and_then(|outcome| outcome.met)
/// };
/// assert_eq!(is_met(day(2026, 2, 28)), Some(true)); // one year old
/// assert_eq!(is_met(day(2026, 3, 1)), Some(false)); // two years old
/// ```
#[inline]
pub fn by_age<'a>(child: ChildAsOf<'a, '_>, age_limit: u32, counted: impl Fn(bool) -> Counted<'a>) -> Counted<'a> {
    match child.is_under(age_limit) {
        Some(is_younger) => counted(is_younger),
        None => without_birth(child, counted),
    }
}

/// The answer for a child without a date of birth.
#[cold]
fn without_birth<'a>(child: ChildAsOf<'a, '_>, counted: impl Fn(bool) -> Counted<'a>) -> Counted<'a> {
    let outcome = |counted: Counted<'a>| counted.answer.decided(child.as_of()).unwrap_or(Outcome::UNDETERMINED);
    let older = counted(false);
    Counted::by(older.record, Outcome::if_agreed(outcome(counted(true)), outcome(older)))
}
