//! The working days of a range of days, numbered.

use chrono::NaiveDate;

use crate::{DateRange, day_key};

/// The working days of a range of days, numbered, so that each question is a lookup.
pub(crate) struct WorkingDays {
    /// The [`day_key`] of the first day of the range.
    first: i32,
    /// The number of working days from the first day of the range through a day, indexed by the day's [`day_key`] less `first`.
    counts: Vec<u32>,
    /// The working days, in order.
    days: Vec<NaiveDate>,
}

impl WorkingDays {
    /// The days of a range that are working days.
    pub(crate) fn of(range: DateRange, is_working_day: impl Fn(NaiveDate) -> bool) -> Self {
        let first = day_key(range.start());
        let (mut counts, mut days) = (Vec::new(), Vec::new());
        for day in range.iter() {
            // Between two years there are indices of no day.
            let index = usize::try_from(day_key(day).wrapping_sub(first)).unwrap_or(usize::MAX);
            counts.resize(index, Self::number(&days));
            if is_working_day(day) {
                days.push(day);
            }
            counts.push(Self::number(&days));
        }
        Self { first, counts, days }
    }

    fn number(days: &[NaiveDate]) -> u32 {
        u32::try_from(days.len()).unwrap_or(u32::MAX)
    }

    /// The number of working days from the first day of the range through `day`; `None` outside the range.
    #[inline]
    pub(crate) fn through(&self, day: NaiveDate) -> Option<u32> {
        // Before the first day the index is negative, and then without its sign greater than all.
        let index = day_key(day).wrapping_sub(self.first).cast_unsigned();
        self.counts.get(usize::try_from(index).ok()?).copied()
    }

    /// The working day with this number, from 0.
    #[inline]
    pub(crate) fn get(&self, number: i64) -> Option<NaiveDate> {
        self.days.get(usize::try_from(number).ok()?).copied()
    }

    /// The working days from one number up to, not including, another.
    pub(crate) fn slice(&self, from: u32, to: u32) -> &[NaiveDate] {
        let [from, to] = [from, to].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        self.days.get(from..to).unwrap_or(&[])
    }
}
