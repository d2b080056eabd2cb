//! What the naive reader knows of dates and records, found by looking at every one.

use std::collections::BTreeSet;

use carekpi::dates::{EndDay, LeapDayBirthday, MonthEnd, Span, Unit, WithinLast};
use carekpi::model::{EventKind, Seen, ShortBreaks, VisitsCounted, entry};
use chrono::{Datelike, NaiveDate};

use crate::evaluator::{Clause, Naive, tomorrow};

/// A child with all its records.
pub(crate) type Case = entry::Case<&'static str>;

impl Naive<'_> {
    pub(crate) fn closes(&self, end: NaiveDate) -> NaiveDate {
        if self.definitions.shared.end_day == EndDay::Included { tomorrow(end) } else { end }
    }

    pub(crate) fn open(&self, start: NaiveDate, end: Option<NaiveDate>) -> bool {
        start <= self.on && end.is_none_or(|end| self.on < self.closes(end))
    }

    pub(crate) fn plus(&self, day: NaiveDate, span: Span) -> NaiveDate {
        let amount = span.amount();
        match span.unit() {
            Unit::Days => (0..amount).fold(day, |day, _| tomorrow(day)),
            Unit::Weeks => (0..amount * 7).fold(day, |day, _| tomorrow(day)),
            Unit::Months => self.plus_months(day, amount),
            Unit::Years => self.plus_months(day, amount * 12),
            Unit::WorkingDays => {
                let mut day = day;
                let mut left = amount;
                while left > 0 {
                    day = tomorrow(day);
                    if self.calendar.is_working_day(day).unwrap() {
                        left -= 1;
                    }
                }
                day
            }
            _ => panic!("no such unit"),
        }
    }

    pub(crate) fn plus_months(&self, day: NaiveDate, months: u32) -> NaiveDate {
        let month = day.month0() + months;
        let year = day.year() + i32::try_from(month / 12).unwrap();
        match NaiveDate::from_ymd_opt(year, month % 12 + 1, day.day()) {
            Some(day) => day,
            None if self.definitions.shared.month_end == MonthEnd::Spill => {
                let next = month + 1;
                let year = day.year() + i32::try_from(next / 12).unwrap();
                NaiveDate::from_ymd_opt(year, next % 12 + 1, 1).unwrap()
            }
            None => (28..=31).rev().find_map(|last| NaiveDate::from_ymd_opt(year, month % 12 + 1, last)).unwrap(),
        }
    }

    pub(crate) fn less_than(&self, clause: &'static str, day: NaiveDate, span: Span) -> Clause {
        (clause, day, self.plus(day, span))
    }

    pub(crate) fn due(&self, clause: &'static str, day: NaiveDate, span: Span) -> Clause {
        (clause, day, tomorrow(self.plus(day, span)))
    }

    pub(crate) fn within_last(&self, clause: &'static str, day: NaiveDate, span: Span) -> Clause {
        match self.definitions.shared.within_last {
            WithinLast::AtMost => self.due(clause, day, span),
            _ => self.less_than(clause, day, span),
        }
    }

    pub(crate) fn birthday(&self, born: NaiveDate, age: u32) -> NaiveDate {
        let year = born.year() + i32::try_from(age).unwrap();
        let in_common_year = match self.definitions.shared.leap_day_birthday {
            LeapDayBirthday::LastOfFebruary => (2, 28),
            _ => (3, 1),
        };
        NaiveDate::from_ymd_opt(year, born.month(), born.day())
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(year, in_common_year.0, in_common_year.1).unwrap())
    }

    pub(crate) fn under(&self, person: &Case, age: u32) -> Option<bool> {
        person.born.map(|born| self.on < self.birthday(born, age))
    }

    pub(crate) fn days(&self, person: &Case, kind: EventKind, visits: bool) -> BTreeSet<NaiveDate> {
        let seen_only = visits && self.definitions.shared.visits_counted == VisitsCounted::ChildSeen;
        let counts = |event: &entry::Event<&str>| event.date <= self.on && (!seen_only || event.seen == Seen::Yes);
        person.events(kind).iter().filter(|event| counts(event)).map(|event| event.date).collect()
    }

    pub(crate) fn latest<T: Copy>(
        &self,
        records: &[T],
        parts: impl Fn(&T) -> (&'static str, NaiveDate, Option<NaiveDate>),
        counts: impl Fn(&T) -> bool,
    ) -> Option<T> {
        let open = records.iter().filter(|record| {
            let (_, start, end) = parts(record);
            self.open(start, end) && counts(record)
        });
        open.max_by_key(|record| {
            let (id, start, _) = parts(record);
            (start, id.as_bytes())
        })
        .copied()
    }

    pub(crate) fn protection_plan(&self, person: &Case) -> Option<entry::Plan<&'static str>> {
        self.latest(&person.protection_plans, |plan| (plan.id, plan.start, plan.end), |_| true)
    }

    pub(crate) fn in_need_plan(&self, person: &Case) -> Option<entry::Plan<&'static str>> {
        self.latest(&person.in_need_plans, |plan| (plan.id, plan.start, plan.end), |_| true)
    }

    pub(crate) fn open_referral(&self, person: &Case) -> Option<entry::Referral<&'static str>> {
        self.latest(&person.referrals, |referral| (referral.id, referral.start, referral.end), |referral| !referral.nfa)
    }

    pub(crate) fn last_referral(&self, person: &Case) -> Option<NaiveDate> {
        person
            .referrals
            .iter()
            .filter(|referral| !referral.nfa)
            .map(|referral| referral.start)
            .filter(|day| *day <= self.on)
            .max()
    }

    pub(crate) fn period_counts(&self, person: &Case, period: &entry::PeriodOfCare<&str>) -> bool {
        if self.definitions.looked_after.short_breaks == ShortBreaks::Included {
            return true;
        }
        let far = NaiveDate::from_ymd_opt(2200, 1, 1).unwrap();
        let codes: Vec<&str> = person
            .legal_statuses
            .iter()
            .filter(|status| status.start <= self.on)
            .filter(|status| {
                let first = status.start.max(period.start);
                let closes = |end: Option<NaiveDate>| end.map_or(far, |end| self.closes(end));
                first < closes(status.end) && first < closes(period.end)
            })
            .map(|status| status.code)
            .collect();
        codes.is_empty() || codes.iter().any(|code| *code != "V3" && *code != "V4")
    }

    pub(crate) fn period_of_care(&self, person: &Case) -> Option<entry::PeriodOfCare<&'static str>> {
        self.latest(
            &person.periods_of_care,
            |period| (period.id, period.start, period.end),
            |period| self.period_counts(person, period),
        )
    }

    pub(crate) fn placement(&self, person: &Case) -> Option<entry::Placement<&'static str>> {
        self.latest(&person.placements, |placement| (placement.id, placement.start, placement.end), |_| true)
    }

    pub(crate) fn is_case_worker(&self, allocation: &entry::Allocation<&str>) -> bool {
        let nobody_has_a_role =
            self.world.people.iter().flat_map(|person| &person.allocations).all(|one| one.role.is_empty());
        let roles = &self.definitions.allocations.case_worker_roles;
        nobody_has_a_role || roles.iter().any(|role| allocation.role.to_lowercase().contains(&role.to_lowercase()))
    }

    pub(crate) fn allocation(&self, person: &Case, of_service: bool) -> Option<entry::Allocation<&'static str>> {
        let teams = &self.definitions.cypds.teams;
        let in_service = |team: &str| {
            teams.iter().any(|wanted| wanted == team)
                || self
                    .world
                    .teams
                    .iter()
                    .any(|(number, name)| *number == team && teams.iter().any(|wanted| wanted == name))
        };
        self.latest(
            &person.allocations,
            |allocation| (allocation.id, allocation.start, allocation.end),
            |allocation| self.is_case_worker(allocation) && (!of_service || in_service(allocation.team)),
        )
    }
}
