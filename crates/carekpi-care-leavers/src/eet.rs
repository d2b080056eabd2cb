//! `leavers-eet`: care leavers in education, employment or training.

use carekpi_measure::FigureKind;
use carekpi_model::{ChildAsOf, CodeSet, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit};

use crate::area::{AREA, CANDIDATES};
use crate::leaver::{RECORDED, leaver, recorded};

const INFO: IndicatorInfo = IndicatorInfo {
    id: "leavers-eet",
    area: AREA,
    title: "In education, employment or training",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose latest recorded activity is education, employment or training",
    denominator: "care leavers on the snapshot date",
    clauses: &[(RECORDED, "the latest status")],
    settings: &["shared.end_day", "shared.leap_day_birthday", "care-leavers.leavers-eet.codes"],
    source: "definitions document: Care Leavers; activity codes of the SSDA903 return",
};

/// The settings of `leavers-eet`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct EetSettings {
    /// The activity codes for education, employment or training.
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
/// **What it counts.** Of the care leavers, those whose activity in their latest recorded status is one of the codes for
/// full-time (F) or part-time (P) education, training or employment.
///
/// **How we read it.** A status recorded after the snapshot date does not count. If the latest status does not record the
/// activity, the answer is undetermined, whatever an earlier status says.
///
#[doc = include_str!("../cases/leavers-eet.md")]
#[derive(Clone, Debug)]
pub struct Eet {
    codes: CodeSet,
}

impl Eet {
    /// With these settings.
    #[must_use]
    pub fn new(settings: EetSettings, context: &Context<'_>) -> Self {
        Self { codes: context.caseload().codes_among(settings.codes.iter().map(String::as_str)) }
    }
}

impl Rule for Eet {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::LeaverSpell, RecordKind::Birth, RecordKind::LeaverStatus, RecordKind::LeaverActivity]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child)?;
        let in_eet =
            recorded(child, |status| (!status.activity.is_blank()).then(|| self.codes.contains(status.activity)));
        Ok(Counted::by(spell.id, in_eet))
    }
}
