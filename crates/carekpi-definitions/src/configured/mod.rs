//! Indicators made from settings: a council's own, of the form "up to date".

mod ages;
mod cohort;
mod events;
mod file;
mod follow_up;
mod named;
mod rule;
mod settings;
mod table;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use carekpi_engine::{IndicatorError, Measurement};
use carekpi_rules::{Context, IndicatorInfo, Rule};

use crate::toml_file::{Fault, error_at};
use crate::{Definitions, DefinitionsError};

use follow_up::FollowUpRule;
use rule::ConfiguredRule;
use settings::{CountedSpells, IndicatorSettings};

/// Indicators that a council makes from settings, beside the 23. Each says of whom something must be up to date, which events count,
/// and how long each clause allows, as most of the 23 do.
///
/// A file has a table for each indicator, named by its identifier. It must have `area`, `title`, `cohort`, `events`, and the
/// limit since the last event, unless it counts spells when they end. A limit is a text such as "10 working days", in days, working days, weeks, months or years. A key that
/// says more of a clause needs the limit of that clause.
///
/// | key | what it says | default |
/// |---|---|---|
/// | `area` | the service area: a built-in one, or one of your own with an `area_title` | |
/// | `title` | its title | |
/// | `up_to_date` | what must be up to date, in words | the title |
/// | `cohort` | who is counted: `protection-plan`, `in-need`, `period-of-care`, `care-leaver` or `disability-service`, each as the definitions say; or a kind of spells of your own: those with an open one, and of several the one that began last | |
/// | `counted` | which spells of your own are counted: those that are `open`, or those that `ended_in_period`, each of which an event must follow within `first_within` or `first_due` of its end | `open` |
/// | `unit` | what is counted if spells are counted when they end, in words and in the singular | the kind |
/// | `from_age`, `until_age` | only those of at least this age, and only those younger than this | |
/// | `events` | the kind of events that count, or a kind of your own: see below | |
/// | `events_in_scope` | which of them: those of the `current_record`, those of the `current_placement`, or `any_on_record` | `current_record` |
/// | `no_event_since` | which events end the clause about no event: those since the start of the `record`, or since the `last_referral` | all in scope |
/// | `first_from` | what the clause about no event is measured from: the start of the `record`, the `last_referral`, the start of the `placement`, or that of the allocation to the `case_worker` | `record` |
/// | `first_within` or `first_due` | the limit while there is no event; from the start or the end of a spell of your own, `first_within` may be hours, such as "72 hours" | no such clause: without an event the result is undetermined |
/// | `second_within` or `second_due` | the limit since the first event, while it is the only one | as since the last |
/// | `then_within`, `then_due` or `then_in_last` | the limit since the last event | |
/// | `then_events` | events of a second kind that count for the clause about the last event only, from the same day | |
/// | `age_limit` | the age below which children are younger, for the keys below | |
/// | `younger_within`, `younger_due` or `younger_in_last` | the limit since the last event for younger children | as for the older |
/// | `younger_events` | events of a second kind that count for younger children | |
/// | `polarity` | which values are better: `higher`, `lower` or `neither` | `higher` |
/// | `numerator`, `denominator` | what they count, in words | |
/// | `clauses` | what `no-event-yet`, `since-first`, `since-last` and, if spells are counted when they end, `followed` are measured from, in words | |
/// | `source` | the source of the rule | `local standard` |
///
/// The kinds of events are `core-group`, `protection-visit`, `review-conference`, `child-in-need-visit`, `child-in-need-review`,
/// `looked-after-visit`, `looked-after-review`, `health-assessment`, `dental-check`, `supervision`, `placement-change-meeting`,
/// `pathway-plan` and `leaver-visit`. A kind of your own is one that a mapping of the extract names, or that the caseload's builder
/// knows. Its events count whether or not the child was seen, and those of the day on which a spell began count for it, whatever
/// their time.
///
/// The name of a limit says whether its last day counts: `within` is less than so long, `due` counts the day on which it is due, and `in_last` is as
/// the definitions say (`within_last`). The readings that all indicators share apply, and so do the definitions of the cohorts, of
/// health checks and of case workers.
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
/// assert_eq!(measurement.provenance().notes(), ["own indicators: local-cp-visits"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ConfiguredIndicators {
    indicators: Vec<IndicatorSettings>,
    /// The file, for errors.
    text: Arc<str>,
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
    /// let error = ConfiguredIndicators::from_toml("[visits]\nevent = \"core-group\"\n").unwrap_err();
    /// assert!(error.to_string().starts_with("line 2: event = \"core-group\": unknown setting `event`; did you mean `events`?"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, DefinitionsError> {
        Ok(Self { indicators: file::read(text)?, text: text.into() })
    }

    /// What the indicators are, in their order.
    pub fn catalogue(&self) -> impl Iterator<Item = &IndicatorInfo> {
        self.indicators.iter().map(|settings| &settings.info)
    }

    /// A measurement by these definitions, with these indicators, each after those of its area, and with their settings in its
    /// provenance. So results of unlike indicators do not add up. The measurement must have been made with these definitions.
    ///
    /// # Errors
    ///
    /// An indicator names a kind of record that is neither built in nor one that the caseload knows. Or the measurement has an
    /// indicator with its identifier, or another title of its area. The error is about the line of its file.
    pub fn added_to<'c>(
        &self,
        measurement: Measurement<'c>,
        definitions: &Definitions,
    ) -> Result<Measurement<'c>, DefinitionsError> {
        let context = measurement.context().clone();
        let rules: Result<Vec<_>, _> =
            self.indicators.iter().map(|one| self.rule(one, definitions, &context)).collect();
        self.added(measurement, rules?)
    }

    /// As [`added_to`](Self::added_to), without the indicators that name an unknown kind of record: the measurement, and the
    /// identifier and the error of each that is left out.
    ///
    /// # Errors
    ///
    /// The measurement has an indicator with the identifier of one of these, or another title of its area.
    pub fn added_where_known<'c>(
        &self,
        measurement: Measurement<'c>,
        definitions: &Definitions,
    ) -> Result<(Measurement<'c>, Vec<(String, DefinitionsError)>), DefinitionsError> {
        let context = measurement.context().clone();
        let (mut rules, mut errors) = (Vec::new(), Vec::new());
        for settings in &self.indicators {
            match self.rule(settings, definitions, &context) {
                Ok(rule) => rules.push(rule),
                Err(error) => errors.push((settings.info.id.to_string(), error)),
            }
        }
        Ok((self.added(measurement, rules)?, errors))
    }

    /// The rule of one indicator in a caseload.
    fn rule(
        &self,
        settings: &IndicatorSettings,
        definitions: &Definitions,
        context: &Context<'_>,
    ) -> Result<Box<dyn Rule>, DefinitionsError> {
        let rule: Result<Box<dyn Rule>, Fault> = match settings.counted {
            CountedSpells::Open => ConfiguredRule::new(settings, definitions, context).map(|rule| Box::new(rule) as _),
            CountedSpells::EndedInPeriod => {
                FollowUpRule::new(settings, definitions, context).map(|rule| Box::new(rule) as _)
            }
        };
        rule.map_err(|(place, message)| error_at(&self.text, Some(place), &message))
    }

    /// The measurement with these of the rules.
    fn added<'c>(
        &self,
        measurement: Measurement<'c>,
        rules: Vec<Box<dyn Rule>>,
    ) -> Result<Measurement<'c>, DefinitionsError> {
        let ids: BTreeSet<String> = rules.iter().map(|rule| rule.info().id.to_string()).collect();
        let made_with = self.indicators.iter().filter(|one| ids.contains(&*one.info.id));
        let made_with = made_with.map(|one| (one.setting(), one.provenance()));
        let measurement = measurement.with_indicators(rules).map_err(|error| self.error(&error))?;
        Ok(measurement.with_settings(made_with))
    }

    /// The error about an indicator, with its line.
    fn error(&self, error: &IndicatorError) -> DefinitionsError {
        let id = match error {
            IndicatorError::RepeatedId { id } | IndicatorError::AreaTitles { id, .. } => Some(id),
            _ => None,
        };
        let settings = self.indicators.iter().find(|settings| id.is_some_and(|id| settings.info.id == *id));
        error_at(&self.text, settings.map(|settings| settings.place.clone()), &error.to_string())
    }
}
