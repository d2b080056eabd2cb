//! `leavers-eet`: care leavers in education, employment or training.

use carekpi_measure::{FigureKind, Outcome};
use carekpi_model::{ChildAsOf, CodeColumn, Eligibility, Id, RecordKind};
use carekpi_rules::{Candidates, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, LeaverContext};
use crate::leaver::{KnownCodes, RECORDED, leaver};

static INFO: IndicatorInfo = indicator_info! {
    id: "leavers-eet",
    area: AREA,
    title: "In education, employment or training",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose latest recorded activity is education, employment or training",
    denominator: "care leavers on the snapshot date",
    clauses: [(RECORDED, "the latest status")],
    settings: [
        "shared.end_day",
        "shared.leap_day_birthday",
        "shared.deaths",
        "care-leavers.from_age",
        "care-leavers.until_age",
        "care-leavers.not_eligible",
        "care-leavers.leavers-eet.codes",
        "care-leavers.leavers-eet.other_codes",
    ],
    source: "definitions document: Care Leavers; activity codes of the SSDA903 return",
};

/// The settings of `leavers-eet`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct EetSettings {
    /// The activity codes for education, employment or training.
    pub codes: Vec<String>,
    /// The known codes of other activities. A code in neither list is unknown, and the answer undetermined.
    pub other_codes: Vec<String>,
}

impl Default for EetSettings {
    fn default() -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            codes: owned(&["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"]),
            other_codes: owned(&["G4", "G5", "G6"]),
        }
    }
}

/// `leavers-eet`: care leavers in education, employment or training.
///
/// **What it counts.** Of the care leavers, those whose activity in their latest recorded status is one of the codes for
/// full-time (F) or part-time (P) education, training or employment.
///
/// **How we read it.** A status recorded after the snapshot date does not count. If the latest status does not record the
/// activity, the answer is undetermined, whatever an earlier status says.
/// Of several statuses of one day, all that fill the field decide; if they differ, the answer is undetermined. So it is if a code
/// is in no list. A person who died is not a care leaver
/// from then on (`deaths`).
///
#[doc = include_str!("../cases/leavers-eet.md")]
#[derive(Clone, Debug)]
pub struct Eet {
    eligibility: Eligibility,
    codes: KnownCodes,
}

impl Eet {
    /// With these settings.
    #[must_use]
    pub fn new(settings: &EetSettings, context: &LeaverContext<'_>) -> Self {
        let EetSettings { codes, other_codes } = settings;
        let codes = KnownCodes::new(context.context.caseload(), CodeColumn::Activity, codes, other_codes);
        Self { eligibility: context.eligibility.clone(), codes }
    }
}

impl Rule for Eet {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::LeaverSpell,
            RecordKind::Birth,
            RecordKind::Death,
            RecordKind::LeaverStatus,
            RecordKind::LeaverActivity,
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child, &self.eligibility)?;
        Ok(Counted::by(spell.id, self.codes.outcome(child, &self.eligibility, |status| status.activity)))
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: Id, _: &Outcome) -> Vec<Evidence<'a>> {
        KnownCodes::recorded("activity", child, &self.eligibility, |status| status.activity)
    }
}
