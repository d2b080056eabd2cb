//! What figures were made by, and whether two of them may be added up.

use carekpi_dates::{Period, WorkingCalendar};
use chrono::NaiveDate;

use crate::Definitions;

/// What figures were made by: the definitions and the working calendar.
///
/// ```
/// use carekpi::{Basis, Definitions, WorkingCalendar};
///
/// let calendar = WorkingCalendar::england_and_wales();
/// let one = Basis { definitions: Definitions::default(), calendar: calendar.clone() };
/// let other = Basis { definitions: Definitions::statutory(), calendar };
/// assert!(one.same_as(&one).is_ok());
/// assert!(one.same_as(&other).unwrap_err().to_string().contains("first_within"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Every limit and every reading.
    pub definitions: Definitions,
    /// Which days are working days.
    pub calendar: WorkingCalendar,
}

/// Why figures can't be added up: what differs in how they were made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A setting differs.
    #[error("the definitions differ: {0}")]
    Definitions(String),
    /// A day is a closure day in one calendar only.
    #[error("the calendars differ: {0} is a closure day in one of them only")]
    Calendar(NaiveDate),
    /// They are of other dates.
    #[error("the dates differ: {one} and {other}")]
    Dates {
        /// Those of the one.
        one: String,
        /// Those of the other.
        other: String,
    },
    /// What flows were counted over differs.
    #[error("the periods differ: {one} and {other}")]
    Period {
        /// That of the one.
        one: Period,
        /// That of the other.
        other: Period,
    },
    /// They are grouped by something else.
    #[error("the groups are by {one} and by {other}")]
    Groupings {
        /// What the one is by.
        one: String,
        /// What the other is by.
        other: String,
    },
    /// They are of other indicators.
    #[error("the indicators differ: {one} and {other}")]
    Indicators {
        /// The one's at the first place where they do, with its measure; "none" past its last.
        one: String,
        /// The other's.
        other: String,
    },
    /// What is to be taken away was never added: a count would be less than 0.
    #[error("{indicator} on {date} would count less than none")]
    LessThanNone {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
    /// More than all would meet a rule, or there would be more than can be counted: what is to be taken away was never added, or
    /// it was added too often.
    #[error("{indicator} on {date} would count more than there are")]
    MoreThanAll {
        /// The indicator.
        indicator: String,
        /// The date.
        date: NaiveDate,
    },
}

impl Basis {
    /// Whether figures made by both may be added up.
    ///
    /// # Errors
    ///
    /// A setting or a closure day differs: the error names the first.
    pub fn same_as(&self, other: &Self) -> Result<(), MergeError> {
        if self.definitions != other.definitions {
            return Err(MergeError::Definitions(difference(&self.definitions, &other.definitions)));
        }
        let (mine, theirs) = (&self.calendar, &other.calendar);
        if mine != theirs {
            let only_in = |one: &WorkingCalendar, other: &WorkingCalendar| {
                one.closures().find(|day| other.closures().all(|closed| closed != *day))
            };
            let day = only_in(mine, theirs).into_iter().chain(only_in(theirs, mine)).min();
            return Err(MergeError::Calendar(day.unwrap_or_default()));
        }
        Ok(())
    }
}

#[cfg(feature = "toml")]
fn difference(one: &Definitions, other: &Definitions) -> String {
    one.diff(other).first().map(ToString::to_string).unwrap_or_default()
}

#[cfg(not(feature = "toml"))]
fn difference(_: &Definitions, _: &Definitions) -> String {
    "a setting".to_owned()
}

#[cfg(feature = "serde")]
mod wire {
    use carekpi_dates::WorkingCalendar;
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Basis;
    use crate::Definitions;

    /// Definitions, and the closure days that the calendar has beyond weekends and bank holidays.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wire {
        definitions: Definitions,
        closures: Vec<NaiveDate>,
    }

    impl Serialize for Basis {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let closures = self.calendar.closures().collect();
            Wire { definitions: self.definitions.clone(), closures }.serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Basis {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let Wire { definitions, closures } = Wire::deserialize(deserializer)?;
            let calendar = WorkingCalendar::england_and_wales();
            let calendar = if closures.is_empty() { Ok(calendar) } else { calendar.with_closures(closures) };
            Ok(Self { definitions, calendar: calendar.map_err(serde::de::Error::custom)? })
        }
    }
}
