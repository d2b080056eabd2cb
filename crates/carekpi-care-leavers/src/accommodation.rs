//! `leavers-accommodation`: care leavers in suitable accommodation.

use carekpi_measure::FigureKind;
use carekpi_model::{ChildAsOf, CodeSet, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit};

use crate::area::{AREA, CANDIDATES};
use crate::leaver::{RECORDED, leaver, recorded};

const INFO: IndicatorInfo = IndicatorInfo {
    id: "leavers-accommodation",
    area: AREA,
    title: "In suitable accommodation",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those whose accommodation was last recorded as suitable",
    denominator: "care leavers on the snapshot date",
    clauses: &[(RECORDED, "the latest status")],
    settings: &["shared.end_day", "shared.leap_day_birthday"],
    source: "codes of the SSDA903 return; the definitions document leaves it to its glossary",
};

/// `leavers-accommodation`: care leavers in suitable accommodation.
///
/// **What it counts.** Of the care leavers, those whose accommodation is suitable by their latest recorded status.
///
/// **How we read it.** The national code for suitable is `1`; any other text is not suitable. If the latest status does not
/// record it, the answer is undetermined, whatever an earlier status says.
///
#[doc = include_str!("../cases/leavers-accommodation.md")]
#[derive(Clone, Debug)]
pub struct Accommodation {
    suitable: CodeSet,
}

impl Accommodation {
    /// The rule, which has no settings.
    #[must_use]
    pub fn new(context: &Context<'_>) -> Self {
        Self { suitable: context.caseload().codes_among(["1"]) }
    }
}

impl Rule for Accommodation {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[RecordKind::LeaverSpell, RecordKind::Birth, RecordKind::LeaverStatus, RecordKind::LeaverSuitable]
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child)?;
        let suitable =
            recorded(child, |status| (!status.suitable.is_blank()).then(|| self.suitable.contains(status.suitable)));
        Ok(Counted::by(spell.id, suitable))
    }
}
