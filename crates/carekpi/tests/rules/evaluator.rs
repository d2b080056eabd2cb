//! The 23 indicators once more, the long way: one day, no kernel, every record looked at, written from the definitions and
//! not from the rules.

use std::collections::BTreeSet;

use carekpi::Definitions;
use carekpi::areas::care_leavers::{InTouchReading, VisitsNumerator};
use carekpi::areas::child_protection::{CoreGroupsCounted, VisitsInScope};
use carekpi::areas::children_in_need::CinCohort;
use carekpi::areas::looked_after::{
    AdoptivePlacement, AssessmentsInScope, MeetingSide, ReturnToSetting, TemporaryPlacements,
};
use carekpi::dates::{Span, WorkingCalendar};
use carekpi::model::{EventKind, entry};
use carekpi_testkit::World;
use chrono::NaiveDate;

use crate::records::{Case, Death};
use crate::words::{code_in, code_key, known, whole_in};

/// A member: record, met, clause, anchor, lapses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub(crate) child: String,
    pub(crate) record: String,
    pub(crate) met: Option<bool>,
    pub(crate) clause: Option<&'static str>,
    pub(crate) anchor: Option<NaiveDate>,
    pub(crate) lapses: Option<NaiveDate>,
}

/// A figure: its members, and how many were left out undetermined.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) members: Vec<Member>,
    pub(crate) left_out: u64,
}

/// Everything a naive reader has on the table.
pub(crate) struct Naive<'w> {
    pub(crate) world: &'w World,
    pub(crate) definitions: &'w Definitions,
    pub(crate) calendar: &'w WorkingCalendar,
    pub(crate) on: NaiveDate,
    pub(crate) period: (NaiveDate, NaiveDate),
}

/// One clause: its name, the day it counts from, the first day it is no longer met.
pub(crate) type Clause = (&'static str, NaiveDate, NaiveDate);

const NONE_YET: &str = "no-event-yet";
const SINCE_LAST: &str = "since-last";

pub(crate) fn tomorrow(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

impl Naive<'_> {
    fn member(&self, person: &Case, record: &str, clause: Option<Clause>) -> Member {
        Member {
            child: person.id.to_owned(),
            record: record.to_owned(),
            met: clause.map(|(_, _, lapses)| self.on < lapses),
            clause: clause.map(|(name, ..)| name),
            anchor: clause.map(|(_, anchor, _)| anchor),
            lapses: clause.map(|(_, _, lapses)| lapses),
        }
    }

    fn plain(&self, person: &Case, record: &str, met: Option<bool>) -> Member {
        Member { met, ..self.member(person, record, None) }
    }

    fn either(&self, none_yet: Option<Clause>, since_last: Option<Clause>) -> Option<Clause> {
        let met = |clause: Option<Clause>| clause.is_some_and(|(_, _, lapses)| self.on < lapses);
        match (met(none_yet), met(since_last)) {
            (true, true) => {
                let later = none_yet.unwrap().2 > since_last.unwrap().2;
                if later { none_yet } else { since_last }
            }
            (true, false) => none_yet,
            (false, true) => since_last,
            (false, false) => since_last.or(none_yet),
        }
    }

    fn each(&self, judge: impl Fn(&Case) -> Vec<Result<Member, ()>>) -> Counted {
        let mut counted = Counted::default();
        for verdict in self.world.people.iter().flat_map(judge) {
            match verdict {
                Ok(member) => counted.members.push(member),
                Err(()) => counted.left_out += 1,
            }
        }
        counted.members.sort();
        counted
    }

    fn one(&self, judge: impl Fn(&Case) -> Option<Member>) -> Counted {
        self.each(|person| judge(person).map(Ok).into_iter().collect())
    }

    /// The figure of one indicator.
    pub(crate) fn figure(&self, id: &str) -> Counted {
        match id {
            "cp-plans" | "cp-rate" => {
                self.one(|person| Some(self.plain(person, self.protection_plan(person)?.id, Some(true))))
            }
            "cp-core-groups" => self.one(|person| self.core_groups(person)),
            "cp-reviews" => self.one(|person| self.protection_reviews(person)),
            "cp-visits" => self.one(|person| self.protection_visits(person)),
            "cin-reviews" => self.one(|person| self.in_need_reviews(person)),
            "cin-visits" => self.one(|person| self.in_need_visits(person)),
            "cla-same-placement" => self.each(|person| self.same_placement(person).into_iter().collect()),
            "cla-three-placements" => self.one(|person| self.three_placements(person)),
            "cla-dental" => self.one(|person| self.dental(person)),
            "cla-health" => self.one(|person| self.health(person)),
            "cla-reviews" => self.one(|person| self.care_reviews(person)),
            "cla-supervision" => self.one(|person| {
                let settings = self.definitions.looked_after.cla_supervision;
                let clause = self.supervision(person, settings.then_within, settings.first_within);
                Some(self.member(person, self.period_of_care(person)?.id, clause))
            }),
            "cla-visits" => self.one(|person| self.care_visits(person)),
            "placement-change-meetings" => self.each(|person| self.meetings(person)),
            "leavers-eet" => {
                let settings = &self.definitions.care_leavers.leavers_eet;
                self.leavers_by_code(|status| status.activity, &settings.codes, &settings.other_codes)
            }
            "leavers-accommodation" => {
                let settings = &self.definitions.care_leavers.leavers_accommodation;
                self.leavers_by_code(|status| status.suitable, &settings.suitable, &settings.unsuitable)
            }
            "leavers-in-touch" => {
                let settings = &self.definitions.care_leavers.leavers_in_touch;
                if settings.in_touch == InTouchReading::Recorded {
                    return self.leavers_by_code(|status| status.in_touch, &settings.codes, &settings.other_codes);
                }
                self.leavers_by_clause(|person, _, _| {
                    let contacts = self.statuses(person).into_iter().filter_map(|status| status.contact);
                    let contact = contacts.filter(|day| *day <= self.on).max()?;
                    Some(self.within_last(SINCE_LAST, contact, settings.contact_within))
                })
            }
            "leavers-pathway-plans" => self.leavers_by_clause(|person, spell, _| self.pathway_plans(person, spell)),
            "leavers-visits" => self.leavers_by_clause(|person, spell, since| {
                let settings = self.definitions.care_leavers.leavers_visits;
                if settings.visits_numerator == VisitsNumerator::PathwayPlansAsWorded {
                    return self.pathway_plans(person, spell);
                }
                let visits = self.days(person, EventKind::LeaverVisit, true);
                match visits.into_iter().rfind(|day| *day >= since) {
                    Some(last) => Some(self.due(SINCE_LAST, last, settings.then_due)),
                    None => Some(self.due(NONE_YET, spell.start?, settings.first_due)),
                }
            }),
            "cypds-supervision" => self.one(|person| {
                let settings = self.definitions.cypds.cypds_supervision;
                let clause = self.supervision(person, settings.then_within, settings.first_within);
                Some(self.member(person, self.allocation(person, true)?.id, clause))
            }),
            "cypds-visits" => self.one(|person| {
                let settings = self.definitions.cypds.cypds_visits;
                let visits = self.days(person, EventKind::ChildInNeedVisit, true);
                let referred = self.last_referral(person);
                let none_yet = referred.filter(|day| visits.range(day..).next().is_none());
                let clause = self.either(
                    none_yet.map(|day| self.less_than(NONE_YET, day, settings.first_within)),
                    visits.last().map(|day| self.less_than(SINCE_LAST, *day, settings.then_within)),
                );
                Some(self.member(person, self.allocation(person, true)?.id, clause))
            }),
            "assessments-completed" => self.each(|person| {
                let (first, last) = self.period;
                let ended = |end: NaiveDate| first <= end && end <= last && end <= self.on;
                let done = person.assessments.iter().filter(|assessment| assessment.end.is_some_and(ended));
                done.map(|assessment| Ok(self.plain(person, assessment.id, Some(true)))).collect()
            }),
            other => panic!("{other} is no indicator"),
        }
    }

    fn core_groups(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.child_protection.cp_core_groups;
        let plan = self.protection_plan(person)?;
        let groups = self.days(person, EventKind::CoreGroup, false);
        let conferences = self.days(person, EventKind::ReviewConference, false);
        let none_yet = groups.iter().all(|day| *day < plan.start);
        let any = settings.core_groups_counted == CoreGroupsCounted::AnyOnRecord;
        let last = groups.iter().chain(&conferences).filter(|day| any || **day >= plan.start).max();
        let clause = self.either(
            none_yet.then(|| self.less_than(NONE_YET, plan.start, settings.first_within)),
            last.map(|day| self.less_than(SINCE_LAST, *day, settings.then_within)),
        );
        Some(self.member(person, plan.id, clause))
    }

    fn protection_reviews(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.child_protection.cp_reviews;
        let plan = self.protection_plan(person)?;
        let held = self.days(person, EventKind::ReviewConference, false).into_iter().rfind(|day| *day >= plan.start);
        let clause = match held {
            Some(day) => self.less_than(SINCE_LAST, day, settings.then_within),
            None => self.less_than(NONE_YET, plan.start, settings.first_within),
        };
        Some(self.member(person, plan.id, Some(clause)))
    }

    fn protection_visits(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.child_protection.cp_visits;
        let plan = self.protection_plan(person)?;
        let any = settings.visits_in_scope == VisitsInScope::AnyOnRecord;
        let visits = self.days(person, EventKind::ProtectionVisit, true);
        let clause = match visits.into_iter().rfind(|day| any || *day >= plan.start) {
            Some(day) => self.less_than(SINCE_LAST, day, settings.within),
            None => self.less_than(NONE_YET, plan.start, settings.within),
        };
        Some(self.member(person, plan.id, Some(clause)))
    }

    /// The record, the plan's start, the last referral.
    fn in_need(&self, person: &Case) -> Option<(&'static str, NaiveDate, NaiveDate)> {
        let plan = self.in_need_plan(person);
        let referral = self.open_referral(person);
        let last = self.last_referral(person);
        let record = match self.definitions.children_in_need.cin_cohort {
            CinCohort::OpenReferral => referral?.id,
            CinCohort::OpenReferralOnly => {
                if self.any_protection_plan(person).is_some() || self.period_of_care(person).is_some() {
                    return None;
                }
                referral?.id
            }
            _ => plan?.id,
        };
        let plan_start = plan.map(|plan| plan.start).or(last)?;
        Some((record, plan_start, last.unwrap_or(plan_start)))
    }

    fn in_need_reviews(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.children_in_need.cin_reviews;
        let (record, plan_start, referred) = self.in_need(person)?;
        let reviews = self.days(person, EventKind::ChildInNeedReview, false);
        let clause = self.either(
            reviews
                .range(referred..)
                .next()
                .is_none()
                .then(|| self.less_than(NONE_YET, plan_start, settings.first_within)),
            reviews.last().map(|day| self.less_than(SINCE_LAST, *day, settings.then_within)),
        );
        Some(self.member(person, record, clause))
    }

    fn in_need_visits(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.children_in_need.cin_visits;
        let (record, _, referred) = self.in_need(person)?;
        let visits = self.days(person, EventKind::ChildInNeedVisit, true);
        let clause = self.either(
            visits
                .range(referred..)
                .next()
                .is_none()
                .then(|| self.less_than(NONE_YET, referred, settings.first_within)),
            visits.last().map(|day| self.less_than(SINCE_LAST, *day, settings.then_within)),
        );
        Some(self.member(person, record, clause))
    }

    fn same_placement(&self, person: &Case) -> Option<Result<Member, ()>> {
        let settings = self.definitions.looked_after.cla_same_placement;
        let period = self.period_of_care(person)?;
        if self.on < self.plus(period.start, settings.looked_after_for) {
            return None;
        }
        match self.under(person, settings.age_under) {
            None => return Some(Err(())),
            Some(false) => return None,
            Some(true) => {}
        }
        let Some(mut placement) = self.placement(person) else { return Some(Ok(self.plain(person, period.id, None))) };
        let adoptive = ["A3", "A4", "A5", "A6"].map(str::to_owned);
        while settings.adoptive_placement == AdoptivePlacement::Joined && code_in(placement.code, &adoptive) {
            let joins = |one: &entry::Placement<&str>| {
                let end = self.ended(person, one.end);
                one.start < placement.start
                    && end.is_some_and(|end| end == placement.start || tomorrow(end) == placement.start)
            };
            let before = self.placements(person).into_iter().filter(joins);
            let key = |one: &entry::Placement<&'static str>| {
                (self.ended(person, one.end), one.start, code_key(one.code), one.setting, one.id)
            };
            let Some(before) = before.max_by_key(key) else { break };
            placement = before;
        }
        let met = self.on >= self.plus(placement.start, settings.same_placement_for);
        Some(Ok(self.plain(person, period.id, Some(met))))
    }

    fn three_placements(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.looked_after.cla_three_placements;
        let period = self.period_of_care(person)?;
        if self.on < self.plus(period.start, settings.looked_after_for) {
            return None;
        }
        let mut settings_seen = BTreeSet::new();
        let mut count = 0;
        let temporary = ["T0", "T1", "T2", "T3", "T4", "Z1"].map(str::to_owned);
        for placement in self.placements(person) {
            let temporary = code_in(placement.code, &temporary);
            let in_window = placement.start <= self.on
                && placement.end.is_none_or(|end| self.on < self.within_last("", end, settings.in_last).2);
            if !in_window || (temporary && settings.temporary_placements == TemporaryPlacements::Ignored) {
                continue;
            }
            let once = settings.return_to_setting == ReturnToSetting::CountsOnce && !placement.setting.is_empty();
            if !once || settings_seen.insert(placement.setting) {
                count += 1;
            }
        }
        Some(self.plain(person, period.id, Some(count >= settings.placements_at_least)))
    }

    /// Where the age is not known: the older child's, if both say the same.
    fn by_age(&self, person: &Case, age: u32, clause: impl Fn(bool) -> Option<Clause>) -> Option<Clause> {
        let met = |clause: Option<Clause>| clause.map(|(_, _, lapses)| self.on < lapses);
        match self.under(person, age) {
            Some(younger) => clause(younger),
            None if met(clause(true)) == met(clause(false)) => clause(false),
            None => None,
        }
    }

    fn dental(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.looked_after.cla_dental;
        let period = self.period_of_care(person)?;
        let clause = self.by_age(person, settings.age_limit, |younger| {
            let mut checks = self.health_checks(person, EventKind::DentalCheck);
            if younger {
                checks.extend(self.health_checks(person, EventKind::HealthAssessment));
            }
            Some(match checks.last() {
                Some(day) => self.less_than(SINCE_LAST, *day, settings.then_within),
                None => self.less_than(NONE_YET, period.start, settings.first_within),
            })
        });
        Some(self.member(person, period.id, clause))
    }

    fn health(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.looked_after.cla_health;
        let period = self.period_of_care(person)?;
        let assessments = self.health_checks(person, EventKind::HealthAssessment);
        let current_only = settings.assessments_in_scope == AssessmentsInScope::CurrentPeriod;
        let in_period = assessments.range(period.start..).next_back();
        let last = if current_only { in_period } else { assessments.last() };
        let clause = self.by_age(person, settings.age_limit, |younger| {
            let within = if younger { settings.younger_within } else { settings.older_within };
            self.either(
                in_period.is_none().then(|| self.less_than(NONE_YET, period.start, settings.first_within)),
                last.map(|day| self.within_last(SINCE_LAST, *day, within)),
            )
        });
        Some(self.member(person, period.id, clause))
    }

    fn care_reviews(&self, person: &Case) -> Option<Member> {
        let settings = self.definitions.looked_after.cla_reviews;
        let period = self.period_of_care(person)?;
        let mut held: Vec<NaiveDate> = self.days(person, EventKind::LookedAfterReview, false).into_iter().collect();
        held.retain(|day| *day >= period.start);
        let clause = match held[..] {
            [] => self.due(NONE_YET, period.start, settings.first_due),
            [first] => self.due("since-first", first, settings.second_due),
            [.., last] => self.due(SINCE_LAST, last, settings.then_due),
        };
        Some(self.member(person, period.id, Some(clause)))
    }

    fn supervision(&self, person: &Case, then_within: Span, first_within: Span) -> Option<Clause> {
        match self.days(person, EventKind::Supervision, false).last() {
            Some(day) => Some(self.within_last(SINCE_LAST, *day, then_within)),
            None => Some(self.less_than(NONE_YET, self.allocation(person, false)?.start, first_within)),
        }
    }

    fn care_visits(&self, person: &Case) -> Option<Member> {
        let settings = &self.definitions.looked_after.cla_visits;
        let period = self.period_of_care(person)?;
        let Some(placement) = self.placement(person) else { return Some(self.member(person, period.id, None)) };
        let visits = self.days(person, EventKind::LookedAfterVisit, true);
        let clause = match visits.range(placement.start..).next_back() {
            None => self.due(NONE_YET, placement.start, settings.first_due),
            Some(last) => {
                let first_year = self.on < self.plus(placement.start, settings.first_year);
                let long_term = code_in(placement.code, &settings.long_term_placement);
                let limit = if first_year || !long_term { settings.then_due } else { settings.long_term_due };
                self.due(SINCE_LAST, *last, limit)
            }
        };
        Some(self.member(person, period.id, Some(clause)))
    }

    fn meetings(&self, person: &Case) -> Vec<Result<Member, ()>> {
        let settings = self.definitions.looked_after.placement_change_meetings;
        let (first, last) = self.period;
        let meetings = self.days(person, EventKind::PlacementChangeMeeting, false);
        let counts = |placement: &&entry::Placement<&str>| {
            let start = placement.start;
            first <= start
                && start <= last
                && start <= self.on
                && person.periods_of_care.iter().any(|period| {
                    period.start <= start
                        && self.ended(person, period.end).is_none_or(|end| start <= end)
                        && self.period_counts(person, period)
                })
        };
        let verdict = |placement: &entry::Placement<&str>| {
            let start = placement.start;
            let on_time = |held: &NaiveDate| {
                let after = *held >= start && *held <= self.plus(start, settings.within);
                let before = *held <= start && start <= self.plus(*held, settings.within);
                after || (before && (settings.meeting_side == MeetingSide::Either || *held == start))
            };
            Ok(self.plain(person, placement.id, Some(meetings.iter().any(on_time))))
        };
        self.placements(person).iter().filter(counts).map(verdict).collect()
    }

    fn pathway_plans(&self, person: &Case, spell: &entry::LeaverSpell<&str>) -> Option<Clause> {
        let settings = self.definitions.care_leavers.leavers_pathway_plans;
        match self.pathway_plan_days(person).last() {
            Some(day) => Some(self.less_than(SINCE_LAST, *day, settings.then_within)),
            None => Some(self.less_than(NONE_YET, spell.start?, settings.first_within)),
        }
    }

    fn leaver_verdict(
        &self,
        person: &Case,
        verdict: impl Fn(&entry::LeaverSpell<&'static str>, NaiveDate) -> Member,
    ) -> Option<Result<Member, ()>> {
        if self.death(person) == Death::Undated {
            return None;
        }
        let leavers = &self.definitions.care_leavers;
        let [from, until] =
            [leavers.from_age, leavers.until_age].map(|age| person.born.map(|born| self.birthday(born, age)));
        let still = |spell: &&entry::LeaverSpell<&str>| {
            self.ended(person, spell.end).is_none_or(|end| self.on < self.closes(end))
                && (spell.start.is_some() || !whole_in(spell.eligibility, &leavers.not_eligible))
        };
        let begun = |spell: &&entry::LeaverSpell<&str>| match spell.start {
            Some(start) => start <= self.on,
            None => from.is_some_and(|day| day <= self.on) && until.is_some_and(|day| self.on < day),
        };
        let open = person.leaver_spells.iter().filter(still).filter(begun);
        if let Some(spell) = open.max_by_key(|spell| (spell.start, spell.team, spell.id)) {
            return Some(Ok(verdict(spell, spell.start.or(from).unwrap())));
        }
        let unplaced = person.leaver_spells.iter().filter(still).any(|spell| spell.start.is_none() && from.is_none());
        unplaced.then_some(Err(()))
    }

    /// Met if all that fill a field in the latest statuses are of those that meet; not met if all are of the others.
    fn leavers_by_code(
        &self,
        field: impl Fn(&entry::LeaverStatus<&'static str>) -> &'static str,
        met: &[String],
        not_met: &[String],
    ) -> Counted {
        self.each(|person| {
            let texts = self.latest_statuses(person).into_iter().map(&field).filter(|text| !text.is_empty());
            let said: BTreeSet<Option<bool>> = texts.map(|text| known(text, met, not_met)).collect();
            let met = if said.len() == 1 { said.first().copied().flatten() } else { None };
            let verdict = |spell: &entry::LeaverSpell<&'static str>, _| self.plain(person, spell.id, met);
            self.leaver_verdict(person, verdict).into_iter().collect()
        })
    }

    fn leavers_by_clause(
        &self,
        clause: impl Fn(&Case, &entry::LeaverSpell<&'static str>, NaiveDate) -> Option<Clause>,
    ) -> Counted {
        self.each(|person| {
            let verdict = |spell: &entry::LeaverSpell<&'static str>, since| {
                self.member(person, spell.id, clause(person, spell, since))
            };
            self.leaver_verdict(person, verdict).into_iter().collect()
        })
    }
}
