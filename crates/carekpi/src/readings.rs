//! The readings: every place where the definitions document can be read in more than one way, and how it is read.

use std::fmt::Write as _;

use carekpi_care_leavers::{InTouchReading, VisitsNumerator};
use carekpi_child_protection::{CoreGroupsCounted, VisitsInScope};
use carekpi_children_in_need::CinCohort;
use carekpi_dates::{Choice, EndDay, LeapDayBirthday, MonthEnd, Reading, WithinLast};
use carekpi_looked_after::{AdoptivePlacement, AssessmentsInScope, MeetingSide, ReturnToSetting, TemporaryPlacements};
use carekpi_model::{ShortBreaks, VisitsCounted};

use crate::catalogue;

/// A reading, described.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadingAbout {
    /// The setting: table and key, as in a definitions file.
    pub setting: String,
    /// The question, in words.
    pub question: &'static str,
    /// The answers; the first is the default.
    pub choices: &'static [Choice],
    /// The indicators that it can move.
    pub indicators: Vec<&'static str>,
}

/// Every reading, those that all indicators share first.
///
/// ```
/// let readings = carekpi::readings::readings();
/// assert_eq!(readings[0].setting, "shared.end_day");
/// assert!(readings.iter().all(|reading| reading.choices.len() > 1 && !reading.indicators.is_empty()));
/// ```
#[must_use]
pub fn readings() -> Vec<ReadingAbout> {
    vec![
        about::<EndDay>("shared"),
        about::<MonthEnd>("shared"),
        about::<WithinLast>("shared"),
        about::<LeapDayBirthday>("shared"),
        about::<VisitsCounted>("shared"),
        about::<CoreGroupsCounted>("child-protection.cp-core-groups"),
        about::<VisitsInScope>("child-protection.cp-visits"),
        about::<CinCohort>("children-in-need"),
        about::<ShortBreaks>("looked-after"),
        about::<AdoptivePlacement>("looked-after.cla-same-placement"),
        about::<TemporaryPlacements>("looked-after.cla-three-placements"),
        about::<ReturnToSetting>("looked-after.cla-three-placements"),
        about::<AssessmentsInScope>("looked-after.cla-health"),
        about::<MeetingSide>("looked-after.placement-change-meetings"),
        about::<InTouchReading>("care-leavers.leavers-in-touch"),
        about::<VisitsNumerator>("care-leavers.leavers-visits"),
    ]
}

fn about<R: Reading>(table: &str) -> ReadingAbout {
    let setting = format!("{table}.{}", R::KEY);
    let moves = catalogue().into_iter().filter(|about| about.settings.contains(&setting.as_str()));
    ReadingAbout {
        indicators: moves.map(|about| about.id).collect(),
        setting,
        question: R::QUESTION,
        choices: R::CHOICES,
    }
}

/// `READINGS.md`: every reading with its question, its answers and the indicators that it can move.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(INTRODUCTION);
    for ReadingAbout { setting, question, choices, indicators } in readings() {
        let _ = writeln!(text, "\n## `{setting}`\n\n{}\n", question.trim());
        for (place, Choice { name, meaning }) in choices.iter().enumerate() {
            let default = if place == 0 { " (default)" } else { "" };
            let _ = writeln!(text, "- `{name}`{default}: {}", meaning.trim());
        }
        let _ = writeln!(text, "\nMoves: `{}`.", indicators.join("`, `"));
    }
    text.push_str(PROFILES);
    text
}

const INTRODUCTION: &str = "\
# Readings

Every place where the definitions document can be read in more than one way, with the question, how it is read by default,
and what can be chosen instead in a definitions file. This page is made from the types that hold the readings; a test keeps
it current.

Some questions are settled for all figures. The snapshot is taken at the end of its day. Working days passed since a day are
those after it, up to and including the snapshot date. Months are counted forward from the event. What is due on a day is in
time on that day; what must be less than a limit is not met on the day on which the limit is complete. Where children are
counted a child counts once: of several open records of one kind the one that began last is judged, of several that began together
the one whose identifier is greatest, byte for byte (CP9 is greater than CP10). Where a fact that a rule needs is missing, the
child is undetermined, never guessed.
";

const PROFILES: &str = "
# Profiles

`statutory`: the limits of statute and statutory guidance, where the document has others.

- `child-protection.cp-core-groups.first_within` is 10 working days: Working Together to Safeguard Children asks for the
  first core group within 10 working days of the initial conference; the document says 10 calendar days.
- `looked-after.cla-health.age_limit` is 5: regulation 7 of the Care Planning, Placement and Case Review (England)
  Regulations 2010 asks for a health assessment every 6 months before the fifth birthday and every 12 months after it; the
  document divides at 4.

`national-returns`: the wording of the national figures on children looked after, for the two placement indicators.

- `looked-after.cla-three-placements.looked_after_for` is 0 months: every child looked after on the day is in the
  denominator.
- `looked-after.cla-three-placements.temporary_placements` is ignored: temporary placements are no moves.
- `looked-after.cla-same-placement.adoptive_placement` is joined: a placement for adoption with the same carers goes on from
  the one before.
";
