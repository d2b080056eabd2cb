//! Population estimates.

use carekpi_dates::AsOf;
use chrono::NaiveDate;

/// An estimate of the population aged 0 to 17.
///
/// Ordered by the reference date, then by the day of publication: a greater estimate supersedes a lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct PopulationEstimate {
    /// The reference date. An estimate without one is older than any with one.
    #[cfg_attr(
        feature = "serde",
        serde(default, deserialize_with = "crate::wire::optional_date", skip_serializing_if = "Option::is_none")
    )]
    pub reference: Option<NaiveDate>,
    /// The day on which it was published. Before that day it is not used.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "crate::wire::date"))]
    pub published: NaiveDate,
    /// The number of children and young people.
    pub population: u64,
}

#[cfg(feature = "serde")]
crate::wire::object!(PopulationEstimate);

/// All the estimates of one area.
///
/// ```
/// use carekpi_dates::{AsOf, Conventions, Period, WorkingCalendar};
/// use carekpi_model::{Population, PopulationEstimate};
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let estimate = |reference, published, population| PopulationEstimate {
///     reference: Some(reference), published, population,
/// };
/// let population = Population::new([
///     estimate(day(2023, 6, 30), day(2024, 7, 15), 51_000),
///     estimate(day(2024, 6, 30), day(2025, 7, 30), 52_000),
/// ]);
/// let conventions = Conventions::new(WorkingCalendar::england_and_wales());
/// let on = |day| population.on(&AsOf::new(day, Period::YearToDate, &conventions));
/// assert_eq!(on(day(2025, 7, 29)), Some(51_000));
/// assert_eq!(on(day(2025, 7, 30)), Some(52_000));
/// assert_eq!(on(day(2024, 7, 14)), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population(Vec<PopulationEstimate>);

impl Population {
    /// The given estimates, in any order.
    #[must_use]
    pub fn new(estimates: impl IntoIterator<Item = PopulationEstimate>) -> Self {
        let mut estimates: Vec<_> = estimates.into_iter().collect();
        estimates.sort_unstable();
        Self(estimates)
    }

    /// The estimates; each supersedes those before it.
    #[must_use]
    pub fn estimates(&self) -> &[PopulationEstimate] {
        &self.0
    }

    /// The latest estimate published by the snapshot date: the one with the latest reference date, and of several editions the one
    /// published last. `None` if none was published yet.
    #[must_use]
    pub fn on(&self, as_of: &AsOf<'_>) -> Option<u64> {
        let latest = self.0.iter().rev().find(|estimate| as_of.happened(estimate.published))?;
        Some(latest.population)
    }
}
