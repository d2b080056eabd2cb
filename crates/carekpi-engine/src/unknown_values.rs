//! The codes and words of a caseload that no list of the definitions knows.

use crate::{Measurement, UnknownValue};

impl Measurement<'_> {
    /// The values that the definitions do not know, in the order of fields and values: each once, with the number of records that
    /// have it. So are the values of a field that were recorded of one person on one day and contradict each other.
    ///
    /// ```
    /// use carekpi::model::{Caseload, entry};
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let mut builder = Caseload::builder();
    /// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
    /// builder.placement(child, entry::Placement { code: "Foster care", ..entry::Placement::new("PL1", start) });
    /// let caseload = builder.finish().unwrap();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let unknown = measurement.unknown_values();
    /// assert!(unknown[0].to_string().starts_with("placement code \"Foster care\" in 1 record: "));
    /// ```
    #[must_use]
    pub fn unknown_values(&self) -> Vec<UnknownValue> {
        let checks = self.value_checks().iter();
        let mut unknown: Vec<UnknownValue> = checks.flat_map(|check| check.find(self.caseload())).collect();
        unknown.sort();
        unknown
    }
}
