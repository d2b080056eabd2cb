//! A caseload, as the rows of an extract.

use std::borrow::Cow;

use carekpi_model::{Caseload, Child, EventKind, Seen};
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
    /// The rows that make this caseload. A period of care becomes one episode; a looked-after review that is in no period
    /// has no row, because the standard gives its person only by one.
    fn from(caseload: &'c Caseload) -> Self {
        let mut tables = Self::default();
        for (number, name) in caseload.teams() {
            tables.department.push(rows::Department {
                dept_team_id: lent(caseload.word(number)),
                dept_team_name: lent(caseload.word(name)),
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
        for child in caseload.children() {
            tables.add_child(caseload, child);
            tables.add_events(child);
            tables.add_care(caseload, child);
            tables.add_leaver(caseload, child);
        }
        tables
    }
}

impl<'c> Tables<'c> {
    fn add_child(&mut self, caseload: &'c Caseload, child: Child<'c>) {
        let person = || lent(child.id());
        let text = |id| lent(caseload.text(id));
        let word = |symbol| lent(caseload.word(symbol));
        self.person.push(rows::Person {
            pers_person_id: person(),
            pers_sex: lent(child.sex()),
            pers_gender: lent(child.gender()),
            pers_ethnicity: lent(child.ethnicity()),
            pers_dob: some_date(child.born()),
            pers_expected_dob: some_date(child.expected()),
            pers_death_date: some_date(child.died()),
        });
        self.disability.extend(
            child
                .disabilities()
                .iter()
                .map(|code| rows::Disability { disa_person_id: person(), disa_disability_code: word(*code) }),
        );
        self.cin_episodes.extend(child.referrals().iter().map(|referral| rows::CinEpisode {
            cine_referral_id: text(referral.id),
            cine_person_id: person(),
            cine_referral_date: date(referral.start),
            cine_referral_nfa: lent(if referral.nfa { "Y" } else { "N" }),
            cine_close_date: some_date(referral.end),
        }));
        self.cin_plans.extend(child.in_need_plans().iter().map(|plan| rows::CinPlan {
            cinp_cin_plan_id: text(plan.id),
            cinp_referral_id: lent(""),
            cinp_person_id: person(),
            cinp_cin_plan_start_date: date(plan.start),
            cinp_cin_plan_end_date: some_date(plan.end),
            cinp_cin_plan_team: word(plan.team),
        }));
        self.cin_assessments.extend(child.assessments().iter().map(|assessment| rows::CinAssessment {
            cina_assessment_id: text(assessment.id),
            cina_person_id: person(),
            cina_referral_id: lent(""),
            cina_assessment_start_date: some_date(assessment.start),
            cina_assessment_auth_date: some_date(assessment.end),
        }));
        self.cp_plans.extend(child.protection_plans().iter().map(|plan| rows::CpPlan {
            cppl_cp_plan_id: text(plan.id),
            cppl_person_id: person(),
            cppl_cp_plan_start_date: date(plan.start),
            cppl_cp_plan_end_date: some_date(plan.end),
        }));
        self.involvements.extend(child.allocations().iter().map(|allocation| rows::Involvement {
            invo_involvements_id: text(allocation.id),
            invo_professional_id: word(allocation.worker),
            invo_professional_role_id: word(allocation.role),
            invo_professional_team: word(allocation.team),
            invo_involvement_start_date: date(allocation.start),
            invo_involvement_end_date: some_date(allocation.end),
            invo_person_id: person(),
        }));
    }

    fn add_events(&mut self, child: Child<'c>) {
        let person = || lent(child.id());
        let period_on = |day: NaiveDate| {
            let periods = child.periods_of_care().iter();
            let of_day = periods.rev().find(|period| period.start <= day && period.end.is_none_or(|end| day <= end));
            of_day.map(|period| lent(child.text(period.id)))
        };
        for kind in EventKind::ALL {
            for (day, was_seen, id) in child.events(kind).iter() {
                let (id, day_text) = (lent(child.text(id)), date(day));
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
                    }),
                    EventKind::ProtectionVisit => self.cp_visits.push(rows::CpVisit {
                        cppv_cp_visit_id: id,
                        cppv_person_id: person(),
                        cppv_cp_plan_id: lent(""),
                        cppv_cp_visit_date: day_text,
                        cppv_cp_visit_seen: seen(was_seen),
                    }),
                    EventKind::ChildInNeedReview => self.cin_reviews.push(rows::CinReview {
                        cin_review_id: id,
                        person_id: person(),
                        cin_review_date: day_text,
                    }),
                    EventKind::ChildInNeedVisit => self.cin_visits.push(rows::CinVisit {
                        cinv_cin_visit_id: id,
                        cinv_person_id: person(),
                        cinv_cin_visit_date: day_text,
                        cinv_cin_visit_seen: seen(was_seen),
                    }),
                    EventKind::LookedAfterReview => {
                        self.cla_reviews.extend(period_on(day).map(|period| rows::ClaReview {
                            clar_cla_review_id: id,
                            clar_cla_id: period,
                            clar_cla_review_date: day_text,
                            clar_cla_review_cancelled: lent("N"),
                        }))
                    }
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
                        clav_cla_id: period_on(day).unwrap_or_default(),
                        clav_person_id: person(),
                        clav_cla_visit_date: day_text,
                        clav_cla_visit_seen: seen(was_seen),
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
                        seen: seen(was_seen),
                    }),
                    _ => {}
                }
            }
        }
    }

    fn add_care(&mut self, caseload: &'c Caseload, child: Child<'c>) {
        let person = || lent(child.id());
        for period in child.periods_of_care() {
            let id = lent(caseload.text(period.id));
            self.cla_episodes.push(rows::ClaEpisode {
                clae_cla_episode_id: Cow::Owned(format!("{id}-1")),
                clae_person_id: person(),
                clae_cla_id: id,
                clae_cla_episode_start_date: date(period.start),
                clae_cla_episode_ceased_date: some_date(period.end),
                clae_entered_care_date: date(period.start),
            });
        }
        self.cla_placement.extend(child.placements().iter().map(|placement| rows::ClaPlacement {
            clap_cla_placement_id: lent(caseload.text(placement.id)),
            clap_cla_id: lent(""),
            clap_person_id: person(),
            clap_cla_placement_start_date: date(placement.start),
            clap_cla_placement_end_date: some_date(placement.end),
            clap_cla_placement_type: lent(caseload.word(placement.code)),
            clap_cla_placement_urn: lent(caseload.word(placement.setting)),
        }));
        self.legal_status.extend(child.legal_statuses().iter().map(|status| rows::LegalStatus {
            lega_legal_status_id: lent(caseload.text(status.id)),
            lega_person_id: person(),
            lega_legal_status: lent(caseload.word(status.code)),
            lega_legal_status_start_date: date(status.start),
            lega_legal_status_end_date: some_date(status.end),
        }));
    }

    fn add_leaver(&mut self, caseload: &'c Caseload, child: Child<'c>) {
        let word = |symbol| lent(caseload.word(symbol));
        self.care_leaver_spells.extend(child.leaver_spells().iter().map(|spell| rows::CareLeaverSpell {
            spell_id: lent(caseload.text(spell.id)),
            person_id: lent(child.id()),
            start_date: some_date(spell.start),
            end_date: some_date(spell.end),
            eligibility: word(spell.eligibility),
        }));
        self.care_leaver_statuses.extend(child.leaver_statuses().iter().map(|status| rows::CareLeaverStatus {
            status_id: lent(caseload.text(status.id)),
            person_id: lent(child.id()),
            recorded_date: some_date(status.recorded),
            in_touch: word(status.in_touch),
            accommodation: word(status.accommodation),
            accommodation_suitable: word(status.suitable),
            activity: word(status.activity),
            latest_contact_date: some_date(status.contact),
        }));
    }
}
