//! Which children an indicator can count.

use carekpi_dates::DateRange;
use carekpi_model::Cohort;

/// The children who can be members of a figure, and on which days: nobody else is judged, nor on other days.
///
/// ```
/// use carekpi_dates::DateRange;
/// use carekpi_rules::Candidates;
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let listed = [(2, DateRange::closed(day(2), day(6)))];
/// assert_eq!(Candidates::Listed(&listed), Candidates::Listed(&[(2, DateRange::closed(day(2), day(6)))]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidates<'r> {
    /// All children, on every day.
    All,
    /// Those of a cohort, on its days. The last one is included, for records that are open on the day on which they end.
    Cohort(Cohort),
    /// Those of a cohort, while one of its days can be in the period that flows are counted over.
    InPeriod(Cohort),
    /// Those at these [positions](carekpi_model::Child::storage_index), in order, each on these days.
    Listed(&'r [(u32, DateRange)]),
}
