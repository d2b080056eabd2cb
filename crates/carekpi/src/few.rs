//! Whom an indicator may count, and when.

use std::ops::Range;

use carekpi_dates::{DateRange, EndDay, Period};
use carekpi_measure::Among;
use carekpi_model::{Caseload, Child, Cohort};
use chrono::NaiveDate;

use crate::BoxedIndicator;

/// A few children who stand side by side in a caseload, and what is asked of them.
#[derive(Clone)]
pub(crate) struct Few<'c> {
    caseload: &'c Caseload,
    positions: Range<usize>,
    /// The days from the first date that is asked of through the last.
    days: DateRange,
    period: Period,
    end_day: EndDay,
    /// Whom the last indicator may count, and among whom they are, if that can be told from what another indicator says.
    whom: Vec<(Child<'c>, DateRange)>,
    among: Option<Among<'static>>,
}

impl<'c> Few<'c> {
    /// All children of a caseload; asked of dates in `days`.
    pub(crate) const fn all(caseload: &'c Caseload, days: DateRange, period: Period, end_day: EndDay) -> Self {
        Self { caseload, positions: 0..caseload.len(), days, period, end_day, whom: Vec::new(), among: None }
    }

    /// How many children there are.
    pub(crate) const fn len(&self) -> usize {
        self.positions.end.saturating_sub(self.positions.start)
    }

    /// Goes on to the children at `positions`.
    pub(crate) fn stand_at(&mut self, positions: Range<usize>) {
        (self.positions, self.among) = (positions, None);
    }

    /// Those whom an indicator may count, in order, each with the days on which it may.
    pub(crate) fn whom(&mut self, indicator: &BoxedIndicator) -> &[(Child<'c>, DateRange)] {
        let caseload = self.caseload;
        let cohort = |number: usize| Cohort::ALL.get(number).map_or(&[][..], |cohort| caseload.cohort(*cohort));
        let among = indicator.among();
        let same = match among {
            Among::All => Some(Among::All),
            Among::Cohort(number) => Some(Among::Cohort(number)),
            Among::InPeriod(number) => Some(Among::InPeriod(number)),
            Among::These(_) => None,
        };
        // Indicators of one area, which stand together, are mostly about the same children.
        if same.is_none() || same != self.among {
            self.among = same;
            self.whom.clear();
            match among {
                Among::All => {
                    let all = self.positions.clone().filter_map(|position| caseload.child(position));
                    self.whom.extend(all.map(|child| (child, DateRange::from(NaiveDate::MIN))));
                }
                Among::Cohort(number) => self.add_open(cohort(number)),
                Among::InPeriod(number) => self.add_in_period(cohort(number)),
                Among::These(these) => {
                    let asked = self.days;
                    self.add(these, |days| days.overlaps(asked).then_some(days));
                }
            }
        }
        &self.whom
    }

    /// Adds those of `members` with a record that may be open.
    fn add_open(&mut self, members: &[(u32, DateRange)]) {
        let (asked, end_day) = (self.days, self.end_day);
        self.add(members, |days| {
            // A record is seldom open on the day on which it ends: one day less saves asking once more.
            let last = days.end().pred_opt().filter(|_| days.end() < NaiveDate::MAX);
            let open = DateRange::half_open(days.start(), last.map_or(NaiveDate::MAX, |last| end_day.closes(last)));
            open.overlaps(asked).then_some(open)
        });
    }

    /// Adds those of `members` of whose days one may be in the period.
    fn add_in_period(&mut self, members: &[(u32, DateRange)]) {
        let counted = DateRange::half_open(self.period.first_day(self.days.start()), self.days.end());
        self.add(members, |days| days.overlaps(counted).then(|| DateRange::from(days.start())));
    }

    fn add(&mut self, members: &[(u32, DateRange)], may_count: impl Fn(DateRange) -> Option<DateRange>) {
        let before = |end: usize| members.partition_point(|(position, _)| usize_of(*position) < end);
        let these = members.get(before(self.positions.start)..before(self.positions.end)).unwrap_or(&[]);
        self.whom.extend(these.iter().filter_map(|(position, days)| {
            let days = may_count(*days)?;
            Some((self.caseload.child(usize_of(*position))?, days))
        }));
    }
}

fn usize_of(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
