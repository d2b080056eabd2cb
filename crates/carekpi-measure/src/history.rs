//! A tally for every day of a range, from one pass over stretches.

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use crate::{Stretch, Tally};

/// Tallies of consecutive days, kept as what changes from each day to the next: adding a stretch costs the same
/// whatever its length.
///
/// ```
/// use carekpi_dates::DateRange;
/// use carekpi_measure::{History, Outcome, Clause, Stretch, Verdict};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
/// let mut history = History::new(DateRange::closed(day(1), day(5)));
/// let met = Verdict::member("A", Outcome::decided(true, Clause::SINCE_LAST, None));
/// history.add(&Stretch { from: day(2), until: day(4), verdict: met });
/// let members: Vec<u64> = history.tallies().map(|(_, tally)| tally.members).collect();
/// assert_eq!(members, [0, 1, 1, 0, 0]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    days: DateRange,
    changes: Vec<[i64; 3]>,
}

impl History {
    /// No case yet, on each of `days`.
    #[must_use]
    pub fn new(days: DateRange) -> Self {
        let length = usize::try_from(days.days()).unwrap_or(0);
        Self { days, changes: vec![[0; 3]; length] }
    }

    /// The days it covers.
    #[must_use]
    pub const fn days(&self) -> DateRange {
        self.days
    }

    /// Adds a stretch. What of it lies outside the days covered is left out.
    pub fn add<Record>(&mut self, stretch: &Stretch<Record>) {
        self.apply(stretch, 1);
    }

    /// Takes away a stretch that was added: how a case's records are corrected without measuring the others again.
    pub fn subtract<Record>(&mut self, stretch: &Stretch<Record>) {
        self.apply(stretch, -1);
    }

    /// Adds another history of the same days: that of other cases. Returns whether the days were the same; if not,
    /// nothing is added.
    #[must_use]
    pub fn merge(&mut self, other: &Self) -> bool {
        if self.days != other.days {
            return false;
        }
        for (mine, theirs) in self.changes.iter_mut().zip(&other.changes) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = mine.saturating_add(*theirs);
            }
        }
        true
    }

    /// The days with their tallies, in order.
    pub fn tallies(&self) -> impl Iterator<Item = (NaiveDate, Tally)> {
        let mut running = [0_i64; 3];
        self.days.start().iter_days().zip(&self.changes).map(move |(day, change)| {
            for (sum, change) in running.iter_mut().zip(change) {
                *sum = sum.saturating_add(*change);
            }
            let [met, members, undetermined] = running.map(|sum| u64::try_from(sum).unwrap_or(0));
            (day, Tally { met, members, undetermined })
        })
    }

    fn apply<Record>(&mut self, stretch: &Stretch<Record>, sign: i64) {
        let tally = Tally::from(&stretch.verdict);
        let each = [tally.met, tally.members, tally.undetermined].map(|one| if one == 0 { 0 } else { sign });
        let from = stretch.from.max(self.days.start());
        if from >= stretch.until {
            return;
        }
        self.change(from, each);
        self.change(stretch.until, each.map(|one| -one));
    }

    fn change(&mut self, day: NaiveDate, by: [i64; 3]) {
        let offset = day.signed_duration_since(self.days.start()).num_days();
        let Some(at) = usize::try_from(offset).ok().and_then(|offset| self.changes.get_mut(offset)) else {
            return;
        };
        for (at, by) in at.iter_mut().zip(by) {
            *at = at.saturating_add(by);
        }
    }
}
