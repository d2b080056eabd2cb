//! Indicators made from settings: a council's own, of the form "up to date".

mod cohort;
mod events;
mod file;
mod keys;
mod rule;
mod settings;
mod words;

use carekpi_engine::{Measurement, Setting};
use carekpi_rules::{IndicatorInfo, Rule};

use crate::{Definitions, DefinitionsError};

use rule::ConfiguredRule;
use settings::IndicatorSettings;

/// Indicators that a council makes from settings, beside the 23. Each says of whom something must be up to date, which events count,
/// and how long each clause allows: the form of fourteen of the 23.
///
/// A file has a table for each indicator, by its identifier:
///
/// | key | what it says | default |
/// |---|---|---|
/// | `area` | the service area: one of ours, or `{ id = "edge-of-care", title = "Edge of care" }` | |
/// | `title` | its title | |
/// | `up_to_date` | what must be up to date, in words | the title |
/// | `cohort` | who is counted: `protection-plan`, `in-need`, `period-of-care`, `care-leaver` or `disability-service`, each as the definitions say; or `{ spells = "edge-of-care" }`, an open spell of a kind of your own, of several the one that began last | |
/// | `events` | the events that count: a kind such as `review-conference`, or a kind of your own | |
/// | `events_in_scope` | which of them: `current_record`, `current_placement` or `any_on_record` | `current_record` |
/// | `then_events` | events of a second kind that count for the clauses about the last event only | |
/// | `no_event_since` | what ends the clause about no event: events since `record` or `last_referral`, or any in scope | |
/// | `first_from` | what the clause about no event is measured from: the start of the `record`, the `last_referral`, the start of the `placement`, or that of the allocation to the `case_worker` | `record` |
/// | `first_within`, `first_due` | less than this, or due after this, while there is no event | |
/// | `second_within`, `second_due` | the same since the first event, while it is the only one | |
/// | `then_within`, `then_due`, `then_in_last` | the same since the last event; `then_in_last` as `within_last` says | |
/// | `from_age`, `until_age` | only children of at least this age, and only younger ones | |
/// | `younger` | a table for children younger than its `than`: limits that differ, and `or_events`, events of a second kind that count for them | |
/// | `polarity` | which values are better: `higher`, `lower` or `neither` | `higher` |
/// | `numerator`, `denominator` | what they count, in words | |
/// | `clauses` | a table of what `no-event-yet`, `since-first` and `since-last` are measured from, in words | |
/// | `source` | the source of the rule | `local standard` |
///
/// The readings that all indicators share, and those of the cohorts, apply as to ours. So do the lists of words for health checks
/// and case workers. Visits count as `visits_counted` says. Without a date of birth, ages are read as for ours.
///
/// ```
/// use carekpi::model::{Caseload, EventKind, entry};
/// use carekpi::{ConfiguredIndicators, Definitions, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let configured = ConfiguredIndicators::from_toml(r#"
///     [local-cp-visits]
///     area = "child-protection"
///     title = "Visited every four weeks"
///     cohort = "protection-plan"
///     events = "protection-visit"
///     first_within = "5 working days"
///     then_due = "4 weeks"
/// "#).unwrap();
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// let child = builder.child(entry::Child { id: "P1", ..Default::default() });
/// builder.protection_plan(child, entry::Plan::new("CP1", day(1, 12)));
/// builder.event(child, EventKind::ProtectionVisit, entry::Event::new("", day(3, 3)));
/// let caseload = builder.finish().unwrap();
///
/// let definitions = Definitions::default();
/// let measurement = definitions.over(&caseload, &WorkingCalendar::england_and_wales());
/// let measurement = configured.added_to(measurement, &definitions).unwrap();
/// let scorecard = measurement.scorecard(day(3, 31)).unwrap();
/// assert_eq!(scorecard.indicators().len(), 24);
/// assert_eq!(scorecard.get("local-cp-visits").unwrap().figure.numerator, 1); // due today
/// assert!(measurement.provenance().notes()[0].contains("indicators.local-cp-visits"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct ConfiguredIndicators {
    indicators: Vec<IndicatorSettings>,
}

impl ConfiguredIndicators {
    /// Reads a file of indicators. They are in the order of the file.
    ///
    /// # Errors
    ///
    /// A table, key, value or unit is unknown, of the wrong type, or missing, or an identifier is that of one of the 23. The error
    /// names it, its line, and what is valid there.
    ///
    /// ```
    /// use carekpi::ConfiguredIndicators;
    ///
    /// let error = ConfiguredIndicators::from_toml("[cp-visits]\ntitle = \"Visits\"\n").unwrap_err();
    /// assert!(error.to_string().starts_with("line 1: [cp-visits]: `cp-visits` is one of the 23 indicators"));
    /// let error = ConfiguredIndicators::from_toml("[ours]\nevent = \"core-group\"\n").unwrap_err();
    /// assert!(error.to_string().starts_with("line 2: event = \"core-group\": unknown key `event`; did you mean `events`?"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, DefinitionsError> {
        Ok(Self { indicators: file::read(text)? })
    }

    /// What the indicators are, in their order.
    pub fn catalogue(&self) -> impl Iterator<Item = &IndicatorInfo> {
        self.indicators.iter().map(|settings| &settings.info)
    }

    /// A measurement by these definitions, with the indicators behind those that it has, and with their settings in its provenance.
    /// So results of unlike indicators do not add up. The measurement must be one of these definitions.
    ///
    /// # Errors
    ///
    /// An indicator names a kind of record that is neither one of ours nor one that the caseload knows. The error is about the line of
    /// its file.
    pub fn added_to<'c>(
        &self,
        measurement: Measurement<'c>,
        definitions: &Definitions,
    ) -> Result<Measurement<'c>, DefinitionsError> {
        let context = measurement.context().clone();
        let mut rules: Vec<Box<dyn Rule>> = Vec::new();
        for settings in &self.indicators {
            rules.push(Box::new(ConfiguredRule::new(settings, definitions, &context)?));
        }
        let none = "none".to_owned();
        let made_with = self.indicators.iter().map(|one| (one.setting(), Setting::new(one.written.clone(), none.clone())));
        Ok(measurement.with_indicators(rules).with_settings(made_with))
    }
}
