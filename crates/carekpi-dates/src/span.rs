//! Lengths of time, as definitions state them.

use std::fmt;
use std::str::FromStr;

/// The unit of a [`Span`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Calendar weeks of seven days.
    Weeks,
    /// Working days.
    WorkingDays,
    /// Calendar months.
    Months,
    /// Years of twelve calendar months.
    Years,
}

impl Unit {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Days, "day", "days"),
        (Self::Weeks, "week", "weeks"),
        (Self::WorkingDays, "working day", "working days"),
        (Self::Months, "month", "months"),
        (Self::Years, "year", "years"),
    ];
}

/// A length of time: a number and a unit, such as 10 working days.
///
/// ```
/// use carekpi_dates::Span;
///
/// let span: Span = "10 working days".parse().unwrap();
/// assert_eq!(span, Span::working_days(10));
/// assert_eq!(Span::days(1).to_string(), "1 day");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    amount: u32,
    unit: Unit,
}

impl Span {
    /// This number of calendar days.
    #[inline]
    #[must_use]
    pub const fn days(amount: u32) -> Self {
        Self { amount, unit: Unit::Days }
    }

    /// This number of weeks of seven calendar days.
    #[inline]
    #[must_use]
    pub const fn weeks(amount: u32) -> Self {
        Self { amount, unit: Unit::Weeks }
    }

    /// This number of working days.
    #[inline]
    #[must_use]
    pub const fn working_days(amount: u32) -> Self {
        Self { amount, unit: Unit::WorkingDays }
    }

    /// This number of calendar months.
    #[inline]
    #[must_use]
    pub const fn months(amount: u32) -> Self {
        Self { amount, unit: Unit::Months }
    }

    /// This number of years.
    #[inline]
    #[must_use]
    pub const fn years(amount: u32) -> Self {
        Self { amount, unit: Unit::Years }
    }

    /// The number of units.
    #[inline]
    #[must_use]
    pub const fn amount(self) -> u32 {
        self.amount
    }

    /// The unit.
    #[inline]
    #[must_use]
    pub const fn unit(self) -> Unit {
        self.unit
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, one, many) = Unit::ALL.iter().find(|(unit, ..)| *unit == self.unit).unwrap_or(&Unit::ALL[0]);
        write!(f, "{} {}", self.amount, if self.amount == 1 { one } else { many })
    }
}

/// The error for a text that is not a [`Span`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{}` is not a length of time; expected a number and a unit (days, weeks, working days, months or years), such as `10 working days`",
    .value.escape_debug()
)]
#[non_exhaustive]
pub struct ParseSpanError {
    /// The text.
    pub value: String,
}

impl FromStr for Span {
    type Err = ParseSpanError;

    fn from_str(text: &str) -> Result<Self, ParseSpanError> {
        let parse = || {
            let (amount, unit) = text.trim().split_once(' ')?;
            let amount = amount.bytes().all(|byte| byte.is_ascii_digit()).then(|| amount.parse().ok()).flatten()?;
            let words = unit.split(' ').filter(|word| !word.is_empty());
            let (unit, ..) = Unit::ALL
                .iter()
                .find(|(_, one, many)| words.clone().eq(one.split(' ')) || words.clone().eq(many.split(' ')))?;
            Some(Self { amount, unit: *unit })
        };
        parse().ok_or_else(|| ParseSpanError { value: text.to_owned() })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::written::read(deserializer, "a length of time as text, such as \"10 working days\"")
    }
}
