//! The nations of the United Kingdom by their bank holidays.

use std::fmt;

/// A part of the United Kingdom with bank holidays of its own.
///
/// ```
/// use carekpi_dates::{Nation, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let calendar = WorkingCalendar::of(Nation::Scotland);
/// assert_eq!(calendar.name(), "Scotland");
/// let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
/// assert_eq!(calendar.bank_holiday(day), Ok(Some("St Andrew's Day")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Nation {
    /// England and Wales, which share their bank holidays. The calendar covers 1950 to 2100.
    EnglandAndWales,
    /// Scotland. The calendar covers 1978 to 2100. Local holidays of councils are not in it.
    Scotland,
    /// Northern Ireland. The calendar covers 1978 to 2100.
    NorthernIreland,
}

impl Nation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        }
    }

    /// Its identifier, as in the government's list of bank holidays.
    ///
    /// ```
    /// assert_eq!(carekpi_dates::Nation::NorthernIreland.id(), "northern-ireland");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// The first year whose bank holidays are known.
    pub(crate) const fn first_year(self) -> i32 {
        match self {
            Self::EnglandAndWales => 1950,
            Self::Scotland | Self::NorthernIreland => 1978,
        }
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
