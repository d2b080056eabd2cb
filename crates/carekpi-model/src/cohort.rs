//! Who may be a member of a figure at all, and when.

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use crate::table::Table;
use crate::{Caseload, CodeSet, HasDates};

/// The children who have a record of one kind: the members of a figure come from among them. Each has its days: from the first
/// day of any of these records through the latest on which one ends, as recorded, or for as long as chrono goes if one goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cohort {
    /// Those with a child protection plan.
    ProtectionPlans,
    /// Those with a child in need plan.
    InNeedPlans,
    /// Those with a referral.
    Referrals,
    /// Those with a period of care.
    PeriodsOfCare,
    /// Those with a placement: from the start of the first through the start of the last.
    PlacementStarts,
    /// Those with a completed child and family assessment: from the day of the first through that of the last.
    CompletedAssessments,
    /// Those with a spell as a care leaver. One without a start has always been.
    LeaverSpells,
}

impl Cohort {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::ProtectionPlans,
        Self::InNeedPlans,
        Self::Referrals,
        Self::PeriodsOfCare,
        Self::PlacementStarts,
        Self::CompletedAssessments,
        Self::LeaverSpells,
    ];

    /// Its place among [`ALL`](Self::ALL).
    #[inline]
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize
    }
}

/// The position of each child of a cohort, in order, with its days.
pub(crate) type Members = Vec<(u32, DateRange)>;

impl Caseload {
    /// The positions, in order, of the children of a cohort, each with its days.
    ///
    /// ```
    /// use carekpi_dates::DateRange;
    /// use carekpi_model::{Caseload, Cohort, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.protection_plan(child, entry::Plan { start: day(2), end: Some(day(9)), ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// let position = caseload.find("P2").unwrap().storage_index();
    /// assert_eq!(caseload.cohort(Cohort::ProtectionPlans), [(position as u32, DateRange::closed(day(2), day(9)))]);
    /// ```
    #[must_use]
    pub fn cohort(&self, cohort: Cohort) -> &[(u32, DateRange)] {
        self.cohorts.get(cohort.number()).map_or(&[], |members| members)
    }

    /// The positions, in order, of the children who were ever allocated to one of `teams`, each with the days from the first start of
    /// such an allocation through the latest end.
    ///
    /// ```
    /// use carekpi_dates::DateRange;
    /// use carekpi_model::{Caseload, entry};
    /// use chrono::NaiveDate;
    ///
    /// let start = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    /// let mut builder = Caseload::builder();
    /// builder.child(entry::Child { id: "P1", ..Default::default() });
    /// let child = builder.child(entry::Child { id: "P2", ..Default::default() });
    /// builder.allocation(child, entry::Allocation { start, team: "North", ..Default::default() });
    /// let caseload = builder.finish().unwrap();
    /// let north = caseload.teams_named(&["North".to_owned()]);
    /// assert_eq!(caseload.allocated_to(&north), [(1, DateRange::from(start))]);
    /// ```
    #[must_use]
    pub fn allocated_to(&self, teams: &CodeSet) -> Vec<(u32, DateRange)> {
        self.allocation_index.of_teams(teams)
    }

    /// The members of each cohort, of the records as they are laid out.
    pub(crate) fn find_cohorts(&self) -> [Members; Cohort::ALL.len()] {
        Cohort::ALL.map(|cohort| match cohort {
            Cohort::ProtectionPlans => members(&self.protection_plans, |plan| Some(lasts(plan))),
            Cohort::InNeedPlans => members(&self.in_need_plans, |plan| Some(lasts(plan))),
            Cohort::Referrals => members(&self.referrals, |referral| Some(lasts(referral))),
            Cohort::PeriodsOfCare => members(&self.periods_of_care, |period| Some(lasts(period))),
            Cohort::PlacementStarts => members(&self.placements, |placement| Some(on(placement.start))),
            Cohort::CompletedAssessments => members(&self.assessments, |assessment| assessment.end.map(on)),
            Cohort::LeaverSpells => {
                members(&self.leaver_spells, |spell| Some((spell.start.unwrap_or(NaiveDate::MIN), spell.end)))
            }
        })
    }
}

/// The days of a record: its first, and its last if it has one.
type Days = (NaiveDate, Option<NaiveDate>);

#[inline]
pub(crate) fn lasts(record: &impl HasDates) -> Days {
    (record.start(), record.end())
}

#[inline]
const fn on(day: NaiveDate) -> Days {
    (day, Some(day))
}

/// The children with records that have days, which are in order of their first.
fn members<R>(table: &Table<R>, days: impl Fn(&R) -> Option<Days>) -> Members {
    let of_child = |(position, records): (u32, &[R])| Some((position, days_of(records.iter().filter_map(&days))?));
    let mut members: Members = table.children().filter_map(of_child).collect();
    members.shrink_to_fit();
    members
}

/// From the first day through the latest, of records in order of their first day; `None` if there is none. One that ends before
/// it starts has its first day all the same.
#[inline]
pub(crate) fn days_of(mut days: impl Iterator<Item = Days>) -> Option<DateRange> {
    let after = |(first, last): Days| {
        let latest = last.map_or(NaiveDate::MAX, |last| last.max(first));
        latest.succ_opt().unwrap_or(NaiveDate::MAX)
    };
    let first = days.next()?;
    let end = days.fold(after(first), |end, days| end.max(after(days)));
    Some(DateRange::half_open(first.0, end))
}
