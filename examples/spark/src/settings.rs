//! What is measured, and by which definitions.

use carekpi::model::Caseload;
use carekpi::{Definitions, GroupBy, Measurement, Profile, Step, WorkingCalendar};
use chrono::NaiveDate;
use serde::Deserialize;

/// What all parts are measured with, as the driver decides it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The first date.
    pub(crate) first: NaiveDate,
    /// The last date.
    pub(crate) last: NaiveDate,
    /// The step between dates, by name.
    step: String,
    /// What to group by, by name.
    pub(crate) by: Option<String>,
    /// The profile that the definitions begin with, by name.
    profile: String,
    /// What differs from it, as the text of a definitions file.
    definitions: String,
    /// Whether any part records a role of a worker.
    pub(crate) roles_recorded: bool,
}

impl Settings {
    pub(crate) fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| format!("settings: {error}"))
    }

    pub(crate) fn step(&self) -> Result<Step, String> {
        self.step.parse().map_err(|error| format!("{error}"))
    }

    pub(crate) fn group_by(&self) -> Result<Option<GroupBy>, String> {
        self.by.as_deref().map(str::parse).transpose().map_err(|error| format!("{error}"))
    }

    /// A measurement of the records, whose provenance names the profile.
    pub(crate) fn measure<'c>(&self, caseload: &'c Caseload) -> Result<Measurement<'c>, String> {
        let profile: Profile = self.profile.parse().map_err(|error| format!("{error}"))?;
        let definitions: Definitions = profile.definitions();
        let definitions =
            definitions.with_overrides(&self.definitions).map_err(|error| format!("definitions: {error}"))?;
        Ok(definitions.over(caseload, &WorkingCalendar::england_and_wales()).with_profile(profile.name()))
    }
}
