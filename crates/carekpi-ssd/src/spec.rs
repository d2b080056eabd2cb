//! The checks of each table's rows, as data.

use crate::Table;
use crate::people::Owner;
use crate::rows::columns;

/// The columns of a table that are checked before a row becomes a record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spec {
    /// Identifies the row. No two rows have the same identifier.
    pub(crate) identifier: Option<&'static str>,
    /// Names the person.
    pub(crate) person: Option<&'static str>,
    /// Names what gives the person if the column of the person is blank or missing.
    pub(crate) via: Option<Via>,
    /// A date that every row must have.
    pub(crate) required_date: Option<&'static str>,
    /// Whether a row without the date is about something that has not been held.
    pub(crate) is_event: bool,
    /// The start.
    pub(crate) start: Option<&'static str>,
    /// The end. It must be readable if there is one, and not before the start.
    pub(crate) end: Option<&'static str>,
    /// Other dates. An unreadable one is read as missing.
    pub(crate) dates: &'static [&'static str],
    /// The one of them that is read as missing in 2099 or later.
    pub(crate) far_off: Option<&'static str>,
    /// A whole number that every row must have.
    pub(crate) number: Option<&'static str>,
    /// Yes or no.
    pub(crate) flag: Option<Flag>,
    /// The times of day of the required date and of the end. An unreadable one is read as missing.
    pub(crate) times: [Option<&'static str>; 2],
}

/// A column that names what gives the person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Via {
    /// The column.
    pub(crate) column: &'static str,
    /// What it names.
    pub(crate) owner: Owner,
}

/// A column that says yes or no.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flag {
    /// The column.
    pub(crate) column: &'static str,
    /// What any other text is read as.
    pub(crate) otherwise: &'static str,
}

impl Spec {
    /// Whether one of these columns has the days of the other's times of day; both may be one column of the file.
    pub(crate) fn are_day_and_time(&self, columns: [&str; 2]) -> bool {
        let pairs = [self.required_date, self.end].into_iter().zip(self.times);
        let mut pairs = pairs.filter_map(|(day, time)| Some([day?, time?]));
        pairs.any(|[day, time]| columns == [day, time] || columns == [time, day])
    }

    /// The checks of a table.
    pub(crate) const fn of(table: Table) -> Self {
        const fn row(identifier: &'static str, person: &'static str) -> Spec {
            Spec {
                identifier: Some(identifier),
                person: Some(person),
                via: None,
                required_date: None,
                is_event: false,
                start: None,
                end: None,
                dates: &[],
                far_off: None,
                number: None,
                flag: None,
                times: [None; 2],
            }
        }
        const fn lasting(
            identifier: &'static str,
            person: &'static str,
            start: &'static str,
            end: &'static str,
        ) -> Spec {
            Spec { required_date: Some(start), start: Some(start), end: Some(end), ..row(identifier, person) }
        }
        const fn event(identifier: &'static str, person: &'static str, date: &'static str) -> Spec {
            Spec { required_date: Some(date), is_event: true, ..row(identifier, person) }
        }
        const fn via(owner: Owner, column: &'static str) -> Option<Via> {
            Some(Via { column, owner })
        }
        const fn no(column: &'static str) -> Option<Flag> {
            Some(Flag { column, otherwise: "no" })
        }
        const fn seen(column: &'static str) -> Option<Flag> {
            Some(Flag { column, otherwise: "unknown" })
        }
        match table {
            Table::Person => Self {
                dates: &["pers_dob", "pers_expected_dob", "pers_death_date"],
                far_off: Some("pers_death_date"),
                ..row("pers_person_id", "pers_person_id")
            },
            Table::CinEpisodes => Self {
                flag: no("cine_referral_nfa"),
                ..lasting("cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date")
            },
            Table::CinPlans => Self {
                via: via(Owner::Referral, "cinp_referral_id"),
                ..lasting("cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date")
            },
            Table::CinVisits => Self {
                via: via(Owner::InNeedPlan, "cinv_cin_plan_id"),
                flag: seen("cinv_cin_visit_seen"),
                ..event("cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date")
            },
            Table::CinAssessments => Self {
                via: via(Owner::Referral, "cina_referral_id"),
                start: Some("cina_assessment_start_date"),
                end: Some("cina_assessment_auth_date"),
                ..row("cina_assessment_id", "cina_person_id")
            },
            Table::CpPlans => Self {
                flag: no("cppl_cp_plan_ola"),
                ..lasting("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
            },
            Table::CpReviews => Self {
                via: via(Owner::ProtectionPlan, "cppr_cp_plan_id"),
                ..event("cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date")
            },
            Table::CpVisits => Self {
                via: via(Owner::ProtectionPlan, "cppv_cp_plan_id"),
                flag: seen("cppv_cp_visit_seen"),
                ..event("cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date")
            },
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
                via: via(Owner::PeriodOfCare, "clap_cla_id"),
                ..lasting(
                    "clap_cla_placement_id",
                    "clap_person_id",
                    "clap_cla_placement_start_date",
                    "clap_cla_placement_end_date",
                )
            },
            Table::ClaReviews => Self {
                via: via(Owner::PeriodOfCare, "clar_cla_id"),
                flag: no("clar_cla_review_cancelled"),
                ..event("clar_cla_review_id", "clar_cla_person_id", "clar_cla_review_date")
            },
            Table::ClaHealth => event("clah_health_check_id", "clah_person_id", "clah_health_check_date"),
            Table::ClaVisits => Self {
                via: via(Owner::PeriodOfCare, "clav_cla_id"),
                flag: seen("clav_cla_visit_seen"),
                ..event("clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date")
            },
            Table::LegalStatus => lasting(
                "lega_legal_status_id",
                "lega_person_id",
                "lega_legal_status_start_date",
                "lega_legal_status_end_date",
            ),
            Table::CareLeavers => Self {
                dates: &["clea_care_leaver_latest_contact", "clea_pathway_plan_review_date"],
                ..row("clea_table_id", "clea_person_id")
            },
            Table::Involvements => Self {
                via: via(Owner::Referral, "invo_referral_id"),
                ..lasting(
                    "invo_involvements_id",
                    "invo_person_id",
                    "invo_involvement_start_date",
                    "invo_involvement_end_date",
                )
            },
            Table::Department => Self { person: None, ..row("dept_team_id", "") },
            Table::Disability => Self { identifier: None, ..row("", "disa_person_id") },
            Table::CoreGroups => event("core_group_id", "person_id", "core_group_date"),
            Table::CinReviews => event("cin_review_id", "person_id", "cin_review_date"),
            Table::Supervisions => event("supervision_id", "person_id", "supervision_date"),
            Table::PlacementChangeMeetings => event("meeting_id", "person_id", "meeting_date"),
            Table::CareLeaverSpells => lasting("spell_id", "person_id", "start_date", "end_date"),
            Table::CareLeaverStatuses => Self {
                required_date: Some("recorded_date"),
                dates: &["latest_contact_date"],
                ..row("status_id", "person_id")
            },
            Table::PathwayPlans => event("pathway_plan_id", "person_id", "pathway_plan_date"),
            Table::CareLeaverVisits => Self { flag: seen("seen"), ..event("visit_id", "person_id", "visit_date") },
            Table::OwnEvents(_) => {
                Self { flag: seen("seen"), times: [Some("time"), None], ..event("id", "person", "date") }
            }
            Table::OwnSpells(_) => {
                Self { times: [Some("start_time"), Some("end_time")], ..lasting("id", "person", "start", "end") }
            }
            Table::Population => Self {
                identifier: None,
                person: None,
                required_date: Some("published_date"),
                dates: &["reference_date"],
                number: Some("population_0_17"),
                ..row("", "")
            },
        }
    }

    /// The first required column that a file of this table lacks. The column of the person is not required if another gives the
    /// person.
    pub(crate) fn first_missing(&self, has: impl Fn(&str) -> bool) -> Option<&'static str> {
        let person = self.person.filter(|_| !self.via.is_some_and(|via| has(via.column)));
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
        let kind = carekpi_model::OwnKind::new("missing-episode").unwrap();
        let own = [Table::OwnEvents(kind), Table::OwnSpells(kind)];
        for table in Table::ALL.iter().chain(&own) {
            let spec = Spec::of(*table);
            let Spec { identifier, person, via, required_date, start, end, dates, far_off, number, .. } = spec;
            let Spec { flag, times, is_event, .. } = spec;
            let (via, flag) = (via.map(|via| via.column), flag.map(|flag| flag.column));
            let named = [identifier, person, via, required_date, start, end, far_off, number, flag];
            for column in named.into_iter().chain(times).flatten().chain(dates.iter().copied()) {
                assert!(position(*table, column) < columns(*table).len(), "{table} {column:?}");
            }
            assert_eq!(position(*table, "no such column"), usize::MAX);
            assert!(columns(*table).len() <= MOST_COLUMNS, "{table}");
            assert!(!is_event || (required_date.is_some() && end.is_none()), "{table}");
        }
    }

    #[test]
    fn one_column_that_gives_the_person_is_enough() {
        let missing = |table, has: &[&str]| Spec::of(table).first_missing(|column| has.contains(&column));
        let date = "cppv_cp_visit_date";
        for (has, expected) in [
            (&["cppv_cp_visit_id", "cppv_person_id", date][..], None),
            (&["cppv_cp_visit_id", "cppv_cp_plan_id", date], None),
            (&["cppv_cp_visit_id", date], Some("cppv_person_id")),
            (&["cppv_cp_visit_id", "cppv_cp_plan_id"], Some(date)),
            (&["cppv_cp_plan_id", date], Some("cppv_cp_visit_id")),
        ] {
            assert_eq!(missing(Table::CpVisits, has), expected, "{has:?}");
        }
        assert_eq!(missing(Table::CpPlans, &["cppl_cp_plan_id", "cppl_cp_plan_start_date"]), Some("cppl_person_id"));
        assert_eq!(missing(Table::Population, &["published_date"]), Some("population_0_17"));
        assert_eq!(missing(Table::Disability, &["disa_person_id"]), None);
    }
}
