//! A range of days, cut into stretches on which a verdict stays the same.

use carekpi_dates::{AsOf, Conventions, DateRange, Period};
use chrono::NaiveDate;

use crate::{Counted, Stretch, Undecidable, Verdict};

/// A range of days, with the period that indicators count over and the conventions about dates.
///
/// ```
/// use carekpi_dates::{Conventions, DateRange, EventDays, Limit, Period, Span, WorkingCalendar};
/// use carekpi_measure::{Counted, Timeline, UpToDate};
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
///                 each(Counted::by("boiler 1", serviced));
///             }
///             Ok(())
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

    /// A forecast of the days, from the records known on the first of them. Later starts, ends and events are ignored. Limits still
    /// lapse, and birthdays are still reached.
    #[must_use]
    pub const fn forecast(self) -> Self {
        Self { is_forecast: true, ..self }
    }

    const fn as_of(&self, on: NaiveDate) -> AsOf<'c> {
        let as_of = AsOf::new(on, self.period, self.conventions);
        if self.is_forecast { as_of.as_known_on(self.days.start()) } else { as_of }
    }

    /// Cuts the days into stretches, in order, each with a verdict of `judge` on a case. It is called for the first day, and then
    /// for each day on which the earlier answer may no longer hold. Days without a verdict have no stretch.
    pub fn stretches<'a, R>(
        &self,
        judge: impl Fn(&AsOf<'_>, &mut dyn FnMut(Counted<'a, R>)) -> Result<(), Undecidable>,
        mut each: impl FnMut(Stretch<R>),
    ) {
        // Nearly every case has one verdict on a day: only further ones allocate memory.
        let mut first = None;
        let mut further = Vec::new();
        let mut from = self.days.start();
        while from < self.days.end() {
            let as_of = self.as_of(from);
            let judged = judge(&as_of, &mut |counted| match first {
                None => first = counted.decided(&as_of),
                Some(_) => further.extend(counted.decided(&as_of)),
            });
            if judged.is_err() {
                further.push(Verdict::Undecidable);
            }
            let until = as_of.valid_until().min(self.days.end());
            for verdict in first.take().into_iter().chain(further.drain(..)) {
                each(Stretch { from, until, verdict });
            }
            from = until;
        }
    }
}
