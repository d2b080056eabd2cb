//! What results are made with, and whether two of them may be added up.

use std::collections::BTreeMap;
use std::fmt;

use carekpi_dates::{Period, WorkingCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a result is made with. It travels with every result, also in its written form.
///
/// ```
/// use carekpi::model::Caseload;
/// use carekpi::{Definitions, WorkingCalendar};
///
/// let (caseload, calendar) = (Caseload::default(), WorkingCalendar::england_and_wales());
/// let (ours, theirs) = (Definitions::statutory().over(&caseload, &calendar), Definitions::default().over(&caseload, &calendar));
/// let changed = ours.provenance().changed();
/// assert_eq!(changed[1].to_string(), "looked-after.cla-health.age_limit = 5 (default 4)");
/// let unlike = ours.provenance().check_same(theirs.provenance()).unwrap_err();
/// assert!(unlike.to_string().contains("first_within"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// The version of the rules.
    pub version: String,
    /// The calendar, by name.
    pub calendar: String,
    /// The days on which the council was closed, beyond weekends and bank holidays, in order.
    pub closures: Vec<NaiveDate>,
    /// Every setting, by its name in a definitions file.
    pub settings: BTreeMap<String, Setting>,
}

/// The value of a setting, as a definitions file writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The value.
    pub value: String,
    /// The default.
    pub default: String,
}

/// A setting whose value is not the default, or not that of another result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The setting: table and key, as in a definitions file.
    pub setting: String,
    /// Its value, as a definitions file writes it.
    pub value: String,
    /// The value that it is compared with: the default, or that of the other result.
    pub other: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {} (default {})", self.setting, self.value, self.other)
    }
}

impl Provenance {
    /// This version of rules, these settings, and the closure days of a calendar.
    #[must_use]
    pub fn new(version: &str, settings: BTreeMap<String, Setting>, calendar: &WorkingCalendar) -> Self {
        Self {
            version: version.to_owned(),
            calendar: calendar.name().to_owned(),
            closures: calendar.closures().collect(),
            settings,
        }
    }

    /// The settings whose value is not the default, by name.
    #[must_use]
    pub fn changed(&self) -> Vec<Difference> {
        let changed = self.settings.iter().filter(|(_, setting)| setting.value != setting.default);
        let difference = |(name, setting): (&String, &Setting)| Difference {
            setting: name.clone(),
            value: setting.value.clone(),
            other: setting.default.clone(),
        };
        changed.map(difference).collect()
    }

    /// Checks that two results may be added up or compared.
    ///
    /// # Errors
    ///
    /// The version, the calendar, a closure day or a setting differs: the error names the first that does.
    pub fn check_same(&self, other: &Self) -> Result<(), MergeError> {
        if self.version != other.version {
            return Err(MergeError::Versions { one: self.version.clone(), other: other.version.clone() });
        }
        if self.calendar != other.calendar {
            return Err(MergeError::Calendars { one: self.calendar.clone(), other: other.calendar.clone() });
        }
        let value = |of: &Self, name: &String| of.settings.get(name).map_or(String::new(), |one| one.value.clone());
        for name in self.settings.keys().chain(other.settings.keys()) {
            let (mine, theirs) = (value(self, name), value(other, name));
            if mine != theirs {
                let setting = name.clone();
                return Err(MergeError::Settings(Difference { setting, value: mine, other: theirs }));
            }
        }
        let only_in = |one: &Self, other: &Self| one.closures.iter().find(|day| !other.closures.contains(day)).copied();
        match only_in(self, other).into_iter().chain(only_in(other, self)).min() {
            Some(day) => Err(MergeError::Closures(day)),
            None => Ok(()),
        }
    }
}

/// The dates of a result, as errors show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateSummary {
    /// How many there are.
    pub count: usize,
    /// The first and the last; `None` where there is none.
    pub ends: Option<(NaiveDate, NaiveDate)>,
}

impl DateSummary {
    /// That of dates in order.
    #[must_use]
    pub fn of(dates: &[NaiveDate]) -> Self {
        Self { count: dates.len(), ends: dates.first().copied().zip(dates.last().copied()) }
    }
}

impl fmt::Display for DateSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ends {
            None => f.write_str("no date"),
            Some((first, _)) if self.count == 1 => write!(f, "{first}"),
            Some((first, last)) => write!(f, "{} dates from {first} to {last}", self.count),
        }
    }
}

/// Why results can't be added up: what differs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The versions of the rules.
    #[error("the versions of the rules differ: {one} and {other}")]
    Versions {
        /// That of the one.
        one: String,
        /// That of the other.
        other: String,
    },
    /// The calendars.
    #[error("the calendars differ: {one} and {other}")]
    Calendars {
        /// That of the one.
        one: String,
        /// That of the other.
        other: String,
    },
    /// A setting.
    #[error("the settings differ: {} is {} in one and {} in the other", .0.setting, .0.value, .0.other)]
    Settings(Difference),
    /// A closure day, which only one of them has.
    #[error("the closure days differ: only one of them has {0}")]
    Closures(NaiveDate),
    /// The dates.
    #[error("the dates differ: {one} and {other}")]
    Dates {
        /// Those of the one.
        one: DateSummary,
        /// Those of the other.
        other: DateSummary,
    },
    /// The periods that flows are counted over.
    #[error("the periods differ: {one} and {other}")]
    Periods {
        /// That of the one.
        one: Period,
        /// That of the other.
        other: Period,
    },
    /// The groupings.
    #[error("the groupings differ: {one} and {other}")]
    Groupings {
        /// That of the one.
        one: String,
        /// That of the other.
        other: String,
    },
    /// The indicators.
    #[error("the indicators differ: {one} and {other}")]
    Indicators {
        /// The one's at the first place where they differ, with its kind of figure; "none" past its last.
        one: String,
        /// The other's.
        other: String,
    },
    /// A count would fall below zero: what is subtracted was never added.
    #[error("{indicator} on {date} would fall below zero")]
    BelowZero {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
    /// A numerator would exceed its denominator, or a count the largest number: something was added too often, or what is
    /// subtracted was never added.
    #[error("the numerator of {indicator} on {date} would exceed its denominator")]
    AboveDenominator {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
}
