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
    changes: Vec<[i32; 3]>,
}

/// The dates of a history, each with its place in the list of changes.
#[derive(Debug, PartialEq, Eq)]
enum Dates {
    /// Every day of a range: the place is the [`key`] less that of the first, which leaves gaps and needs no list.
    Every(DateRange),
    /// Some days, in order.
    Some {
        dates: Vec<NaiveDate>,
        /// By [`key`] less that of the first date: how many dates come before the day.
        before: Vec<u32>,
    },
}

/// A number for a day that grows from day to day, with gaps at the ends of years.
#[inline]
fn key(day: NaiveDate) -> i32 {
    (day.year() << 9) | day.ordinal().cast_signed()
}

/// How far the key of a day is from that of an earlier one.
#[inline]
fn keys_between(first: NaiveDate, day: NaiveDate) -> usize {
    usize::try_from(key(day).saturating_sub(key(first))).unwrap_or(0)
}

impl Dates {
    fn some(dates: Vec<NaiveDate>) -> Self {
        let mut before = Vec::new();
        if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
            before.reserve_exact(keys_between(*first, *last).saturating_add(1));
            for (number, date) in (0_u32..).zip(&dates) {
                before.resize(keys_between(*first, *date).saturating_add(1), number);
            }
        }
        Self::Some { dates, before }
    }

    /// The days from the first date through the last.
    fn days(&self) -> DateRange {
        match self {
            Self::Every(days) => *days,
            Self::Some { dates, .. } => match (dates.first(), dates.last()) {
                (Some(first), Some(last)) => DateRange::closed(*first, *last),
                _ => DateRange::half_open(NaiveDate::MIN, NaiveDate::MIN),
            },
        }
    }

    /// How many places there are.
    fn places(&self) -> usize {
        match self {
            Self::Every(days) if days.is_empty() => 0,
            Self::Every(days) => {
                keys_between(days.start(), days.end().pred_opt().unwrap_or(days.end())).saturating_add(1)
            }
            Self::Some { dates, .. } => dates.len(),
        }
    }

    /// The first date on `day` or after it, with its place.
    #[inline]
    fn next(&self, day: NaiveDate) -> Option<(usize, NaiveDate)> {
        match self {
            Self::Every(days) => {
                let day = day.max(days.start());
                (day < days.end()).then(|| (keys_between(days.start(), day), day))
            }
            Self::Some { dates, before } => {
                let first = *dates.first()?;
                let place = match day <= first {
                    true => 0,
                    false => usize::try_from(*before.get(keys_between(first, day))?).ok()?,
                };
                dates.get(place).map(|date| (place, *date))
            }
        }
    }

    /// The dates with their places, in order.
    fn iter(&self) -> impl Iterator<Item = (usize, NaiveDate)> {
        let (days, dates): (_, &[NaiveDate]) = match self {
            Self::Every(days) => (*days, &[]),
            Self::Some { dates, .. } => (DateRange::half_open(NaiveDate::MIN, NaiveDate::MIN), dates),
        };
        let every = days.iter().map(move |day| (keys_between(days.start(), day), day));
        every.chain(dates.iter().copied().enumerate())
    }
}

impl History {
    /// No case yet, on each of `days`.
    #[must_use]
    pub fn new(days: DateRange) -> Self {
        Self::of(Dates::Every(days))
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
            _ => return Self::of(Dates::some(dates)),
        };
        let every_day = usize::try_from(days.days()) == Ok(dates.len());
        Self::of(if every_day { Dates::Every(days) } else { Dates::some(dates) })
    }

    fn of(dates: Dates) -> Self {
        Self { changes: vec![[0; 3]; dates.places()], dates: Arc::new(dates) }
    }

    /// The days from its first date through its last.
    #[must_use]
    pub fn days(&self) -> DateRange {
        self.dates.days()
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
            for (day, before, after) in [(from, before, after), (until, after, before)] {
                if let Some((place, _)) = self.dates.next(day) {
                    self.turn(place, before, after);
                }
            }
        }
    }

    /// The first date on `day` or after it, with its place among them.
    #[inline]
    pub(crate) fn next(&self, day: NaiveDate) -> Option<(usize, NaiveDate)> {
        self.dates.next(day)
    }

    /// From the date at `place` on, what was tallied as `before` is tallied as `after`.
    #[inline]
    pub(crate) fn turn(&mut self, place: usize, before: Tally, after: Tally) {
        let Some(change) = self.changes.get_mut(place) else { return };
        let [met, members, undetermined] = change;
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
        let mut running = [0_i64; 3];
        self.dates.iter().map(move |(place, date)| {
            for (sum, change) in running.iter_mut().zip(self.changes.get(place).unwrap_or(&[0; 3])) {
                *sum = sum.saturating_add((*change).into());
            }
            let [met, members, undetermined] = running.map(|sum| u64::try_from(sum).unwrap_or(0));
            (date, Tally { met, members, undetermined })
        })
    }
}
