//! Cohorts: the children who can be members of a figure, and when.

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use crate::HasDates;
use crate::table::Table;

/// The children who have a record of one kind. The members of a figure are found among them.
///
/// Each child of a cohort has its days: from the first day of any of these records through the latest end, as recorded. If one of
/// the records has no end, the days have none either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cohort {
    /// Children with a child protection plan.
    ProtectionPlans,
    /// Children with a child in need plan.
    InNeedPlans,
    /// Children with a referral.
    Referrals,
    /// Children with a period of care.
    PeriodsOfCare,
    /// Children with a placement: from the start of the first through the start of the last.
    PlacementStarts,
    /// Children with a completed child and family assessment: from the end of the first through the end of the last.
    CompletedAssessments,
    /// Children with a spell as a care leaver. The days of a spell without a start have no beginning.
    LeaverSpells,
}

impl Cohort {
    /// Every cohort.
    pub const ALL: [Self; 7] = [
        Self::ProtectionPlans,
        Self::InNeedPlans,
        Self::Referrals,
        Self::PeriodsOfCare,
        Self::PlacementStarts,
        Self::CompletedAssessments,
        Self::LeaverSpells,
    ];

    /// Its place in [`ALL`](Self::ALL).
    #[inline]
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize
    }
}

/// The storage index of each child of a cohort, in order, with its days.
pub(crate) type Members = Vec<(u32, DateRange)>;

/// The dates of a record: its first day, and its last if it has one.
pub(crate) type Dates = (NaiveDate, Option<NaiveDate>);

#[inline]
pub(crate) fn dates_of(record: &impl HasDates) -> Dates {
    (record.start(), record.end())
}

/// The dates of a record of one day.
#[inline]
pub(crate) const fn only(day: NaiveDate) -> Dates {
    (day, Some(day))
}

/// The children who have a record with dates. The records of each child are in order of their first day.
pub(crate) fn members<R>(table: &Table<R>, dates: impl Fn(&R) -> Option<Dates>) -> Members {
    let of_child =
        |(storage_index, records): (u32, &[R])| Some((storage_index, days_of(records.iter().filter_map(&dates))?));
    let mut members = Members::with_capacity(table.rows().children());
    members.extend(table.children().filter_map(of_child));
    members.shrink_to_fit();
    members
}

/// From the first day through the latest, of records in order of their first day; `None` if there are none. A record that ends
/// before it starts still has its first day.
#[inline]
pub(crate) fn days_of(mut dates: impl Iterator<Item = Dates>) -> Option<DateRange> {
    let after = |(first, last): Dates| {
        let latest = last.map_or(NaiveDate::MAX, |last| last.max(first));
        latest.succ_opt().unwrap_or(NaiveDate::MAX)
    };
    let first = dates.next()?;
    let end = dates.fold(after(first), |end, dates| end.max(after(dates)));
    Some(DateRange::half_open(first.0, end))
}
