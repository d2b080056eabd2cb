//! The provenance of results, and whether two results may be added up.

use std::collections::BTreeMap;
use std::fmt;

use carekpi_dates::{HolidayCalendar, Period, WorkingCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Fingerprint;

/// The provenance of a result: the rules, calendar and settings that it was made with. Every result carries it, also when written
/// with serde.
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
    /// Its working week and its holidays; `None` if it is that of a nation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_calendar: Option<HolidayCalendar>,
    /// The days on which the council was closed, apart from weekends and bank holidays, in order.
    pub closures: Vec<NaiveDate>,
    /// The name of the profile that the definitions began with.
    pub profile: String,
    /// The mappings that the records were read with, by the names of their files.
    pub mappings: Vec<String>,
    /// Every setting, by its name in a definitions file.
    pub settings: BTreeMap<String, Setting>,
}

/// The value of a setting, as written in a definitions file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Setting {
    /// The value.
    pub value: String,
    /// The default.
    pub default: String,
    /// The question that it answers, in words; blank if it is a limit or a list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// Its value as an answer in words; blank if it is a limit or a list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

impl Setting {
    /// A setting with this value and this default.
    #[must_use]
    pub const fn new(value: String, default: String) -> Self {
        Self { value, default, question: String::new(), answer: String::new() }
    }

    /// Whether its value is not the default.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.value != self.default
    }
}

/// A setting whose value differs from the default, or from another result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The setting: table and key, as in a definitions file.
    pub setting: String,
    /// Its value, as written in a definitions file.
    pub value: String,
    /// The value that it is compared with: the default, or the value in the other result.
    pub other: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {} (default {})", self.setting, self.value, self.other)
    }
}

/// The name of the profile whose settings are the defaults.
const DEFAULT_PROFILE: &str = "default";

/// How the names of settings begin that are the definition of an own indicator.
const OWN_INDICATOR: &str = "indicators.";

impl Provenance {
    /// The provenance of results made with this version of the rules, these settings, and this calendar.
    #[must_use]
    pub fn new(version: &str, settings: BTreeMap<String, Setting>, calendar: &WorkingCalendar) -> Self {
        Self {
            version: version.to_owned(),
            calendar: calendar.name().to_owned(),
            own_calendar: calendar.nation().is_none().then(|| calendar.plain().clone()),
            closures: calendar.closures().collect(),
            profile: DEFAULT_PROFILE.to_owned(),
            mappings: Vec::new(),
            settings,
        }
    }

    /// Whatever is not the default, a line for each: the profile, the calendar, the closure days, the mappings, and the settings.
    /// A setting `indicators.ID` is the definition of an own indicator: one line names them all, without what they say.
    ///
    /// ```
    /// use carekpi::model::Caseload;
    /// use carekpi::{Definitions, WorkingCalendar};
    /// use chrono::NaiveDate;
    ///
    /// let caseload = Caseload::default();
    /// let closures = [28, 29].map(|day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap());
    /// let calendar = WorkingCalendar::england_and_wales().with_closures(closures).unwrap();
    /// let measurement = Definitions::default().over(&caseload, &calendar).with_mappings(["ours.toml"]);
    /// let notes = measurement.provenance().notes();
    /// assert_eq!(notes[0], "closure days: 1, 2026-12-29"); // The 28th is a bank holiday.
    /// assert_eq!(notes[1], "mapping: ours.toml");
    /// ```
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        notes.extend(self.changed_profile().map(|profile| format!("profile: {profile}")));
        notes.extend(self.changed_calendar().map(|calendar| format!("calendar: {calendar}")));
        if let [first, rest @ ..] = &*self.closures {
            let last = rest.last().map(|last| format!(" to {last}")).unwrap_or_default();
            notes.push(format!("closure days: {}, {first}{last}", self.closures.len()));
        }
        notes.extend(self.mappings.iter().map(|mapping| format!("mapping: {mapping}")));
        let mut own_indicators = Vec::new();
        for difference in self.changed() {
            match difference.setting.strip_prefix(OWN_INDICATOR) {
                Some(id) => own_indicators.push(id.to_owned()),
                None => notes.push(format!("non-default setting: {difference}")),
            }
        }
        if !own_indicators.is_empty() {
            notes.push(format!("own indicators: {}", own_indicators.join(", ")));
        }
        notes
    }

    /// The profile, unless it is the default.
    #[must_use]
    pub fn changed_profile(&self) -> Option<&str> {
        Some(&*self.profile).filter(|profile| *profile != DEFAULT_PROFILE)
    }

    /// The settings whose value is not the default, by name.
    #[must_use]
    pub fn changed(&self) -> Vec<Difference> {
        let changed = self.settings.iter().filter(|(_, setting)| setting.is_changed());
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
    /// The version, the calendar, a closure day or a setting differs, or only one of them names a setting. The error
    /// names the first difference.
    pub fn check_same(&self, other: &Self) -> Result<(), MergeError> {
        if self.version != other.version {
            return Err(MergeError::Versions { one: self.version.clone(), other: other.version.clone() });
        }
        if self.calendar != other.calendar {
            return Err(MergeError::Calendars { one: self.calendar.clone(), other: other.calendar.clone() });
        }
        if self.own_calendar != other.own_calendar {
            return Err(self.unlike_calendars(other));
        }
        for name in self.settings.keys().chain(other.settings.keys()) {
            let setting = name.clone();
            let (Some(mine), Some(theirs)) = (self.settings.get(name), other.settings.get(name)) else {
                return Err(MergeError::SettingAbsent(setting));
            };
            if mine.value != theirs.value {
                let (value, other) = (mine.value.clone(), theirs.value.clone());
                return Err(MergeError::Settings(Difference { setting, value, other }));
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
    /// The number of dates.
    pub count: usize,
    /// The first and the last; `None` if there are none.
    pub ends: Option<(NaiveDate, NaiveDate)>,
}

impl DateSummary {
    /// The summary of dates that are in order.
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

/// Why results can't be added up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The versions of the rules differ.
    #[error("the versions of the rules differ: {one} and {other}")]
    Versions {
        /// The one result's.
        one: String,
        /// The other result's.
        other: String,
    },
    /// The calendars differ.
    #[error("the calendars differ: {one} and {other}")]
    Calendars {
        /// The one result's.
        one: String,
        /// The other result's.
        other: String,
    },
    /// Two calendars of your own have one name, and differ.
    #[error("the calendars differ, though both are called {name}: {difference}")]
    CalendarContents {
        /// The name.
        name: String,
        /// The first difference, in words.
        difference: String,
    },
    /// A setting differs.
    #[error("the settings differ: {} is {} in one and {} in the other", .0.setting, .0.value, .0.other)]
    Settings(Difference),
    /// Only one of the results names this setting.
    #[error("the settings differ: only one of them has {0}")]
    SettingAbsent(String),
    /// A part is in the result already.
    #[error("the part {0} is in it already; each part is added once")]
    AlreadyAdded(Fingerprint),
    /// A part was subtracted from the result already.
    #[error("the part {0} was subtracted already; each part is subtracted once")]
    AlreadySubtracted(Fingerprint),
    /// Only one of the results has this closure day.
    #[error("the closure days differ: only one of them has {0}")]
    Closures(NaiveDate),
    /// The dates differ.
    #[error("the dates differ: {one} and {other}")]
    Dates {
        /// The one result's.
        one: DateSummary,
        /// The other result's.
        other: DateSummary,
    },
    /// The periods that flows are counted over differ.
    #[error("the periods differ: {one} and {other}")]
    Periods {
        /// The one result's.
        one: Period,
        /// The other result's.
        other: Period,
    },
    /// The groupings differ.
    #[error("the groupings differ: {one} and {other}")]
    Groupings {
        /// The one result's.
        one: String,
        /// The other result's.
        other: String,
    },
    /// The indicators differ.
    #[error("the indicators differ: {one} and {other}")]
    Indicators {
        /// The one result's first indicator that differs, with its kind of figure; "none" if it has no more indicators.
        one: String,
        /// The other result's.
        other: String,
    },
    /// A count would fall below zero, because what is subtracted was never added.
    #[error("{indicator} on {date} would fall below zero")]
    BelowZero {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
    /// A numerator would exceed its denominator, or a count would exceed the largest number. Something was added too often, or what
    /// is subtracted was never added.
    #[error("the numerator of {indicator} on {date} would exceed its denominator")]
    AboveDenominator {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
}
