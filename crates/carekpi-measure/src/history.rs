//! A tally for every day of a range, or for some dates only, from one pass over the changes.

use std::sync::Arc;

use carekpi_dates::DateRange;
use chrono::NaiveDate;

use crate::dates::Dates;
use crate::{Stretch, Tally, TallyChange};

/// Tallies of consecutive days or of some dates, stored as the changes from each to the next. Adding a stretch takes the same time
/// for any length.
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
    /// The changes at each place, and at one place after the last.
    met: Vec<i32>,
    members: Vec<i32>,
    undetermined: Vec<i32>,
}

impl History {
    /// No cases yet, on each of `days`. Memory is allocated for all of them at once.
    #[must_use]
    pub fn new(days: DateRange) -> Self {
        Self::of(Arc::new(Dates::every(days)))
    }

    /// No cases yet, on each of `dates`. They are sorted, and duplicates are removed. [`NaiveDate::MAX`], which is in no range, is
    /// left out.
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
        dates.retain(|date| *date < NaiveDate::MAX);
        if !dates.is_sorted_by(|date, next| date < next) {
            dates.sort_unstable();
            dates.dedup();
        }
        Self::of(Arc::new(Dates::some(dates)))
    }

    pub(crate) fn of(dates: Arc<Dates>) -> Self {
        let changes = || vec![0; dates.places().saturating_add(1)];
        Self { met: changes(), members: changes(), undetermined: changes(), dates }
    }

    /// The dates.
    pub(crate) fn dates(&self) -> Arc<Dates> {
        Arc::clone(&self.dates)
    }

    /// The days from its first date through its last.
    #[must_use]
    pub fn days(&self) -> DateRange {
        self.dates.days()
    }

    /// Adds a stretch. The part outside the days covered is left out.
    pub fn add<Record>(&mut self, stretch: &Stretch<Record>) {
        let (from, until) = self.places(stretch);
        self.count(from, until, Tally::from(&stretch.verdict));
    }

    /// Subtracts a stretch that was added. So the records of a case can be corrected without measuring the others again.
    pub fn subtract<Record>(&mut self, stretch: &Stretch<Record>) {
        // The changes of adding it, with its start and its end exchanged.
        let (from, until) = self.places(stretch);
        self.count(until, from, Tally::from(&stretch.verdict));
    }

    /// The places from which and until which a stretch counts.
    fn places<Record>(&self, stretch: &Stretch<Record>) -> (usize, usize) {
        let from = self.dates.place(stretch.from);
        (from, self.dates.place(stretch.until).max(from))
    }

    /// Adds a tally on the dates from the place `from` up to and not including `until`.
    #[inline]
    pub(crate) fn count(&mut self, from: usize, until: usize, tally: Tally) {
        for (changes, count) in [
            (&mut self.met, tally.met),
            (&mut self.members, tally.members),
            (&mut self.undetermined, tally.undetermined),
        ] {
            if count > 0 {
                // It is the tally of one case, and so a small number.
                let count = count.cast_signed() as i32;
                change(changes, from, count);
                change(changes, until, count.wrapping_neg());
            }
        }
    }

    /// Counts one more member on the dates from the place `from` up to and not including `until`.
    #[inline]
    pub(crate) fn member(&mut self, from: usize, until: usize) {
        add_one(&mut self.members, from, until);
    }

    /// Counts one more member as undetermined on these dates.
    #[inline]
    pub(crate) fn undetermined(&mut self, from: usize, until: usize) {
        add_one(&mut self.undetermined, from, until);
    }

    /// The changes in the number of members that meet the rule, for a caller that adds many.
    #[inline]
    pub(crate) fn met_changes(&mut self) -> &mut [i32] {
        &mut self.met
    }

    /// Takes the changes on the dates in `days` and on the first date after them: see `HistoryBuilder::take_changes`.
    pub(crate) fn take_changes(&mut self, days: DateRange, mut each: impl FnMut(NaiveDate, TallyChange)) {
        let Self { dates, met, members, undetermined } = self;
        for (place, date) in dates.through_next(days) {
            let take = |changes: &mut [i32]| changes.get_mut(place).map_or(0, std::mem::take);
            let change = TallyChange { met: take(met), members: take(members), undetermined: take(undetermined) };
            if let Some(date) = date.filter(|_| change != TallyChange::default()) {
                each(date, change);
            }
        }
    }

    /// Adds the history of other cases on the same dates. Returns whether the dates were the same; if not, nothing is added.
    #[must_use]
    pub fn merge(&mut self, other: &Self) -> bool {
        if self.dates != other.dates {
            return false;
        }
        for (mine, theirs) in [
            (&mut self.met, &other.met),
            (&mut self.members, &other.members),
            (&mut self.undetermined, &other.undetermined),
        ] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = mine.wrapping_add(*theirs);
            }
        }
        true
    }

    /// What `of` gives for the tally of each date, in the order of the dates.
    ///
    /// ```
    /// use carekpi_dates::DateRange;
    /// use carekpi_measure::{History, Stretch, Verdict};
    /// use chrono::NaiveDate;
    ///
    /// let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
    /// let mut history = History::new(DateRange::closed(day(1), day(3)));
    /// let verdict: Verdict<()> = Verdict::Undecidable;
    /// history.add(&Stretch { from: day(2), until: day(3), verdict });
    /// assert_eq!(history.map_tallies(|tally| tally.undetermined), [0, 1, 0]);
    /// ```
    pub fn map_tallies<T>(&self, mut of: impl FnMut(Tally) -> T) -> Vec<T> {
        let mut mapped = Vec::with_capacity(self.dates.runs().map(|places| places.len()).sum());
        let mut running = [0_i64; 3];
        for places in self.dates.runs() {
            let [met, members, undetermined] = [&self.met, &self.members, &self.undetermined]
                .map(|changes| changes.get(places.clone()).unwrap_or(&[]));
            let changes = met.iter().zip(members).zip(undetermined);
            mapped.extend(changes.map(|((met, members), undetermined)| {
                for (sum, change) in running.iter_mut().zip([*met, *members, *undetermined]) {
                    *sum = sum.wrapping_add(change.into());
                }
                let [met, members, undetermined] = running.map(|sum| sum.max(0).cast_unsigned());
                of(Tally { met, members, undetermined })
            }));
        }
        mapped
    }

    /// The dates with their tallies, in order.
    pub fn tallies(&self) -> impl Iterator<Item = (NaiveDate, Tally)> {
        self.dates.iter().zip(self.map_tallies(|tally| tally))
    }
}

/// Adds one on the dates from the place `from` up to and not including `until`.
#[inline]
pub(crate) fn add_one(changes: &mut [i32], from: usize, until: usize) {
    change(changes, from, 1);
    change(changes, until, -1);
}

#[inline]
pub(crate) fn change(changes: &mut [i32], place: usize, by: i32) {
    if let Some(change) = changes.get_mut(place) {
        *change = change.wrapping_add(by);
    }
}
