//! A child at the end of a day.

use carekpi_dates::{AsOf, EventDays};
use chrono::NaiveDate;

use crate::caseload::LatestEndsByKind;
use crate::latest_ends::LatestEnds;
use crate::short_breaks::StatusInCare;
use crate::{
    Allocation, AnyEventKind, CareLeaver, CareStatuses, CaseWorkers, Child, CodeSet, Eligibility, HasDates,
    LeaverSpell, LeaverStatus, OtherAuthorityPlans, OwnKind, PeriodOfCare, Placement, Plan, Referral, ShortBreaks,
    Spell, VisitsCounted,
};

/// A child at the end of the snapshot date. Records dated later are ignored.
///
/// If several records of one kind are open, the one with the latest start counts. Of several with that start, it is the one that
/// is greatest in what it says: of placements the code, then the setting; of allocations the team, the worker, then the role; of
/// child in need plans and spells as a care leaver the team. If they are alike in that, it is the one with the greatest identifier.
/// Texts are compared byte by byte, codes in upper case.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_model::{
///     AllocationSettings, CARE_STATUSES, CareLeaver, CareStatuses, CaseWorkers, Caseload, Eligibility, EventKind,
///     SHORT_BREAK_CODES, ShortBreaks, entry,
/// };
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", born: NaiveDate::from_ymd_opt(2008, 5, 1), ..Default::default() });
/// builder.referral(child, entry::Referral::new("R1", day(1, 5)));
/// builder.in_need_plan(child, entry::Plan { end: Some(day(3, 31)), ..entry::Plan::new("N1", day(1, 12)) });
/// builder.allocation(
///     child,
///     entry::Allocation { worker: "W7", role: "Social Worker", ..entry::Allocation::new("I1", day(1, 6)) },
/// );
/// builder.period_of_care(child, entry::PeriodOfCare { id: "C1", start: day(2, 2), end: None });
/// builder.legal_status(child, entry::LegalStatus { code: "V3", ..entry::LegalStatus::new("L1", day(2, 2)) });
/// builder.placement(child, entry::Placement { code: "U4", ..entry::Placement::new("PL1", day(2, 2)) });
/// builder.leaver_spell(child, entry::LeaverSpell { id: "S1", ..Default::default() });
/// let in_touch = entry::LeaverStatus { recorded: Some(day(2, 9)), in_touch: "YES", ..entry::LeaverStatus::new("T1") };
/// builder.leaver_status(child, in_touch);
/// builder.event(child, EventKind::ChildInNeedVisit, entry::Event::new("", day(4, 6)));
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
/// let care = CareStatuses::new(&caseload, ShortBreaks::Excluded, &CARE_STATUSES, &SHORT_BREAK_CODES);
/// let eligibility = Eligibility::new(&caseload, 16..25, &[]);
/// assert!(child.period_of_care(&care).is_none()); // a series of short breaks
/// let with_short_breaks = care.including_short_breaks();
/// assert!(child.period_of_care(&with_short_breaks).is_some_and(|period| child.is_short_breaks(period, &care)));
/// assert!(child.placement().is_some_and(|placement| caseload.code_text(placement.code) == "U4"));
/// assert!(matches!(child.leaver_spell(&eligibility), CareLeaver::Open { since, .. } if since.to_string() == "2024-05-01"));
/// assert!(child.latest_leaver_statuses(&eligibility).all(|status| caseload.code_text(status.in_touch) == "YES"));
/// assert!(child.events(EventKind::ChildInNeedVisit).none(&as_of)); // it is after the snapshot date
/// assert_eq!(child.is_under(18), Some(true));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ChildAsOf<'a, 'd> {
    child: Child<'a>,
    as_of: &'d AsOf<'d>,
}

impl<'a> Child<'a> {
    /// The child at the end of the snapshot date.
    #[inline]
    #[must_use]
    pub const fn as_of<'d>(self, as_of: &'d AsOf<'d>) -> ChildAsOf<'a, 'd> {
        ChildAsOf { child: self, as_of }
    }
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

    /// The open child protection plan.
    #[inline]
    #[must_use]
    pub fn protection_plan(&self, other_authority: OtherAuthorityPlans) -> Option<&'a Plan> {
        let all = other_authority == OtherAuthorityPlans::Included;
        self.open(&self.latest_ends().protection_plans, self.child.protection_plans(), |plan| {
            all || !plan.other_authority
        })
    }

    /// The open child in need plan.
    #[inline]
    #[must_use]
    pub fn in_need_plan(&self) -> Option<&'a Plan> {
        self.open(&self.latest_ends().in_need_plans, self.child.in_need_plans(), |_| true)
    }

    /// The open referral. Referrals that led to no further action are ignored.
    #[inline]
    #[must_use]
    pub fn open_referral(&self) -> Option<&'a Referral> {
        self.open(&self.latest_ends().referrals, self.child.referrals(), |referral| !referral.nfa)
    }

    /// The day of the last referral, open or closed. Referrals that led to no further action are ignored.
    #[inline]
    #[must_use]
    pub fn last_referral(&self) -> Option<NaiveDate> {
        let referrals = begun(self.child.referrals(), self.as_of);
        referrals.iter().rev().find(|referral| !referral.nfa).map(|referral| referral.start)
    }

    /// The open period of care. Periods that are series of short breaks count only if `care` says so.
    #[inline]
    #[must_use]
    pub fn period_of_care(&self, care: &CareStatuses) -> Option<&'a PeriodOfCare> {
        // Most children have only one period of care, so no search is needed.
        if let [only] = self.child.periods_of_care() {
            return (self.is_open(only, self.death()) && self.counts(only, care)).then_some(only);
        }
        self.open_periods().find(|period| self.counts(period, care))
    }

    /// The open period of care, even if it is a series of short breaks.
    #[inline]
    #[must_use]
    pub fn any_period_of_care(&self) -> Option<&'a PeriodOfCare> {
        self.open_periods().next()
    }

    /// The open periods of care, the last one first.
    #[inline]
    fn open_periods(&self) -> impl Iterator<Item = &'a PeriodOfCare> {
        let (death, begun) = (self.death(), begun(self.child.periods_of_care(), self.as_of));
        let not_ended =
            self.latest_ends().periods_of_care.last_first(self.child.storage_index, begun, self.is_not_closed());
        not_ended.filter(move |period| self.is_open(*period, death))
    }

    /// Whether `day` is on or between the start and end of a period of care that counts.
    #[inline]
    #[must_use]
    pub fn was_looked_after(&self, day: NaiveDate, care: &CareStatuses) -> bool {
        if self.death().is_some_and(|death| death < day) {
            return false;
        }
        let periods = self.child.periods_of_care();
        let by_then = periods.get(..periods.partition_point(|period| period.start <= day)).unwrap_or(periods);
        let mut during =
            self.latest_ends().periods_of_care.last_first(self.child.storage_index, by_then, |end| day <= end);
        during.any(|period| self.as_of.happened(period.start) && self.counts(period, care))
    }

    #[inline]
    fn counts(&self, period: &PeriodOfCare, care: &CareStatuses) -> bool {
        match care.short_breaks() {
            ShortBreaks::Included => true,
            ShortBreaks::Excluded => !self.is_short_breaks(period, care),
        }
    }

    /// Whether a period of care is only a series of short breaks: at least one care status that began by the snapshot date
    /// overlaps it, and all that do are short breaks.
    #[inline]
    #[must_use]
    pub fn is_short_breaks(&self, period: &PeriodOfCare, care: &CareStatuses) -> bool {
        // Most children never have such a status: then no later status changes the answer.
        let statuses = care.with_short_breaks(self.child);
        !statuses.is_empty() && self.has_only_short_breaks(period, statuses)
    }

    /// The same, by the statuses of a child that ever had short breaks.
    fn has_only_short_breaks(&self, period: &PeriodOfCare, statuses: &[StatusInCare]) -> bool {
        let closes = self.end(period.end, self.death()).map_or(NaiveDate::MAX, |end| self.as_of.closes(end));
        if closes <= period.start {
            return false;
        }
        let during = statuses.get(..statuses.partition_point(|status| status.start < closes)).unwrap_or(statuses);
        let (begun, later) = split(during, |status| status.start <= self.as_of.known_through());
        let end_day = self.as_of.conventions().end_day;
        let overlaps = |latest: Option<NaiveDate>| latest.is_some_and(|end| self.as_of.closes(end) > period.start);
        let latest = begun.last();
        if latest.is_some_and(|latest| overlaps(latest.others_end(end_day))) {
            return false;
        }
        let is_short_breaks = latest.is_some_and(|latest| overlaps(latest.short_end(end_day)));
        // A series of short breaks ends with the first other status, and may begin with any.
        let next = later.first().and_then(|next| if is_short_breaks { next.next_other } else { Some(next.start) });
        if let Some(next) = next.filter(|next| *next < closes) {
            self.as_of.note_event(next);
        }
        is_short_breaks
    }

    /// The open placement.
    #[inline]
    #[must_use]
    pub fn placement(&self) -> Option<&'a Placement> {
        self.open(&self.latest_ends().placements, self.child.placements(), |_| true)
    }

    /// The end of a record: its own, or the day on which the child died if that is earlier.
    #[inline]
    #[must_use]
    pub fn end_of(&self, record: &impl HasDates) -> Option<NaiveDate> {
        self.end(record.end(), self.death())
    }

    /// The placements that began by the snapshot date, by start.
    #[inline]
    #[must_use]
    pub fn placements(&self) -> &'a [Placement] {
        begun(self.child.placements(), self.as_of)
    }

    /// The placements that began by the snapshot date and whose end is wanted, the last one first. The end is the one recorded,
    /// [`NaiveDate::MAX`] if there is none. If an end is wanted, every later one must be. It is for a child with many placements:
    /// those that ended long ago are not read.
    ///
    /// ```
    /// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
    /// use carekpi_model::{Caseload, entry};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// for (start, end) in [(day(1, 5), Some(day(2, 9))), (day(2, 9), Some(day(3, 2))), (day(3, 2), None)] {
    ///     builder.placement(child, entry::Placement { end, ..entry::Placement::new("", start) });
    /// }
    /// let caseload = builder.finish().unwrap();
    /// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
    /// let as_of = AsOf::new(day(3, 31), Period::YearToDate, &conventions);
    /// let child = caseload.find("P1").unwrap().as_of(&as_of);
    /// let since_march = child.placements_with_end(|end| end >= day(3, 1)).map(|placement| placement.start);
    /// assert!(since_march.eq([day(3, 2), day(2, 9)]));
    /// ```
    #[inline]
    pub fn placements_with_end<W: Fn(NaiveDate) -> bool + Clone>(
        &self,
        is_wanted: W,
    ) -> impl Iterator<Item = &'a Placement> + Clone + use<'a, W> {
        self.latest_ends().placements.last_first(self.child.storage_index, self.placements(), is_wanted)
    }

    /// The open allocation to a case worker.
    #[inline]
    #[must_use]
    pub fn case_worker(&self, case_workers: &CaseWorkers) -> Option<&'a Allocation> {
        self.open(&self.latest_ends().allocations, self.child.allocations(), |allocation| {
            case_workers.is_case_worker(allocation)
        })
    }

    /// The open allocation to a case worker of one of `teams`.
    #[inline]
    #[must_use]
    pub fn case_worker_in(&self, case_workers: &CaseWorkers, teams: &CodeSet) -> Option<&'a Allocation> {
        self.open(&self.latest_ends().allocations, self.child.allocations(), |allocation| {
            case_workers.is_case_worker(allocation) && teams.contains(allocation.team)
        })
    }

    /// The open spell as a care leaver. A spell without a start is open at the ages of `eligibility`, if its entitlement is one,
    /// and comes before all spells with a start. If the date of birth is missing too, it is undetermined whether that spell is
    /// open.
    #[inline]
    #[must_use]
    pub fn leaver_spell(&self, eligibility: &Eligibility) -> CareLeaver<'a> {
        let spells = self.child.leaver_spells();
        if spells.is_empty() || self.died_undated() {
            return CareLeaver::NotOpen;
        }
        let (death, ages) = (self.death(), eligibility.ages());
        let has_ended = |spell: &LeaverSpell| {
            self.end(spell.end, death).is_some_and(|end| self.as_of.reached(self.as_of.closes(end)))
        };
        // Most care leavers have one spell, with a start.
        if let [spell] = spells
            && let Some(since) = spell.start
        {
            let is_open = self.as_of.happened(since) && !has_ended(spell);
            return if is_open { CareLeaver::Open { spell, since } } else { CareLeaver::NotOpen };
        }
        let undated = spells.partition_point(|spell| spell.start.is_none());
        let (undated, dated) = spells.split_at_checked(undated).unwrap_or((&[], spells));
        let has_begun = |spell: &LeaverSpell| spell.start.is_none_or(|start| start <= self.as_of.known_through());
        let (begun, later) = split(dated, has_begun);
        if let Some(next) = later.first().and_then(|spell| spell.start) {
            self.as_of.note_event(next);
        }
        // The index is of all spells, those without a start included.
        let all_begun = spells.get(..undated.len().saturating_add(begun.len())).unwrap_or(spells);
        let index = &self.latest_ends().leaver_spells;
        let mut not_closed = index.last_first(self.child.storage_index, all_begun, self.is_not_closed());
        let open = not_closed.find_map(|spell| Some((spell, spell.start?)).filter(|_| !has_ended(spell)));
        if let Some((spell, since)) = open {
            return CareLeaver::Open { spell, since };
        }
        let (mut undetermined, mut not_eligible) = (false, false);
        for spell in undated.iter().rev() {
            if eligibility.is_none(spell.eligibility) {
                not_eligible = true;
            } else if self.child.born().is_none() {
                undetermined = undetermined || !has_ended(spell);
            } else {
                let attained = |age| self.attained(age).filter(|day| self.as_of.reached(*day));
                let since = attained(ages.start).filter(|_| attained(ages.end).is_none());
                if let Some(since) = since.filter(|_| !has_ended(spell)) {
                    return CareLeaver::Open { spell, since };
                }
            }
        }
        match (undetermined, not_eligible) {
            (true, _) => CareLeaver::Undetermined,
            (_, true) => CareLeaver::NotEligible,
            _ => CareLeaver::NotOpen,
        }
    }

    /// The day on which the child reaches an age.
    #[inline]
    fn attained(&self, age: u32) -> Option<NaiveDate> {
        carekpi_dates::birthday(self.child.born()?, age, self.as_of.conventions().leap_day_birthday)
    }

    /// The statuses of the latest day as a care leaver, without those stated beside no entitlement: the undated ones, if no
    /// status is dated.
    #[inline]
    pub fn latest_leaver_statuses(&self, eligibility: &Eligibility) -> impl Iterator<Item = &'a LeaverStatus> {
        let mut statuses = self.leaver_statuses(eligibility).peekable();
        let day = statuses.peek().map(|status| status.recorded);
        statuses.take_while(move |status| Some(status.recorded) == day)
    }

    /// The statuses as a care leaver, the latest first, without those stated beside no entitlement.
    #[inline]
    pub fn leaver_statuses(&self, eligibility: &Eligibility) -> impl Iterator<Item = &'a LeaverStatus> {
        self.all_leaver_statuses().filter(|status| !eligibility.is_none(status.eligibility))
    }

    /// All statuses as a care leaver, the latest first.
    #[inline]
    pub(crate) fn all_leaver_statuses(&self) -> impl Iterator<Item = &'a LeaverStatus> + use<'a> {
        let statuses = self.child.leaver_statuses();
        let is_known = |status: &LeaverStatus| status.recorded.is_none_or(|day| day <= self.as_of.known_through());
        let (known, later) = split(statuses, is_known);
        if let Some(next) = later.first().and_then(|status| status.recorded) {
            self.as_of.note_event(next);
        }
        known.iter().rev()
    }

    /// The days of the events of one kind, of any date. Use their methods that take an [`AsOf`] for the events by the snapshot
    /// date.
    #[inline]
    #[must_use]
    pub fn events(&self, kind: impl AnyEventKind) -> EventDays<'a> {
        self.child.events(kind).days()
    }

    /// The days of the visits of one kind that count, by the [`VisitsCounted`] reading.
    #[inline]
    #[must_use]
    pub fn visits(&self, kind: impl AnyEventKind, counted: VisitsCounted) -> EventDays<'a> {
        self.child.events(kind).visits(counted)
    }

    /// The spells of a kind of your own that began by the snapshot date, by start.
    #[inline]
    #[must_use]
    pub fn spells(&self, kind: OwnKind) -> &'a [Spell] {
        begun(self.child.spells(kind), self.as_of)
    }

    /// The open spell of a kind of your own.
    #[inline]
    #[must_use]
    pub fn open_spell(&self, kind: OwnKind) -> Option<&'a Spell> {
        let records = self.child.caseload.own_records(kind)?;
        self.open(&records.latest_ends, self.child.spells(kind), |_| true)
    }

    /// Whether the child is younger than `age`; `None` if the date of birth is missing.
    #[inline]
    #[must_use]
    pub fn is_under(&self, age: u32) -> Option<bool> {
        self.child.born().map(|born| self.as_of.is_under(born, age))
    }

    /// The last of `records` that is open and counts; they are in order of start, then content, then identifier. `counts` must not
    /// depend on the day: records that do not count are not noted as changes.
    #[inline]
    fn open<R: HasDates>(
        &self,
        latest_ends: &'a LatestEnds,
        records: &'a [R],
        counts: impl Fn(&R) -> bool,
    ) -> Option<&'a R> {
        // Most children have one record of a kind, or none.
        if records.is_empty() {
            return None;
        }
        if let [only] = records {
            return (counts(only) && self.is_open(only, self.death())).then_some(only);
        }
        self.open_of_several(latest_ends, records, counts)
    }

    /// The same of several records. It is not inlined, so that the usual case is.
    #[inline(never)]
    fn open_of_several<R: HasDates>(
        &self,
        latest_ends: &'a LatestEnds,
        records: &'a [R],
        counts: impl Fn(&R) -> bool,
    ) -> Option<&'a R> {
        let (begun, later) = split_at_snapshot(records, self.as_of);
        if let Some(next) = later.iter().find(|record| counts(record)) {
            self.as_of.note_event(next.start());
        }
        let mut not_ended = latest_ends.last_first(self.child.storage_index, begun, self.is_not_closed());
        let open = not_ended.find(|record| counts(record))?;
        self.is_open(open, self.death()).then_some(open)
    }

    /// Whether a record with an end is not closed by it on the snapshot date.
    #[inline]
    fn is_not_closed(&self) -> impl Fn(NaiveDate) -> bool + use<'d> {
        let as_of = self.as_of;
        move |end| as_of.closes(end) > as_of.on()
    }

    #[inline]
    fn latest_ends(&self) -> &'a LatestEndsByKind {
        &self.child.caseload.latest_ends
    }

    #[inline]
    fn is_open(&self, record: &impl HasDates, death: Option<NaiveDate>) -> bool {
        self.as_of.is_open(record.start(), self.end(record.end(), death))
    }
}

/// The records that began by the snapshot date. `records` are in order of start.
#[inline]
fn begun<'a, R: HasDates>(records: &'a [R], as_of: &AsOf<'_>) -> &'a [R] {
    let (begun, later) = split_at_snapshot(records, as_of);
    if let Some(next) = later.first() {
        as_of.note_event(next.start());
    }
    begun
}

/// The records that began by the snapshot date, and the later ones. `records` are in order of start.
#[inline]
fn split_at_snapshot<'a, R: HasDates>(records: &'a [R], as_of: &AsOf<'_>) -> (&'a [R], &'a [R]) {
    split(records, |record| record.start() <= as_of.known_through())
}

/// The records for which `is_past` is true, which come first, and the others.
#[inline]
fn split<R>(records: &[R], is_past: impl Fn(&R) -> bool) -> (&[R], &[R]) {
    // Usually all are past.
    if records.last().is_none_or(&is_past) {
        return (records, &[]);
    }
    records.split_at_checked(records.partition_point(is_past)).unwrap_or((records, &[]))
}
