//! The children that an indicator can count.

use carekpi_dates::DateRange;
use carekpi_model::Cohort;

/// The children who can be members of a figure, and on which days. No other child is judged, and no child on another day.
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
    /// The children of a cohort, on its days. The last day is included, because a record can be open on the day on which it ends.
    Cohort(Cohort),
    /// The children of a cohort, while one of its days can be in the period that flows are counted over.
    InPeriod(Cohort),
    /// The children at these [positions](carekpi_model::Child::storage_index), in order, each on these days.
    Listed(&'r [(u32, DateRange)]),
}
