//! Which health assessments count.

use carekpi_dates::reading;
use carekpi_model::PeriodOfCare;
use chrono::NaiveDate;

reading! {
    /// Must the last health assessment have been made during the current period of care?
    pub enum AssessmentsInScope: "assessments_in_scope" {
        /// No: any recorded by the snapshot date counts. The clause for no assessment yet is still about the current period.
        AnyOnRecord = "any_on_record",
        /// Yes: only those made during the current period count.
        CurrentPeriod = "current_period",
    }
}

impl AssessmentsInScope {
    /// The first day of the assessments that count for a child in a period of care.
    pub(crate) const fn counted_since(self, period: &PeriodOfCare) -> NaiveDate {
        match self {
            Self::AnyOnRecord => NaiveDate::MIN,
            Self::CurrentPeriod => period.start,
        }
    }
}
