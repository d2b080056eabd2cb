//! `leavers-accommodation`: care leavers in suitable accommodation.

use carekpi_dates::AsOf;
use carekpi_measure::{About, Among, Answer, Indicator, Measure, Verdict};
use carekpi_model::{Caseload, Child, Id, Words};

use crate::leaver::{RECORDED, leaver_or_left_out, recorded};
use crate::{AREA, COHORT};

const ABOUT: About = About {
    id: "leavers-accommodation",
    area: AREA,
    title: "In suitable accommodation",
    measure: Measure::Proportion,
    unit: "care leaver",
    numerator: "those whose accommodation was last recorded as suitable",
    denominator: "care leavers on the snapshot date",
    clauses: &[(RECORDED, "the latest status")],
    settings: &["shared.end_day", "shared.leap_day_birthday"],
};

/// `leavers-accommodation`: care leavers in suitable accommodation.
///
/// **What it counts.** Of the care leavers, those whose accommodation is suitable by the status recorded last.
///
/// **How we read it.** The national code for suitable is `1`; any other text is not suitable. Where the latest status
/// says nothing of it, it can't be told, whatever an earlier one said.
///
#[doc = include_str!("../cases/leavers-accommodation.md")]
#[derive(Clone, Debug)]
pub struct Accommodation {
    suitable: Words,
}

impl Accommodation {
    /// With the codes of one caseload.
    #[must_use]
    pub fn new(caseload: &Caseload) -> Self {
        Self { suitable: caseload.words_among(["1"]) }
    }
}

impl<'a> Indicator<'a, Child<'a>, Id> for Accommodation {
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
            let outcome = recorded(child, |status| {
                (!status.suitable.is_blank()).then(|| self.suitable.contains(status.suitable))
            });
            each(Verdict::member(spell.id, outcome));
        }
    }
}
