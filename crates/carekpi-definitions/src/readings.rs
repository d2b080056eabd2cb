//! The readings: every place where the definitions document can be read in more than one way.

use std::borrow::Cow;

use carekpi_dates::Choice;

use crate::catalogue::catalogue;
use crate::choices::{ReadingChoices, all};

/// The description of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadingInfo {
    /// The setting: table and key, as in a definitions file.
    pub setting: String,
    /// The question, in words.
    pub question: &'static str,
    /// The choices; the first is the default.
    pub choices: &'static [Choice],
    /// The indicators that it can affect.
    pub indicators: Vec<Cow<'static, str>>,
}

/// Every reading. Those that all indicators share come first.
///
/// ```
/// let readings = carekpi_definitions::readings();
/// assert_eq!(readings[0].setting, "shared.end_day");
/// assert!(readings.iter().all(|reading| reading.choices.len() > 1 && !reading.indicators.is_empty()));
/// ```
#[must_use]
pub fn readings() -> Vec<ReadingInfo> {
    let catalogue = catalogue();
    let info = |ReadingChoices { setting, question, choices }| {
        let changed = catalogue.iter().filter(|info| info.depends_on(&setting));
        let indicators = changed.map(|info| info.id.clone()).collect();
        ReadingInfo { setting, question, choices, indicators }
    };
    all().into_iter().map(info).collect()
}
