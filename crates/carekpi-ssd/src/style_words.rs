//! The words in which System C writes what the standard has codes for.

use std::borrow::Cow;

use crate::Table;
use crate::date_order::has_dates;

/// What a cell of the standard is in the tables from System C. `first` tells whether it is the first health assessment of its
/// person.
pub(crate) fn system_c<'t>(table: Table, column: &str, text: Cow<'t, str>, first: bool) -> Cow<'t, str> {
    if !table.name().starts_with("ssd_") {
        return text;
    }
    if text.is_empty() {
        // A pathway plan that is not there.
        return if column == "clea_pathway_plan_review_date" { "1900-01-01 00:00:00".into() } else { text };
    }
    if has_dates(column) {
        return if text.len() == DAY.len() { format!("{text} 00:00:00").into() } else { text };
    }
    match column {
        "invo_professional_role_id" => instead(&ROLES, text),
        "clah_health_check_type" if &*text == "Health assessment" => {
            if first {
                "Initial Health Assessment (IHA)".into()
            } else {
                "Review Health Assessment (RHA)".into()
            }
        }
        "clah_health_check_type" => instead(&[("Dental check", "Dentist")], text),
        "clah_health_check_status" => instead(&[("Completed", if first { "Attended" } else { "Complete" })], text),
        "lega_legal_status" => described(&LEGAL_STATUSES, ": ", text),
        "clap_cla_placement_type" => described(&PLACEMENTS, " - ", text),
        "clea_care_leaver_activity" => described(&ACTIVITIES, " - ", text),
        "clea_care_leaver_accom_suitable" => described(&[("1", "suitable"), ("0", "unsuitable")], ") ", text),
        "clea_care_leaver_accommodation" => instead(&ACCOMMODATION, text),
        _ => text,
    }
}

/// The form of a day without a time.
const DAY: &str = "YYYY-MM-DD";

/// The words for a text, if there are any.
fn words(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    table.iter().find(|(code, _)| *code == text).map(|(_, words)| *words)
}

fn instead<'t>(table: &[(&str, &'static str)], text: Cow<'t, str>) -> Cow<'t, str> {
    words(table, &text).map_or(text, Cow::Borrowed)
}

/// The code and its description.
fn described<'t>(table: &[(&str, &'static str)], between: &str, text: Cow<'t, str>) -> Cow<'t, str> {
    match words(table, &text) {
        Some(words) => format!("{text}{between}{words}").into(),
        None => text,
    }
}

const ROLES: [(&str, &str); 2] = [("Allocated social worker", "CW"), ("Family support worker", "FSW")];

const LEGAL_STATUSES: [(&str, &str); 4] = [
    ("C1", "interim care order"),
    ("C2", "full care order"),
    ("V2", "single period of accommodation"),
    ("V4", "series of short breaks"),
];

const PLACEMENTS: [(&str, &str); 8] = [
    ("A3", "placed for adoption with consent"),
    ("H5", "semi-independent living"),
    ("K2", "children's home"),
    ("P1", "placed with parents"),
    ("T3", "temporary accommodation"),
    ("U1", "foster placement with a relative or friend, long term"),
    ("U4", "foster placement with another carer, long term"),
    ("U6", "foster placement with another carer"),
];

const ACTIVITIES: [(&str, &str); 9] = [
    ("F1", "full time higher education"),
    ("F2", "full time education"),
    ("F4", "full time training"),
    ("F5", "full time employment"),
    ("P2", "part time education"),
    ("P5", "part time employment"),
    ("G4", "not in education, employment or training: illness"),
    ("G5", "not in education, employment or training: other"),
    ("G6", "not in education, employment or training: parent"),
];

const ACCOMMODATION: [(&str, &str); 7] = [
    ("B", "With parents"),
    ("C", "Community home"),
    ("R", "Residence not known"),
    ("T", "Semi-independent"),
    ("U", "Independent"),
    ("V", "Emergency accommodation"),
    ("Y", "Other accommodation"),
];
