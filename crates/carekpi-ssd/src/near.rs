//! Names that are nearly the name of something absent: a slip of the pen, or a name that was shortened.

use std::collections::HashSet;
use std::sync::LazyLock;

use strsim::osa_distance;

use crate::Table;
use crate::rows::columns;

/// The columns of the standard, each with its table.
const STANDARD: &str = include_str!("../data/standard_columns.csv");

/// Whether a name is a column of the standard, or one that is read.
pub(crate) fn is_column(name: &str) -> bool {
    static COLUMNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let standard = STANDARD.lines().filter_map(|line| line.split_once(',')).map(|(_, column)| column);
        let read = Table::ALL.iter().flat_map(|table| columns(*table)).copied();
        standard.chain(read).map(str::to_ascii_lowercase).collect()
    });
    COLUMNS.contains(&name.trim().to_ascii_lowercase())
}

/// The name that is nearest to an absent one, if it is so near that it may be meant. A column of the standard is never it.
pub(crate) fn nearest<'p>(absent: &str, present: &'p [String]) -> Option<&'p str> {
    closest(absent, present.iter().map(String::as_str).filter(|name| !is_column(name)))
}

/// The name that is nearest to an absent one, if it is so near that it may be meant.
pub(crate) fn closest<'p>(absent: &str, names: impl IntoIterator<Item = &'p str>) -> Option<&'p str> {
    let letters = letters(absent);
    let near = names.into_iter().filter_map(|name| Some((distance(&letters, name)?, name)));
    near.min().map(|(_, name)| name)
}

/// How far a name is from the letters of an absent one; `None` if it is too far to be meant.
fn distance(absent: &str, name: &str) -> Option<usize> {
    let other = letters(name);
    let most = absent.len().checked_div(8).unwrap_or(0).clamp(1, 2);
    // Names whose lengths differ by more are further from each other than that.
    let is_close = absent.chars().count().abs_diff(other.chars().count()) <= most;
    let distance = if is_close { osa_distance(absent, &other) } else { usize::MAX };
    // The end of a name may do for the whole, if it has two words.
    let is_end = other.len() >= 6
        && name.contains(|character: char| !character.is_alphanumeric())
        && absent.strip_suffix(other.as_str()).is_some();
    match distance {
        _ if other.is_empty() => None,
        near if near <= most && near < other.len() => Some(near),
        _ => is_end.then_some(most.saturating_add(1)),
    }
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A question about a near name, to put after a message; blank without one.
pub(crate) fn question(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found_and_no_other() {
        for (absent, present, near) in [
            ("cppl_cp_plan_end_date", &["cppl_cp_plan_enddate"][..], Some("cppl_cp_plan_enddate")),
            ("clap_cla_placement_type", &["cla_cla_placement_type"], Some("cla_cla_placement_type")),
            ("cppl_cp_plan_end_date", &["CPPL CP Plan End Date"], Some("CPPL CP Plan End Date")),
            ("cppl_cp_plan_end_date", &["cp_plan_end_date"], Some("cp_plan_end_date")),
            ("cppl_cp_plan_end_date", &["end_dates", "cppl_cp_plan_edn_date"], Some("cppl_cp_plan_edn_date")),
            ("cppl_cp_plan_end_date", &["plan_end_date", "cppl_cp_plan_endate"], Some("cppl_cp_plan_endate")),
            ("cppl_cp_plan_end_date", &["date", "id", "closed", "", "cppl_cp_plan_reason"], None),
            // Columns of the standard, of this table or another.
            ("cppl_cp_plan_ola", &["cppl_cp_plan_id"], None),
            ("clap_cla_id", &["CLAE_CLA_ID"], None),
            ("end_date", &["start_date"], None),
            ("ssd_cp_plans", &["ssd_cp_plan"], Some("ssd_cp_plan")),
            ("ssd_cp_plans", &["cp_plans"], Some("cp_plans")),
            ("ssd_cp_plans", &["notes", "ssd_professionals"], None),
            ("seen", &["seem"], Some("seem")),
            ("seen", &["s"], None),
        ] {
            let present: Vec<String> = present.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(nearest(absent, &present), near, "{absent} {present:?}");
        }
    }

    #[test]
    fn every_table_of_the_standard_has_its_columns_listed() {
        let listed = |table: &Table| STANDARD.lines().any(|line| line.split(',').next() == Some(table.name()));
        assert!(Table::ALL.iter().all(|table| listed(table) == table.name().starts_with("ssd_")));
        assert!(is_column("PERS_SURNAME ") && is_column("cin_plan_id") && is_column("core_group_date"));
        assert!(!is_column("") && !is_column("ssd_person") && !is_column("cppl_cp_plan_enddate"));
    }
}
