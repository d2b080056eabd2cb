//! The days of the week on which people work.

use chrono::{Weekday, WeekdaySet};

/// The days of the week on which people work: Monday to Friday unless you say otherwise.
///
/// ```
/// use carekpi_dates::WorkingWeek;
/// use chrono::Weekday;
///
/// let week: WorkingWeek = [Weekday::Sun, Weekday::Mon].into_iter().collect();
/// assert!(week.contains(Weekday::Sun) && !week.contains(Weekday::Fri));
/// assert!(week.days().eq([Weekday::Mon, Weekday::Sun]));
/// assert_eq!(WorkingWeek::default(), WorkingWeek::MONDAY_TO_FRIDAY);
/// ```
///
/// With the feature `serde` it is a list of names, such as `["monday", "tuesday"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WorkingWeek(WeekdaySet);

impl WorkingWeek {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self =
        Self(WeekdaySet::from_array([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]));

    /// Whether people work on this day of the week.
    #[must_use]
    pub const fn contains(self, day: Weekday) -> bool {
        self.0.contains(day)
    }

    /// The days, from Monday on.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        self.0.iter(Weekday::Mon)
    }

    /// The days that are in both weeks.
    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0.intersection(other.0))
    }
}

impl Default for WorkingWeek {
    fn default() -> Self {
        Self::MONDAY_TO_FRIDAY
    }
}

impl FromIterator<Weekday> for WorkingWeek {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().collect())
    }
}

#[cfg(feature = "serde")]
mod written {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::WorkingWeek;

    /// The name of a day of the week.
    #[derive(Serialize, Deserialize)]
    #[serde(remote = "Weekday")]
    enum Name {
        #[serde(rename = "monday")]
        Mon,
        #[serde(rename = "tuesday")]
        Tue,
        #[serde(rename = "wednesday")]
        Wed,
        #[serde(rename = "thursday")]
        Thu,
        #[serde(rename = "friday")]
        Fri,
        #[serde(rename = "saturday")]
        Sat,
        #[serde(rename = "sunday")]
        Sun,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Named(#[serde(with = "Name")] Weekday);

    impl Serialize for WorkingWeek {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.days().map(Named))
        }
    }

    impl<'de> Deserialize<'de> for WorkingWeek {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let days = Vec::<Named>::deserialize(deserializer)?;
            Ok(days.into_iter().map(|Named(day)| day).collect())
        }
    }
}
