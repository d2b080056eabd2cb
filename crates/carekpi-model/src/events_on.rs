//! Events as they stand on a day.

use carekpi_dates::AsOf;
use chrono::NaiveDate;

use crate::{Events, Seen, VisitsCounted};

/// A child's events of one kind that have happened by the end of the snapshot date. Several on one day are one event.
///
/// [`since`](Self::since) and [`counting`](Self::counting) narrow it.
#[derive(Clone, Copy, Debug)]
pub struct EventsOn<'a> {
    happened: Events<'a>,
    to_come: Events<'a>,
    as_of: &'a AsOf<'a>,
    since: NaiveDate,
    counted: VisitsCounted,
}

impl<'a> EventsOn<'a> {
    #[inline]
    pub(crate) fn new(events: Events<'a>, as_of: &'a AsOf<'a>) -> Self {
        let (happened, to_come) = events.parted(as_of.on());
        Self { happened, to_come, as_of, since: NaiveDate::MIN, counted: VisitsCounted::Any }
    }

    /// Those on `day` or later.
    #[inline]
    #[must_use]
    pub const fn since(self, day: NaiveDate) -> Self {
        Self { since: day, ..self }
    }

    /// Those that count as visits, by the [`VisitsCounted`] reading.
    #[inline]
    #[must_use]
    pub const fn counting(self, counted: VisitsCounted) -> Self {
        Self { counted, ..self }
    }

    /// Whether there is none.
    #[inline]
    #[must_use]
    pub fn none(&self) -> bool {
        self.latest().is_none()
    }

    /// The day of the latest.
    #[inline]
    #[must_use]
    pub fn latest(&self) -> Option<NaiveDate> {
        self.days().next()
    }

    /// The days on which there was one, the latest first.
    #[inline]
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let Self { happened, to_come, as_of, since, counted } = *self;
        let counts = move |(_, seen): &(NaiveDate, Seen)| counted == VisitsCounted::Any || *seen == Seen::Yes;
        if let Some((next, _)) = to_come.dated().find(counts) {
            as_of.changes_on(next);
        }
        let mut last = None;
        let days = happened.dated().rev().take_while(move |(date, _)| *date >= since).filter(counts);
        days.filter_map(move |(date, _)| (last.replace(date) != Some(date)).then_some(date))
    }
}
