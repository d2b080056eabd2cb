//! How well the holidays of a calendar are known.

use crate::Nation;

/// How well the holidays of a year are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Coverage {
    /// 2012 to 2028: the government's published list.
    Official,
    /// 1978 to 2011: the rules in force, and the one-off days on which several independent calendars agree.
    Corroborated,
    /// 1950 to 1977, in England and Wales: the rules of the time and the announcements that were found. A few days after Christmas
    /// are not confirmed: see [`WorkingCalendar::unconfirmed_holidays`](crate::WorkingCalendar::unconfirmed_holidays).
    Historic,
    /// 2029 to 2100: the rules in force today. One-off days and moves are not known yet.
    Projected,
    /// Whoever made the calendar listed its holidays.
    Listed,
}

impl Coverage {
    pub(crate) const fn of(nation: Option<Nation>, year: i32) -> Self {
        match (nation, year) {
            (None, _) => Self::Listed,
            (Some(_), ..=1977) => Self::Historic,
            (Some(_), 1978..=2011) => Self::Corroborated,
            (Some(_), 2012..=2028) => Self::Official,
            (Some(_), _) => Self::Projected,
        }
    }
}
