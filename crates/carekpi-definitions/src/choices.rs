//! The choices of every reading.

use carekpi_care_leavers::{InTouchReading, VisitsNumerator};
use carekpi_child_protection::{CoreGroupsCounted, VisitsInScope};
use carekpi_children_in_need::CinCohort;
use carekpi_dates::{Choice, Deaths, EndDay, LeapDayBirthday, MonthEnd, Reading, WithinLast};
use carekpi_looked_after::{AdoptivePlacement, AssessmentsInScope, MeetingSide, ReturnToSetting, TemporaryPlacements};
use carekpi_model::{OtherAuthorityPlans, ShortBreaks, VisitsCounted};

/// A reading and its choices.
pub(crate) struct ReadingChoices {
    /// The setting: table and key, as in a definitions file.
    pub(crate) setting: String,
    /// The question, in words.
    pub(crate) question: &'static str,
    /// The choices; the first is the default.
    pub(crate) choices: &'static [Choice],
}

/// Every reading with its choices. Those that all indicators share come first.
pub(crate) fn all() -> Vec<ReadingChoices> {
    vec![
        of::<EndDay>("shared"),
        of::<MonthEnd>("shared"),
        of::<WithinLast>("shared"),
        of::<LeapDayBirthday>("shared"),
        of::<VisitsCounted>("shared"),
        of::<Deaths>("shared"),
        of::<OtherAuthorityPlans>("child-protection"),
        of::<CoreGroupsCounted>("child-protection.cp-core-groups"),
        of::<VisitsInScope>("child-protection.cp-visits"),
        of::<CinCohort>("children-in-need"),
        of::<ShortBreaks>("looked-after"),
        of::<AdoptivePlacement>("looked-after.cla-same-placement"),
        of::<TemporaryPlacements>("looked-after.cla-three-placements"),
        of::<ReturnToSetting>("looked-after.cla-three-placements"),
        of::<AssessmentsInScope>("looked-after.cla-health"),
        of::<MeetingSide>("looked-after.placement-change-meetings"),
        of::<InTouchReading>("care-leavers.leavers-in-touch"),
        of::<VisitsNumerator>("care-leavers.leavers-visits"),
    ]
}

fn of<R: Reading>(table: &str) -> ReadingChoices {
    ReadingChoices { setting: format!("{table}.{}", R::KEY), question: R::QUESTION, choices: R::CHOICES }
}
