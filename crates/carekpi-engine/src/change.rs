//! How the members of a figure change between two dates.

use std::cmp::Ordering;

use crate::scorecard::{IndicatorResult, Subject};

/// How the members of a figure change between two dates, or between two ways of measuring one date.
///
/// If an indicator counts children or care leavers, each person is one member, whichever record is judged. If it counts anything
/// else, each record is a member.
///
/// ```
/// use carekpi::model::{Caseload, entry};
/// use carekpi::{Change, Definitions, WorkingCalendar};
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let mut builder = Caseload::builder();
/// for (id, start) in [("P1", day(1, 12)), ("P2", day(3, 2))] {
///     let child = builder.child(entry::Child { id, ..Default::default() });
///     builder.protection_plan(child, entry::Plan::new(id, start));
/// }
/// let caseload = builder.finish().unwrap();
/// let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
/// let on = |day| measurement.scorecard(day).unwrap();
/// let change = Change::between(on(day(1, 20)).get("cp-visits").unwrap(), on(day(3, 4)).get("cp-visits").unwrap());
/// assert_eq!((change.entered, change.left, change.became_overdue), (1, 0, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// Members on the later date only.
    pub entered: u64,
    /// Members on the earlier date only.
    pub left: u64,
    /// Members on both dates that meet the rule now, and did not or were undetermined before.
    pub became_met: u64,
    /// Members on both dates that do not meet the rule now, and did or were undetermined before.
    pub became_overdue: u64,
    /// Members on both dates that are undetermined now, and were not before.
    pub became_undetermined: u64,
}

impl Change {
    /// How the members change from `before` to `after`, two results of one indicator.
    #[must_use]
    pub fn between(before: &IndicatorResult<'_>, after: &IndicatorResult<'_>) -> Self {
        let (before, after) = (members(before), members(after));
        let mut change = Self::default();
        let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return change,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => one.cmp(other),
            };
            let count = match order {
                Ordering::Less => {
                    old.next();
                    &mut change.left
                }
                Ordering::Greater => {
                    new.next();
                    &mut change.entered
                }
                Ordering::Equal => {
                    let (was, is) = (old.next().map(|(_, met)| *met), new.next().map(|(_, met)| *met));
                    match is.flatten() {
                        _ if was == is => continue,
                        Some(true) => &mut change.became_met,
                        Some(false) => &mut change.became_overdue,
                        None => &mut change.became_undetermined,
                    }
                }
            };
            *count = count.saturating_add(1);
        }
    }

    /// The number of members whose answer changes.
    #[must_use]
    pub const fn flipped(&self) -> u64 {
        self.became_met.saturating_add(self.became_overdue).saturating_add(self.became_undetermined)
    }
}

type Key<'s> = (&'s str, Option<&'s str>);

/// The members, in order, each with whether it meets the rule.
fn members<'s>(measured: &'s IndicatorResult<'_>) -> Vec<(Key<'s>, Option<bool>)> {
    let of_people = measured.info.unit.is_person();
    let key = |subject: &Subject<'s>| (subject.child, subject.record.filter(|_| !of_people));
    let mut members: Vec<_> = measured.subjects.iter().map(|subject| (key(subject), subject.outcome.met)).collect();
    members.sort_unstable();
    members
}
