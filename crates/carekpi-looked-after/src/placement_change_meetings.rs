//! `placement-change-meetings`: placements with a placement change meeting held on time.

use carekpi_dates::{AsOf, DateRange};
use carekpi_measure::{Answer, Clause, FigureKind, HistoryBuilder, Outcome, Undecidable};
use carekpi_model::{CareStatuses, Child, ChildAsOf, Cohort, EventKind::PlacementChangeMeeting, Placement, RecordKind};
use carekpi_rules::{
    Candidates, Context, Counted, Evidence, IndicatorInfo, NotCounted, Polarity, Rule, Unit, indicator_info,
};

use crate::area::AREA;
use crate::change_meetings::{PlacementChangeMeetingsSettings, held_on_time, nearest_meeting};

const HELD_ON_TIME: Clause = Clause::new("held-on-time");

static INFO: IndicatorInfo = indicator_info! {
    id: "placement-change-meetings",
    area: AREA,
    title: "Placements with a change meeting on time",
    up_to_date: None,
    kind: FigureKind::Proportion,
    unit: Unit::Placement,
    polarity: Polarity::Higher,
    numerator: "those with a placement change meeting held within 3 days of their start",
    denominator: "placements of children looked after that started in the period",
    clauses: [(HELD_ON_TIME, "the start of the placement")],
    settings: [
        "shared.end_day",
        "shared.month_end",
        "shared.deaths",
        "looked-after.short_breaks",
        "looked-after.care_statuses",
        "looked-after.short_break_codes",
        "looked-after.placement-change-meetings.meeting_side",
        "looked-after.placement-change-meetings.within",
    ],
    source: "definitions document: Children Looked After",
};

/// `placement-change-meetings`: placements with a placement change meeting held on time.
///
/// **What it counts.** Of the placements that started in the period, those with a placement change meeting for the child
/// within 3 days of the start.
///
/// **How we read it.** The period includes its first and last days. The placement must have started during a period of care that
/// counts. The meeting may be before the start or after it (`meeting_side`), and must have happened by the snapshot date. One
/// meeting can count for two placements. Placements with the same dates, code and setting are one. A placement that starts after
/// the child's death is not counted (`deaths`).
///
#[doc = include_str!("../cases/placement-change-meetings.md")]
#[derive(Clone, Debug)]
pub struct PlacementChangeMeetings {
    settings: PlacementChangeMeetingsSettings,
    care: CareStatuses,
}

impl PlacementChangeMeetings {
    /// With these settings.
    #[must_use]
    pub fn new(settings: PlacementChangeMeetingsSettings, context: &Context<'_>) -> Self {
        Self { settings, care: context.care_statuses().clone() }
    }

    /// Judges one placement; `None` if it did not start during a period of care that counts.
    #[inline]
    fn judge_placement<'a>(&self, child: ChildAsOf<'a, '_>, placement: &Placement) -> Option<Counted<'a>> {
        if !child.was_looked_after(placement.start, &self.care) {
            return None;
        }
        let decided = |met| Outcome::decided(met, HELD_ON_TIME, Some(placement.start));
        let outcome = held_on_time(child, placement.start, &self.settings).map_or(Outcome::UNDETERMINED, decided);
        Some(Counted::by(placement.id, Answer::InPeriod(placement.start, outcome)))
    }
}

impl Rule for PlacementChangeMeetings {
    fn info(&self) -> &IndicatorInfo {
        &INFO
    }

    fn reads(&self) -> &[RecordKind] {
        &[
            RecordKind::PeriodOfCare,
            RecordKind::LegalStatus,
            RecordKind::Death,
            RecordKind::Placement,
            RecordKind::PlacementIdentity,
            RecordKind::Event(PlacementChangeMeeting),
        ]
    }

    fn candidates(&self) -> Candidates<'_> {
        Candidates::InPeriod(Cohort::PlacementStarts)
    }

    fn judge<'a>(&self, child: ChildAsOf<'a, '_>) -> Result<Counted<'a>, NotCounted> {
        self.last_of(child)
    }

    #[inline(always)]
    fn judge_each<'a>(&self, child: ChildAsOf<'a, '_>, each: &mut dyn FnMut(Counted<'a>)) -> Result<(), NotCounted> {
        let (mut counted, mut left_out) = (false, false);
        // Placements that start later too: each counts from its start.
        for placement in child.child().placements() {
            if let Some(judged) = self.judge_placement(child, placement) {
                counted = true;
                each(judged);
            } else {
                left_out |= child.as_of().in_period(placement.start);
            }
        }
        if left_out && !counted { Err(NotCounted::NotLookedAfter) } else { Ok(()) }
    }

    /// Only the placements that started in the period: the others do not count on this day.
    #[inline(always)]
    fn judge_for_kernel<'a>(
        &self,
        child: Child<'a>,
        as_of: &AsOf<'_>,
        each: &mut dyn FnMut(Counted<'a>),
    ) -> Result<(), Undecidable> {
        let child = child.as_of(as_of);
        let in_period = as_of.days_counted();
        let started = child.placements();
        let first = started.partition_point(|placement| placement.start < in_period.start());
        let started = started.get(first..).unwrap_or_default().iter();
        for placement in started.take_while(|placement| placement.start < in_period.end()) {
            self.judge_placement(child, placement).into_iter().for_each(&mut *each);
        }
        Ok(())
    }

    /// Follows each placement by itself, because what changes the answer for one says nothing of the others.
    #[inline]
    fn trace(&self, candidates: &[(Child<'_>, DateRange)], histories: &mut HistoryBuilder<'_>, number: usize) {
        for (child, days) in candidates {
            for placement in child.placements().iter().take_while(|placement| placement.start < days.end()) {
                let days = days.intersection(DateRange::from(placement.start));
                histories.follow(number, &[((*child, placement), days)], |(child, placement), as_of, each| {
                    self.judge_placement(child.as_of(as_of), placement).into_iter().for_each(each);
                    Ok(())
                });
            }
        }
    }

    fn evidence<'a>(&self, child: ChildAsOf<'a, '_>, _: carekpi_model::Id, outcome: &Outcome) -> Vec<Evidence<'a>> {
        outcome.anchor.map(|start| nearest_meeting(child, start, self.settings.meeting_side)).into_iter().collect()
    }
}
