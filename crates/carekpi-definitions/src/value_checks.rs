//! Which codes and words the definitions know.

use std::collections::BTreeSet;

use carekpi_engine::{UnknownValue, ValueCheck};
use carekpi_model::{Caseload, CodeColumn, PLACEMENT_CODES, has_words_of, list_with};

use crate::{Definitions, contradictions};

/// The check of a field whose values stand in lists of codes.
fn codes(column: CodeColumn, lists: [&[String]; 2], taken_as: &'static str) -> ValueCheck {
    let lists = lists.map(<[String]>::to_vec);
    ValueCheck::each(column, move |text| list_with(text, &lists.each_ref().map(Vec::as_slice)).is_some(), taken_as)
}

impl Definitions {
    /// The checks of codes and words.
    pub(crate) fn value_checks(&self) -> Vec<ValueCheck> {
        let (leavers, health) = (&self.care_leavers, &self.health);
        let types = [&*health.dental_check_types, &*health.health_assessment_types].concat();
        let completed = health.clone();
        let mut checks = vec![
            codes(CodeColumn::LegalStatus, [&self.looked_after.care_statuses, &[]], "not a status in care; ignored"),
            ValueCheck::each(
                CodeColumn::Placement,
                |text| list_with(text, &[&PLACEMENT_CODES]).is_some(),
                "not a placement code; treated as neither long-term, temporary nor for adoption",
            ),
            ValueCheck::each(
                CodeColumn::HealthCheckType,
                move |text| has_words_of(text, &types),
                "not a known type; counted as neither a dental check nor a health assessment",
            ),
            ValueCheck::each(
                CodeColumn::HealthCheckStatus,
                move |text| completed.is_completed(text),
                "not a known status of a completed check; such a check is not counted",
            ),
            codes(
                CodeColumn::Activity,
                [&leavers.leavers_eet.codes, &leavers.leavers_eet.other_codes],
                "not a known code; undetermined",
            ),
            codes(
                CodeColumn::InTouch,
                [&leavers.leavers_in_touch.codes, &leavers.leavers_in_touch.other_codes],
                "not a known code; undetermined",
            ),
            codes(
                CodeColumn::Suitable,
                [&leavers.leavers_accommodation.suitable, &leavers.leavers_accommodation.unsuitable],
                "not a known answer; undetermined",
            ),
        ];
        let (eet, in_touch) = (&leavers.leavers_eet, &leavers.leavers_in_touch);
        let suitable = &leavers.leavers_accommodation;
        checks.extend([
            contradictions::check(CodeColumn::Activity, [&eet.codes, &eet.other_codes], |status| status.activity),
            contradictions::check(CodeColumn::InTouch, [&in_touch.codes, &in_touch.other_codes], |status| {
                status.in_touch
            }),
            contradictions::check(CodeColumn::Suitable, [&suitable.suitable, &suitable.unsuitable], |status| {
                status.suitable
            }),
        ]);
        let roles = self.allocations.case_worker_roles.clone();
        checks.push(ValueCheck::any(
            CodeColumn::Role,
            move |text| has_words_of(text, &roles),
            "none of them is a case worker's role, so no allocation is to a case worker",
        ));
        let not_eligible = leavers.not_eligible.clone();
        checks.push(ValueCheck::each(
            CodeColumn::Eligibility,
            move |text| list_with(text, &[&not_eligible]).is_none(),
            "not eligible (care-leavers.not_eligible); no care leaver, status or pathway plan",
        ));
        let teams = self.cypds.teams.clone();
        checks.push(ValueCheck::new(move |caseload| unknown_teams(caseload, &teams)));
        checks
    }
}

/// What is wrong with the teams of a caseload: none is one of `teams`, or another is nearly one.
fn unknown_teams(caseload: &Caseload, teams: &[String]) -> Vec<UnknownValue> {
    let of_service = caseload.teams_named(teams);
    let known: BTreeSet<&str> = of_service.iter().map(|code| caseload.code_text(code)).collect();
    let values = caseload.values_of(CodeColumn::Team);
    if !values.is_empty() && !values.iter().any(|(value, _)| known.contains(value)) {
        let taken_as =
            "no team of the disability service (cypds.teams) is among them, so no child counts as the service's";
        return vec![UnknownValue::new(CodeColumn::Team, values, taken_as)];
    }
    let has_near_name = |number: &str| {
        let mut names = caseload.teams().filter(|(code, _)| caseload.code_text(*code) == number);
        names.any(|(_, name)| has_words_of(caseload.code_text(name), teams))
    };
    let is_near = |value: &str| {
        // A spreadsheet makes 500.0 of 500.
        let is_spoilt = value.strip_suffix(".0").is_some_and(|number| known.contains(number));
        !known.contains(value) && (is_spoilt || has_words_of(value, teams) || has_near_name(value))
    };
    let near = values.iter().copied().filter(|(value, _)| is_near(value));
    let taken_as = "similar to a team of the disability service, but not one of cypds.teams; not counted as one";
    near.map(|value| UnknownValue::new(CodeColumn::Team, [value], taken_as)).collect()
}
