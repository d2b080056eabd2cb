//! A range of days, cut into stretches on which a verdict stays the same.

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use chrono::NaiveDate;

use crate::{Answer, Stretch, Verdict};

/// A range of days, with the period that flows are counted over and the conventions that dates are counted by.
///
/// ```
/// use carekpi_dates::{Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Timeline, UpToDate, Verdict};
/// use chrono::NaiveDate;
///
/// // A boiler must be serviced within 10 days of its installation, and then every 10 days.
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let (installed, services) = (day(2), [day(17)]);
/// let stretches_from = |timeline: Timeline<'_>| {
///     let mut days = Vec::new();
///     timeline.stretches(
///         |as_of, each| {
///             if as_of.happened(installed) {
///                 let limit = Limit::less_than(Span::days(10));
///                 let serviced = UpToDate::by(EventDays::new(&services)).none_yet(installed, limit).since_last(limit);
///                 each(Verdict::member("boiler 1", serviced));
///             }
///         },
///         |stretch| days.push(stretch.from),
///     );
///     days
/// };
///
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let timeline = Timeline::new(DateRange::closed(day(10), day(20)), Period::YearToDate, &conventions);
/// assert_eq!(stretches_from(timeline), [day(10), day(12), day(17)]); // met, overdue, met again
/// assert_eq!(stretches_from(timeline.forecast()), [day(10), day(12)]); // on the 10th nothing is known of the 17th
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'c> {
    days: DateRange,
    period: Period,
    conventions: &'c Conventions,
    is_forecast: bool,
}

impl<'c> Timeline<'c> {
    /// The days as they happened.
    #[must_use]
    pub const fn new(days: DateRange, period: Period, conventions: &'c Conventions) -> Self {
        Self { days, period, conventions, is_forecast: false }
    }

    /// The days as they are foreseen on the first of them: nothing dated later exists, neither starts nor ends nor events, while
    /// limits lapse and birthdays come.
    #[must_use]
    pub const fn forecast(self) -> Self {
        Self { is_forecast: true, ..self }
    }

    const fn as_of(&self, on: NaiveDate) -> AsOf<'c> {
        let as_of = AsOf::new(on, self.period, self.conventions);
        if self.is_forecast { as_of.as_known_on(self.days.start()) } else { as_of }
    }

    /// Cuts the days into stretches: what `judge` says of a case on every one of them, in order. It is asked on the first day, and
    /// then on each day on which an earlier answer no longer holds. Days without a verdict have no stretch.
    pub fn stretches<'a, R>(
        &self,
        judge: impl Fn(&AsOf<'_>, &mut dyn FnMut(Verdict<R, Answer<'a>>)),
        mut each: impl FnMut(Stretch<R>),
    ) {
        // Nearly every case has one verdict on a day: only further ones need an allocation.
        let mut first = None;
        let mut further = Vec::new();
        let mut from = self.days.start();
        while from < self.days.end() {
            let as_of = self.as_of(from);
            judge(&as_of, &mut |verdict| match first {
                None => first = verdict.decided(&as_of),
                Some(_) => further.extend(verdict.decided(&as_of)),
            });
            let until = as_of.valid_until().min(self.days.end());
            for verdict in first.take().into_iter().chain(further.drain(..)) {
                each(Stretch { from, until, verdict });
            }
            from = until;
        }
    }
}
