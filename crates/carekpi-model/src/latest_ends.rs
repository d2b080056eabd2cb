//! The latest ends of records, for children who have many of one kind.
//!
//! A child has few records of a kind, and reading them all is fastest. Where there are many, the last one that has not ended is found
//! in logarithmic time.

use chrono::NaiveDate;

use crate::table::{Table, to_usize};
use crate::{HasDates, LeaverSpell};

/// Up to this many records are read one after the other. Each level above has one latest end for this many ends of the level below.
const FEW: usize = 32;

/// The latest ends of the records of one kind, for the children who have many.
#[derive(Clone, Debug, Default)]
pub(crate) struct LatestEnds {
    /// By storage index.
    children: Vec<(u32, Levels)>,
}

/// The latest end of each [`FEW`] records, of each [`FEW`] of those, and so on.
type Levels = Vec<Vec<NaiveDate>>;

/// A record that may end.
pub(crate) trait MayEnd {
    /// Its end; `None` if it has not ended.
    fn end(&self) -> Option<NaiveDate>;
}

impl<R: HasDates> MayEnd for R {
    #[inline]
    fn end(&self) -> Option<NaiveDate> {
        HasDates::end(self)
    }
}

impl MayEnd for LeaverSpell {
    #[inline]
    fn end(&self) -> Option<NaiveDate> {
        self.end
    }
}

/// The end of a record; [`NaiveDate::MAX`] if it has none.
#[inline]
fn end_of(record: &impl MayEnd) -> NaiveDate {
    record.end().unwrap_or(NaiveDate::MAX)
}

impl LatestEnds {
    /// Of the records of a table.
    pub(crate) fn of(table: &Table<impl MayEnd>) -> Self {
        let many = (0_u32..).zip(table.rows().counts()).filter(|(_, count)| *count > FEW);
        Self { children: many.map(|(child, _)| (child, levels(table.of(to_usize(child))))).collect() }
    }

    fn levels(&self, child: usize) -> &[Vec<NaiveDate>] {
        let at = self.children.binary_search_by_key(&child, |(of, _)| to_usize(*of));
        at.ok().and_then(|at| self.children.get(at)).map_or(&[], |(_, levels)| levels)
    }

    /// The first of a child's `records` whose end is wanted, the last one first. If an end is wanted, so is every later one.
    #[inline]
    pub(crate) fn last_first<'a, R: MayEnd, W: Fn(NaiveDate) -> bool>(
        &'a self,
        child: usize,
        records: &'a [R],
        is_wanted: W,
    ) -> LastFirst<'a, R, W> {
        let levels = if records.len() > FEW { self.levels(child) } else { &[] };
        LastFirst { records, levels, is_wanted }
    }
}

fn levels(records: &[impl MayEnd]) -> Levels {
    let mut levels: Levels = Vec::new();
    let latest = |ends: &mut dyn Iterator<Item = NaiveDate>| ends.max().unwrap_or(NaiveDate::MIN);
    let mut next: Vec<NaiveDate> = records.chunks(FEW).map(|records| latest(&mut records.iter().map(end_of))).collect();
    while next.len() > FEW {
        let above = next.chunks(FEW).map(|ends| latest(&mut ends.iter().copied())).collect();
        levels.push(std::mem::replace(&mut next, above));
    }
    levels.push(next);
    levels
}

/// Records whose end is wanted, the last one first.
#[derive(Clone)]
pub(crate) struct LastFirst<'a, R, W> {
    /// Those that are left.
    records: &'a [R],
    levels: &'a [Vec<NaiveDate>],
    is_wanted: W,
}

impl<'a, R: MayEnd, W: Fn(NaiveDate) -> bool> Iterator for LastFirst<'a, R, W> {
    type Item = &'a R;

    #[inline]
    fn next(&mut self) -> Option<&'a R> {
        if self.levels.is_empty() {
            // Few records, read one after the other.
            while let Some((last, left)) = self.records.split_last() {
                self.records = left;
                if (self.is_wanted)(end_of(last)) {
                    return Some(last);
                }
            }
            return None;
        }
        self.next_of_many()
    }
}

impl<'a, R: MayEnd, W: Fn(NaiveDate) -> bool> LastFirst<'a, R, W> {
    /// The same for a child with many records, which is rare.
    #[cold]
    fn next_of_many(&mut self) -> Option<&'a R> {
        let is_wanted = |at: usize| self.records.get(at).is_some_and(|record| (self.is_wanted)(end_of(record)));
        let at = last(self.records.len(), self.levels, &is_wanted, &self.is_wanted)?;
        let (left, found) = self.records.get(..=at)?.split_last().map(|(found, left)| (left, found))?;
        self.records = left;
        Some(found)
    }
}

/// The last wanted index below `end`. On the `levels` above is the latest end of each [`FEW`].
fn last(
    end: usize,
    levels: &[Vec<NaiveDate>],
    is_wanted: &dyn Fn(usize) -> bool,
    is_end_wanted: &dyn Fn(NaiveDate) -> bool,
) -> Option<usize> {
    let Some((level, above)) = levels.split_first() else { return (0..end).rev().find(|at| is_wanted(*at)) };
    let first = end.saturating_sub(end % FEW);
    if let Some(found) = (first..end).rev().find(|at| is_wanted(*at)) {
        return Some(found);
    }
    let has_wanted = |block: usize| level.get(block).is_some_and(|end| is_end_wanted(*end));
    let block = last(first / FEW, above, &has_wanted, is_end_wanted)?;
    let first = block.saturating_mul(FEW);
    (first..first.saturating_add(FEW)).rev().find(|at| is_wanted(*at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Places;
    use crate::{Id, LegalStatus};

    #[test]
    fn the_same_as_reading_all_of_them() {
        let day = |n: u64| NaiveDate::from_ymd_opt(2016, 1, 1).unwrap() + chrono::Days::new(n);
        for (count, ends) in [(1, 7), (32, 5), (33, 9), (1_025, 40), (2_500, 2_400)] {
            let end = |n: u64| Some(day((n * 7919) % ends)).filter(|_| n % 97 != 5);
            let record = |n| LegalStatus { id: Id::default(), code: Default::default(), start: day(n), end: end(n) };
            let entries: Vec<(u32, LegalStatus)> = (0..count).map(|n| (3, record(n))).collect();
            let table =
                Table::new(entries.iter().copied(), Places::of(&entries, 5), |one, other| one.start.cmp(&other.start));
            let latest_ends = LatestEnds::of(&table);
            for wanted in (0..=ends).step_by(3).map(day) {
                for begun in [0, 1, 31, 32, 33, 1_000, 1_024, 2_047].map(|begun: usize| begun.min(entries.len())) {
                    let records = &table.of(3)[..begun];
                    let is_wanted = |end| end >= wanted;
                    let all = records.iter().rev().filter(|record| is_wanted(end_of(*record)));
                    assert!(latest_ends.last_first(3, records, is_wanted).eq(all), "{count} {begun} {wanted}");
                }
            }
        }
    }
}
