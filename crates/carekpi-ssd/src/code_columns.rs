//! Where the tables hold the codes and words that definitions look for.

use carekpi_model::CodeColumn;

use crate::Table;

/// The columns that hold the values of a field, each with its table.
///
/// ```
/// use carekpi_model::CodeColumn;
/// use carekpi_ssd::{Table, columns_of};
///
/// assert_eq!(columns_of(CodeColumn::LegalStatus), [(Table::LegalStatus, "lega_legal_status")]);
/// ```
#[must_use]
pub const fn columns_of(field: CodeColumn) -> &'static [(Table, &'static str)] {
    match field {
        CodeColumn::LegalStatus => &[(Table::LegalStatus, "lega_legal_status")],
        CodeColumn::Placement => &[(Table::ClaPlacement, "clap_cla_placement_type")],
        CodeColumn::HealthCheckType => &[(Table::ClaHealth, "clah_health_check_type")],
        CodeColumn::HealthCheckStatus => &[(Table::ClaHealth, "clah_health_check_status")],
        CodeColumn::Activity => {
            &[(Table::CareLeavers, "clea_care_leaver_activity"), (Table::CareLeaverStatuses, "activity")]
        }
        CodeColumn::InTouch => {
            &[(Table::CareLeavers, "clea_care_leaver_in_touch"), (Table::CareLeaverStatuses, "in_touch")]
        }
        CodeColumn::Suitable => &[
            (Table::CareLeavers, "clea_care_leaver_accom_suitable"),
            (Table::CareLeaverStatuses, "accommodation_suitable"),
        ],
        CodeColumn::Role => &[(Table::Involvements, "invo_professional_role_id")],
        CodeColumn::Team => &[(Table::Involvements, "invo_professional_team")],
        CodeColumn::Eligibility => &[(Table::CareLeavers, "clea_care_leaver_eligibility")],
        _ => &[],
    }
}
