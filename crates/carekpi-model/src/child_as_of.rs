//! A child as it stands on a day.

use carekpi_dates::{AsOf, EventDays};
use chrono::NaiveDate;

use crate::{
    Allocation, CaseWorkers, Child, CodeSet, EventKind, HasDates, LeaverSpell, LeaverStatus, LegalStatus, PeriodOfCare,
    Placement, Plan, Referral, ShortBreaks, VisitsCounted,
};

/// A child as it stands at the end of the snapshot date: what is dated later does not exist.
///
/// Of several records of one kind that are open, the one with the latest start is the one that counts; of several with
/// that start, the one whose identifier is greatest, byte for byte.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_model::{AllocationSettings, CaseWorkers, Caseload, EventKind, CareLeaver, ShortBreaks, entry};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", born: NaiveDate::from_ymd_opt(2008, 5, 1), ..Default::default() });
/// builder.referral(child, entry::Referral { id: "R1", start: day(1, 5), ..Default::default() });
/// builder.in_need_plan(child, entry::Plan { id: "N1", start: day(1, 12), end: Some(day(3, 31)), ..Default::default() });
/// builder.allocation(
///     child,
///     entry::Allocation { id: "I1", start: day(1, 6), worker: "W7", role: "Social Worker", ..Default::default() },
/// );
/// builder.period_of_care(child, entry::PeriodOfCare { id: "C1", start: day(2, 2), end: None });
/// builder.legal_status(child, entry::LegalStatus { id: "L1", start: day(2, 2), code: "V3", ..Default::default() });
/// builder.placement(child, entry::Placement { id: "PL1", start: day(2, 2), code: "U4", ..Default::default() });
/// builder.leaver_spell(child, entry::LeaverSpell { id: "S1", ..Default::default() });
/// builder.leaver_status(child, entry::LeaverStatus { id: "T1", recorded: Some(day(2, 9)), in_touch: "YES", ..Default::default() });
/// builder.event(child, EventKind::ChildInNeedVisit, entry::Event { date: day(4, 6), ..Default::default() });
/// let caseload = builder.finish().unwrap();
///
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let as_of = AsOf::new(day(3, 31), Period::YearToDate, &conventions);
/// let child = caseload.find("P1").unwrap().as_of(&as_of);
/// assert_eq!(child.last_referral(), Some(day(1, 5)));
/// assert!(child.open_referral().is_some_and(|referral| caseload.text(referral.id) == "R1"));
/// assert!(child.in_need_plan().is_none()); // it ends on that day
/// let workers = CaseWorkers::new(&caseload, &AllocationSettings::default());
/// assert_eq!(child.case_worker(&workers).map(|one| caseload.code_text(one.worker)), Some("W7"));
/// assert!(child.period_of_care(ShortBreaks::Excluded).is_none()); // it is a series of short breaks
/// assert!(child.period_of_care(ShortBreaks::Included).is_some_and(|period| child.is_short_breaks(period)));
/// assert!(child.placement().is_some_and(|placement| caseload.code_text(placement.code) == "U4"));
/// assert!(matches!(child.leaver_spell(), CareLeaver::Open { since, .. } if since.to_string() == "2024-05-01"));
/// assert_eq!(child.leaver_status().map(|status| caseload.code_text(status.in_touch)), Some("YES"));
/// assert!(child.events(EventKind::ChildInNeedVisit).none(&as_of)); // it is yet to come
/// assert_eq!(child.is_under(18), Some(true));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ChildAsOf<'a, 'd> {
    pub(crate) child: Child<'a>,
    pub(crate) as_of: &'d AsOf<'d>,
}

impl<'a, 'd> ChildAsOf<'a, 'd> {
    /// The child, with its records of any date.
    #[inline]
    #[must_use]
    pub const fn child(&self) -> Child<'a> {
        self.child
    }

    /// The snapshot date.
    #[inline]
    #[must_use]
    pub const fn as_of(&self) -> &'d AsOf<'d> {
        self.as_of
    }

    /// The child protection plan that is open.
    #[inline]
    #[must_use]
    pub fn protection_plan(&self) -> Option<&'a Plan> {
        self.open(self.child.protection_plans(), |_| true)
    }

    /// The child in need plan that is open.
    #[inline]
    #[must_use]
    pub fn in_need_plan(&self) -> Option<&'a Plan> {
        self.open(self.child.in_need_plans(), |_| true)
    }

    /// The referral that is open, of those that did not end in no further action.
    #[inline]
    #[must_use]
    pub fn open_referral(&self) -> Option<&'a Referral> {
        self.open(self.child.referrals(), |referral| !referral.nfa)
    }

    /// The day of the last referral, open or closed, of those that did not end in no further action.
    #[inline]
    #[must_use]
    pub fn last_referral(&self) -> Option<NaiveDate> {
        let referrals = begun(self.child.referrals(), self.as_of);
        referrals.iter().rev().find(|referral| !referral.nfa).map(|referral| referral.start)
    }

    /// The period of care that is open, of those that count.
    #[inline]
    #[must_use]
    pub fn period_of_care(&self, short_breaks: ShortBreaks) -> Option<&'a PeriodOfCare> {
        let is_open = |period: &&PeriodOfCare| self.is_open(*period) && self.counts(period, short_breaks);
        begun(self.child.periods_of_care(), self.as_of).iter().rev().find(is_open)
    }

    /// Whether a period of care that counts had `day` in it: its first and its last day included.
    #[inline]
    #[must_use]
    pub fn was_looked_after(&self, day: NaiveDate, short_breaks: ShortBreaks) -> bool {
        self.child.periods_of_care().iter().any(|period| {
            period.start <= day
                && period.end.is_none_or(|end| day <= end)
                && self.as_of.happened(period.start)
                && self.counts(period, short_breaks)
        })
    }

    #[inline]
    fn counts(&self, period: &PeriodOfCare, short_breaks: ShortBreaks) -> bool {
        match short_breaks {
            ShortBreaks::Included => true,
            ShortBreaks::Excluded => !self.is_short_breaks(period),
        }
    }

    /// Whether a period of care is a series of short breaks only: at least one legal status that began by the snapshot
    /// date overlaps it, and all such are V3 or V4.
    #[inline]
    #[must_use]
    pub fn is_short_breaks(&self, period: &PeriodOfCare) -> bool {
        // Most children never have such a status: then nothing that is to come makes a difference.
        if !self.child.legal_statuses().iter().any(|status| status.short_breaks) {
            return false;
        }
        let mut overlapping = begun(self.child.legal_statuses(), self.as_of)
            .iter()
            .filter(|status| self.overlap(*status, period))
            .peekable();
        overlapping.peek().is_some() && overlapping.all(|status: &LegalStatus| status.short_breaks)
    }

    /// Whether there is a day on which both records are open.
    #[inline]
    fn overlap(&self, one: &impl HasDates, other: &impl HasDates) -> bool {
        let closes = |end: Option<NaiveDate>| end.map_or(NaiveDate::MAX, |end| self.as_of.closes(end));
        one.start().max(other.start()) < closes(one.end()).min(closes(other.end()))
    }

    /// The placement that is open.
    #[inline]
    #[must_use]
    pub fn placement(&self) -> Option<&'a Placement> {
        self.open(self.child.placements(), |_| true)
    }

    /// The placements that have begun, by start.
    #[inline]
    #[must_use]
    pub fn placements(&self) -> &'a [Placement] {
        begun(self.child.placements(), self.as_of)
    }

    /// The allocation to a case worker that is open.
    #[inline]
    #[must_use]
    pub fn case_worker(&self, case_workers: &CaseWorkers) -> Option<&'a Allocation> {
        self.open(self.child.allocations(), |allocation| case_workers.is_case_worker(allocation))
    }

    /// The allocation to a case worker of one of `teams` that is open.
    #[inline]
    #[must_use]
    pub fn case_worker_in(&self, case_workers: &CaseWorkers, teams: &CodeSet) -> Option<&'a Allocation> {
        self.open(self.child.allocations(), |allocation| {
            case_workers.is_case_worker(allocation) && teams.contains(allocation.team)
        })
    }

    /// The spell as a care leaver that is open. One without a start is open from the 16th birthday on, and before any
    /// that has one; where the date of birth is missing it can't be placed.
    #[inline]
    #[must_use]
    pub fn leaver_spell(&self) -> CareLeaver<'a> {
        let spells = self.child.leaver_spells();
        let mut unplaced = false;
        for spell in spells.iter().rev() {
            let start = match spell.start {
                Some(start) if !self.as_of.happened(start) => continue,
                start => start.or_else(|| self.sixteenth_birthday()),
            };
            let ended = || spell.end.is_some_and(|end| self.as_of.reached(self.as_of.closes(end)));
            match start {
                None => unplaced = unplaced || !ended(),
                Some(start) if self.as_of.reached(start) && !ended() => {
                    return CareLeaver::Open { spell, since: start };
                }
                Some(_) => {}
            }
        }
        if unplaced { CareLeaver::Undetermined } else { CareLeaver::NotOpen }
    }

    #[inline]
    fn sixteenth_birthday(&self) -> Option<NaiveDate> {
        carekpi_dates::birthday(self.child.born()?, 16, self.as_of.conventions().leap_day_birthday)
    }

    /// What was last recorded of the child as a care leaver: of several statuses of one day, the one whose identifier is
    /// greatest.
    #[inline]
    #[must_use]
    pub fn leaver_status(&self) -> Option<&'a LeaverStatus> {
        self.leaver_statuses().next()
    }

    /// What was recorded of the child as a care leaver, the latest first.
    #[inline]
    pub fn leaver_statuses(&self) -> impl Iterator<Item = &'a LeaverStatus> + use<'a, 'd> {
        let as_of = self.as_of;
        let recorded = move |status: &&LeaverStatus| status.recorded.is_none_or(|day| as_of.happened(day));
        self.child.leaver_statuses().iter().rev().filter(recorded)
    }

    /// The days on which there was an event of one kind. What has happened by the snapshot date is asked of them with
    /// [`as_of`](Self::as_of), or by the clauses of a rule.
    #[inline]
    #[must_use]
    pub fn events(&self, kind: EventKind) -> EventDays<'a> {
        self.child.events(kind).days()
    }

    /// The days on which there was a visit of one kind that counts, by the [`VisitsCounted`] reading.
    #[inline]
    #[must_use]
    pub fn visits(&self, kind: EventKind, counted: VisitsCounted) -> EventDays<'a> {
        self.child.events(kind).visits(counted)
    }

    /// Whether the child is younger than `age`; `None` where the date of birth is missing.
    #[inline]
    #[must_use]
    pub fn is_under(&self, age: u32) -> Option<bool> {
        self.child.born().map(|born| self.as_of.is_under(born, age))
    }

    /// Of the records that are open and count, the last: `records` are in order of start, then identifier. What counts is
    /// the same on every day, so that those which do not count change nothing.
    #[inline]
    fn open<R: HasDates>(&self, records: &'a [R], counts: impl Fn(&R) -> bool) -> Option<&'a R> {
        // Most children have one record of a kind, or none.
        match records {
            [] => return None,
            [only] => return (counts(only) && self.is_open(only)).then_some(only),
            _ => {}
        }
        let (begun, to_come) = parted(records, self.as_of);
        if let Some(next) = to_come.iter().find(|record| counts(record)) {
            self.as_of.note_event(next.start());
        }
        let goes_on = |record: &&R| record.end().is_none_or(|end| self.as_of.closes(end) > self.as_of.on());
        let open = begun.iter().rev().find(|record| goes_on(record) && counts(record))?;
        self.is_open(open).then_some(open)
    }

    #[inline]
    fn is_open(&self, record: &impl HasDates) -> bool {
        self.as_of.is_open(record.start(), record.end())
    }
}

/// Whether a person is a care leaver on a day.
#[derive(Clone, Copy, Debug)]
pub enum CareLeaver<'a> {
    /// A spell is open.
    Open {
        /// The spell.
        spell: &'a LeaverSpell,
        /// Its start, or the 16th birthday where it has none.
        since: NaiveDate,
    },
    /// There is a spell without a start, and no date of birth to place it by.
    Undetermined,
    /// No spell is open.
    NotOpen,
}

/// The records that have begun, of `records` in order of start.
#[inline]
fn begun<'a, R: HasDates>(records: &'a [R], as_of: &AsOf<'_>) -> &'a [R] {
    let (begun, to_come) = parted(records, as_of);
    if let Some(next) = to_come.first() {
        as_of.note_event(next.start());
    }
    begun
}

/// The records that have begun and those that have not, of `records` in order of start.
#[inline]
fn parted<'a, R: HasDates>(records: &'a [R], as_of: &AsOf<'_>) -> (&'a [R], &'a [R]) {
    let has_begun = |record: &R| record.start() <= as_of.known_through();
    // Most often all have.
    if records.last().is_none_or(has_begun) {
        return (records, &[]);
    }
    records.split_at_checked(records.partition_point(has_begun)).unwrap_or((records, &[]))
}
