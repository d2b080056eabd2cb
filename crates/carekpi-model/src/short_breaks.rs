//! The legal statuses of children who had short breaks, in a form that tells at once what overlaps a period of care.

use std::sync::Arc;

use carekpi_dates::EndDay;
use chrono::NaiveDate;

use crate::child_set::ChildSet;
use crate::table::{Table, to_usize};
use crate::{CodeSet, LegalStatus};

/// A status in care, with what is known of it and of those before it. It is of a child that ever had short breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StatusInCare {
    pub(crate) start: NaiveDate,
    /// The latest end of the short breaks through this status, and of the other statuses.
    short: LatestEnd,
    others: LatestEnd,
    /// The start of this status or the first later one that is not a short break.
    pub(crate) next_other: Option<NaiveDate>,
}

/// The latest end of some statuses that are open on a day; [`NaiveDate::MAX`] if one has not ended.
#[derive(Clone, Copy, Debug, Default)]
struct LatestEnd {
    /// If a status is not open on its end day.
    excluded: Option<NaiveDate>,
    /// If it is.
    included: Option<NaiveDate>,
}

impl LatestEnd {
    fn add(&mut self, status: &LegalStatus) {
        let end = status.end.unwrap_or(NaiveDate::MAX);
        self.excluded = self.excluded.max(Some(end).filter(|end| status.start < *end));
        self.included = self.included.max(Some(end).filter(|end| status.start <= *end));
    }

    #[inline]
    const fn by(&self, end_day: EndDay) -> Option<NaiveDate> {
        match end_day {
            EndDay::Included => self.included,
            _ => self.excluded,
        }
    }
}

impl StatusInCare {
    /// The latest end of the short breaks through this status; `None` if there are none.
    #[inline]
    pub(crate) const fn short_end(&self, end_day: EndDay) -> Option<NaiveDate> {
        self.short.by(end_day)
    }

    /// The latest end of the other statuses through this one; `None` if there are none.
    #[inline]
    pub(crate) const fn others_end(&self, end_day: EndDay) -> Option<NaiveDate> {
        self.others.by(end_day)
    }
}

/// The statuses in care of the children who ever had short breaks.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatusesInCare {
    /// Those children. Most never had short breaks, and are told apart at once.
    had_any: Arc<ChildSet>,
    /// The storage index of each child, in order, and where its statuses end.
    children: Arc<[(u32, usize)]>,
    /// Child after child, by start.
    statuses: Arc<[StatusInCare]>,
}

impl StatusesInCare {
    /// Those with a code in `care`, of the children who have a status with a code in `short`.
    pub(crate) fn of(table: &Table<LegalStatus>, care: &CodeSet, short: &CodeSet) -> Self {
        if *short == CodeSet::default() {
            return Self::default();
        }
        let (mut had_any, mut children, mut statuses) = (ChildSet::default(), Vec::new(), Vec::new());
        for (child, of_child) in table.children_with(|status| short.contains(status.code)) {
            add(&mut statuses, of_child.iter().filter(|status| care.contains(status.code)), short);
            children.push((child, statuses.len()));
            had_any.add(to_usize(child));
        }
        Self { had_any: had_any.into(), children: children.into(), statuses: statuses.into() }
    }

    /// The statuses of the child with a storage index, by start; none if it never had short breaks.
    #[inline]
    pub(crate) fn of_child(&self, child: usize) -> &[StatusInCare] {
        if self.had_any.contains(child) { self.find(child) } else { &[] }
    }

    fn find(&self, child: usize) -> &[StatusInCare] {
        let Ok(at) = self.children.binary_search_by_key(&child, |(of, _)| to_usize(*of)) else {
            return &[];
        };
        let end = |at: usize| self.children.get(at).map_or(0, |(_, end)| *end);
        self.statuses.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or(&[])
    }
}

/// Adds the statuses of a child, which are in order of start.
fn add<'c>(
    statuses: &mut Vec<StatusInCare>,
    of_child: impl DoubleEndedIterator<Item = &'c LegalStatus>,
    short: &CodeSet,
) {
    let first = statuses.len();
    let (mut of_short, mut of_others) = (LatestEnd::default(), LatestEnd::default());
    for status in of_child {
        let is_short = short.contains(status.code);
        if is_short {
            of_short.add(status)
        } else {
            of_others.add(status)
        }
        let next_other = Some(status.start).filter(|_| !is_short);
        statuses.push(StatusInCare { start: status.start, short: of_short, others: of_others, next_other });
    }
    let mut next_other = None;
    for status in statuses.get_mut(first..).unwrap_or_default().iter_mut().rev() {
        next_other = status.next_other.or(next_other);
        status.next_other = next_other;
    }
}
