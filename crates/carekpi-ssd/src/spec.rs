//! The checks of each table's rows, as data.

use crate::Table;
use crate::rows::columns;

/// The columns of a table that are checked before a row becomes a record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spec {
    /// Identifies the row. No two rows have the same identifier.
    pub(crate) identifier: Option<&'static str>,
    /// Names the person.
    pub(crate) person: Option<&'static str>,
    /// Names the period of care. It gives the person if the column of the person is blank.
    pub(crate) period: Option<&'static str>,
    /// A date that every row must have.
    pub(crate) required_date: Option<&'static str>,
    /// The start.
    pub(crate) start: Option<&'static str>,
    /// The end. It must be readable if there is one, and not before the start.
    pub(crate) end: Option<&'static str>,
    /// Other dates. An unreadable one is read as missing.
    pub(crate) dates: &'static [&'static str],
    /// A whole number that every row must have.
    pub(crate) number: Option<&'static str>,
    /// A code, `Y` or `N`. Any other code is read as `N`.
    pub(crate) yes_or_no: Option<&'static str>,
}

impl Spec {
    /// The checks of a table.
    pub(crate) const fn of(table: Table) -> Self {
        const fn lasting(
            identifier: &'static str,
            person: &'static str,
            start: &'static str,
            end: &'static str,
        ) -> Spec {
            Spec { start: Some(start), end: Some(end), ..event(identifier, person, start) }
        }
        const fn event(identifier: &'static str, person: &'static str, date: &'static str) -> Spec {
            Spec {
                identifier: Some(identifier),
                person: Some(person),
                period: None,
                required_date: Some(date),
                start: None,
                end: None,
                dates: &[],
                number: None,
                yes_or_no: None,
            }
        }
        match table {
            Table::Person => Self {
                required_date: None,
                dates: &["pers_dob", "pers_expected_dob", "pers_death_date"],
                ..event("pers_person_id", "pers_person_id", "")
            },
            Table::CinEpisodes => Self {
                yes_or_no: Some("cine_referral_nfa"),
                ..lasting("cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date")
            },
            Table::CinPlans => {
                lasting("cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date")
            }
            Table::CinVisits => event("cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date"),
            Table::CinAssessments => Self {
                required_date: None,
                ..lasting(
                    "cina_assessment_id",
                    "cina_person_id",
                    "cina_assessment_start_date",
                    "cina_assessment_auth_date",
                )
            },
            Table::CpPlans => {
                lasting("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
            }
            Table::CpReviews => event("cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date"),
            Table::CpVisits => event("cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date"),
            Table::ClaEpisodes => Self {
                dates: &["clae_entered_care_date"],
                ..lasting(
                    "clae_cla_episode_id",
                    "clae_person_id",
                    "clae_cla_episode_start_date",
                    "clae_cla_episode_ceased_date",
                )
            },
            Table::ClaPlacement => Self {
                period: Some("clap_cla_id"),
                ..lasting(
                    "clap_cla_placement_id",
                    "clap_person_id",
                    "clap_cla_placement_start_date",
                    "clap_cla_placement_end_date",
                )
            },
            Table::ClaReviews => Self {
                person: None,
                period: Some("clar_cla_id"),
                yes_or_no: Some("clar_cla_review_cancelled"),
                ..event("clar_cla_review_id", "", "clar_cla_review_date")
            },
            Table::ClaHealth => event("clah_health_check_id", "clah_person_id", "clah_health_check_date"),
            Table::ClaVisits => event("clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date"),
            Table::LegalStatus => lasting(
                "lega_legal_status_id",
                "lega_person_id",
                "lega_legal_status_start_date",
                "lega_legal_status_end_date",
            ),
            Table::CareLeavers => Self {
                required_date: None,
                dates: &["clea_care_leaver_latest_contact", "clea_pathway_plan_review_date"],
                ..event("clea_table_id", "clea_person_id", "")
            },
            Table::Involvements => lasting(
                "invo_involvements_id",
                "invo_person_id",
                "invo_involvement_start_date",
                "invo_involvement_end_date",
            ),
            Table::Department => Self { person: None, required_date: None, ..event("dept_team_id", "", "") },
            Table::Disability => Self { identifier: None, required_date: None, ..event("", "disa_person_id", "") },
            Table::CoreGroups => event("core_group_id", "person_id", "core_group_date"),
            Table::CinReviews => event("cin_review_id", "person_id", "cin_review_date"),
            Table::Supervisions => event("supervision_id", "person_id", "supervision_date"),
            Table::PlacementChangeMeetings => event("meeting_id", "person_id", "meeting_date"),
            Table::CareLeaverSpells => lasting("spell_id", "person_id", "start_date", "end_date"),
            Table::CareLeaverStatuses => {
                Self { dates: &["latest_contact_date"], ..event("status_id", "person_id", "recorded_date") }
            }
            Table::PathwayPlans => event("pathway_plan_id", "person_id", "pathway_plan_date"),
            Table::CareLeaverVisits => event("visit_id", "person_id", "visit_date"),
            Table::Population => Self {
                identifier: None,
                person: None,
                dates: &["reference_date"],
                number: Some("population_0_17"),
                ..event("", "", "published_date")
            },
        }
    }

    /// The first required column that a file of this table lacks. If two columns can name the person, one is enough.
    pub(crate) fn first_missing(&self, has: impl Fn(&str) -> bool) -> Option<&'static str> {
        let person = self.person.filter(|person| has(person)).or(self.period).or(self.person);
        [self.identifier, person, self.required_date, self.number].into_iter().flatten().find(|column| !has(column))
    }
}

/// The position of a column among those that are read of `table`; `usize::MAX` if it is not read.
pub(crate) const fn position(table: Table, column: &str) -> usize {
    let mut rest = columns(table);
    let mut at = 0;
    while let [first, others @ ..] = rest {
        if same(first.as_bytes(), column.as_bytes()) {
            return at;
        }
        rest = others;
        at += 1;
    }
    usize::MAX
}

/// Whether two texts are equal, in a constant.
const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::MOST_COLUMNS;

    #[test]
    fn every_checked_column_is_read() {
        for table in Table::ALL {
            let Spec { identifier, person, period, required_date, start, end, dates, number, yes_or_no } =
                Spec::of(*table);
            let named =
                [identifier, person, period, required_date, start, end, number, yes_or_no].into_iter().flatten();
            for column in named.chain(dates.iter().copied()) {
                assert!(position(*table, column) < columns(*table).len(), "{table} {column:?}");
            }
            assert_eq!(position(*table, "no such column"), usize::MAX);
            assert!(columns(*table).len() <= MOST_COLUMNS, "{table}");
        }
    }
}
