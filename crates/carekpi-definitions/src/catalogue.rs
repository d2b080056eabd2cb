//! The catalogue of the indicators.

use carekpi_dates::WorkingCalendar;
use carekpi_model::Caseload;
use carekpi_rules::IndicatorInfo;

use crate::Definitions;

/// What the 23 indicators are, in the order of the definitions document.
///
/// ```
/// let areas: std::collections::BTreeSet<_> = carekpi_definitions::catalogue().into_iter().map(|info| info.area.id).collect();
/// assert_eq!(areas.len(), 6);
/// ```
#[must_use]
pub fn catalogue() -> Vec<IndicatorInfo> {
    let caseload = Caseload::default();
    let definitions = Definitions::default();
    let context = definitions.context(&caseload, &WorkingCalendar::england_and_wales());
    definitions.indicators(&context).iter().map(|rule| rule.info().clone()).collect()
}
