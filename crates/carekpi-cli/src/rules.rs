//! What is measured: the definitions, the indicators that a file configures, and the working calendar.

use std::path::PathBuf;

use carekpi::model::Caseload;
use carekpi::rules::IndicatorInfo;
use carekpi::{ConfiguredIndicators, Definitions, DefinitionsError, Measurement, WorkingCalendar, catalogue};

use crate::exit::ExitError;

/// What is measured.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) definitions: Definitions,
    pub(crate) calendar: WorkingCalendar,
    /// The file of the configured indicators, and what it says.
    pub(crate) configured: Option<(PathBuf, ConfiguredIndicators)>,
}

impl Rules {
    /// The measurement of a caseload.
    pub(crate) fn over<'c>(&self, caseload: &'c Caseload) -> Result<Measurement<'c>, ExitError> {
        self.over_with(caseload, &self.definitions)
    }

    /// The same by other definitions.
    pub(crate) fn over_with<'c>(
        &self,
        caseload: &'c Caseload,
        definitions: &Definitions,
    ) -> Result<Measurement<'c>, ExitError> {
        let measurement = definitions.over(caseload, &self.calendar);
        let Some((file, configured)) = &self.configured else { return Ok(measurement) };
        let all = configured.added_to(measurement, definitions);
        all.map_err(|error| ExitError::arguments(format!("{} {error}", file.display())))
    }

    /// The measurement without the configured indicators that name an unknown kind of record, and why each of those can't be
    /// measured.
    pub(crate) fn over_where_known<'c>(
        &self,
        caseload: &'c Caseload,
    ) -> Result<(Measurement<'c>, Vec<(String, String)>), ExitError> {
        let measurement = self.definitions.over(caseload, &self.calendar);
        let Some((file, configured)) = &self.configured else { return Ok((measurement, Vec::new())) };
        let in_file = |error: DefinitionsError| format!("{} {error}", file.display());
        let known = configured.added_where_known(measurement, &self.definitions);
        let (measurement, errors) = known.map_err(|error| ExitError::arguments(in_file(error)))?;
        Ok((measurement, errors.into_iter().map(|(id, error)| (id, in_file(error))).collect()))
    }

    /// What the indicators are, in their order.
    pub(crate) fn catalogue(&self) -> Vec<IndicatorInfo> {
        let configured = self.configured.iter().flat_map(|(_, configured)| configured.catalogue()).cloned();
        catalogue().into_iter().chain(configured).collect()
    }
}
