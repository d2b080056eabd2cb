//! A caseload, as the rows of an extract.

use std::borrow::Cow;

use carekpi_model::entry::Case;
use carekpi_model::{Caseload, EventKind, Seen};
use chrono::NaiveDate;

use crate::Tables;
use crate::rows;

/// A text that is lent.
fn lent(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn date(day: NaiveDate) -> Cow<'static, str> {
    Cow::Owned(day.to_string())
}

fn some_date(day: Option<NaiveDate>) -> Cow<'static, str> {
    day.map_or(Cow::Borrowed(""), date)
}

fn seen(seen: Seen) -> Cow<'static, str> {
    Cow::Borrowed(match seen {
        Seen::Unknown => "",
        Seen::No => "N",
        Seen::Yes => "Y",
    })
}

impl<'c> From<&'c Caseload> for Tables<'c> {
    /// The rows that make this caseload. A period of care becomes one episode.
    fn from(caseload: &'c Caseload) -> Self {
        let mut tables = Self::default();
        for (number, name) in caseload.teams() {
            tables.department.push(rows::Department {
                dept_team_id: lent(caseload.code_text(number)),
                dept_team_name: lent(caseload.code_text(name)),
            });
        }
        for estimate in caseload.population().estimates() {
            tables.population.push(rows::PopulationEstimate {
                area: lent(""),
                reference_date: some_date(estimate.reference),
                published_date: date(estimate.published),
                population_0_17: Cow::Owned(estimate.population.to_string()),
            });
        }
        for case in caseload.children().map(Case::from) {
            tables.add_child(&case);
            let checks = tables.cla_health.len();
            tables.add_events(&case);
            tables.add_care(&case);
            // Of every type, in the order in which a caseload keeps them.
            tables.cla_health.get_mut(checks..).unwrap_or_default().sort_by(|one, other| {
                let key = |check: &rows::ClaHealth<'c>| {
                    (check.clah_health_check_date.clone(), check.clah_health_check_id.clone())
                };
                key(one).cmp(&key(other))
            });
            tables.add_leaver(&case);
        }
        tables
    }
}

impl<'c> Tables<'c> {
    fn add_child(&mut self, case: &Case<&'c str>) {
        let person = || lent(case.id);
        self.person.push(rows::Person {
            pers_person_id: person(),
            pers_sex: lent(case.sex),
            pers_gender: lent(case.gender),
            pers_ethnicity: lent(case.ethnicity),
            pers_dob: some_date(case.born),
            pers_expected_dob: some_date(case.expected),
            pers_death_date: some_date(case.died),
        });
        let disability =
            |code: &&'c str| rows::Disability { disa_person_id: person(), disa_disability_code: lent(code) };
        self.disability.extend(case.disabilities.iter().map(disability));
        self.cin_episodes.extend(case.referrals.iter().map(|referral| rows::CinEpisode {
            cine_referral_id: lent(referral.id),
            cine_person_id: person(),
            cine_referral_date: date(referral.start),
            cine_referral_nfa: lent(if referral.nfa { "Y" } else { "N" }),
            cine_close_date: some_date(referral.end),
        }));
        self.cin_plans.extend(case.in_need_plans.iter().map(|plan| rows::CinPlan {
            cinp_cin_plan_id: lent(plan.id),
            cinp_referral_id: lent(""),
            cinp_person_id: person(),
            cinp_cin_plan_start_date: date(plan.start),
            cinp_cin_plan_end_date: some_date(plan.end),
            cinp_cin_plan_team: lent(plan.team),
        }));
        self.cin_assessments.extend(case.assessments.iter().map(|assessment| rows::CinAssessment {
            cina_assessment_id: lent(assessment.id),
            cina_person_id: person(),
            cina_referral_id: lent(""),
            cina_assessment_start_date: some_date(assessment.start),
            cina_assessment_auth_date: some_date(assessment.end),
        }));
        self.cp_plans.extend(case.protection_plans.iter().map(|plan| rows::CpPlan {
            cppl_cp_plan_id: lent(plan.id),
            cppl_person_id: person(),
            cppl_cp_plan_start_date: date(plan.start),
            cppl_cp_plan_end_date: some_date(plan.end),
            cppl_cp_plan_ola: lent(if plan.other_authority { "Y" } else { "N" }),
        }));
        self.involvements.extend(case.allocations.iter().map(|allocation| rows::Involvement {
            invo_involvements_id: lent(allocation.id),
            invo_professional_id: lent(allocation.worker),
            invo_professional_role_id: lent(allocation.role),
            invo_professional_team: lent(allocation.team),
            invo_involvement_start_date: date(allocation.start),
            invo_involvement_end_date: some_date(allocation.end),
            invo_person_id: person(),
            invo_referral_id: lent(""),
        }));
    }

    fn add_events(&mut self, case: &Case<&'c str>) {
        let person = || lent(case.id);
        let period_on = |day: NaiveDate| {
            let periods = case.periods_of_care.iter();
            let of_day = periods.rev().find(|period| period.start <= day && period.end.is_none_or(|end| day <= end));
            of_day.map(|period| lent(period.id))
        };
        for kind in EventKind::ALL {
            for event in case.events(kind) {
                let (id, day_text) = (lent(event.id), date(event.date));
                match kind {
                    EventKind::CoreGroup => self.core_groups.push(rows::CoreGroup {
                        core_group_id: id,
                        person_id: person(),
                        core_group_date: day_text,
                    }),
                    EventKind::ReviewConference => self.cp_reviews.push(rows::CpReview {
                        cppr_cp_review_id: id,
                        cppr_person_id: person(),
                        cppr_cp_plan_id: lent(""),
                        cppr_cp_review_date: day_text,
                        cppr_cp_review_due: lent(""),
                    }),
                    EventKind::ProtectionVisit => self.cp_visits.push(rows::CpVisit {
                        cppv_cp_visit_id: id,
                        cppv_person_id: person(),
                        cppv_cp_plan_id: lent(""),
                        cppv_cp_visit_date: day_text,
                        cppv_cp_visit_seen: seen(event.seen),
                    }),
                    EventKind::ChildInNeedReview => self.cin_reviews.push(rows::CinReview {
                        cin_review_id: id,
                        person_id: person(),
                        cin_review_date: day_text,
                    }),
                    EventKind::ChildInNeedVisit => self.cin_visits.push(rows::CinVisit {
                        cinv_cin_visit_id: id,
                        cinv_person_id: person(),
                        cinv_cin_plan_id: lent(""),
                        cinv_cin_visit_date: day_text,
                        cinv_cin_visit_seen: seen(event.seen),
                    }),
                    EventKind::LookedAfterReview => self.cla_reviews.push(rows::ClaReview {
                        clar_cla_review_id: id,
                        clar_cla_person_id: person(),
                        clar_cla_id: period_on(event.date).unwrap_or_default(),
                        clar_cla_review_date: day_text,
                        clar_cla_review_due_date: lent(""),
                        clar_cla_review_cancelled: lent("N"),
                    }),
                    EventKind::DentalCheck | EventKind::HealthAssessment => self.cla_health.push(rows::ClaHealth {
                        clah_health_check_id: id,
                        clah_person_id: person(),
                        clah_health_check_type: lent(match kind {
                            EventKind::DentalCheck => "Dental check",
                            _ => "Health assessment",
                        }),
                        clah_health_check_date: day_text,
                        clah_health_check_status: lent("Completed"),
                    }),
                    EventKind::LookedAfterVisit => self.cla_visits.push(rows::ClaVisit {
                        clav_cla_visit_id: id,
                        clav_cla_id: period_on(event.date).unwrap_or_default(),
                        clav_person_id: person(),
                        clav_cla_visit_date: day_text,
                        clav_cla_visit_seen: seen(event.seen),
                    }),
                    EventKind::Supervision => self.supervisions.push(rows::Supervision {
                        supervision_id: id,
                        person_id: person(),
                        supervision_date: day_text,
                    }),
                    EventKind::PlacementChangeMeeting => {
                        self.placement_change_meetings.push(rows::PlacementChangeMeeting {
                            meeting_id: id,
                            person_id: person(),
                            meeting_date: day_text,
                        });
                    }
                    EventKind::PathwayPlan => self.pathway_plans.push(rows::PathwayPlan {
                        pathway_plan_id: id,
                        person_id: person(),
                        pathway_plan_date: day_text,
                    }),
                    EventKind::LeaverVisit => self.care_leaver_visits.push(rows::CareLeaverVisit {
                        visit_id: id,
                        person_id: person(),
                        visit_date: day_text,
                        seen: seen(event.seen),
                    }),
                    _ => {}
                }
            }
        }
    }

    fn add_care(&mut self, case: &Case<&'c str>) {
        let person = || lent(case.id);
        self.cla_health.extend(case.health_checks.iter().map(|check| rows::ClaHealth {
            clah_health_check_id: lent(check.id),
            clah_person_id: person(),
            clah_health_check_type: lent(check.kind),
            clah_health_check_date: date(check.date),
            clah_health_check_status: lent(check.status),
        }));
        for period in &case.periods_of_care {
            let id = lent(period.id);
            self.cla_episodes.push(rows::ClaEpisode {
                clae_cla_episode_id: Cow::Owned(format!("{id}-1")),
                clae_person_id: person(),
                clae_cla_id: id,
                clae_cla_episode_start_date: date(period.start),
                clae_cla_episode_ceased_date: some_date(period.end),
                clae_entered_care_date: date(period.start),
            });
        }
        self.cla_placement.extend(case.placements.iter().map(|placement| rows::ClaPlacement {
            clap_cla_placement_id: lent(placement.id),
            clap_cla_id: lent(""),
            clap_person_id: person(),
            clap_cla_placement_start_date: date(placement.start),
            clap_cla_placement_end_date: some_date(placement.end),
            clap_cla_placement_type: lent(placement.code),
            clap_cla_placement_urn: lent(placement.setting),
        }));
        self.legal_status.extend(case.legal_statuses.iter().map(|status| rows::LegalStatus {
            lega_legal_status_id: lent(status.id),
            lega_person_id: person(),
            lega_legal_status: lent(status.code),
            lega_legal_status_start_date: date(status.start),
            lega_legal_status_end_date: some_date(status.end),
        }));
    }

    fn add_leaver(&mut self, case: &Case<&'c str>) {
        self.pathway_plans.extend(case.stated_pathway_plans.iter().map(|plan| rows::PathwayPlan {
            pathway_plan_id: lent(plan.id),
            person_id: lent(case.id),
            pathway_plan_date: date(plan.date),
        }));
        self.care_leaver_spells.extend(case.leaver_spells.iter().map(|spell| rows::CareLeaverSpell {
            spell_id: lent(spell.id),
            person_id: lent(case.id),
            start_date: some_date(spell.start),
            end_date: some_date(spell.end),
            eligibility: lent(spell.eligibility),
        }));
        self.care_leaver_statuses.extend(case.leaver_statuses.iter().map(|status| rows::CareLeaverStatus {
            status_id: lent(status.id),
            person_id: lent(case.id),
            recorded_date: some_date(status.recorded),
            in_touch: lent(status.in_touch),
            accommodation: lent(status.accommodation),
            accommodation_suitable: lent(status.suitable),
            activity: lent(status.activity),
            latest_contact_date: some_date(status.contact),
        }));
    }
}
