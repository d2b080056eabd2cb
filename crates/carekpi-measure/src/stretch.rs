//! Stretches: runs of days on which a verdict stays the same.

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use chrono::NaiveDate;

use crate::{Indicator, Verdict};

/// A run of days, from `from` up to and not including `until`, on each of which the verdict is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<Record> {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub until: NaiveDate,
    /// What is said on each of them.
    pub verdict: Verdict<Record>,
}

/// Cuts `days` into stretches: what `indicator` says of `case` on every one of them, in order, each day judged once or
/// covered by the judgement of an earlier one. Days without a verdict have no stretch.
pub fn over<'a, C: Copy, R>(
    indicator: &(impl Indicator<'a, C, R> + ?Sized),
    case: C,
    days: DateRange,
    period: Period,
    conventions: &Conventions,
    each: impl FnMut(Stretch<R>),
) {
    cut(indicator, case, days, |on| AsOf::new(on, period, conventions), each);
}

/// As [`over`], but as foreseen on the first of `days`: nothing dated later exists, neither starts nor ends nor events, while
/// limits lapse and birthdays come.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{About, Answer, Clause, Clauses, Indicator, Measure, Verdict, foresee, over};
/// use chrono::NaiveDate;
///
/// struct Boiler { installed: NaiveDate, services: Vec<NaiveDate> }
///
/// struct Serviced;
///
/// impl<'a> Indicator<'a, &'a Boiler, ()> for Serviced {
/// #     fn about(&self) -> &About {
/// #         &About {
/// #             id: "serviced", area: "boilers", title: "Boilers serviced", measure: Measure::Proportion,
/// #             unit: "boiler", numerator: "serviced in time", denominator: "boilers",
/// #             clauses: &[(Clause::NO_EVENT_YET, "installation"), (Clause::SINCE_LAST, "the last service")], settings: &[],
/// #         }
/// #     }
///     fn judge(&self, boiler: &'a Boiler, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<(), Answer<'_, 'a>>)) {
///         if as_of.happened(boiler.installed) {
///             let (services, limit) = (EventDays::new(&boiler.services), Limit::less_than(Span::days(10)));
///             each(Verdict::member((), &Clauses::none_yet(services, boiler.installed, limit).since_last(services, limit)));
///         }
///     }
/// }
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let boiler = Boiler { installed: day(2), services: vec![day(17)] };
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let days = DateRange::closed(day(10), day(20));
///
/// let (mut happened, mut foreseen) = (Vec::new(), Vec::new());
/// over(&Serviced, &boiler, days, Period::YearToDate, &conventions, |stretch| happened.push(stretch.from));
/// foresee(&Serviced, &boiler, days, Period::YearToDate, &conventions, |stretch| foreseen.push(stretch.from));
/// assert_eq!(happened, [day(10), day(12), day(17)]); // met, overdue, met again
/// assert_eq!(foreseen, [day(10), day(12)]); // on the 10th nobody knows of the 17th
/// ```
pub fn foresee<'a, C: Copy, R>(
    indicator: &(impl Indicator<'a, C, R> + ?Sized),
    case: C,
    days: DateRange,
    period: Period,
    conventions: &Conventions,
    each: impl FnMut(Stretch<R>),
) {
    cut(indicator, case, days, |on| AsOf::new(on, period, conventions).foreseen_on(days.start()), each);
}

fn cut<'a, 'c, C: Copy, R>(
    indicator: &(impl Indicator<'a, C, R> + ?Sized),
    case: C,
    days: DateRange,
    as_of: impl Fn(NaiveDate) -> AsOf<'c>,
    mut each: impl FnMut(Stretch<R>),
) {
    // Nearly every case has one verdict on a day: only further ones need room of their own.
    let mut first = None;
    let mut further = Vec::new();
    let mut from = days.start();
    while from < days.end() {
        let as_of = as_of(from);
        indicator.judge(case, &as_of, &mut |verdict| match first {
            None => first = verdict.decided(&as_of),
            Some(_) => further.extend(verdict.decided(&as_of)),
        });
        let until = as_of.until().min(days.end());
        for verdict in first.take().into_iter().chain(further.drain(..)) {
            each(Stretch { from, until, verdict });
        }
        from = until;
    }
}
