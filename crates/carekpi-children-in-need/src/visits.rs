//! `cin-visits`: children in need whose visits are up to date.

use carekpi_measure::{Clause, FigureKind};
use carekpi_model::{ChildAsOf, EventKind::ChildInNeedVisit, RecordKind};
use carekpi_rules::{
    Candidates, Counted, InNeedVisits, InNeedVisitsSettings, IndicatorInfo, NotCounted, Polarity, Rule, Unit,
    indicator_info,
};

use crate::area::AREA;
use crate::cohort::{InNeed, InNeedContext};

static INFO: IndicatorInfo = indicator_info! {
    id: "cin-visits",
    area: AREA,
    title: "Child in need visits up to date",
    up_to_date: Some("Child in need visits"),
    kind: FigureKind::Proportion,
    unit: Unit::Child,
    polarity: Polarity::Higher,
    numerator: "those whose child in need visits are up to date",
    denominator: "children in need on the snapshot date",
    clauses: [
        (Clause::NO_EVENT_YET, "the last referral, else the plan"),
        (Clause::SINCE_LAST, "the last child in need visit"),
    ],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.visits_counted",
        "shared.deaths",
        "children-in-need.cin_cohort",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "children-in-need.cin-visits.first_within",
        "children-in-need.cin-visits.then_within",
    ],
    source: "definitions document: Children in Need",
};

/// The kinds of record that it reads.
const READS: [RecordKind; 8] = InNeed::records_and(ChildInNeedVisit);

/// `cin-visits`: children in need whose visits are up to date.
///
/// **What it counts.** Of the children in need, those whose visits are up to date. They are if one of these is true:
/// - `no-event-yet`: no visit has been made since the last referral, and less than 10 working days have passed since it;
/// - `since-last`: less than 15 working days have passed since the last child in need visit.
///
/// **How we read it.** "Since the last referral" includes the day of the referral. If no referral is recorded, the start of the
/// plan takes its place. Every visit counts, whether or not the child was seen (`visits_counted`). A plan or
/// a referral ends on the day on which the child dies (`deaths`).
///
#[doc = include_str!("../cases/cin-visits.md")]
#[derive(Clone, Debug)]
pub struct Visits {
    visits: InNeedVisits,
    in_need: InNeed,
}

impl Visits {
    /// With these settings.
    #[must_use]
    pub fn new(settings: InNeedVisitsSettings, context: &InNeedContext<'_>) -> Self {
        Self { visits: InNeedVisits::new(settings, context.context), in_need: InNeed::new(context) }
    }
}

impl Rule for Visits {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        self.visits.reads(self.in_need.reads(&READS))
    }

    fn candidates(&self) -> Candidates<'_> {
        self.in_need.candidates()
    }

    #[inline(always)]
    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        let in_need = self.in_need.find(child)?;
        Ok(Counted::by(in_need.record, self.visits.up_to_date(child, Some(in_need.last_referral))))
    }
}
