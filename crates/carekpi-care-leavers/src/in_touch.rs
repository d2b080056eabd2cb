//! `leavers-in-touch`: care leavers who are in touch.

use carekpi_dates::{Span, reading};
use carekpi_measure::{Clause, ClauseResult, FigureKind, Outcome};
use carekpi_model::{ChildAsOf, CodeSet, RecordKind};
use carekpi_rules::{Candidates, Context, Counted, IndicatorInfo, NotCounted, Polarity, Rule, Unit};

use crate::area::{AREA, CANDIDATES};
use crate::leaver::{RECORDED, leaver, recorded};

const INFO: IndicatorInfo = IndicatorInfo {
    id: "leavers-in-touch",
    area: AREA,
    title: "In touch",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::CareLeaver,
    polarity: Polarity::Higher,
    numerator: "those who were last recorded as in touch",
    denominator: "care leavers on the snapshot date",
    clauses: &[(RECORDED, "the latest status"), (Clause::SINCE_LAST, "the latest contact")],
    settings: &[
        "shared.end_day",
        "shared.month_end",
        "shared.within_last",
        "shared.leap_day_birthday",
        "care-leavers.leavers-in-touch.in_touch",
        "care-leavers.leavers-in-touch.contact_within",
    ],
    source: "codes of the SSDA903 return; the definitions document leaves it to its glossary",
};

reading! {
    /// How is it known that a care leaver is in touch?
    pub enum InTouchReading: "in_touch" {
        /// The latest recorded status has the code YES.
        Recorded = "recorded",
        /// The latest contact in any status recorded so far was within the last two months. Visits do not count as contacts.
        ContactWithin = "contact_within",
    }
}

/// The settings of `leavers-in-touch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct InTouchSettings {
    /// How it is known.
    pub in_touch: InTouchReading,
    /// By contact: the latest contact must be within this time before the snapshot date.
    pub contact_within: Span,
}

impl Default for InTouchSettings {
    fn default() -> Self {
        Self { in_touch: InTouchReading::default(), contact_within: Span::months(2) }
    }
}

/// `leavers-in-touch`: care leavers who are in touch.
///
/// **What it counts.** Of the care leavers, those whose latest recorded status has the code for in touch, `YES`.
///
/// **How we read it.** The definitions refer to a glossary that is not published. The code is that of the national return. The
/// alternative is a contact within the last 2 months (`in_touch`). If the latest status does not record whether the care leaver
/// is in touch, or there is no contact, the answer is undetermined.
///
#[doc = include_str!("../cases/leavers-in-touch.md")]
#[derive(Clone, Debug)]
pub struct InTouch {
    settings: InTouchSettings,
    yes: CodeSet,
}

impl InTouch {
    /// With these settings.
    #[must_use]
    pub fn new(settings: InTouchSettings, context: &Context<'_>) -> Self {
        Self { settings, yes: context.caseload().codes_among(["YES"]) }
    }

    #[inline]
    fn outcome(&self, child: ChildAsOf<'_, '_>) -> Outcome {
        match self.settings.in_touch {
            InTouchReading::Recorded => {
                recorded(child, |status| (!status.in_touch.is_blank()).then(|| self.yes.contains(status.in_touch)))
            }
            InTouchReading::ContactWithin => {
                let as_of = child.as_of();
                let contacts = child.leaver_statuses().filter_map(|status| status.contact);
                let latest = contacts.filter(|contact| as_of.happened(*contact)).max();
                let within = as_of.within_last(self.settings.contact_within);
                latest.and_then(|contact| ClauseResult::new(Clause::SINCE_LAST, contact, within, as_of)).into()
            }
        }
    }
}

impl Rule for InTouch {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        match self.settings.in_touch {
            InTouchReading::Recorded => {
                &[RecordKind::LeaverSpell, RecordKind::Birth, RecordKind::LeaverStatus, RecordKind::LeaverInTouch]
            }
            InTouchReading::ContactWithin => {
                &[RecordKind::LeaverSpell, RecordKind::Birth, RecordKind::LeaverStatus, RecordKind::LeaverContact]
            }
        }
    }

    fn candidates(&self) -> Candidates<'_> {
        CANDIDATES
    }

    #[inline]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let (spell, _) = leaver(child)?;
        Ok(Counted::by(spell.id, self.outcome(child)))
    }
}
