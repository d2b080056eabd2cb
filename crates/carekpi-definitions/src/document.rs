//! `READINGS.md`, generated from the readings.

use std::fmt::Write as _;

use carekpi_dates::Choice;

use crate::readings::{ReadingInfo, readings};

/// `READINGS.md`: every reading with its question, its answers and the indicators that it can affect.
#[must_use]
pub fn readings_document() -> String {
    let mut text = String::from(INTRODUCTION);
    for ReadingInfo { setting, question, choices, indicators } in readings() {
        let _ = writeln!(text, "\n## `{setting}`\n\n{}\n", question.trim());
        for (place, Choice { name, meaning }) in choices.iter().enumerate() {
            let default = if place == 0 { " (default)" } else { "" };
            let _ = writeln!(text, "- `{name}`{default}: {}", meaning.trim());
        }
        let _ = writeln!(text, "\nAffects: `{}`.", indicators.join("`, `"));
    }
    text.push_str(PROFILES);
    text
}

const INTRODUCTION: &str = "\
# Readings

This page lists every place where the definitions document can be read in more than one way. For each it gives the question,
the default reading, and the readings that a definitions file can choose instead. The page is generated from the types that
hold the readings, and a test keeps it current.

Some questions have one answer for all figures:

- The snapshot is taken at the end of its day.
- Working days passed since a day are the working days after it, up to and including the snapshot date.
- Months are counted forward from the event.
- What is due on a day is on time on that day. What must be less than a limit is no longer met on the day on which the limit is
  complete.
- Where children are counted, a child counts once. Of several open records of one kind, the one that began last is judged.
- Of several that began together, the one that is greatest in what it says is judged: of placements the code, then the setting;
  of allocations the team, the worker, then the role; of child in need plans and of care leavers without a start date the team.
  Codes are compared in upper case, other texts byte by byte. A blank is less than any text.
- Only records that are alike in that too are told apart by identifier: the greatest is judged, compared byte by byte (CP9 is
  greater than CP10). Identifiers can be new each time an extract is made.
- Placements of one child with the same dates, code and setting are one placement.
- Of several statuses of a care leaver recorded on one day, all that fill a field decide it. If they would decide it differently,
  it is undetermined. So it is if one of them is in no list.
- A person died on the recorded date of death. A date in 2099 or later is none. Without one, a care leaver died on the day of
  the latest status, if every in-touch code of that day is DIED. If that status has no date, the person is not a care leaver on any
  day.
- Death ends plans, referrals, periods of care, placements, allocations and spells as a care leaver. Assessments count whenever
  they were completed. Placements that started by the day of death count.
- A text that begins with a code that has a digit, and a dash, a colon, a bracket or a full stop after it, is that code. The
  whole text is looked up first. Case does not matter.
- If a fact that a rule needs is missing, the child is undetermined, never guessed.
";

const PROFILES: &str = "
# Profiles

`statutory`: the statutory limits and statutory guidance, where they differ from the document.

- `child-protection.cp-core-groups.first_within` is 10 working days. Working Together to Safeguard Children asks for the first
  core group within 10 working days of the initial conference. The document says 10 calendar days.
- `looked-after.cla-health.age_limit` is 5. Regulation 7 of the Care Planning, Placement and Case Review (England) Regulations
  2010 asks for a health assessment every 6 months before the fifth birthday and every 12 months after it. The document
  changes the limit at age 4.

`national-returns`: the wording of the national figures on children looked after, for the two placement indicators.

- `looked-after.cla-three-placements.looked_after_for` is 0 months. Every child looked after on the day is in the denominator.
- `looked-after.cla-three-placements.temporary_placements` is ignored. Temporary placements do not count.
- `looked-after.cla-same-placement.adoptive_placement` is joined. A placement for adoption with the same carers continues the
  placement before it.
";
