//! Named sets of definitions.

use std::fmt;
use std::str::FromStr;

use carekpi_dates::Span;
use carekpi_looked_after::{AdoptivePlacement, TemporaryPlacements};

use crate::Definitions;

impl Definitions {
    /// The limits of statute and statutory guidance, where they differ from the definitions document: the first core group within
    /// 10 working days, and health assessments every 6 months up to the fifth birthday.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// assert_eq!(Definitions::statutory().looked_after.cla_health.age_limit, 5);
    /// ```
    #[must_use]
    pub fn statutory() -> Self {
        let mut definitions = Self::default();
        definitions.child_protection.cp_core_groups.first_within = Span::working_days(10);
        definitions.looked_after.cla_health.age_limit = 5;
        definitions
    }

    /// The wording of the national figures for the two placement indicators. For `cla-three-placements`, every child looked after
    /// is in the denominator and temporary placements do not count. For `cla-same-placement`, a placement for adoption continues
    /// the placement before it.
    ///
    /// ```
    /// use carekpi::Definitions;
    ///
    /// assert_eq!(Definitions::national_returns().diff(&Definitions::default()).len(), 3);
    /// ```
    #[must_use]
    pub fn national_returns() -> Self {
        let mut definitions = Self::default();
        let care = &mut definitions.looked_after;
        care.cla_three_placements.looked_after_for = Span::months(0);
        care.cla_three_placements.temporary_placements = TemporaryPlacements::Ignored;
        care.cla_same_placement.adoptive_placement = AdoptivePlacement::Joined;
        definitions
    }
}

/// A named set of definitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// The definitions document.
    #[default]
    Default,
    /// [`Definitions::statutory`].
    Statutory,
    /// [`Definitions::national_returns`].
    NationalReturns,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 3] = [Self::Default, Self::Statutory, Self::NationalReturns];

    /// Its name, such as `national-returns`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Statutory => "statutory",
            Self::NationalReturns => "national-returns",
        }
    }

    /// Its definitions.
    ///
    /// ```
    /// use carekpi::{Definitions, Profile};
    ///
    /// assert_eq!(Profile::Default.definitions(), Definitions::default());
    /// assert_eq!(Profile::Statutory.definitions(), Definitions::statutory());
    /// ```
    #[must_use]
    pub fn definitions(self) -> Definitions {
        match self {
            Self::Default => Definitions::default(),
            Self::Statutory => Definitions::statutory(),
            Self::NationalReturns => Definitions::national_returns(),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a text that is not the name of a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown profile `{0}`; use default, statutory or national-returns")]
pub struct ParseProfileError(String);

impl FromStr for Profile {
    type Err = ParseProfileError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|profile| profile.name() == text).ok_or_else(|| ParseProfileError(text.to_owned()))
    }
}
