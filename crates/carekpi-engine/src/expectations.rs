//! What is expected of the figures: targets, floors, and the figures of others.

use std::collections::BTreeMap;
use std::fmt;

use carekpi_measure::Value;
use carekpi_rules::Polarity;

/// What is expected of one indicator.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Expectation {
    /// What is aimed at. The target itself is on target.
    pub target: Option<f64>,
    /// The worst value that is near the target.
    pub floor: Option<f64>,
    /// The values of others, by name, such as "England 2025".
    pub comparators: BTreeMap<String, f64>,
}

/// What is wrong with an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpectationError {
    /// The indicator has no better side, so that no value of it is on target.
    #[error("neither a high nor a low value of the indicator is better, so it takes comparators only")]
    NoPolarity,
    /// There is a floor and no target.
    #[error("a floor needs a target")]
    FloorWithoutTarget,
    /// The floor is not on the worse side of the target.
    #[error("{} values are better, so the floor must be {} the target", .0, if *.0 == Polarity::Lower { "above" } else { "below" })]
    FloorNotWorse(Polarity),
}

impl Expectation {
    /// An expectation with a target.
    ///
    /// ```
    /// use carekpi::measure::Value;
    /// use carekpi::rules::Polarity;
    /// use carekpi::{Expectation, Status};
    ///
    /// let expectation = Expectation::with_target(95.0).floor(85.0);
    /// let status = |tenths| expectation.status(Polarity::Higher, Value::Tenths(tenths));
    /// assert_eq!([950, 949, 850, 849].map(status), [Status::OnTarget, Status::Near, Status::Near, Status::OffTarget].map(Some));
    /// ```
    #[must_use]
    pub fn with_target(target: f64) -> Self {
        Self { target: Some(target), ..Self::default() }
    }

    /// The same with a floor. A value that is worse than the target and no worse than the floor is near the target.
    #[must_use]
    pub fn floor(self, floor: f64) -> Self {
        Self { floor: Some(floor), ..self }
    }

    /// The same with the value of another, such as "England 2025".
    #[must_use]
    pub fn comparator(mut self, name: &str, value: f64) -> Self {
        self.comparators.insert(name.to_owned(), value);
        self
    }

    /// Checks an expectation of an indicator with this polarity.
    ///
    /// ```
    /// use carekpi::rules::Polarity;
    /// use carekpi::{Expectation, ExpectationError};
    ///
    /// let expectation = Expectation::with_target(10.0).floor(15.0);
    /// assert_eq!(expectation.check(Polarity::Lower), Ok(()));
    /// assert_eq!(expectation.check(Polarity::Higher), Err(ExpectationError::FloorNotWorse(Polarity::Higher)));
    /// assert_eq!(expectation.check(Polarity::Neither), Err(ExpectationError::NoPolarity));
    /// ```
    ///
    /// # Errors
    ///
    /// There is a floor without a target, or on its better side, or at it; or a target where neither side is better.
    pub fn check(&self, polarity: Polarity) -> Result<(), ExpectationError> {
        let is_worse = |floor: f64, target: f64| match polarity {
            Polarity::Higher => floor < target,
            Polarity::Lower => floor > target,
            Polarity::Neither => false,
        };
        match (polarity, self.target, self.floor) {
            (_, None, None) => Ok(()),
            (Polarity::Neither, ..) => Err(ExpectationError::NoPolarity),
            (_, None, Some(_)) => Err(ExpectationError::FloorWithoutTarget),
            (_, Some(target), Some(floor)) if !is_worse(floor, target) => {
                Err(ExpectationError::FloorNotWorse(polarity))
            }
            (_, Some(_), _) => Ok(()),
        }
    }

    /// How a value stands, as it is displayed; `None` without a target, and where neither side is better.
    #[must_use]
    pub fn status(&self, polarity: Polarity, value: Value) -> Option<Status> {
        let value = value.number();
        let reaches = |line: f64| match polarity {
            Polarity::Higher => Some(value >= line),
            Polarity::Lower => Some(value <= line),
            Polarity::Neither => None,
        };
        Some(if reaches(self.target?)? {
            Status::OnTarget
        } else if self.floor.and_then(reaches) == Some(true) {
            Status::Near
        } else {
            Status::OffTarget
        })
    }
}

/// What is expected of the indicators, by their identifiers.
///
/// ```
/// use carekpi::{Expectation, Expectations};
///
/// // Computed in code: every figure at least what it was last year.
/// let last_year = [("cp-visits", 88.1), ("cla-health", 91.4)];
/// let expectations: Expectations =
///     last_year.map(|(id, value)| (id.to_owned(), Expectation::with_target(value))).into_iter().collect();
/// assert_eq!(expectations.get("cp-visits").target, Some(88.1));
/// assert_eq!(expectations.get("cla-reviews").target, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectations {
    by_indicator: BTreeMap<String, Expectation>,
}

impl FromIterator<(String, Expectation)> for Expectations {
    fn from_iter<I: IntoIterator<Item = (String, Expectation)>>(expectations: I) -> Self {
        Self { by_indicator: expectations.into_iter().collect() }
    }
}

impl Expectations {
    /// What is expected of an indicator; nothing if it is not named.
    #[must_use]
    pub fn get(&self, indicator: &str) -> &Expectation {
        static NOTHING: Expectation = Expectation { target: None, floor: None, comparators: BTreeMap::new() };
        self.by_indicator.get(indicator).unwrap_or(&NOTHING)
    }

    /// The names of all comparators, in order.
    #[must_use]
    pub fn comparators(&self) -> Vec<&str> {
        let names = self.by_indicator.values().flat_map(|expectation| expectation.comparators.keys());
        let mut names: Vec<&str> = names.map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// How a value stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// At the target, or better.
    OnTarget,
    /// Worse than the target, and at the floor or better.
    Near,
    /// Worse than the floor; without a floor, worse than the target.
    OffTarget,
}

impl Status {
    /// Its name in data, such as `on-target`.
    ///
    /// ```
    /// assert_eq!((carekpi::Status::Near.name(), carekpi::Status::Near.to_string()), ("near", "near target".to_owned()));
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnTarget => "on-target",
            Self::Near => "near",
            Self::OffTarget => "off-target",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnTarget => "on target",
            Self::Near => "near target",
            Self::OffTarget => "off target",
        })
    }
}
