//! `leavers-eet`: care leavers in education, employment or training.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Among, Answer, Indicator, Measure, Verdict};
use carekpi_model::{Caseload, Child, Id, Words};

use crate::leaver::{RECORDED, leaver_or_left_out, recorded};
use crate::{AREA, COHORT};

const ABOUT: About = About {
    id: "leavers-eet",
    area: AREA,
    title: "In education, employment or training",
    measure: Measure::Proportion,
    unit: "care leaver",
    numerator: "those whose latest recorded activity is education, employment or training",
    denominator: "care leavers on the snapshot date",
    clauses: &[(RECORDED, "the latest status")],
    settings: &["shared.end_day", "shared.leap_day_birthday", "care-leavers.leavers-eet.codes"],
};

/// The settings of `leavers-eet`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct EetSettings {
    /// The activity codes that are education, employment or training.
    pub codes: Vec<String>,
}

impl Default for EetSettings {
    fn default() -> Self {
        let codes = ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"];
        Self { codes: codes.map(str::to_owned).into() }
    }
}

/// `leavers-eet`: care leavers in education, employment or training.
///
/// **What it counts.** Of the care leavers, those whose activity in the status recorded last is one of the codes for
/// full-time (F) or part-time (P) education, training or employment.
///
/// **How we read it.** A status recorded after the snapshot date does not exist yet. Where the latest status says nothing
/// of the activity it can't be told, whatever an earlier one said.
///
#[doc = include_str!("../cases/leavers-eet.md")]
#[derive(Clone, Debug)]
pub struct Eet {
    codes: Words,
}

impl Eet {
    /// With these settings, and the activity codes of one caseload.
    #[must_use]
    pub fn new(settings: &EetSettings, caseload: &Caseload) -> Self {
        Self { codes: caseload.words_among(settings.codes.iter().map(String::as_str)) }
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Eet {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn among(&self) -> Among<'_> {
        COHORT
    }

    #[inline]
    fn judge(&self, child: Child<'a>, as_of: &AsOf<'_>, each: &mut dyn FnMut(Verdict<Id, Answer<'_, 'a>>)) {
        let child = child.on(as_of);
        if let Some((spell, _)) = leaver_or_left_out(child, each) {
            let outcome =
                recorded(child, |status| (!status.activity.is_blank()).then(|| self.codes.contains(status.activity)));
            each(Verdict::member(spell.id, outcome));
        }
    }
}
