//! `leavers-accommodation`: care leavers in suitable accommodation.

use carekpi_measure::{FigureKind, Outcome};
use carekpi_model::{ChildAsOf, CodeColumn, Eligibility, Id, RecordKind};
use carekpi_rules::{Candidates, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, LeaverContext};
use crate::leaver::{KnownCodes, RECORDED, leaver};

static INFO: IndicatorInfo = indicator_info! {
    id: "leavers-accommodation",
    area: AREA,
    title: "In suitable accommodation",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose accommodation was last recorded as suitable",
    denominator: "care leavers on the snapshot date",
    clauses: [(RECORDED, "the latest status")],
    settings: [
        "shared.end_day",
        "shared.leap_day_birthday",
        "shared.deaths",
        "care-leavers.from_age",
        "care-leavers.until_age",
        "care-leavers.not_eligible",
        "care-leavers.leavers-accommodation.suitable",
        "care-leavers.leavers-accommodation.unsuitable",
    ],
    source: "codes of the SSDA903 return; the definitions document leaves it to its glossary",
};

/// The settings of `leavers-accommodation`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct AccommodationSettings {
    /// What says that accommodation is suitable.
    pub suitable: Vec<String>,
    /// What says that it is not. What is in neither list is unknown, and the answer undetermined.
    pub unsuitable: Vec<String>,
}

impl Default for AccommodationSettings {
    fn default() -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            suitable: owned(&["1", "Y", "Yes", "True", "Suitable", "Accommodation considered suitable"]),
            unsuitable: owned(&["2", "0", "N", "No", "False", "Unsuitable", "Accommodation considered unsuitable"]),
        }
    }
}

/// `leavers-accommodation`: care leavers in suitable accommodation.
///
/// **What it counts.** Of the care leavers, those whose accommodation is suitable by their latest recorded status.
///
/// **How we read it.** The national code for suitable is `1`. The lists `suitable` and `unsuitable` have the words that are used
/// too. If the latest status does not record it, the answer is undetermined, whatever an earlier status says.
/// Of several statuses of one day, all that fill the field decide; if they differ, the answer is undetermined. So it is if a code
/// is in no list. A person who died is not a care leaver
/// from then on (`deaths`).
///
#[doc = include_str!("../cases/leavers-accommodation.md")]
#[derive(Clone, Debug)]
pub struct Accommodation {
    eligibility: Eligibility,
    codes: KnownCodes,
}

impl Accommodation {
    /// With these settings.
    #[must_use]
    pub fn new(settings: &AccommodationSettings, context: &LeaverContext<'_>) -> Self {
        let AccommodationSettings { suitable, unsuitable } = settings;
        let codes = KnownCodes::new(context.context.caseload(), CodeColumn::Suitable, suitable, unsuitable);
        Self { eligibility: context.eligibility.clone(), codes }
    }
}

impl Rule for Accommodation {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::LeaverSpell,
            RecordKind::Birth,
            RecordKind::Death,
            RecordKind::LeaverStatus,
            RecordKind::LeaverSuitable,
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child, &self.eligibility)?;
        Ok(Counted::by(spell.id, self.codes.outcome(child, &self.eligibility, |status| status.suitable)))
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: Id, _: &Outcome) -> Vec<Evidence<'a>> {
        KnownCodes::recorded("suitability of the accommodation", child, &self.eligibility, |status| status.suitable)
    }
}
