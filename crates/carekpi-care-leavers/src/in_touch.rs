//! `leavers-in-touch`: care leavers who are in touch.

use carekpi_dates::Span;
use carekpi_measure::{Clause, FigureKind, Outcome};
use carekpi_model::{ChildAsOf, CodeColumn, Eligibility, Id, RecordKind};
use carekpi_rules::{Candidates, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info};

use crate::area::{AREA, CANDIDATES, LeaverContext};
use crate::contact::{InTouchReading, by_contact};
use crate::leaver::{KnownCodes, RECORDED, leaver};

static INFO: IndicatorInfo = indicator_info! {
    id: "leavers-in-touch",
    area: AREA,
    title: "In touch",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those who were last recorded as in touch",
    denominator: "care leavers on the snapshot date",
    clauses: [
        (RECORDED, "the latest status"),
        (Clause::SINCE_LAST, "the latest contact"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.leap_day_birthday",
        "shared.deaths",
        "care-leavers.from_age",
        "care-leavers.until_age",
        "care-leavers.not_eligible",
        "care-leavers.leavers-in-touch.in_touch",
        "care-leavers.leavers-in-touch.codes",
        "care-leavers.leavers-in-touch.other_codes",
        "care-leavers.leavers-in-touch.contact_within",
    ],
    source: "codes of the SSDA903 return; the definitions document leaves it to its glossary",
};

const READS: [RecordKind; 6] = [
    RecordKind::LeaverInTouch,
    RecordKind::LeaverSpell,
    RecordKind::Birth,
    RecordKind::Death,
    RecordKind::LeaverStatus,
    RecordKind::LeaverContact,
];

/// The settings of `leavers-in-touch`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct InTouchSettings {
    /// How it is known.
    pub in_touch: InTouchReading,
    /// The codes of those in touch.
    pub codes: Vec<String>,
    /// The known codes of those who are not. A code in neither list is unknown, and the answer undetermined.
    pub other_codes: Vec<String>,
    /// By contact: the latest contact must be within this time before the snapshot date.
    pub contact_within: Span,
}

impl Default for InTouchSettings {
    fn default() -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            in_touch: InTouchReading::default(),
            codes: owned(&["YES", "Y"]),
            other_codes: owned(&["NO", "N", "DIED", "REFU", "NREQ", "RHOM"]),
            contact_within: Span::months(2),
        }
    }
}

/// `leavers-in-touch`: care leavers who are in touch.
///
/// **What it counts.** Of the care leavers, those whose latest recorded status has the code for in touch, `YES`.
///
/// **How we read it.** The definitions refer to a glossary that is not published. The codes are those of the national return
/// (`codes`, `other_codes`). The alternative is a contact within the last 2 months (`in_touch`). If the latest status does not
/// record whether the care leaver is in touch, or there is no contact, the answer is undetermined.
/// So it is if the codes of one day differ, or one is in no list. A person who died is not a care leaver
/// from then on (`deaths`).
///
#[doc = include_str!("../cases/leavers-in-touch.md")]
#[derive(Clone, Debug)]
pub struct InTouch {
    in_touch: InTouchReading,
    contact_within: Span,
    eligibility: Eligibility,
    codes: KnownCodes,
}

impl InTouch {
    /// With these settings.
    #[must_use]
    pub fn new(settings: &InTouchSettings, context: &LeaverContext<'_>) -> Self {
        let InTouchSettings { in_touch, contact_within, codes, other_codes } = settings;
        let codes = KnownCodes::new(context.context.caseload(), CodeColumn::InTouch, codes, other_codes);
        Self { in_touch: *in_touch, contact_within: *contact_within, eligibility: context.eligibility.clone(), codes }
    }

    #[inline]
    fn outcome(&self, child: ChildAsOf<'_, '_>) -> Outcome {
        match self.in_touch {
            InTouchReading::Recorded => self.codes.outcome(child, &self.eligibility, |status| status.in_touch),
            InTouchReading::ContactWithin => by_contact(child, &self.eligibility, self.contact_within),
        }
    }
}

impl Rule for InTouch {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        let ([by_code @ .., _], [_, by_contact @ ..]) = (&READS, &READS);
        match self.in_touch {
            InTouchReading::Recorded => by_code,
            InTouchReading::ContactWithin => by_contact,
        }
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child, &self.eligibility)?;
        Ok(Counted::by(spell.id, self.outcome(child)))
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: Id, _: &Outcome) -> Vec<Evidence<'a>> {
        match self.in_touch {
            InTouchReading::Recorded => {
                KnownCodes::recorded("in-touch code", child, &self.eligibility, |status| status.in_touch)
            }
            InTouchReading::ContactWithin => Vec::new(),
        }
    }
}
