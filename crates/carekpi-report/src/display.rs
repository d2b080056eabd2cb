//! Figures as they are shown: exact, or with counts hidden.

use std::cmp::Ordering;
use std::fmt;

use carekpi_measure::{Figure, FigureKind, Value};
use serde::{Serialize, Serializer};

/// The sign for a hidden count.
pub(crate) const HIDDEN: &str = "c";

/// A count as it is shown: a number, or `c` if it is hidden.
///
/// ```
/// use carekpi_report::Count;
///
/// assert_eq!(Count::Exact(12).to_string(), "12");
/// assert_eq!(Count::Hidden.to_string(), "c");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// The number.
    Exact(u64),
    /// Hidden.
    Hidden,
}

impl Count {
    pub(crate) const fn unless(hidden: bool, count: u64) -> Self {
        if hidden { Self::Hidden } else { Self::Exact(count) }
    }

    /// Whether it is hidden.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Hidden)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(count) => write!(f, "{count}"),
            Self::Hidden => f.write_str(HIDDEN),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(count) => serializer.serialize_u64(*count),
            Self::Hidden => serializer.serialize_str(HIDDEN),
        }
    }
}

/// A value as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShownValue {
    /// The value.
    Exact(Value),
    /// There is no value, because the denominator is unknown or 0.
    None,
    /// Hidden.
    Hidden,
}

impl Serialize for ShownValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(value) => value.serialize(serializer),
            Self::None => serializer.serialize_none(),
            Self::Hidden => serializer.serialize_str(HIDDEN),
        }
    }
}

/// Groups with fewer members are neither drawn nor given a status: one child would move the value by a fifth or more.
const FEWEST_JUDGED: u64 = 6;

/// A figure as it is shown. [`From`] a [`Figure`] it shows every count; [`Publication`](crate::Publication) protects counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ShownFigure {
    /// The kind of figure.
    #[serde(skip)]
    pub kind: FigureKind,
    /// The numerator, or the count.
    pub numerator: Count,
    /// The denominator; `None` if there is none.
    pub denominator: Option<Count>,
    /// The number of undetermined cases.
    pub undetermined: Count,
    /// The value.
    pub value: ShownValue,
}

impl From<Figure> for ShownFigure {
    fn from(figure: Figure) -> Self {
        Self {
            kind: figure.kind,
            numerator: Count::Exact(figure.numerator),
            denominator: figure.denominator.map(Count::Exact),
            undetermined: Count::Exact(figure.undetermined),
            value: figure.value().map_or(ShownValue::None, ShownValue::Exact),
        }
    }
}

impl ShownFigure {
    /// The cells of a CSV file: numerator, denominator, undetermined, value. A cell is blank if there is none.
    pub(crate) fn cells(&self) -> [String; 4] {
        [
            self.numerator.to_string(),
            self.denominator.map(|denominator| denominator.to_string()).unwrap_or_default(),
            self.undetermined.to_string(),
            match self.value {
                ShownValue::Exact(value) => value.to_string(),
                ShownValue::None => String::new(),
                ShownValue::Hidden => HIDDEN.to_owned(),
            },
        ]
    }

    /// The value as people read it: `82.0%`, `37`, `n/a`.
    pub(crate) fn value_text(&self) -> String {
        match (self.value, self.kind) {
            (ShownValue::Exact(value), FigureKind::Proportion) => format!("{value}%"),
            (ShownValue::Exact(value), FigureKind::Count | FigureKind::Rate) => value.to_string(),
            (ShownValue::None, _) => "n/a".to_owned(),
            (ShownValue::Hidden, _) => HIDDEN.to_owned(),
        }
    }

    /// The parts of the value: `41/50`, or `41` for a rate without a population; blank for a count.
    pub(crate) fn parts_text(&self) -> String {
        match (self.kind, self.denominator) {
            (_, Some(denominator)) => format!("{}/{denominator}", self.numerator),
            (FigureKind::Rate, None) => self.numerator.to_string(),
            (FigureKind::Count | FigureKind::Proportion, None) => String::new(),
        }
    }

    /// The same in words: `41 of 50`.
    pub(crate) fn parts_in_words(&self) -> String {
        self.parts_text().replace('/', " of ")
    }

    /// Hides every count, but for a population.
    pub(crate) fn hide(&mut self) {
        self.numerator = Count::Hidden;
        self.undetermined = Count::Hidden;
        if self.kind == FigureKind::Proportion {
            self.denominator = self.denominator.map(|_| Count::Hidden);
        }
        self.value = ShownValue::Hidden;
    }

    /// Whether all its counts are 0.
    pub(crate) fn is_empty(&self) -> bool {
        let none = |count: Count| count == Count::Exact(0);
        none(self.numerator) && none(self.undetermined) && self.denominator.is_none_or(none)
    }

    /// The number of undetermined cases; blank for 0.
    pub(crate) fn undetermined_text(&self) -> String {
        if self.undetermined == Count::Exact(0) { String::new() } else { self.undetermined.to_string() }
    }

    /// Whether a group is large enough for its value to be judged.
    pub(crate) fn is_large(&self) -> bool {
        match self.denominator {
            Some(Count::Exact(members)) => members >= FEWEST_JUDGED,
            Some(Count::Hidden) => false,
            None => true,
        }
    }

    /// The value, unless there is none or it is hidden.
    pub(crate) const fn exact(&self) -> Option<Value> {
        match self.value {
            ShownValue::Exact(value) => Some(value),
            ShownValue::None | ShownValue::Hidden => None,
        }
    }

    /// The value in tenths, for drawing.
    pub(crate) fn tenths(&self) -> Option<u64> {
        self.exact().map(Value::tenths)
    }

    /// The change in the value since `before`: `+2.5`, `-3` or `0`; `None` if one of the two has no value.
    pub(crate) fn change_text(&self, before: &Self) -> Option<String> {
        let (now, then) = (self.tenths()?, before.tenths()?);
        let sign = match now.cmp(&then) {
            Ordering::Less => "-",
            Ordering::Equal => "",
            Ordering::Greater => "+",
        };
        let by = now.abs_diff(then);
        Some(match self.kind {
            FigureKind::Count => format!("{sign}{}", by / 10),
            FigureKind::Proportion | FigureKind::Rate => format!("{sign}{}.{}", by / 10, by % 10),
        })
    }
}
