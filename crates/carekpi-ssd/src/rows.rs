//! The rows of the tables, as written. Every column is text; a blank or `NULL` value is missing.
//!
//! A row has one field for each column that is read, with the column's name. No column with a person's name is read.
//!
//! A row can be read from any format of serde, and kept: a field that is missing is blank.
//!
//! ```
//! use carekpi_ssd::rows;
//! use serde::de::DeserializeOwned;
//!
//! fn read<Row: DeserializeOwned>(text: String) -> Row {
//!     serde_json::from_str(&text).unwrap()
//! }
//! let plan: rows::CpPlan<'static> = read(r#"{"cppl_cp_plan_id": "CP1", "cppl_person_id": "P1"}"#.to_owned());
//! assert_eq!((&*plan.cppl_cp_plan_id, &*plan.cppl_cp_plan_end_date), ("CP1", ""));
//! ```

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Table;

/// The cells of a row, in the order of the columns that are read. Cells after the last column are blank.
pub(crate) type Cells<'r> = [&'r str; MOST_COLUMNS];

/// The largest number of columns that are read of a table.
pub(crate) const MOST_COLUMNS: usize = 10;

/// The cells of a blank row.
pub(crate) const NO_CELLS: Cells<'static> = [""; MOST_COLUMNS];

/// The texts of a row.
pub(crate) trait RowTexts {
    /// The text of a column that is read. It is blank if a date is given.
    fn text(&self, at: usize) -> &str;
}

impl RowTexts for Cells<'_> {
    #[inline]
    fn text(&self, at: usize) -> &str {
        self.get(at).copied().unwrap_or("")
    }
}

/// A row of a table.
pub(crate) trait Row: Sized {
    /// The columns that are read, in the order of the fields.
    const COLUMNS: &'static [&'static str];

    /// The cells, in the order of the columns.
    fn cells(&self) -> Cells<'_>;

    /// A row with these cells.
    fn from_cells(cells: &Cells<'_>) -> Self;
}

/// Whether a table's column of this name is read, in whatever case: one of [`columns`], or another name of one. No other column needs
/// to be asked of a database. None has a person's name.
///
/// Of a table of your own kind, only a mapping says which columns are read, and the answer is no.
///
/// ```
/// use carekpi_ssd::{Table, rows};
///
/// assert!(rows::is_read(Table::Person, "PERS_DOB"));
/// assert!(!rows::is_read(Table::Person, "pers_surname"));
/// // As the scripts for Mosaic write the table.
/// assert!(rows::is_read(Table::CinPlans, "cin_plan_id"));
/// ```
#[must_use]
pub fn is_read(table: Table, name: &str) -> bool {
    let is_name = |column: &&str| is_same(column, name) || other_name(column).is_some_and(|other| is_same(other, name));
    !table.is_own() && columns(table).iter().any(is_name)
}

/// Another name of a column, where its own is not there.
pub(crate) fn other_name(column: &str) -> Option<&'static str> {
    (column == "cinp_cin_plan_id").then_some("cin_plan_id")
}

/// Whether two names of columns are one, in whatever case.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
}

macro_rules! rows {
    ($($(#[doc = $doc:literal])* $row:ident of $table:ident as $many:ident { $($column:ident),* $(,)? })*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(default)]
            pub struct $row<'t> {
                $(
                    #[doc = concat!("The column `", stringify!($column), "`.")]
                    pub $column: Cow<'t, str>,
                )*
            }

            impl Row for $row<'_> {
                const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),*];

                fn cells(&self) -> Cells<'_> {
                    let mut cells = NO_CELLS;
                    for (cell, text) in cells.iter_mut().zip([$(&self.$column),*]) {
                        *cell = text;
                    }
                    cells
                }

                fn from_cells(cells: &Cells<'_>) -> Self {
                    let mut cells = cells.iter();
                    let mut next = || Cow::Owned(cells.next().map_or_else(String::new, |cell| (*cell).to_owned()));
                    Self { $($column: next()),* }
                }
            }
        )*

        /// The rows of all tables, but for those of your own kinds.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Tables<'t> {
            $(
                #[doc = concat!("The rows of [`Table::", stringify!($table), "`].")]
                pub $many: Vec<$row<'t>>,
            )*
        }

        impl<'t> Tables<'t> {
            /// Calls `each` with the cells of every row of a table.
            pub(crate) fn for_each_row<'s>(&'s self, table: Table, mut each: impl FnMut(Cells<'s>)) {
                match table {
                    $(Table::$table => self.$many.iter().for_each(|row| each(row.cells())),)*
                    Table::OwnEvents(_) | Table::OwnSpells(_) => {}
                }
            }

            /// Adds the rows of another part, table by table, after those that are here.
            ///
            /// ```
            /// use carekpi_ssd::{Extract, Tables, rows};
            ///
            /// let part = |id: &str| {
            ///     let mut part = Tables::default();
            ///     part.person.push(rows::Person { pers_person_id: id.to_owned().into(), ..Default::default() });
            ///     part
            /// };
            /// let mut tables = part("P1");
            /// tables.append(part("P2"));
            /// assert_eq!(Extract::from_rows(&tables).unwrap().caseload.len(), 2);
            /// ```
            pub fn append(&mut self, mut part: Self) {
                $(self.$many.append(&mut part.$many);)*
            }

            /// The number of rows of a table.
            #[must_use]
            pub fn len(&self, table: Table) -> usize {
                match table {
                    $(Table::$table => self.$many.len(),)*
                    Table::OwnEvents(_) | Table::OwnSpells(_) => 0,
                }
            }

            /// Whether no table has a row.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                Table::ALL.iter().all(|table| self.len(*table) == 0)
            }

            /// Adds a row to a table.
            pub(crate) fn push(&mut self, table: Table, cells: &Cells<'_>) {
                match table {
                    $(Table::$table => self.$many.push($row::from_cells(cells)),)*
                    Table::OwnEvents(_) | Table::OwnSpells(_) => {}
                }
            }

            /// Removes the rows of a table.
            pub(crate) fn clear(&mut self, table: Table) {
                match table {
                    $(Table::$table => self.$many.clear(),)*
                    Table::OwnEvents(_) | Table::OwnSpells(_) => {}
                }
            }
        }

        /// The columns of a table that are read, in the order of the fields. A table may have another name for one of them:
        /// [`is_read`] says which of its columns to ask for.
        ///
        /// ```
        /// use carekpi_ssd::{Table, rows};
        ///
        /// assert_eq!(rows::columns(Table::Department), ["dept_team_id", "dept_team_name"]);
        /// ```
        #[must_use]
        pub const fn columns(table: Table) -> &'static [&'static str] {
            match table {
                $(Table::$table => $row::COLUMNS,)*
                // As a mapping calls them; it says what the file calls them.
                Table::OwnEvents(_) => &["id", "person", "date", "time", "seen"],
                Table::OwnSpells(_) => &["id", "person", "start", "start_time", "end", "end_time"],
            }
        }
    };
}

rows! {
    /// A row of `ssd_person`.
    Person of Person as person {
        pers_person_id, pers_sex, pers_gender, pers_ethnicity, pers_dob, pers_expected_dob, pers_death_date,
    }
    /// A row of `ssd_cin_episodes`: a referral.
    CinEpisode of CinEpisodes as cin_episodes {
        cine_referral_id, cine_person_id, cine_referral_date, cine_referral_nfa, cine_close_date,
    }
    /// A row of `ssd_cin_plans`.
    CinPlan of CinPlans as cin_plans {
        cinp_cin_plan_id, cinp_referral_id, cinp_person_id, cinp_cin_plan_start_date, cinp_cin_plan_end_date,
        cinp_cin_plan_team,
    }
    /// A row of `ssd_cin_visits`.
    CinVisit of CinVisits as cin_visits {
        cinv_cin_visit_id, cinv_person_id, cinv_cin_plan_id, cinv_cin_visit_date, cinv_cin_visit_seen,
    }
    /// A row of `ssd_cin_assessments`.
    CinAssessment of CinAssessments as cin_assessments {
        cina_assessment_id, cina_person_id, cina_referral_id, cina_assessment_start_date, cina_assessment_auth_date,
    }
    /// A row of `ssd_cp_plans`.
    CpPlan of CpPlans as cp_plans {
        cppl_cp_plan_id, cppl_person_id, cppl_cp_plan_start_date, cppl_cp_plan_end_date, cppl_cp_plan_ola,
    }
    /// A row of `ssd_cp_reviews`.
    CpReview of CpReviews as cp_reviews {
        cppr_cp_review_id, cppr_person_id, cppr_cp_plan_id, cppr_cp_review_date, cppr_cp_review_due,
    }
    /// A row of `ssd_cp_visits`.
    CpVisit of CpVisits as cp_visits {
        cppv_cp_visit_id, cppv_person_id, cppv_cp_plan_id, cppv_cp_visit_date, cppv_cp_visit_seen,
    }
    /// A row of `ssd_cla_episodes`.
    ClaEpisode of ClaEpisodes as cla_episodes {
        clae_cla_episode_id, clae_person_id, clae_cla_id, clae_cla_episode_start_date, clae_cla_episode_ceased_date,
        clae_entered_care_date,
    }
    /// A row of `ssd_cla_placement`.
    ClaPlacement of ClaPlacement as cla_placement {
        clap_cla_placement_id, clap_cla_id, clap_person_id, clap_cla_placement_start_date, clap_cla_placement_end_date,
        clap_cla_placement_type, clap_cla_placement_urn,
    }
    /// A row of `ssd_cla_reviews`.
    ClaReview of ClaReviews as cla_reviews {
        clar_cla_review_id, clar_cla_person_id, clar_cla_id, clar_cla_review_date, clar_cla_review_due_date,
        clar_cla_review_cancelled,
    }
    /// A row of `ssd_cla_health`.
    ClaHealth of ClaHealth as cla_health {
        clah_health_check_id, clah_person_id, clah_health_check_type, clah_health_check_date, clah_health_check_status,
    }
    /// A row of `ssd_cla_visits`.
    ClaVisit of ClaVisits as cla_visits {
        clav_cla_visit_id, clav_cla_id, clav_person_id, clav_cla_visit_date, clav_cla_visit_seen,
    }
    /// A row of `ssd_legal_status`.
    LegalStatus of LegalStatus as legal_status {
        lega_legal_status_id, lega_person_id, lega_legal_status, lega_legal_status_start_date,
        lega_legal_status_end_date,
    }
    /// A row of `ssd_care_leavers`.
    CareLeaver of CareLeavers as care_leavers {
        clea_table_id, clea_person_id, clea_care_leaver_eligibility, clea_care_leaver_in_touch,
        clea_care_leaver_latest_contact, clea_care_leaver_accommodation, clea_care_leaver_accom_suitable,
        clea_care_leaver_activity, clea_pathway_plan_review_date, clea_care_leaver_allocated_team,
    }
    /// A row of `ssd_involvements`.
    Involvement of Involvements as involvements {
        invo_involvements_id, invo_professional_id, invo_professional_role_id, invo_professional_team,
        invo_involvement_start_date, invo_involvement_end_date, invo_person_id, invo_referral_id,
    }
    /// A row of `ssd_department`.
    Department of Department as department { dept_team_id, dept_team_name }
    /// A row of `ssd_disability`.
    Disability of Disability as disability { disa_person_id, disa_disability_code }
    /// A row of `local_core_groups`.
    CoreGroup of CoreGroups as core_groups { core_group_id, person_id, core_group_date }
    /// A row of `local_cin_reviews`.
    CinReview of CinReviews as cin_reviews { cin_review_id, person_id, cin_review_date }
    /// A row of `local_supervisions`.
    Supervision of Supervisions as supervisions { supervision_id, person_id, supervision_date }
    /// A row of `local_placement_change_meetings`.
    PlacementChangeMeeting of PlacementChangeMeetings as placement_change_meetings {
        meeting_id, person_id, meeting_date,
    }
    /// A row of `local_care_leaver_spells`.
    CareLeaverSpell of CareLeaverSpells as care_leaver_spells {
        spell_id, person_id, start_date, end_date, eligibility,
    }
    /// A row of `local_care_leaver_statuses`.
    CareLeaverStatus of CareLeaverStatuses as care_leaver_statuses {
        status_id, person_id, recorded_date, in_touch, accommodation, accommodation_suitable, activity,
        latest_contact_date,
    }
    /// A row of `local_pathway_plans`.
    PathwayPlan of PathwayPlans as pathway_plans { pathway_plan_id, person_id, pathway_plan_date }
    /// A row of `local_care_leaver_visits`.
    CareLeaverVisit of CareLeaverVisits as care_leaver_visits { visit_id, person_id, visit_date, seen }
    /// A row of `local_population`.
    PopulationEstimate of Population as population { area, reference_date, published_date, population_0_17 }
}
