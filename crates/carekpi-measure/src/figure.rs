//! Figures: exact counts, and the value to display.

use std::fmt;

use crate::Tally;

/// How a figure is computed from its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum FigureKind {
    /// The number of members.
    Count,
    /// The percentage of members that meet the rule.
    Proportion,
    /// The number of members for every 10,000 of a population.
    Rate,
}

impl fmt::Display for FigureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "count",
            Self::Proportion => "proportion",
            Self::Rate => "rate",
        })
    }
}

/// A figure with its exact counts.
///
/// ```
/// use carekpi_measure::{Figure, FigureKind, Tally};
///
/// let tally = Tally { met: 41, members: 50, undetermined: 0 };
/// let figure = Figure::new(FigureKind::Proportion, tally, None);
/// assert_eq!((figure.numerator, figure.denominator), (41, Some(50)));
/// assert_eq!(figure.value().unwrap().to_string(), "82.0");
///
/// let rate = Figure::new(FigureKind::Rate, tally, Some(52_000));
/// assert_eq!(rate.value().unwrap().to_string(), "9.6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// How it is computed from its counts.
    #[cfg_attr(feature = "serde", serde(rename = "measure"))]
    pub kind: FigureKind,
    /// The numerator of a proportion or a rate, or the count itself.
    pub numerator: u64,
    /// The denominator; `None` for a count, and for a rate without a population.
    pub denominator: Option<u64>,
    /// The number of cases that are undetermined.
    pub undetermined: u64,
}

impl Figure {
    /// The figure of a tally. `population` is the denominator of a rate.
    #[inline]
    #[must_use]
    pub const fn new(kind: FigureKind, tally: Tally, population: Option<u64>) -> Self {
        let (numerator, denominator) = match kind {
            FigureKind::Count => (tally.members, None),
            FigureKind::Proportion => (tally.met, Some(tally.members)),
            FigureKind::Rate => (tally.members, population),
        };
        Self { kind, numerator, denominator, undetermined: tally.undetermined }
    }

    /// Whether the counts are possible: the numerator of a proportion must not exceed its denominator.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.kind != FigureKind::Proportion || self.denominator.is_none_or(|members| self.numerator <= members)
    }

    /// The value. A proportion or a rate is rounded half up to one decimal place; it is `None` if its denominator is missing or 0.
    /// A count is its own value.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        match self.kind {
            FigureKind::Count => Some(Value::Whole(self.numerator)),
            FigureKind::Proportion => self.tenths_per(100),
            FigureKind::Rate => self.tenths_per(10_000),
        }
    }

    fn tenths_per(&self, scale: u128) -> Option<Value> {
        let denominator = u128::from(self.denominator?);
        let doubled = u128::from(self.numerator) * scale * 20 + denominator;
        let tenths = doubled.checked_div(2 * denominator)?;
        Some(Value::Tenths(u64::try_from(tenths).unwrap_or(u64::MAX)))
    }
}

/// A value to display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A whole number.
    Whole(u64),
    /// Tenths: `Tenths(820)` is 82.0.
    Tenths(u64),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Tenths(tenths) => write!(f, "{}.{}", tenths / 10, tenths % 10),
        }
    }
}

impl Value {
    /// The value in tenths, so that values of every kind can be compared and drawn.
    ///
    /// ```
    /// use carekpi_measure::Value;
    ///
    /// assert_eq!((Value::Tenths(892).tenths(), Value::Whole(37).tenths()), (892, 370));
    /// ```
    #[must_use]
    pub const fn tenths(self) -> u64 {
        match self {
            Self::Whole(number) => number.saturating_mul(10),
            Self::Tenths(tenths) => tenths,
        }
    }

    /// The number nearest to it, for databases and charts.
    ///
    /// ```
    /// use carekpi_measure::Value;
    ///
    /// assert_eq!(Value::Tenths(892).number(), 89.2);
    /// assert_eq!(Value::Whole(37).number(), 37.0);
    /// ```
    #[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "others have no exact number for tenths")]
    #[must_use]
    pub const fn number(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Tenths(tenths) => tenths as f64 / 10.0,
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Whole(number) => serializer.serialize_u64(number),
            Self::Tenths(_) => serializer.serialize_f64(self.number()),
        }
    }
}
