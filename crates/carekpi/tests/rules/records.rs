//! What the naive reader knows of dates and records, found by looking at every one.

use std::collections::BTreeSet;

use carekpi::dates::{Deaths, EndDay, LeapDayBirthday, MonthEnd, Span, Unit, WithinLast};
use carekpi::model::{EventKind, OtherAuthorityPlans, Seen, ShortBreaks, VisitsCounted, entry};
use chrono::{Datelike, NaiveDate};

use crate::evaluator::{Clause, Naive, tomorrow};
use crate::words::{code_in, code_key, has_words, whole_in};

/// A child with all its records.
pub(crate) type Case = entry::Case<&'static str>;

/// When a person died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    None,
    On(NaiveDate),
    /// By a status without a date.
    Undated,
}

impl Naive<'_> {
    pub(crate) fn closes(&self, end: NaiveDate) -> NaiveDate {
        if self.definitions.shared.end_day == EndDay::Included { tomorrow(end) } else { end }
    }

    pub(crate) fn open(&self, start: NaiveDate, end: Option<NaiveDate>) -> bool {
        start <= self.on && end.is_none_or(|end| self.on < self.closes(end))
    }

    /// The statuses by the snapshot date, without those of people who are not entitled.
    pub(crate) fn statuses<'p>(&self, person: &'p Case) -> Vec<&'p entry::LeaverStatus<&'static str>> {
        let not_eligible = &self.definitions.care_leavers.not_eligible;
        let known = person.leaver_statuses.iter().filter(|status| status.recorded.is_none_or(|day| day <= self.on));
        known.filter(|status| !whole_in(status.eligibility, not_eligible)).collect()
    }

    /// Those of them of the latest day.
    pub(crate) fn latest_statuses<'p>(&self, person: &'p Case) -> Vec<&'p entry::LeaverStatus<&'static str>> {
        let mut statuses = self.statuses(person);
        let latest = statuses.iter().map(|status| status.recorded).max();
        statuses.retain(|status| Some(status.recorded) == latest);
        statuses
    }

    pub(crate) fn death(&self, person: &Case) -> Death {
        if self.definitions.shared.deaths == Deaths::Ignored {
            return Death::None;
        }
        if let Some(died) = person.died.filter(|died| died.year() < 2099 && *died <= self.on) {
            return Death::On(died);
        }
        let mut latest = self.latest_statuses(person);
        latest.retain(|status| !status.in_touch.is_empty());
        match latest.first() {
            Some(first) if latest.iter().all(|status| status.in_touch.to_uppercase() == "DIED") => {
                first.recorded.map_or(Death::Undated, Death::On)
            }
            _ => Death::None,
        }
    }

    /// The end of a record that ended on `end`, or when its child died.
    pub(crate) fn ended(&self, person: &Case, end: Option<NaiveDate>) -> Option<NaiveDate> {
        match (end, self.death(person)) {
            (Some(end), Death::On(died)) => Some(end.min(died)),
            (None, Death::On(died)) => Some(died),
            (end, _) => end,
        }
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

    /// The open record with the latest start; of several with that start, by what they say, and last by their identifiers.
    pub(crate) fn latest<T: Copy>(
        &self,
        person: &Case,
        records: &[T],
        parts: impl Fn(&T) -> (&'static str, NaiveDate, Option<NaiveDate>, Vec<String>),
        counts: impl Fn(&T) -> bool,
    ) -> Option<T> {
        let open = records.iter().filter(|record| {
            let (_, start, end, _) = parts(record);
            self.open(start, self.ended(person, end)) && counts(record)
        });
        open.max_by_key(|record| {
            let (id, start, _, content) = parts(record);
            (start, content, id.as_bytes())
        })
        .copied()
    }

    pub(crate) fn any_protection_plan(&self, person: &Case) -> Option<entry::Plan<&'static str>> {
        let parts = |plan: &entry::Plan<&'static str>| (plan.id, plan.start, plan.end, vec![]);
        self.latest(person, &person.protection_plans, parts, |_| true)
    }

    pub(crate) fn protection_plan(&self, person: &Case) -> Option<entry::Plan<&'static str>> {
        let parts = |plan: &entry::Plan<&'static str>| (plan.id, plan.start, plan.end, vec![]);
        let all = self.definitions.child_protection.other_authority_plans == OtherAuthorityPlans::Included;
        self.latest(person, &person.protection_plans, parts, |plan| all || !plan.other_authority)
    }

    pub(crate) fn in_need_plan(&self, person: &Case) -> Option<entry::Plan<&'static str>> {
        let parts = |plan: &entry::Plan<&'static str>| (plan.id, plan.start, plan.end, vec![plan.team.to_owned()]);
        self.latest(person, &person.in_need_plans, parts, |_| true)
    }

    pub(crate) fn open_referral(&self, person: &Case) -> Option<entry::Referral<&'static str>> {
        let parts = |referral: &entry::Referral<&'static str>| (referral.id, referral.start, referral.end, vec![]);
        self.latest(person, &person.referrals, parts, |referral| !referral.nfa)
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
        let care = &self.definitions.looked_after;
        let codes: Vec<&str> = person
            .legal_statuses
            .iter()
            .filter(|status| status.start <= self.on && code_in(status.code, &care.care_statuses))
            .filter(|status| {
                let first = status.start.max(period.start);
                let closes = |end: Option<NaiveDate>| end.map_or(far, |end| self.closes(end));
                first < closes(status.end) && first < closes(self.ended(person, period.end))
            })
            .map(|status| status.code)
            .collect();
        codes.is_empty() || codes.iter().any(|code| !code_in(code, &care.short_break_codes))
    }

    pub(crate) fn period_of_care(&self, person: &Case) -> Option<entry::PeriodOfCare<&'static str>> {
        self.latest(
            person,
            &person.periods_of_care,
            |period| (period.id, period.start, period.end, vec![]),
            |period| self.period_counts(person, period),
        )
    }

    /// The placements, those that are alike once.
    pub(crate) fn placements(&self, person: &Case) -> Vec<entry::Placement<&'static str>> {
        let alike = |one: &entry::Placement<&str>, other: &entry::Placement<&str>| {
            (one.start, one.end, one.setting) == (other.start, other.end, other.setting)
                && code_key(one.code) == code_key(other.code)
        };
        let all = &person.placements;
        let kept = all.iter().filter(|one| !all.iter().any(|other| alike(one, other) && other.id > one.id));
        kept.copied().collect()
    }

    pub(crate) fn placement(&self, person: &Case) -> Option<entry::Placement<&'static str>> {
        self.latest(
            person,
            &self.placements(person),
            |one| (one.id, one.start, one.end, vec![code_key(one.code), one.setting.to_owned()]),
            |_| true,
        )
    }

    pub(crate) fn is_case_worker(&self, allocation: &entry::Allocation<&str>) -> bool {
        let nobody_has_a_role =
            self.world.people.iter().flat_map(|person| &person.allocations).all(|one| one.role.is_empty());
        let roles = &self.definitions.allocations.case_worker_roles;
        nobody_has_a_role || has_words(allocation.role, roles)
    }

    pub(crate) fn allocation(&self, person: &Case, of_service: bool) -> Option<entry::Allocation<&'static str>> {
        let teams = &self.definitions.cypds.teams;
        let in_service = |team: &str| {
            whole_in(team, teams)
                || self.world.teams.iter().any(|(number, name)| *number == team && whole_in(name, teams))
        };
        self.latest(
            person,
            &person.allocations,
            |one| (one.id, one.start, one.end, [one.team, one.worker, one.role].map(str::to_owned).into()),
            |allocation| self.is_case_worker(allocation) && (!of_service || in_service(allocation.team)),
        )
    }

    pub(crate) fn health_checks(&self, person: &Case, kind: EventKind) -> BTreeSet<NaiveDate> {
        let health = &self.definitions.health;
        let types =
            if kind == EventKind::DentalCheck { &health.dental_check_types } else { &health.health_assessment_types };
        let took_place = |status: &str| status.is_empty() || whole_in(status, &health.completed_statuses);
        let checks = person.health_checks.iter();
        let checks =
            checks.filter(|check| check.date <= self.on && has_words(check.kind, types) && took_place(check.status));
        checks.map(|check| check.date).chain(self.days(person, kind, false)).collect()
    }

    pub(crate) fn pathway_plan_days(&self, person: &Case) -> BTreeSet<NaiveDate> {
        let not_eligible = &self.definitions.care_leavers.not_eligible;
        let stated = person.stated_pathway_plans.iter();
        let stated = stated.filter(|plan| plan.date <= self.on && !whole_in(plan.eligibility, not_eligible));
        stated.map(|plan| plan.date).chain(self.days(person, EventKind::PathwayPlan, false)).collect()
    }

    /// The latest population estimate that was available.
    pub(crate) fn population(&self) -> Option<u64> {
        let available = self.world.population.iter().filter(|estimate| estimate.published <= self.on);
        available
            .max_by_key(|estimate| (estimate.reference, estimate.published, estimate.population))
            .map(|one| one.population)
    }
}
