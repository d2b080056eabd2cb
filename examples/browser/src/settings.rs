//! What is chosen on the page.

use carekpi::ssd::Extract;
use carekpi::{Definitions, Expectations, Measurement, Profile, WorkingCalendar, catalogue, expectations_from_toml};
use chrono::NaiveDate;
use serde::Deserialize;

/// The choices. What is not given is the default of the program.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    snapshot: Option<String>,
    profile: Option<String>,
    definitions: Option<TextFile>,
    expectations: Option<TextFile>,
    /// The name of the council.
    council: Option<String>,
    /// How many days a worklist looks ahead.
    within: Option<u32>,
}

/// A file that is chosen beside the extract.
#[derive(Deserialize)]
struct TextFile {
    name: String,
    text: String,
}

impl Settings {
    pub(crate) fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    /// The snapshot date.
    pub(crate) fn snapshot(&self) -> Result<NaiveDate, String> {
        let text = self.snapshot.as_deref().unwrap_or_default();
        let date: NaiveDate = text.parse().map_err(|_| format!("`{text}` is not a date; expected YYYY-MM-DD"))?;
        calendar().is_working_day(date).map_err(|error| error.to_string())?;
        Ok(date)
    }

    /// A measurement of the records, whose provenance names the profile and the mappings.
    pub(crate) fn measure<'c>(&self, extract: &'c Extract) -> Result<Measurement<'c>, String> {
        let profile = self.profile.as_deref().unwrap_or("default");
        let profile: Profile = profile.parse().map_err(|error| format!("{error}"))?;
        let mut definitions: Definitions = profile.definitions();
        if let Some(TextFile { name, text }) = &self.definitions {
            definitions = definitions.with_overrides(text).map_err(|error| format!("{name} {error}"))?;
        }
        let measurement = definitions.over(&extract.caseload, &calendar());
        Ok(measurement.with_profile(profile.name()).with_mappings(extract.mappings.clone()))
    }

    /// What is expected of the figures.
    pub(crate) fn expectations(&self) -> Result<Option<Expectations>, String> {
        let Some(TextFile { name, text }) = &self.expectations else { return Ok(None) };
        expectations_from_toml(text, &catalogue()).map(Some).map_err(|error| format!("{name} {error}"))
    }

    pub(crate) fn council(&self) -> Option<&str> {
        self.council.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }

    pub(crate) fn within(&self) -> u32 {
        self.within.unwrap_or(14)
    }
}

pub(crate) fn calendar() -> WorkingCalendar {
    WorkingCalendar::england_and_wales()
}
