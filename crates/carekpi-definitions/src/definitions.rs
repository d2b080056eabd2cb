//! Definitions: every limit and every reading, and the indicators that they define.

use std::sync::LazyLock;

use carekpi_assessments::Assessments;
use carekpi_care_leavers::CareLeavers;
use carekpi_child_protection::ChildProtection;
use carekpi_children_in_need::ChildrenInNeed;
use carekpi_cypds::Cypds;
use carekpi_dates::WorkingCalendar;
use carekpi_engine::{Measurement, Provenance, Setting};
use carekpi_looked_after::LookedAfter;
use carekpi_model::{AllocationSettings, Caseload, HealthCheckSettings, SharedSettings};
use carekpi_rules::{Context, Rule};

use crate::choices;

/// Every limit and every reading of the 23 indicators. There is a table for what all indicators share, one for each service area,
/// and one for each indicator inside its area. The default follows the definitions document, read as `READINGS.md` says.
///
/// The name of a limit begins with its clause: `first` while there is no event, `second` after the first one, `then` after the last.
/// It ends with the edge: the time that has passed must be less than `..._within`, while the last day of `..._due` still counts.
/// The exceptions say so: `in_last`, and each `..._within` of an event in the last months, is as `within_last` says, and `within` of
/// `placement-change-meetings` is a distance between two days. An `age_under` or `age_limit` is the first age that is not younger.
///
/// ```
/// use carekpi::Definitions;
///
/// let definitions = Definitions::from_toml(r#"
///     [shared]
///     end_day = "included"
///     [child-protection.cp-visits]
///     within = "5 working days"
/// "#).unwrap();
/// let differences = definitions.diff(&Definitions::default());
/// assert_eq!(differences[0].to_string(), r#"child-protection.cp-visits.within = "5 working days" (default "10 working days")"#);
/// assert_eq!(differences[1].setting, "shared.end_day");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Definitions {
    /// The settings that all indicators share.
    pub shared: SharedSettings,
    /// Child protection.
    pub child_protection: ChildProtection,
    /// Children in need.
    pub children_in_need: ChildrenInNeed,
    /// Children looked after.
    pub looked_after: LookedAfter,
    /// Care leavers.
    pub care_leavers: CareLeavers,
    /// The disability service.
    pub cypds: Cypds,
    /// Assessments.
    pub assessments: Assessments,
    /// Which allocations are a case worker's.
    pub allocations: AllocationSettings,
    /// Which health checks count, and as what.
    pub health: HealthCheckSettings,
}

/// Every setting with its default, by name.
static DEFAULTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| Definitions::default().settings());

impl Definitions {
    /// The measurement of a caseload by these definitions.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let caseload = Caseload::default();
    /// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    /// assert_eq!(measurement.scorecard(on).unwrap().indicators().len(), 23);
    /// ```
    #[must_use]
    pub fn over<'c>(&self, caseload: &'c Caseload, calendar: &WorkingCalendar) -> Measurement<'c> {
        let context = self.context(caseload, calendar);
        let rules = self.indicators(&context);
        let choices = choices::all();
        let settings = self.settings().into_iter().zip(DEFAULTS.iter());
        let setting = |((name, value), (_, default)): ((String, String), &(String, String))| {
            let mut setting = Setting::new(value, default.clone());
            if let Some(reading) = choices.iter().find(|reading| reading.setting == name) {
                reading.question.clone_into(&mut setting.question);
                let chosen = reading.choices.iter().find(|choice| setting.value.trim_matches('"') == choice.name);
                chosen.map_or("", |choice| choice.meaning).clone_into(&mut setting.answer);
            }
            (name, setting)
        };
        let settings = settings.map(setting).collect();
        let provenance = Provenance::new(env!("CARGO_PKG_VERSION"), settings, calendar);
        Measurement::new(context, rules, provenance).with_value_checks(self.value_checks())
    }

    /// What the rules are made with, apart from their own settings.
    #[must_use]
    pub fn context<'c>(&self, caseload: &'c Caseload, calendar: &WorkingCalendar) -> Context<'c> {
        Context::new(caseload, calendar.clone())
            .with_shared(&self.shared)
            .with_allocations(&self.allocations)
            .with_care_statuses(self.looked_after.statuses(caseload))
            .with_health(&self.health)
            .with_not_eligible(&self.care_leavers.not_eligible)
    }

    /// The 23 indicators by these definitions, in the order of the definitions document.
    #[must_use]
    pub fn indicators(&self, context: &Context<'_>) -> Vec<Box<dyn Rule>> {
        let mut rules: Vec<Box<dyn Rule>> = Vec::new();
        rules.extend(carekpi_child_protection::indicators(&self.child_protection, context));
        rules.extend(carekpi_children_in_need::indicators(&self.children_in_need, context));
        rules.extend(carekpi_looked_after::indicators(&self.looked_after, context));
        rules.extend(carekpi_care_leavers::indicators(&self.care_leavers, context));
        rules.extend(carekpi_cypds::indicators(&self.cypds, context));
        rules.extend(carekpi_assessments::indicators(&self.assessments, context));
        rules
    }
}
