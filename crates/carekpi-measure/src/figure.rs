//! Figures: exact counts, and the value that is shown.

use std::fmt;

use crate::Tally;

/// How a figure is made of its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum FigureKind {
    /// How many members there are.
    Count,
    /// Of the members, the percentage that meets the rule.
    Proportion,
    /// How many members there are for every 10,000 of a population.
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

/// A figure with its exact parts.
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
    /// How it is made of its counts.
    #[cfg_attr(feature = "serde", serde(rename = "measure"))]
    pub kind: FigureKind,
    /// What is counted.
    pub numerator: u64,
    /// What it is counted of; `None` for a count, and for a rate without a population.
    pub denominator: Option<u64>,
    /// How many cases could not be determined.
    pub undetermined: u64,
}

impl Figure {
    /// The figure that a tally makes; `population` is what a rate is taken of.
    #[must_use]
    pub const fn new(kind: FigureKind, tally: Tally, population: Option<u64>) -> Self {
        let (numerator, denominator) = match kind {
            FigureKind::Count => (tally.members, None),
            FigureKind::Proportion => (tally.met, Some(tally.members)),
            FigureKind::Rate => (tally.members, population),
        };
        Self { kind, numerator, denominator, undetermined: tally.undetermined }
    }

    /// Whether its numerator does not exceed its denominator: that of a proportion can't.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.kind != FigureKind::Proportion || self.denominator.is_none_or(|members| self.numerator <= members)
    }

    /// The value, rounded half up to one decimal place; `None` with no denominator or one of 0.
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

/// A value as it is shown.
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

#[cfg(feature = "serde")]
impl serde::Serialize for Value {
    #[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "JSON has no other number for tenths")]
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Whole(number) => serializer.serialize_u64(number),
            Self::Tenths(tenths) => serializer.serialize_f64(tenths as f64 / 10.0),
        }
    }
}
