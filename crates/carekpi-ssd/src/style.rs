//! The ways in which the scripts of case systems write the Standard Safeguarding Dataset.

use std::fmt;
use std::str::FromStr;

use crate::Table;
use crate::rows::columns;

/// A way in which the tables of the Standard Safeguarding Dataset are written. The supplementary tables are the same in each.
///
/// Each of these is read back as the same records, with these exceptions. A placement in the style of Mosaic, or a review in the
/// style of System C, of a person who has no period of care is written without its person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// Every column that is read, with its name in the standard, dates such as `2026-03-31`, and codes alone.
    #[default]
    Ssd,
    /// As from Mosaic: `cin_plan_id` for `cinp_cin_plan_id`; no `cppl_cp_plan_ola`; visits and conferences name a plan,
    /// placements a period of care, and involvements a referral, and none of them its person.
    ///
    /// Where a person has no such plan or referral, one is added that counts for nothing: a plan that ends on the day on which it
    /// starts, or a referral without further action. `ssd_care_leavers` has a row for each care leaver, made of the latest records
    /// in the supplementary tables.
    Mosaic,
    /// As from System C: dates with a time, `1900-01-01` for a pathway plan that is not there, codes with their descriptions,
    /// roles of workers as codes, and other words for health checks. Visits to children in need name no plan, and looked-after
    /// reviews no person. `ssd_care_leavers` is as for Mosaic.
    SystemC,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::Ssd, Self::Mosaic, Self::SystemC];

    /// Its name, such as `systemc`.
    ///
    /// ```
    /// use carekpi_ssd::Style;
    ///
    /// assert!(Style::ALL.iter().all(|style| style.name().parse() == Ok(*style)));
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ssd => "ssd",
            Self::Mosaic => "mosaic",
            Self::SystemC => "systemc",
        }
    }

    /// The columns that are written of a table: the position of each in a row, and its name.
    pub(crate) fn columns(self, table: Table) -> impl Iterator<Item = (usize, &'static str)> {
        let written = columns(table).iter().copied().enumerate().filter(move |(_, column)| self.writes(column));
        written.map(move |(at, column)| (at, if self == Self::Mosaic { mosaic_name(column) } else { column }))
    }

    /// Whether a column is written.
    pub(crate) fn writes(self, column: &str) -> bool {
        match self {
            Self::Ssd => true,
            Self::Mosaic => !NOT_IN_MOSAIC.contains(&column),
            Self::SystemC => !NOT_IN_SYSTEM_C.contains(&column),
        }
    }
}

/// The name of a column in the tables from Mosaic.
fn mosaic_name(column: &'static str) -> &'static str {
    if column == "cinp_cin_plan_id" { "cin_plan_id" } else { column }
}

/// The columns that the scripts for Mosaic don't write.
const NOT_IN_MOSAIC: [&str; 6] =
    ["cinv_person_id", "cppl_cp_plan_ola", "cppr_person_id", "cppv_person_id", "clap_person_id", "invo_person_id"];

/// The columns that the scripts for System C don't write.
const NOT_IN_SYSTEM_C: [&str; 2] = ["cinv_cin_plan_id", "clar_cla_person_id"];

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a text that is not the name of a style.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown style `{0}`; use ssd, mosaic or systemc")]
pub struct ParseStyleError(String);

impl FromStr for Style {
    type Err = ParseStyleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|style| style.name() == text).ok_or_else(|| ParseStyleError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_persons_names_what_gives_them() {
        for style in Style::ALL {
            for table in Table::ALL {
                let written: Vec<&str> = style.columns(*table).map(|(at, _)| columns(*table)[at]).collect();
                let missing = crate::spec::Spec::of(*table).first_missing(|column| written.contains(&column));
                assert_eq!(missing, None, "{style} {table}");
            }
        }
    }

    #[test]
    fn every_column_that_is_not_written_is_one_of_the_standard() {
        for column in NOT_IN_MOSAIC.iter().chain(&NOT_IN_SYSTEM_C) {
            assert!(Table::ALL.iter().any(|table| columns(*table).contains(column)), "{column}");
        }
        assert_eq!(
            "Mosaic".parse::<Style>().unwrap_err().to_string(),
            "unknown style `Mosaic`; use ssd, mosaic or systemc"
        );
    }
}
