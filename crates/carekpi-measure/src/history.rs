//! A tally for every day of a range, or on some dates only, from one pass over what changes.

use std::sync::Arc;

use carekpi_dates::DateRange;
use chrono::{Datelike, NaiveDate};

use crate::{Stretch, Tally};

/// Tallies of consecutive days or of some dates, kept as what changes from each to the next: adding a stretch costs the
/// same whatever its length.
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
    dates: Arc<Dates>,
    changes: Vec<[i32; 4]>,
}

/// The dates of a history, and which of them is the next from any day on.
#[derive(Debug, PartialEq, Eq)]
struct Dates {
    days: DateRange,
    dates: Vec<NaiveDate>,
    /// By [`key`] less that of the first date: how many dates come before the day.
    before: Vec<u32>,
}

/// A number for a day that grows from day to day, with gaps at the ends of years.
#[inline]
fn key(day: NaiveDate) -> i32 {
    (day.year() << 9) | day.ordinal().cast_signed()
}

impl Dates {
    fn new(days: DateRange, dates: Vec<NaiveDate>) -> Self {
        let mut before = Vec::new();
        if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
            let length = usize::try_from(key(*last).saturating_sub(key(*first))).unwrap_or(0).saturating_add(1);
            before.reserve_exact(length);
            for (number, date) in (0_u32..).zip(&dates) {
                let through = usize::try_from(key(*date).saturating_sub(key(*first))).unwrap_or(0);
                before.resize(through.saturating_add(1), number);
            }
        }
        Self { days, dates, before }
    }

    /// The place of the first date on `day` or after it; one past the last if there is none.
    #[inline]
    fn place(&self, day: NaiveDate) -> usize {
        let Some(first) = self.dates.first() else { return 0 };
        if day <= *first {
            return 0;
        }
        let offset = usize::try_from(key(day).saturating_sub(key(*first))).ok();
        let before = offset.and_then(|offset| self.before.get(offset));
        before.and_then(|before| usize::try_from(*before).ok()).unwrap_or(self.dates.len())
    }
}

impl History {
    /// No case yet, on each of `days`.
    #[must_use]
    pub fn new(days: DateRange) -> Self {
        Self::of(Dates::new(days, days.iter().collect()))
    }

    /// No case yet, on each of `dates`: put in order, and each kept once.
    ///
    /// ```
    /// use carekpi_measure::History;
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let history = History::on([day(3, 31), day(4, 30)]);
    /// let dates: Vec<_> = history.tallies().map(|(date, _)| date).collect();
    /// assert_eq!(dates, [day(3, 31), day(4, 30)]);
    /// ```
    #[must_use]
    pub fn on(dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut dates: Vec<NaiveDate> = dates.into_iter().collect();
        dates.sort_unstable();
        dates.dedup();
        let days = match (dates.first(), dates.last()) {
            (Some(first), Some(last)) => DateRange::closed(*first, *last),
            _ => DateRange::half_open(NaiveDate::MIN, NaiveDate::MIN),
        };
        Self::of(Dates::new(days, dates))
    }

    fn of(dates: Dates) -> Self {
        Self { changes: vec![[0; 4]; dates.dates.len()], dates: Arc::new(dates) }
    }

    /// The days from its first date through its last.
    #[must_use]
    pub fn days(&self) -> DateRange {
        self.dates.days
    }

    /// Adds a stretch. What of it lies outside the days covered is left out.
    pub fn add<Record>(&mut self, stretch: &Stretch<Record>) {
        self.change(stretch.from, stretch.until, Tally::default(), Tally::from(&stretch.verdict));
    }

    /// Takes away a stretch that was added: how a case's records are corrected without measuring the others again.
    pub fn subtract<Record>(&mut self, stretch: &Stretch<Record>) {
        self.change(stretch.from, stretch.until, Tally::from(&stretch.verdict), Tally::default());
    }

    fn change(&mut self, from: NaiveDate, until: NaiveDate, before: Tally, after: Tally) {
        if from < until {
            self.turn(self.dates.place(from), before, after);
            self.turn(self.dates.place(until), after, before);
        }
    }

    /// The first date on `day` or after it, with its place among them.
    #[inline]
    pub(crate) fn next(&self, day: NaiveDate) -> Option<(usize, NaiveDate)> {
        let place = self.dates.place(day);
        self.dates.dates.get(place).map(|date| (place, *date))
    }

    /// From the date at `place` on, what was tallied as `before` is tallied as `after`.
    #[inline]
    pub(crate) fn turn(&mut self, place: usize, before: Tally, after: Tally) {
        let Some(change) = self.changes.get_mut(place) else { return };
        let [met, members, undetermined, _] = change;
        for (change, before, after) in [
            (met, before.met, after.met),
            (members, before.members, after.members),
            (undetermined, before.undetermined, after.undetermined),
        ] {
            // A case has few records: the difference is a small number.
            *change = change.wrapping_add(after.wrapping_sub(before).cast_signed() as i32);
        }
    }

    /// Adds another history of the same dates: that of other cases. Returns whether the dates were the same; if not,
    /// nothing is added.
    #[must_use]
    pub fn merge(&mut self, other: &Self) -> bool {
        if self.dates != other.dates {
            return false;
        }
        for (mine, theirs) in self.changes.iter_mut().zip(&other.changes) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = mine.wrapping_add(*theirs);
            }
        }
        true
    }

    /// The dates with their tallies, in order.
    pub fn tallies(&self) -> impl Iterator<Item = (NaiveDate, Tally)> {
        let mut running = [0_i64; 4];
        self.dates.dates.iter().zip(&self.changes).map(move |(date, change)| {
            for (sum, change) in running.iter_mut().zip(change) {
                *sum = sum.saturating_add((*change).into());
            }
            let [met, members, undetermined, _] = running.map(|sum| u64::try_from(sum).unwrap_or(0));
            (*date, Tally { met, members, undetermined })
        })
    }
}
