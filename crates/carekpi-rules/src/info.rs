//! The description of an indicator.

use std::borrow::Cow;
use std::fmt;

use carekpi_measure::{Clause, FigureKind};

/// A service area.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// Its identifier, as definition files and outputs name it, such as `looked-after`.
    pub id: Cow<'static, str>,
    /// Its title, for people, such as "Children looked after".
    pub title: Cow<'static, str>,
}

impl Area {
    /// An area that is a constant.
    ///
    /// ```
    /// use carekpi_rules::Area;
    ///
    /// const MISSING: Area = Area::named("missing", "Missing children");
    /// assert_eq!(MISSING.title, "Missing children");
    /// ```
    #[must_use]
    pub const fn named(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title) }
    }
}

/// What an indicator counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Children, each once.
    Child,
    /// Care leavers, each once.
    CareLeaver,
    /// Placements.
    Placement,
    /// Assessments.
    Assessment,
    /// Anything else, by its singular. Like placements and assessments, it is counted over a period, and not as it is on a day.
    Other(Cow<'static, str>),
}

impl Unit {
    /// Anything else, by a singular that is a constant.
    ///
    /// ```
    /// use carekpi_rules::Unit;
    ///
    /// assert_eq!(Unit::named("missing episode").to_string(), "missing episode");
    /// ```
    #[must_use]
    pub const fn named(singular: &'static str) -> Self {
        Self::Other(Cow::Borrowed(singular))
    }

    /// Whether each person counts once. If so, two dates are compared person by person; if not, record by record.
    ///
    /// ```
    /// use carekpi_rules::Unit;
    ///
    /// assert!(Unit::CareLeaver.is_person() && !Unit::Placement.is_person());
    /// ```
    #[must_use]
    pub const fn is_person(&self) -> bool {
        matches!(self, Self::Child | Self::CareLeaver)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Child => "child",
            Self::CareLeaver => "care leaver",
            Self::Placement => "placement",
            Self::Assessment => "assessment",
            Self::Other(unit) => unit,
        })
    }
}

/// Which values of an indicator are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Polarity {
    /// Higher values.
    Higher,
    /// Lower values.
    Lower,
    /// Neither: the indicator describes demand.
    Neither,
}

impl Polarity {
    /// Its name, such as `higher`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }
}

impl fmt::Display for Polarity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The description of an indicator, in words. It is made at run time, or is a constant: see [`indicator_info!`](crate::indicator_info).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorInfo {
    /// Its identifier, such as `cp-core-groups`.
    pub id: Cow<'static, str>,
    /// The service area that it belongs to.
    pub area: Area,
    /// Its title, for people.
    pub title: Cow<'static, str>,
    /// What must be up to date, such as "Core groups"; `None` if the indicator is about something else.
    pub up_to_date: Option<Cow<'static, str>>,
    /// The kind of figure: a count, a proportion or a rate.
    pub kind: FigureKind,
    /// What is counted.
    pub unit: Unit,
    /// Which values are better.
    pub polarity: Polarity,
    /// What the numerator counts.
    pub numerator: Cow<'static, str>,
    /// What the denominator counts; empty for a count.
    pub denominator: Cow<'static, str>,
    /// Every clause that can decide a member, with what it is measured from, in words. Evidence shows no words for a clause that
    /// is not listed.
    pub clauses: Cow<'static, [(Clause, Cow<'static, str>)]>,
    /// The settings that it depends on, each as `table.key`, as in a definitions file.
    pub settings: Cow<'static, [Cow<'static, str>]>,
    /// The source of the rule: statute, regulation, guidance, or a section of the definitions document.
    pub source: Cow<'static, str>,
}

impl IndicatorInfo {
    /// The subject of a sentence about it: what must be up to date, or else its title.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.up_to_date.as_ref().unwrap_or(&self.title)
    }

    /// Whether its value is a percentage.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        self.kind == FigureKind::Proportion
    }

    /// What a clause is measured from, in words; blank if [`clauses`](Self::clauses) does not list it.
    #[must_use]
    pub fn measured_from(&self, clause: Option<Clause>) -> &str {
        let listed = self.clauses.iter().find(|(listed, _)| Some(*listed) == clause);
        listed.map_or("", |(_, words)| words)
    }

    /// Whether it depends on a setting, named as `table.key`.
    #[must_use]
    pub fn depends_on(&self, setting: &str) -> bool {
        self.settings.iter().any(|one| one == setting)
    }
}

/// An [`IndicatorInfo`] of constant texts: its fields, all of them, in their order.
///
/// ```
/// use carekpi_measure::FigureKind;
/// use carekpi_rules::{Area, IndicatorInfo, Polarity, Unit, indicator_info};
///
/// const INFO: IndicatorInfo = indicator_info! {
///     id: "missing-today",
///     area: Area::named("missing", "Missing children"),
///     title: "Children missing today",
///     up_to_date: None,
///     kind: FigureKind::Count,
///     unit: Unit::Child,
///     polarity: Polarity::Lower,
///     numerator: "children who are missing at the end of the day",
///     denominator: "",
///     clauses: [],
///     settings: ["shared.deaths"],
///     source: "local standard",
/// };
/// assert!(INFO.depends_on("shared.deaths"));
/// ```
#[macro_export]
macro_rules! indicator_info {
    (
        id: $id:expr,
        area: $area:expr,
        title: $title:expr,
        up_to_date: $up_to_date:expr,
        kind: $kind:expr,
        unit: $unit:expr,
        polarity: $polarity:expr,
        numerator: $numerator:expr,
        denominator: $denominator:expr,
        clauses: [$(($clause:expr, $words:expr)),* $(,)?],
        settings: [$($setting:expr),* $(,)?],
        source: $source:expr $(,)?
    ) => {
        $crate::IndicatorInfo {
            id: ::std::borrow::Cow::Borrowed($id),
            area: $area,
            title: ::std::borrow::Cow::Borrowed($title),
            up_to_date: match $up_to_date {
                Some(words) => Some(::std::borrow::Cow::Borrowed::<'static, str>(words)),
                None => None,
            },
            kind: $kind,
            unit: $unit,
            polarity: $polarity,
            numerator: ::std::borrow::Cow::Borrowed($numerator),
            denominator: ::std::borrow::Cow::Borrowed($denominator),
            clauses: ::std::borrow::Cow::Borrowed(&[$(($clause, ::std::borrow::Cow::Borrowed($words))),*]),
            settings: ::std::borrow::Cow::Borrowed(&[$(::std::borrow::Cow::Borrowed($setting)),*]),
            source: ::std::borrow::Cow::Borrowed($source),
        }
    };
}
