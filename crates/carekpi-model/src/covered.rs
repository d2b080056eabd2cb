//! The days that some records cover.

use chrono::NaiveDate;

use crate::{HasDates, LeaverSpell};

/// The days on or between the start and end of some records.
pub(crate) struct Covered {
    /// The start of each record, in order, and the latest end through it: [`NaiveDate::MAX`] if one has not ended.
    latest_ends: Vec<(NaiveDate, NaiveDate)>,
}

impl Covered {
    /// Those of records in order of start.
    pub(crate) fn by(records: &[impl HasDates]) -> Self {
        Self::of(records.iter().map(|record| (record.start(), record.end())))
    }

    /// Those of spells as a care leaver, in order of start. A spell without a start has no beginning.
    pub(crate) fn by_spells(spells: &[LeaverSpell]) -> Self {
        Self::of(spells.iter().map(|spell| (spell.start.unwrap_or(NaiveDate::MIN), spell.end)))
    }

    fn of(records: impl Iterator<Item = (NaiveDate, Option<NaiveDate>)>) -> Self {
        let mut latest = NaiveDate::MIN;
        let latest_ends = records.map(|(start, end)| {
            latest = latest.max(end.unwrap_or(NaiveDate::MAX));
            (start, latest)
        });
        Self { latest_ends: latest_ends.collect() }
    }

    /// Whether a day is one of them.
    pub(crate) fn contains(&self, day: NaiveDate) -> bool {
        let begun = self.latest_ends.partition_point(|(start, _)| *start <= day);
        begun.checked_sub(1).and_then(|last| self.latest_ends.get(last)).is_some_and(|(_, end)| day <= *end)
    }
}
