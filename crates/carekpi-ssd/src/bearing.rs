//! Which kinds of record a column bears on.

use std::borrow::Cow;
use std::collections::BTreeSet;

use carekpi_model::{EventKind, RecordKind};

use crate::Table;
use crate::spec::Spec;

/// The kinds of record that may be wrong if a column of a table is; none for a column that no figure uses.
pub(crate) fn records_of(table: Table, column: &str) -> Cow<'static, [RecordKind]> {
    const PLAN: RecordKind = RecordKind::Event(EventKind::PathwayPlan);
    if table.is_own() {
        return table.records();
    }
    Cow::Borrowed(match column {
        "pers_sex" | "pers_gender" | "pers_ethnicity" | "pers_expected_dob" => &[],
        "pers_dob" => &[RecordKind::Birth],
        // Whatever is open ends on the day of death.
        "pers_death_date" => &[RecordKind::Death],
        "clap_cla_placement_type" => &[RecordKind::PlacementCode, RecordKind::PlacementIdentity],
        "clap_cla_placement_urn" => &[RecordKind::PlacementIdentity],
        "cinv_cin_visit_seen" => &[RecordKind::VisitSeen(EventKind::ChildInNeedVisit)],
        "cppv_cp_visit_seen" => &[RecordKind::VisitSeen(EventKind::ProtectionVisit)],
        "clav_cla_visit_seen" => &[RecordKind::VisitSeen(EventKind::LookedAfterVisit)],
        "seen" => &[RecordKind::VisitSeen(EventKind::LeaverVisit)],
        // It only tells alike allocations apart.
        "invo_professional_id" => &[],
        "invo_professional_role_id" => &[RecordKind::AllocationRole],
        "invo_professional_team" => &[RecordKind::AllocationTeam],
        "cinp_cin_plan_team" | "cppr_cp_review_due" | "clar_cla_review_due_date" | "area" => &[],
        "accommodation" | "clea_care_leaver_accommodation" | "clea_care_leaver_allocated_team" => &[],
        "clea_care_leaver_eligibility" => &[RecordKind::LeaverSpell, RecordKind::LeaverStatus, PLAN],
        // The latest statuses may say that the person died, and their day is that of the latest contact.
        "clea_care_leaver_latest_contact" => &[RecordKind::LeaverStatus, RecordKind::LeaverContact, RecordKind::Death],
        "clea_pathway_plan_review_date" => &[PLAN],
        "recorded_date" => &[RecordKind::LeaverStatus],
        "latest_contact_date" => &[RecordKind::LeaverContact],
        "in_touch" | "clea_care_leaver_in_touch" => &[RecordKind::LeaverInTouch, RecordKind::Death],
        "accommodation_suitable" | "clea_care_leaver_accom_suitable" => &[RecordKind::LeaverSuitable],
        "activity" | "clea_care_leaver_activity" => &[RecordKind::LeaverActivity],
        // The eligibility of a spell with dates is taken as it is.
        "eligibility" => &[],
        _ => return table.records(),
    })
}

/// The column that identifies a table's rows; `None` if they have no identifier. Of two rows with the same one, the later is set
/// aside.
///
/// ```
/// use carekpi_ssd::{Table, identifier_column};
///
/// assert_eq!(identifier_column(Table::CpVisits), Some("cppv_cp_visit_id"));
/// assert_eq!(identifier_column(Table::Disability), None);
/// ```
#[must_use]
pub fn identifier_column(table: Table) -> Option<&'static str> {
    Spec::of(table).identifier
}

/// The columns that give the person of a row: the one that names the person, and the one that names what gives the person.
///
/// ```
/// use carekpi_ssd::{Table, person_columns};
///
/// assert_eq!(person_columns(Table::CpVisits), [Some("cppv_person_id"), Some("cppv_cp_plan_id")]);
/// assert_eq!(person_columns(Table::Department), [None, None]);
/// ```
#[must_use]
pub fn person_columns(table: Table) -> [Option<&'static str>; 2] {
    let Spec { person, via, .. } = Spec::of(table);
    [person, via.map(|via| via.column)]
}

/// The column that gives the person of a table's rows if this one does not; `None` if this column never does, or no other can.
///
/// ```
/// use carekpi_ssd::{Table, other_person_column};
///
/// assert_eq!(other_person_column(Table::CpVisits, "cppv_cp_plan_id"), Some("cppv_person_id"));
/// assert_eq!(other_person_column(Table::CpVisits, "cppv_cp_visit_seen"), None);
/// ```
#[must_use]
pub fn other_person_column(table: Table, column: &str) -> Option<&'static str> {
    let [person, via] = person_columns(table);
    if person == Some(column) { via } else { person.filter(|_| via == Some(column)) }
}

/// Whether no figure is in doubt if a file of this table lacks a column.
pub(crate) fn is_spare(table: Table, column: &str, present: &BTreeSet<Table>) -> bool {
    let replaced_by: &[Table] = match column {
        "clea_pathway_plan_review_date" => &[Table::PathwayPlans],
        "clea_care_leaver_eligibility" => &[Table::CareLeaverSpells, Table::CareLeaverStatuses, Table::PathwayPlans],
        _ if table == Table::CareLeavers => &[Table::CareLeaverStatuses],
        _ => &[],
    };
    let is_replaced = !replaced_by.is_empty() && replaced_by.iter().all(|table| present.contains(table));
    // Without the person's column, the rows name what gives the person. Without that one, they name the person.
    let gives_person = other_person_column(table, column).is_some();
    is_replaced || gives_person || column == "cppl_cp_plan_ola" || records_of(table, column).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::columns;

    #[test]
    fn columns_that_no_figure_is_in_doubt_without() {
        let all = BTreeSet::from_iter(Table::ALL.iter().copied());
        let is_spare = |column: &str, present: &BTreeSet<Table>| {
            let table = Table::ALL.iter().find(|table| columns(**table).contains(&column)).unwrap();
            super::is_spare(*table, column, present)
        };
        let none = BTreeSet::new();
        for (column, alone, with_supplement) in [
            ("pers_dob", false, false),
            ("pers_death_date", false, false),
            ("pers_sex", true, true),
            ("pers_expected_dob", true, true),
            ("cppl_cp_plan_end_date", false, false),
            ("cppl_cp_plan_ola", true, true),
            ("cppv_cp_plan_id", true, true),
            ("cppv_person_id", true, true),
            ("clae_cla_id", false, false),
            ("clap_cla_id", true, true),
            ("clap_cla_placement_type", false, false),
            ("clah_health_check_status", false, false),
            ("clea_care_leaver_activity", false, true),
            ("clea_care_leaver_eligibility", false, true),
            ("clea_pathway_plan_review_date", false, true),
            ("disa_disability_code", true, true),
            ("eligibility", true, true),
            ("area", true, true),
            ("reference_date", false, false),
        ] {
            assert_eq!((is_spare(column, &none), is_spare(column, &all)), (alone, with_supplement), "{column}");
        }
    }

    #[test]
    fn a_column_bears_on_kinds_of_its_table_or_on_what_a_death_ends() {
        for table in Table::ALL {
            for column in columns(*table) {
                let is_of_table = |kind: &RecordKind| match *kind {
                    RecordKind::Death => true,
                    RecordKind::PlacementIdentity => *table == Table::ClaPlacement,
                    RecordKind::VisitSeen(visit) => table.records().contains(&RecordKind::Event(visit)),
                    kind => table.records().contains(&kind),
                };
                assert!(records_of(*table, column).iter().all(is_of_table), "{table} {column}");
            }
        }
    }
}
