//! A measurement: the rules, the caseload, and the conventions for counting dates.

use std::collections::BTreeMap;
use std::sync::Arc;

use carekpi_dates::{AsOf, DateRange, OutsideCalendar, Period};
use carekpi_measure::Timeline;
use carekpi_model::{Caseload, Finding, RecordKind};
use carekpi_rules::{Context, IndicatorInfo, Rule};
use chrono::NaiveDate;

use crate::chunk::Chunk;
use crate::parts::Parts;
use crate::{Fingerprint, Grouping, IndicatorError, Provenance, Setting, UnknownName, ValueCheck, indicator_error};

/// A measurement: the rules, the caseload, and the conventions for counting dates.
///
/// `carekpi_definitions::Definitions::over` makes one. [`new`](Self::new) makes one from your own rules.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, GroupBy, Period, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let caseload = Caseload::default();
/// let quarter = Period::Fixed { first: day(2026, 1, 1), last: day(2026, 3, 31) };
/// let measurement = Definitions::statutory()
///     .over(&caseload, &WorkingCalendar::england_and_wales())
///     .only(|info| info.area.id == "child-protection")
///     .within(quarter);
/// assert_eq!(measurement.scorecard(day(2026, 3, 31)).unwrap().indicators().len(), 5);
/// let by_team = measurement.by(GroupBy::Team).scorecard(day(2026, 3, 31)).unwrap();
/// assert_eq!(by_team.by, "team");
/// ```
pub struct Measurement<'c> {
    context: Context<'c>,
    rules: Vec<Box<dyn Rule>>,
    provenance: Arc<Provenance>,
    period: Period,
    value_checks: Vec<ValueCheck>,
}

impl std::fmt::Debug for Measurement<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids: Vec<&str> = self.indicators().map(|info| &*info.id).collect();
        f.debug_struct("Measurement").field("indicators", &ids).field("period", &self.period).finish_non_exhaustive()
    }
}

impl<'c> Measurement<'c> {
    /// A measurement with these rules, which were made with this context. Flows are counted over the year to date.
    #[must_use]
    pub fn new(context: Context<'c>, rules: Vec<Box<dyn Rule>>, provenance: Provenance) -> Self {
        Self { context, rules, provenance: Arc::new(provenance), period: Period::YearToDate, value_checks: Vec::new() }
    }

    /// The same, with one more indicator. It comes after those of its area.
    ///
    /// # Errors
    ///
    /// As [`with_indicators`](Self::with_indicators).
    pub fn with_indicator(self, rule: impl Rule + 'static) -> Result<Self, IndicatorError> {
        self.with_indicators([Box::new(rule) as Box<dyn Rule>])
    }

    /// The same, with more indicators. Each comes after those of its area, and a new area after the others.
    ///
    /// # Errors
    ///
    /// Two indicators have one identifier, or an area has two titles.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    ///
    /// let (caseload, calendar, definitions) = (Caseload::default(), WorkingCalendar::england_and_wales(), Definitions::default());
    /// let measurement = definitions.over(&caseload, &calendar);
    /// let again = definitions.indicators(measurement.context());
    /// let error = measurement.with_indicators(again).unwrap_err();
    /// assert_eq!(error.to_string(), "there are two indicators `cp-plans`; expected each identifier once");
    /// ```
    pub fn with_indicators(mut self, rules: impl IntoIterator<Item = Box<dyn Rule>>) -> Result<Self, IndicatorError> {
        self.rules.extend(rules);
        indicator_error::check(self.indicators())?;
        let mut areas = BTreeMap::new();
        for info in self.indicators() {
            let next = areas.len();
            areas.entry(info.area.id.to_string()).or_insert(next);
        }
        self.rules.sort_by_cached_key(|rule| areas.get(&*rule.info().area.id).copied());
        Ok(self)
    }

    /// The same, with only the indicators for which `keep` is true.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&IndicatorInfo) -> bool) -> Self {
        self.rules.retain(|rule| keep(rule.info()));
        self
    }

    /// The same, with only the indicators of these identifiers, in the order of measurement.
    ///
    /// # Errors
    ///
    /// There is no indicator with one of them. The error names the identifier that may be meant.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar, ids};
    ///
    /// let caseload = Caseload::default();
    /// let all = || Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// assert_eq!(all().only_ids([ids::CP_VISITS, ids::CP_PLANS]).unwrap().indicators().count(), 2);
    /// let error = all().only_ids(["cp_visits"]).unwrap_err();
    /// assert_eq!(error.to_string(), "unknown indicator `cp_visits`; did you mean `cp-visits`?");
    /// ```
    pub fn only_ids<'i>(self, ids: impl IntoIterator<Item = &'i str>) -> Result<Self, UnknownName> {
        let ids: Vec<&str> = ids.into_iter().collect();
        let known = || self.indicators().map(|info| &*info.id);
        match ids.iter().find(|id| !known().any(|known| known == **id)) {
            Some(id) => Err(UnknownName::new("indicator", id, known())),
            None => Ok(self.only(|info| ids.contains(&&*info.id))),
        }
    }

    /// The same, with checks of the codes and words in records: see [`unknown_values`](Self::unknown_values).
    #[must_use]
    pub fn with_value_checks(mut self, checks: impl IntoIterator<Item = ValueCheck>) -> Self {
        self.value_checks.extend(checks);
        self
    }

    /// The same, with the name of the profile that its definitions began with in the provenance.
    #[must_use]
    pub fn with_profile(mut self, profile: &str) -> Self {
        profile.clone_into(&mut Arc::make_mut(&mut self.provenance).profile);
        self
    }

    /// The same, with the names of the mappings that the records were read with in the provenance.
    #[must_use]
    pub fn with_mappings(mut self, mappings: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Arc::make_mut(&mut self.provenance).mappings = mappings.into_iter().map(Into::into).collect();
        self
    }

    /// The same, with more settings in the provenance, by name. So results that were made with other settings do not add up.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, Setting, WorkingCalendar};
    ///
    /// let (caseload, calendar) = (Caseload::default(), WorkingCalendar::england_and_wales());
    /// let ours = Setting::new("72 hours".to_owned(), "none".to_owned());
    /// let measurement = Definitions::default().over(&caseload, &calendar).with_settings([("return.within", ours)]);
    /// assert_eq!(measurement.provenance().changed()[0].to_string(), "return.within = 72 hours (default none)");
    /// ```
    #[must_use]
    pub fn with_settings(mut self, settings: impl IntoIterator<Item = (impl Into<String>, Setting)>) -> Self {
        let settings = settings.into_iter().map(|(name, setting)| (name.into(), setting));
        Arc::make_mut(&mut self.provenance).settings.extend(settings);
        self
    }

    /// The same, with flows counted over this period instead of the year to date.
    #[must_use]
    pub fn within(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// The same measurement, of all children and of each group of them. Groups are by a ready-made grouping
    /// ([`GroupBy`](crate::GroupBy)) or by your own [`Grouping`].
    #[must_use]
    pub fn by<'m>(&'m self, grouping: impl Into<Grouping<'m>>) -> GroupedMeasurement<'m, 'c> {
        GroupedMeasurement { measurement: self, grouping: grouping.into() }
    }

    /// The caseload.
    #[must_use]
    pub const fn caseload(&self) -> &'c Caseload {
        self.context.caseload()
    }

    /// The context that the rules were made with.
    #[must_use]
    pub const fn context(&self) -> &Context<'c> {
        &self.context
    }

    /// The provenance of the results.
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The period that flows are counted over.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The rules, in the order of measurement.
    #[must_use]
    pub fn rules(&self) -> &[Box<dyn Rule>] {
        &self.rules
    }

    /// The descriptions of the indicators, in the order of measurement.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorInfo> {
        self.rules.iter().map(|rule| rule.info())
    }

    /// The identifiers of the indicators that read records of one of these kinds, in order. A finding about such a record can
    /// affect them.
    ///
    /// ```
    /// use carekpi::model::{Caseload, EventKind, RecordKind};
    /// use carekpi::{Definitions, WorkingCalendar};
    ///
    /// let caseload = Caseload::default();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let core_groups = [RecordKind::Event(EventKind::CoreGroup)];
    /// assert_eq!(measurement.indicators_reading(&core_groups), ["cp-core-groups"]);
    /// ```
    #[must_use]
    pub fn indicators_reading(&self, kinds: &[RecordKind]) -> Vec<&str> {
        let reading = self.rules.iter().filter(|rule| rule.reads().iter().any(|kind| kinds.contains(kind)));
        reading.map(|rule| &*rule.info().id).collect()
    }

    /// The findings about the records of the caseload on a date.
    #[must_use]
    pub fn findings(&self, on: NaiveDate) -> Vec<Finding<'c>> {
        self.caseload().findings(on, self.context.conventions())
    }

    pub(crate) fn value_checks(&self) -> &[ValueCheck] {
        &self.value_checks
    }

    pub(crate) fn shared_provenance(&self) -> Arc<Provenance> {
        Arc::clone(&self.provenance)
    }

    /// The fingerprint of the children of the caseload.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        Fingerprint::of(self.caseload())
    }

    /// The part that all children of the caseload are.
    pub(crate) fn part(&self) -> Parts {
        Parts::of(self.fingerprint())
    }

    /// The snapshot date.
    pub(crate) const fn as_of(&self, on: NaiveDate) -> AsOf<'_> {
        AsOf::new(on, self.period, self.context.conventions())
    }

    /// All children, on these days.
    pub(crate) const fn chunk(&self, days: DateRange) -> Chunk<'c> {
        Chunk::all(self.caseload(), days, self.period, self.context.conventions().end_day)
    }

    /// These days, forecast at the end of the first of them.
    pub(crate) fn forecast(&self, days: DateRange) -> Timeline<'_> {
        Timeline::new(days, self.period, self.context.conventions()).forecast()
    }

    /// Checks that the calendar covers a date.
    pub(crate) fn check(&self, on: NaiveDate) -> Result<(), OutsideCalendar> {
        self.context.conventions().calendar.is_working_day(on).map(drop)
    }
}

/// A measurement of all children and of each group of them.
#[derive(Debug)]
pub struct GroupedMeasurement<'m, 'c> {
    pub(crate) measurement: &'m Measurement<'c>,
    pub(crate) grouping: Grouping<'m>,
}

impl GroupedMeasurement<'_, '_> {
    /// The part that the children of a group are.
    pub(crate) fn part(&self, group: &str) -> Parts {
        Parts::of(self.measurement.fingerprint().map(|all| all.of_group(self.grouping.name(), group)))
    }
}
